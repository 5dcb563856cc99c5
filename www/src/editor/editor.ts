// The editor: a plain text box at once, CodeMirror when it has arrived, one interface for both.

import type { Kind, Severity } from "../../../pkg/cozydock.js";
import { History } from "./history.ts";
import { TextBox } from "./text-box.ts";

/** Two places in a text, in UTF-16 units. */
export interface Selection {
  start: number;
  end: number;
}

/** A finding as the editor shows it. */
export interface Mark extends Selection {
  severity: Severity;
  title: string;
  id: number;
}

/** What happened to the text: typed bit by bit, or arrived whole. */
export type How = "typed" | "whole";

export interface Editor {
  text(): string;
  /** Puts a whole text in; `undoable`: as one step that the editor's own undo takes back. */
  setText(text: string, options: { undoable: boolean; label?: string }): void;
  /** Selects, scrolls there and takes the focus. */
  select(start: number, end: number): void;
  selection(): Selection;
  marks(marks: Mark[]): void;
  onChange(listener: (text: string, how: How) => void): void;
  onSelect(listener: (selection: Selection) => void): void;
  focus(): void;
}

/** Something that shows and edits one text at a time. */
export interface Surface {
  readonly node: HTMLElement;
  /** Takes over a text with its past; the surface is shown from now on. */
  load(history: History, selection: Selection, scroll: number): void;
  /** Gives the text back with its past and its selection. */
  unload(): { selection: Selection; scroll: number };
  text(): string;
  replace(text: string, undoable: boolean): void;
  select(start: number, end: number, focus: boolean): void;
  selection(): Selection;
  marks(marks: Mark[]): void;
  language(kind: Kind | null): void;
  /** The next thing typed replaces everything. */
  fresh(on: boolean): void;
  /** Takes the last step back; false if there was none. */
  undo(): boolean;
  focus(): void;
}

/** What a surface tells. */
export interface Listeners {
  change(text: string, how: How): void;
  select(selection: Selection): void;
  reveal(id: number): void;
  /** More text than the surface is able to edit. */
  pasted(text: string): void;
}

/** The longest text that is edited; longer ones are shown in part, for reading. In UTF-16 units. */
export const EDITABLE = 1_000_000;

interface Parked {
  history: History;
  selection: Selection;
  scroll: number;
}

export class SwitchingEditor implements Editor {
  readonly #box: TextBox;
  #code: Surface | null = null;
  #surface: Surface;
  #key: object = {};
  #history = new History("");
  #parked = new WeakMap<object, Parked>();
  #marks: Mark[] = [];
  #kind: Kind | null = null;
  #fresh = false;
  #heard: ((text: string, how: How) => void)[] = [];
  #selected: ((selection: Selection) => void)[] = [];
  #reveal: (id: number) => void = () => {};
  readonly listeners: Listeners;

  constructor(area: HTMLTextAreaElement) {
    this.listeners = {
      change: (text, how) => {
        this.fresh(false);
        for (const listener of this.#heard) listener(text, how);
      },
      select: (selection) => {
        for (const listener of this.#selected) listener(selection);
      },
      reveal: (id) => this.#reveal(id),
      pasted: (text) => {
        this.setText(text, { undoable: true });
        this.listeners.change(text, "whole");
      },
    };
    this.#box = new TextBox(area, this.listeners);
    this.#surface = this.#box;
    this.#surface.load(this.#history, { start: 0, end: 0 }, 0);
  }

  /** Where the editor is shown now. */
  get node(): HTMLElement {
    return this.#surface.node;
  }

  /** True where only a part of the text can be shown. */
  get partial(): boolean {
    return this.text().length > EDITABLE;
  }

  /** Shows another text; `key` stands for it, and its past is kept as long as the key is. */
  open(key: object, text: string): void {
    if (key === this.#key) return void this.setText(text, { undoable: true });
    this.#park();
    this.#key = key;
    this.#show(text);
  }

  /** From now on CodeMirror shows what it is able to. */
  async upgrade(code: Surface): Promise<void> {
    // Whoever is in the middle of composing a character isn't to be interrupted.
    await this.#box.composed();
    this.#code = code;
    const hadFocus = document.activeElement === this.#surface.node;
    const text = this.text();
    this.#park();
    this.#show(text);
    if (hadFocus) this.#surface.focus();
  }

  text(): string {
    return this.#surface.text();
  }

  setText(text: string, { undoable }: { undoable: boolean; label?: string }): void {
    if (text === this.text()) return;
    if (this.#wanted(text) === this.#surface) return this.#surface.replace(text, undoable);
    this.#park();
    this.#show(text);
  }

  select(start: number, end: number): void {
    this.#surface.select(start, end, true);
  }

  /** Selects and scrolls without taking the focus. */
  point(start: number, end: number): void {
    this.#surface.select(start, end, false);
  }

  selection(): Selection {
    return this.#surface.selection();
  }

  marks(marks: Mark[]): void {
    this.#marks = marks;
    this.#surface.marks(marks);
  }

  language(kind: Kind | null): void {
    this.#kind = kind;
    this.#surface.language(kind);
  }

  fresh(on: boolean): void {
    this.#fresh = on;
    this.#surface.fresh(on);
  }

  undo(): boolean {
    return this.#surface.undo();
  }

  onChange(listener: (text: string, how: How) => void): void {
    this.#heard.push(listener);
  }

  onSelect(listener: (selection: Selection) => void): void {
    this.#selected.push(listener);
  }

  onReveal(listener: (id: number) => void): void {
    this.#reveal = listener;
  }

  focus(): void {
    this.#surface.focus();
  }

  #wanted(text: string): Surface {
    return text.length > EDITABLE ? this.#box : (this.#code ?? this.#box);
  }

  #park(): void {
    this.#parked.set(this.#key, { history: this.#history, ...this.#surface.unload() });
  }

  #show(text: string): void {
    const parked = this.#parked.get(this.#key);
    this.#history = parked?.history ?? new History(text);
    const start = { start: 0, end: 0 };
    const same = this.#history.text === text;
    this.#history.record(text, parked?.selection ?? start, start, false);
    const surface = this.#wanted(text);
    if (surface !== this.#surface) {
      this.#surface.node.hidden = true;
      surface.node.hidden = false;
      this.#surface = surface;
    }
    surface.load(this.#history, (same && parked?.selection) || start, same ? (parked?.scroll ?? 0) : 0);
    surface.language(this.#kind);
    surface.marks(same ? this.#marks : []);
    surface.fresh(this.#fresh);
  }
}
