// Every English word of the page that does not come from the engine or from the rules' texts.

import type { Kind } from "../../pkg/cozydock.js";
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
  skipToResults: "Skip to what was found",
  about: "Cozydock",
  limits:
    "A file shows only a part of the picture: a quiet list means that this file looks fine, not that everything does.",
} as const;

export const kinds: Record<Kind, string> = {
  dockerfile: "Dockerfile",
  compose: "Compose file",
  "docker-run": "docker run line",
  dockerignore: ".dockerignore file",
  env: "env file",
};

/** The sentences that depend on what was found or on what happened. */
export const say = {
  kindGuess: (kind: Kind | null) =>
    kind ? `Guess (looks like ${kind === "env" ? "an" : "a"} ${kinds[kind]})` : "Guess from the text",

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
