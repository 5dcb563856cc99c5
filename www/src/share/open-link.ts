// Opening a link that carries files: what was there before can be had back.

import type { Workspace } from "../input/workspace.ts";
import { link as say } from "../strings/link.en.ts";
import { fromHash, holdsFiles, LinkFault } from "./link.ts";

/** Opens what the page's own address carries, if it carries files; `tell` gets what went wrong. */
export async function openLink(workspace: Workspace, tell: (words: string) => void): Promise<void> {
  const { hash } = location;
  if (!holdsFiles(hash)) return;
  // The address is read once: a reload shows the draft, and nobody bookmarks the files unawares.
  history.replaceState(history.state, "", location.pathname + location.search);
  try {
    workspace.replaceAll(await fromHash(hash), say.opened);
  } catch (fault) {
    tell(fault instanceof LinkFault && fault.reason === "later" ? say.later : say.broken);
  }
}
