// "Start here": the one edit that does the most good.

import { element, focusedBeside } from "../element.ts";
import { say, severities } from "../strings/report.en.ts";
import type { Choice } from "./edits.ts";
import { after } from "./edits.ts";
import { excerptNode } from "./excerpt.ts";
import { proposal } from "./fix-panel.ts";
import { blocks, prose } from "./rich-text.ts";
import { button, heard, placeButton, type Shown } from "./shown.ts";
import { visible } from "./visible.ts";

export class StartHere {
  readonly node = element("section", { class: "start", "aria-labelledby": "start-title", hidden: true });
  #known = "";
  #texts: Shown["texts"] | null = null;

  update(choice: Choice | undefined, shown: Shown, reveal: () => void): void {
    this.node.hidden = !choice;
    if (!choice) {
      this.#known = "";
      this.node.replaceChildren();
      return;
    }
    const { finding, fix, settles } = choice;
    // Built anew only where it differs: the texts before a change decide what its diff looks like.
    const known = JSON.stringify([finding.title, finding.range, fix, settles.length, shown.files.map(({ text }) => text.length)]);
    if (known === this.#known && shown.texts === this.#texts) return;
    this.#known = known;
    this.#texts = shown.texts;
    const at = [...this.node.querySelectorAll("button")].indexOf(focusedBeside(this.node) as HTMLButtonElement);
    const offer = fix && { button: say.fix, title: fix.title, safety: fix.safety, after: () => after(shown.files, fix) };
    this.node.replaceChildren(
      element("h2", { id: "start-title" }, say.startTitle),
      element("p", { class: "about" }, fix ? say.startSettles(settles.length) : say.startByHand),
      element(
        "div",
        { class: "finding is-open", "data-severity": finding.severity },
        element(
          "div",
          { class: "row" },
          element(
            "h3",
            {},
            element("span", { class: "severity" }, severities[finding.severity], heard(": ")),
            element("span", { class: "title" }, ...prose(visible(finding.title))),
          ),
          placeButton(shown, finding.file, finding.range),
        ),
        element(
          "div",
          { class: "body" },
          ...(offer ? proposal(shown, offer, offer.after(), null) : byHand(choice, shown)),
          button(say.readMore, "plain", reveal),
        ),
      ),
    );
    if (at !== -1) this.node.querySelectorAll("button")[at]?.focus();
  }
}

function byHand({ finding }: Choice, shown: Shown): Node[] {
  const excerpt = excerptNode(shown.files[finding.file]?.text ?? "", finding.range);
  const advice = shown.texts.rules.get(finding.rule)?.doThis ?? [];
  return [
    ...(excerpt ? [excerpt] : []),
    element("p", { class: "detail" }, ...prose(visible(finding.detail))),
    ...(advice.length > 0 ? [element("h4", {}, say.doThis), ...blocks(advice)] : []),
  ];
}
