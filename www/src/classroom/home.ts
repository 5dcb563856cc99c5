// The list of lessons, the house that they light, and what a class needs around it.

import { element, setText } from "../element.ts";
import { HousePicture } from "../report/house-picture.ts";
import { prose } from "../report/rich-text.ts";
import { button, heard } from "../report/shown.ts";
import { say } from "../strings/classroom.en.ts";
import type { Lesson } from "./lesson.ts";
import type { Progress } from "./progress.ts";

export class Home {
  readonly node: HTMLElement;
  readonly #lessons: readonly Lesson[];
  readonly #progress: Progress;
  readonly #picture = new HousePicture();
  readonly #houseWords = element("h2", { id: "house-words" });
  readonly #list = element("ol", { class: "lessons" });
  readonly #code = element("input", { type: "text", readonly: true, id: "code", class: "code-box", spellcheck: "false" });
  readonly #entered = element("input", {
    type: "text", id: "entered", class: "code-box", autocomplete: "off", autocapitalize: "characters", spellcheck: "false",
  });
  readonly #answer = element("p", { class: "quiet", role: "status" });
  readonly #kept = element("p", { class: "quiet" });
  readonly #ask: HTMLDialogElement;
  readonly #askWords = element("p");

  /** `takeHome`: where the whole thing can be saved as one file, if this isn't it already. */
  constructor(lessons: readonly Lesson[], progress: Progress, takeHome: string | null) {
    this.#lessons = lessons;
    this.#progress = progress;
    this.#ask = element(
      "dialog",
      { "aria-labelledby": "reset-title" },
      element(
        "div",
        { class: "sheet" },
        element("h2", { id: "reset-title" }, say.resetTitle),
        this.#askWords,
        element(
          "div",
          { class: "buttons" },
          button(say.resetNo, "", () => this.#ask.close()),
          button(say.resetYes, "", () => this.#forget()),
        ),
      ),
    );
    this.node = element(
      "div",
      { class: "class-home" },
      element(
        "div",
        { class: "welcome" },
        element("h1", { tabindex: "-1" }, say.title),
        element("p", {}, say.introduction),
        element("p", {}, say.introductionBakery),
      ),
      element(
        "section",
        { class: "class-house", "aria-labelledby": "house-words" },
        this.#picture.node,
        element("div", {}, this.#houseWords, element("p", { class: "quiet" }, say.houseHelp)),
      ),
      element("section", { class: "class-list", "aria-labelledby": "list-title" }, element("h2", { id: "list-title" }, say.listTitle), this.#list),
      element("div", { class: "class-rest" }, this.#progressNode(), this.#teachersNode(takeHome)),
      this.#ask,
    );
  }

  update(): void {
    const { done } = this.#progress;
    const lit = (id: string) => done.includes(id);
    const rooms = this.#lessons.filter(({ room }) => room !== "house");
    const many = rooms.filter(({ id }) => lit(id)).length;
    const whole = this.#lessons.every(({ id }) => lit(id));
    this.#picture.update(rooms.map(({ id }) => (lit(id) ? "cozy" : "not-visible")), whole);
    setText(this.#houseWords, whole ? say.houseDone : many === rooms.length ? say.houseAlmost : say.houseTitle(many));
    this.#list.replaceChildren(...this.#lessons.map((lesson) => this.#item(lesson)));
    this.#code.value = this.#progress.code;
    setText(this.#kept, this.#progress.kept ? say.progressWords : say.progressDenied);
  }

  #item({ id, title, room, minutes }: Lesson): HTMLElement {
    const state = this.#progress.isDone(id) ? "finished" : this.#progress.texts(id) ? "started" : "open";
    return element(
      "li",
      { "data-state": state },
      element("a", { href: `#lesson/${id}` }, title),
      element("span", { class: "quiet" }, heard(". "), `${say.room(room)} · ${say.minutes(minutes)}`, heard(". ")),
      element("span", { class: "lesson-state" }, say[state]),
    );
  }

  #progressNode(): HTMLElement {
    const form = element(
      "form",
      { class: "code-row" },
      element("label", { for: "entered" }, say.haveCode),
      this.#entered,
      element("button", { type: "submit" }, say.useCode),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const fits = this.#progress.useCode(this.#entered.value);
      if (fits) this.update();
      this.#tell(fits ? say.codeWorked(this.#progress.done.length) : say.codeFailed);
      if (!fits) this.#entered.focus();
    });
    return element(
      "section",
      { class: "progress", "aria-labelledby": "progress-title" },
      element("h2", { id: "progress-title" }, say.progressTitle),
      this.#kept,
      element(
        "div",
        { class: "code-row" },
        element("label", { for: "code" }, say.code),
        this.#code,
        button(say.copyCode, "", () => void this.#copy()),
      ),
      form,
      this.#answer,
      button(say.reset, "", () => {
        setText(this.#askWords, say.resetWords(this.#progress.done.length));
        this.#ask.showModal();
      }),
    );
  }

  #teachersNode(takeHome: string | null): HTMLElement {
    return element(
      "section",
      { class: "teachers", "aria-labelledby": "teachers-title" },
      element("h2", { id: "teachers-title" }, say.teachersTitle),
      element("p", {}, ...prose(say.teachersWords)),
      element("p", {}, element("a", { href: "#sheets" }, say.allSheets)),
      ...(takeHome
        ? [
            element("h2", {}, say.takeHome),
            element("p", {}, say.takeHomeWords),
            element("p", {}, element("a", { href: takeHome, download: "cozydock.html" }, say.takeHomeLink)),
          ]
        : []),
    );
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#code.value);
      this.#tell(say.codeCopied);
    } catch {
      this.#code.select();
      this.#tell(say.codeNotCopied);
    }
  }

  #forget(): void {
    this.#progress.forget();
    this.#entered.value = "";
    this.#ask.close();
    this.update();
    this.#tell(say.resetDone);
  }

  #tell(words: string): void {
    setText(this.#answer, words);
  }
}
