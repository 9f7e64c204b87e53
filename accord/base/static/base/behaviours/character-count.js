// Says how many characters are left. The words come from the template:
// data-many and data-over hold the sentences, with {n} for the number.

export function start(area) {
  const count = document.getElementById(area.dataset.count);
  const limit = Number(area.dataset.limit);
  if (!count || !limit) return;
  const language = document.documentElement.lang;
  let later;

  function tell() {
    const left = limit - [...area.value.replaceAll("\r", "")].length;
    const sentence = left < 0 ? count.dataset.over : count.dataset.many;
    const number = new Intl.NumberFormat(language).format(Math.abs(left));
    count.textContent = sentence.replace("{n}", number);
    count.classList.toggle("field__count--over", left < 0);
  }

  // A screen reader hears the count when typing pauses, not at every key.
  area.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(tell, 400);
  });
  tell();
}
