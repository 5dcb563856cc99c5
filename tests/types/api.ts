// The types that callers rely on, written out by hand: the generated ones must equal them.
import init, { applyFixes, check, explain, initSync, rules, version } from "../../pkg/cozydock.js";
import type {
  Confidence,
  ExplainedPart,
  Finding,
  Fix,
  Kind,
  Layer,
  Options,
  Position,
  Range,
  Report,
  RuleInfo,
  Severity,
  SourceFile,
} from "../../pkg/cozydock.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type All<T extends true[]> = T;

type KindExpected = "dockerfile" | "compose" | "docker-run" | "dockerignore" | "env";
type LayerExpected =
  | "updates" | "slim" | "user" | "limits" | "secrets"
  | "scanning" | "network" | "read-only" | "trust" | "monitoring";
type SeverityExpected = "critical" | "high" | "medium" | "low" | "note";
interface PositionExpected { offset: number; line: number; column: number }
interface RangeExpected { start: PositionExpected; end: PositionExpected }
interface FixExpected {
  title: string;
  safety: "safe" | "review";
  edits: { file: number; start: number; end: number; text: string }[];
}
interface FindingExpected {
  rule: string;
  layer: LayerExpected | "craft";
  severity: SeverityExpected;
  confidence: "high" | "medium" | "low";
  file: number;
  range: RangeExpected;
  related: { file: number; range: RangeExpected; message: string }[];
  title: string;
  detail: string;
  fixes: FixExpected[];
  aliases: string[];
}
interface ReportExpected {
  version: string;
  factsDate: string;
  files: { name: string; kind: KindExpected; ok: boolean }[];
  findings: FindingExpected[];
  layers: { id: LayerExpected; state: "cozy" | "needs-love" | "not-visible"; findings: number }[];
  score: number | null;
  suppressed: number;
}
interface RuleInfoExpected {
  id: string;
  layer: LayerExpected | "craft";
  severity: SeverityExpected;
  kinds: KindExpected[];
  aliases: string[];
  hasFix: boolean;
  pedantic: boolean;
}

interface ExplainedPartExpected { id: string; range: RangeExpected; value?: string }

export type Contract = All<[
  Equal<Kind, KindExpected>,
  Equal<Layer, LayerExpected>,
  Equal<Severity, SeverityExpected>,
  Equal<Confidence, "high" | "medium" | "low">,
  Equal<Position, PositionExpected>,
  Equal<Range, RangeExpected>,
  Equal<Fix, FixExpected>,
  Equal<Finding, FindingExpected>,
  Equal<Report, ReportExpected>,
  Equal<RuleInfo, RuleInfoExpected>,
  Equal<SourceFile, { name?: string; text: string; kind?: KindExpected }>,
  Equal<Options, { today?: string; pedantic?: boolean; ignore?: string[]; trustedRegistries?: string[] }>,
  Equal<typeof check, (files: SourceFile[] | string, options?: Options) => Report>,
  Equal<
    typeof applyFixes,
    (files: SourceFile[] | string, findings: Finding[], options?: { safety: "safe" | "review" }) => SourceFile[]
  >,
  Equal<ExplainedPart, ExplainedPartExpected>,
  Equal<typeof explain, (file: SourceFile, start: number, end: number) => ExplainedPart[]>,
  Equal<typeof rules, () => RuleInfo[]>,
  Equal<typeof version, () => string>,
]>;

/** How a page and how Node start the engine. */
export async function start(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await init();
  await init({ module_or_path: new URL("https://cozydock.example/cozydock_bg.wasm") });
  initSync({ module: bytes });
}
