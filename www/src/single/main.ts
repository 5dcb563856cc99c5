// The single file: the page, the lessons and the rules, one at a time.

import "../main.ts";
import "./single.css";
import { Classroom } from "../classroom/classroom.ts";
import { goTo } from "../classroom/route.ts";
import { byId, element } from "../element.ts";
import { startEngine } from "../engine/start.ts";
import type { Engine } from "../engine/protocol.ts";
import { frame } from "../strings/classroom.en.ts";
import { loadTexts } from "../texts.ts";
import { RuleBook } from "./rule-book.ts";

/** The checker's own parts: they leave the document while something else is shown. */
const checker = [...document.querySelectorAll<HTMLElement>(".hello, main")];
const main = element("main", { id: "elsewhere", tabindex: "-1" });
const header = document.querySelector("header");
const places = [
  { at: "", words: frame.checkLink },
  { at: "lessons", words: frame.lessonsLink },
  { at: "rules", words: frame.rulesLink },
].map(({ at, words }) => ({ at, link: element("a", { href: `#${at}` }, words) }));
const skips = [...document.querySelectorAll<HTMLAnchorElement>("a.skip")];

document.querySelector(".ways")?.replaceChildren(...places.map(({ link }) => link));

let engine: Promise<Engine> | null = null;
const classroom = new Classroom({
  // A second one: what the lessons ask never stands in the checker's way.
  engine: { then: (...both) => (engine ??= startEngine()).then(...both) } as Promise<Engine>,
  texts: loadTexts(),
  status: byId("status", HTMLElement),
  takeHome: null,
});
const book = new RuleBook();

/** Puts the checker, or something else, under the header. */
function put(node: Node | null, place: string): void {
  for (const { at, link } of places) {
    if (at === place) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  for (const skip of skips) skip.hidden = node !== null;
  if (node) {
    for (const part of checker) part.remove();
    main.replaceChildren(node);
    header?.after(main);
  } else if (!checker[0]?.isConnected) {
    main.remove();
    const [hello, ...rest] = checker;
    if (hello) header?.append(hello);
    header?.after(...rest);
  }
}

/** What an address begins with, and who shows it. */
const rooms = [
  { asked: /^rules?(\/|$)/, place: "rules", of: book },
  { asked: /^(lessons?|sheets?)(\/|$)/, place: "lessons", of: classroom },
];

goTo(async (asked) => {
  const room = rooms.find((room) => room.asked.test(asked));
  put(room?.of.node ?? null, room?.place ?? "");
  const title = room ? await room.of.show(asked) : null;
  if (room && title === null) put(null, "");
  return title;
});
