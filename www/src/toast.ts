// A word about the last step, with a way to take it back.
//
// It goes by itself only for people who use a pointer and aren't on it: with a keyboard it takes a
// while to get here.

import { byId, element, setText } from "./element.ts";

/** How long the toast stays at least, in milliseconds. */
const STAYS = 12_000;

export interface Action {
  words: string;
  do(): void;
}

const box = byId("toast", HTMLElement);
const words = byId("toast-words", HTMLElement);
const actions = byId("toast-actions", HTMLElement);
let timer: ReturnType<typeof setTimeout> | undefined;
let keyboard = false;

addEventListener("keydown", () => (keyboard = true), { capture: true });
addEventListener("pointerdown", () => (keyboard = false), { capture: true });
byId("toast-close", HTMLButtonElement).addEventListener("click", hideToast);
for (const event of ["pointerleave", "focusout"]) box.addEventListener(event, goLater);
for (const event of ["pointerenter", "focusin"]) box.addEventListener(event, () => clearTimeout(timer));

export function toast(text: string, choices: readonly Action[]): void {
  setText(words, text);
  actions.replaceChildren(
    ...choices.map((choice) => {
      const button = element("button", { type: "button" }, choice.words);
      button.addEventListener("click", () => {
        hideToast();
        choice.do();
      });
      return button;
    }),
  );
  box.hidden = false;
  goLater();
}

export function hideToast(): void {
  clearTimeout(timer);
  box.hidden = true;
}

function goLater(): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (!keyboard && !box.matches(":hover, :focus-within")) hideToast();
  }, STAYS);
}
