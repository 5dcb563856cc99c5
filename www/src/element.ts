// Building nodes. Text stays text: nothing here ever reads a string as HTML.

type Child = Node | string | null | undefined | false;

/** A new element with attributes (`false` leaves one out) and children (empty ones are left out). */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string | boolean> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children) if (child) node.append(child);
  return node;
}

/** The element of `index.html` with this id. */
export function byId<Type extends HTMLElement>(id: string, type: new () => Type): Type {
  const node = document.getElementById(id);
  if (!(node instanceof type)) throw new TypeError(`index.html has no such #${id}`);
  return node;
}

/** What has the keyboard in the tree that `node` stands in: the document's, or a shadow root's. */
export function focusedBeside(node: Node): Element | null {
  const root = node.getRootNode();
  return root instanceof Document || root instanceof ShadowRoot ? root.activeElement : null;
}

/** Sets text only where it differs, so that nothing repaints or is read out again in vain. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
