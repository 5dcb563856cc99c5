// Prints how fast the engine is, against its budgets and beside other checkers on the same files.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DCLinter } from "dclint";
import { HOSTILE } from "../benches/hostile.mjs";
import { check, initSync, rules } from "../pkg/cozydock.js";

const dockerfileUtils = createRequire(import.meta.url)("dockerfile-utils");
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

initSync({ module: readFileSync(here("../pkg/cozydock_bg.wasm")) });
const DOCKERFILE = readFileSync(here("../benches/Dockerfile"), "utf8");
const COMPOSE = readFileSync(here("../benches/compose.yaml"), "utf8");
const OPTIONS = { today: "2026-11-01" };
const MEGABYTE = 1_000_000;

small();
againstReading();
large();
hostile();

/** Small files, side by side with other checkers. */
function small() {
  const ours = (kind, text) => () => check([{ text, kind }], OPTIONS);
  const [dockerfile, utils] = alternate(1000, [
    ours("dockerfile", DOCKERFILE),
    () => dockerfileUtils.validate(DOCKERFILE),
  ]);
  const folder = mkdtempSync(join(tmpdir(), "cozydock-bench-"));
  const path = join(folder, "compose.yaml");
  writeFileSync(path, COMPOSE);
  // It has no call for a text: reading the file is part of its figure.
  const linter = new DCLinter({ rules: {}, quiet: true, debug: false, exclude: [] });
  const [compose, dclint] = alternate(40, [ours("compose", COMPOSE), () => linter.lintFiles([path], false)]);
  rmSync(folder, { recursive: true });

  console.log(`\n${rules().length} rules; ${count("dockerfile", DOCKERFILE)}; ${count("compose", COMPOSE)}`);
  title("Small files, WebAssembly in Node, median");
  row(`check, Dockerfile of ${lines(DOCKERFILE)} lines`, ms(dockerfile), dockerfile, 0.3, 0.15);
  row("dockerfile-utils, same file", ms(utils));
  row("  it takes longer by", times(utils / dockerfile), -utils / dockerfile, -3, -8);
  row(`check, Compose file of ${lines(COMPOSE)} lines`, ms(compose), compose);
  row("dclint, same file", ms(dclint));
  row("  it takes longer by", times(dclint / compose));
}

/** The whole check against the libraries that only read, both native. */
function againstReading() {
  const printed = execFileSync("cargo", ["bench", "--quiet", "--bench", "reading"], {
    cwd: here(".."),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const figures = Object.fromEntries(
    [...printed.matchAll(/^(\w+ \w+) ([\d.]+)$/gm)].map(([, name, figure]) => [name, Number(figure)]),
  );
  title("Check against only reading, native, median");
  for (const kind of ["dockerfile", "compose"]) {
    const [reading, checking] = [figures[`${kind} reading`], figures[`${kind} checking`]];
    const detail = `${checking.toFixed(0)} / ${reading.toFixed(0)} µs`;
    row(`${kind}, ${detail}`, times(checking / reading), checking / reading, 4, 2);
  }
}

/** How the time grows with the file. */
function large() {
  title("Large files, WebAssembly in Node, median");
  for (const [kind, repeat] of [["dockerfile", repeatDockerfile], ["compose", repeatCompose]]) {
    const perLine = [1000, 16_000].map((wanted) => {
      const text = repeat((size) => lines(size) >= wanted);
      return timeOf(kind, text, wanted < 10_000 ? 30 : 7) / lines(text);
    });
    const growth = perLine[1] / perLine[0] - 1;
    row(`${kind}, 1,000 to 16,000 lines, per line`, `${growth < 0 ? "" : "+"}${(growth * 100).toFixed(0)} %`, growth, 0.15);
    const megabyte = timeOf(kind, repeat((text) => text.length >= MEGABYTE), 7);
    row(`${kind}, 1 MB`, ms(megabyte), megabyte, 150, 60);
  }
}

/** Each in a process of its own, for it may hang or trap. */
function hostile() {
  title("Hostile texts, WebAssembly in Node, once, cold");
  for (const name of Object.keys(HOSTILE)) {
    try {
      const printed = execFileSync(process.execPath, [here("../benches/hostile.mjs"), name], {
        encoding: "utf8",
        timeout: 60_000,
        stdio: ["ignore", "pipe", "pipe"],
      });
      const { milliseconds, findings } = JSON.parse(printed);
      row(`${name} (${findings} findings)`, ms(milliseconds), milliseconds, 1000);
    } catch (error) {
      const why = /RuntimeError: .*/.exec(error.stderr ?? "")?.[0] ?? error.code ?? "failed";
      row(name, why, Infinity, 1000);
    }
  }
}

function title(words) {
  console.log(`\n${words.padEnd(58)}${"measured".padStart(12)}${"budget".padStart(9)}${"stretch".padStart(9)}`);
}

/** Prints a figure; `value` is in the unit of the limits, and smaller is better. */
function row(what, shown, value, budget, stretch) {
  const limit = (figure) => (figure === undefined ? "" : String(Math.abs(figure))).padStart(9);
  const verdict = budget === undefined ? "" : value > budget ? "  over budget" : value <= (stretch ?? -Infinity) ? "  ★" : "  ok";
  console.log(`${what.padEnd(58)}${shown.padStart(12)}${limit(budget)}${limit(stretch)}${verdict}`);
}

function ms(value) {
  return `${value.toFixed(value < 10 ? 3 : 0)} ms`;
}

function times(value) {
  return `${value.toFixed(1)} ×`;
}

function lines(text) {
  return text.split("\n").length - 1;
}

function count(kind, text) {
  return `${check([{ text, kind }], OPTIONS).findings.length} findings in the ${kind} file`;
}

/** The median milliseconds of each piece of work; they take turns, after a warm-up. */
function alternate(rounds, work) {
  const figures = work.map(() => []);
  for (let round = -rounds; round < rounds; round += 1) {
    for (const [at, job] of work.entries()) {
      const start = performance.now();
      job();
      if (round >= 0) figures[at].push(performance.now() - start);
    }
  }
  return figures.map((list) => list.sort((a, b) => a - b)[list.length >> 1]);
}

function timeOf(kind, text, rounds) {
  return alternate(rounds, [() => check([{ text, kind }], OPTIONS)])[0];
}

/** The small Dockerfile again and again, its stages renamed, until `enough`. */
function repeatDockerfile(enough) {
  return grow((at) => DOCKERFILE.replaceAll("stage-", `stage${at}-`), "", "", enough);
}

/** The services of the small Compose file again and again, renamed, until `enough`. */
function repeatCompose(enough) {
  const [head, services, tail] = COMPOSE.split(/(?<=^services:\n)|^(?=volumes:)/m);
  return grow((at) => services.replaceAll("shop-", `shop${at}-`), head, tail, enough);
}

function grow(piece, head, tail, enough) {
  let text = "";
  for (let at = 0; !enough(text); at += 1) {
    // Sixteen at a time: `enough` looks at the whole text.
    for (let sub = 0; sub < 16; sub += 1) text += piece(at * 16 + sub);
  }
  return head + text + tail;
}
