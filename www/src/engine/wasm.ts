// The engine itself, wherever it runs.

import * as engine from "../../../pkg/cozydock.js";
import type { SourceFile } from "../../../pkg/cozydock.js";
import type { About, ExplainedPart, Question, Questions } from "./protocol.ts";

type Explain = (file: SourceFile, start: number, end: number) => ExplainedPart[];

/** An engine may be built without it. */
const explain = Reflect.get(engine, "explain") as Explain | undefined;

/** Brings the engine to life in this thread. */
export function start(module: WebAssembly.Module): About {
  engine.initSync({ module });
  return {
    version: engine.version(),
    factsDate: engine.check("").factsDate,
    rules: engine.rules().length,
    explains: explain !== undefined,
  };
}

export function answer(question: Question): Questions[keyof Questions]["answer"] {
  switch (question.type) {
    case "check":
      return engine.check(question.files, question.options);
    case "applyFixes":
      return engine.applyFixes(question.files, question.findings, { safety: question.safety });
    case "explain":
      return explain?.(question.file, question.start, question.end) ?? [];
  }
}
