// A lesson for a room full of people: large, one thing at a time, the answer when it's asked for.

import type { Report, SourceFile } from "../../../pkg/cozydock.js";
import { element, setText } from "../element.ts";
import { excerptNode } from "../report/excerpt.ts";
import { blocks, prose } from "../report/rich-text.ts";
import { button } from "../report/shown.ts";
import { visible } from "../report/visible.ts";
import { say } from "../strings/classroom.en.ts";
import { filesOf } from "./judgement.ts";
import type { Lesson } from "./lesson.ts";
import { solutionNodes } from "./solution.ts";

/** What is seen at once, and what only when it's asked for. */
interface Slide {
  title: string;
  open: Node[];
  hidden: Node[];
}

export class Presenter {
  readonly #dialog: HTMLDialogElement;
  readonly #stage = element("div", { class: "stage report" });
  readonly #count = element("p", { class: "quiet", role: "status" });
  readonly #slides: Slide[];
  readonly #back = button(say.previous, "", () => this.#go(-1));
  readonly #on = button(say.forward, "", () => this.#go(1));
  readonly #reveal = button(say.reveal, "keep", () => this.#show(true));
  #at = 0;

  constructor(lesson: Lesson, start: Report) {
    this.#slides = slides(lesson, start);
    this.#dialog = element(
      "dialog",
      { class: "presenter", "aria-label": say.presentTitle(lesson.title) },
      this.#stage,
      element(
        "div",
        { class: "controls" },
        this.#back,
        this.#on,
        this.#reveal,
        this.#count,
        element("p", { class: "quiet keys" }, say.presentKeys),
        button(say.end, "plain", () => this.#dialog.close()),
      ),
    );
    this.#dialog.addEventListener("keydown", (event) => this.#key(event));
    this.#dialog.addEventListener("close", () => this.#dialog.remove());
  }

  show(): void {
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.#show(false);
  }

  #go(by: 1 | -1): void {
    const to = this.#at + by;
    if (to < 0 || to >= this.#slides.length) return;
    this.#at = to;
    this.#show(false);
  }

  #show(all: boolean): void {
    const slide = this.#slides[this.#at];
    if (!slide) return;
    const title = element("h2", { tabindex: "-1" }, ...prose(visible(slide.title)));
    const answer = element("div", { class: "answer" }, ...slide.hidden);
    answer.hidden = !all;
    this.#stage.replaceChildren(title, ...slide.open, answer);
    this.#stage.scrollTop = 0;
    this.#reveal.hidden = all || slide.hidden.length === 0;
    this.#back.disabled = this.#at === 0;
    this.#on.disabled = this.#at === this.#slides.length - 1;
    setText(this.#count, say.step(this.#at + 1, this.#slides.length));
    title.focus();
  }

  #key(event: KeyboardEvent): void {
    const onControl = event.target instanceof Element && event.target.closest("button, summary, a, pre") !== null;
    if (event.key === "ArrowRight" || event.key === "PageDown") this.#go(1);
    else if (event.key === "ArrowLeft" || event.key === "PageUp") this.#go(-1);
    else if (event.key === " " && !onControl && !this.#reveal.hidden) this.#show(true);
    else return;
    event.preventDefault();
  }
}

function slides(lesson: Lesson, start: Report): Slide[] {
  const files: SourceFile[] = filesOf(lesson);
  const findings = start.findings.filter(({ rule, severity }) => lesson.goal.includes(rule) && severity !== "note");
  return [
    { title: lesson.title, open: blocks(lesson.story), hidden: [] },
    ...findings.map(({ title, detail, file, range }): Slide => {
      const name = files.length > 1 ? element("p", { class: "diff-file" }, files[file]?.name ?? "") : null;
      const lines = excerptNode(files[file]?.text ?? "", range);
      return {
        title: say.question,
        open: [name, lines].filter((node) => node !== null),
        hidden: [
          element("p", { class: "complaint-title" }, ...prose(visible(title))),
          element("p", {}, ...prose(visible(detail))),
        ],
      };
    }),
    { title: say.solutionSlide, open: [], hidden: solutionNodes(lesson) },
    { title: say.afterTitle, open: blocks(lesson.after), hidden: [] },
  ];
}
