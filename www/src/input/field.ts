// The text box: its text, pasting much at once, and showing a place in it.
//
// Browsers take seconds to lay out hundreds of thousands of lines. A text that is too long for
// that is held here as a whole, and the box becomes a window on a part of it, for reading only.

import type { Range } from "../../../pkg/cozydock.js";

/** The longest text that the box itself takes, in UTF-16 units. */
const EDITABLE = 1_000_000;
/** How much of a longer text the window shows on either side of a place, in UTF-16 units. */
const REACH = 20_000;
/** From this length on a paste is put in here: browsers' own pasting is slow with many lines. */
const LONG_PASTE = 100_000;

export class Field {
  readonly box: HTMLTextAreaElement;
  #held: string | null = null;

  /** `pasted` takes the whole text that a long paste makes. */
  constructor(box: HTMLTextAreaElement, pasted: (text: string) => void) {
    this.box = box;
    box.addEventListener("paste", (event) => {
      const paste = event.clipboardData?.getData("text/plain") ?? "";
      if (paste.length < LONG_PASTE && this.#held === null) return;
      event.preventDefault();
      const around = this.#held === null ? box.value : "";
      pasted(around.slice(0, box.selectionStart) + paste + around.slice(box.selectionEnd));
    });
  }

  get text(): string {
    return this.#held ?? this.box.value;
  }

  set text(text: string) {
    // What the box itself would make of line ends, so that places are right in both.
    this.#held = text.length > EDITABLE ? text.replace(/\r\n?/g, "\n") : null;
    this.box.readOnly = this.#held !== null;
    this.box.value = this.#held?.slice(0, REACH) ?? text;
    this.box.setSelectionRange(0, 0);
    this.box.scrollTo(0, 0);
  }

  /** True where the box shows but a part of the text. */
  get partial(): boolean {
    return this.#held !== null;
  }

  /** Selects `range`, scrolls to it and moves the keyboard there. */
  show(range: Range): void {
    const { box } = this;
    const start = range.start.offset;
    const base = this.#held === null ? 0 : Math.max(0, start - REACH);
    if (this.#held !== null) box.value = this.#held.slice(base, start + REACH);
    box.focus({ preventScroll: true });
    box.setSelectionRange(start - base, range.end.offset - base);

    // No lines wrap in the box, so a place is a matter of counting.
    const before = box.value.slice(0, start - base).split("\n");
    const style = getComputedStyle(box);
    box.scrollTop = (before.length - 1) * parseFloat(style.lineHeight) - box.clientHeight / 3;
    // 0.6 em is what a character takes in the usual monospaced fonts.
    const left = (before.at(-1) ?? "").length * parseFloat(style.fontSize) * 0.6;
    box.scrollLeft = left > box.clientWidth * 0.8 ? left - box.clientWidth / 3 : 0;
    box.scrollIntoView({ block: "nearest" });
  }
}
