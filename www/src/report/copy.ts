// A command with a button that copies it.

import { element, setText } from "../element.ts";
import { say } from "../strings/beyond.en.ts";
import { heard } from "./shown.ts";

/** How long the button says that it worked, in milliseconds. */
const SAID = 2000;

export function copyRow(command: string): HTMLElement {
  const code = element("code", {}, command);
  // Long lines may scroll sideways, so the keyboard reaches them.
  const pre = element("pre", { tabindex: "0", translate: "no", dir: "ltr" }, code);
  const word = element("span", { "aria-live": "polite" }, say.copy);
  const button = element("button", { type: "button", class: "copy" }, word, heard(` ${command.split("\n", 1)[0]}`));
  let timer: ReturnType<typeof setTimeout> | undefined;
  button.addEventListener("click", async () => {
    let said = say.copied;
    try {
      await navigator.clipboard.writeText(command);
    } catch {
      // Not allowed: the command is selected, so that the reader's own keys can copy it.
      getSelection()?.selectAllChildren(code);
      said = say.copyByHand;
    }
    setText(word, said);
    clearTimeout(timer);
    timer = setTimeout(() => setText(word, say.copy), SAID);
  });
  return element("div", { class: "command" }, pre, button);
}
