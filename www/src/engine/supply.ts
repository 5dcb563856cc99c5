// Where the engine and its worker come from on a website: from files of its own.

import wasmUrl from "../../../pkg/cozydock_bg.wasm?url";
import { ownScriptUrl } from "./trusted-url.ts";
import workerUrl from "./worker.ts?worker&url";

/** The engine, fetched and compiled. */
export async function compileEngine(): Promise<WebAssembly.Module> {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`${response.status} for ${wasmUrl}`);
  // Not the streaming call: that one insists on a MIME type that some static hosts don't send.
  return WebAssembly.compile(await response.arrayBuffer());
}

/** A new worker for it. */
export function spawnWorker(): Worker {
  return new Worker(ownScriptUrl(workerUrl), { type: "module" });
}
