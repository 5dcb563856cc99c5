// The house of ten rooms: a picture for the eye, the same in words for everyone.

import type { Layer, LayerReport, Report } from "../../../pkg/cozydock.js";
import { element, setText } from "../element.ts";
import { layerNames } from "../strings/layers.en.ts";
import { say } from "../strings/report.en.ts";
import { HousePicture } from "./house-picture.ts";
import { heard } from "./shown.ts";

export class House {
  readonly node: HTMLElement;
  readonly #score = element("p", { class: "score" });
  readonly #picture = new HousePicture();
  readonly #list = element("ol", { class: "rooms" });
  #known = "";

  constructor() {
    this.node = element(
      "section",
      { class: "house", "aria-labelledby": "house-title" },
      element("h2", { id: "house-title" }, say.houseTitle),
      this.#score,
      element("div", { class: "house-body" }),
    );
    this.node.lastElementChild!.append(this.#picture.node, this.#list);
  }

  update(report: Report, go: (layer: LayerReport) => void): void {
    const { score, layers } = report;
    const known = JSON.stringify([score, layers]);
    this.#go = go;
    if (known === this.#known) return;
    this.#known = known;
    if (score === null) setText(this.#score, say.noScore);
    else this.#score.replaceChildren(element("strong", {}, say.scoreWord(score)), `, ${say.score(score)}`);
    this.#picture.update(
      layers.map(({ state }) => state),
      layers.every(({ state }) => state !== "needs-love") && score !== null,
    );
    if (this.#list.childElementCount !== layers.length) this.#list.replaceChildren(...layers.map((layer, at) => this.#item(layer.id, at)));
    layers.forEach((layer, at) => {
      const item = this.#list.children[at] as HTMLElement;
      item.dataset["state"] = layer.state;
      setText(item.querySelector(".state")!, say.state(layer.state, layer.findings));
      item.querySelector("a")?.setAttribute("href", `#${target(layer)}`);
      this.#layers[at] = layer;
    });
  }

  #go: (layer: LayerReport) => void = () => {};
  #layers: LayerReport[] = [];

  #item(id: Layer, at: number): HTMLElement {
    const link = element(
      "a",
      { href: "#" },
      element("span", { class: "room-name" }, layerNames[id]),
      heard(": "),
      element("span", { class: "state" }),
    );
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const layer = this.#layers[at];
      if (layer) this.#go(layer);
    });
    return element("li", { "data-layer": id }, link);
  }
}

/** Where a room's link leads. */
export function target({ id, state }: LayerReport): string {
  return state === "cozy" ? `good-${id}` : state === "not-visible" ? `beyond-${id}` : "report";
}
