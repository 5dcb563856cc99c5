// `embed.js`: defines `<cozy-dock>` and gives it to marked code blocks. Importing it where there is
// no browser does nothing.

import { keepAttaching } from "./attach.ts";
import { CozyDock } from "./cozy-dock.ts";
import { home } from "./parts.ts";
import { TAG } from "./registry.ts";

export { CozyDock };

/** Defines the element under another name as well; does nothing where the name is taken. */
export function define(name: string = TAG): void {
  const registry = globalThis.customElements as CustomElementRegistry | undefined;
  if (!registry || registry.get(name)) return;
  registry.define(name, name === TAG ? CozyDock : class extends CozyDock {});
}

// A page that loads this twice has one of it.
if (globalThis.customElements && !customElements.get(TAG)) {
  define();
  // In a bundle it's beside a framework, which first takes over the page as it was sent.
  if (home === null && document.readyState !== "complete") addEventListener("load", keepAttaching, { once: true });
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", keepAttaching);
  else keepAttaching();
}
