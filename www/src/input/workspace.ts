// The files that are looked at together, which of them is in the editor, and how to get back.

import type { Kind, SourceFile } from "../../../pkg/cozydock.js";
import type { How, SwitchingEditor } from "../editor/editor.ts";

/** One file. The object itself stands for it: its past in the editor belongs to it. */
export interface Doc {
  /** Empty where the text never had one. */
  name: string;
  /** `null`: to be guessed. */
  kind: Kind | null;
  text: string;
}

/** Everything as it was at some moment. */
interface Moment {
  docs: { doc: Doc; was: Doc }[];
  active: Doc;
  example: boolean;
}

/** How many moments can be gone back to. */
const STEPS = 30;

export interface Watcher {
  /** Something is different; `how` it came about decides when it is judged. */
  changed(how: How): void;
  /** A step was taken that can be taken back; `lost`: what it took away could stand beside the new. */
  stepped(label: string, lost: boolean): void;
}

export class Workspace {
  docs: Doc[];
  active: Doc;
  /** An example that gives way to the first thing that people bring. */
  example = false;
  readonly #editor: SwitchingEditor;
  readonly #watcher: Watcher;
  #past: Moment[] = [];
  #typedSince = false;

  constructor(editor: SwitchingEditor, watcher: Watcher) {
    this.#editor = editor;
    this.#watcher = watcher;
    this.active = blank();
    this.docs = [this.active];
    editor.onChange((text, how) => {
      // A file's name speaks for its text only as long as that text is there.
      if (text === "" || this.example) this.active.name = "";
      this.example = false;
      this.active.text = text;
      this.#typedSince = true;
      watcher.changed(how);
    });
  }

  /** What is handed to the engine. */
  get files(): SourceFile[] {
    return this.docs.map(({ text, name, kind }) => ({ text, ...(name && { name }), ...(kind && { kind }) }));
  }

  /** True where there is nothing that anyone would miss. */
  get empty(): boolean {
    return this.example || this.docs.every(({ text }) => text.trim() === "");
  }

  get canUndo(): boolean {
    return this.#past.length > 0 || this.#typedSince;
  }

  /** Puts files in place of all that is there, without a way back: for the start. */
  begin(docs: readonly Doc[], active: number, example: boolean): void {
    this.#take(docs.length > 0 ? docs.map(tidy) : [blank()], active);
    this.example = example;
    this.#settle("whole");
  }

  /** Puts files in place of all that is there. */
  replaceAll(docs: readonly Doc[], label: string, example = false): void {
    this.#step(label, true, () => {
      const tidied = docs.map(tidy);
      const [only] = tidied;
      // One text in place of one text is a step of the editor, too.
      if (tidied.length === 1 && only && this.docs.length === 1) Object.assign(this.active, only);
      else this.#take(tidied, 0);
      this.example = example;
    });
  }

  /** Puts a text in place of the one in the editor. */
  replaceActive(doc: Doc, label: string): void {
    this.#step(label, true, () => {
      Object.assign(this.active, tidy(doc));
      this.example = false;
    });
  }

  /** Puts new texts into the files, as one step. */
  rewrite(texts: readonly string[], label: string): void {
    this.#step(label, false, () => this.docs.forEach((doc, index) => (doc.text = unixEnds(texts[index] ?? doc.text))));
  }

  /** Another file beside those that are there. */
  add(doc: Doc = blank()): void {
    const kept = this.example ? [] : this.docs;
    const added = tidy(doc);
    this.docs = [...kept, added];
    this.active = added;
    this.example = false;
    this.#settle("whole");
  }

  close(doc: Doc, label: string): void {
    this.#step(label, false, () => {
      const at = this.docs.indexOf(doc);
      this.docs = this.docs.filter((other) => other !== doc);
      if (this.docs.length === 0) this.docs = [blank()];
      if (this.active === doc) this.active = this.docs[Math.min(at, this.docs.length - 1)] ?? this.active;
    });
  }

  /** Shows another of the files. */
  choose(doc: Doc): void {
    if (doc === this.active) return;
    this.active = doc;
    this.#editor.open(doc, doc.text);
    this.#editor.language(doc.kind);
  }

  /** The example is to be edited like any other text. */
  keepExample(): void {
    this.example = false;
    this.#settle("whole");
  }

  setKind(kind: Kind | null): void {
    this.active.kind = kind;
    this.#watcher.changed("whole");
  }

  /** Takes back what was typed, and where there is nothing of that, the last step. */
  undo(label: string): void {
    if (!this.#typedSince || !this.#editor.undo()) this.undoStep(label);
  }

  /** Goes back to the moment before the last step, which is a step itself. */
  undoStep(label: string): void {
    const moment = this.#past.pop();
    if (!moment) return;
    const now = this.#moment();
    this.#return(moment);
    this.#past.push(now);
    this.#watcher.stepped(label, false);
  }

  /** What was replaced last comes back beside what replaced it. */
  keepBoth(): void {
    const moment = this.#past.pop();
    if (!moment) return;
    const added = this.docs.map((doc) => ({ ...doc }));
    this.#return(moment);
    this.docs = [...this.docs, ...added];
    this.active = added[0] ?? this.active;
    this.#settle("whole");
  }

  #step(label: string, replaces: boolean, change: () => void): void {
    const before = this.#moment();
    const wasEmpty = this.empty;
    change();
    this.#past.push(before);
    this.#past.splice(0, this.#past.length - STEPS);
    this.#settle("whole");
    // Where nothing was lost, nothing needs to be said.
    if (!wasEmpty) this.#watcher.stepped(label, replaces && !this.empty);
  }

  #moment(): Moment {
    return {
      docs: this.docs.map((doc) => ({ doc, was: { ...doc } })),
      active: this.active,
      example: this.example,
    };
  }

  #return({ docs, active, example }: Moment): void {
    this.docs = docs.map(({ doc, was }) => Object.assign(doc, was));
    this.active = active;
    this.example = example;
    this.#settle("whole");
  }

  #take(docs: Doc[], active: number): void {
    this.docs = docs;
    this.active = docs[active] ?? docs[0] ?? blank();
  }

  #settle(how: How): void {
    this.#typedSince = false;
    this.#editor.open(this.active, this.active.text);
    this.#editor.fresh(this.example);
    this.#watcher.changed(how);
  }
}

export function blank(text = ""): Doc {
  return { name: "", kind: null, text };
}

function tidy(doc: Doc): Doc {
  return { ...doc, text: unixEnds(doc.text) };
}

/** What a text box makes of line ends, so that places are right in it. */
function unixEnds(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}
