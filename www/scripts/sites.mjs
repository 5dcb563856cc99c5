// Builds a documentation site for the tests of the widget. Usage: node scripts/sites.mjs mkdocs|vitepress

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const pkg = here("../../pkg");

/** What a site that serves the widget itself copies out of the package. */
const OWN = ["embed.js", "embed.classic.js", "embed.html", "embed.css", "embed", "cozydock_bg.wasm"];

/** @type {Record<string, (target: string) => void>} */
const SITES = {
  mkdocs(target) {
    run("python3", ["-m", "mkdocs", "build", "--quiet", "--site-dir", target], here("../tests/sites/mkdocs"), {
      PYTHONPATH: here("../../.tools/mkdocs"),
      NO_MKDOCS_2_WARNING: "1",
    });
    for (const name of OWN) cpSync(`${pkg}/${name}`, `${target}/cozydock/${name}`, { recursive: true });
  },
  vitepress(target) {
    const site = here("../tests/sites/vitepress");
    // As an installed package lies there: `npm ci` knows nothing of it.
    rmSync(`${site}/node_modules/cozydock`, { recursive: true, force: true });
    cpSync(pkg, `${site}/node_modules/cozydock`, { recursive: true });
    run("node", ["node_modules/vitepress/bin/vitepress.js", "build", "--outDir", target], site, {});
  },
};

const name = process.argv[2] ?? "";
const target = here(`../node_modules/.cache/sites/${name}`);
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const build = SITES[name];
if (!build) throw new Error(`there is no site "${name}"`);
build(target);

/** @param {string} program @param {string[]} words @param {string} cwd @param {Record<string, string>} env */
function run(program, words, cwd, env) {
  const { status, error } = spawnSync(program, words, { cwd, env: { ...process.env, ...env }, stdio: "inherit" });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
