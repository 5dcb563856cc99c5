// Files in the part of an address that browsers keep to themselves: everything behind `#`.

import type { Kind } from "../../../pkg/cozydock.js";
import type { Doc } from "../input/workspace.ts";

/** `#files=1.…`: the number is the format's, what follows is deflated JSON in base64url. */
const START = "#files=";
const FORMAT = "1.";

/** The longest text that a link may unfold to, in bytes: a link isn't a place for bombs. */
const LONGEST = 4_000_000;

/** Why a link can't be opened: made by a later version, or damaged on its way. */
export class LinkFault extends Error {
  readonly reason: "later" | "broken";

  constructor(reason: "later" | "broken") {
    super(`a link with files that is ${reason}`);
    this.reason = reason;
  }
}

/** True for the part of an address that holds files. */
export function holdsFiles(hash: string): boolean {
  return hash.startsWith(START);
}

/** The part of an address that holds these files, with its `#`. */
export async function toHash(docs: readonly Doc[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(docs.map(({ name, kind, text }) => [text, name, kind])));
  const packed = await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"))).bytes();
  return `${START}${FORMAT}${inBase64(packed)}`;
}

/** The files that such a part of an address holds; rejects with a `LinkFault`. */
export async function fromHash(hash: string): Promise<Doc[]> {
  const content = hash.slice(START.length);
  if (!content.startsWith(FORMAT)) throw new LinkFault(/^\d+\./.test(content) ? "later" : "broken");
  try {
    const found: unknown = JSON.parse(await unfolded(fromBase64(content.slice(FORMAT.length))));
    if (!Array.isArray(found)) throw new LinkFault("broken");
    const docs = found.flatMap((entry) => {
      const [text, name, kind] = Array.isArray(entry) ? (entry as unknown[]) : [];
      return typeof text === "string" ? [{ text, name: typeof name === "string" ? name : "", kind: known(kind) }] : [];
    });
    if (docs.length === 0) throw new LinkFault("broken");
    return docs;
  } catch {
    throw new LinkFault("broken");
  }
}

async function unfolded(packed: Uint8Array<ArrayBuffer>): Promise<string> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > LONGEST) throw new LinkFault("broken");
    text += decoder.decode(value, { stream: true });
  }
}

const KINDS: readonly Kind[] = ["dockerfile", "compose", "docker-run", "dockerignore", "env"];

function known(kind: unknown): Kind | null {
  return KINDS.find((one) => one === kind) ?? null;
}

function inBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
}
