// Texts made to break a checker, by name. Run with a name, it checks that one text and prints the
// milliseconds and the number of findings.
import { readFileSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

const DEEP = 100_000;
const LONG = 10_000_000;

const bomb = ["a0: &a0 [lol, lol, lol]"];
for (let level = 1; level < 60; level += 1) {
  bomb.push(`a${level}: &a${level} [${Array(9).fill(`*a${level - 1}`).join(", ")}]`);
}

/** @type {Record<string, () => { kind: string, text: string }>} */
export const HOSTILE = {
  "10 MB line, Dockerfile": () => ({ kind: "dockerfile", text: `FROM a\nRUN echo ${"x".repeat(LONG)}\n` }),
  "10 MB line, not ASCII": () => ({ kind: "dockerfile", text: `FROM a\nRUN echo ${"é🐳".repeat(LONG / 6)}\n` }),
  "10 MB line, Compose": () => ({ kind: "compose", text: `services:\n  a:\n    image: ${"x".repeat(LONG)}\n` }),
  "10 MB line, docker run": () => ({ kind: "docker-run", text: `docker run -e A=${"x".repeat(LONG)} a\n` }),
  "a million lines, Dockerfile": () => ({ kind: "dockerfile", text: `FROM a\n${"RUN a\n".repeat(1_000_000)}` }),
  "a million empty lines, Compose": () => ({ kind: "compose", text: `services:\n${"\n".repeat(1_000_000)}` }),
  "100,000 broken instructions": () => ({ kind: "dockerfile", text: `FROM a\n${"RUNN [\n".repeat(DEEP)}` }),
  "100,000 open heredocs": () => ({ kind: "dockerfile", text: `FROM a\n${"RUN <<E\n".repeat(DEEP)}` }),
  "100,000 deep $(": () => ({ kind: "dockerfile", text: `FROM a\nRUN ${"$(".repeat(DEEP)}\n` }),
  "100,000 deep (": () => ({ kind: "dockerfile", text: `FROM a\nRUN ${"( ".repeat(DEEP)}\n` }),
  "100,000 deep {": () => ({ kind: "dockerfile", text: `FROM a\nRUN ${"{ ".repeat(DEEP)}\n` }),
  "100,000 nested ${": () => ({ kind: "dockerfile", text: `FROM ${"${a:-".repeat(DEEP)}\n` }),
  "100,000 deep [, YAML": () => ({ kind: "compose", text: `services: ${"[".repeat(DEEP)}` }),
  "100,000 deep {, YAML": () => ({ kind: "compose", text: `services: ${"{a: ".repeat(DEEP)}` }),
  "100,000 deep - - -": () => ({ kind: "compose", text: `services:\n  ${"- ".repeat(DEEP)}a\n` }),
  "3,000 levels of indentation": () => ({
    kind: "compose",
    text: `services:\n${Array.from({ length: 3000 }, (_, level) => `${" ".repeat(level + 1)}a:\n`).join("")}`,
  }),
  "alias bomb": () => ({ kind: "compose", text: `${bomb.join("\n")}\nservices: *a59\n` }),
  "100,000 aliases of one anchor": () => ({
    kind: "compose",
    text: `x: &x {image: a, privileged: true}\nservices:\n${Array.from({ length: DEEP }, (_, at) => `  s${at}: *x\n`).join("")}`,
  }),
  "10,000 findings on one line": () => ({
    kind: "compose",
    text: `services: {${Array.from({ length: 10_000 }, (_, at) => `é${at}: {image: "a", privileged: true}`).join(", ")}}\n`,
  }),
  "100,000 docker runs": () => ({ kind: "docker-run", text: "docker run --privileged a\n".repeat(DEEP) }),
  "1 MB of NUL": () => ({ kind: "dockerfile", text: "\0".repeat(1_000_000) }),
};

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { check, initSync } = await import("../pkg/cozydock.js");
  initSync({ module: readFileSync(new URL("../pkg/cozydock_bg.wasm", import.meta.url)) });
  const file = HOSTILE[argv[2]]();
  const start = performance.now();
  const report = check([file], { today: "2026-11-01" });
  const milliseconds = performance.now() - start;
  // A trap poisons the instance: it must still answer.
  check("FROM a\n");
  console.log(JSON.stringify({ milliseconds, findings: report.findings.length }));
}
