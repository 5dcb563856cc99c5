// The panel that shows that nothing was sent: the browser's own count of requests, and the policy.

import { byId, setText } from "./element.ts";
import { say } from "./strings/page.en.ts";

let loadedAt = Number.POSITIVE_INFINITY;
let requests = 0;
const count = byId("requests", HTMLElement);

function tell(): void {
  setText(count, loadedAt === Number.POSITIVE_INFINITY ? say.requestsLoading : say.requests(requests));
}

/** Everything is here: what is asked for from now on is counted. */
export function everythingIsHere(): void {
  loadedAt = performance.now();
  tell();
}

export function startPrivacyPanel(): void {
  const panel = byId("privacy", HTMLDialogElement);
  const policy = document.querySelector<HTMLMetaElement>('meta[http-equiv="Content-Security-Policy"]');
  byId("policy", HTMLElement).textContent = (policy?.content ?? "");
  for (const button of document.querySelectorAll("[data-privacy]")) {
    button.addEventListener("click", () => panel.showModal());
  }
  // A press beside the panel closes it.
  panel.addEventListener("click", (event) => {
    if (event.target === panel) panel.close();
  });
  byId("privacy-close", HTMLButtonElement).addEventListener("click", () => panel.close());
  new PerformanceObserver((list) => {
    requests += list.getEntries().filter(({ startTime }) => startTime > loadedAt).length;
    tell();
  }).observe({ type: "resource", buffered: true });
  tell();
}
