// `embed.html#text=…`: the widget alone on a page, for sites that take an iframe and nothing else.

import frame from "./frame.css?inline";
import { TAG } from "./registry.ts";

const sheet = new CSSStyleSheet();
sheet.replaceSync(frame);
document.adoptedStyleSheets = [sheet];

/** What the words behind the `#` may set, besides `text`. */
const SETTINGS = ["kind", "view", "ignore", "min-severity", "theme", "open", "editable", "lang"];

function show(): void {
  const words = new URLSearchParams(location.hash.slice(1));
  const widget = document.createElement(TAG);
  const setting = (name: string, value: string | null) => {
    if (value !== null) widget.setAttribute(name, value);
  };
  setting("loading", "eager");
  setting("view", "full");
  for (const name of SETTINGS) setting(name, words.get(name));
  const text = words.get("text") ?? "";
  const pre = document.createElement("pre");
  pre.textContent = text;
  pre.translate = false;
  pre.tabIndex = 0;
  widget.append(pre);
  document.body.replaceChildren(widget);
}

/** The page around the frame can give it the height that it needs. */
new ResizeObserver(() => {
  if (parent === window) return;
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  parent.postMessage({ type: "cozydock:height", height }, "*");
}).observe(document.documentElement);

addEventListener("hashchange", show);
show();
