// Forgets the draft of a form that has arrived.

export function start(element) {
  try {
    localStorage.removeItem(`draft:${element.dataset.draft}`);
  } catch {
    // The device keeps nothing, so there is nothing to forget.
  }
}
