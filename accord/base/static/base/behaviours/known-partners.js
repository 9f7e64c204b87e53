// While a name is typed, says below the field which partners have it already.
// data-ask is where to ask, data-title what stands above them.

const WAIT = 500;

export function start(fields) {
  const input = fields.querySelector("[name=name]");
  const box = document.createElement("div");
  let timer = 0;
  box.setAttribute("role", "status");
  box.className = "known-partners";
  input.after(box);

  async function ask() {
    const words = input.value.trim();
    if (words.length < 3) return box.replaceChildren();
    const answer = await fetch(`${fields.dataset.ask}?q=${encodeURIComponent(words)}`);
    if (!answer.ok || words !== input.value.trim()) return;
    show((await answer.json()).suggestions);
  }

  function show(found) {
    box.replaceChildren();
    if (!found.length) return;
    const title = document.createElement("strong");
    const list = document.createElement("ul");
    title.textContent = fields.dataset.title;
    for (const each of found) {
      const line = document.createElement("li");
      const link = document.createElement("a");
      link.href = each.url;
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = each.title;
      line.append(link, ` ${each.reason}`);
      list.append(line);
    }
    box.append(title, list);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => ask().catch(() => {}), WAIT);
  });
}
