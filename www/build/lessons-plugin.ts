// Hands the lessons to the page, and stops the build where one has a mistake.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { check, initSync } from "../../pkg/cozydock.js";
import { filesOf, judge, optionsOf, speaking } from "../src/classroom/judgement.ts";
import type { Lesson } from "../src/classroom/lesson.ts";
import { type Mistake, readLessons } from "./lessons.ts";

const FOLDER = fileURLToPath(new URL("../lessons", import.meta.url));
const TEXTS = fileURLToPath(new URL("../src/generated/rules.en.json", import.meta.url));
const WASM = fileURLToPath(new URL("../../pkg/cozydock_bg.wasm", import.meta.url));

/** `virtual:lessons`: the lessons and the titles of the rules in them. */
export function lessons(): Plugin {
  return {
    name: "lessons",
    resolveId: (id) => (id === "virtual:lessons" ? `\0${id}` : null),
    load(id) {
      if (id !== "\0virtual:lessons") return null;
      this.addWatchFile(FOLDER);
      const { rules } = JSON.parse(readFileSync(TEXTS, "utf8")) as { rules: { id: string; title: string }[] };
      const titles = new Map(rules.map((rule) => [rule.id, rule.title]));
      const { lessons, mistakes } = readLessons(FOLDER);
      initSync({ module: readFileSync(WASM) });
      const all = [...mistakes, ...(mistakes.length === 0 ? lessons.flatMap((lesson) => untrue(lesson, titles)) : [])];
      if (all.length > 0) {
        const lines = all.map(({ file, line, message }) => `  lessons/${file}:${line}: ${message}`);
        this.error(`The lessons want a hand:\n${lines.join("\n")}\n`);
      }
      const named = Object.fromEntries(lessons.flatMap(({ goal }) => goal.map((rule) => [rule, titles.get(rule)])));
      return `export const lessons = ${JSON.stringify(lessons)};\nexport const titles = ${JSON.stringify(named)};`;
    },
  };
}

/** What the engine says against a lesson: rules that don't speak at first, or still do at the end. */
function untrue(lesson: Lesson, titles: ReadonlyMap<string, string>): Mistake[] {
  const tell = (message: string): Mistake => ({ file: lesson.file, line: 1, message });
  const unknown = lesson.goal.filter((rule) => !titles.has(rule));
  if (unknown.length > 0) return unknown.map((rule) => tell(`There's no rule called "${rule}".`));
  const options = optionsOf(check("").factsDate);
  const start = check(filesOf(lesson), options);
  const solution = filesOf(lesson, lesson.solution.map(({ text }) => text));
  const end = check(solution, options);
  const { verdict } = judge(lesson, start, end, solution);
  return [
    ...lesson.goal
      .filter((rule) => speaking(start, rule) === 0)
      .map((rule) => tell(`The start says nothing of "${rule}", so there's nothing to learn about it.`)),
    ...lesson.goal.filter((rule) => speaking(end, rule) > 0).map((rule) => tell(`"${rule}" still speaks of the solution.`)),
    ...(verdict !== "finished" && verdict !== "open" ? [tell(`The solution doesn't finish the lesson: ${verdict}.`)] : []),
  ];
}
