// The English words of the report.

import type { Confidence, Layer, LayerState, Severity } from "../../../pkg/cozydock.js";

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
  emptySummary: "Nothing to look at yet. Paste a file on this page, or try one of the examples.",

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
