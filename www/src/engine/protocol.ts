// What the page and the engine say to each other.

import type { ExplainedPart, Finding, Options, Report, Safety, SourceFile } from "../../../pkg/cozydock.js";

/** What the page shows about the engine itself. */
export interface About {
  version: string;
  /** The day the facts were taken, `YYYY-MM-DD`. */
  factsDate: string;
  /** How many rules there are. */
  rules: number;
}

/** The questions, and what answers each of them. */
export interface Questions {
  check: { files: SourceFile[]; options: Options; answer: Report };
  applyFixes: { files: SourceFile[]; findings: Finding[]; safety: Safety; answer: SourceFile[] };
  /** `start` and `end` are UTF-16 offsets. */
  explain: { file: SourceFile; start: number; end: number; answer: ExplainedPart[] };
}

/** One question with what it needs. */
export type Question = { [Type in keyof Questions]: { type: Type } & Omit<Questions[Type], "answer"> }[keyof Questions];

/** Checks, mends and explains files somewhere: in a worker, or in the page itself. */
export interface Engine {
  readonly about: About;
  /**
   * Rejects with `Superseded` when a newer call took its place, and with `EngineFailure` when the
   * engine broke or fell silent; it can be called again after either.
   */
  check(files: SourceFile[], options: Options): Promise<Report>;
  /** The files with the findings' fixes in them; never superseded. */
  applyFixes(files: SourceFile[], findings: Finding[], safety: Safety): Promise<SourceFile[]>;
  /** What stands between two places; rejects as `check` does. */
  explain(file: SourceFile, start: number, end: number): Promise<ExplainedPart[]>;
  /** Frees what it holds; it isn't to be used afterwards. */
  stop(): void;
}

/** Page to worker. */
export type Request = { type: "start"; module: WebAssembly.Module } | ({ id: number } & Question);

/** Worker to page. After a failure the worker is not to be used again. */
export type Answer =
  | { type: "ready"; about: About }
  | { type: "answer"; id: number; value: Questions[keyof Questions]["answer"] }
  | { type: "failure"; message: string };

/** A newer question made this one pointless. */
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
