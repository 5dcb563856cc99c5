// The text box: its text, and showing a place in it.

import type { Range } from "../../../pkg/cozydock.js";

/** Puts the selection on `range`, scrolls to it and moves the keyboard there. */
export function showPlace(box: HTMLTextAreaElement, range: Range): void {
  box.focus({ preventScroll: true });
  box.setSelectionRange(range.start.offset, range.end.offset);
  // No lines wrap in the box, so a place is a matter of counting.
  const style = getComputedStyle(box);
  const lineHeight = parseFloat(style.lineHeight);
  box.scrollTop = (range.start.line - 1) * lineHeight - box.clientHeight / 3;
  // 0.6 em is what a character takes in the usual monospaced fonts.
  const left = (range.start.column - 1) * parseFloat(style.fontSize) * 0.6;
  box.scrollLeft = left > box.clientWidth * 0.8 ? left - box.clientWidth / 3 : 0;
  box.scrollIntoView({ block: "nearest" });
}
