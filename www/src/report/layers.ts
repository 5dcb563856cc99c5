// The ten rooms and how each one fares, in words.

import type { Report } from "../../../pkg/cozydock.js";
import { element } from "../element.ts";
import { rooms, say } from "../strings/report.en.ts";

export function layers(report: Report): HTMLElement {
  const items = report.layers.map(({ id, state, findings }) =>
    element(
      "li",
      { "data-layer": id, "data-state": state },
      element("span", { class: "room" }, rooms[id]),
      element("span", { class: "heard" }, ": "),
      element("span", { class: "state" }, say.state(state, findings)),
    ),
  );
  return element(
    "section",
    { class: "layers", "aria-labelledby": "layers-title" },
    element("h2", { id: "layers-title" }, say.layersTitle),
    report.score !== null && element("p", { class: "score" }, say.score(report.score)),
    element("ol", {}, ...items),
  );
}
