// Runs every check there is, one after the other, and counts them.
// `node scripts/test.mjs clippy e2e` runs only the steps with such names.
import { spawn } from "node:child_process";
import { argv, env, exit, stderr, stdout } from "node:process";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { findBrowser } from "./browser.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const LONGEST_STEP = 30 * 60 * 1000;
const WASM = ["--target", "wasm32-unknown-unknown"];

// What each test runner prints about its tests: how many passed and how many did not.
// `names`: which ones did not.
const cargo = {
  passed: /^test result: .*?(\d+) passed/gm,
  failed: /^test result: .*?(\d+) failed/gm,
  names: /^test (\S+) .*\bFAILED$/gm,
};
const node = {
  passed: /^(?:#|ℹ) pass (\d+)/gm,
  failed: /^(?:#|ℹ) (?:fail|cancelled) (\d+)/gm,
  names: /^not ok \d+ - (.+)$/gm,
};
const playwright = {
  passed: /^\s+(\d+) (?:passed|flaky)\b/gm,
  failed: /^\s+(\d+) (?:failed|interrupted|did not run)\b/gm,
  names: /^ {4}(\S+ › .+?) *$/gm,
};
const sizes = { passed: /^(\d+) within budget/gm, failed: /^\d+ within budget, (\d+) over/gm };

// A step without `counts` is one check. One whose `needs` failed is not run, and fails too.
const STEPS = [
  { name: "tools", run: ["make", "tools"] },
  { name: "browser", run: ["make", "browser"] },
  { name: "fmt", run: ["cargo", "fmt", "--check"] },
  { name: "clippy", run: ["cargo", "clippy", "--all-targets", "--", "-D", "warnings"] },
  { name: "clippy wasm", run: ["cargo", "clippy", ...WASM, "--lib", "--test", "web", "--", "-D", "warnings"] },
  { name: "rust", run: ["cargo", "test", "--no-fail-fast"], counts: cargo },
  {
    name: "rust in the browser",
    // What `wasm-pack test` does, but for this one test alone: the others, and the libraries they
    // compare with, are for native builds.
    run: ["cargo", "test", ...WASM, "--test", "web"],
    env: () => ({
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: "wasm-bindgen-test-runner",
      CHROMEDRIVER: findBrowser().chromedriver,
    }),
    counts: cargo,
    needs: ["tools", "browser"],
  },
  { name: "engine", run: ["make", "engine"], needs: ["tools"] },
  { name: "api", run: ["node", "--test", "tests/api.test.mjs"], counts: node, needs: ["engine"] },
  { name: "api types", run: ["www/node_modules/.bin/tsc", "-p", "tests/types"], needs: ["engine"] },
  { name: "typecheck", run: ["npm", "run", "typecheck", "--prefix", "www"], needs: ["engine"] },
  { name: "unit", run: ["npm", "run", "test:unit", "--prefix", "www"], counts: playwright, needs: ["engine"] },
  { name: "page", run: ["make", "page"], needs: ["engine"] },
  { name: "package", run: ["make", "package"], needs: ["page"] },
  {
    name: "use of the package",
    run: ["node", "--test", "tests/package.test.mjs"],
    env: () => ({ CHROMIUM: findBrowser().chromium }),
    counts: node,
    needs: ["browser", "package"],
  },
  { name: "sites", run: ["make", "sites"], needs: ["package"] },
  {
    name: "e2e",
    run: ["npm", "run", "test:e2e", "--prefix", "www"],
    env: () => ({ CHROMIUM: findBrowser().chromium }),
    counts: playwright,
    needs: ["browser", "page", "sites"],
  },
  { name: "sizes", run: ["make", "size"], counts: sizes, needs: ["page"] },
];

const wanted = argv.slice(2);
const bad = new Set();
const totals = { passed: 0, failed: 0 };
const lines = [];
const names = [];

for (const step of STEPS) {
  if (wanted.length > 0 && !wanted.some((word) => step.name.includes(word))) continue;
  console.log(`\n── ${step.name}`);
  const started = Date.now();
  const missing = (step.needs ?? []).filter((name) => bad.has(name));
  const { passed, failed, broken = [] } = missing.length > 0 ? { passed: 0, failed: 1 } : await perform(step);
  if (failed > 0) bad.add(step.name);
  names.push(...broken.map((name) => `✗ ${step.name}: ${name}`));
  totals.passed += passed;
  totals.failed += failed;
  const remark = missing.length > 0 ? `not run: needs ${missing.join(", ")}` : seconds(started);
  lines.push(`${failed > 0 ? "✗" : "✓"} ${step.name}: ${passed} passed, ${failed} failed (${remark})`);
}

console.log(`\n${lines.join("\n")}\n`);
if (names.length > 0) console.log(`${names.join("\n")}\n`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
exit(totals.failed > 0 ? 1 : 0);

async function perform(step) {
  const { ok, output } = await stream(step.run, step.env?.() ?? {});
  if (!step.counts) return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const passed = sum(output, step.counts.passed);
  const failed = sum(output, step.counts.failed);
  if (ok && passed + failed > 0) return { passed, failed };
  const broken = [...output.matchAll(step.counts.names ?? /$^/g)].map((match) => match[1]);
  // It broke off, or there was nothing to run.
  return { passed, failed: Math.max(failed, 1), broken: [...new Set(broken)] };
}

/** Runs a command, shows what it prints, and keeps it. */
function stream([program, ...words], extra) {
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      cwd: root,
      env: { ...env, ...extra },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: LONGEST_STEP,
    });
    const pieces = [];
    const show = (to) => (piece) => {
      to.write(piece);
      pieces.push(piece);
    };
    child.stdout.on("data", show(stdout));
    child.stderr.on("data", show(stderr));
    child.on("error", (error) => {
      console.error(error.message);
      resolve({ ok: false, output: "" });
    });
    child.on("close", (code) => {
      resolve({ ok: code === 0, output: stripVTControlCharacters(Buffer.concat(pieces).toString()) });
    });
  });
}

function sum(output, pattern) {
  return [...output.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);
}

function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}
