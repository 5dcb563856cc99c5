// The menu of examples.

import { byId, element } from "../element.ts";
import type { Sample } from "../samples/samples.ts";
import { say } from "../strings/editor.en.ts";
import type { Doc } from "./workspace.ts";

/** Fills the menu; `take` gets what was chosen. */
export function fillSamples(samples: readonly Sample[], take: (docs: readonly Doc[], title: string) => void): void {
  const menu = byId("samples", HTMLElement);
  byId("samples-list", HTMLElement).replaceChildren(
    ...samples.map(({ title, before, after }) => {
      const choice = (words: string, docs: readonly Doc[]) => {
        const full = `${title}, ${words.toLowerCase()}`;
        const button = element("button", { type: "button", "aria-label": `${words}: ${title}` }, words);
        button.addEventListener("click", () => {
          menu.hidePopover();
          take(docs, full);
        });
        return button;
      };
      return element(
        "li",
        {},
        element("span", {}, title),
        choice(say.before, before),
        choice(say.after, after),
      );
    }),
  );
}
