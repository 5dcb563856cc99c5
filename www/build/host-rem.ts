// Lengths that follow the text around the widget instead of the page's root.

import type { Plugin } from "vite";

const LENGTH = /(?<![\w.-])(-?\d*\.?\d+)rem\b/g;

/**
 * Turns `2rem` in inlined style sheets into `calc(2 * var(--rem))`: documentation pages set the root's
 * text to sizes of their own. Conditions of containers can't hold a variable, and stay in pixels.
 */
export function hostRem(): Plugin {
  return {
    name: "host-rem",
    enforce: "pre",
    transform(code, id) {
      if (!/\.css\?inline$/.test(id)) return null;
      return code
        .split(/(@(?:container|media)[^{]*)/)
        .map((piece) =>
          piece.startsWith("@")
            ? piece.replace(LENGTH, (_, many: string) => `${Number(many) * 16}px`)
            : piece.replace(LENGTH, (_, many: string) => `calc(${many} * var(--rem, 1rem))`),
        )
        .join("");
    },
  };
}
