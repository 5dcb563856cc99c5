// The classroom: finds what an address asks for, and shows it.

import "./classroom.css";
import "./sheet.css";
import { lessons, titles } from "virtual:lessons";
import { element } from "../element.ts";
import { type Engine, EngineFailure } from "../engine/protocol.ts";
import { say } from "../strings/classroom.en.ts";
import type { Texts } from "../texts.ts";
import { Home } from "./home.ts";
import { LessonView } from "./lesson-view.ts";
import { Progress } from "./progress.ts";
import { sheetNodes } from "./sheet.ts";

/** What the classroom needs of the page around it. */
export interface Surroundings {
  engine: Promise<Engine>;
  texts: Promise<Texts>;
  /** The one line that screen readers hear. */
  status: HTMLElement;
  /** Where everything can be saved as one file, if this isn't it already. */
  takeHome: string | null;
}

export class Classroom {
  readonly node = element("div", { class: "classroom" });
  readonly #progress = new Progress(lessons);
  readonly #home: Home;
  readonly #surroundings: Surroundings;
  #view: Promise<LessonView> | null = null;
  #asked = "";

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#home = new Home(lessons, this.#progress, surroundings.takeHome);
  }

  /** Shows what stands behind `#`; resolves to its title, or `null` if it's none of the classroom's. */
  async show(asked: string): Promise<string | null> {
    this.#asked = asked;
    const [what, id] = asked.split("/");
    const lesson = lessons.find((lesson) => lesson.id === id);
    if (what === "lesson" && lesson) {
      try {
        const view = await this.#lessonView();
        if (this.#asked !== asked) return lesson.title;
        this.#put(view.node);
        await view.open(lesson);
      } catch (error) {
        if (!(error instanceof EngineFailure)) throw error;
        this.#put(
          element("h1", { tabindex: "-1" }, lesson.title),
          element("p", { class: "note", role: "alert" }, say.noEngine),
          element("a", { href: "#lessons", class: "back" }, say.back),
        );
      }
      return lesson.title;
    }
    if (what === "sheet" && lesson) {
      this.#put(...sheetNodes([lesson], lessons, titles));
      return say.sheetTitle(lesson.title);
    }
    if (what === "sheets") {
      this.#put(...sheetNodes(lessons, lessons, titles));
      return say.sheetsTitle;
    }
    if (what !== "lessons" && what !== "") return null;
    this.#home.update();
    this.#put(this.#home.node);
    return say.title;
  }

  #put(...nodes: Node[]): void {
    this.node.replaceChildren(...nodes);
  }

  #lessonView(): Promise<LessonView> {
    this.#view ??= (async () => {
      const { engine, texts, status } = this.#surroundings;
      return new LessonView(lessons, titles, { engine: await engine, texts: await texts, progress: this.#progress, status });
    })();
    return this.#view;
  }
}
