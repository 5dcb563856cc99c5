// The rules of a lesson: which still speak, which are quiet.

import { element, setText } from "../element.ts";
import { heard, rulePage } from "../report/shown.ts";
import { say } from "../strings/classroom.en.ts";

export class Goals {
  readonly node = element("ul", { class: "goals" });
  #items = new Map<string, { item: HTMLElement; state: HTMLElement }>();

  /** Another lesson's rules, with what they're called. */
  open(rules: readonly string[], titles: Readonly<Record<string, string>>): void {
    this.#items.clear();
    this.node.replaceChildren(
      ...rules.map((rule) => {
        const state = element("span", { class: "goal-state" });
        const title = titles[rule] ?? rule;
        const item = element(
          "li",
          { "data-rule": rule },
          element("span", { class: "goal-title" }, title, heard(": ")),
          state,
          element("a", { href: rulePage(rule) }, say.aboutGoal, heard(`: ${title}`)),
        );
        this.#items.set(rule, { item, state });
        return item;
      }),
    );
  }

  /** How many places each rule speaks of. */
  update(open: (rule: string) => number): void {
    for (const [rule, { item, state }] of this.#items) {
      const many = open(rule);
      item.dataset["state"] = many === 0 ? "quiet" : "open";
      setText(state, say.goal(many));
    }
  }
}
