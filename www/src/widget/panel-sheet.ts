// The style sheet of the panel: the page's own report, and what is the widget's alone.

import base from "../base.css?inline";
import finding from "../report/finding.css?inline";
import house from "../report/house.css?inline";
import report from "../report/report.css?inline";
import panel from "./panel.css?inline";

let sheet: CSSStyleSheet | null = null;

/** One sheet for the panels of all widgets. */
export function panelSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync([base, report, house, finding, panel].join("\n"));
  }
  return sheet;
}
