// The engine in the page's own thread, for places where workers are not allowed.

import type { Options, Report, SourceFile } from "../../../pkg/cozydock.js";
import { type About, type Engine, EngineFailure } from "./protocol.ts";
import { check, start } from "./wasm.ts";

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

  async check(files: SourceFile[], options: Options): Promise<Report> {
    try {
      return check(files, options);
    } catch (error) {
      throw new EngineFailure("crash", String(error));
    }
  }
}
