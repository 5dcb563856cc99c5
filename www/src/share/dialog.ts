// The panel with the link that carries the files, and the report in other forms.

import "./dialog.css";
import type { Report, SourceFile } from "../../../pkg/cozydock.js";
import { element, setText } from "../element.ts";
import { pullRequest } from "../export/pull-request.ts";
import { sarif, type Told } from "../export/sarif.ts";
import type { Doc } from "../input/workspace.ts";
import { share as say } from "../strings/share.en.ts";
import type { Texts } from "../texts.ts";
import { toHash } from "./link.ts";
import { masked } from "./mask.ts";

/** What there is to share. */
export interface Shared {
  docs: readonly Doc[];
  /** `null` while nothing was judged. */
  last: { report: Report; files: SourceFile[] } | null;
  texts: Texts;
}

/** From this length on, in characters, a link may be cut by programs that pass it on. */
const LONG = 8000;

export class ShareDialog {
  readonly #shared: () => Shared;
  readonly #link = element("input", { type: "text", readonly: true, id: "share-link", dir: "ltr", translate: "no", spellcheck: "false" });
  readonly #warning = element("p", { class: "share-warning", hidden: true });
  readonly #length = element("p", { class: "quiet", hidden: true });
  readonly #unmask = element("input", { type: "checkbox" });
  readonly #choice = element("label", { class: "share-choice", hidden: true }, this.#unmask, ` ${say.unmask}`);
  readonly #outcome = element("p", { role: "status", class: "quiet" });
  readonly #dialog: HTMLDialogElement;

  constructor(shared: () => Shared) {
    this.#shared = shared;
    const heading = element("h2", { id: "share-title", tabindex: "-1", autofocus: true }, say.title);
    this.#dialog = element(
      "dialog",
      { id: "share", "aria-labelledby": "share-title" },
      element(
        "div",
        { class: "sheet" },
        heading,
        element("h3", {}, say.linkTitle),
        element("p", {}, say.linkHow),
        this.#warning,
        this.#choice,
        element("label", { for: "share-link", class: "heard" }, say.link),
        element("div", { class: "share-row" }, this.#link, button(say.copyLink, () => this.#copy(this.#link.value))),
        this.#length,
        element("h3", {}, say.reportsTitle),
        element(
          "div",
          { class: "share-row" },
          button(say.copyMarkdown, () => this.#withReport((told) => this.#copy(pullRequest(told)))),
          button(say.saveSarif, () => this.#withReport((told) => save("cozydock.sarif", sarif(told)))),
          button(say.saveJson, () => this.#withReport(({ report }) => save("cozydock.json", report))),
          button(say.print, () => {
            this.#dialog.close();
            print();
          }),
        ),
        this.#outcome,
        button(say.close, () => this.#dialog.close()),
      ),
    );
    this.#unmask.addEventListener("change", () => void this.#show());
    this.#link.addEventListener("focus", () => this.#link.select());
    // A press beside the panel closes it.
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
    document.body.append(this.#dialog);
  }

  async open(): Promise<void> {
    this.#unmask.checked = false;
    setText(this.#outcome, "");
    this.#dialog.showModal();
    await this.#show();
  }

  async #show(): Promise<void> {
    const { docs, last } = this.#shared();
    const covered = masked(docs, last?.report.findings ?? []);
    const asTheyAre = this.#unmask.checked;
    this.#warning.hidden = covered.places === 0;
    this.#choice.hidden = covered.places === 0;
    setText(this.#warning, asTheyAre ? say.unmasked : say.masked(covered.places));
    const address = new URL(location.href);
    address.hash = await toHash(asTheyAre ? docs : covered.docs);
    this.#link.value = address.href;
    this.#length.hidden = address.href.length < LONG;
    setText(this.#length, say.long(Math.round(address.href.length / 1000)));
  }

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setText(this.#outcome, say.copied);
    } catch {
      setText(this.#outcome, say.copyDenied);
    }
  }

  #withReport(use: (told: Told) => unknown): void {
    const { last, texts } = this.#shared();
    // Where the page comes from a disk, there is no address that others could open.
    const site = location.protocol.startsWith("http") ? new URL("./", location.href).href : null;
    if (last) use({ ...last, texts, site });
  }
}

function button(words: string, press: () => unknown): HTMLButtonElement {
  const node = element("button", { type: "button" }, words);
  node.addEventListener("click", press);
  return node;
}

/** Hands a file to the browser's downloads; nothing is asked for over the network. */
function save(name: string, content: unknown): void {
  const address = URL.createObjectURL(new Blob([`${JSON.stringify(content, null, 2)}\n`], { type: "application/json" }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
