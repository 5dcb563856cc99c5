// The house of ten rooms: a picture for the eye, the same in words for everyone.

import type { Layer, LayerReport, Report } from "../../../pkg/cozydock.js";
import { element, setText } from "../element.ts";
import { layerNames } from "../strings/layers.en.ts";
import { say } from "../strings/report.en.ts";
import { heard } from "./shown.ts";

const SVG = "http://www.w3.org/2000/svg";

/** Where each room is, in the order of the layers: three floors of three, and the attic on top. */
const PLACES: readonly [x: number, y: number][] = [
  [28, 164], [88, 164], [148, 164],
  [28, 118], [88, 118], [148, 118],
  [28, 72], [88, 72], [148, 72],
  [88, 30],
];
const WIDTH = 56;
const HEIGHT = 42;

export class House {
  readonly node: HTMLElement;
  readonly #score = element("p", { class: "score" });
  readonly #rooms: SVGElement[];
  readonly #smoke: SVGElement;
  readonly #list = element("ol", { class: "rooms" });
  #known = "";

  constructor() {
    const picture = svg("svg", { viewBox: "0 0 232 224", class: "house-picture", "aria-hidden": "true", focusable: "false" });
    this.#smoke = svg("path", { class: "smoke", d: "M184 30c-6-8 6-12 0-20M191 26c-5-6 5-9 0-16" });
    const roof = svg("path", { class: "roof", d: "M12 68 116 6 220 68z" });
    const chimney = svg("path", { class: "wall", d: "M178 34h18v26h-18z" });
    const wall = svg("path", { class: "wall", d: "M22 66h188v146H22z" });
    const ground = svg("path", { class: "ground", d: "M4 212h224" });
    this.#rooms = PLACES.map(([x, y], at) => room(x, y, at));
    picture.append(this.#smoke, chimney, roof, wall, ground, ...this.#rooms);
    this.node = element(
      "section",
      { class: "house", "aria-labelledby": "house-title" },
      element("h2", { id: "house-title" }, say.houseTitle),
      this.#score,
      element("div", { class: "house-body" }),
    );
    this.node.lastElementChild!.append(picture, this.#list);
  }

  update(report: Report, go: (layer: LayerReport) => void): void {
    const { score, layers } = report;
    const known = JSON.stringify([score, layers]);
    this.#go = go;
    if (known === this.#known) return;
    this.#known = known;
    if (score === null) setText(this.#score, say.noScore);
    else this.#score.replaceChildren(element("strong", {}, say.scoreWord(score)), `, ${say.score(score)}`);
    this.#smoke.classList.toggle("on", layers.every(({ state }) => state !== "needs-love") && score !== null);
    layers.forEach(({ state }, at) => this.#rooms[at]?.setAttribute("data-state", state));
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

function room(x: number, y: number, at: number): SVGElement {
  const node = svg("g", { class: "room-picture", transform: `translate(${x} ${y})` });
  const label = svg("text", { x: 7, y: 12 });
  label.textContent = String(at + 1);
  node.append(
    svg("rect", { class: "floor", width: WIDTH, height: HEIGHT, rx: 3 }),
    // The lamp and its light, the cobweb of a room that nobody looked after, the closed shutters.
    svg("path", { class: "lamp", d: "M28 3v9M20 20c0-5 3-8 8-8s8 3 8 8z" }),
    svg("path", { class: "light", d: "M20 21h16l9 20H11z" }),
    svg("path", { class: "web", d: "M55 2 38 18M55 2 34 7M55 2 47 22M38 6c3 2 4 4 5 7m5 6c-1-3-3-5-5-6M41 5" }),
    svg("path", { class: "shutter", d: "M4 16h48M4 22h48M4 28h48M4 34h48M28 14v25" }),
    label,
  );
  return node;
}

function svg(tag: string, attributes: Record<string, string | number>): SVGElement {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  return node;
}
