import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { check, initSync, rules } from "../../../pkg/cozydock.js";
import { readLesson, readLessons, type Mistake } from "../../build/lessons.ts";
import { filesOf, judge, optionsOf, speaking } from "../../src/classroom/judgement.ts";
import { layerNames } from "../../src/strings/layers.en.ts";

initSync({ module: readFileSync(new URL("../../../pkg/cozydock_bg.wasm", import.meta.url)) });

const FOLDER = fileURLToPath(new URL("../../lessons", import.meta.url));
const { lessons, mistakes } = readLessons(FOLDER);
const options = optionsOf(check("").factsDate);
const layerOf = new Map(rules().map(({ id, layer }) => [id, layer]));

test("there is a lesson for each room, in the rooms' order, and one for the house", () => {
  expect(mistakes).toEqual([]);
  expect(lessons.map(({ room }) => room)).toEqual([...Object.keys(layerNames), "house"]);
  expect(lessons.map(({ id }) => id)).toEqual(lessons.map(({ room }) => room));
});

for (const lesson of lessons) {
  test.describe(lesson.id, () => {
    const start = check(filesOf(lesson), options);
    const solution = filesOf(lesson, lesson.solution.map(({ text }) => text));
    const end = check(solution, options);
    const verdict = (texts: string[]) => {
      const files = filesOf(lesson, texts);
      return judge(lesson, start, check(files, options), files).verdict;
    };

    test("its rules speak of the start, and are of its room", () => {
      for (const rule of lesson.goal) expect(speaking(start, rule), rule).toBeGreaterThan(0);
      const rooms = [...new Set(lesson.goal.map((rule) => layerOf.get(rule)))];
      expect(rooms).toEqual(lesson.room === "house" ? Object.keys(layerNames) : [lesson.room]);
      expect(judge(lesson, start, start, filesOf(lesson)).verdict).toBe("open");
    });

    test("the solution quiets them, and nothing is left to say beyond a note", () => {
      expect(judge(lesson, start, end, solution).verdict).toBe("finished");
      expect(end.findings.filter(({ severity }) => severity !== "note").map(({ rule, title }) => `${rule}: ${title}`)).toEqual([]);
      expect(end.suppressed).toBe(0);
    });

    test("each file of the solution can be read, and the start differs from it", () => {
      expect([...start.files, ...end.files].every(({ ok }) => ok)).toBe(true);
      expect(lesson.start).not.toEqual(lesson.solution);
    });

    test("taking everything out doesn't finish it", () => {
      expect(verdict(lesson.start.map(() => ""))).not.toBe("finished");
      for (const at of lesson.start.keys()) {
        expect(verdict(lesson.solution.map(({ text }, nth) => (nth === at ? "\n" : text))), `without file ${at}`).not.toBe("finished");
      }
    });

    test("comments that hush the rules don't finish it", () => {
      const lines = (file: number) =>
        new Set(start.findings.filter((one) => one.file === file && lesson.goal.includes(one.rule)).map(({ range }) => range.start.line));
      const hushed = lesson.start.map(({ text }, file) =>
        text
          .split("\n")
          .flatMap((line, at) => {
            const indent = /^ */.exec(line)?.[0] ?? "";
            return lines(file).has(at + 1) ? [`${indent}# cozydock ignore=${lesson.goal.join(",")}`, line] : [line];
          })
          .join("\n"),
      );
      expect(check(filesOf(lesson, hushed), options).suppressed).toBeGreaterThan(0);
      expect(["hushed", "open"]).toContain(verdict(hushed));
    });
  });
}

test.describe("words", () => {
  const FORBIDDEN = /\b(simply|just|obviously|of course|best practice|you forgot|should be avoided|hackers)\b|!(?=[\s”"]|$)/i;
  for (const { id } of lessons) {
    test(`${id} keeps to the voice`, () => {
      const text = readFileSync(`${FOLDER}/${String(lessons.findIndex((lesson) => lesson.id === id) + 1).padStart(2, "0")}-${id}.md`, "utf8");
      const prose = text.replace(/```[\s\S]*?```|`[^`]*`/g, "");
      expect(prose.split("\n").filter((line) => FORBIDDEN.test(line))).toEqual([]);
    });
  }
});

test.describe("a lesson with a mistake", () => {
  const good = readFileSync(`${FOLDER}/03-user.md`, "utf8");
  const told = (text: string): Mistake[] => {
    const found: Mistake[] = [];
    readLesson("03-user.md", text, found);
    return found;
  };

  test("a good one has none, whatever its line ends", () => {
    expect(told(good)).toEqual([]);
    expect(told(good.replaceAll("\n", "\r\n"))).toEqual([]);
  });

  const line = (text: string) => good.split("\n").findIndex((one) => one.includes(text)) + 1;
  for (const [what, from, to, at, words] of [
    ["an unknown room", "room: user", "room: cellar", line("room: user"), "Which room"],
    ["an unknown fact", "minutes: 10", "minutes: 10\nauthor: me", line("minutes: 10") + 1, '"author"'],
    ["no rules", "goal: [runs-as-root, sudo-in-build]", "goal: []", line("goal:"), "Which rules"],
    ["a fact said twice", "title: A key to one room", "title: A key\ntitle: To one room", 3, "YAML"],
    ["an unknown section", "## Hints", "## Tips", line("## Hints"), '"Tips"'],
    ["a file without a name", '```dockerfile title="Dockerfile"', "```dockerfile", line("```dockerfile"), "needs its name"],
    ["a table", "It does so as **root**", "| a | b |\n|---|---|\n| c | d |\n\nIt does so as **root**", line("It does so as"), "a table"],
    ["no closing", "## What would have happened", "## For the teacher", line("## For the teacher"), "two sections"],
  ] as const) {
    test(`${what} is told with its line`, () => {
      const found = told(good.replace(from, to));
      const here = found.find(({ message }) => message.includes(words));
      expect(here, JSON.stringify(found)).toBeDefined();
      expect(here?.line).toBe(at);
      expect(here?.file).toBe("03-user.md");
    });
  }

  test("a lesson without facts says what to begin with", () => {
    expect(told(good.replace(/^---\n[\s\S]*?\n---\n/, ""))[0]).toMatchObject({ line: 1, message: /two lines of three dashes/ });
  });
});
