import { expect, test } from "@playwright/test";
import type { Confidence, Finding, Fix, Layer, Report, Severity } from "../../../pkg/cozydock.js";
import { hunks } from "../../src/report/diff.ts";
import { after, choices, editsForMost } from "../../src/report/edits.ts";
import { type Entry, recognize } from "../../src/report/entries.ts";
import { groupOf, groupOrder, steady } from "../../src/report/order.ts";
import { Tally } from "../../src/report/tally.ts";
import { verdict } from "../../src/report/verdict.ts";
import type { RuleText, Texts } from "../../src/texts.ts";

interface Draft {
  rule?: string;
  title?: string;
  layer?: Layer | "craft";
  severity?: Severity;
  confidence?: Confidence;
  place?: [start: number, end: number];
  /** Replacements: start, end, text. */
  fix?: [number, number, string][];
}

function finding({ rule = "some-rule", title = rule, layer = "user", severity = "high", confidence = "high", place = [0, 1], fix }: Draft): Finding {
  const at = (offset: number) => ({ offset, line: 1, column: offset + 1 });
  const fixes: Fix[] = fix
    ? [{ title: `Mend ${rule}`, safety: "safe", edits: fix.map(([start, end, text]) => ({ file: 0, start, end, text })) }]
    : [];
  return { rule, title, layer, severity, confidence, file: 0, range: { start: at(place[0]), end: at(place[1]) }, related: [], detail: "", fixes, aliases: [] };
}

function report(drafts: Draft[], { ok = true, cozy = ["user", "secrets"] as Layer[] } = {}): Report {
  return {
    version: "1",
    factsDate: "2026-11-01",
    files: [{ name: "Dockerfile", kind: "dockerfile", ok }],
    findings: drafts.map(finding),
    layers: cozy.map((id) => ({ id, state: "cozy", findings: 0 })),
    score: null,
    suppressed: 0,
  };
}

/** Clauses such as "root is short". */
const texts: Texts = {
  rules: new Map(
    ["root", "token", "tag", "socket", "key", "typo"].map((id) => [id, { id, short: `${id} is short`, several: `${id}s`, attack: [] } as unknown as RuleText]),
  ),
  glossary: [],
};
const none: Texts = { rules: new Map(), glossary: [] };
const files = [{ text: "FROM a" }];
const said = (one: Report, with_ = texts) => verdict(one, files, with_);

test.describe("verdict", () => {
  test("names the two most harmful rules, the worst first, each once", () => {
    const { words, mood } = said(
      report([{ rule: "tag", severity: "medium" }, { rule: "root" }, { rule: "socket", severity: "critical" }, { rule: "root" }, { rule: "key" }]),
    );
    expect(words).toBe("This works, but socket is short, and root is short.");
    expect(mood).toBe("serious");
  });

  test("names three where all of them are of the worst kind", () => {
    const rules = ["socket", "token", "key", "root"];
    const { words } = said(report(rules.map((rule) => ({ rule, severity: "critical" }))));
    expect(words).toBe("This works, but socket is short, token is short, and key is short.");
  });

  test("says nothing on the strength of a guess", () => {
    const { words } = said(report([{ rule: "root", confidence: "low" }, { rule: "tag", severity: "medium" }]));
    expect(words).toBe("This works, and nothing in it is urgent. Still, tag is short.");
    expect(said(report([{ rule: "root", confidence: "low" }])).words).toMatch(/^Nothing here is surely wrong/);
  });

  test("counts where it has no clause to say", () => {
    expect(said(report([{}, {}]), none).words).toBe("This works, but two things want fixing now.");
    expect(said(report([{}]), none).words).toBe("This works, but one thing wants fixing now.");
  });

  test("praises only what was read, judged and found right", () => {
    const praise = /well done.*who runs in it and its secrets/;
    expect(said(report([])).words).toMatch(praise);
    expect(said(report([{ severity: "note" }])).words).toMatch(praise);
    expect(said(report([{ severity: "low" }])).words).toMatch(/good shape/);
    for (const quiet of [report([], { ok: false }), report([{ severity: "note" }], { ok: false }), report([], { cozy: [] })]) {
      expect(said(quiet).words).not.toMatch(/well done|good shape|works/);
    }
    expect(said(report([], { cozy: [] })).mood).toBe("unknown");
    expect(verdict(report([]), [{ text: " \n" }], texts).mood).toBe("empty");
  });

  test("never says that it works where Docker would refuse it or not all was read", () => {
    const refused = said(report([{ rule: "typo", layer: "craft" }, { rule: "root" }]));
    expect(refused.words).toBe("Docker stumbles over this as it stands: typo is short.");
    expect(refused.more).toEqual(["Besides, root is short."]);
    const unread = said(report([{ rule: "root" }], { ok: false }));
    expect(unread.words).not.toMatch(/works/);
    expect(unread.more[0]).toMatch(/couldn't read all/);
  });
});

test.describe("edits", () => {
  test("start with the edit that settles the most harm", () => {
    const [best] = choices(
      report([
        { rule: "low", severity: "low", place: [0, 1], fix: [[0, 1, "x"]] },
        { rule: "line", severity: "medium", place: [10, 14], fix: [[8, 20, ""]] },
        { rule: "inside", severity: "high", place: [12, 18] },
      ]),
    );
    expect(best?.finding.rule).toBe("line");
    expect(best?.settles.map(({ rule }) => rule)).toEqual(["line", "inside"]);
  });

  test("what two findings offer alike settles both, what only overlaps doesn't", () => {
    const shared: Draft["fix"] = [[4, 6, "22"]];
    const [best, , last] = choices(
      report([{ rule: "a", fix: shared }, { rule: "b", fix: shared }, { rule: "c", place: [4, 9], fix: [[4, 9, "z"]] }]),
    );
    expect(best?.settles.map(({ rule }) => rule)).toEqual(["a", "b"]);
    expect(last?.settles.map(({ rule }) => rule)).toEqual(["c"]);
  });

  test("among equals one that is ready-made comes first, but harm comes before ease", () => {
    expect(choices(report([{ rule: "hand" }, { rule: "made", fix: [[0, 1, ""]] }]))[0]?.finding.rule).toBe("made");
    const [best] = choices(report([{ rule: "made", fix: [[5, 6, ""]], place: [5, 6] }, { rule: "hand", severity: "critical" }]));
    expect(best?.finding.rule).toBe("hand");
    expect(best?.fix).toBeNull();
  });

  test("what keeps Docker from reading comes before everything", () => {
    const [best] = choices(report([{ rule: "socket", severity: "critical" }, { rule: "typo", layer: "craft" }]));
    expect(best?.finding.rule).toBe("typo");
  });

  test("most is more than half of the harm, by fixes that fit together", () => {
    const high = (rule: string, at: number): Draft => ({ rule, place: [at, at + 1], fix: [[at, at + 1, "x"]] });
    expect(editsForMost(report([high("a", 0), high("b", 2), high("c", 4)]))).toEqual({ edits: 2, all: false });
    expect(editsForMost(report([high("a", 0)]))).toEqual({ edits: 1, all: true });
    expect(editsForMost(report([high("a", 0), { rule: "hand" }]))).toBeNull();
    // Both mend the same place: only one of them can be kept.
    expect(editsForMost(report([high("a", 0), { ...high("b", 0), fix: [[0, 1, "y"]] }, { rule: "hand", severity: "low" }]))).toBeNull();
  });

  test("a fix is applied in UTF-16 units", () => {
    const [one] = report([{ fix: [[3, 4, "B"], [5, 5, "!"]] }]).findings;
    expect(after([{ text: "🐳 a c" }], one!.fixes[0]!)[0]?.text).toBe("🐳 B !c");
  });
});

test.describe("diff", () => {
  const shown = (before: string, after: string) =>
    hunks(before, after).map((hunk) =>
      hunk.map(({ sign, number, parts }) => `${sign}${number} ${parts.map(({ text, changed }) => (changed ? `[${text}]` : text)).join("")}`),
    );

  test("marks the words that change, with two lines around", () => {
    expect(shown("a\nb\nc\nFROM node:16-slim\nd\ne\nf", "a\nb\nc\nFROM node:22-slim\nd\ne\nf")).toEqual([
      [" 2 b", " 3 c", "-4 FROM node:[16]-slim", "+4 FROM node:[22]-slim", " 5 d", " 6 e"],
    ]);
  });

  test("lines that come in or go are whole", () => {
    expect(shown("a\nb\nc", "a\nx: 1\nb\nc")).toEqual([[" 1 a", "+2 x: 1", " 2 b", " 3 c"]]);
    expect(shown("a\r\nb\r\nc", "a\r\nc")).toEqual([[" 1 a", "-2 b", " 3 c"]]);
  });

  test("changes far apart are shown apart, each with its own numbers", () => {
    const lines = Array.from({ length: 20 }, (_, at) => `line ${at + 1}`);
    const changed = lines.map((line, at) => (at === 1 ? `${line}, new` : line));
    changed.splice(18, 1);
    expect(shown(lines.join("\n"), changed.join("\n"))).toEqual([
      [" 1 line 1", "-2 line 2", "+2 line 2[, new]", " 3 line 3", " 4 line 4"],
      [" 17 line 17", " 18 line 18", "-19 line 19", " 20 line 20"],
    ]);
  });

  test("nothing changed is nothing to show, and everything changed is shown in time", () => {
    expect(shown("a", "a")).toEqual([]);
    const started = performance.now();
    const many = (word: string) => Array.from({ length: 20_000 }, (_, at) => `${word} ${at}`).join("\n");
    expect(hunks(many("a"), many("b")).flat()).toHaveLength(40_000);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

test.describe("order", () => {
  test("groups hold every finding once", () => {
    const all: [Draft, string][] = [
      [{ severity: "critical" }, "now"], [{ severity: "high" }, "now"], [{ severity: "medium" }, "worth"],
      [{ severity: "low" }, "polish"], [{ severity: "note" }, "polish"], [{ severity: "low", layer: "craft" }, "craft"],
    ];
    for (const [draft, group] of all) expect(groupOf(finding(draft))).toBe(group);
  });

  test("craft stands apart at the end, and first where it keeps Docker from reading", () => {
    expect(groupOrder(report([{ layer: "craft", severity: "medium" }]))).toEqual(["now", "worth", "polish", "craft"]);
    expect(groupOrder(report([{ layer: "craft", severity: "high" }]))[0]).toBe("craft");
    expect(groupOrder(report([], { ok: false }))[0]).toBe("craft");
  });

  test("what is shown keeps its place, what is new comes in behind its neighbor", () => {
    expect(steady(["a", "b", "c"], ["c", "b", "a"])).toEqual(["c", "b", "a"]);
    expect(steady(["new", "a", "b"], ["b", "gone", "a"])).toEqual(["new", "b", "a"]);
    expect(steady(["a", "new", "b"], ["b", "a"])).toEqual(["b", "a", "new"]);
  });
});

test.describe("entries", () => {
  const open = (one: Report, known: Entry[] = []) => recognize(one, known);

  test("the same complaint keeps its entry wherever its line moves", () => {
    const [a, b] = open(report([{ title: "a" }, { title: "b", place: [5, 6] }]));
    const again = open(report([{ title: "b", place: [50, 51] }, { title: "new" }, { title: "a" }]), [a!, b!]);
    expect([again[0], again[2]]).toEqual([b, a]);
    expect(again[1]).not.toBe(a);
    expect(b?.finding.range.start.offset).toBe(50);
  });

  test("a complaint that was renamed by an edit keeps its entry", () => {
    const known = open(report([{ title: "`a` is open" }, { rule: "other" }]));
    const again = open(report([{ title: "`ab` is open" }, { rule: "other" }]), known);
    expect(again[0]).toBe(known[0]);
  });

  test("anchors are the same after a reload, and each is there once", () => {
    const one = report([{ title: "a" }, { title: "a" }, { title: "b" }]);
    const anchors = open(one).map(({ anchor }) => anchor);
    expect(new Set(anchors).size).toBe(3);
    expect(open(one).map(({ anchor }) => anchor)).toEqual(anchors);
  });
});

test("fewer than at the start is said only of what could be read", () => {
  const tally = new Tally();
  tally.count(report([{}, {}, {}]), true);
  expect(tally.fewer).toBe(0);
  tally.count(report([{}]), false);
  expect(tally.fewer).toBe(2);
  tally.count(report([], { ok: false }), false);
  expect(tally.fewer).toBe(0);
  tally.count(report([{}, {}, {}, {}]), false);
  expect(tally.fewer).toBe(0);
});
