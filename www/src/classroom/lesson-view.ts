// One lesson: its story, its files, the rules that must go quiet, help, and how it ends.

import type { Options, Report, SourceFile } from "../../../pkg/cozydock.js";
import { element, setText } from "../element.ts";
import type { Engine } from "../engine/protocol.ts";
import { EngineFailure, Superseded } from "../engine/protocol.ts";
import { Judge } from "../judge.ts";
import { blocks, inline } from "../report/rich-text.ts";
import { button } from "../report/shown.ts";
import { say } from "../strings/classroom.en.ts";
import { say as sayPage } from "../strings/page.en.ts";
import type { Texts } from "../texts.ts";
import { Goals } from "./goals.ts";
import { filesOf, judge, optionsOf, speaking } from "./judgement.ts";
import type { Lesson } from "./lesson.ts";
import { Presenter } from "./presenter.ts";
import type { Progress } from "./progress.ts";
import { Remarks } from "./remarks.ts";
import { solutionNodes } from "./solution.ts";
import { Workbench } from "./workbench.ts";

export class LessonView {
  readonly node = element("article", { class: "lesson" });
  readonly #lessons: readonly Lesson[];
  readonly #titles: Readonly<Record<string, string>>;
  readonly #engine: Engine;
  readonly #progress: Progress;
  readonly #status: HTMLElement;
  readonly #bench: Workbench;
  readonly #goals = new Goals();
  readonly #verdict = element("p", { class: "lesson-verdict" });
  readonly #remarks: Remarks;
  readonly #side = element("div", { class: "lesson-rules" });
  readonly #after = element("section", { class: "after", "aria-labelledby": "after-title" });
  #lesson: Lesson | null = null;
  #start: Report | null = null;
  #judge: Judge | null = null;
  /** Grows with every lesson opened: what comes late is recognized as late. */
  #turn = 0;

  constructor(
    lessons: readonly Lesson[],
    titles: Readonly<Record<string, string>>,
    { engine, texts, progress, status }: { engine: Engine; texts: Texts; progress: Progress; status: HTMLElement },
  ) {
    this.#lessons = lessons;
    this.#titles = titles;
    this.#engine = engine;
    this.#progress = progress;
    this.#status = status;
    this.#bench = new Workbench({
      changed: (typing) => {
        this.#keep();
        if (typing) this.#judge?.soon();
        else this.#judge?.now();
      },
    });
    this.#remarks = new Remarks(texts, {
      jump: (file, { start, end }) => this.#bench.jump(file, start.offset, end.offset),
      preview: () => Promise.resolve(this.#files),
      apply: (after, label) => this.#bench.rewrite(after.map(({ text }) => text), label),
    });
    void this.#bench.upgrade();
  }

  async open(lesson: Lesson): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.#lesson = lesson;
    this.#start = null;
    this.#judge = null;
    this.#build(lesson);
    this.#bench.open(lesson, this.#progress.texts(lesson.id));
    setText(this.#verdict, say.warmingUp);
    const options = optionsOf(this.#engine.about.factsDate);
    let start: Report | null = null;
    try {
      start = await this.#judgeStart(lesson, options, turn);
    } catch (error) {
      if (!(error instanceof EngineFailure)) throw error;
      if (turn === this.#turn) setText(this.#verdict, sayPage.failure(error.reason));
    }
    if (!start || turn !== this.#turn) return;
    this.#start = start;
    this.#judge = new Judge(
      () => this.#files,
      {
        report: (report, files) => this.#show(lesson, byHand(report), files),
        failure: ({ reason }) => setText(this.#verdict, sayPage.failure(reason)),
      },
      options,
    );
    this.#judge.use(this.#engine);
  }

  /** What the engine says of the starting files; `null` if a lesson was opened meanwhile. */
  async #judgeStart(lesson: Lesson, options: Options, turn: number): Promise<Report | null> {
    while (turn === this.#turn) {
      try {
        return await this.#engine.check(filesOf(lesson), options);
      } catch (error) {
        // The last keystroke of the lesson before came in between.
        if (!(error instanceof Superseded)) throw error;
      }
    }
    return null;
  }

  get #files(): SourceFile[] {
    return this.#lesson ? filesOf(this.#lesson, this.#bench.texts) : [];
  }

  #keep(): void {
    const lesson = this.#lesson;
    if (!lesson) return;
    const { texts } = this.#bench;
    this.#progress.keep(lesson.id, lesson.start.every(({ text }, at) => text === texts[at]) ? null : texts);
  }

  #build(lesson: Lesson): void {
    const at = this.#lessons.indexOf(lesson);
    this.#goals.open(lesson.goal, this.#titles);
    this.#remarks.clear();
    this.#side.replaceChildren(
      element("section", { "aria-labelledby": "goals-title" }, element("h2", { id: "goals-title" }, say.goals), this.#goals.node, this.#verdict),
      this.#remarks.node,
      hintsNode(lesson),
      solutionFold(lesson),
    );
    this.#showAfter(lesson, this.#progress.isDone(lesson.id));
    this.node.replaceChildren(
      element(
        "div",
        { class: "lesson-top" },
        element("a", { href: "#lessons", class: "back" }, say.back),
        element("p", { class: "quiet" }, `${say.place(at + 1, this.#lessons.length)} · ${say.room(lesson.room)} · ${say.minutes(lesson.minutes)}`),
        element(
          "div",
          { class: "buttons" },
          button(say.present, "", () => {
            if (this.#start) new Presenter(lesson, this.#start).show();
          }),
          element("a", { class: "button", href: `#sheet/${lesson.id}` }, say.sheet),
        ),
      ),
      element(
        "div",
        { class: "lesson-work" },
        element(
          "div",
          {},
          element("h1", { tabindex: "-1" }, lesson.title),
          element("div", { class: "story-text" }, ...blocks(lesson.story)),
          this.#bench.node,
        ),
        this.#side,
      ),
    );
  }

  #show(lesson: Lesson, report: Report, files: SourceFile[]): void {
    const start = this.#start;
    if (!start || this.#lesson !== lesson) return;
    const judgement = judge(lesson, start, report, files);
    this.#goals.update((rule) => speaking(report, rule));
    this.#remarks.update(report, files, judgement);
    this.#bench.marks(report, files);
    const quiet = lesson.goal.filter((rule) => speaking(report, rule) === 0).length;
    const left = say.left(lesson.goal.length - quiet, lesson.goal.length);
    const { verdict } = judgement;
    const words = verdict === "open" ? left : verdict === "finished" && lesson.room === "house" ? say.finishedHouse : say.verdicts[verdict];
    this.#verdict.dataset["verdict"] = verdict;
    setText(this.#verdict, words);
    // Heard only when it changes, and after what was typed.
    setText(this.#status, words);
    if (verdict === "finished") this.#progress.finish(lesson.id);
    if (verdict === "finished" || !this.#progress.isDone(lesson.id)) this.#showAfter(lesson, verdict === "finished");
  }

  /** The end of the story, once it's earned. */
  #showAfter(lesson: Lesson, told: boolean): void {
    const shown = `${lesson.id} ${told}`;
    if (this.#after.dataset["shown"] === shown && this.#after.isConnected) return;
    this.#after.dataset["shown"] = shown;
    this.#after.classList.toggle("told", told);
    // Earned, it stands where the eye is; until then it waits at the end.
    if (told) this.#side.firstElementChild?.after(this.#after);
    else this.#side.append(this.#after);
    const next = this.#lessons[this.#lessons.indexOf(lesson) + 1];
    this.#after.replaceChildren(
      element("h2", { id: "after-title" }, say.afterTitle),
      ...(told
        ? [
            ...blocks(lesson.after),
            next
              ? element("a", { class: "button keep", href: `#lesson/${next.id}` }, say.next(next.title))
              : element("a", { class: "button keep", href: "#lessons" }, say.allDone),
          ]
        : [element("p", { class: "quiet" }, say.afterWaits)]),
    );
  }
}

/** In here the hand learns: nothing is mended at the press of a button. */
function byHand(report: Report): Report {
  return { ...report, findings: report.findings.map((finding) => ({ ...finding, fixes: [] })) };
}

/** One hint after the other, as somebody asks for them. */
function hintsNode(lesson: Lesson): HTMLElement {
  const list = element("ol", { class: "hints" });
  const more = button(say.firstHint, "", () => {
    const hint = lesson.hints[list.childElementCount];
    if (!hint) return;
    const item = element("li", { tabindex: "-1" }, ...hint.map(inline));
    list.append(item);
    const left = lesson.hints.length - list.childElementCount;
    more.hidden = left === 0;
    setText(more, say.nextHint(left));
    item.focus();
  });
  return element("section", { class: "help", "aria-labelledby": "hints-title" }, element("h2", { id: "hints-title" }, say.hints), list, more);
}

function solutionFold(lesson: Lesson): HTMLElement {
  const fold = element("details", { class: "solution report" }, element("summary", {}, say.solution));
  // Nobody finds it by searching in the page before they want it.
  fold.addEventListener("toggle", () => {
    if (fold.open && fold.childElementCount === 1) fold.append(element("p", { class: "quiet" }, say.solutionWords), ...solutionNodes(lesson));
  });
  return fold;
}
