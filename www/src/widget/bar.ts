// The widget's bar: one line that is there at once, and keeps its height whatever it says.

import type { Finding } from "../../../pkg/cozydock.js";
import { element } from "../element.ts";
import { bar as say, type Trouble } from "../strings/widget.en.ts";
import { barSheet } from "./sheets.ts";

/** What the bar has to say. */
export interface BarState {
  name: string;
  /** `null`: not looked at yet. */
  findings: readonly Finding[] | null;
  /** True if every line could be read. */
  read: boolean;
  empty: boolean;
  open: boolean;
  editable: boolean;
}

export interface BarActions {
  toggle(): void;
  edit(): void;
  /** Tries once more what couldn't be loaded. */
  again(): void;
}

const SVG = "http://www.w3.org/2000/svg";

export class Bar {
  readonly root: ShadowRoot;
  /** Where the panel goes. */
  readonly panel = element("div", { id: "panel", class: "panel", part: "panel", hidden: true });
  trouble: Trouble | null = null;
  /** Where to go instead, in trouble. */
  link: string | null = null;
  /** The code stands inside the widget, so that what's inside is shown. */
  hasInside = false;
  readonly #host: HTMLElement;
  readonly #again = element("button", { type: "button" }, say.again);
  readonly #slot = element("slot", { hidden: true });
  readonly #dock = element("div", { class: "dock", lang: "en", part: "dock" });
  readonly #toggle = element("button", { type: "button", class: "words", part: "toggle", "aria-expanded": "false", "aria-controls": "panel" });
  readonly #words = element("span", { class: "say", part: "words" });
  readonly #edit = element("button", { type: "button", class: "edit", part: "edit", hidden: true }, say.edit);
  readonly #note = element("p", { class: "note", part: "trouble", hidden: true });
  readonly #bar = element("div", { class: "bar", part: "bar" });
  readonly #own = new CSSStyleSheet();

  constructor(host: HTMLElement, actions: BarActions) {
    this.#host = host;
    this.root = host.attachShadow({ mode: "open" });
    this.root.adoptedStyleSheets = [barSheet(), this.#own];
    this.#toggle.append(
      house(),
      element("span", { class: "heard" }, `${say.name}: `),
      this.#words,
      element("span", { class: "explain" }, element("span", {}, say.explain)),
    );
    this.#toggle.addEventListener("click", actions.toggle);
    this.#edit.addEventListener("click", actions.edit);
    this.#again.addEventListener("click", actions.again);
    this.#bar.append(this.#toggle, this.#edit);
    this.#dock.append(this.#bar, this.#note, this.panel);
    this.root.append(this.#slot, this.#dock);
    this.#say(say.waiting, "", "waiting");
  }

  /** The sheets are written in rem; here one is as big as the text around the widget. */
  measure(): void {
    const size = (node: Element) => parseFloat(getComputedStyle(node).fontSize) || 16;
    this.#own.replaceSync(`.dock{--rem:${(size(this.#host) / size(document.documentElement)).toFixed(4)}rem}`);
  }

  /** A question is on its way. */
  look(): void {
    if (this.#dock.dataset["tone"] === "waiting") this.#say(say.looking, "", "waiting");
  }

  /** There's no answer for this text. */
  stumble(): void {
    this.#say(say.stumbled, "", "low");
  }

  update({ name, findings, read, empty, open, editable }: BarState): void {
    const { trouble } = this;
    this.#toggle.hidden = trouble !== null;
    this.#edit.hidden = !editable || trouble !== null;
    this.#note.hidden = trouble === null;
    this.#slot.hidden = trouble === null && !this.hasInside;
    this.panel.hidden = !open || trouble !== null || !findings;
    this.#toggle.ariaExpanded = String(open);
    this.#bar.setAttribute("role", "group");
    this.#bar.ariaLabel = name ? `${say.name}, ${name}` : say.name;
    if (trouble !== null) {
      const link = this.link && element("a", { href: this.link, target: "_blank", rel: "noopener" }, say.instead);
      this.#note.replaceChildren(house(), say.trouble[trouble], " ", ...(link ? [link] : trouble === "unreachable" ? [this.#again] : []));
    } else if (findings) {
      this.#tell(findings, read, empty);
    }
  }

  #tell(findings: readonly Finding[], read: boolean, empty: boolean): void {
    if (empty) this.#say(say.empty, "", "waiting");
    else if (findings.length > 0) this.#say(...say.found(findings), worst(findings));
    else this.#say(read ? say.nothing : say.unread, "", read ? "good" : "low");
  }

  #say(words: string, more: string, tone: string): void {
    if (this.#words.textContent !== words + more) {
      this.#words.replaceChildren(words, element("span", { class: "besides" }, more));
    }
    this.#dock.dataset["tone"] = tone;
  }
}

function worst(findings: readonly Finding[]): string {
  const there = new Set(findings.map(({ severity }) => severity));
  return (["critical", "high", "medium", "low"] as const).find((severity) => there.has(severity)) ?? "note";
}

/** The small house that stands for the name. */
function house(): SVGElement {
  const draw = (tag: string, attributes: Record<string, string>) => {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    return node;
  };
  const picture = draw("svg", { viewBox: "0 0 32 32", "aria-hidden": "true", focusable: "false" });
  picture.append(
    draw("path", { d: "M16 3 2.500 15h3.700v13h19.600V15h3.700z" }),
    draw("path", { class: "door", d: "M13 28v-8a3 3 0 0 1 6 0v8z" }),
  );
  return picture;
}
