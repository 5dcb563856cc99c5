// How many findings have gone since somebody started on a file.

import type { Report } from "../../../pkg/cozydock.js";

export class Tally {
  #start = 0;
  #now = 0;
  #read = false;

  /** `fresh`: this is where somebody starts. */
  count({ findings, files }: Report, fresh: boolean): void {
    this.#now = findings.length;
    // What can't be read hides findings instead of settling them.
    this.#read = files.length > 0 && files.every(({ ok }) => ok);
    if (fresh) this.#start = this.#now;
  }

  get fewer(): number {
    return this.#read ? Math.max(0, this.#start - this.#now) : 0;
  }
}
