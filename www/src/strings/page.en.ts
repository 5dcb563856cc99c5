// The English words of the page itself: its frame, its files, its privacy panel, its troubles.

import type { Kind, Severity } from "../../../pkg/cozydock.js";
import type { FailureReason } from "../engine/protocol.ts";

/** What `index.html` shows before any script runs. */
export const page = {
  pageTitle: "Cozydock: is your container cozy?",
  description:
    "Checks Dockerfiles, Compose files and docker run lines in your browser, and explains in plain words what is unsafe and how to fix it. Nothing you paste leaves the page.",
  name: "Cozydock",
  tagline: "Is your container cozy?",
  introduction:
    "Your house has locks and a smoke alarm. Paste what your container is made of, and see which of its ten rooms could use some love.",
  skipToInput: "Skip to your file",
  skipToResults: "Skip to what was found",
  noScript: "The checking happens in your browser, in JavaScript and WebAssembly. Both are switched off here.",
  resultsTitle: "What I found",
  warmingUp: "Warming up…",
  close: "Close",

  themeTitle: "Colors",
  themeLight: "Light",
  themeDark: "Dark",
  themeSystem: "Same as the system",

  promise: "Nothing you paste leaves this page",
  promiseShort: "Private",
  promiseHow: "No need to take that on trust. Three ways to see it for yourself:",
  promiseCountTitle: "Requests since the page was loaded",
  promiseAirplane:
    "Switch on airplane mode, or unplug the network, and paste something. It works the same.",
  promiseNetwork:
    "Open your browser's developer tools (F12), choose Network, and paste something. No new line appears.",
  promisePolicy:
    "Look at the page's source. This policy stands in its first lines, and your browser holds the page to it, word for word:",
  promisePolicyWords: "It starts from “nothing at all” and then allows files of this very site, and no other place.",
  promiseDraft:
    "Your files are kept on this device only, so that they're still here when you come back. “Forget it” under the editor removes them.",

  about: "Cozydock",
  promiseFooter: "Nothing you paste leaves this page.",
  promiseFooterHow: "See for yourself",
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

const heardAs: Record<Severity, (many: number) => string> = {
  critical: (many) => `${many} to fix now`,
  high: (many) => `${many} to fix soon`,
  medium: (many) => `${many} worth fixing`,
  low: (many) => `${many} to polish`,
  note: (many) => `${many} good to know`,
};

function list(words: string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The sentences that depend on what happened. */
export const say = {
  /** The one line that screen readers hear. */
  heard: (counts: [Severity, number][], unread: boolean) => {
    const found =
      counts.length > 0 ? `${list(counts.map(([severity, many]) => heardAs[severity](many)))}.` : "";
    if (unread) return `${found} Not all of it could be read.`.trim();
    return found || "Nothing to fix here.";
  },
  heardNothing: "Nothing to look at yet.",
  heardExample: (words: string) => `An example: ${words}`,

  about: (version: string, rules: number, factsDate: string) =>
    `Cozydock ${version}, with ${rules} rules and facts as of ${factsDate}.`,

  requests: (many: number) =>
    many === 0
      ? "0. Your browser counted them, not we."
      : `${many}. That's not how it should be, and we'd like to hear of it.`,
  requestsLoading: "Still loading. Look again in a second.",

  failure: (reason: FailureReason) =>
    ({
      crash:
        "The checker stumbled over this text and has started afresh. Your text is safe; change something and it tries again.",
      silence:
        "The checker took too long over this text and has started afresh. Your text is safe; change something and it tries again.",
      start:
        "The checker couldn't start. Your text is safe, and the editor works; reloading the page may help.",
    })[reason],
  textsMissing: "The longer explanations couldn't be loaded. Reloading the page may help.",
};
