import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { lessons } from "./build/lessons-plugin.ts";
import { rulePages } from "./build/rule-pages.ts";
import { words } from "./build/words.ts";
import type { TextsFile } from "./src/texts.ts";

/**
 * `virtual:texts` fetches a file with what the page itself shows of the rules' texts: an asset of
 * its own, so that it loads beside the engine instead of before everything.
 */
function texts(): Plugin {
  const source = fileURLToPath(new URL("./src/generated/rules.en.json", import.meta.url));
  return {
    name: "texts",
    resolveId: (id) => (id === "virtual:texts" ? `\0${id}` : null),
    load(id) {
      if (id !== "\0virtual:texts") return null;
      this.addWatchFile(source);
      const { rules, glossary } = JSON.parse(readFileSync(source, "utf8")) as TextsFile;
      const shown: TextsFile = {
        rules: rules.map(({ id, short, several, why, attack, doThis, whenFine, links }) => ({
          id, short, several, why, attack, doThis, whenFine, links,
        })),
        glossary,
      };
      const file = this.emitFile({ type: "asset", name: "texts.en.json", source: JSON.stringify(shown) });
      return `export async function loadTextsFile() {
        const response = await fetch(import.meta.ROLLUP_FILE_URL_${file});
        if (!response.ok) throw new Error(response.status + " for the texts");
        return response.json();
      }`;
    },
  };
}

export default defineConfig({
  // Relative, so that the page works under any path.
  base: "./",
  plugins: [words(), texts(), lessons(), rulePages()],
  worker: { format: "es" },
  build: {
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // What a page begins with is asked for at once; what comes later isn't asked for before.
    modulePreload: { polyfill: false, resolveDependencies: (_, needed, { hostType }) => (hostType === "html" ? needed : []) },
    rolldownOptions: { input: { index: "index.html", lessons: "lessons/index.html" } },
    // Everything stays a file of its own: `data:` scripts and styles are against the policy.
    assetsInlineLimit: 0,
  },
});
