// How CodeMirror looks: the page's own colors and measures, the same as the text box before it.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const underline = (style: string, color: string, thickness = "2px") => ({
  textDecorationLine: "underline",
  textDecorationStyle: style,
  textDecorationColor: `var(--${color})`,
  textDecorationThickness: thickness,
  textUnderlineOffset: "0.2em",
  textDecorationSkipInk: "none",
});

export const look = [
  EditorView.theme({
    "&": { height: "100%", color: "var(--ink)", backgroundColor: "transparent", fontSize: "inherit" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": { font: "inherit", lineHeight: "inherit", overscrollBehavior: "auto" },
    ".cm-content": { padding: "var(--pad) 0", caretColor: "var(--ink)" },
    ".cm-line": { padding: "0 var(--pad) 0 var(--pad-code)" },
    ".cm-gutters": { backgroundColor: "transparent", color: "var(--faint)", border: "0" },
    ".cm-lineNumbers .cm-gutterElement": { minWidth: "var(--gutter-numbers)", padding: "0", fontSize: "0.85em" },
    ".cm-signs": { width: "var(--gutter-signs)" },
    ".cm-signs .cm-gutterElement": { cursor: "pointer" },
    ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
    "&.cm-focused .cm-activeLine": { backgroundColor: "var(--line-now)" },
    "&.cm-focused .cm-activeLineGutter": { color: "var(--ink)" },
    // One shape a severity, so that color isn't needed to tell them apart.
    ".cm-found-critical": underline("wavy", "critical"),
    ".cm-found-high": underline("double", "high", "1.5px"),
    ".cm-found-medium": underline("dashed", "medium"),
    ".cm-found-low": underline("dotted", "low"),
    ".cm-found-note": underline("dotted", "note", "1px"),
    ".cm-sign": { display: "block", width: "100%", height: "100%" },
    ".cm-sign svg": { display: "block", margin: "auto", width: "0.7em", height: "1.5em", fill: "currentColor" },
    ".cm-tooltip": {
      border: "1px solid var(--line)",
      borderRadius: "0.6rem",
      backgroundColor: "var(--card)",
      color: "var(--ink)",
      boxShadow: "var(--shadow)",
      maxWidth: "min(26rem, 90vw)",
    },
    ".cm-panels": { backgroundColor: "var(--paper)", color: "var(--ink)", fontFamily: "var(--sans)" },
    ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--line)" },
    ".cm-panel.cm-search": { padding: "0.5rem 2rem 0.5rem 0.5rem" },
    ".cm-panel.cm-search [name=close]": { top: "0.25rem", right: "0.25rem", fontSize: "1.25rem", minHeight: "1.5rem", minWidth: "1.5rem" },
    ".cm-textfield": { backgroundColor: "var(--card)", color: "inherit", border: "1px solid var(--field)", borderRadius: "0.3rem" },
    ".cm-button": { backgroundImage: "none", backgroundColor: "var(--card)", color: "inherit", border: "1px solid var(--field)", borderRadius: "0.3rem", minHeight: "1.75rem" },
    ".cm-searchMatch": { backgroundColor: "var(--mark)" },
    ".cm-specialChar": { color: "var(--critical)" },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: [tags.keyword, tags.definition(tags.propertyName), tags.propertyName, tags.atom], color: "var(--code-key)", fontWeight: "600" },
      { tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
      { tag: [tags.comment, tags.lineComment], color: "var(--code-comment)", fontStyle: "italic" },
      { tag: [tags.variableName, tags.definition(tags.variableName), tags.labelName], color: "var(--code-name)" },
      { tag: [tags.number, tags.bool], color: "var(--code-number)" },
      { tag: tags.meta, color: "var(--code-comment)" },
    ]),
  ),
];
