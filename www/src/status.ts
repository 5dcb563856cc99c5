// The one line that screen readers hear when the result changes.

import { byId, setText } from "./element.ts";

/** The quiet after which the line is spoken, in milliseconds. */
const QUIET = 1000;

const line = byId("status", HTMLElement);
let timer: ReturnType<typeof setTimeout> | undefined;

export function announce(text: string): void {
  clearTimeout(timer);
  timer = setTimeout(() => setText(line, text), QUIET);
}
