// Finds Chromium and the chromedriver of the same version, for the tests in a real browser.
// Run by itself, it installs them where it may: Debian-like systems, as root.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { argv, env, exit, getuid } from "node:process";
import { fileURLToPath } from "node:url";

const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const DRIVERS = ["chromedriver"];

/** The paths of both programs; `CHROMIUM` and `CHROMEDRIVER` in the environment go first. */
export function findBrowser() {
  return { chromium: env.CHROMIUM ?? onPath(BROWSERS), chromedriver: env.CHROMEDRIVER ?? onPath(DRIVERS) };
}

function onPath(names) {
  const folders = [...(env.PATH ?? "").split(delimiter), "/usr/lib/chromium-browser"];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

function majorVersion(program) {
  const printed = execFileSync(program, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return /(\d+)\.\d+\.\d+/.exec(printed)?.[1];
}

function install() {
  if (getuid?.() !== 0 || spawnSync("apt-get", ["--version"]).error) return;
  const apt = (...words) => spawnSync("apt-get", words, { stdio: "inherit" });
  apt("update", "-q");
  apt("install", "-q", "-y", "--no-install-recommends", "chromium", "chromium-driver");
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const complete = ({ chromium, chromedriver }) => chromium && chromedriver;
  if (!complete(findBrowser())) install();
  const found = findBrowser();
  if (!complete(found)) {
    console.error(
      "The tests need Chromium and its chromedriver. Please install both (on Debian: the packages " +
        "chromium and chromium-driver), or name them in CHROMIUM and CHROMEDRIVER.",
    );
    exit(1);
  }
  const [browser, driver] = [majorVersion(found.chromium), majorVersion(found.chromedriver)];
  console.log(`Chromium ${browser} at ${found.chromium}, chromedriver ${driver} at ${found.chromedriver}`);
  if (browser !== driver) {
    console.error("These two don't fit together: chromedriver drives only the Chromium of its own version.");
    exit(1);
  }
}
