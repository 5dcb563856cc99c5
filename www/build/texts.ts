// What the page and the widget show of the rules' texts.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import type { TextsFile } from "../src/texts.ts";

/**
 * `virtual:texts` fetches a file with what the page itself shows of the rules' texts: an asset of
 * its own, so that it loads beside the engine instead of before everything.
 */
export function texts(): Plugin {
  const source = fileURLToPath(new URL("../src/generated/rules.en.json", import.meta.url));
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
