// The page: from the text box to the engine, and from its report to the screen.

import type { Kind, Report, SourceFile } from "../../pkg/cozydock.js";
import { byId, element, setText } from "./element.ts";
import { EngineFailure } from "./engine/protocol.ts";
import { startEngine } from "./engine/start.ts";
import { type Draft, recall } from "./input/draft.ts";
import { DraftKeeper } from "./input/draft-keeper.ts";
import { Field } from "./input/field.ts";
import { openFile } from "./input/open-file.ts";
import { Judge } from "./judge.ts";
import { after } from "./report/edits.ts";
import { ReportView } from "./report/view.ts";
import { samples } from "./samples.ts";
import { announce } from "./status.ts";
import { kinds, say } from "./strings.en.ts";
import { loadTexts } from "./texts.ts";

const kindSelect = byId("kind", HTMLSelectElement);
const undo = byId("undo", HTMLButtonElement);
const chooser = byId("file", HTMLInputElement);
/** What happened to a file; stands until the text changes. */
const note = byId("note", HTMLElement);
/** What happened to the engine; stands until it answers. */
const trouble = byId("trouble", HTMLElement);

// The text box.

const field = new Field(byId("text", HTMLTextAreaElement), (text) =>
  replace({ text, name: "", kind: null }),
);
const { box } = field;

let name = "";
/** What the last replacement took away. */
let replaced: Draft | null = null;
/** Where Escape goes back to from a place that was shown. */
let cameFrom: HTMLElement | null = null;

const guess = element("option", { value: "" }, say.kindGuess(null));
kindSelect.append(
  guess,
  ...Object.entries(kinds).map(([value, words]) => element("option", { value }, words)),
);

function current(): Draft {
  return { text: field.text, name, kind: (kindSelect.value || null) as Kind | null };
}

function replace(draft: Draft): void {
  const before = current();
  if (before.text !== "") replaced = before;
  undo.hidden = replaced === null;
  put(draft);
  setText(note, field.partial ? say.partial : "");
  keeper.changed();
  void judge.now();
}

function put(draft: Draft): void {
  field.text = draft.text;
  name = draft.name;
  kindSelect.value = draft.kind ?? "";
}

const keeper = new DraftKeeper(current);

const judge = new Judge(
  (): SourceFile => {
    const { text, name, kind } = current();
    return { text, ...(name && { name }), ...(kind && { kind }) };
  },
  {
    report: show,
    failure(failure) {
      setText(trouble, say.failure(failure.reason));
    },
  },
);

box.addEventListener("input", (event) => {
  // A file's name speaks for its text only as long as that text is there.
  if (field.text === "") name = "";
  setText(note, "");
  keeper.changed();
  const typed = /^(insertText|insertLineBreak|insertCompositionText|delete)/.test(
    event instanceof InputEvent ? event.inputType : "",
  );
  if (typed) judge.soon();
  else void judge.now();
});
box.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !cameFrom?.isConnected) return;
  cameFrom.focus();
  cameFrom = null;
});
kindSelect.addEventListener("change", () => {
  keeper.changed();
  void judge.now();
});

byId("clear", HTMLButtonElement).addEventListener("click", () => {
  replace({ text: "", name: "", kind: null });
  box.focus();
});
undo.addEventListener("click", () => {
  if (replaced) replace(replaced);
  box.focus();
});
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-sample]")) {
  button.addEventListener("click", () => {
    const kind = button.dataset["sample"] as Kind;
    replace({ text: samples[kind] ?? "", name: "", kind: null });
  });
}

// Files.

byId("open", HTMLButtonElement).addEventListener("click", () => chooser.click());
chooser.addEventListener("change", () => {
  void take(chooser.files);
  // The same file can be opened again.
  chooser.value = "";
});

const bringsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
addEventListener("dragover", (event) => {
  if (bringsFiles(event)) event.preventDefault();
});
addEventListener("drop", (event) => {
  if (!bringsFiles(event)) return;
  // Otherwise the browser would leave the page for the file.
  event.preventDefault();
  void take(event.dataTransfer?.files ?? null);
});

async function take(files: FileList | null): Promise<void> {
  const [file] = files ?? [];
  if (!file) return;
  const several = (files?.length ?? 0) > 1;
  const opened = await openFile(file);
  switch (opened.state) {
    case "text":
      replace({ text: opened.text, name: opened.name, kind: null });
      if (several) setText(note, say.openedFirst(opened.name));
      break;
    case "not-text":
      setText(note, say.notText(opened.name));
      break;
    case "too-large":
      setText(note, say.tooLarge(opened.name, opened.megabytes));
      break;
    case "unreadable":
      setText(note, say.unreadable(opened.name));
      break;
  }
}

// The result.

const view = new ReportView(byId("report", HTMLElement), { rules: new Map(), glossary: [] }, {
  jump(_, range) {
    cameFrom = document.activeElement as HTMLElement;
    field.show(range);
  },
  preview: async (findings) =>
    findings.reduceRight(
      (files, { fixes: [fix] }) => (fix ? after(files, fix) : files),
      [{ text: field.text }] as SourceFile[],
    ),
  apply: ([file]) => replace({ ...current(), text: file?.text ?? "" }),
});

function show(report: Report, text: string, typing: boolean): void {
  setText(trouble, "");
  const empty = text.trim() === "";
  const kind = report.files[0]?.kind ?? null;
  setText(guess, say.kindGuess(empty || kindSelect.value ? null : kind));
  view.show(report, [{ text, name }], { example: false, typing });
  announce(view.words);
}

// The start.

// What was typed before this script ran is worth more than what an earlier visit left.
if (field.text === "") {
  const draft = recall();
  if (draft) put(draft);
}
keeper.changed();

try {
  const texts = loadTexts();
  texts.then(
    (loaded) => view.explain(loaded),
    () => setText(note, say.textsMissing),
  );
  const engine = await startEngine();
  const { version, rules, factsDate } = engine.about;
  setText(byId("about", HTMLElement), say.about(version, rules, factsDate));
  judge.use(engine);
} catch (error) {
  setText(trouble, say.failure(error instanceof EngineFailure ? error.reason : "start"));
}
