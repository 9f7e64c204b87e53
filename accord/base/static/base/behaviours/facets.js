// Applies a filter as soon as its box is ticked. The button stays for everyone else.

export function start(form) {
  form.querySelector("[data-facets-hint]")?.removeAttribute("hidden");
  form.addEventListener("change", (event) => {
    if (event.target.type !== "checkbox") return;
    const kept = `${event.target.name}=${event.target.value}`;
    sessionStorage.setItem("facet", kept);
    form.requestSubmit();
  });
  const kept = sessionStorage.getItem("facet");
  if (!kept) return;
  sessionStorage.removeItem("facet");
  for (const box of form.querySelectorAll('input[type="checkbox"]')) {
    if (`${box.name}=${box.value}` === kept) box.focus({ preventScroll: true });
  }
}
