// Where a pupil works: the lesson's files, one at a time, in the page's own editor.

import type { Report, SourceFile } from "../../../pkg/cozydock.js";
import { type Mark, SwitchingEditor } from "../editor/editor.ts";
import { element, setText } from "../element.ts";
import { Workspace } from "../input/workspace.ts";
import { button } from "../report/shown.ts";
import { say } from "../strings/classroom.en.ts";
import { toast } from "../toast.ts";
import type { Lesson } from "./lesson.ts";

export interface Watcher {
  /** The files are different; `typing`: somebody is still at it. */
  changed(typing: boolean): void;
}

export class Workbench {
  readonly #area = element("textarea", {
    id: "desk-text", rows: "12", wrap: "off", spellcheck: "false", autocomplete: "off", autocapitalize: "off",
    "aria-labelledby": "desk-label", "aria-describedby": "desk-help", dir: "ltr", translate: "no",
  });
  readonly #pad = element("div", { class: "pad", id: "desk-pad", role: "tabpanel", "aria-labelledby": "desk-label" }, this.#area);
  readonly #tabs = element("div", { class: "tabs", role: "tablist", "aria-label": say.files });
  readonly #label = element("p", { class: "label", id: "desk-label" });
  readonly #undo = button(say.undo, "plain", () => this.#workspace.undo(say.undone));
  readonly node: HTMLElement;
  readonly editor: SwitchingEditor;
  readonly #workspace: Workspace;
  readonly #watcher: Watcher;
  #lesson: Lesson | null = null;
  #marks: { report: Report; files: SourceFile[] } | null = null;

  constructor(watcher: Watcher) {
    this.#watcher = watcher;
    this.node = element(
      "section",
      { class: "desk", "aria-labelledby": "desk-title" },
      element("h2", { id: "desk-title" }, say.yourTurn),
      this.#label,
      element("div", { class: "box" }, element("div", { class: "files" }, this.#tabs), this.#pad),
      element("p", { id: "desk-help", class: "quiet" }, say.fileHelp),
      element("div", { class: "buttons" }, this.#undo, button(say.startOver, "plain", () => this.#startOver())),
    );
    this.editor = new SwitchingEditor(this.#area);
    this.#workspace = new Workspace(this.editor, {
      changed: (how) => {
        this.#show();
        if (this.#lesson) this.#watcher.changed(how === "typed");
      },
      stepped: (label) => toast(label, [{ words: say.undo, do: () => this.#workspace.undoStep(say.undone) }]),
    });
    this.#label.addEventListener("click", () => this.editor.focus());
    this.#tabs.addEventListener("keydown", (event) => this.#key(event));
  }

  /** The full editor takes over from the plain text box when it has arrived. */
  async upgrade(): Promise<void> {
    const { CodeMirror } = await import("../editor/codemirror.ts");
    const names = { "aria-labelledby": "desk-label", "aria-describedby": "desk-help", tabindex: "0" };
    await this.editor.upgrade(new CodeMirror(this.#pad, names, this.editor.listeners));
    this.#mark();
  }

  /** Lays out a lesson's files: as they were left, or as they are at the start. */
  open(lesson: Lesson, texts: readonly string[] | null): void {
    this.#lesson = null;
    this.#marks = null;
    this.#workspace.begin(
      lesson.start.map(({ name, kind, text }, at) => ({ name, kind, text: texts?.[at] ?? text })),
      0,
      false,
    );
    this.#lesson = lesson;
    this.#show();
  }

  get texts(): string[] {
    return this.#workspace.docs.map(({ text }) => text);
  }

  /** Puts new texts into the files, as one step that can be taken back. */
  rewrite(texts: readonly string[], label: string): void {
    this.#workspace.rewrite(texts, label);
  }

  /** Shows a place in one of the files and moves the keyboard there. */
  jump(file: number, start: number, end: number): void {
    this.#choose(file);
    this.editor.select(start, end);
  }

  /** Marks what was found. */
  marks(report: Report, files: SourceFile[]): void {
    this.#marks = { report, files };
    this.#mark();
  }

  #mark(): void {
    const at = this.#at;
    const { report, files } = this.#marks ?? {};
    if (!report || files?.[at]?.text !== this.editor.text()) return;
    this.editor.marks(
      report.findings.flatMap(({ file, range, severity, title }, id): Mark[] =>
        file === at ? [{ start: range.start.offset, end: range.end.offset, severity, title, id }] : [],
      ),
    );
  }

  get #at(): number {
    return Math.max(0, this.#workspace.docs.indexOf(this.#workspace.active));
  }

  #choose(at: number): void {
    const doc = this.#workspace.docs[at];
    if (doc) this.#workspace.choose(doc);
    this.#show();
    this.#mark();
  }

  #startOver(): void {
    if (this.#lesson) this.rewrite(this.#lesson.start.map(({ text }) => text), say.startedOver);
  }

  #show(): void {
    const lesson = this.#lesson;
    if (!lesson) return;
    const at = this.#at;
    const file = lesson.start[at];
    if (!file) return;
    setText(this.#label, say.fileLabel(file.name));
    this.editor.language(file.kind);
    this.#undo.disabled = !this.#workspace.canUndo;
    const names = lesson.start.map(({ name }) => name).join("\n");
    if (this.#tabs.dataset["names"] !== names) {
      this.#tabs.dataset["names"] = names;
      this.#tabs.replaceChildren(
        ...lesson.start.map(({ name }, nth) => {
          const tab = element("button", { type: "button", role: "tab", class: "tab", "aria-controls": "desk-pad", translate: "no" }, name);
          tab.addEventListener("click", () => this.#choose(nth));
          return tab;
        }),
      );
    }
    [...this.#tabs.children].forEach((tab, nth) => {
      tab.setAttribute("aria-selected", String(nth === at));
      (tab as HTMLElement).tabIndex = nth === at ? 0 : -1;
    });
  }

  #key({ key }: KeyboardEvent): void {
    const many = this.#tabs.childElementCount;
    const to = { ArrowRight: (this.#at + 1) % many, ArrowLeft: (this.#at + many - 1) % many, Home: 0, End: many - 1 }[key];
    if (to === undefined) return;
    this.#choose(to);
    (this.#tabs.children[to] as HTMLElement | undefined)?.focus();
  }
}
