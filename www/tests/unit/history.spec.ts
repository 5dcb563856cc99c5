import { expect, test } from "@playwright/test";
import { difference, History } from "../../src/editor/history.ts";

const at = (start: number, end = start) => ({ start, end });

test("the difference of two texts is one stretch, and nothing where they are the same", () => {
  expect(difference("FROM a\n", "FROM bc\n")).toEqual({ at: 5, removed: "a", inserted: "bc" });
  expect(difference("aa", "aaa")).toEqual({ at: 2, removed: "", inserted: "a" });
  expect(difference("aaa", "aa")).toEqual({ at: 2, removed: "a", inserted: "" });
  expect(difference("same", "same")).toEqual({ at: 4, removed: "", inserted: "" });
});

test("undo and redo go through the steps and their selections", () => {
  const history = new History("a");
  history.record("ab", at(1), at(2), false);
  history.record("b", at(0, 1), at(0), false);
  expect([history.undo(), history.text]).toEqual([at(0, 1), "ab"]);
  expect([history.undo(), history.text]).toEqual([at(1), "a"]);
  expect(history.undo()).toBeNull();
  expect([history.redo(), history.text]).toEqual([at(2), "ab"]);
  expect([history.redo(), history.text]).toEqual([at(0), "b"]);
  expect(history.redo()).toBeNull();
});

test("what is typed in one go is one step, and a new line starts another", () => {
  const history = new History("");
  for (const text of ["U", "US", "USE", "USE\n", "USE\nR"]) {
    history.record(text, at(text.length - 1), at(text.length), true);
  }
  history.undo();
  expect(history.text).toBe("USE\n");
  history.undo();
  expect(history.text).toBe("");
});

test("typing elsewhere, or after an undo, is a step of its own", () => {
  const history = new History("");
  history.record("ab", at(0), at(2), true);
  history.record("xab", at(0), at(1), true);
  history.undo();
  expect(history.text).toBe("ab");
  history.record("abc", at(2), at(3), true);
  expect(history.redo()).toBeNull();
  history.undo();
  expect(history.text).toBe("ab");
});

test("a long past is forgotten from its beginning, the last step never", () => {
  const history = new History("");
  const big = "x".repeat(3_000_000);
  history.record("first", at(0), at(5), false);
  history.record(big, at(0), at(0), false);
  history.record(`${big}${big}`, at(0), at(0), false);
  expect(history.done).toHaveLength(1);
  history.undo();
  expect(history.text).toBe(big);
  expect(history.undo()).toBeNull();
});
