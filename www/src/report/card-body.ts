// What a finding's card holds when it's open.

import type { Finding } from "../../../pkg/cozydock.js";
import { element, focusedBeside } from "../element.ts";
import { confidences, say } from "../strings/report.en.ts";
import type { RuleText, Term } from "../texts.ts";
import { after } from "./edits.ts";
import type { Entry } from "./entries.ts";
import { excerptNode } from "./excerpt.ts";
import { FixPanel } from "./fix-panel.ts";
import { explainTerms } from "./glossary.ts";
import { blocks, inline, link, prose } from "./rich-text.ts";
import { placeButton, rulePage, type Shown } from "./shown.ts";
import { visible } from "./visible.ts";

export class CardBody {
  readonly node = element("div", { class: "body" });
  /** What may differ from one keystroke to the next. */
  readonly #facts = element("div", { class: "facts" });
  readonly #fix = new FixPanel();
  #texts: Shown["texts"] | null = null;
  #known = "";

  update(entry: Entry, shown: Shown): void {
    const { finding } = entry;
    const text = shown.files[finding.file]?.text ?? "";
    const excerpt = excerptNode(text, finding.range);
    const known = JSON.stringify([
      finding.range, finding.detail, finding.related, finding.aliases, excerpt?.textContent,
      finding.related.map(({ file, range }) => shown.files[file]?.text.slice(range.start.offset, range.end.offset)),
    ]);
    if (known !== this.#known || shown.texts !== this.#texts) {
      this.#known = known;
      this.#build(entry, shown, excerpt);
    }
    this.#fix.update(
      finding.fixes.map((fix) => ({
        button: finding.fixes.length > 1 ? fix.title : say.fix,
        title: fix.title,
        safety: fix.safety,
        after: () => after(shown.files, fix),
      })),
      shown,
    );
  }

  #build({ finding, anchor }: Entry, shown: Shown, excerpt: HTMLElement | null): void {
    const confidence = confidences[finding.confidence];
    const explained = new Set<Term>();
    const detail = element("p", { class: "detail" }, ...prose(visible(finding.detail)));
    const facts = [
      excerpt,
      ...finding.related.map(({ file, range, message }) =>
        element(
          "div",
          { class: "related" },
          element("p", {}, placeButton(shown, file, range), " ", ...prose(visible(message))),
          excerptNode(shown.files[file]?.text ?? "", range),
        ),
      ),
      detail,
      confidence && element("p", { class: "quiet" }, confidence),
    ].filter((node) => node instanceof Node);
    explainTerms([detail], shown.texts, explained);
    // The keyboard may be on one of these: it stays on the one at the same place.
    const at = [...this.#facts.querySelectorAll("button")].indexOf(focusedBeside(this.node) as HTMLButtonElement);
    this.#facts.replaceChildren(...facts);
    if (at !== -1) this.#facts.querySelectorAll("button")[at]?.focus();

    if (shown.texts === this.#texts) return;
    this.#texts = shown.texts;
    const more = explanation(finding, anchor, shown);
    explainTerms([more], shown.texts, explained);
    this.node.replaceChildren(this.#facts, this.#fix.node, more);
  }
}

function explanation({ rule, aliases }: Finding, anchor: string, { texts, rulePages }: Shown): HTMLElement {
  const text = texts.rules.get(rule);
  const drawer = (name: string, title: string, content: Node[]) =>
    content.length > 0 &&
    element("details", { name: `${anchor}-more`, "data-part": name }, element("summary", {}, title), element("div", {}, ...content));
  const links = (text?.links ?? []).map(({ text, url }) => element("li", {}, link(text, url)));
  return element(
    "div",
    { class: "more" },
    element(
      "div",
      { class: "drawers" },
      drawer("why", say.why, [
        ...blocks(text?.why ?? []),
        ...(links.length > 0 ? [element("p", { class: "label" }, say.links), element("ul", {}, ...links)] : []),
      ]),
      drawer("do", say.doThis, blocks(text?.doThis ?? [])),
      drawer("attack", say.attack, steps(text)),
      drawer("fine", say.whenFine, blocks(text?.whenFine ?? [])),
    ),
    element(
      "p",
      { class: "quiet" },
      rulePages && element("a", { href: rulePage(rule) }, say.rulePage),
      rulePages && " ",
      aliases.length > 0 && say.alsoKnownAs(aliases),
    ),
  );
}

function steps(text: RuleText | undefined): Node[] {
  const attack = text?.attack ?? [];
  return attack.length > 0 ? [element("ol", {}, ...attack.map((step) => element("li", {}, ...step.map(inline))))] : [];
}
