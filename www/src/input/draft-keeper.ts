// The line below the editor that says what is kept, with its button.

import { byId, setText } from "../element.ts";
import { say } from "../strings/editor.en.ts";
import { type Draft, fits, forget, store } from "./draft.ts";

/** The pause in typing after which the files are stored, in milliseconds. */
const PAUSE = 500;

export class DraftKeeper {
  readonly #state = byId("draft-state", HTMLElement);
  readonly #switch = byId("draft-switch", HTMLButtonElement);
  readonly #current: () => Draft | null;
  #keeping = true;
  #pause: ReturnType<typeof setTimeout> | undefined;

  /** `current` is `null` where there is nothing worth keeping. */
  constructor(current: () => Draft | null) {
    this.#current = current;
    this.#switch.addEventListener("click", () => {
      this.#keeping = !this.#keeping;
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
    const stored = this.#keeping && draft !== null && store(draft);
    if (!stored) forget();
    this.#switch.hidden = draft === null || (this.#keeping && !stored);
    setText(this.#switch, this.#keeping ? say.draftForget : say.draftKeep);
    setText(this.#state, this.#words(draft, stored));
  }

  #words(draft: Draft | null, stored: boolean): string {
    if (draft === null) return say.draftNone;
    if (!this.#keeping) return say.draftForgotten;
    if (stored) return say.draftKept(draft.docs.length);
    return fits(draft) ? say.draftDenied : say.draftTooLong;
  }
}
