// What is packed into the single file: deflated, then written in base 64, in a block of data.

const packed = new Map<string, Promise<ArrayBuffer>>();

/** The bytes of a block; unpacked once, however often they're asked for. */
export function unpack(id: string): Promise<ArrayBuffer> {
  const known = packed.get(id) ?? inflate(document.getElementById(id)?.textContent ?? "");
  packed.set(id, known);
  return known;
}

/** The same, where the bytes are text. */
export async function unpackText(id: string): Promise<string> {
  return new TextDecoder().decode(await unpack(id));
}

function inflate(base64: string): Promise<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(base64.trim()), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer();
}
