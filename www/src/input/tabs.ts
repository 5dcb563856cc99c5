// The tabs above the editor, one a file.

import type { Report } from "../../../pkg/cozydock.js";
import { byId, element, setText } from "../element.ts";
import { say } from "../strings/editor.en.ts";
import type { Doc, Workspace } from "./workspace.ts";

export class Tabs {
  readonly #list = byId("tabs", HTMLElement);
  readonly #panel = byId("pad", HTMLElement);
  readonly #close = byId("close-file", HTMLButtonElement);
  readonly #closeWords = byId("close-file-words", HTMLElement);
  readonly #workspace: Workspace;
  readonly #tabs = new Map<Doc, HTMLButtonElement>();
  /** Called when another file was chosen. */
  readonly #chosen: () => void;
  #nextId = 0;

  constructor(workspace: Workspace, chosen: () => void) {
    this.#workspace = workspace;
    this.#chosen = chosen;
    this.#list.addEventListener("keydown", (event) => this.#key(event));
    this.#close.addEventListener("click", () => this.#closeOne(workspace.active));
  }

  /** Shows the files as they are; `report` knows names and how much there is to say. */
  show(report: Report | null): void {
    const { docs, active } = this.#workspace;
    const seen = new Map<string, number>();
    for (const [doc, tab] of this.#tabs) {
      if (docs.includes(doc)) continue;
      tab.remove();
      this.#tabs.delete(doc);
    }
    docs.forEach((doc, index) => {
      const tab = this.#tabs.get(doc) ?? this.#create(doc);
      if (this.#list.children[index] !== tab) this.#list.insertBefore(tab, this.#list.children[index] ?? null);
      const known = report?.files.length === docs.length && doc.text !== "" ? report.files[index]?.name : "";
      const name = doc.name || known || say.untitled;
      const nth = (seen.get(name) ?? 0) + 1;
      seen.set(name, nth);
      const [words, badge] = tab.children;
      if (words) setText(words, say.tab(name, nth));
      const many = report?.findings.filter(({ file }) => file === index).length ?? 0;
      if (badge) {
        setText(badge, docs.length > 1 && many > 0 ? String(many) : "");
        badge.setAttribute("aria-label", say.remarks(many));
        badge.toggleAttribute("hidden", badge.textContent === "");
      }
      tab.setAttribute("aria-selected", String(doc === active));
      tab.tabIndex = doc === active ? 0 : -1;
      if (doc === active) {
        this.#panel.setAttribute("aria-labelledby", tab.id);
        setText(this.#closeWords, say.closeTab(say.tab(name, nth)));
      }
    });
    this.#close.hidden = docs.length < 2;
  }

  #create(doc: Doc): HTMLButtonElement {
    this.#nextId += 1;
    const tab = element(
      "button",
      { type: "button", role: "tab", id: `tab-${this.#nextId}`, "aria-controls": "pad", class: "tab" },
      element("span", { class: "tab-name", translate: "no" }),
      element("span", { class: "badge", role: "img" }),
    );
    tab.addEventListener("click", () => this.#choose(doc));
    tab.addEventListener("auxclick", (event) => {
      if (event.button === 1 && this.#workspace.docs.length > 1) this.#closeOne(doc);
    });
    this.#tabs.set(doc, tab);
    return tab;
  }

  #choose(doc: Doc): void {
    this.#workspace.choose(doc);
    this.#chosen();
  }

  #closeOne(doc: Doc): void {
    const name = this.#tabs.get(doc)?.firstElementChild?.textContent ?? "";
    this.#workspace.close(doc, say.closed(name));
    this.#tabs.get(this.#workspace.active)?.focus();
  }

  #key(event: KeyboardEvent): void {
    const { docs, active } = this.#workspace;
    const at = docs.indexOf(active);
    const last = docs.length - 1;
    const to = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    const doc = to === undefined ? undefined : docs[to];
    if (doc) {
      event.preventDefault();
      this.#choose(doc);
      this.#tabs.get(doc)?.focus();
    } else if (event.key === "Delete" && docs.length > 1) {
      event.preventDefault();
      this.#closeOne(active);
    }
  }
}
