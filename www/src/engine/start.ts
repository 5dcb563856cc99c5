// Brings the engine up, in a worker if the browser allows one.

import { WorkerEngine } from "./client.ts";
import { type Engine, EngineFailure } from "./protocol.ts";
import { compileEngine, spawnWorker } from "./supply.ts";

/** Rejects with `EngineFailure` where WebAssembly does not work or the download failed. */
export async function startEngine(): Promise<Engine> {
  const module = await compileEngine().catch((error: unknown) => {
    throw new EngineFailure("start", String(error));
  });
  try {
    return await WorkerEngine.start(spawnWorker, module);
  } catch {
    const { InPageEngine } = await import("./in-page.ts");
    return new InPageEngine(module);
  }
}
