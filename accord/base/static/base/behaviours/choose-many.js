// Chooses many rows of a list: all on the page, or a range with shift, and counts them.

export function start(form) {
  const boxes = [...form.querySelectorAll('tbody input[type="checkbox"]')];
  const all = form.querySelector("[data-all]");
  const count = form.querySelector("[data-count]");
  let last = null;

  const tell = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    const box = all.querySelector("input");
    box.checked = chosen === boxes.length;
    box.indeterminate = chosen > 0 && chosen < boxes.length;
    const words = chosen === 1 ? count.dataset.one : count.dataset.many;
    count.value = chosen
      ? words.replace("#", new Intl.NumberFormat(document.documentElement.lang).format(chosen))
      : "";
  };

  all.hidden = false;
  all.addEventListener("change", (event) => {
    for (const box of boxes) box.checked = event.target.checked;
    tell();
  });
  form.addEventListener("click", (event) => {
    const at = boxes.indexOf(event.target);
    if (at < 0) return;
    if (event.shiftKey && last !== null) {
      const [from, to] = [Math.min(at, last), Math.max(at, last)];
      for (const box of boxes.slice(from, to + 1)) box.checked = boxes[at].checked;
    }
    last = at;
    tell();
  });
  tell();
}
