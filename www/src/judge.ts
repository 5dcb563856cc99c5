// When to check: at once for what arrives whole, after a pause for what is being typed.

import type { Options, Report, SourceFile } from "../../pkg/cozydock.js";
import { type Engine, EngineFailure, Superseded } from "./engine/protocol.ts";

/** The pause in typing after which the text is checked, in milliseconds. */
const PAUSE = 150;

export interface Outcome {
  /** `typing`: somebody is still at it. */
  report(report: Report, files: SourceFile[], typing: boolean): void;
  failure(failure: EngineFailure): void;
}

export class Judge {
  readonly #source: () => SourceFile[];
  readonly #outcome: Outcome;
  readonly #options: Options;
  #engine: Engine | null = null;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(source: () => SourceFile[], outcome: Outcome, options: Options = {}) {
    this.#source = source;
    this.#outcome = outcome;
    this.#options = options;
  }

  /** From now on there is an engine; what has been waiting is checked. */
  use(engine: Engine): void {
    this.#engine = engine;
    void this.#check(false);
  }

  soon(): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.#check(true), PAUSE);
  }

  now(): void {
    void this.#check(false);
  }

  async #check(typing: boolean): Promise<void> {
    clearTimeout(this.#pause);
    if (!this.#engine) return;
    const files = this.#source();
    try {
      this.#outcome.report(await this.#engine.check(files, this.#options), files, typing);
    } catch (error) {
      if (error instanceof EngineFailure) this.#outcome.failure(error);
      else if (!(error instanceof Superseded)) throw error;
    }
  }
}
