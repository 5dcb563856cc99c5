// A lesson, as the build reads it from `lessons/*.md`.

import type { Kind, Layer } from "../../../pkg/cozydock.js";
import type { Block, Inline } from "../texts.ts";

/** A file that a lesson starts with or ends in. */
export interface LessonFile {
  name: string;
  kind: Kind;
  text: string;
}

export interface Lesson {
  /** From the file's name: `03-user.md` is `user`. */
  id: string;
  /** The file that it's written in. */
  file: string;
  title: string;
  /** The room that it lights; the last lesson needs the whole house. */
  room: Layer | "house";
  /** How long it takes, more or less. */
  minutes: number;
  /** Rules that must go quiet. */
  goal: string[];
  story: Block[];
  start: LessonFile[];
  /** From a nudge to nearly the answer. */
  hints: Inline[][];
  solution: LessonFile[];
  /** A few words about the solution. */
  because: Block[];
  /** What would have happened. */
  after: Block[];
  /** What only the teacher's sheet shows. */
  teacher: Block[];
}
