// The widget: `embed.js` and `embed.classic.js`, which know nothing but their bar, and the parts that
// they load later, in `embed/`. One run for each: `--mode parts`, `module`, `classic`.

import { defineConfig, type Plugin } from "vite";
import { texts } from "./build/texts.ts";
import { hostRem } from "./build/host-rem.ts";

/** The parts are files of their own, which are found beside `embed.js`. */
function laterParts(): Plugin {
  return {
    name: "later-parts",
    enforce: "pre",
    resolveId: (id) => (id.startsWith("virtual:widget/") ? { id: id.replace("virtual:widget/", "./embed/") + ".js", external: true } : null),
  };
}

export default defineConfig(({ mode }) => {
  const parts = mode === "parts";
  const classic = mode === "classic";
  const own = `src/widget/${classic ? "classic" : "embed"}.ts`;
  return {
    base: "./",
    publicDir: false,
    plugins: [texts(), hostRem(), laterParts()],
    define: { WIDGET_CLASSIC: String(classic) },
    worker: { format: "es", rollupOptions: { output: { entryFileNames: "embed/worker.js" } } },
    build: {
      target: "es2022",
      cssTarget: ["chrome123", "firefox120", "safari17.5"],
      modulePreload: false,
      assetsInlineLimit: 0,
      emptyOutDir: false,
      // Without the helper that Vite puts around every `import()` of a page.
      ...(!parts && { lib: { entry: own, formats: [classic ? "iife" : "es"], name: "cozydock" } }),
      rollupOptions: {
        ...(parts && { input: { engine: "src/widget/engine.ts", panel: "src/widget/panel.ts", frame: "src/widget/frame.ts" } }),
        preserveEntrySignatures: "strict",
        output: {
          format: classic ? "iife" : "es",
          minify: true,
          entryFileNames: parts ? "embed/[name].js" : classic ? "embed.classic.js" : "embed.js",
          chunkFileNames: "embed/[name].js",
          // The engine is beside the package's own; everything else is the widget's.
          assetFileNames: ({ names }) => (names.some((name) => name.endsWith(".wasm")) ? "[name][extname]" : "embed/[name][extname]"),
        },
      },
    },
  };
});
