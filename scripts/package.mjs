// Completes pkg/, so that it can be published as it is. `package.mjs engine` completes what wasm-pack
// wrote; `package.mjs widget` adds what the page's build made.
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const WIDGET = ["embed.js", "embed.classic.js", "embed.html", "embed.css", "embed"];
const TEXTS = ["rules.en.json", "explain.en.json"];

if (argv[2] === "widget") {
  rmSync(`${root}pkg/embed`, { recursive: true, force: true });
  for (const name of WIDGET) cpSync(`${root}www/dist/${name}`, `${root}pkg/${name}`, { recursive: true });
  for (const name of TEXTS) cpSync(`${root}www/src/generated/${name}`, `${root}pkg/${name}`);
  cpSync(`${root}www/package/embed.d.ts`, `${root}pkg/embed.d.ts`);
} else {
  completeManifest();
}

function completeManifest() {
  const path = `${root}pkg/package.json`;
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  Object.assign(manifest, {
    homepage: manifest.repository.url,
    bugs: `${manifest.repository.url}/issues`,
    files: [...new Set([...manifest.files, "LICENSE-APACHE", "LICENSE-MIT", ...WIDGET, ...TEXTS, "embed.d.ts"])],
    main: "./cozydock.js",
    types: "./cozydock.d.ts",
    exports: {
      ".": { types: "./cozydock.d.ts", default: "./cozydock.js" },
      "./embed": { types: "./embed.d.ts", default: "./embed.js" },
      "./embed.js": { types: "./embed.d.ts", default: "./embed.js" },
      "./embed.classic.js": "./embed.classic.js",
      "./embed.css": "./embed.css",
      "./cozydock_bg.wasm": "./cozydock_bg.wasm",
      ...Object.fromEntries(TEXTS.map((name) => [`./${name}`, `./${name}`])),
      "./package.json": "./package.json",
    },
    // Importing the widget defines its element.
    sideEffects: ["./embed.js", "./embed.classic.js", "./embed/*.js"],
    engines: { node: ">=20" },
  });
  // wasm-pack's .gitignore hides everything; the repository's own already names pkg/.
  rmSync(`${root}pkg/.gitignore`, { force: true });
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
}
