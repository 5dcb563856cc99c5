// The English words around the editor: getting files in, tabs, drafts, and undoing.

import type { Kind, Severity } from "../../../pkg/cozydock.js";
import { kinds } from "./page.en.ts";

/** What `index.html` shows before any script runs. */
export const editor = {
  inputTitle: "Your file",
  inputLabel: "Paste a Dockerfile, a Compose file or a docker run line",
  inputHelp:
    "Paste anywhere, or drop a file or a folder. In the box, Tab moves on to the next control, F8 walks through the findings, and Escape leads back.",
  tabsTitle: "Files",
  addFile: "New file",
  kindLabel: "Kind of file",
  open: "Open",
  openLong: "Open files",
  paste: "Paste",
  pasteLong: "Paste from the clipboard",
  samples: "Examples",
  samplesTitle: "Six files, before and after",
  samplesHelp: "What's wrong in “before” is mended in “after”.",
  share: "Share",
  clear: "Clear",
  undoStep: "Undo",
  explainLine: "Explain this line",
  exampleMark: "Example",
  exampleHelp: "Type, paste or drop to replace it.",
  exampleKeep: "Edit it instead",
  reset: "Start over",
  draftNone: "What you paste stays on this device.",
} as const;

/** A severity in the words of the editor's hover card. */
export const severityWords: Record<Severity, string> = {
  critical: "Urgent",
  high: "Serious",
  medium: "Worth fixing",
  low: "Polish",
  note: "Good to know",
};

function count(many: number, one: string, more: string): string {
  return `${many} ${many === 1 ? one : more}`;
}

export const say = {
  undo: "Undo",
  before: "Before",
  after: "After",

  kindGuess: (kind: Kind | null) =>
    kind ? `Looks like ${kind === "env" ? "an" : "a"} ${kinds[kind]}` : "Guessed from the text",
  tab: (name: string, nth: number) => (nth > 1 ? `${name} (${nth})` : name),
  untitled: "New file",
  remarks: (many: number) => count(many, "remark", "remarks"),
  closeTab: (name: string) => `Close ${name}`,

  show: "Show in the list",

  undone: "It's back as it was.",
  cleared: "Cleared.",
  closed: (name: string) => `${name} is closed.`,
  startedOver: "Started over.",
  sampleShown: (title: string) => `Here's an example: ${title}.`,
  pasted: "Pasted over what was here.",
  keepBoth: "Keep both",
  keptBoth: "Both are here now.",
  opened: (names: string[]) =>
    names.length === 1 ? `This is ${names[0]}.` : `${names.length} files, looked at together.`,

  draftKept: (many: number) =>
    many > 1 ? "These files are kept on this device only." : "This text is kept on this device only.",
  draftForget: "Forget it",
  draftForgotten: "Forgotten. What's here goes when you close the tab.",
  draftKeep: "Keep it again",
  draftTooLong: "This is too long to be kept; it goes when you close the tab.",
  draftDenied: "Your browser keeps nothing for this page, so what's here goes when you close the tab.",
  draftNone: editor.draftNone,

  notText: (name: string) => `${name} doesn't look like a text file, so your text was left as it is.`,
  tooLarge: (name: string, megabytes: number) =>
    `${name} is larger than ${megabytes} MB, so your text was left as it is.`,
  unreadable: (name: string) => `${name} couldn't be opened, so your text was left as it is.`,
  nothingOfOurs: (looked: number) =>
    `I looked through ${count(looked, "file", "files")} and saw no Dockerfile, Compose file, .dockerignore or .env. If one has another name, drop it alone.`,
  someOfOurs: (taken: number, looked: number) =>
    `Took ${taken} of ${looked} files: the ones that look like Docker's.`,
  limited: (taken: number) =>
    `That's a big folder. I took the first ${taken} files that look like Docker's; drop a smaller folder for the others.`,
  leftOut: (names: string[]) => `Left out, because I couldn't read ${names.length === 1 ? "it" : "them"}: ${names.join(", ")}.`,
  clipboardDenied:
    "Your browser didn't let me look at the clipboard. Press Ctrl+V (⌘V on a Mac) anywhere on this page instead, or hold your finger on the box and choose Paste.",
  clipboardEmpty: "There's no text on the clipboard.",
  partial:
    "This text is too long to be edited here. All of it is checked, and the box shows the part around each place that you choose.",
  tooLong: (megabytes: number) =>
    `That's more than ${megabytes} MB of text, more than I can check here, so your text was left as it is.`,
};
