// One engine for all widgets of a page, loaded when the first one needs it.

import type { Desk } from "./engine.ts";
import { loadEngine } from "./parts.ts";

/** How long an engine that nobody uses is kept: the next page may want it. In milliseconds. */
const KEPT = 3000;

const users = new Set<object>();
let desk: Promise<Desk> | null = null;
let closing: ReturnType<typeof setTimeout> | undefined;

/** Smallest module there is: eight bytes. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
let allowed: boolean | undefined;

/** False where the page's Content-Security-Policy or the browser has no WebAssembly. */
export function wasmAllowed(): boolean {
  if (allowed === undefined) {
    try {
      allowed = new WebAssembly.Module(EMPTY) instanceof WebAssembly.Module;
    } catch {
      allowed = false;
    }
  }
  return allowed;
}

/** The page's engine; `user` keeps it until it calls `leaveEngine`. */
export function useEngine(user: object, base: string | null): Promise<Desk> {
  clearTimeout(closing);
  users.add(user);
  desk ??= open(base);
  return desk;
}

export function leaveEngine(user: object): void {
  if (!users.delete(user) || users.size > 0) return;
  clearTimeout(closing);
  closing = setTimeout(() => {
    void desk?.then((open) => open.stop());
    desk = null;
  }, KEPT);
}

async function open(base: string | null): Promise<Desk> {
  try {
    return await (await loadEngine(base)).openDesk();
  } catch (error) {
    // The next one may have more luck.
    desk = null;
    throw error;
  }
}
