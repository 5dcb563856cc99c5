// Completes the package.json that wasm-pack writes, so that pkg/ can be published as it is.
import { readFileSync, rmSync, writeFileSync } from "node:fs";

const path = new URL("../pkg/package.json", import.meta.url);
const manifest = JSON.parse(readFileSync(path, "utf8"));

Object.assign(manifest, {
  homepage: manifest.repository.url,
  bugs: `${manifest.repository.url}/issues`,
  files: [...new Set([...manifest.files, "LICENSE-APACHE", "LICENSE-MIT"])],
  main: "./cozydock.js",
  types: "./cozydock.d.ts",
  exports: {
    ".": { types: "./cozydock.d.ts", default: "./cozydock.js" },
    "./cozydock_bg.wasm": "./cozydock_bg.wasm",
    "./package.json": "./package.json",
  },
  sideEffects: false,
  engines: { node: ">=20" },
});

// wasm-pack's .gitignore hides everything; the repository's own already names pkg/.
rmSync(new URL("../pkg/.gitignore", import.meta.url), { force: true });
writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
