// Reads `lessons/*.md` and says kindly what is wrong with one.

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Token, Tokens } from "marked";
import { LineCounter, parseDocument } from "yaml";
import type { Kind } from "../../pkg/cozydock.js";
import type { Lesson, LessonFile } from "../src/classroom/lesson.ts";
import { layerNames } from "../src/strings/layers.en.ts";
import { block, items, type Part, parts, Unshowable } from "./markdown.ts";

/** What is wrong, and where. */
export interface Mistake {
  file: string;
  /** 1-based. */
  line: number;
  message: string;
}

/** The sections of a lesson; those with `false` may be left out. */
const SECTIONS = {
  Story: true,
  Start: true,
  Hints: true,
  Solution: true,
  "What would have happened": true,
  "For the teacher": false,
} as const;

type Section = keyof typeof SECTIONS;

const KINDS: Record<string, Kind> = {
  dockerfile: "dockerfile",
  yaml: "compose",
  bash: "docker-run",
  dockerignore: "dockerignore",
  env: "env",
};

const ROOMS = [...Object.keys(layerNames), "house"];

/** The lessons of a folder, in the order of their files' names, and the mistakes in them. */
export function readLessons(folder: string): { lessons: Lesson[]; mistakes: Mistake[] } {
  const mistakes: Mistake[] = [];
  const names = readdirSync(folder)
    .filter((name) => /\.md$/.test(name) && name !== "README.md")
    .sort();
  const lessons = names.map((name) => readLesson(name, readFileSync(join(folder, name), "utf8"), mistakes));
  lessons.forEach(({ id }, at) => {
    const first = lessons.findIndex((other) => other.id === id);
    if (first < at) mistakes.push({ file: names[at] ?? "", line: 1, message: `${names[first]} is called "${id}" already.` });
  });
  return { lessons, mistakes };
}

/** One lesson from its text; what is missing is left empty, and told in `mistakes`. */
export function readLesson(file: string, text: string, mistakes: Mistake[]): Lesson {
  const tell = (line: number, message: string) => void mistakes.push({ file, line, message });
  const normal = text.replace(/\r\n?/g, "\n");
  const [, matter, rest] = /^---\n([\s\S]*?\n)---\n([\s\S]*)$/.exec(normal) ?? [];
  if (matter === undefined || rest === undefined) {
    tell(1, "A lesson begins with its facts between two lines of three dashes: title, room, minutes, goal.");
  }
  const id = basename(file, ".md").replace(/^\d+-/, "");
  if (!/^[a-z0-9-]+$/.test(id)) tell(1, "The file's name becomes part of an address: lowercase letters, digits and dashes, please.");
  const facts = readFacts(matter ?? "", tell);
  const body = readBody(rest ?? "", (matter ?? "").split("\n").length + 2, tell);
  return { id, file, ...facts, ...body };
}

type Tell = (line: number, message: string) => void;

function readFacts(matter: string, tell: Tell): Pick<Lesson, "title" | "room" | "minutes" | "goal"> {
  const lines = new LineCounter();
  const document = parseDocument(matter, { lineCounter: lines });
  for (const error of document.errors) {
    tell(lines.linePos(error.pos[0]).line + 1, `The lesson's facts aren't YAML: ${error.message.split("\n")[0]}`);
  }
  const values: Record<string, unknown> = document.errors.length === 0 ? (document.toJS() ?? {}) : {};
  const lineOf = (key: string) => {
    const node = document.get(key, true) as { range?: [number, number, number] } | undefined;
    return node?.range ? lines.linePos(node.range[0]).line + 1 : 1;
  };
  const { title, room, minutes, goal } = values;
  const known = ["title", "room", "minutes", "goal"];
  for (const key of Object.keys(values)) {
    if (!known.includes(key)) tell(lineOf(key), `I don't know "${key}". A lesson's facts are ${known.join(", ")}.`);
  }
  if (typeof title !== "string" || title === "") tell(lineOf("title"), "What is the lesson called? It needs a title.");
  if (typeof room !== "string" || !ROOMS.includes(room)) tell(lineOf("room"), `Which room does it light? One of ${ROOMS.join(", ")}.`);
  if (typeof minutes !== "number" || minutes <= 0) tell(lineOf("minutes"), "How many minutes does it take? A number, please.");
  const rules = Array.isArray(goal) ? goal.filter((rule) => typeof rule === "string") : [];
  if (rules.length === 0) tell(lineOf("goal"), "Which rules must go quiet? A list of rule ids, such as [runs-as-root].");
  return {
    title: String(title ?? ""),
    room: room as Lesson["room"],
    minutes: Number(minutes) || 0,
    goal: rules,
  };
}

function readBody(text: string, from: number, tell: Tell): Omit<Lesson, "id" | "file" | "title" | "room" | "minutes" | "goal"> {
  const sections = new Map<Section, { line: number; parts: Part[] }>();
  let current: Section | null = null;
  for (const part of parts(text, from)) {
    if (part.token.type === "heading" && (part.token as Tokens.Heading).depth === 2) {
      const name = (part.token as Tokens.Heading).text as Section;
      current = name in SECTIONS ? name : null;
      if (!current) tell(part.line, `I don't know a section "${name}". A lesson has ${Object.keys(SECTIONS).join(", ")}.`);
      else if (sections.has(current)) tell(part.line, `There are two sections "${name}".`);
      else sections.set(current, { line: part.line, parts: [] });
    } else if (current) {
      sections.get(current)?.parts.push(part);
    } else if (sections.size === 0) {
      tell(part.line, "Words before the first section would be lost. Begin with “## Story”.");
    }
  }
  for (const [name, needed] of Object.entries(SECTIONS)) {
    if (needed && !(sections.get(name as Section)?.parts.length ?? 0)) {
      tell(sections.get(name as Section)?.line ?? from, `The section “## ${name}” is missing or empty.`);
    }
  }
  const prose = (name: Section, without: (token: Token) => boolean = () => false) =>
    (sections.get(name)?.parts ?? []).flatMap(({ token, line }) => {
      if (without(token)) return [];
      return attempt(() => [block(token)], line, tell) ?? [];
    });
  const start = files(sections.get("Start")?.parts ?? [], tell);
  const solution = files(sections.get("Solution")?.parts ?? [], tell);
  const line = sections.get("Solution")?.line ?? from;
  const missing = start.filter(({ name }) => !solution.some((file) => file.name === name));
  if (solution.length > 0 && missing.length > 0) {
    tell(line, `The solution must hold every file of the start, changed or not. Missing: ${missing.map(({ name }) => name).join(", ")}.`);
  }
  const added = solution.filter(({ name }) => !start.some((file) => file.name === name));
  if (added.length > 0) {
    tell(line, `The start has no file ${added.map(({ name }) => name).join(", ")}. Pupils can't add files: start with an empty one.`);
  }
  return {
    story: prose("Story"),
    start,
    hints: hints(sections.get("Hints")?.parts ?? [], tell),
    solution: start.map(({ name }) => solution.find((file) => file.name === name)).filter((file) => file !== undefined),
    because: prose("Solution", isFile),
    after: prose("What would have happened"),
    teacher: prose("For the teacher"),
  };
}

function isFile(token: Token): boolean {
  return token.type === "code" && / title=/.test((token as Tokens.Code).lang ?? "");
}

function files(all: readonly Part[], tell: Tell): LessonFile[] {
  return all.flatMap(({ token, line }) => {
    if (token.type !== "code") return [];
    const { lang = "", text } = token as Tokens.Code;
    const [, language = "", name] = /^(\S*)(?: title="([^"]+)")?/.exec(lang) ?? [];
    const kind = KINDS[language];
    if (name === undefined) tell(line, 'A file needs its name: ```dockerfile title="Dockerfile".');
    else if (!kind) tell(line, `“${language}” is no kind of file that I know. One of ${Object.keys(KINDS).join(", ")}.`);
    else return [{ name, kind, text: text === "" ? "" : `${text}\n` }];
    return [];
  });
}

function hints(all: readonly Part[], tell: Tell): Lesson["hints"] {
  return all.flatMap(({ token, line }) => {
    if (token.type === "list") return attempt(() => items(token as Tokens.List), line, tell) ?? [];
    tell(line, "Hints are a numbered list, from a nudge to nearly the answer.");
    return [];
  });
}

/** What can't be shown is told rather than shown wrongly. */
function attempt<Value>(read: () => Value, line: number, tell: Tell): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Unshowable)) throw error;
    tell(line, `I can't show ${error.message} in a lesson. Paragraphs, lists and lines of code are fine.`);
    return undefined;
  }
}
