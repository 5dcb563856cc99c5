// From the address to what it asks for, and back to the top of it.

/** Calls `show` for what stands behind `#`, now and whenever it changes; it answers with a title. */
export function goTo(show: (asked: string) => Promise<string | null>): void {
  const own = document.title.replace(/^.* · /, "");
  let last: string | null = null;
  const go = async () => {
    const asked = decoded(location.hash.slice(1)).replace(/\/$/, "");
    const first = last === null;
    // Links to a place in what is shown already, such as “skip to the lessons”, aren't for us.
    if (asked === last || (asked !== "" && document.getElementById(asked))) return;
    last = asked;
    const title = await show(asked);
    if (last !== asked) return;
    document.title = title ? `${title} · ${own}` : own;
    if (first) return;
    scrollTo({ top: 0, behavior: "instant" });
    // Whoever doesn't see the change hears what is here now.
    document.querySelector<HTMLElement>("h1[tabindex]")?.focus({ preventScroll: true });
  };
  addEventListener("hashchange", () => void go());
  void go();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
