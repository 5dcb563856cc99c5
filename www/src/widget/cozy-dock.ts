// The element `<cozy-dock>`: what it is told, what it looks at, and what it tells.

import type { Finding, Report } from "../../../pkg/cozydock.js";
import { bar as say, type Trouble } from "../strings/widget.en.ts";
import { Bar } from "./bar.ts";
import type { Desk } from "./engine.ts";
import type { Panel } from "./panel.ts";
import { folder, home, loadPanel } from "./parts.ts";
import { claim } from "./registry.ts";
import { whenSeen } from "./seen.ts";
import { fragment, ignored, kindOf, worthTelling } from "./settings.ts";
import { leaveEngine, useEngine, wasmAllowed } from "./shared-engine.ts";
import { findBlock, fromBlock, fromFile, fromInside, type Source } from "./source.ts";

const NOTHING: Source = { text: "", name: "", language: "", block: null, code: null };

/** How often a block that keeps changing is read: once in so many milliseconds. */
const SETTLE = 100;

// Where there is no browser, importing this does no harm.
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

export class CozyDock extends Base {
  static readonly observedAttributes = [
    "for", "src", "kind", "view", "ignore", "min-severity", "editable", "open", "loading", "base",
  ];

  /** The block to look at, where a script knows it. */
  block: Element | null = null;
  readonly #bar: Bar;
  #source: Source = NOTHING;
  /** The text, where it's no longer the page's own. */
  #own: string | null = null;
  #desk: Desk | null = null;
  #report: Report | null = null;
  #panel: Panel | null = null;
  #opening: Promise<void> | null = null;
  #connected: AbortController | null = null;
  /** Grows with every look: a late answer is recognized as late. */
  #turn = 0;

  constructor() {
    super();
    this.#bar = new Bar(this, {
      toggle: () => this.toggleAttribute("open"),
      edit: () => void this.#edit(),
      again: () => void this.check(),
    });
  }

  /** The text that is looked at. */
  get value(): string {
    return this.#own ?? this.#source.text;
  }

  set value(text: string) {
    this.#own = String(text);
    this.#changed();
  }

  /** The engine's last answer, with everything in it. */
  get report(): Report | null {
    return this.#report;
  }

  /** Looks at the text now, wherever the widget is; `null` where that can't be done. */
  async check(): Promise<Report | null> {
    await this.#read();
    return this.#look();
  }

  connectedCallback(): void {
    this.#connected?.abort();
    const { signal } = (this.#connected = new AbortController());
    this.#bar.measure();
    this.#show();
    if (this.getAttribute("loading") === "eager") void this.#begin(signal);
    else whenSeen(this, signal, () => void this.#begin(signal));
  }

  disconnectedCallback(): void {
    this.#connected?.abort();
    this.#connected = null;
    this.#turn += 1;
    this.#panel?.close();
    this.#panel = this.#opening = this.#desk = null;
    leaveEngine(this);
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now || !this.#connected) return;
    if (name === "for" || name === "src") void this.check();
    else if (name === "kind" || name === "ignore") this.#changed();
    else this.#show();
  }

  get #base(): string | null {
    const base = this.getAttribute("base");
    return base === null ? null : folder(base);
  }

  /** In sight for the first time. */
  async #begin(signal: AbortSignal): Promise<void> {
    await this.#read();
    if (signal.aborted) return;
    const { block } = this.#source;
    if (block) {
      // Highlighters and frameworks may still be at work on it.
      let timer: ReturnType<typeof setTimeout> | undefined;
      const observer = new MutationObserver(() => {
        clearTimeout(timer);
        timer = setTimeout(() => void this.#reread(), SETTLE);
      });
      observer.observe(block, { childList: true, characterData: true, subtree: true });
      signal.addEventListener("abort", () => {
        clearTimeout(timer);
        observer.disconnect();
      });
    }
    await this.#look();
  }

  async #reread(): Promise<void> {
    const { text } = this.#source;
    await this.#read();
    if (this.#own === null && this.#source.text !== text) this.#changed();
  }

  async #read(): Promise<void> {
    const wanted = this.getAttribute("for");
    const src = this.getAttribute("src");
    let source: Source | null = null;
    try {
      const block = this.block ?? (wanted === null ? null : findBlock(this, wanted));
      if (block) source = fromBlock(block);
      else if (wanted === null && src !== null) {
        source = await fromFile(src);
        if (!source) {
          this.#fail("elsewhere", src);
          return;
        }
      } else if (wanted === null) source = fromInside(this);
    } catch (error) {
      this.#fail("unreachable", String(error));
      return;
    }
    this.#source = source ?? NOTHING;
    this.#bar.hasInside = source !== null && source.block !== null && this.contains(source.block);
    if (source?.block) {
      // One that the page itself wrote goes before one that was made for the block.
      const former = claim(source.block, this);
      if (former instanceof CozyDock && former.block !== null) former.remove();
    }
    if (!source && this.#own === null && !this.hasAttribute("editable")) this.#fail("nothing", wanted ?? "");
  }

  /** Text or options are others now. */
  #changed(): void {
    if (this.#connected && this.#desk) void this.#look();
  }

  async #look(): Promise<Report | null> {
    const { value } = this;
    if (!this.#connected || (this.#bar.trouble && value === "")) return null;
    if (!wasmAllowed()) return this.#fail("forbidden", "WebAssembly");
    this.#turn += 1;
    const turn = this.#turn;
    this.#bar.look();
    try {
      const desk = await useEngine(this, this.#base);
      if (!this.#connected) {
        leaveEngine(this);
        return null;
      }
      if (this.#desk !== desk) {
        this.#desk = desk;
        this.#tell("ready", { version: desk.about.version });
      }
      const kind = kindOf(this, this.#source);
      const name = this.#source.name;
      const report = await desk.check(
        { text: value, ...(kind && { kind }), ...(name && { name }) },
        { ignore: ignored(this) },
      );
      if (turn !== this.#turn || !this.#connected) return report;
      this.#report = report;
      this.#bar.trouble = null;
      this.#show();
      this.#tell("report", { report });
      return report;
    } catch (error) {
      if (turn === this.#turn && this.#connected) this.#stumble(error);
      return null;
    }
  }

  /** What is worth telling on this page. */
  get #findings(): Finding[] {
    return worthTelling(this, this.#report?.findings ?? []);
  }

  #show(): void {
    const open = this.hasAttribute("open");
    this.#bar.update({
      name: this.#source.name,
      findings: this.#report && this.#findings,
      read: this.#report?.files.every(({ ok }) => ok) ?? true,
      empty: this.value.trim() === "",
      open,
      editable: this.hasAttribute("editable"),
    });
    if (open && this.#report) void this.#openPanel();
    this.#panel?.show();
  }

  #openPanel(): Promise<void> {
    this.#opening ??= (async () => {
      const signal = this.#connected?.signal;
      try {
        const { createPanel } = await loadPanel(this.#base);
        if (!signal || signal.aborted) return;
        this.#panel = createPanel({
          node: this.#bar.panel,
          root: this.#bar.root,
          view: () => (this.getAttribute("view") === "full" ? "full" : "summary"),
          editable: () => this.hasAttribute("editable"),
          state: () => {
            const { about } = this.#desk ?? {};
            if (!this.#report || !about) return null;
            const findings = this.#findings;
            return {
              about,
              report: { ...this.#report, findings },
              left: this.#report.findings.length - findings.length,
              text: this.value,
              name: this.#source.name,
              original: this.#own === null || this.#own === this.#source.text,
            };
          },
          preview: async (findings, safety) =>
            (await this.#desk?.applyFixes({ text: this.value }, findings, safety)) ?? [],
          change: (text) => (this.value = text),
          restore: () => {
            this.#own = null;
            this.#changed();
          },
          fixed: (text, label) => this.#tell("fix", { text, label }, true),
          point: (start, end) => this.#point(start, end),
        });
        this.#panel.show();
      } catch (error) {
        this.#opening = null;
        this.#fail("unreachable", String(error));
      }
    })();
    return this.#opening;
  }

  async #edit(): Promise<void> {
    this.setAttribute("open", "");
    await this.#openPanel();
    this.#panel?.edit();
  }

  /** Selects a place in the page's own block; false where that can't be done. */
  #point(start: number, end: number): boolean {
    const { code, text, block } = this.#source;
    if (!code || !block?.isConnected || this.value !== text) return false;
    const range = code.range(start, end);
    getSelection()?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    (range.startContainer.parentElement ?? block).scrollIntoView({ block: "nearest" });
    return true;
  }

  #fail(trouble: Trouble, message: string): null {
    this.#bar.trouble = trouble;
    const site = this.#base ?? home;
    this.#bar.link = trouble === "forbidden" && site ? `${site}embed.html#${fragment(this, this.value, kindOf(this, this.#source))}` : null;
    this.#show();
    this.#tell("error", { reason: trouble, message: message || say.trouble[trouble] });
    return null;
  }

  /** The engine broke, or never came. */
  #stumble(error: unknown): void {
    if (!this.#desk) {
      this.#fail("unreachable", String(error));
      return;
    }
    const reason = (error as { reason?: string }).reason === "silence" ? "silence" : "crash";
    this.#bar.stumble();
    this.#panel?.fail(reason);
    this.#tell("error", { reason, message: String(error) });
  }

  #tell(name: string, detail: object, cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(`cozy-${name}`, { detail, bubbles: true, composed: true, cancelable }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cozy-dock": CozyDock;
  }
}
