// The rules' pages inside the single file.

import { element } from "../element.ts";
import { blocks, codeBlock, inline, link } from "../report/rich-text.ts";
import { rulePage } from "../report/shown.ts";
import { book as say } from "../strings/classroom.en.ts";
import { pages } from "../strings/pages.en.ts";
import { type Book, type Chapter, loadTextsFile, type Rule } from "./texts.ts";

/** How many examples stand open. */
const EXAMPLES = 4;

export class RuleBook {
  readonly node = element("div", { class: "book report" });
  #book: Promise<Book> | null = null;

  /** Shows what stands behind `#`; resolves to its title, or `null` if it's none of the book's. */
  async show(asked: string): Promise<string | null> {
    const [what, id] = asked.split("/");
    if (what !== "rules" && what !== "rule") return null;
    this.#book ??= loadTextsFile();
    const { rules, chapters } = await this.#book;
    const rule = rules.find((rule) => rule.id === id);
    const chapter = chapters.find((chapter) => chapter.id === id);
    if (rule) return this.#put(rule.title, rulePart(rule));
    if (chapter) return this.#put(chapter.title, chapterPart(chapter, rules));
    return this.#put(say.title, [
      element("p", {}, say.introduction(rules.length)),
      ...chapters.flatMap((chapter) => [
        element("h2", {}, element("a", { href: rulePage(chapter.id) }, pages.layer(chapter.id))),
        list(rules, chapter),
      ]),
    ], false);
  }

  #put(title: string, content: Node[], back = true): string {
    this.node.replaceChildren(
      ...(back ? [element("a", { href: "#rules", class: "back" }, say.back)] : []),
      element("h1", { tabindex: "-1" }, title),
      ...content,
    );
    return title;
  }
}

function rulePart(rule: Rule): Node[] {
  const part = (heading: string, ...content: Node[]) => (content.length > 0 ? [element("h2", {}, heading), ...content] : []);
  return [
    element(
      "p",
      { class: "quiet" },
      element("code", {}, rule.id),
      ` · ${pages.severity[rule.severity as keyof typeof pages.severity]} · `,
      element("a", { href: rulePage(rule.layer) }, pages.layer(rule.layer)),
    ),
    ...blocks(rule.why),
    ...part(pages.attack, ...(rule.attack.length > 0 ? [element("ol", {}, ...rule.attack.map((step) => element("li", {}, ...step.map(inline))))] : [])),
    ...part(pages.doThis, ...blocks(rule.doThis)),
    ...part(pages.whenFine, ...blocks(rule.whenFine)),
    ...part(
      pages.exampleHeading,
      ...examples(rule.examples.slice(0, EXAMPLES)),
      ...(rule.examples.length > EXAMPLES
        ? [element("details", {}, element("summary", {}, say.moreExamples(rule.examples.length - EXAMPLES)), ...examples(rule.examples.slice(EXAMPLES)))]
        : []),
    ),
    ...part(pages.links, ...(rule.links.length > 0 ? [element("ul", {}, ...rule.links.map(({ text, url }) => element("li", {}, link(text, url))))] : [])),
    ...part(
      pages.aliases,
      ...(rule.aliases.length > 0
        ? [element("ul", { class: "aliases" }, ...rule.aliases.map((alias) => element("li", {}, element("code", {}, alias))))]
        : []),
    ),
  ];
}

function examples(some: Rule["examples"]): Node[] {
  return some.flatMap(({ verdict, text }) => [element("h3", {}, pages.examples[verdict]), codeBlock(text)]);
}

function chapterPart(chapter: Chapter, rules: readonly Rule[]): Node[] {
  return [...blocks(chapter.text), element("h2", {}, pages.rules), list(rules, chapter)];
}

function list(rules: readonly Rule[], { id }: Chapter): HTMLElement {
  return element(
    "ul",
    {},
    ...rules
      .filter(({ layer }) => layer === id)
      .map((rule) => element("li", {}, element("a", { href: rulePage(rule.id) }, rule.title), " ", element("code", {}, rule.id))),
  );
}
