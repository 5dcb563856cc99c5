// Serves a folder on a free local port, with the headers that its `_headers` file asks for.
// Usage: node scripts/serve.mjs [--port N] [--base /sub/path/] [folder]

import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** @type {Record<string, string>} */
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/**
 * Reads a `_headers` file: an unindented line is a path (`*` at its end matches any rest), the
 * indented lines below it are the headers for that path.
 * @param {string} text
 * @returns {(path: string) => Record<string, string>}
 */
export function parseHeaders(text) {
  /** @type {{ pattern: string, headers: Record<string, string> }[]} */
  const rules = [];
  for (const line of text.split("\n")) {
    if (/^\S/.test(line) && !line.startsWith("#")) rules.push({ pattern: line.trim(), headers: {} });
    const header = /^\s+([\w-]+):\s*(.*\S)/.exec(line);
    const rule = rules.at(-1);
    if (header?.[1] && header[2] && rule) rule.headers[header[1]] = header[2];
  }
  const matches = (/** @type {string} */ pattern, /** @type {string} */ path) =>
    pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
  return (path) =>
    Object.assign({}, ...rules.filter((rule) => matches(rule.pattern, path)).map((rule) => rule.headers));
}

/**
 * @param {{ folder: string, port?: number, base?: string }} options
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function serve({ folder, port = 0, base = "/" }) {
  const root = resolve(folder);
  const headersFor = parseHeaders(await readFile(join(root, "_headers"), "utf8").catch(() => ""));
  const server = createServer(async (request, response) => {
    const refuse = (/** @type {number} */ status) => response.writeHead(status).end();
    try {
      const { pathname } = new URL(request.url ?? "/", "http://localhost");
      if (request.method !== "GET" && request.method !== "HEAD") return void refuse(405);
      if (!pathname.startsWith(base)) return void refuse(404);
      const path = "/" + decodeURIComponent(pathname.slice(base.length));
      const file = join(root, path.endsWith("/") ? path + "index.html" : path);
      if (!file.startsWith(root + sep)) return void refuse(404);
      const info = await stat(file);
      if (!info.isFile()) return void refuse(404);
      response.writeHead(200, {
        "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
        "Content-Length": info.size,
        ...headersFor(path),
      });
      if (request.method === "HEAD") response.end();
      else createReadStream(file).pipe(response);
    } catch {
      refuse(404);
    }
  });
  await new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => done(undefined));
  });
  const address = server.address();
  const chosen = address && typeof address === "object" ? address.port : port;
  return {
    url: `http://127.0.0.1:${chosen}${base}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    options: { port: { type: "string", default: "0" }, base: { type: "string", default: "/" } },
    allowPositionals: true,
  });
  const folder = positionals[0] ?? fileURLToPath(new URL("../dist", import.meta.url));
  const { url } = await serve({ folder, port: Number(values.port), base: values.base });
  console.log(`Cozydock is at ${url} (Ctrl+C stops it)`);
}
