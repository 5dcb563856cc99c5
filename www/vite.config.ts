import { defineConfig, type Plugin } from "vite";
import { docPages } from "./build/doc-pages.ts";
import { rulePages } from "./build/rule-pages.ts";
import { texts } from "./build/texts.ts";
import { editor, say } from "./src/strings/editor.en.ts";
import { page } from "./src/strings/page.en.ts";

/** Puts the words of the page into `index.html`, so that they are there before any script runs. */
function words(): Plugin {
  return {
    name: "words",
    transformIndexHtml: (html) =>
      html.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
        const text = ({ ...page, ...editor, draftNone: say.draftNone } as Record<string, string>)[key];
        if (text === undefined) throw new Error(`strings/*.en.ts have no text "${key}" for the page`);
        return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
      }),
  };
}

export default defineConfig({
  // Relative, so that the page works under any path.
  base: "./",
  plugins: [words(), texts(), rulePages(), docPages()],
  worker: { format: "es" },
  build: {
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: false,
    // Everything stays a file of its own: `data:` scripts and styles are against the policy.
    assetsInlineLimit: 0,
  },
});
