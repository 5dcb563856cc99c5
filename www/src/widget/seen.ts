// Waiting until something comes into sight.

/** How far away is near enough: the answer is there when the reader is. */
const NEAR = "300px";

const waiting = new Map<Element, () => void>();
let observer: IntersectionObserver | null = null;

/** Calls `then` once, when `node` is in sight or close to it, unless `signal` comes first. */
export function whenSeen(node: Element, signal: AbortSignal, then: () => void): void {
  observer ??= new IntersectionObserver(look, { rootMargin: NEAR });
  waiting.set(node, then);
  observer.observe(node);
  signal.addEventListener("abort", () => forget(node));
}

// Out here, so that it keeps nothing of the first who asked.
function look(entries: IntersectionObserverEntry[]): void {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    const seen = waiting.get(target);
    forget(target);
    seen?.();
  }
}

function forget(node: Element): void {
  waiting.delete(node);
  observer?.unobserve(node);
}
