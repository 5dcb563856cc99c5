// The English words of the classroom: its lessons, its progress, its teacher's sheets.

import type { Verdict } from "../classroom/judgement.ts";
import { layerNames } from "./layers.en.ts";
import { page } from "./page.en.ts";

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"];

const spelled = (many: number) => NUMBERS[many] ?? String(many);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What the pages show before any script runs. */
export const frame = {
  lessonsPageTitle: "Lessons · Cozydock",
  lessonsDescription:
    "Ten short lessons and a final house: learn container security by mending real files, judged by the same rules as the checker. Nothing you type leaves the page.",
  lessonsNoScript: "The lessons are judged in your browser, in JavaScript and WebAssembly. Both are switched off here.",
  lessonsLink: "Lessons",
  checkLink: "Check a file",
  rulesLink: "Rules",
  places: "Places",
  skipToLessons: "Skip to the lessons",
} as const;

/** What the single file says otherwise. */
export const takeHome = {
  pageTitle: "Cozydock to go: is your container cozy?",
  promisePolicyWords:
    "It allows the scripts and styles in this very file, each by its fingerprint, and forbids every connection, even to the place that you had the file from.",
  limits: `${page.limits} This copy never updates itself: its rules and facts are those of the day below.`,
};

export const say = {
  // The list of lessons.
  title: "A lesson for every room",
  introduction:
    "Every lesson is a story, a file that wants a hand, and rules that must go quiet. They're the same rules that the checker uses, so what passes here passes there. No account, no clock, no grades.",
  introductionBakery:
    "All of them play in one bakery. You can take the rooms in any order; the last lesson needs all ten.",
  houseTitle: (done: number) => (done === 0 ? "The house is still dark" : `${capital(spelled(done))} of ten rooms ${done === 1 ? "is" : "are"} lit`),
  houseDone: "All ten rooms are lit, and there's smoke from the chimney",
  houseAlmost: "All ten rooms are lit",
  houseHelp: "A room's lamp goes on when its lesson is finished.",
  listTitle: "The lessons",
  room: (id: string) => (id === "house" ? "The whole house" : layerNames[id as keyof typeof layerNames]),
  minutes: (many: number) => `about ${many} minutes`,
  finished: "finished",
  started: "begun",
  open: "not begun",
  takeHome: "Take it with you",
  takeHomeWords:
    "The checker, all rules and all lessons fit into one file. Save it, put it on a stick, open it in a room without any network.",
  takeHomeLink: "Save cozydock.html",

  // Progress.
  progressTitle: "Your progress",
  progressWords: "It's kept in this browser on this device, and nowhere else. A code takes it to another one.",
  progressDenied: "This browser keeps nothing for this page. Write the code down before you leave.",
  code: "Your code",
  copyCode: "Copy the code",
  codeCopied: "Copied.",
  codeNotCopied: "Copying isn't allowed here. The code is selected: copy it by hand.",
  haveCode: "I have a code",
  useCode: "Light the rooms",
  codeWorked: (many: number) => `Welcome back. ${capital(spelled(many))} ${many === 1 ? "lesson is" : "lessons are"} finished.`,
  codeFailed: "That code doesn't fit. A letter may be mixed up, or it comes from another set of lessons.",
  reset: "Start over for the next pupil",
  resetTitle: "Start over?",
  resetWords: (done: number) =>
    `This browser then forgets ${done === 0 ? "what was typed into the lessons" : `${spelled(done)} finished ${done === 1 ? "lesson" : "lessons"} and everything typed into them`}. Write the code down first if somebody may come back.`,
  resetYes: "Forget it all",
  resetNo: "Keep it",
  resetDone: "All dark again, and ready for the next one.",

  // For teachers.
  teachersTitle: "For teachers",
  teachersWords:
    "Each lesson has a sheet to print, with the goals, the solution and questions to ask, and a way to show it large. Lessons are Markdown files: `www/lessons/README.md` in Cozydock's source says how to write your own.",
  allSheets: "All sheets, to print",

  // One lesson.
  back: "All lessons",
  noEngine: "The checker couldn't start, and without it nothing is judged here. Reloading the page may help.",
  place: (nth: number, all: number) => `Lesson ${nth} of ${all}`,
  present: "Show it large",
  sheet: "Teacher's sheet",
  yourTurn: "Your turn",
  files: "Files of this lesson",
  fileLabel: (name: string) => `${name}: change it here`,
  fileHelp: "Every change is judged at once. Tab leaves the text box.",
  undo: "Undo",
  startOver: "Back to how it was",
  startedOver: "The files are as they were at the start.",
  undone: "Undone.",
  goals: "What must go quiet",
  warmingUp: "Warming up…",
  goal: (open: number) => (open === 0 ? "quiet" : open === 1 ? "speaks of one place" : `speaks of ${spelled(open)} places`),
  aboutGoal: "Read about it",
  left: (open: number, all: number) =>
    open === 0
      ? "All rules of this lesson are quiet."
      : open === all
        ? all === 2
          ? "Neither of the two rules is quiet yet."
          : `None of the ${spelled(all)} rules is quiet yet.`
        : `${capital(spelled(all - open))} of ${spelled(all)} rules ${all - open === 1 ? "is" : "are"} quiet.`,
  verdicts: {
    finished: "Done. The lamp in this room is on.",
    open: "",
    unread: "Docker couldn't read the file as it stands. Have a look at what's below, and go on from there.",
    "nothing-left":
      "It's quiet because what it spoke of is gone. The bakery still needs it: bring it back, and make it safe.",
    hushed: "It's quiet because a comment asks it to be. That has its place, in a file of your own. Here, try the cure.",
    worse: "The rules of this lesson are quiet. Something serious is new, though: it's below.",
  } satisfies Record<Verdict, string>,
  finishedHouse: "Done. Every lamp is on.",
  findings: "What they say now",
  others: (many: number) => `${capital(spelled(many))} ${many === 1 ? "remark" : "remarks"} beside the lesson`,
  othersWords: "They aren't part of this lesson, and nothing hangs on them.",
  hints: "Hints",
  firstHint: "Give me a hint",
  nextHint: (left: number) => (left === 1 ? "Another hint, the last one" : "Another hint"),
  solution: "A way to do it",
  solutionWords: "Yours may look different and be as good: the rules decide.",
  afterTitle: "What would have happened",
  afterWaits: "The end of the story comes when the rules are quiet.",
  next: (title: string) => `Next: ${title}`,
  allDone: "Back to the house",

  // Presenter.
  presentTitle: (title: string) => `${title}, large`,
  presentKeys: "Space shows what's hidden, the arrow keys go on and back, Escape ends it.",
  previous: "Back",
  forward: "On",
  reveal: "Show why",
  end: "End",
  step: (at: number, all: number) => `${at} of ${all}`,
  question: "What could go wrong here?",
  solutionSlide: "One way to do it",

  // Sheet.
  sheetTitle: (title: string) => `Teacher's sheet: ${title}`,
  sheetFacts: (nth: number, all: number, room: string, minutes: number) =>
    `Lesson ${nth} of ${all} · ${room} · about ${minutes} minutes`,
  sheetGoals: "The rules that must go quiet",
  sheetStory: "The story",
  sheetStart: "The files at the start",
  sheetHints: "The hints",
  sheetSolution: "The solution, as a change",
  sheetTeacher: "For you",
  sheetNotes: "Notes",
  print: "Print",
  sheetsTitle: "All teacher's sheets",
  toLesson: "To the lesson",
};

/** The words of the rule pages inside the single file. */
export const book = {
  title: "The rules",
  introduction: (many: number) => `All ${many} of them, room by room, with the reasons and the cures.`,
  back: "All rules",
  moreExamples: (many: number) => `${many} more examples`,
};
