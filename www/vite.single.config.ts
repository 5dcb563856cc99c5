import { viteSingleFile } from "vite-plugin-singlefile";
import { defineConfig } from "vite";
import { lessons } from "./build/lessons-plugin.ts";
import { fromWithin, packed, sealed } from "./build/single-file.ts";
import { words } from "./build/words.ts";
import { takeHome } from "./src/strings/classroom.en.ts";

/** `cozydock.html`: everything in one file, beside the website that `vite.config.ts` builds. */
export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [fromWithin(), words(takeHome), lessons(), packed(), viteSingleFile(), sealed()],
  build: {
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: false,
    emptyOutDir: false,
    rolldownOptions: { input: "cozydock.html" },
  },
});
