// The English words of what the widget opens.

import type { FailureReason } from "../engine/protocol.ts";

export const say = {
  label: (name: string) => `Your copy of ${name}`,
  nameless: "this code",
  help: "It's checked while you type, on your own device. The page itself stays as it is.",
  copy: "Copy",
  copied: "Copied",
  copyByHand: "Selected: press Ctrl+C",
  undo: "Undo",
  original: "Back to the page's own",
  kept: (label: string) => `${label}. Here's the text with it.`,
  undone: "Undone.",
  restored: "This is the page's own text again.",
  left: (many: number) =>
    many === 1 ? "One smaller remark isn't shown on this page." : `${many} smaller remarks aren't shown on this page.`,
  about: (version: string, factsDate: string) =>
    `Cozydock ${version}, facts as of ${factsDate}. Checked on your device; nothing left this page.`,
  textsMissing: "The longer explanations couldn't be loaded.",
  failure: (reason: FailureReason) =>
    ({
      crash: "The checker stumbled over this text and has started afresh. Change something and it tries again.",
      silence: "The checker took too long over this text and has started afresh. Change something and it tries again.",
      start: "The checker couldn't start on this page.",
    })[reason],
};
