// The worker's side: one engine, one answer for each request.

import type { Answer, Request } from "./protocol.ts";
import { answer, start } from "./wasm.ts";

// The page and the worker share one set of type libraries, and the page's `self` is a window.
const scope = self as unknown as {
  addEventListener(type: "message", listener: (event: MessageEvent<Request>) => void): void;
  addEventListener(type: "messageerror", listener: () => void): void;
  postMessage(answer: Answer): void;
};

function reply(request: Request): Answer {
  try {
    return request.type === "start"
      ? { type: "ready", about: start(request.module) }
      : { type: "answer", id: request.id, value: answer(request) };
  } catch (error) {
    return { type: "failure", message: String(error) };
  }
}

scope.addEventListener("message", (event) => scope.postMessage(reply(event.data)));
scope.addEventListener("messageerror", () =>
  scope.postMessage({ type: "failure", message: "a message to the worker could not be read" }),
);
