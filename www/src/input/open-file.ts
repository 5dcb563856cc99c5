// Reading a file that was opened or dropped.

/** The largest file that is opened, in bytes. */
const LARGEST = 20 * 1024 * 1024;
/** How much of a file to look at to tell text from anything else, in characters. */
const LOOK = 8192;

export type Opened =
  | { state: "text"; name: string; text: string }
  | { state: "not-text"; name: string }
  | { state: "too-large"; name: string; megabytes: number }
  | { state: "unreadable"; name: string };

export async function openFile(file: File): Promise<Opened> {
  const { name } = file;
  if (file.size > LARGEST) return { state: "too-large", name, megabytes: LARGEST / 1024 / 1024 };
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    // A folder, or a file that has gone or changed in the meantime.
    return { state: "unreadable", name };
  }
  const text = new TextDecoder(encoding(bytes)).decode(bytes);
  return looksLikeText(text) ? { state: "text", name, text } : { state: "not-text", name };
}

/** PowerShell's `>` writes UTF-16 on older Windows; everything else is taken for UTF-8. */
function encoding([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return "utf-8";
}

function looksLikeText(text: string): boolean {
  const start = text.slice(0, LOOK);
  const strange = start.split(/[\u0000\ufffd]/).length - 1;
  return !start.includes("\u0000") && strange <= start.length / 10;
}
