// The house, drawn: ten rooms, dark or lit. What it shows must also be said in words.

import type { LayerState } from "../../../pkg/cozydock.js";

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

export class HousePicture {
  readonly node: SVGElement;
  readonly #rooms: SVGElement[];
  readonly #smoke: SVGElement;

  constructor() {
    this.node = svg("svg", { viewBox: "0 0 232 224", class: "house-picture", "aria-hidden": "true", focusable: "false" });
    this.#smoke = svg("path", { class: "smoke", d: "M184 30c-6-8 6-12 0-20M191 26c-5-6 5-9 0-16" });
    const roof = svg("path", { class: "roof", d: "M12 68 116 6 220 68z" });
    const chimney = svg("path", { class: "wall", d: "M178 34h18v26h-18z" });
    const wall = svg("path", { class: "wall", d: "M22 66h188v146H22z" });
    const ground = svg("path", { class: "ground", d: "M4 212h224" });
    this.#rooms = PLACES.map(([x, y], at) => room(x, y, at));
    this.node.append(this.#smoke, chimney, roof, wall, ground, ...this.#rooms);
  }

  /** The rooms in the order of the layers; `smoke` rises where somebody is at home and all is well. */
  update(states: readonly LayerState[], smoke: boolean): void {
    this.#smoke.classList.toggle("on", smoke);
    states.forEach((state, at) => this.#rooms[at]?.setAttribute("data-state", state));
  }
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
