// The report as SARIF 2.1.0, which code hosts and editors read.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

import type { Log, PhysicalLocation, Region, ReportingDescriptor, Result, Fix as SarifFix } from "sarif";
import type { Finding, Fix, Range, Report, Severity, SourceFile } from "../../../pkg/cozydock.js";
import type { Texts } from "../texts.ts";
import { fingerprints } from "./fingerprint.ts";
import { markdown, plain } from "./rich-text-as-markdown.ts";

const LEVELS: Record<Severity, Result.level> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  note: "note",
};

/** What code hosts sort by, from 0 to 10. */
const SECURITY_SEVERITY: Record<Severity, string> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "3.0",
  note: "1.0",
};

/** What a report is made of. */
export interface Told {
  report: Report;
  /** The files that were judged, in the report's order. */
  files: readonly SourceFile[];
  texts: Texts;
  /** The address of the rule pages, ending in a slash; `null` where there are none online. */
  site: string | null;
}

/** The whole report. Columns count UTF-16 code units, as the page's do. */
export function sarif({ report, files, texts, site }: Told): Log {
  const ids = [...new Set(report.findings.map(({ rule }) => rule))].sort();
  const prints = fingerprints(report, files);
  const starts = files.map(({ text }) => lineStarts(text));
  const uri = (file: number) => encodeURI(report.files[file]?.name ?? "");
  const located = (file: number, range: Range): PhysicalLocation => ({
    artifactLocation: { uri: uri(file), index: file },
    region: region(range),
  });
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Cozydock",
            semanticVersion: report.version,
            properties: { factsDate: report.factsDate },
            rules: ids.map((id) => descriptor(id, report.findings, texts, site)),
          },
        },
        columnKind: "utf16CodeUnits",
        artifacts: report.files.map((_, file) => ({ location: { uri: uri(file) } })),
        results: report.findings.map((finding, at) => ({
          ruleId: finding.rule,
          ruleIndex: ids.indexOf(finding.rule),
          level: LEVELS[finding.severity],
          message: { text: `${finding.title} ${finding.detail}` },
          locations: [{ physicalLocation: located(finding.file, finding.range) }],
          ...(finding.related.length > 0 && {
            relatedLocations: finding.related.map(({ file, range, message }, id) => ({
              id,
              message: { text: message },
              physicalLocation: located(file, range),
            })),
          }),
          partialFingerprints: { "cozydock/v1": prints[at] ?? "" },
          ...(finding.fixes.length > 0 && { fixes: finding.fixes.map((fix) => change(fix, starts, uri)) }),
          properties: { severity: finding.severity, confidence: finding.confidence, layer: finding.layer },
        })),
      },
    ],
  };
}

function descriptor(id: string, findings: readonly Finding[], texts: Texts, site: string | null): ReportingDescriptor {
  const text = texts.rules.get(id);
  const own = findings.filter(({ rule }) => rule === id);
  const order = Object.keys(LEVELS) as Severity[];
  const worst = order.find((severity) => own.some((finding) => finding.severity === severity)) ?? "note";
  const whole = text ? [...text.why, ...text.doThis] : [];
  return {
    id,
    ...(text && {
      shortDescription: { text: text.several },
      fullDescription: { text: plain(text.why) },
      help: { text: plain(whole), markdown: markdown(whole) },
    }),
    ...(site !== null && { helpUri: `${site}rules/${id}/` }),
    defaultConfiguration: { level: LEVELS[worst] },
    properties: {
      "security-severity": SECURITY_SEVERITY[worst],
      tags: ["security", ...new Set(own.flatMap(({ aliases, layer }) => [layer, ...aliases]))],
    },
  };
}

function region({ start, end }: Range): Region {
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    charOffset: start.offset,
    charLength: end.offset - start.offset,
  };
}

function change(fix: Fix, starts: readonly (readonly number[])[], uri: (file: number) => string): SarifFix {
  const touched = [...new Set(fix.edits.map(({ file }) => file))];
  return {
    description: { text: fix.title },
    artifactChanges: touched.map((file) => ({
      artifactLocation: { uri: uri(file), index: file },
      replacements: fix.edits
        .filter((edit) => edit.file === file)
        .map(({ start, end, text }) => ({
          deletedRegion: { charOffset: start, charLength: end - start, ...lines(starts[file] ?? [0], start, end) },
          ...(text !== "" && { insertedContent: { text } }),
        })),
    })),
  };
}

/** Where each line of a text begins, in UTF-16 units. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The lines and columns of a place, which some readers know instead of offsets. */
function lines(starts: readonly number[], start: number, end: number): Region {
  const place = (offset: number) => {
    const line = starts.findLastIndex((begin) => begin <= offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
  const from = place(start);
  const to = place(end);
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}
