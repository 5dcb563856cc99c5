import type { Report } from "./cozydock.js";

/** Why a widget has no answer. */
export interface CozyTrouble {
  /**
   * `forbidden`: the page's policy allows no WebAssembly. `unreachable`: a file couldn't be loaded.
   * `nothing`: there's no code to look at. `elsewhere`: `src` leads to another site. `crash` and
   * `silence`: the engine broke, or took too long, and has started afresh.
   */
  reason: "forbidden" | "unreachable" | "nothing" | "elsewhere" | "crash" | "silence";
  message: string;
}

/** What the widget tells; all of it bubbles, and leaves shadow roots. */
export interface CozyDockEvents {
  /** The engine is there. */
  "cozy-ready": CustomEvent<{ version: string }>;
  /** The text was looked at. */
  "cozy-report": CustomEvent<{ report: Report }>;
  /**
   * The reader keeps a fix; `text` is the whole text with it. After `preventDefault()` the widget
   * leaves the rest to you.
   */
  "cozy-fix": CustomEvent<{ text: string; label: string }>;
  "cozy-error": CustomEvent<CozyTrouble>;
}

/**
 * `<cozy-dock>`: looks at a block of code and tells what's unsafe in it.
 *
 * Attributes: `for` (`prev` or a selector), `src` (a file of the same site), `kind`, `view` (`badge`,
 * `summary`, `full`), `ignore` (rule ids or aliases), `min-severity`, `editable`, `open`, `theme`
 * (`auto`, `light`, `dark`), `lang`, `loading` (`lazy`, `eager`), `base` (the folder that holds
 * `embed/` and `cozydock_bg.wasm`).
 */
export declare class CozyDock extends HTMLElement {
  /** The block to look at, where a script knows it better than `for` can say. */
  block: Element | null;
  /** The text that is looked at. */
  value: string;
  /** The engine's last answer, with everything in it. */
  readonly report: Report | null;
  /** Looks at the text now, in sight or not; `null` where that can't be done. */
  check(): Promise<Report | null>;

  addEventListener<Type extends keyof CozyDockEvents>(
    type: Type,
    listener: (this: CozyDock, event: CozyDockEvents[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** Defines the element under a name; does nothing where the name is taken, or without a browser. */
export declare function define(name?: string): void;

declare global {
  interface HTMLElementTagNameMap {
    "cozy-dock": CozyDock;
  }
}
