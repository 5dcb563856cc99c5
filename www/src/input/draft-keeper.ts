// The line below the text box that says what is kept, with its button.

import { byId, setText } from "../element.ts";
import { say } from "../strings.en.ts";
import { type Draft, fits, forget, store } from "./draft.ts";

/** The pause in typing after which the text is stored, in milliseconds. */
const PAUSE = 500;

export class DraftKeeper {
  readonly #line = byId("draft", HTMLElement);
  readonly #state = byId("draft-state", HTMLElement);
  readonly #switch = byId("draft-switch", HTMLButtonElement);
  readonly #current: () => Draft;
  #keeping = true;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(current: () => Draft) {
    this.#current = current;
    this.#switch.addEventListener("click", () => {
      this.#keeping = !this.#keeping;
      if (!this.#keeping) forget();
      this.#store();
    });
    // The pause may be cut short by a closed tab.
    addEventListener("pagehide", () => this.#store());
  }

  changed(): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#store(), PAUSE);
  }

  #store(): void {
    clearTimeout(this.#pause);
    const draft = this.#current();
    const stored = this.#keeping && store(draft);
    const tooLong = this.#keeping && !fits(draft);
    this.#line.hidden = draft.text === "" || !(stored || tooLong || !this.#keeping);
    this.#switch.hidden = tooLong;
    setText(this.#state, stored ? say.draftKept : tooLong ? say.draftTooLong : say.draftForgotten);
    setText(this.#switch, this.#keeping ? say.draftForget : say.draftKeep);
  }
}
