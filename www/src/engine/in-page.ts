// The engine in the page's own thread, for places where workers are not allowed.

import type { ExplainedPart, Finding, Options, Report, Safety, SourceFile } from "../../../pkg/cozydock.js";
import {
  type About,
  type Engine,
  EngineFailure,
  type Question,
  type Questions,
} from "./protocol.ts";
import { answer, start } from "./wasm.ts";

/** An engine without a worker: a long check holds the page up, a crash needs a reload. */
export class InPageEngine implements Engine {
  readonly about: About;

  constructor(module: WebAssembly.Module) {
    try {
      this.about = start(module);
    } catch (error) {
      throw new EngineFailure("start", String(error));
    }
  }

  check(files: SourceFile[], options: Options): Promise<Report> {
    return this.#ask({ type: "check", files, options });
  }

  applyFixes(files: SourceFile[], findings: Finding[], safety: Safety): Promise<SourceFile[]> {
    return this.#ask({ type: "applyFixes", files, findings, safety });
  }

  explain(file: SourceFile, start: number, end: number): Promise<ExplainedPart[]> {
    return this.#ask({ type: "explain", file, start, end });
  }

  stop(): void {
    // What it holds goes with the page.
  }

  async #ask<Type extends Question["type"]>(
    question: Extract<Question, { type: Type }>,
  ): Promise<Questions[Type]["answer"]> {
    try {
      return answer(question) as Questions[Type]["answer"];
    } catch (error) {
      throw new EngineFailure("crash", String(error));
    }
  }
}
