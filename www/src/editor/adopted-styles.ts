// CodeMirror's styles under a policy that forbids `<style>` elements.
//
// CodeMirror adopts constructed style sheets in shadow roots only; in a document it writes a
// `<style>` element, which `style-src 'self'` refuses. A constructed sheet is fine in both.

import { StyleModule } from "style-mod";

/** From now on the style modules of the page's one editor go into a constructed sheet. */
export function adoptStyles(): void {
  const sheet = new CSSStyleSheet();
  StyleModule.mount = (root, modules) => {
    const list = Array.isArray(modules) ? modules : [modules];
    sheet.replaceSync(list.map((module) => module.getRules()).join("\n"));
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  };
}
