// The report as Markdown, for a comment on a pull request.

import type { Severity } from "../../../pkg/cozydock.js";
import { share as say } from "../strings/share.en.ts";
import type { Told } from "./sarif.ts";

const ORDER: readonly Severity[] = ["critical", "high", "medium", "low", "note"];

/** The findings, the worst first, each with its place, its words and its rule's page. */
export function pullRequest({ report, site }: Omit<Told, "files" | "texts">): string {
  const lines = [`## ${say.reportTitle}`, "", say.reportSummary(report.findings.length, report.score), ""];
  for (const severity of ORDER) {
    const own = report.findings.filter((finding) => finding.severity === severity);
    if (own.length === 0) continue;
    lines.push(`### ${say.groups[severity]}`, "");
    for (const { file, range, title, detail, rule } of own) {
      const name = report.files[file]?.name ?? "";
      const id = site === null ? `\`${rule}\`` : `[\`${rule}\`](${site}rules/${rule}/)`;
      lines.push(`- **${escaped(title)}** ${escaped(detail)} (${escaped(name)}:${range.start.line}, ${id})`);
    }
    lines.push("");
  }
  lines.push(say.reportFooter(report.version, report.factsDate), "");
  return lines.join("\n");
}

/** Marks of HTML and mentions don't work in a comment; marks of code do. */
function escaped(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(/[\\<>*_[\]|#@]/g, "\\$&")))
    .join("");
}
