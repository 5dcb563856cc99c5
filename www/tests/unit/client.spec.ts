import { expect, test } from "@playwright/test";
import type { Report } from "../../../pkg/cozydock.js";
import { WorkerEngine, type WorkerLike } from "../../src/engine/client.ts";
import { type Answer, EngineFailure, type Request, Superseded } from "../../src/engine/protocol.ts";

const module = {} as WebAssembly.Module;
const about = { version: "1.2.3", factsDate: "2026-11-01", rules: 7 };
const patience = { start: 60, check: 60 };
const report = (version: string) => ({ version }) as Report;
const file = (text: string) => [{ text }];

/** A worker whose answers the test decides on. */
class FakeWorker implements WorkerLike {
  onmessage: WorkerLike["onmessage"] = null;
  onmessageerror: WorkerLike["onmessageerror"] = null;
  onerror: WorkerLike["onerror"] = null;
  readonly checks: Extract<Request, { type: "check" }>[] = [];
  readonly others: Exclude<Request, { type: "check" | "start" }>[] = [];
  terminated = false;
  readonly #starts: boolean;

  constructor(starts = true) {
    this.#starts = starts;
  }

  postMessage(request: Request): void {
    if (request.type === "check") this.checks.push(request);
    else if (request.type !== "start") this.others.push(request);
    else if (this.#starts) queueMicrotask(() => this.answer({ type: "ready", about }));
  }

  terminate(): void {
    this.terminated = true;
  }

  answer(answer: Answer): void {
    this.onmessage?.({ data: answer } as MessageEvent<Answer>);
  }
}

async function engineWith(...workers: FakeWorker[]) {
  const spawned: FakeWorker[] = [];
  const spawn = () => {
    const worker = workers[spawned.length] ?? new FakeWorker();
    spawned.push(worker);
    return worker;
  };
  const engine = await WorkerEngine.start(spawn, module, patience);
  return { engine, spawned };
}

/** The worker that is in use, with everything that is due having happened. */
async function latest(spawned: FakeWorker[]): Promise<FakeWorker> {
  await new Promise((done) => setTimeout(done));
  const worker = spawned.at(-1);
  if (!worker) throw new Error("no worker was started");
  return worker;
}

function failure(reason: string) {
  return expect.objectContaining({ name: "EngineFailure", reason });
}

test("tells about the engine, and passes files, options and the report on", async () => {
  const { engine, spawned } = await engineWith();
  expect(engine.about).toEqual(about);
  const answer = engine.check(file("FROM a"), { pedantic: true });
  const worker = await latest(spawned);
  expect(worker.checks).toMatchObject([{ files: [{ text: "FROM a" }], options: { pedantic: true } }]);
  worker.answer({ type: "answer", id: worker.checks[0]?.id ?? -1, value: report("first") });
  expect(await answer).toEqual(report("first"));
});

test("only the newest call is answered, and those in between never reach the worker", async () => {
  const { engine, spawned } = await engineWith();
  const calls = ["a", "b", "c"].map((text) => engine.check(file(text), {}));
  const outcomes = Promise.allSettled(calls);
  const worker = await latest(spawned);
  expect(worker.checks.map(({ files }) => files[0]?.text)).toEqual(["a"]);
  worker.answer({ type: "answer", id: worker.checks[0]?.id ?? -1, value: report("old") });
  expect(worker.checks.map(({ files }) => files[0]?.text)).toEqual(["a", "c"]);
  worker.answer({ type: "answer", id: worker.checks[1]?.id ?? -1, value: report("new") });
  expect(await outcomes).toEqual([
    { status: "rejected", reason: expect.any(Superseded) },
    { status: "rejected", reason: expect.any(Superseded) },
    { status: "fulfilled", value: report("new") },
  ]);
});

test("an answer with another id is nobody's answer", async () => {
  const { engine, spawned } = await engineWith();
  const answer = engine.check(file("a"), {});
  const worker = await latest(spawned);
  worker.answer({ type: "answer", id: 999, value: report("stray") });
  worker.answer({ type: "answer", id: worker.checks[0]?.id ?? -1, value: report("right") });
  expect(await answer).toEqual(report("right"));
});

const breakages: [string, string, (worker: FakeWorker) => void][] = [
  ["a trap", "crash", (worker) => worker.answer({ type: "failure", message: "unreachable" })],
  ["an error in the worker", "crash", (worker) => worker.onerror?.({ message: "boom" } as ErrorEvent)],
  ["an unreadable answer", "crash", (worker) => worker.onmessageerror?.({} as MessageEvent)],
  ["silence", "silence", () => {}],
];
for (const [name, reason, break_] of breakages) {
  test(`${name} rejects, ends the worker and leaves a fresh one that works`, async () => {
    const { engine, spawned } = await engineWith();
    const broken = engine.check(file("bad"), {});
    const first = await latest(spawned);
    break_(first);
    await expect(broken).rejects.toEqual(failure(reason));
    expect(first.terminated).toBe(true);

    const answer = engine.check(file("good"), {});
    const second = await latest(spawned);
    expect(second).not.toBe(first);
    second.answer({ type: "answer", id: second.checks[0]?.id ?? -1, value: report("fine") });
    expect(await answer).toEqual(report("fine"));
    expect(spawned).toHaveLength(2);
  });
}

test("what waited behind a hanging check is answered by the next worker", async () => {
  const { engine, spawned } = await engineWith();
  const hanging = engine.check(file("hangs"), {});
  const waiting = engine.check(file("waits"), {});
  await expect(hanging).rejects.toBeInstanceOf(Superseded);
  await expect.poll(() => spawned.length).toBe(2);
  const second = await latest(spawned);
  second.answer({ type: "answer", id: second.checks[0]?.id ?? -1, value: report("late") });
  expect(await waiting).toEqual(report("late"));
});

test("a crash with nobody waiting is mended in silence", async () => {
  const { spawned } = await engineWith();
  (await latest(spawned)).onerror?.({ message: "out of memory" } as ErrorEvent);
  expect(spawned).toHaveLength(2);
});

test("a worker that can't be made, fails to start or never answers is a failed start", async () => {
  const blocked = () => {
    throw new DOMException("not here", "SecurityError");
  };
  await expect(WorkerEngine.start(blocked, module, patience)).rejects.toEqual(failure("start"));
  const silent = () => new FakeWorker(false);
  await expect(WorkerEngine.start(silent, module, patience)).rejects.toEqual(failure("start"));
  const failing = new FakeWorker(false);
  const started = WorkerEngine.start(() => failing, module, patience);
  failing.answer({ type: "failure", message: "no wasm here" });
  await expect(started).rejects.toEqual(failure("start"));
  expect(failing.terminated).toBe(true);
});

test("a restart that fails is tried again with the next call, not before", async () => {
  const { engine, spawned } = await engineWith(new FakeWorker(), new FakeWorker(false));
  const broken = engine.check(file("bad"), {});
  (await latest(spawned)).onerror?.({ message: "boom" } as ErrorEvent);
  await expect(broken).rejects.toBeInstanceOf(EngineFailure);
  (await latest(spawned)).onerror?.({ message: "offline" } as ErrorEvent);
  await new Promise((done) => setTimeout(done, 2 * patience.start));
  expect(spawned).toHaveLength(2);

  const answer = engine.check(file("again"), {});
  const third = await latest(spawned);
  third.answer({ type: "answer", id: third.checks[0]?.id ?? -1, value: report("back") });
  expect(await answer).toEqual(report("back"));
});

test("a fix waits for its turn and is not superseded by checks", async () => {
  const { engine, spawned } = await engineWith();
  const check = engine.check(file("a"), {});
  const fixed = engine.applyFixes(file("a"), [], "safe");
  const newer = engine.check(file("b"), {});
  await expect(check).rejects.toBeInstanceOf(Superseded);
  const worker = await latest(spawned);
  expect(worker.others).toEqual([]);
  worker.answer({ type: "answer", id: worker.checks[0]?.id ?? -1, value: report("old") });
  expect(worker.others).toMatchObject([{ type: "applyFixes", files: [{ text: "a" }], safety: "safe" }]);
  worker.answer({ type: "answer", id: worker.others[0]?.id ?? -1, value: file("fixed") });
  expect(await fixed).toEqual(file("fixed"));
  worker.answer({ type: "answer", id: worker.checks[1]?.id ?? -1, value: report("new") });
  expect(await newer).toEqual(report("new"));
});

test("of explanations only the newest is answered, and checks don't mind them", async () => {
  const { engine, spawned } = await engineWith();
  const check = engine.check(file("a"), {});
  const first = engine.explain({ text: "a" }, 0, 1);
  const second = engine.explain({ text: "a" }, 1, 1);
  await expect(first).rejects.toBeInstanceOf(Superseded);
  const worker = await latest(spawned);
  worker.answer({ type: "answer", id: worker.checks[0]?.id ?? -1, value: report("one") });
  expect(await check).toEqual(report("one"));
  expect(worker.others).toMatchObject([{ type: "explain", start: 1, end: 1 }]);
  worker.answer({ type: "answer", id: worker.others[0]?.id ?? -1, value: [] });
  expect(await second).toEqual([]);
});
