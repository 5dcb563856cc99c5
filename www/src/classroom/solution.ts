// A lesson's solution as a change, and a few words about it.

import { diffNodes } from "../report/diff-view.ts";
import { blocks } from "../report/rich-text.ts";
import { filesOf } from "./judgement.ts";
import type { Lesson } from "./lesson.ts";

export function solutionNodes(lesson: Lesson): HTMLElement[] {
  const solved = filesOf(lesson, lesson.solution.map(({ text }) => text));
  return [...diffNodes(filesOf(lesson), solved, lesson.start.map(({ name }) => name)), ...blocks(lesson.because)];
}
