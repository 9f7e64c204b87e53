// Turns the text area of a draft into an editor; without this script it stays as it is.
//
// <div data-editor="…/editor.js"> holds the field and a <template> with .editor: a
// toolbar of [data-command] buttons, .editor__words, and the dialog for links. The text
// area keeps the HTML, so that forms and drafts kept on the device know no difference.

const holder = document.querySelector("[data-editor]");
const field = holder?.querySelector("textarea");

function commandsOf(chain, editor, askForLink) {
  const is = (name, options) => () => editor.isActive(name, options);
  return {
    paragraph: [() => chain().setParagraph().run(), is("paragraph")],
    heading: [
      () => chain().toggleHeading({ level: 2 }).run(),
      is("heading", { level: 2 }),
    ],
    subheading: [
      () => chain().toggleHeading({ level: 3 }).run(),
      is("heading", { level: 3 }),
    ],
    bulletList: [() => chain().toggleBulletList().run(), is("bulletList")],
    orderedList: [() => chain().toggleOrderedList().run(), is("orderedList")],
    blockquote: [() => chain().toggleBlockquote().run(), is("blockquote")],
    bold: [() => chain().toggleBold().run(), is("bold")],
    italic: [() => chain().toggleItalic().run(), is("italic")],
    link: [askForLink, is("link")],
    undo: [() => chain().undo().run()],
    redo: [() => chain().redo().run()],
  };
}

function dialogFor(dialog, editor, chain) {
  const address = dialog.querySelector("input");
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "set") return;
    const href = address.value.trim();
    const words = chain().extendMarkRange("link");
    (href ? words.setLink({ href }) : words.unsetLink()).run();
  });
  return () => {
    address.value = editor.getAttributes("link").href ?? "";
    dialog.returnValue = "";
    dialog.showModal();
  };
}

function asSource(text) {
  // What is typed without markup has blank lines between its paragraphs.
  if (/<(p|h[1-6]|ul|ol|blockquote)\b/i.test(text)) return text;
  return text
    .split(/\n\s*\n/)
    .map((each) => `<p>${each}</p>`)
    .join("");
}

function wordsAlone(html) {
  // The policy would refuse styles and handlers one by one, and complain of each.
  const refused = /([\s/"'])(?:style|on\w+)\s*=/gi;
  return html.replace(/<[^>]*>/g, (tag) => tag.replace(refused, "$1data-was="));
}

async function start() {
  const prose = await import(holder.dataset.editor);
  const made = holder.querySelector("template").content.cloneNode(true);
  const frame = made.querySelector(".editor");
  const label = holder.querySelector("label");
  label.id ||= "editor-label";
  let own = field.value;

  const editor = new prose.Editor({
    element: frame.querySelector(".editor__words"),
    // Its <style> would need leave from the content security policy.
    injectCSS: false,
    extensions: [
      prose.Document, prose.Paragraph, prose.Text, prose.HardBreak, prose.History,
      prose.Heading.configure({ levels: [2, 3] }),
      prose.BulletList, prose.OrderedList, prose.ListItem, prose.Blockquote,
      prose.Bold, prose.Italic,
      prose.Link.configure({ openOnClick: false, enableTarget: false }),
    ],
    content: asSource(field.value),
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": label.id,
        lang: field.lang,
        dir: field.dir,
      },
      transformPastedHTML: wordsAlone,
    },
    onUpdate({ editor }) {
      own = editor.isEmpty ? "" : editor.getHTML();
      field.value = own;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  // A draft brought back from the device is written into the text area.
  field.addEventListener("input", () => {
    if (field.value !== own) editor.commands.setContent(asSource(field.value));
  });
  label.addEventListener("click", () => editor.commands.focus());

  const chain = () => editor.chain().focus();
  const ask = dialogFor(frame.querySelector("dialog"), editor, chain);
  const commands = commandsOf(chain, editor, ask);
  const buttons = [...frame.querySelectorAll("[data-command]")];
  for (const button of buttons) {
    // The caret stays in the words, so that nothing typed at once is lost.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", commands[button.dataset.command][0]);
  }
  const show = () => {
    for (const button of buttons) {
      const [, isOn] = commands[button.dataset.command];
      if (isOn) button.setAttribute("aria-pressed", isOn());
    }
  };
  editor.on("transaction", show);
  show();
  field.after(made);
  field.hidden = true;
  holder.dataset.ready = "";
}

if (field) start();
