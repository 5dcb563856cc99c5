// Fetches the engine and brings it up, in a worker if the browser allows one.

import wasmUrl from "../../../pkg/cozydock_bg.wasm?url";
import { WorkerEngine } from "./client.ts";
import { type Engine, EngineFailure } from "./protocol.ts";
import { ownScriptUrl } from "./trusted-url.ts";
import workerUrl from "./worker.ts?worker&url";

/** Rejects with `EngineFailure` where WebAssembly does not work or the download failed. */
export async function startEngine(): Promise<Engine> {
  const module = await download(wasmUrl);
  const spawn = () => new Worker(ownScriptUrl(workerUrl), { type: "module" });
  try {
    return await WorkerEngine.start(spawn, module);
  } catch {
    const { InPageEngine } = await import("./in-page.ts");
    return new InPageEngine(module);
  }
}

async function download(url: string): Promise<WebAssembly.Module> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${response.status} for ${url}`);
    // Not the streaming call: that one insists on a MIME type that some static hosts don't send.
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (error) {
    throw new EngineFailure("start", String(error));
  }
}
