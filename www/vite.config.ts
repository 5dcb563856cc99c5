import { defineConfig, type Plugin } from "vite";
import { page } from "./src/strings.en.ts";

/** Puts the words of the page into `index.html`, so that they are there before any script runs. */
function words(): Plugin {
  return {
    name: "words",
    transformIndexHtml: (html) =>
      html.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
        const text = (page as Record<string, string>)[key];
        if (text === undefined) throw new Error(`strings.en.ts has no page text "${key}"`);
        return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
      }),
  };
}

export default defineConfig({
  // Relative, so that the page works under any path.
  base: "./",
  plugins: [words()],
  worker: { format: "es" },
  build: {
    target: "es2022",
    modulePreload: false,
    // Everything stays a file of its own: `data:` scripts and styles are against the policy.
    assetsInlineLimit: 0,
  },
});
