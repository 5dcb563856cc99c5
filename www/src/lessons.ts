// The lessons' own page on the website.

import "./page.css";
import "./report/report.css";
import "./report/house.css";
import "./report/finding.css";
import { Classroom } from "./classroom/classroom.ts";
import { goTo } from "./classroom/route.ts";
import { byId } from "./element.ts";
import { startEngine } from "./engine/start.ts";
import { loadTexts, noTexts } from "./texts.ts";
import { startThemes } from "./theme.ts";

startThemes();

const engine = startEngine();
// A failure is told by the lesson that needs it.
engine.catch(() => {});

const classroom = new Classroom({
  engine,
  texts: loadTexts().catch(() => noTexts),
  status: byId("status", HTMLElement),
  takeHome: "../cozydock.html",
});
byId("classroom", HTMLElement).replaceChildren(classroom.node);

goTo(async (asked) => (await classroom.show(asked)) ?? (await classroom.show("")));
