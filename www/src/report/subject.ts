// The names of a file's own images and services, to be put into commands.
//
// The engine reads files far better than this; here it only matters that a command names things
// that are really in the file, and that nothing unexpected gets into a command line.

import type { Kind } from "../../../pkg/cozydock.js";

/** What the commands speak of. */
export interface Subject {
  kind: Kind;
  images: string[];
  services: string[];
}

/** How far to read, in UTF-16 units, and how many names to take. */
const READ = 200_000;
const NAMES = 6;

/** An image reference that needs no quoting in a shell: no variables, no spaces. */
const IMAGE = /^[a-z0-9][\w.-]*(:\d+)?(\/[\w.-]+)*(:[\w.-]+)?(@sha256:[0-9a-f]{64})?$/i;
const NAME = /^[a-zA-Z0-9][\w.-]*$/;

/** `docker run` options that take no value; any other option without `=` takes the next word. */
const FLAGS = new Set([
  "--detach", "--disable-content-trust", "--init", "--interactive", "--no-healthcheck",
  "--oom-kill-disable", "--privileged", "--publish-all", "--quiet", "--read-only", "--rm",
  "--sig-proxy", "--tty", "--use-api-socket",
]);

export function subject(text: string, kind: Kind): Subject {
  const start = text.slice(0, READ);
  const lines = start.split("\n").map((line) => line.trimEnd());
  if (kind === "dockerfile") return { kind, images: dockerfileImages(lines), services: [] };
  if (kind === "compose") return { kind, ...composeNames(lines) };
  if (kind === "docker-run") return { kind, ...runNames(start) };
  return { kind, images: [], services: [] };
}

function dockerfileImages(lines: string[]): string[] {
  const stages = new Set(["scratch"]);
  const images = new Set<string>();
  for (const line of lines) {
    const words = line.trim().split(/\s+/);
    if (words[0]?.toUpperCase() !== "FROM") continue;
    const [image, as, stage] = words.slice(1).filter((word) => !word.startsWith("--"));
    if (image && IMAGE.test(image) && !stages.has(image.toLowerCase())) images.add(image);
    if (as?.toUpperCase() === "AS" && stage) stages.add(stage.toLowerCase());
  }
  return [...images].slice(0, NAMES);
}

function composeNames(lines: string[]): Omit<Subject, "kind"> {
  const images = new Set<string>();
  const services = new Set<string>();
  let inServices = false;
  let depth: number | null = null;
  for (const line of lines) {
    const indent = line.search(/[^ ]/);
    if (indent === -1 || line[indent] === "#") continue;
    const key = /^ *(?:- +)?(["']?)([\w.-]+)\1 *:(?: +(.*))?$/.exec(line);
    const [, , name = "", value = ""] = key ?? [];
    if (indent === 0) {
      inServices = name === "services";
      depth = null;
    } else if (inServices) {
      depth ??= indent;
      if (indent === depth && NAME.test(name)) services.add(name);
    }
    const image = value.replace(/ #.*$/, "").trimEnd().replace(/^(["'])(.*)\1$/, "$2");
    if (name === "image" && IMAGE.test(image)) images.add(image);
  }
  return { images: [...images].slice(0, NAMES), services: [...services].slice(0, NAMES) };
}

function runNames(text: string): Omit<Subject, "kind"> {
  const images = new Set<string>();
  const services = new Set<string>();
  const words = text.replace(/\\\r?\n/g, " ").replace(/\n/g, " ; ").match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
  for (let at = 0; at < words.length && images.size < NAMES; at += 1) {
    if (words[at] !== "run") continue;
    while ((words[at + 1] ?? "").startsWith("-")) {
      at += 1;
      const option = words[at] ?? "";
      const takesValue = /^--/.test(option)
        ? !option.includes("=") && !FLAGS.has(option)
        : // `-it` and `-p 80:80` but not `-p80:80`: the last letter decides.
          !/^-[ditPq]+$/.test(option) && /^-[ditPq]*[a-zA-Z]$/.test(option);
      const value = takesValue ? (words[(at += 1)] ?? "") : option.slice(option.indexOf("=") + 1);
      if (/^--name(=|$)/.test(option) && NAME.test(value)) services.add(value);
    }
    const image = words[at + 1] ?? "";
    if (IMAGE.test(image)) images.add(image);
  }
  return { images: [...images], services: [...services].slice(0, NAMES) };
}
