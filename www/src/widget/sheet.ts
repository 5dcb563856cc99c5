// The reader's own copy of the page's text: to try things on, and to take fixes.

import { element, setText } from "../element.ts";
import { say } from "../strings/widget-panel.en.ts";
import type { PanelHost, PanelState } from "./panel.ts";

/** The pause in typing after which the text is checked, in milliseconds. */
const PAUSE = 150;
/** The quiet after which the result is spoken, in milliseconds. */
const QUIET = 1000;
/** How many lines the box shows at once. */
const LEAST = 6;
const MOST = 24;

export class Sheet {
  readonly node = element("div", { class: "sheet", part: "sheet", hidden: true });
  readonly #host: PanelHost;
  readonly #label = element("label", { for: "copy" });
  readonly #help = element("p", { id: "copy-help", class: "quiet" }, say.help);
  readonly #box = element("textarea", {
    id: "copy", part: "text", wrap: "off", spellcheck: "false", autocomplete: "off", autocapitalize: "off",
    "aria-describedby": "copy-help", dir: "ltr", translate: "no",
  });
  readonly #undo = element("button", { type: "button", class: "plain" }, say.undo);
  readonly #back = element("button", { type: "button", class: "plain" }, say.original);
  readonly #status = element("p", { role: "status", class: "quiet" });
  /** For ears: the eyes see the list change. */
  readonly #heard = element("p", { role: "status", class: "heard" });
  #steps: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #quiet: ReturnType<typeof setTimeout> | undefined;
  /** What is being typed is newer than what was checked. */
  #typing = false;

  constructor(host: PanelHost) {
    this.#host = host;
    const copy = element("button", { type: "button" }, say.copy);
    copy.addEventListener("click", () => void this.#copy());
    this.#undo.addEventListener("click", () => this.#goBack());
    this.#back.addEventListener("click", () => {
      this.#steps = [];
      this.#forget();
      host.restore();
      setText(this.#status, say.restored);
      this.#box.focus();
    });
    this.#box.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#typing = true;
      setText(this.#status, "");
      this.#timer = setTimeout(() => host.change(this.#box.value), PAUSE);
    });
    this.node.append(
      this.#label, this.#help, this.#box,
      element("div", { class: "buttons" }, copy, this.#undo, this.#back),
      this.#status, this.#heard,
    );
  }

  get isOpen(): boolean {
    return !this.node.hidden;
  }

  open(): void {
    this.node.hidden = false;
    this.#box.focus();
  }

  update(state: PanelState | null): void {
    setText(this.#label, say.label(state?.name || say.nameless));
    this.#box.readOnly = !this.#host.editable();
    this.#undo.hidden = this.#steps.length === 0;
    this.#back.hidden = !state || state.original;
    if (state && !state.original) this.node.hidden = false;
    if (state?.text === this.#box.value) this.#typing = false;
    else if (state && !this.#typing) this.#box.value = state.text;
    const lines = this.#box.value.split("\n").length;
    this.#box.rows = Math.max(LEAST, Math.min(MOST, lines + 1));
  }

  /** Takes the text with a fix in it. */
  keep(text: string, label: string): void {
    this.#steps.push(this.#box.value);
    this.node.hidden = false;
    this.#forget();
    this.#host.change(text);
    setText(this.#status, say.kept(label));
  }

  /** Says what there is to know now, once it has been quiet for a while. */
  announce(words: string): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => setText(this.#heard, words), QUIET);
  }

  select(start: number, end: number): void {
    this.node.hidden = false;
    this.#box.focus();
    this.#box.setSelectionRange(start, end);
    const lines = this.#box.value.slice(0, start).split("\n").length - 1;
    this.#box.scrollTop = (this.#box.scrollHeight * lines) / Math.max(1, this.#box.value.split("\n").length) - 40;
  }

  #goBack(): void {
    const text = this.#steps.pop();
    if (text === undefined) return;
    this.#forget();
    this.#host.change(text);
    setText(this.#status, say.undone);
    this.#box.focus();
  }

  /** What comes now takes the place of what was typed. */
  #forget(): void {
    clearTimeout(this.#timer);
    this.#typing = false;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#box.value);
      setText(this.#status, say.copied);
    } catch {
      // Not allowed: it's selected, so that the reader's own keys can copy it.
      this.#box.select();
      setText(this.#status, say.copyByHand);
    }
  }
}
