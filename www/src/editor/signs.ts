// One shape a severity: octagon, triangle, diamond, circle, ring. Beside words, never instead.

import type { Severity } from "../../../pkg/cozydock.js";

const SHAPES: Record<Severity, string> = {
  critical: "M3 0h4l3 3v4l-3 3h-4l-3-3v-4z",
  high: "M5 0.5l5 9h-10z",
  medium: "M5 0l5 5l-5 5l-5-5z",
  low: "M5 1a4 4 0 1 1 0 8a4 4 0 1 1 0-8z",
  note: "M5 1a4 4 0 1 1 0 8a4 4 0 1 1 0-8zM5 2.6a2.4 2.4 0 1 0 0 4.8a2.4 2.4 0 1 0 0-4.8z",
};

const SVG = "http://www.w3.org/2000/svg";

export function sign(severity: Severity): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 10 10");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "sign");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[severity]);
  path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  return svg;
}
