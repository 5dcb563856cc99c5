// The page's side of the worker: asks, waits, and replaces a worker that broke or hangs.

import type { ExplainedPart, Finding, Options, Report, Safety, SourceFile } from "../../../pkg/cozydock.js";
import {
  type About,
  type Answer,
  type Engine,
  EngineFailure,
  type FailureReason,
  type Question,
  type Questions,
  type Request,
  Superseded,
} from "./protocol.ts";

/** The part of a `Worker` that the client uses. */
export interface WorkerLike {
  onmessage: ((event: MessageEvent<Answer>) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(request: Request): void;
  terminate(): void;
}

/** How long the worker may stay silent, in milliseconds. */
export interface Patience {
  start: number;
  check: number;
}

const PATIENCE: Patience = { start: 15_000, check: 2_000 };

/** Megabytes take their time on a slow machine: a millisecond more for each thousand UTF-16 units. */
function extra(question: Question): number {
  const files = question.type === "explain" ? [question.file] : question.files;
  return files.reduce((sum, { text }) => sum + text.length, 0) / 1000;
}

interface Job {
  id: number;
  question: Question;
  resolve(value: Questions[Question["type"]]["answer"]): void;
  reject(error: Error): void;
}

/**
 * An engine in a worker. One question is worked on, the others wait; of checks only the newest is
 * answered, and so it is with explanations.
 */
export class WorkerEngine implements Engine {
  about: About = { version: "", factsDate: "", rules: 0 };
  readonly #spawn: () => WorkerLike;
  readonly #module: WebAssembly.Module;
  readonly #patience: Patience;
  #worker: WorkerLike | null = null;
  #ready = false;
  #running: Job | null = null;
  #waiting: Job[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastId = 0;
  #started: ((failure: EngineFailure | null) => void) | null = null;

  /** Starts a worker; rejects with `EngineFailure` where workers do not work. */
  static async start(
    spawn: () => WorkerLike,
    module: WebAssembly.Module,
    patience: Patience = PATIENCE,
  ): Promise<WorkerEngine> {
    const engine = new WorkerEngine(spawn, module, patience);
    await new Promise<void>((resolve, reject) => {
      engine.#started = (failure) => (failure ? reject(failure) : resolve());
      engine.#launch();
    });
    return engine;
  }

  private constructor(spawn: () => WorkerLike, module: WebAssembly.Module, patience: Patience) {
    this.#spawn = spawn;
    this.#module = module;
    this.#patience = patience;
  }

  check(files: SourceFile[], options: Options): Promise<Report> {
    this.#supersede("check");
    return this.#ask({ type: "check", files, options });
  }

  applyFixes(files: SourceFile[], findings: Finding[], safety: Safety): Promise<SourceFile[]> {
    return this.#ask({ type: "applyFixes", files, findings, safety });
  }

  explain(file: SourceFile, start: number, end: number): Promise<ExplainedPart[]> {
    this.#supersede("explain");
    return this.#ask({ type: "explain", file, start, end });
  }

  stop(): void {
    for (const job of [this.#running, ...this.#waiting]) job?.reject(new Superseded());
    this.#running = null;
    this.#waiting = [];
    this.#dismiss();
  }

  #supersede(type: Question["type"]): void {
    const superseded = new Superseded();
    // What is being worked on can't be stopped, but nobody waits for it any more.
    if (this.#running?.question.type === type) this.#running.reject(superseded);
    this.#waiting = this.#waiting.filter((job) => {
      if (job.question.type === type) job.reject(superseded);
      return job.question.type !== type;
    });
  }

  #ask<Type extends Question["type"]>(
    question: Extract<Question, { type: Type }>,
  ): Promise<Questions[Type]["answer"]> {
    return new Promise((resolve, reject) => {
      this.#lastId += 1;
      this.#waiting.push({ id: this.#lastId, question, resolve: resolve as Job["resolve"], reject });
      if (this.#worker) this.#next();
      else this.#launch();
    });
  }

  #launch(): void {
    this.#ready = false;
    let worker: WorkerLike;
    try {
      worker = this.#spawn();
    } catch (error) {
      this.#fail("start", String(error));
      return;
    }
    this.#worker = worker;
    worker.onmessage = (event) => this.#hear(event.data);
    worker.onmessageerror = () => this.#fail("crash", "an answer could not be read");
    worker.onerror = (event) => this.#fail(this.#ready ? "crash" : "start", event.message ?? "");
    this.#wait(this.#patience.start, "start");
    worker.postMessage({ type: "start", module: this.#module });
  }

  #hear(answer: Answer): void {
    if (answer.type === "failure") {
      this.#fail(this.#ready ? "crash" : "start", answer.message);
      return;
    }
    if (answer.type === "ready") {
      this.#ready = true;
      this.about = answer.about;
      this.#settleStart(null);
    } else if (answer.id === this.#running?.id) {
      this.#running.resolve(answer.value);
      this.#running = null;
    } else {
      return;
    }
    clearTimeout(this.#timer);
    this.#next();
  }

  #next(): void {
    if (!this.#ready || this.#running) return;
    this.#running = this.#waiting.shift() ?? null;
    if (!this.#running) return;
    this.#wait(this.#patience.check + extra(this.#running.question), "silence");
    this.#worker?.postMessage({ id: this.#running.id, ...this.#running.question });
  }

  #wait(milliseconds: number, reason: FailureReason): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.#fail(reason, `no answer within ${milliseconds} ms`),
      milliseconds,
    );
  }

  #fail(reason: FailureReason, message: string): void {
    this.#dismiss();
    const failure = new EngineFailure(reason, message);
    this.#running?.reject(failure);
    this.#running = null;
    if (reason === "start") {
      // A worker that can't even start is not tried again until somebody asks.
      for (const job of this.#waiting) job.reject(failure);
      this.#waiting = [];
      this.#settleStart(failure);
    } else {
      this.#launch();
    }
  }

  #dismiss(): void {
    clearTimeout(this.#timer);
    if (!this.#worker) return;
    this.#worker.onmessage = this.#worker.onmessageerror = this.#worker.onerror = null;
    this.#worker.terminate();
    this.#worker = null;
  }

  #settleStart(failure: EngineFailure | null): void {
    this.#started?.(failure);
    this.#started = null;
  }
}
