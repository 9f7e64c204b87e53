// Moves to the summary of errors when the page opens, so that it is read first.

export function start(summary) {
  summary.focus();
}
