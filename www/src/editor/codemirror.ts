// The full editor, fetched when the first findings are on the screen.

import { defaultKeymap, history, historyKeymap, isolateHistory, undo } from "@codemirror/commands";
import { StreamLanguage } from "@codemirror/language";
import { dockerFile } from "@codemirror/legacy-modes/mode/dockerfile";
import { properties } from "@codemirror/legacy-modes/mode/properties";
import { shell } from "@codemirror/legacy-modes/mode/shell";
import { yaml } from "@codemirror/legacy-modes/mode/yaml";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorSelection, EditorState, Transaction, type TransactionSpec } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import type { Kind } from "../../../pkg/cozydock.js";
import { element } from "../element.ts";
import { adoptStyles } from "./adopted-styles.ts";
import { EDITABLE, type Listeners, type Mark, type Selection, type Surface } from "./editor.ts";
import { difference, type History } from "./history.ts";
import { look } from "./look.ts";
import { found, setMarks } from "./marks.ts";

const LANGUAGES: Record<Kind, StreamLanguage<unknown>> = {
  dockerfile: StreamLanguage.define(dockerFile) as StreamLanguage<unknown>,
  compose: StreamLanguage.define(yaml) as StreamLanguage<unknown>,
  "docker-run": StreamLanguage.define(shell) as StreamLanguage<unknown>,
  dockerignore: StreamLanguage.define(properties) as StreamLanguage<unknown>,
  env: StreamLanguage.define(properties) as StreamLanguage<unknown>,
};

/** Escape belongs to the page: it leads back to the list. */
const keys = [...searchKeymap, ...defaultKeymap, ...historyKeymap].filter(
  ({ key, scope }) => key !== "Escape" || scope !== undefined,
);

export class CodeMirror implements Surface {
  readonly node = element("div", { class: "code" });
  readonly #view: EditorView;
  readonly #listeners: Listeners;
  readonly #language = new Compartment();
  readonly #extensions;
  readonly #states = new WeakMap<History, EditorState>();
  #history: History | null = null;
  #kind: Kind | null = null;
  #fresh = false;

  /** `names` are the attributes that name and describe the text box. */
  constructor(parent: HTMLElement, names: Record<string, string>, listeners: Listeners) {
    adoptStyles();
    this.#listeners = listeners;
    this.#extensions = [
      found(listeners.reveal),
      lineNumbers(),
      history(),
      highlightSpecialChars(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      highlightSelectionMatches(),
      search({ top: true }),
      keymap.of(keys),
      this.#language.of([]),
      EditorState.tabSize.of(4),
      EditorView.contentAttributes.of(names),
      EditorView.domEventHandlers({ paste: (event) => this.#pasted(event) }),
      EditorState.transactionFilter.of((transaction) => this.#startsAnew(transaction)),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) {
          const own = update.transactions.every((one) => one.annotation(Transaction.userEvent) === "cozydock");
          if (!own) listeners.change(update.state.doc.toString(), typed(update.transactions) ? "typed" : "whole");
        }
        if (update.selectionSet) listeners.select(this.selection());
      }),
      look,
    ];
    this.node.hidden = true;
    parent.append(this.node);
    this.#view = new EditorView({ parent: this.node, state: this.#state("") });
  }

  load(past: History, { start, end }: Selection, scroll: number): void {
    this.#history = past;
    const state = this.#states.get(past) ?? this.#replay(past);
    this.#view.setState(state);
    this.replace(past.text, true);
    const { length } = this.#view.state.doc;
    this.#view.dispatch({
      selection: EditorSelection.single(Math.min(start, length), Math.min(end, length)),
      effects: this.#language.reconfigure(this.#kind ? LANGUAGES[this.#kind] : []),
      userEvent: "cozydock",
    });
    this.#view.scrollDOM.scrollTop = scroll;
    // Measured once more when CodeMirror knows the heights of its lines.
    this.#view.requestMeasure({ read: () => {}, write: (_, view) => (view.scrollDOM.scrollTop = scroll) });
  }

  unload(): { selection: Selection; scroll: number } {
    if (this.#history) {
      this.#states.set(this.#history, this.#view.state);
      this.#history.text = this.text();
    }
    return { selection: this.selection(), scroll: this.#view.scrollDOM.scrollTop };
  }

  text(): string {
    return this.#view.state.doc.toString();
  }

  replace(text: string, undoable: boolean): void {
    const change = difference(this.text(), text);
    if (change.removed === change.inserted) return;
    this.#view.dispatch({
      ...asChange(change),
      selection: EditorSelection.cursor(0),
      annotations: [isolateHistory.of("full"), Transaction.addToHistory.of(undoable)],
      userEvent: "cozydock",
    });
    this.#view.scrollDOM.scrollTop = 0;
  }

  selection(): Selection {
    const { from, to } = this.#view.state.selection.main;
    return { start: from, end: to };
  }

  select(start: number, end: number, focus: boolean): void {
    const { length } = this.#view.state.doc;
    const selection = EditorSelection.single(Math.min(start, length), Math.min(end, length));
    this.#view.dispatch({
      selection,
      effects: EditorView.scrollIntoView(selection.main, { y: "center" }),
      userEvent: "cozydock",
    });
    if (!focus) return;
    this.#view.focus();
    this.node.scrollIntoView({ block: "nearest" });
  }

  marks(marks: Mark[]): void {
    this.#view.dispatch({ effects: setMarks(marks), userEvent: "cozydock" });
  }

  language(kind: Kind | null): void {
    if (kind === this.#kind) return;
    this.#kind = kind;
    this.#view.dispatch({ effects: this.#language.reconfigure(kind ? LANGUAGES[kind] : []), userEvent: "cozydock" });
  }

  fresh(on: boolean): void {
    this.#fresh = on;
  }

  focus(): void {
    this.#view.focus();
  }

  undo(): boolean {
    return undo(this.#view);
  }

  #state(text: string): EditorState {
    return EditorState.create({ doc: text, extensions: this.#extensions });
  }

  /** A state whose undo goes through all that was done in the text box. */
  #replay(past: History): EditorState {
    const steps = [...past.done, ...past.undone.toReversed()];
    let text = past.text;
    for (const { at, removed, inserted } of past.done.toReversed()) {
      text = text.slice(0, at) + removed + text.slice(at + inserted.length);
    }
    let state = this.#state(text);
    const also = { annotations: isolateHistory.of("full"), userEvent: "cozydock" };
    for (const step of steps) {
      const clamped = (at: number) => Math.min(at, state.doc.length);
      state = state.update({ selection: { anchor: clamped(step.before.start), head: clamped(step.before.end) } }).state;
      state = state.update({ ...asChange(step), ...also }).state;
      state = state.update({ selection: { anchor: clamped(step.after.start), head: clamped(step.after.end) } }).state;
    }
    for (const _ of past.undone) undo({ state, dispatch: (transaction) => (state = transaction.state) });
    return state;
  }

  /** While the text is an example, whatever is put in takes the place of all of it. */
  #startsAnew(transaction: Transaction): Transaction | TransactionSpec {
    if (!this.#fresh || !transaction.docChanged || !transaction.isUserEvent("input")) return transaction;
    let inserted = "";
    transaction.changes.iterChanges((_fromA, _toA, _fromB, _toB, text) => (inserted += text.toString()));
    return {
      changes: { from: 0, to: transaction.startState.doc.length, insert: inserted },
      selection: EditorSelection.cursor(inserted.length),
      annotations: isolateHistory.of("full"),
      userEvent: "input.type",
      scrollIntoView: true,
    };
  }

  #pasted(event: ClipboardEvent): boolean {
    const paste = event.clipboardData?.getData("text/plain") ?? "";
    if (this.#fresh && paste !== "") {
      event.preventDefault();
      this.#listeners.pasted(paste.replace(/\r\n?/g, "\n"));
      return true;
    }
    if (paste.length + this.#view.state.doc.length <= EDITABLE) return false;
    event.preventDefault();
    const { from, to } = this.#view.state.selection.main;
    const text = this.text();
    this.#listeners.pasted(text.slice(0, from) + paste.replace(/\r\n?/g, "\n") + text.slice(to));
    return true;
  }
}

function asChange({ at, removed, inserted }: { at: number; removed: string; inserted: string }) {
  return { changes: { from: at, to: at + removed.length, insert: inserted } };
}

function typed(transactions: readonly Transaction[]): boolean {
  return transactions.some((one) => one.isUserEvent("input.type") || one.isUserEvent("delete"));
}
