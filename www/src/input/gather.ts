// From a drop, an opened selection or a folder to the files worth looking at.

import { openFile } from "./open-file.ts";
import type { Doc } from "./workspace.ts";

/** How many files are taken, how many are looked through, and how deep folders are walked. */
const TAKEN = 40;
const LOOKED = 5_000;
const DEEP = 8;

/** Folders that are full of other people's files. */
const SKIPPED = new Set(["node_modules", ".git", ".venv", "__pycache__", "bower_components"]);

const OURS = [
  /^(.+\.)?(dockerfile|containerfile)(\..+)?$/i,
  /^(docker-)?compose.*\.ya?ml$/i,
  /^(.*\.)?dockerignore$/i,
  /^\.env(\..+)?$/i,
];

/** Does the name (without folders) look like one of the files that are judged here? */
export function looksLikeOurs(name: string): boolean {
  return OURS.some((pattern) => pattern.test(name));
}

/** A file and where it stood. */
interface Found {
  path: string;
  file: File;
}

export interface Gathered {
  docs: Doc[];
  /** How many files there were in all. */
  looked: number;
  /** True if there were more than are taken. */
  limited: boolean;
  /** Names of files that are no text, by what is the matter with them. */
  refused: { name: string; state: "not-text" | "too-large" | "unreadable"; megabytes: number }[];
}

/** Takes what was dropped; must be called while the event is handled, for the browser forgets it then. */
export function gatherDrop(transfer: DataTransfer): Promise<Gathered> {
  const files = [...transfer.files];
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  // One file alone is taken whatever its name; so are files where the browser knows no entries.
  if (!entries.some((entry) => entry?.isDirectory)) return gatherFiles(files);
  return gatherEntries(entries.filter((entry) => entry !== null));
}

/** Takes files that were chosen one by one, or a folder that was chosen as such. */
export async function gatherFiles(files: readonly File[]): Promise<Gathered> {
  const found = files.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  if (found.length === 1) return read(found, 1, false);
  const ours = found.filter(({ file }) => looksLikeOurs(file.name));
  // Several files of other names were still meant, if there is none that is clearly ours.
  const meant = ours.length > 0 ? ours : found;
  return read(meant.slice(0, TAKEN), found.length, meant.length > TAKEN);
}

async function gatherEntries(entries: readonly FileSystemEntry[]): Promise<Gathered> {
  const found: Found[] = [];
  let looked = 0;
  let limited = false;
  const waiting = entries.map((entry) => ({ entry, depth: 0 }));
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { entry, depth } = next;
    if (looked >= LOOKED || found.length >= TAKEN) {
      limited = true;
      break;
    }
    if (entry.isDirectory) {
      if (depth > DEEP || SKIPPED.has(entry.name)) continue;
      const children = await list(entry as FileSystemDirectoryEntry);
      waiting.push(...children.map((child) => ({ entry: child, depth: depth + 1 })));
    } else {
      looked += 1;
      if (!looksLikeOurs(entry.name)) continue;
      const file = await new Promise<File | null>((done) =>
        (entry as FileSystemFileEntry).file(done, () => done(null)),
      );
      if (file) found.push({ path: entry.fullPath, file });
    }
  }
  return read(found, looked, limited);
}

async function list(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    // A folder is handed out in portions; an empty one is the last.
    const some = await new Promise<FileSystemEntry[]>((done) => reader.readEntries(done, () => done([])));
    if (some.length === 0 || all.length >= LOOKED) return all;
    all.push(...some);
  }
}

async function read(found: readonly Found[], looked: number, limited: boolean): Promise<Gathered> {
  const gathered: Gathered = { docs: [], looked, limited, refused: [] };
  const names = withoutSharedFolder(found.map(({ path }) => path));
  for (const [index, { file }] of found.entries()) {
    const name = names[index] ?? file.name;
    const opened = await openFile(file);
    if (opened.state === "text") gathered.docs.push({ name, kind: null, text: opened.text });
    else gathered.refused.push({ name, state: opened.state, megabytes: "megabytes" in opened ? opened.megabytes : 0 });
  }
  return gathered;
}

/** Paths as seen from the folder that they are all in. */
export function withoutSharedFolder(paths: readonly string[]): string[] {
  const split = paths.map((path) => path.replace(/^\/+/, "").split("/"));
  const [first] = split;
  if (!first) return [];
  let shared = 0;
  while (split.every((parts) => parts.length > shared + 1 && parts[shared] === first[shared])) shared += 1;
  return split.map((parts) => parts.slice(shared).join("/"));
}
