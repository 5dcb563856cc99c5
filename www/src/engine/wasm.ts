// The engine itself, wherever it runs.

import { check, initSync, rules, version } from "../../../pkg/cozydock.js";
import type { About } from "./protocol.ts";

export { check };

/** Brings the engine to life in this thread. */
export function start(module: WebAssembly.Module): About {
  initSync({ module });
  return { version: version(), factsDate: check("").factsDate, rules: rules().length };
}
