// What the widget opens: the report, and a copy of the text to try things on. A file of its own.

import type { Finding, Report, Safety, SourceFile } from "../../../pkg/cozydock.js";
import { element, setText } from "../element.ts";
import type { About, FailureReason } from "../engine/protocol.ts";
import { ReportView } from "../report/view.ts";
import { bar } from "../strings/widget.en.ts";
import { say } from "../strings/widget-panel.en.ts";
import { loadTexts, noTexts, type Texts } from "../texts.ts";
import { panelSheet } from "./panel-sheet.ts";
import { Sheet } from "./sheet.ts";

/** What is on show. */
export interface PanelState {
  about: About;
  report: Report;
  /** How many findings the page chose to leave out. */
  left: number;
  text: string;
  name: string;
  /** True if the text is the page's own. */
  original: boolean;
}

/** The widget, as its panel needs it. */
export interface PanelHost {
  node: HTMLElement;
  root: ShadowRoot;
  view(): "summary" | "full";
  editable(): boolean;
  state(): PanelState | null;
  preview(findings: Finding[], safety: Safety): Promise<SourceFile[]>;
  change(text: string): void;
  /** Back to the page's own text. */
  restore(): void;
  /** Tells the page of a fix; false where the page takes care of it itself. */
  fixed(text: string, label: string): boolean;
  /** Shows a place in the page's own code; false where that can't be done. */
  point(start: number, end: number): boolean;
}

export interface Panel {
  /** Shows the widget's state as it is now. */
  show(): void;
  /** Opens the copy and moves the keyboard there. */
  edit(): void;
  /** Says that the engine gave no answer. */
  fail(reason: FailureReason): void;
  close(): void;
}

let texts: Promise<Texts> | null = null;

export function createPanel(host: PanelHost): Panel {
  const place = element("div", { part: "report" });
  const trouble = element("p", { class: "trouble", role: "alert" });
  const left = element("p", { class: "quiet left" });
  const about = element("p", { class: "quiet about-engine", part: "about" });
  const sheet = new Sheet(host);
  host.root.adoptedStyleSheets = [...new Set([...host.root.adoptedStyleSheets, panelSheet()])];
  host.node.replaceChildren(sheet.node, trouble, place, left, about);

  let view: ReportView | null = null;
  let closed = false;
  let shown: Report | null = null;
  let typing = false;

  const apply = (text: string, label: string): void => {
    if (host.fixed(text, label)) sheet.keep(text, label);
  };

  texts ??= loadTexts();
  void texts
    .catch(() => {
      // The next panel may have more luck.
      texts = null;
      setText(trouble, say.textsMissing);
      return noTexts;
    })
    .then((texts) => {
      if (closed) return;
      view = new ReportView(place, texts, {
        jump(_file, { start, end }) {
          if (sheet.isOpen || !host.point(start.offset, end.offset)) sheet.select(start.offset, end.offset);
        },
        preview: host.preview,
        apply: ([file], label) => apply(file?.text ?? "", label),
      }, { embedded: true });
      show();
    });

  function show(): void {
    const state = host.state();
    host.node.dataset["view"] = host.view();
    sheet.update(state);
    if (!state) return;
    setText(about, say.about(state.about.version, state.about.factsDate));
    setText(left, state.left > 0 ? say.left(state.left) : "");
    if (!view || sameReport(state.report, shown)) return;
    shown = state.report;
    place.hidden = left.hidden = false;
    setText(trouble, "");
    if (state.text.trim() === "") view.clear();
    else view.show(state.report, [{ text: state.text }], { example: false, typing });
    typing = sheet.isOpen;
    if (typing) sheet.announce(state.report.findings.length > 0 ? bar.found(state.report.findings).join("") : bar.nothing);
  }

  return {
    show,
    edit: () => sheet.open(),
    fail(reason) {
      setText(trouble, say.failure(reason));
      // What stands there is about another text.
      place.hidden = left.hidden = true;
      shown = null;
    },
    close() {
      closed = true;
      view?.close();
      host.node.replaceChildren();
    },
  };
}

/** The widget hands out a copy each time; what is in it tells. */
function sameReport(one: Report, other: Report | null): boolean {
  return other !== null && one.layers === other.layers && one.findings.length === other.findings.length;
}
