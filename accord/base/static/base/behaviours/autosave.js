// Keeps what is typed on this device until the server has it, and offers it back.
//
// <form data-behaviour="autosave" data-draft="actions/ACT-2026-0001"> holds a
// <template> with .draft (the notice) and .draft__offer (with two buttons,
// data-draft-restore and data-draft-discard). data-version, the version of the record
// the form began from, keeps an old draft from overwriting a newer text unseen.

const NEVER = new Set(["password", "file", "hidden"]);

function fieldsOf(form) {
  return [...form.elements].filter(
    (field) => field.name && !NEVER.has(field.type) && field.type !== "submit",
  );
}

function read(form) {
  return fieldsOf(form).map((field) => [
    field.name,
    field.value,
    ["checkbox", "radio"].includes(field.type) ? field.checked : null,
  ]);
}

function write(form, kept) {
  for (const field of fieldsOf(form)) {
    const index = kept.findIndex(
      ([name, value, checked]) =>
        name === field.name && (checked === null || value === field.value),
    );
    if (index < 0) continue;
    const [[, value, checked]] = kept.splice(index, 1);
    if (checked === null) field.value = value;
    else field.checked = checked;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

export function start(form) {
  const key = `draft:${form.dataset.draft || location.pathname}`;
  const version = form.dataset.version ?? "";
  const words = form.querySelector("template")?.content.cloneNode(true);
  const notice = words?.querySelector(".draft");
  const offer = words?.querySelector(".draft__offer");
  const atFirst = JSON.stringify(read(form));
  let later;

  function keep() {
    clearTimeout(later);
    later = undefined;
    const now = JSON.stringify(read(form));
    if (now === atFirst) return;
    try {
      const draft = { version, at: Date.now(), fields: JSON.parse(now) };
      localStorage.setItem(key, JSON.stringify(draft));
    } catch {
      return; // The device keeps nothing (private window, no room): promise nothing.
    }
    if (notice) {
      form.prepend(notice);
      notice.hidden = false;
    }
  }

  form.addEventListener("input", () => {
    later ??= setTimeout(keep, 1000);
  });
  addEventListener("pagehide", keep);
  // A form that was sent is the server's; if the line drops, "back" still finds it.
  form.addEventListener("submit", keep);

  let draft;
  try {
    draft = JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    draft = null;
  }
  if (!draft || !offer) return;
  if (JSON.stringify(draft.fields) === atFirst) {
    // The server shows the same text. After an error it has not saved it, though.
    if (!document.querySelector(".error-summary")) localStorage.removeItem(key);
    return;
  }
  offer.hidden = false;
  offer.querySelector("[data-draft-newer]")?.toggleAttribute(
    "hidden",
    draft.version === version,
  );
  const time = offer.querySelector("time");
  if (time) {
    time.dateTime = new Date(draft.at).toISOString();
    time.textContent = new Date(draft.at).toLocaleString(
      document.documentElement.lang,
      { dateStyle: "long", timeStyle: "short" },
    );
  }
  offer.querySelector("[data-draft-restore]").addEventListener("click", () => {
    write(form, draft.fields);
    offer.remove();
    form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  });
  offer.querySelector("[data-draft-discard]").addEventListener("click", () => {
    localStorage.removeItem(key);
    offer.remove();
  });
  form.prepend(offer);
}
