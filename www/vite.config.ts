import { defineConfig } from "vite";
import { docPages } from "./build/doc-pages.ts";
import { lessons } from "./build/lessons-plugin.ts";
import { rulePages } from "./build/rule-pages.ts";
import { texts } from "./build/texts.ts";
import { words } from "./build/words.ts";

export default defineConfig({
  // Relative, so that the page works under any path.
  base: "./",
  plugins: [words(), texts(), lessons(), rulePages(), docPages()],
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
