// What stands at the caret, in a small card under the editor: the way from the instruction or key
// inwards, and the words for one step of it.

import "./panel.css";
import type { ExplainedPart } from "../../../pkg/cozydock.js";
import { element } from "../element.ts";
import { explain as say } from "../strings/explain.en.ts";
import { layerNames } from "../strings/layers.en.ts";
import { type Explained, explained, type ExplainTexts, type Lookup, lookup } from "./texts.ts";

export class ExplainPanel {
  readonly #host: HTMLElement;
  readonly #texts: Lookup;
  readonly #title = element("h2", { id: "explain-title", tabindex: "-1" }, say.title);
  readonly #body = element("div");
  #shown = "";
  /** Closed by hand, so that a moving caret doesn't open it again. */
  #closed = false;
  /** Where Escape goes back to. */
  #cameFrom: HTMLElement | null = null;

  constructor(host: HTMLElement, entries: ExplainTexts) {
    this.#host = host;
    this.#texts = lookup(entries);
    const close = element("button", { type: "button", class: "explain-close", "aria-label": say.close }, "×");
    close.addEventListener("click", () => this.#close());
    host.replaceChildren(
      element(
        "section",
        { class: "explain", "aria-labelledby": "explain-title" },
        element("div", { class: "explain-head" }, this.#title, close),
        this.#body,
      ),
    );
    host.hidden = true;
    host.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    });
    host.addEventListener("focusin", ({ relatedTarget }) => {
      if (relatedTarget instanceof HTMLElement && !host.contains(relatedTarget)) this.#cameFrom = relatedTarget;
    });
  }

  /**
   * Shows the parts of a place, outermost first. `asked` is true where somebody asked for it, which
   * moves the keyboard here, and false where a caret only passed by, which never opens a panel that
   * was closed; without it the panel opens and the keyboard stays.
   */
  show(parts: ExplainedPart[], asked?: boolean): void {
    if (asked === false && this.#closed) return;
    const steps = explained(parts, this.#texts);
    // A caret on an empty line is no reason to open.
    if (steps.length === 0 && this.#host.hidden && !asked) return;
    this.#closed = false;
    this.#host.hidden = false;
    const shown = JSON.stringify(steps.map(({ id, label }) => [id, label]));
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#render(steps);
    }
    if (asked) this.#title.focus();
  }

  hide(): void {
    this.#host.hidden = true;
  }

  #close(): void {
    this.#closed = true;
    this.hide();
    if (this.#cameFrom?.isConnected) this.#cameFrom.focus();
  }

  #render(steps: Explained[]): void {
    const innermost = steps.at(-1);
    if (!innermost) {
      this.#body.replaceChildren(element("p", { class: "explain-nothing" }, say.nothing));
      return;
    }
    const words = element("div", { class: "explain-words", "aria-live": "polite" });
    const buttons = steps.map((step) => {
      const name = element("code", { translate: "no" }, step.label);
      const button = element("button", { type: "button", "aria-pressed": String(step === innermost) }, name);
      button.addEventListener("click", () => {
        for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
        words.replaceChildren(...textOf(step));
      });
      return button;
    });
    words.append(...textOf(innermost));
    const path = element("ol", { class: "explain-path", "aria-label": say.path });
    path.append(...buttons.map((button) => element("li", {}, button)));
    this.#body.replaceChildren(path, words);
  }
}

function textOf({ text, layer }: Explained): HTMLElement[] {
  const pieces = text.map((piece) =>
    typeof piece === "string" ? piece : element("code", { translate: "no" }, piece.code),
  );
  const words = [element("p", {}, ...pieces)];
  if (layer) {
    const chapter = element("a", { href: `rules/${layer}/` }, layerNames[layer]);
    words.push(element("p", { class: "explain-layer" }, say.layer, chapter, "."));
  }
  return words;
}
