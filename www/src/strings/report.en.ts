// The English words of everything that shows a report.

import type { Confidence, Kind, Layer, LayerState, Severity } from "../../../pkg/cozydock.js";

/** Severities in a word or two. */
export const severities: Record<Severity, string> = {
  critical: "Urgent",
  high: "Serious",
  medium: "Worth fixing",
  low: "Polish",
  note: "Good to know",
};

/** What stands beside a finding that the file alone can't prove; nothing beside a sure one. */
export const confidences: Record<Confidence, string> = {
  high: "",
  medium: "Likely, from what this file shows.",
  low: "Maybe: this file alone can't tell, so have a look yourself.",
};

/** What a layer without a complaint can be praised for, no more than a file can show. */
export const praise: Record<Layer, { part: string; sentence: string }> = {
  updates: { part: "its updates", sentence: "Nothing in here is past its last update, as far as I know." },
  slim: { part: "its light baggage", sentence: "The backpack is light: nothing heavy that needn't come along." },
  user: { part: "who runs in it", sentence: "Nobody in here carries more keys than I'd hand out." },
  limits: { part: "its limits", sentence: "The candy store closes: the limits that I look for are set." },
  secrets: { part: "its secrets", sentence: "No passwords or keys are lying around in the text." },
  scanning: { part: "how it can be scanned", sentence: "Nothing hides from a scanner that comes by." },
  network: { part: "its doors to the network", sentence: "No door stands open that I'd worry about." },
  "read-only": { part: "what it may write to", sentence: "The family photos are safe: writing is kept to where it belongs." },
  trust: { part: "where it comes from", sentence: "Whatever comes in shows some ID first." },
  monitoring: { part: "how it's watched", sentence: "Someone asks if it's well, and its logs stay in bounds." },
};

export type GroupId = "now" | "worth" | "polish" | "craft";

interface GroupWords {
  title: string;
  about: string;
  /** In a list of counts: "3 to fix now". */
  counted: string;
}

export const groups: Record<GroupId, GroupWords> = {
  now: {
    title: "Fix now",
    about: "Someone could use these, or a bad day could.",
    counted: "to fix now",
  },
  worth: { title: "Worth fixing", about: "No fire, but worth an evening.", counted: "worth fixing" },
  polish: {
    title: "Polish",
    about: "Small things, and things that are good to know.",
    counted: "to polish or to know",
  },
  craft: {
    title: "How it's written",
    about: "Nothing about safety: places where Docker reads something else than it says.",
    counted: "about how it's written",
  },
};

/** The craft group where Docker stumbles over the text. */
export const broken = {
  title: "In the way",
  about: "Docker can't use the text as it stands. Once it reads all of it, so can I.",
};

const NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];

function spelled(many: number): string {
  return NUMBERS[many] ?? String(many);
}

function count(many: number, one: string, more = `${one}s`): string {
  return `${many} ${many === 1 ? one : more}`;
}

function list(words: string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** "a, b, and c" for clauses. */
function clauses(words: string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")}, and ${words.at(-1)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lines(first: number, last: number): string {
  return first === last ? `Line ${first}` : `Lines ${first} to ${last}`;
}

export const say = {
  // The verdict.
  example: "Example",
  empty: "Nothing to look at yet. Paste a file on this page, or try one of the examples.",
  sample: "Show me an example",
  nothingJudged:
    "I found nothing to judge in this text. If it's something else than I guessed, choose its kind.",
  serious: (shorts: string[]) => `This works, but ${clauses(shorts)}.`,
  seriousUnnamed: (many: number) =>
    `This works, but ${many === 1 ? "one thing wants" : `${spelled(many).toLowerCase()} things want`} fixing now.`,
  calm: (shorts: string[]) => `This works, and nothing in it is urgent. Still, ${clauses(shorts)}.`,
  calmUnnamed: "This works, and nothing in it is urgent.",
  polished: "This is in good shape. What's left is polish.",
  doubtful: "Nothing here is surely wrong. A few things I can't tell from the file alone.",
  clean: (cozy: Layer[]) =>
    `Nothing to fix here, and well done: this file takes good care of ${list([
      ...cozy.slice(0, 3).map((room) => praise[room].part),
      ...(cozy.length > 3 ? ["more"] : []),
    ])}.`,
  cleanNext: "What no file can show is at the end, with the commands to find out.",
  stumbles: (shorts: string[]) => `Docker stumbles over this as it stands: ${clauses(shorts)}.`,
  stumblesUnnamed: "Docker stumbles over this as it stands.",
  unread: "I couldn't read all of it, so there may be more than I can see.",
  besides: (shorts: string[]) => `Besides, ${clauses(shorts)}.`,
  editsFixMost: (edits: number, all: boolean) =>
    `${spelled(edits)} ${edits === 1 ? "edit fixes" : "edits fix"} ${all ? "all" : "most"} of it.`,
  counts: (total: number, parts: number) => (parts < 2 ? "" : `${count(total, "remark")}: `),
  counted: (group: GroupId, many: number) => `${many} ${groups[group].counted}`,
  suppressed: (many: number) =>
    `${count(many, "remark is", "remarks are")} switched off by comments in the file.`,
  fewer: (many: number) => `${spelled(many)} fewer than when you started.`,

  // The house.
  houseTitle: "The ten rooms",
  score: (score: number) => `${score} of 100`,
  scoreWord: (score: number) =>
    score >= 95 ? "Cozy" : score >= 75 ? "Nearly cozy" : score >= 40 ? "Drafty" : "Cold and drafty",
  noScore: "Not scored: there's nothing here that I could judge.",
  state: (state: LayerState, findings: number) =>
    state === "cozy" ? "cozy" : state === "needs-love" ? `needs love (${findings})` : "can't be seen",

  // Start here.
  startTitle: "Start here",
  startSettles: (many: number) =>
    many === 1
      ? "Of all single edits, this one does the most good."
      : `Of all single edits, this one does the most good: it settles ${many} remarks at once.`,
  startByHand: "This matters most, and it takes your own hand.",
  readMore: "Tell me more about it",

  // Groups and cards.
  folded: (several: string, many: number) => `${capital(several)} ×${many}`,
  foldedAfter: (first: string, many: number) => `${first} (and ${many} more like it)`,
  more: (many: number) => `Show ${many} more`,
  line: lines,
  lineOf: (file: string, place: string) => `${file}, ${place.toLowerCase()}`,
  places: (first: number[], more: number) =>
    `Lines ${first.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
  showPlace: ", show it in your file",
  moreLines: (many: number) => `… and ${count(many, "more line")}`,
  why: "Why it matters",
  doThis: "What to do",
  whenFine: "When it's fine",
  attack: "What an attacker would do",
  links: "Dig deeper",
  rulePage: "All about this rule",
  newTab: " (opens in a new tab)",
  alsoKnownAs: (aliases: string[]) => `Also known as ${list(aliases)}.`,

  // Fixes.
  fix: "Fix it",
  fixes: "Fix it, one way or the other:",
  fixAll: (many: number, all: boolean) =>
    all ? (many === 2 ? "Fix both" : `Fix all ${spelled(many).toLowerCase()}`) : `Fix ${many} of them`,
  fixAllLabel: (title: string) => `Fix: ${title}`,
  safe: "Safe: it does the same as before, only safer.",
  review:
    "Look before you keep it: it's right in most cases, but it can change how things run.",
  keep: "Keep it",
  dismiss: "Never mind",
  noChange: "There's nothing to change here anymore.",
  previewFailed: "I couldn't work out this change. Your file is as it was.",
  removed: (line: number) => `Removed, line ${line}: `,
  added: (line: number) => `Added, line ${line}: `,
  skipped: "…",

  // Already good.
  goodTitle: "Already good",
  goodRead: (kinds: Kind[]) =>
    kinds.length === 1 ? "Every line could be read, and says what it means." : "Every file could be read, and says what it means.",
};
