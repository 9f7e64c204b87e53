// Loads the behaviour that each element asks for by name. Without it every page works.

const asked = new Map();
for (const element of document.querySelectorAll("[data-behaviour]")) {
  for (const name of element.dataset.behaviour.split(" ")) {
    asked.set(name, [...(asked.get(name) ?? []), element]);
  }
}
for (const [name, elements] of asked) {
  const { start } = await import(`./behaviours/${name}.js`);
  elements.forEach(start);
}
