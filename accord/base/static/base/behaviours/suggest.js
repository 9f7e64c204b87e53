// Proposes records while one types in a search box, as a combobox: arrows move, Enter
// opens, Escape closes. data-suggest is where to ask, data-some says how many there are.

let made = 0;

export function start(input) {
  let chosen = -1;
  let timer = 0;
  let asked = "";
  const list = document.createElement("ul");
  const status = document.createElement("div");
  made += 1;
  list.id = `suggestions-${made}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  status.setAttribute("role", "status");
  status.className = "visually-hidden";
  input.autocomplete = "off";
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.after(list, status);
  input.parentElement.classList.add("suggests");
  close();


  function choose(place) {
    const options = [...list.children];
    chosen = options.length ? (place + options.length) % options.length : -1;
    for (const [n, each] of options.entries()) {
      each.setAttribute("aria-selected", String(n === chosen));
    }
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", options[chosen].id);
      options[chosen].scrollIntoView({ block: "nearest" });
    }
  }

  function close() {
    list.hidden = true;
    input.ariaExpanded = "false";
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
  }

  function show(suggestions) {
    list.replaceChildren(
      ...suggestions.map((each, n) => {
        const option = document.createElement("li");
        const title = document.createElement("span");
        const kind = document.createElement("span");
        option.id = `${list.id}-${n}`;
        option.setAttribute("role", "option");
        option.dataset.url = each.url;
        title.lang = each.lang;
        title.dir = "auto";
        title.textContent = each.title;
        kind.className = "suggestions__kind";
        kind.textContent = each.kind;
        option.append(title, " ", kind);
        return option;
      }),
    );
    close();
    if (!suggestions.length) return;
    list.hidden = false;
    input.ariaExpanded = "true";
    status.textContent = input.dataset.some.replace("{n}", suggestions.length);
  }

  async function ask() {
    const words = input.value.trim();
    if (words === asked) return;
    asked = words;
    if (words.length < 2) return show([]);
    const query = new URLSearchParams({ q: words });
    const answer = await fetch(`${input.dataset.suggest}?${query}`).catch(() => null);
    if (answer?.ok && words === asked) show((await answer.json()).suggestions);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.url);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
}
