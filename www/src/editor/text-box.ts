// The plain text box: there before anything else, and for texts too long for an editor.
//
// Browsers take seconds to lay out hundreds of thousands of lines. A text that is too long for
// that is held here as a whole, and the box becomes a window on a part of it, for reading only.

import { EDITABLE, type Listeners, type Selection, type Surface } from "./editor.ts";
import { History } from "./history.ts";

/** How much of a longer text the window shows on either side of a place, in UTF-16 units. */
const REACH = 20_000;
/** From this length on a paste is put in here: browsers' own pasting is slow with many lines. */
const LONG_PASTE = 100_000;

export class TextBox implements Surface {
  readonly node: HTMLTextAreaElement;
  readonly #listeners: Listeners;
  #history = new History("");
  #held = false;
  #fresh = false;
  #before: Selection = { start: 0, end: 0 };
  #loading = false;
  #composing: Promise<void> = Promise.resolve();

  constructor(node: HTMLTextAreaElement, listeners: Listeners) {
    this.node = node;
    this.#listeners = listeners;
    node.addEventListener("beforeinput", (event) => {
      this.#before = this.selection();
      const { inputType } = event;
      if (inputType !== "historyUndo" && inputType !== "historyRedo") return;
      event.preventDefault();
      this.#travel(inputType === "historyRedo");
    });
    node.addEventListener("keydown", (event) => {
      const back = isUndo(event);
      if (back === null) return;
      event.preventDefault();
      this.#travel(!back);
    });
    node.addEventListener("input", (event) => this.#input(event instanceof InputEvent ? event : null));
    node.addEventListener("compositionstart", () => {
      this.#composing = new Promise((done) => node.addEventListener("compositionend", () => setTimeout(done), { once: true }));
    });
    node.addEventListener("compositionend", (event) => {
      if (this.#fresh) this.#startAnew(event.data);
    });
    node.addEventListener("paste", (event) => this.#paste(event));
    document.addEventListener("selectionchange", () => this.#moved());
    node.addEventListener("selectionchange", () => this.#moved());
  }

  load(history: History, selection: Selection, scroll: number): void {
    this.#loading = true;
    this.#history = history;
    this.#held = history.text.length > EDITABLE;
    this.node.readOnly = this.#held;
    this.node.value = this.#held ? history.text.slice(0, REACH) : history.text;
    this.node.setSelectionRange(selection.start, selection.end);
    this.node.scrollTo(0, scroll);
    this.#loading = false;
  }

  unload(): { selection: Selection; scroll: number } {
    return { selection: this.selection(), scroll: this.node.scrollTop };
  }

  text(): string {
    return this.#history.text;
  }

  replace(text: string, undoable: boolean): void {
    if (undoable) this.#history.record(text, this.selection(), { start: 0, end: 0 }, false);
    else this.#history = new History(text);
    this.load(this.#history, { start: 0, end: 0 }, 0);
  }

  selection(): Selection {
    return { start: this.node.selectionStart, end: this.node.selectionEnd };
  }

  select(start: number, end: number, focus: boolean): void {
    const { node } = this;
    const { text } = this.#history;
    const base = this.#held ? Math.max(0, start - REACH) : 0;
    if (this.#held) node.value = text.slice(base, start + REACH);
    if (focus) node.focus({ preventScroll: true });
    node.setSelectionRange(start - base, end - base);

    // No lines wrap in the box, so a place is a matter of counting.
    const before = node.value.slice(0, start - base).split("\n");
    const style = getComputedStyle(node);
    node.scrollTop = (before.length - 1) * parseFloat(style.lineHeight) - node.clientHeight / 3;
    // 0.6 em is what a character takes in the usual monospaced fonts.
    const left = (before.at(-1) ?? "").length * parseFloat(style.fontSize) * 0.6;
    node.scrollLeft = left > node.clientWidth * 0.8 ? left - node.clientWidth / 3 : 0;
    if (focus) node.scrollIntoView({ block: "nearest" });
  }

  marks(): void {
    // A text box has no way to mark words; the list of findings leads to them.
  }

  language(): void {
    // Nor to color them.
  }

  fresh(on: boolean): void {
    this.#fresh = on;
  }

  focus(): void {
    this.node.focus();
  }

  undo(): boolean {
    return this.#travel(false);
  }

  /** Settles when no character is being composed. */
  composed(): Promise<void> {
    return this.#composing;
  }

  #input(event: InputEvent | null): void {
    if (this.#held || event?.isComposing === true && this.#fresh) return;
    if (this.#fresh && event?.inputType.startsWith("insert")) return this.#startAnew(typedText(event));
    const typed = /^(insertText|insertLineBreak|insertCompositionText|delete)/.test(event?.inputType ?? "");
    this.#history.record(this.node.value, this.#before, this.selection(), typed);
    this.#listeners.change(this.text(), typed ? "typed" : "whole");
  }

  /** What was typed takes the place of the whole text. */
  #startAnew(text: string): void {
    const end = { start: text.length, end: text.length };
    this.#history.record(text, this.#before, end, false);
    this.load(this.#history, end, 0);
    this.#listeners.change(text, "typed");
  }

  #travel(forward: boolean): boolean {
    if (this.#held) return false;
    const selection = forward ? this.#history.redo() : this.#history.undo();
    if (!selection) return false;
    this.load(this.#history, selection, this.node.scrollTop);
    this.#listeners.change(this.text(), "whole");
    return true;
  }

  #paste(event: ClipboardEvent): void {
    const paste = event.clipboardData?.getData("text/plain") ?? "";
    if (paste === "" || (paste.length < LONG_PASTE && !this.#held && !this.#fresh)) return;
    event.preventDefault();
    const whole = this.#held || this.#fresh;
    const { start, end } = this.selection();
    const around = whole ? ["", ""] : [this.text().slice(0, start), this.text().slice(end)];
    this.#listeners.pasted((around[0] + paste + around[1]).replace(/\r\n?/g, "\n"));
  }

  #moved(): void {
    if (this.#loading || document.activeElement !== this.node || this.#held) return;
    this.#listeners.select(this.selection());
  }
}

/** True for undo, false for redo, `null` for any other key. */
function isUndo(event: KeyboardEvent): boolean | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return !event.shiftKey;
  return key === "y" && !event.shiftKey ? false : null;
}

function typedText(event: InputEvent | null): string {
  if (event?.inputType === "insertLineBreak") return "\n";
  return event?.data ?? "";
}
