// One finding as a list item, kept and updated while people type.

import type { Finding, Range } from "../../../pkg/cozydock.js";
import { element } from "../element.ts";
import { confidences, say, severities } from "../strings/report.en.ts";
import type { RuleText, Texts } from "../texts.ts";
import { excerptNode } from "./excerpt.ts";
import { blocks, link, prose } from "./rich-text.ts";
import { visible } from "./visible.ts";

/** Shows a place of the finding in the editor. */
export type ShowPlace = (finding: Pick<Finding, "file">, range: Range) => void;

export class FindingItem {
  readonly node = element("li", { class: "finding" });
  readonly #place = element("button", { type: "button", class: "place" });
  readonly #changing = element("div");
  #finding: Finding;
  #shown = "";

  constructor(finding: Finding, texts: Texts, showPlace: ShowPlace) {
    this.#finding = finding;
    this.#place.addEventListener("click", () => showPlace(this.#finding, this.#finding.range));
    this.node.dataset["rule"] = finding.rule;
    this.node.dataset["severity"] = finding.severity;
    this.node.append(
      element(
        "h3",
        {},
        element("span", { class: "severity" }, severities[finding.severity]),
        element("span", { class: "heard" }, ": "),
        element("span", { class: "title" }, ...prose(visible(finding.title))),
      ),
      this.#changing,
      explanation(finding, texts.rules.get(finding.rule)),
    );
  }

  /** Takes over what may differ from one keystroke to the next. */
  update(finding: Finding, text: string, showPlace: ShowPlace): void {
    this.#finding = finding;
    const excerpt = excerptNode(text, finding.range);
    const shown = JSON.stringify([finding.range, finding.detail, finding.related, excerpt?.textContent]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    // The button itself stays, because it may hold the focus.
    this.#place.replaceChildren(placeName(finding.range), heard(say.showPlace));
    const confidence = confidences[finding.confidence];
    const after = [
      excerpt,
      element("p", { class: "detail" }, ...prose(visible(finding.detail))),
      confidence && element("p", { class: "quiet" }, confidence),
      related(finding, showPlace),
    ];
    if (!this.#place.isConnected) this.#changing.append(this.#place);
    while (this.#place.nextSibling) this.#place.nextSibling.remove();
    for (const node of after) if (node) this.#changing.append(node);
  }
}

function related(finding: Finding, showPlace: ShowPlace): HTMLElement | null {
  if (finding.related.length === 0) return null;
  const items = finding.related.map((place) => {
    const button = element(
      "button",
      { type: "button", class: "place" },
      placeName(place.range),
      heard(say.showPlace),
    );
    button.addEventListener("click", () => showPlace(place, place.range));
    return element("li", {}, button, " ", ...prose(visible(place.message)));
  });
  return element("div", { class: "related" }, element("p", {}, say.relatedTitle), element("ul", {}, ...items));
}

function explanation(finding: Finding, text: RuleText | undefined): HTMLElement {
  const part = (title: string, content: HTMLElement[]) =>
    content.length > 0 ? [element("h4", {}, title), ...content] : [];
  const links = (text?.links ?? []).map(({ text, url }) => element("li", {}, link(text, url)));
  return element(
    "details",
    {},
    element("summary", {}, text ? say.explanation : say.ruleName(finding.rule)),
    ...part(say.why, blocks(text?.why ?? [])),
    ...part(say.doThis, blocks(text?.doThis ?? [])),
    ...part(say.whenFine, blocks(text?.whenFine ?? [])),
    ...part(say.links, links.length > 0 ? [element("ul", {}, ...links)] : []),
    element(
      "p",
      { class: "quiet" },
      `${say.ruleName(finding.rule)}. ${finding.aliases.length > 0 ? say.alsoKnownAs(finding.aliases) : ""}`,
    ),
  );
}

function placeName(range: Range): string {
  // A range that ends at the very start of a line doesn't reach into it.
  const last = range.end.column === 1 && range.end.line > range.start.line ? range.end.line - 1 : range.end.line;
  return say.line(range.start.line, last);
}

function heard(text: string): HTMLElement {
  return element("span", { class: "heard" }, text);
}
