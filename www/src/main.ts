// The page: from the editor to the engine, and from its report to the screen.

import type { Kind, Report, SourceFile } from "../../pkg/cozydock.js";
import "./report/report.css";
import "./report/house.css";
import "./report/finding.css";
import { SwitchingEditor } from "./editor/editor.ts";
import { byId, element, setText } from "./element.ts";
import { type Engine, EngineFailure } from "./engine/protocol.ts";
import { startEngine } from "./engine/start.ts";
import { ExplainLine, loadPanel } from "./explain-line.ts";
import { startFiles } from "./files.ts";
import { recall } from "./input/draft.ts";
import { DraftKeeper } from "./input/draft-keeper.ts";
import { fillSamples } from "./input/samples-menu.ts";
import { Tabs } from "./input/tabs.ts";
import { blank, Workspace } from "./input/workspace.ts";
import { Judge } from "./judge.ts";
import { everythingIsHere, startPrivacyPanel } from "./privacy.ts";
import { ReportView } from "./report/view.ts";
import { first } from "./samples/first.ts";
import { openLink } from "./share/open-link.ts";
import { announce } from "./status.ts";
import { say as sayEditor } from "./strings/editor.en.ts";
import { kinds, say } from "./strings/page.en.ts";
import { loadTexts, noTexts, type Texts } from "./texts.ts";
import { startThemes } from "./theme.ts";
import { hideToast, toast } from "./toast.ts";
import { Walk } from "./walk.ts";

const area = byId("text", HTMLTextAreaElement);
const kindSelect = byId("kind", HTMLSelectElement);
const undoButton = byId("undo", HTMLButtonElement);
const reset = byId("reset", HTMLButtonElement);
const exampleLine = byId("example", HTMLElement);
/** What happened to a file; stands until the text changes. */
const note = byId("note", HTMLElement);
/** What happened to the engine; stands until it answers. */
const trouble = byId("trouble", HTMLElement);
const reportPlace = byId("report", HTMLElement);
const warming = byId("warming", HTMLElement);

startThemes();
startPrivacyPanel();

// The files and the editor.

// What was typed before this script ran is worth more than anything else.
const typedEarly = area.value;
const editor = new SwitchingEditor(area);
let view: ReportView | null = null;
let last: { report: Report; files: SourceFile[] } | null = null;

const workspace = new Workspace(editor, {
  changed(how) {
    setText(note, editor.partial ? sayEditor.partial : "");
    showState();
    keeper.changed();
    if (how === "typed") judge.soon();
    else judge.now();
  },
  stepped(label, lost) {
    toast(label, [
      { words: sayEditor.undo, do: () => workspace.undoStep(sayEditor.undone) },
      ...(lost ? [{ words: sayEditor.keepBoth, do: keepBoth }] : []),
    ]);
  },
});

function keepBoth(): void {
  workspace.keepBoth();
  toast(sayEditor.keptBoth, []);
}

const keeper = new DraftKeeper(() =>
  workspace.empty ? null : { docs: workspace.docs, active: workspace.docs.indexOf(workspace.active) },
);
const tabs = new Tabs(workspace, showActive);
const judge = new Judge(() => workspace.files, {
  report: show,
  failure(failure) {
    setText(trouble, say.failure(failure.reason));
    // What stands there is about another text.
    reportPlace.hidden = true;
  },
});

const guess = element("option", { value: "" }, sayEditor.kindGuess(null));
kindSelect.append(guess, ...Object.entries(kinds).map(([value, words]) => element("option", { value }, words)));
kindSelect.addEventListener("change", () => workspace.setKind((kindSelect.value || null) as Kind | null));

undoButton.addEventListener("click", () => {
  hideToast();
  workspace.undo(sayEditor.undone);
});
byId("clear", HTMLButtonElement).addEventListener("click", () => {
  workspace.replaceActive(blank(), sayEditor.cleared);
  editor.focus();
});
reset.addEventListener("click", () =>
  workspace.replaceAll([blank(first)], sayEditor.startedOver, true),
);
byId("add-file", HTMLButtonElement).addEventListener("click", () => {
  workspace.add();
  editor.focus();
});
byId("keep-example", HTMLButtonElement).addEventListener("click", () => {
  workspace.keepExample();
  editor.focus();
});
byId("text-label", HTMLElement).addEventListener("click", () => editor.focus());
startFiles(workspace, { note: (text) => setText(note, text) });

/** What stands around the editor. */
function showState(): void {
  tabs.show(last?.report ?? null);
  undoButton.disabled = !workspace.canUndo;
  exampleLine.hidden = !workspace.example;
  reset.hidden = workspace.example;
  kindSelect.value = workspace.active.kind ?? "";
}

/** What belongs to the file in the editor. */
function showActive(): void {
  showState();
  const at = workspace.docs.indexOf(workspace.active);
  const { report, files } = last ?? {};
  // Places are right only in the text that was judged.
  if (!report || files?.[at]?.text !== editor.text()) return;
  const kind = report.files[at]?.kind ?? null;
  const nothing = workspace.active.text.trim() === "";
  setText(guess, sayEditor.kindGuess(nothing || workspace.active.kind ? null : kind));
  editor.language(kind);
  editor.marks(
    report.findings.flatMap(({ file, range, severity, title }, id) =>
      file === at && !nothing ? [{ start: range.start.offset, end: range.end.offset, severity, title, id }] : [],
    ),
  );
}

// The report.

function show(report: Report, files: SourceFile[], typing: boolean): void {
  setText(trouble, "");
  warming.hidden = true;
  reportPlace.hidden = false;
  last = { report, files };
  const empty = files.every(({ text }) => text.trim() === "");
  const { example } = workspace;
  if (empty) view?.clear();
  else view?.show(report, files, { example, typing });
  showActive();
  announce(report, { empty, example, onShow: () => reportPlace.isConnected });
}

/** The editor shows a place of one of the files; `focus` moves the keyboard there. */
function place(file: number, start: number, end: number, focus: boolean): void {
  const doc = workspace.docs[file];
  if (!doc) return;
  workspace.choose(doc);
  showActive();
  if (focus) editor.select(start, end);
  else editor.point(start, end);
}

const walk = new Walk(
  editor,
  (by) => view?.step(by),
  ({ file, range }) => place(file, range.start.offset, range.end.offset, false),
);

editor.onReveal((id) => {
  const finding = last?.report.findings[id];
  if (!finding) return;
  walk.begin();
  view?.reveal(finding);
});

function viewWith(texts: Texts, engine: Engine): ReportView {
  return new ReportView(reportPlace, texts, {
    jump(file, { start, end }) {
      walk.begin();
      place(file, start.offset, end.offset, true);
    },
    preview: (findings, safety) => engine.applyFixes(workspace.files, findings, safety),
    apply: (after, label) => workspace.rewrite(after.map(({ text }) => text), label),
    useSample: () => byId("samples", HTMLElement).showPopover(),
  });
}

// The start.

async function start(): Promise<void> {
  const draft = typedEarly === "" ? recall() : null;
  if (typedEarly !== "") workspace.begin([blank(typedEarly)], 0, false);
  else if (draft) workspace.begin(draft.docs, draft.active, false);
  else workspace.begin([blank(first)], 0, true);
  const unfold = () => void openLink(workspace, (words) => setText(note, words));
  addEventListener("hashchange", unfold);
  unfold();

  setTimeout(() => (warming.hidden = last !== null || trouble.textContent !== ""), 400);
  const texts = loadTexts().catch(() => {
    setText(note, say.textsMissing);
    return noTexts;
  });
  let engine: Engine | null = null;
  try {
    engine = await startEngine();
    const { version, rules, factsDate } = engine.about;
    setText(byId("about", HTMLElement), say.about(version, rules, factsDate));
    view = viewWith(await texts, engine);
    judge.use(engine);
  } catch (error) {
    warming.hidden = true;
    setText(trouble, say.failure(error instanceof EngineFailure ? error.reason : "start"));
  }
  // What can wait comes when the first findings are on the screen.
  await painted();
  await Promise.allSettled([upgrade(), showSamples(), startSharing(await texts), engine && startExplaining(engine)]);
  everythingIsHere();
}

async function painted(): Promise<void> {
  const deadline = performance.now() + 3000;
  while (last === null && trouble.textContent === "" && performance.now() < deadline) {
    await new Promise((done) => setTimeout(done, 10));
  }
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}

async function upgrade(): Promise<void> {
  const { CodeMirror } = await import("./editor/codemirror.ts");
  const names = { "aria-labelledby": "text-label", "aria-describedby": "text-help", tabindex: "0" };
  const code = new CodeMirror(byId("pad", HTMLElement), names, editor.listeners);
  await editor.upgrade(code);
}

async function showSamples(): Promise<void> {
  const { samples } = await import("./samples/samples.ts");
  fillSamples(samples, (docs, title) => workspace.replaceAll(docs, sayEditor.sampleShown(title)));
}

async function startSharing(texts: Texts): Promise<void> {
  const { ShareDialog } = await import("./share/dialog.ts");
  const dialog = new ShareDialog(() => ({ docs: workspace.docs, last, texts }));
  const button = byId("share-open", HTMLButtonElement);
  button.addEventListener("click", () => void dialog.open());
  button.disabled = false;
}

async function startExplaining(engine: Engine): Promise<void> {
  const panel = await loadPanel(byId("explain", HTMLElement));
  const lines = new ExplainLine(engine, panel, () => workspace.files[workspace.docs.indexOf(workspace.active)] ?? { text: "" });
  editor.onSelect((selection) => lines.soon(selection));
  const button = byId("explain-line", HTMLButtonElement);
  button.hidden = false;
  button.addEventListener("click", () => void lines.now(editor.selection(), true));
  addEventListener("keydown", (event) => {
    if (event.key === "F1" && event.altKey) {
      event.preventDefault();
      void lines.now(editor.selection(), true);
    }
  });
}

void start();
