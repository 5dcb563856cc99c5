// The caret's place, explained in a panel beside the editor.

import type { SourceFile } from "../../pkg/cozydock.js";
import type { Selection } from "./editor/editor.ts";
import { type Engine, EngineFailure, type ExplainedPart, Superseded } from "./engine/protocol.ts";

/** The panel, as this page uses it. */
export interface Panel {
  show(parts: ExplainedPart[]): void;
  hide(): void;
}

/** The pause after which a moved caret is explained, in milliseconds. */
const PAUSE = 150;

export class ExplainLine {
  readonly #engine: Engine;
  readonly #panel: Panel;
  readonly #file: () => SourceFile;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(engine: Engine, panel: Panel, file: () => SourceFile) {
    this.#engine = engine;
    this.#panel = panel;
    this.#file = file;
  }

  /** The caret has moved. */
  soon(selection: Selection): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.now(selection), PAUSE);
  }

  async now({ start, end }: Selection): Promise<void> {
    clearTimeout(this.#pause);
    try {
      this.#panel.show(await this.#engine.explain(this.#file(), start, end));
    } catch (error) {
      if (error instanceof EngineFailure) this.#panel.hide();
      else if (!(error instanceof Superseded)) throw error;
    }
  }
}

type PanelModule = { ExplainPanel: new (host: HTMLElement, entries: unknown) => Panel };

/** The panel with its texts, or `null` in a build without them. */
export async function loadPanel(host: HTMLElement): Promise<Panel | null> {
  const panels = import.meta.glob<PanelModule>("./explain/panel.ts");
  const entries = import.meta.glob<{ default: unknown }>("./generated/explain.en.json");
  const [loadModule] = Object.values(panels);
  const [loadEntries] = Object.values(entries);
  if (!loadModule || !loadEntries) return null;
  const [{ ExplainPanel }, { default: texts }] = await Promise.all([loadModule(), loadEntries()]);
  return new ExplainPanel(host, texts);
}
