// The caret's place, explained in a panel beside the editor.

import type { ExplainedPart, SourceFile } from "../../pkg/cozydock.js";
import type { Selection } from "./editor/editor.ts";
import { type Engine, EngineFailure, Superseded } from "./engine/protocol.ts";
import type { ExplainTexts } from "./explain/texts.ts";

/** The panel, as this page uses it. */
export interface Panel {
  /** `asked`: somebody wants to read it now, rather than having passed by with the caret. */
  show(parts: ExplainedPart[], asked: boolean): void;
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
    this.#pause = setTimeout(() => void this.now(selection, false), PAUSE);
  }

  async now({ start, end }: Selection, asked: boolean): Promise<void> {
    clearTimeout(this.#pause);
    try {
      this.#panel.show(await this.#engine.explain(this.#file(), start, end), asked);
    } catch (error) {
      if (error instanceof EngineFailure) this.#panel.hide();
      else if (!(error instanceof Superseded)) throw error;
    }
  }
}

/** The panel with its texts, which load after the first findings. */
export async function loadPanel(host: HTMLElement): Promise<Panel> {
  const [{ ExplainPanel }, { default: texts }] = await Promise.all([
    import("./explain/panel.ts"),
    import("./generated/explain.en.json"),
  ]);
  return new ExplainPanel(host, texts as unknown as ExplainTexts);
}
