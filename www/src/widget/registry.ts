// Which block belongs to which widget: none gets two.

/** The element's name. */
export const TAG = "cozy-dock";

const owners = new WeakMap<Element, Element>();

/** True where a widget that is still in the page was written for this block. */
export function hasOwnWidget(block: Element): boolean {
  return owners.get(block)?.isConnected ?? false;
}

/** Takes a block; hands out the widget that had it, if another. */
export function claim(block: Element, widget: Element): Element | null {
  const former = owners.get(block) ?? null;
  owners.set(block, widget);
  return former === widget ? null : former;
}
