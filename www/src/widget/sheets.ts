// The widget's style sheets: adopted, never written into the page, one copy for all widgets.

import colors from "../colors.css?inline";
import bar from "./bar.css?inline";

let sheet: CSSStyleSheet | null = null;

/** What the bar needs. */
export function barSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(colors + bar);
  }
  return sheet;
}
