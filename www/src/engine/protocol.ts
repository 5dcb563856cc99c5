// What the page and the engine say to each other.

import type { Options, Report, SourceFile } from "../../../pkg/cozydock.js";

/** What the page shows about the engine itself. */
export interface About {
  version: string;
  /** The day the facts were taken, `YYYY-MM-DD`. */
  factsDate: string;
  /** How many rules there are. */
  rules: number;
}

/** Checks files somewhere: in a worker, or in the page itself. */
export interface Engine {
  readonly about: About;
  /**
   * Rejects with `Superseded` when a newer call took its place, and with `EngineFailure` when the
   * engine broke or fell silent; it can be called again after either.
   */
  check(files: SourceFile[], options: Options): Promise<Report>;
}

/** Page to worker. */
export type Request =
  | { type: "start"; module: WebAssembly.Module }
  | { type: "check"; id: number; files: SourceFile[]; options: Options };

/** Worker to page. After a failure the worker is not to be used again. */
export type Answer =
  | { type: "ready"; about: About }
  | { type: "report"; id: number; report: Report }
  | { type: "failure"; message: string };

/** A newer check made this one pointless. */
export class Superseded extends Error {
  override readonly name = "Superseded";
}

/** Why the engine gave no answer. */
export type FailureReason = "start" | "crash" | "silence";

/** The engine gave no answer. */
export class EngineFailure extends Error {
  override readonly name = "EngineFailure";
  readonly reason: FailureReason;

  constructor(reason: FailureReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
