// Findings in CodeMirror: underlined words, signs in the gutter, and a card under the pointer.

import { type EditorState, RangeSet, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, gutter, GutterMarker, hoverTooltip } from "@codemirror/view";
import { element } from "../element.ts";
import { say, severityWords } from "../strings/editor.en.ts";
import type { Severity } from "../../../pkg/cozydock.js";
import type { Mark } from "./editor.ts";
import { sign } from "./signs.ts";

const WORST_FIRST: readonly Severity[] = ["critical", "high", "medium", "low", "note"];

interface Marked {
  marks: readonly Mark[];
  words: RangeSet<Decoration>;
  signs: RangeSet<GutterMarker>;
}

const set = StateEffect.define<readonly Mark[]>();

/** Puts these findings in place of those that were there. */
export const setMarks = (marks: readonly Mark[]) => set.of(marks);

class Sign extends GutterMarker {
  readonly mark: Mark;
  constructor(mark: Mark) {
    super();
    this.mark = mark;
  }

  override eq(other: Sign): boolean {
    return other.mark.severity === this.mark.severity && other.mark.id === this.mark.id;
  }

  override toDOM(): Node {
    const { severity, title } = this.mark;
    return element("span", { class: `cm-sign tone-${severity}`, title }, sign(severity));
  }
}

function place(state: EditorState, marks: readonly Mark[]): Marked {
  const { length } = state.doc;
  const words = new RangeSetBuilder<Decoration>();
  const worst = new Map<number, Mark>();
  const inside = marks
    .map((mark) => ({ ...mark, start: Math.min(mark.start, length), end: Math.min(mark.end, length) }))
    .sort((one, other) => one.start - other.start || other.end - one.end);
  for (const mark of inside) {
    const line = state.doc.lineAt(mark.start);
    const known = worst.get(line.from);
    if (!known || rank(mark) < rank(known)) worst.set(line.from, mark);
    // An empty place is shown by its line; a place without end would underline half the file.
    const end = mark.end > mark.start ? Math.min(mark.end, mark.start + 10_000) : line.to;
    if (end > mark.start) {
      words.add(mark.start, end, Decoration.mark({ class: `cm-found cm-found-${mark.severity}` }));
    }
  }
  const signs = new RangeSetBuilder<GutterMarker>();
  for (const [from, mark] of [...worst].sort(([one], [other]) => one - other)) signs.add(from, from, new Sign(mark));
  return { marks: inside, words: words.finish(), signs: signs.finish() };
}

const rank = ({ severity }: Mark) => WORST_FIRST.indexOf(severity);

const field = StateField.define<Marked>({
  create: () => ({ marks: [], words: Decoration.none, signs: RangeSet.empty }),
  update(marked, transaction) {
    for (const effect of transaction.effects) if (effect.is(set)) return place(transaction.state, effect.value);
    if (!transaction.docChanged) return marked;
    // Until the next answer is there, marks move with their words.
    const { changes } = transaction;
    return {
      marks: marked.marks.map((mark) => ({
        ...mark,
        start: changes.mapPos(mark.start, 1),
        end: changes.mapPos(mark.end, -1),
      })),
      words: marked.words.map(changes),
      signs: marked.signs.map(changes),
    };
  },
  provide: (field) => EditorView.decorations.from(field, ({ words }) => words),
});

/** The findings' part of the editor; `reveal` shows one of them in the list. */
export function found(reveal: (id: number) => void) {
  const card = hoverTooltip(
    (view, position) => {
      const here = view.state.field(field).marks.filter(({ start, end }) => start <= position && position <= end);
      const [first] = here;
      if (!first) return null;
      return {
        pos: Math.max(...here.map(({ start }) => start)),
        end: Math.max(position, Math.min(...here.map(({ end }) => end))),
        create: () => ({ dom: element("div", { class: "hover-card" }, ...here.sort((one, other) => rank(one) - rank(other)).slice(0, 4).map(entry)) }),
      };
    },
    { hideOnChange: true },
  );

  const entry = (mark: Mark) => {
    const show = element("button", { type: "button" }, say.show);
    show.addEventListener("click", () => reveal(mark.id));
    return element(
      "div",
      { class: `tone-${mark.severity}` },
      element("p", { class: "tone-words" }, sign(mark.severity), severityWords[mark.severity]),
      element("p", {}, mark.title.replaceAll("`", "")),
      show,
    );
  };

  const signs = gutter({
    class: "cm-signs",
    markers: (view) => view.state.field(field).signs,
    domEventHandlers: {
      click(view, line) {
        const inLine = view.state.field(field).marks.filter(({ start }) => start >= line.from && start <= line.to);
        const worst = inLine.sort((one, other) => rank(one) - rank(other))[0];
        if (worst) reveal(worst.id);
        return worst !== undefined;
      },
    },
  });

  return [field, signs, card];
}
