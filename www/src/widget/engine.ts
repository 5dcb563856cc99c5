// The engine, brought up when the first widget of a page comes into sight. A file of its own.

import type { Finding, Options, Report, Safety, SourceFile } from "../../../pkg/cozydock.js";
import type { About, Engine } from "../engine/protocol.ts";
import { startEngine } from "../engine/start.ts";

/** The one engine of a page, which answers many widgets, one after the other. */
export class Desk {
  readonly #engine: Engine;
  #last: Promise<unknown> = Promise.resolve();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  get about(): About {
    return this.#engine.about;
  }

  check(file: SourceFile, options: Options): Promise<Report> {
    // An engine answers only the newest check; here each of them is somebody's.
    return this.#queue(() => this.#engine.check([file], options));
  }

  applyFixes(file: SourceFile, findings: Finding[], safety: Safety): Promise<SourceFile[]> {
    return this.#queue(() => this.#engine.applyFixes([file], findings, safety));
  }

  stop(): void {
    this.#engine.stop();
  }

  #queue<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const answer = this.#last.then(ask);
    this.#last = answer.catch(() => undefined);
    return answer;
  }
}

export async function openDesk(): Promise<Desk> {
  return new Desk(await startEngine());
}
