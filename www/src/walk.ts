// Going to a place and back: F8 through the findings, Escape to where one was.

import type { Finding } from "../../pkg/cozydock.js";
import type { SwitchingEditor } from "./editor/editor.ts";

export class Walk {
  readonly #editor: SwitchingEditor;
  /** Goes back to where the walk began. */
  #back: (() => void) | null = null;

  /** `step` shows the next finding; `point` shows its place in the editor. */
  constructor(
    editor: SwitchingEditor,
    step: (by: 1 | -1) => Finding | undefined,
    point: (finding: Finding) => void,
  ) {
    this.#editor = editor;
    addEventListener("keydown", (event) => {
      if (event.defaultPrevented || event.isComposing || !editor.node.isConnected) return;
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (event.key === "F8" && plain) {
        event.preventDefault();
        if (!inReport()) this.begin();
        const finding = step(event.shiftKey ? -1 : 1);
        if (finding) point(finding);
      } else if (event.key === "Escape" && this.#back && !document.querySelector(":popover-open, dialog[open]")) {
        this.#back();
        this.#back = null;
      }
    });
  }

  /** Remembers where the keyboard is now. */
  begin(): void {
    const from = document.activeElement;
    const { start, end } = this.#editor.selection();
    const inEditor = this.#editor.node.contains(from);
    this.#back = () => {
      if (inEditor) this.#editor.select(start, end);
      else if (from instanceof HTMLElement && from.isConnected) from.focus();
    };
  }
}

function inReport(): boolean {
  return document.activeElement?.closest("#report") !== null && document.activeElement !== document.body;
}
