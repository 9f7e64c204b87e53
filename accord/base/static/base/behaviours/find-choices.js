// Finds among many check boxes as one types. Groups that hold a match open; what is
// ticked always stays in sight. data-label names the search box, data-none says that
// nothing matches.

const fold = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

let made = 0;

export function start(box) {
  const groups = [...box.querySelectorAll("details")];
  const items = [...box.querySelectorAll("details li")].map((item) => ({
    item,
    words: fold(item.textContent),
  }));
  const opened = new Map();

  const label = document.createElement("label");
  const input = document.createElement("input");
  const none = document.createElement("p");
  made += 1;
  input.id = `find-choices-${made}`;
  input.type = "search";
  input.className = "input";
  input.autocomplete = "off";
  label.htmlFor = input.id;
  label.className = "field__label";
  label.textContent = box.dataset.label;
  none.textContent = box.dataset.none;
  none.hidden = true;
  const status = document.createElement("div");
  status.setAttribute("role", "status");
  status.append(none);
  const place = groups[0] ?? null;
  for (const each of [label, input, status]) box.insertBefore(each, place);

  function show() {
    const wanted = fold(input.value);
    for (const { item, words } of items) {
      const ticked = item.querySelector("input")?.checked;
      item.hidden = wanted !== "" && !ticked && !words.includes(wanted);
    }
    let found = 0;
    for (const group of groups) {
      const visible = group.querySelectorAll("li:not([hidden])").length;
      if (!opened.has(group)) opened.set(group, group.open);
      group.hidden = visible === 0;
      group.open = wanted === "" ? opened.get(group) : visible > 0;
      found += visible;
    }
    if (wanted === "") opened.clear();
    none.hidden = found > 0;
  }

  input.addEventListener("input", show);
  // Enter looks for a match; it must not send the whole form.
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
