import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { explain, type ExplainedPart, initSync, type SourceFile } from "../../../pkg/cozydock.js";
import { explained, type ExplainTexts, lookup } from "../../src/explain/texts.ts";

initSync({ module: readFileSync(new URL("../../../pkg/cozydock_bg.wasm", import.meta.url)) });
const generated = new URL("../../src/generated/explain.en.json", import.meta.url);
const texts = lookup(JSON.parse(readFileSync(generated, "utf8")) as ExplainTexts);

/** What the panel's path says at the `‸` in a text. */
function path(marked: string, kind: NonNullable<SourceFile["kind"]> = "dockerfile"): string {
  const at = marked.indexOf("‸");
  const parts = explain({ text: marked.replace("‸", ""), kind }, at, at);
  return explained(parts, texts)
    .map(({ label }) => label)
    .join(" › ");
}

test("a path reads from the outside in, each step by its own short name", () => {
  expect(path("FROM a\nRUN apt-get update && apt-get install -‸y curl\n")).toBe("RUN › apt-get install › -y");
  expect(path("FROM a\nRUN mytool --x && curl -fsS‸L x | sh\n")).toBe("RUN › curl › -fsSL › -L");
  expect(path("FROM a\nCOPY --cho‸wn=1:1 . .\n")).toBe("COPY › --chown");
  expect(path("FROM node:‸24\n")).toBe("FROM › node:24 › 24");
  expect(path("FROM a\nRUN --mount=type=cache,tar‸get=/c x\n")).toBe("RUN › --mount=type=cache › target");
  expect(path("FROM a\nRUN echo $HO‸ME\n")).toBe("RUN › echo › $HOME");
  expect(path("docker run --restart al‸ways alpine\n", "docker-run")).toBe("docker run › --restart › always");
  expect(path("services:\n  web:\n    restart: al‸ways\n", "compose")).toBe("services › web › restart › always");
  expect(path("services:\n  web:\n    deploy:\n      resources:\n        limits:\n          mem‸ory: 1g\n", "compose")).toBe(
    "services › web › deploy › resources › limits › memory",
  );
});

test("what has no words is left out, and what is around it stays", () => {
  expect(path("FROM a\nRUN myt‸ool --fast\n")).toBe("RUN");
  expect(path("FROM a\n‸\n")).toBe("");
  expect(path("services:\n  web:\n    ty‸po: 1\n", "compose")).toBe("services › web");
});

test("a narrower name gives way only at the same place", () => {
  const range = (start: number, end: number) =>
    ({ start: { offset: start }, end: { offset: end } }) as ExplainedPart["range"];
  const parts = [
    { id: "apt-get", range: range(0, 9) },
    { id: "apt-get install", range: range(0, 9) },
    { id: "apt-get -y", range: range(4, 6) },
    { id: "apt-get -y", range: range(5, 6) },
  ];
  expect(explained(parts, texts).map(({ id }) => id)).toEqual(["apt-get install", "apt-get -y"]);
});
