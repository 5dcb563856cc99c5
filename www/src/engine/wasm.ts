// The engine itself, wherever it runs.

import * as engine from "../../../pkg/cozydock.js";
import type { About, Question, Questions } from "./protocol.ts";

/** Brings the engine to life in this thread. */
export function start(module: WebAssembly.Module): About {
  engine.initSync({ module });
  return {
    version: engine.version(),
    factsDate: engine.check("").factsDate,
    rules: engine.rules().length,
  };
}

export function answer(question: Question): Questions[keyof Questions]["answer"] {
  switch (question.type) {
    case "check":
      return engine.check(question.files, question.options);
    case "applyFixes":
      return engine.applyFixes(question.files, question.findings, { safety: question.safety });
    case "explain":
      return engine.explain(question.file, question.start, question.end);
  }
}
