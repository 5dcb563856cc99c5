// The files that come later, and where they are.

import type { createPanel } from "./panel.ts";
import type { openDesk } from "./engine.ts";

interface Engine {
  openDesk: typeof openDesk;
}

interface Panel {
  createPanel: typeof createPanel;
}

// Both are built on their own (see `vite.widget.config.ts`), so that this file needs nothing of them.
const ENGINE = "embed/engine.js";
const PANEL = "embed/panel.js";

/** The folder that this script came from; `null` where a bundler has put it into its own file. */
export const home = WIDGET_CLASSIC ? classicHome() : moduleHome();

function classicHome(): string | null {
  const script = globalThis.document?.currentScript;
  return script instanceof HTMLScriptElement && script.src !== "" ? new URL(".", script.src).href : null;
}

function moduleHome(): string | null {
  const { origin, pathname } = new URL(import.meta.url);
  return pathname.endsWith("/embed.js") ? origin + pathname.slice(0, -"embed.js".length) : null;
}

/** `base` as the page wrote it, as the address of a folder. */
export function folder(base: string): string {
  return new URL(base.endsWith("/") ? base : `${base}/`, document.baseURI).href;
}

export function loadEngine(base: string | null): Promise<Engine> {
  if (base !== null || WIDGET_CLASSIC) return import(/* @vite-ignore */ (base ?? home) + ENGINE) as Promise<Engine>;
  return import("virtual:widget/engine");
}

export function loadPanel(base: string | null): Promise<Panel> {
  if (base !== null || WIDGET_CLASSIC) return import(/* @vite-ignore */ (base ?? home) + PANEL) as Promise<Panel>;
  return import("virtual:widget/panel");
}
