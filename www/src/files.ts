// Getting files in: pasting anywhere, dropping, opening, and examples.

import { byId } from "./element.ts";
import { gatherDrop, gatherFiles, type Gathered } from "./input/gather.ts";
import { blank, type Doc, type Workspace } from "./input/workspace.ts";
import { say } from "./strings/editor.en.ts";

/** The longest text that is taken from a clipboard, in UTF-16 units. */
const LONGEST = 20 * 1024 * 1024;

export interface Outlet {
  /** Says what came of it; empty takes the word back. */
  note(text: string): void;
}

export function startFiles(workspace: Workspace, { note }: Outlet): void {
  const chooser = byId("file", HTMLInputElement);
  byId("open", HTMLButtonElement).addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", () => {
    if (chooser.files?.length) void gatherFiles([...chooser.files]).then(take);
    // The same file can be opened again.
    chooser.value = "";
  });

  const bringsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  const over = (on: boolean) => document.documentElement.classList.toggle("drop", on);
  addEventListener("dragover", (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    over(true);
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) over(false);
  });
  addEventListener(
    "drop",
    (event) => {
      over(false);
      if (!bringsFiles(event) || !event.dataTransfer) return;
      // Otherwise the browser would leave the page for the file, or the editor would paste it.
      event.preventDefault();
      event.stopPropagation();
      if (chooser.isConnected) void gatherDrop(event.dataTransfer).then(take);
    },
    { capture: true },
  );

  addEventListener("paste", (event) => {
    // Where something else is shown, its own text boxes are meant.
    if (event.defaultPrevented || !event.clipboardData || !chooser.isConnected) return;
    if (event.clipboardData.files.length > 0) {
      event.preventDefault();
      void gatherFiles([...event.clipboardData.files]).then(take);
      return;
    }
    const target = event.composedPath()[0];
    if (target instanceof Element && target.closest("input, textarea, select, [contenteditable=true]")) return;
    const text = event.clipboardData.getData("text/plain");
    if (text.trim() === "") return;
    event.preventDefault();
    pasted(text);
  });

  byId("paste", HTMLButtonElement).addEventListener("click", async () => {
    let text: string;
    try {
      text = await navigator.clipboard.readText();
    } catch {
      return note(say.clipboardDenied);
    }
    if (text.trim() === "") note(say.clipboardEmpty);
    else pasted(text);
  });

  function pasted(text: string): void {
    note("");
    if (text.length > LONGEST) return note(say.tooLong(LONGEST / 1024 / 1024));
    bring([blank(text)], say.pasted);
  }

  function bring(docs: readonly Doc[], label: string): void {
    const [only] = docs;
    if (only && docs.length === 1 && workspace.docs.length > 1) workspace.replaceActive(only, label);
    else workspace.replaceAll(docs, label);
  }

  function take({ docs, looked, limited, refused }: Gathered): void {
    const words = refused.map(({ name, state, megabytes }) => {
      if (state === "not-text") return say.notText(name);
      return state === "too-large" ? say.tooLarge(name, megabytes) : say.unreadable(name);
    });
    if (docs.length === 0) return note(words[0] ?? say.nothingOfOurs(looked));
    note("");
    bring(docs, say.opened(docs.map(({ name }) => name)));
    const left = refused.length > 0 ? ` ${say.leftOut(refused.map(({ name }) => name))}` : "";
    const all = looked === docs.length + refused.length;
    if (limited) note(say.limited(docs.length) + left);
    else if (!all || left) note(`${all ? "" : say.someOfOurs(docs.length, looked)}${left}`.trim());
  }
}
