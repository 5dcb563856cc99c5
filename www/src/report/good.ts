// What is already good, as far as the report can tell.

import type { Report } from "../../../pkg/cozydock.js";
import { element } from "../element.ts";
import { layerNames } from "../strings/layers.en.ts";
import { praise, say } from "../strings/report.en.ts";

export class AlreadyGood {
  readonly node = element("section", { class: "good", "aria-labelledby": "good-title", hidden: true });
  #known = "";

  update(report: Report): void {
    const cozy = report.layers.filter(({ state }) => state === "cozy").map(({ id }) => id);
    const well = report.files.every(({ ok }) => ok) && report.findings.every(({ layer }) => layer !== "craft");
    const known = JSON.stringify([cozy, well]);
    if (known === this.#known) return;
    this.#known = known;
    this.node.hidden = cozy.length === 0 && !well;
    this.node.replaceChildren(
      element("h2", { id: "good-title", tabindex: "-1" }, say.goodTitle),
      element(
        "ul",
        {},
        ...cozy.map((id) =>
          element("li", { id: `good-${id}`, tabindex: "-1" }, element("strong", {}, layerNames[id]), " ", praise[id].sentence),
        ),
        well && element("li", {}, say.goodRead(report.files.map(({ kind }) => kind))),
      ),
    );
  }
}
