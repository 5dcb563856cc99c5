// Every English word of the page that does not come from the engine or from the rules' texts.

import type { Confidence, Kind, Layer, LayerState, Severity } from "../../pkg/cozydock.js";
import type { FailureReason } from "./engine/protocol.ts";

/** What `index.html` shows before any script runs. */
export const page = {
  pageTitle: "Cozydock: is your container cozy?",
  description:
    "Checks Dockerfiles, Compose files and docker run lines in your browser, and explains in plain words what is unsafe and how to fix it. Nothing you paste leaves the page.",
  name: "Cozydock",
  tagline: "Is your container cozy?",
  introduction:
    "Your house has locks and a smoke alarm. Paste what your container is made of, and see which of its ten rooms could use some love.",
  promise: "Nothing you paste leaves this page",
  promiseHow: "No need to take that on trust. Here's how to check it:",
  promiseNetwork:
    "Open your browser's developer tools (F12), choose Network, and paste something: no new line appears.",
  promiseOffline: "Or wait until the page has loaded, unplug the network, and paste: it works the same.",
  promisePolicy:
    "The page's Content-Security-Policy, in the first lines of its source, forbids the browser to talk to any other server.",
  promiseDraft:
    "Your text is kept on this device only, so that it's still here when you come back. The Forget button below it removes it.",
  inputTitle: "Your file",
  inputLabel: "Paste a Dockerfile, a Compose file or a docker run line",
  inputHelp: "Or drop a file anywhere on this page. The Tab key moves on to the buttons.",
  kindLabel: "Kind of file",
  open: "Open a file",
  clear: "Clear",
  undo: "Bring back what was here",
  samplesTitle: "Or look at an example:",
  sampleDockerfile: "Dockerfile",
  sampleCompose: "Compose file",
  sampleRun: "docker run line",
  resultsTitle: "What I found",
  noScript: "The checking happens in your browser, in JavaScript and WebAssembly. Both are switched off here.",
  emptySummary: "Nothing to look at yet. Paste a file on this page, or try one of the examples.",
  skipToResults: "Skip to what was found",
  about: "Cozydock",
  limits:
    "A file shows only a part of the picture: a quiet list means that this file looks fine, not that everything does.",
} as const;

/** Severities, as the answer to "what do I do with this?". */
export const severities: Record<Severity, string> = {
  critical: "Fix now",
  high: "Fix soon",
  medium: "Worth fixing",
  low: "Polish",
  note: "Good to know",
};

/** What stands beside a finding that the file alone can't prove; nothing beside a sure one. */
export const confidences: Record<Confidence, string> = {
  high: "",
  medium: "Likely, from what this file shows.",
  low: "Maybe: please have a look yourself.",
};

export const kinds: Record<Kind, string> = {
  dockerfile: "Dockerfile",
  compose: "Compose file",
  "docker-run": "docker run line",
  dockerignore: ".dockerignore file",
  env: "env file",
};

export const rooms: Record<Layer, string> = {
  updates: "Updates",
  slim: "Slim images",
  user: "Not root",
  limits: "Limits",
  secrets: "Secrets",
  scanning: "Scanning",
  network: "Network",
  "read-only": "Read-only",
  trust: "Trust",
  monitoring: "Keeping an eye on things",
};

const praise: Record<Layer, string> = {
  updates: "its updates",
  slim: "its light baggage",
  user: "who runs in it",
  limits: "its limits",
  secrets: "its secrets",
  scanning: "how it can be scanned",
  network: "its doors to the network",
  "read-only": "what it may write to",
  trust: "where it comes from",
  monitoring: "how it can be watched",
};

function count(many: number, one: string, more: string): string {
  return `${many} ${many === 1 ? one : more}`;
}

function list(words: string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

const counted: Record<Severity, (many: number) => string> = {
  critical: (many) => `${many} to fix now`,
  high: (many) => `${many} to fix soon`,
  medium: (many) => `${many} worth fixing`,
  low: (many) => `${many} to polish`,
  note: (many) => `${many} good to know`,
};

/** The sentences that depend on what was found or on what happened. */
export const say = {
  kindGuess: (kind: Kind | null) =>
    kind ? `Guess (looks like ${kind === "env" ? "an" : "a"} ${kinds[kind]})` : "Guess from the text",

  found: (counts: [Severity, number][]) =>
    `${list(counts.map(([severity, many]) => counted[severity](many)))}.`,
  clean: (cozy: Layer[]) =>
    `Nothing to fix here, and well done: this file takes good care of ${list(cozy.map((room) => praise[room]))}.`,
  cleanElsewhere: "What no file can show is further down, with the commands to find out.",
  nothingJudged:
    "I found nothing to judge in this text. If it's something else than I guessed, choose its kind.",
  notAllRead: "I couldn't read all of this text, so there may be more than I can see.",
  suppressed: (many: number) =>
    `${count(many, "remark is", "remarks are")} switched off by comments in the file.`,
  warmingUp: "Warming up…",
  emptySummary: page.emptySummary,

  line: (first: number, last: number) => (first === last ? `Line ${first}` : `Lines ${first} to ${last}`),
  showPlace: ", show it in your file",
  relatedTitle: "Belongs to it:",
  explanation: "Why, and what to do",
  why: "Why it matters",
  doThis: "Do this",
  whenFine: "When it's fine",
  links: "Dig deeper",
  newTab: " (opens in a new tab)",
  alsoKnownAs: (aliases: string[]) => `Other checkers call it ${list(aliases)}.`,
  ruleName: (rule: string) => `Rule: ${rule}`,
  more: (many: number) => `Show ${many} more`,

  layersTitle: "The ten rooms",
  score: (score: number) => `Score: ${score} of 100.`,
  state: (state: LayerState, findings: number) =>
    state === "cozy"
      ? "cozy"
      : state === "needs-love"
        ? `needs love (${count(findings, "remark", "remarks")})`
        : "can't be seen in this file",

  beyondTitle: "What a file can't show",
  beyondIntroduction: (placeholder: boolean) =>
    placeholder
      ? "These need a look at the machine itself. Put your image's name where it says my-image."
      : "These need a look at the machine itself. The commands name what I read in your file.",

  about: (version: string, rules: number, factsDate: string) =>
    `Cozydock ${version}, with ${rules} rules and facts as of ${factsDate}.`,

  draftKept: "This text is kept on this device only.",
  draftForget: "Forget it",
  draftForgotten: "Forgotten. This text goes when you close the tab.",
  draftKeep: "Keep it again",
  draftTooLong: "This text is too long to be kept; it goes when you close the tab.",

  failure: (reason: FailureReason) =>
    ({
      crash:
        "The checker stumbled over this text and has started afresh. Your text is safe; change something and it tries again.",
      silence:
        "The checker took too long over this text and has started afresh. Your text is safe; change something and it tries again.",
      start: "The checker couldn't start. Your text is safe; reloading the page may help.",
    })[reason],
  textsMissing: "The longer explanations couldn't be loaded. Reloading the page may help.",
  openedFirst: (name: string) => `One file at a time for now: this is ${name}.`,
  notText: (name: string) => `${name} doesn't look like a text file, so your text was left as it is.`,
  tooLarge: (name: string, megabytes: number) =>
    `${name} is larger than ${megabytes} MB, so your text was left as it is.`,
  partial:
    "This text is too long to be edited here. All of it is checked, and the box shows the part around each place that you choose.",
  unreadable: (name: string) => `${name} couldn't be opened, so your text was left as it is.`,
};

/** The question behind each group of commands that answers what no file can. */
export const beyond: Record<Layer | "daemon", { title: string; text: string }> = {
  updates: {
    title: "Is the engine up to date?",
    text: "Like the phone that keeps asking: the engine's updates carry its security fixes, and so do fresh builds on fresh base images.",
  },
  slim: {
    title: "How heavy are the images?",
    text: "This file doesn't say what's inside the images. Their size and their layers tell a good deal.",
  },
  user: {
    title: "Who are they when they run?",
    text: "The user is often set inside the image. An empty answer means root.",
  },
  limits: {
    title: "Where does the candy store close?",
    text: "Memory, CPU and process limits are set when a container starts, not in this file.",
  },
  secrets: {
    title: "Did a password slip into an image?",
    text: "Build steps stay readable in an image's history, and a scanner finds keys in its files.",
  },
  scanning: {
    title: "Has anyone scanned the images?",
    text: "New flaws in old packages turn up every week. A scanner knows what was found since the image was built.",
  },
  network: {
    title: "Which doors are open?",
    text: "Ports are published when a container starts. This lists what each one shows, and to whom.",
  },
  "read-only": {
    title: "Can anyone scribble on it?",
    text: "A read-only filesystem is chosen when a container starts. The app gets a scratch folder in memory.",
  },
  trust: {
    title: "Is it really theirs?",
    text: "A digest names one exact image for good. A signature says who made it; the publisher's page says whose name and which issuer to expect.",
  },
  monitoring: {
    title: "Is anyone looking round the house before bed?",
    text: "What runs right now, what it uses, what it says, and what happened in the last day.",
  },
  daemon: {
    title: "How is the engine itself set up?",
    text: "In /etc/docker/daemon.json: containers survive an engine update, root in a container is a nobody outside, no program gains rights on the way, and logs can't fill the disk. Try it on a test machine first: userns-remap hides the images and volumes that are there. On a machine of your own, rootless mode goes further still.",
  },
};
