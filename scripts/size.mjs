// Prints what visitors download, as a static host sends it (brotli, quality 11), against the
// budgets. Ends with "N within budget, N over".
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { exit } from "node:process";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const KB = 1000;
const root = fileURLToPath(new URL("..", import.meta.url));

const built = existsSync(`${root}www/dist`)
  ? readdirSync(`${root}www/dist`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length))
  : [];
const having = (pattern) => built.filter((path) => pattern.test(path));

const editor = having(/^www\/dist\/assets\/codemirror[^/]*\.js$/);
// The panel that explains a line comes after the first findings.
const explain = having(/^www\/dist\/assets\/(explain|panel)[^/]*\.(js|css|json)$/);
// The lessons are a page of their own.
const classroom = having(/^www\/dist\/assets\/lessons[^/]*\.(js|css)$/);
// What a first visit loads; the other pages, the widget and the editor come later or elsewhere.
const page = having(/^www\/dist\/(index\.html|assets\/[^/]+\.(js|css|svg|json|wasm))$/)
  .filter((path) => ![...editor, ...explain, ...classroom].includes(path));

// `later` parts are not measured until they are there.
const PARTS = [
  // Over its budget, which stands: until it is met, the module may not grow past the ceiling.
  { name: "wasm", files: ["pkg/cozydock_bg.wasm"], budget: 200 * KB, stretch: 140 * KB, ceiling: 440 * KB },
  { name: "texts of all rules", files: having(/\/(rules|texts)\.en-[^/]*\.json$/), budget: 60 * KB, stretch: 45 * KB },
  { name: "page until the first findings", files: page, budget: 260 * KB, stretch: 180 * KB, ceiling: 540 * KB },
  { name: "editor", files: editor, budget: 120 * KB, stretch: 100 * KB, later: true },
  { name: "explain a line", files: explain, budget: 40 * KB, stretch: 30 * KB, later: true },
  // Each by itself: a page loads one of them.
  { name: "embed.js", files: having(/^www\/dist\/embed\.js$/), budget: 12 * KB, stretch: 8 * KB },
  { name: "embed.classic.js", files: having(/^www\/dist\/embed\.classic\.js$/), budget: 12 * KB, stretch: 8 * KB },
  {
    name: "cozydock.html, raw",
    files: having(/^www\/dist\/cozydock\.html$/),
    budget: 2500 * KB,
    stretch: 1500 * KB,
    size: (bytes) => bytes.length,
    later: true,
  },
];

function brotli(bytes) {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  }).length;
}

const shown = (bytes) => `${(bytes / KB).toFixed(1)} KB`.padStart(11);
const sums = { within: 0, over: 0 };

console.log(`${"".padEnd(40)}${"size".padStart(11)}${"budget".padStart(11)}${"stretch".padStart(11)}`);
for (const { name, files, budget, stretch, ceiling = budget, size = brotli, later } of PARTS) {
  const there = files.filter((path) => existsSync(root + path));
  if (there.length === 0 && later) {
    console.log(`${name.padEnd(40)}${"not built".padStart(11)}${shown(budget)}${shown(stretch)}`);
    continue;
  }
  const each = there.map((path) => [path, size(readFileSync(root + path))]);
  const total = each.reduce((sum, [, bytes]) => sum + bytes, 0);
  const fits = there.length > 0 && total <= ceiling;
  sums[fits ? "within" : "over"] += 1;
  const verdict = there.length === 0 ? "missing" : total > budget ? `OVER BUDGET (ceiling ${shown(ceiling).trim()})` : total <= stretch ? "★" : "ok";
  console.log(`${name.padEnd(40)}${shown(total)}${shown(budget)}${shown(stretch)}  ${verdict}`);
  if (each.length > 1) for (const [path, bytes] of each) console.log(`${`  ${path}`.padEnd(60)}${shown(bytes)}`);
}
console.log(`${sums.within} within budget, ${sums.over} over`);
exit(sums.over > 0 ? 1 : 0);
