// The teacher's sheet of a lesson: made for paper, readable on the screen.

import { element } from "../element.ts";
import { blocks, codeBlock, inline } from "../report/rich-text.ts";
import { button } from "../report/shown.ts";
import { say } from "../strings/classroom.en.ts";
import type { Lesson } from "./lesson.ts";
import { solutionNodes } from "./solution.ts";

/** How many lines there are to write on. */
const NOTES = 5;

/** One sheet, or one after the other, each on a page of its own. */
export function sheetNodes(chosen: readonly Lesson[], all: readonly Lesson[], titles: Readonly<Record<string, string>>): HTMLElement[] {
  const [only] = chosen;
  const several = chosen.length > 1;
  return [
    element(
      "div",
      { class: "sheet-tools" },
      several || !only
        ? element("a", { href: "#lessons", class: "back" }, say.back)
        : element("a", { href: `#lesson/${only.id}`, class: "back" }, say.toLesson),
      button(say.print, "", () => print()),
    ),
    ...(several ? [element("h1", { class: "sheets-title", tabindex: "-1" }, say.sheetsTitle)] : []),
    ...chosen.map((lesson) => sheet(lesson, all, titles, several ? "h2" : "h1")),
  ];
}

function sheet(lesson: Lesson, all: readonly Lesson[], titles: Readonly<Record<string, string>>, level: "h1" | "h2"): HTMLElement {
  const below = level === "h1" ? "h2" : "h3";
  const part = (name: string, title: string, ...content: Node[]) =>
    content.length > 0 && element("section", { "data-part": name }, element(below, {}, title), ...content);
  return element(
    "article",
    { class: "teacher-sheet report" },
    element(level, { tabindex: "-1" }, say.sheetTitle(lesson.title)),
    element("p", { class: "quiet" }, say.sheetFacts(all.indexOf(lesson) + 1, all.length, say.room(lesson.room), lesson.minutes)),
    part(
      "goals",
      say.sheetGoals,
      element(
        "ul",
        {},
        ...lesson.goal.map((rule) => element("li", {}, titles[rule] ?? rule, " (", element("code", {}, rule), ")")),
      ),
    ),
    part("story", say.sheetStory, ...blocks(lesson.story)),
    part(
      "start",
      say.sheetStart,
      ...lesson.start.flatMap(({ name, text }) => [
        element("p", { class: "diff-file" }, name),
        codeBlock(text.trimEnd()),
      ]),
    ),
    part("hints", say.sheetHints, element("ol", {}, ...lesson.hints.map((hint) => element("li", {}, ...hint.map(inline))))),
    part("solution", say.sheetSolution, ...solutionNodes(lesson)),
    part("after", say.afterTitle, ...blocks(lesson.after)),
    part("teacher", say.sheetTeacher, ...blocks(lesson.teacher)),
    part("notes", say.sheetNotes, ...Array.from({ length: NOTES }, () => element("div", { class: "note-line" }))),
  );
}
