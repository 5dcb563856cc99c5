// The explanations as Markdown and as plain text, for reports that leave the page.

import type { Block, Inline } from "../texts.ts";

/** One paragraph's words as Markdown. */
export function inlineMarkdown(parts: readonly Inline[]): string {
  return parts
    .map((part) => {
      if (typeof part === "string") return part;
      if ("code" in part) return `\`${part.code}\``;
      if ("strong" in part) return `**${part.strong}**`;
      if ("em" in part) return `*${part.em}*`;
      return `[${part.text}](${part.url})`;
    })
    .join("");
}

/** Paragraphs, lists and code as Markdown. */
export function markdown(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if ("p" in block) return inlineMarkdown(block.p);
      if ("list" in block) return block.list.map((item) => `- ${inlineMarkdown(item)}`).join("\n");
      return `\`\`\`${block.lang}\n${block.code}\n\`\`\``;
    })
    .join("\n\n");
}

/** The same words without marks. */
export function plain(blocks: readonly Block[]): string {
  const words = (parts: readonly Inline[]) =>
    parts
      .map((part) => (typeof part === "string" ? part : "code" in part ? part.code : Object.values(part)[0]))
      .join("");
  return blocks
    .map((block) => {
      if ("p" in block) return words(block.p);
      if ("list" in block) return block.list.map((item) => `- ${words(item)}`).join("\n");
      return block.code;
    })
    .join("\n\n");
}
