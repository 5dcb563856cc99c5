// Where the engine and its worker come from in the single file: from the file itself.

import workerText from "virtual:worker-text";
import { ownScriptUrl } from "../engine/trusted-url.ts";
import { unpack } from "./unpack.ts";

/** The engine, unpacked and compiled. */
export async function compileEngine(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await unpack("packed-engine"));
}

/** A new worker for it: a classic one, since browsers start no module workers from a disk. */
export function spawnWorker(): Worker {
  const url = URL.createObjectURL(new Blob([workerText], { type: "text/javascript" }));
  try {
    return new Worker(ownScriptUrl(url));
  } finally {
    // Chromium and Firefox have taken hold of it by then.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }
}
