import { drillIssue, type DrillIssue, shown } from "./drillIssue.ts";
import { type BlankStatistics, blankStatistics } from "./qaqcBlanks.ts";
import { acceptedHard, type DuplicatePairs, type DuplicateStatistics, duplicateStatistics } from "./qaqcDuplicates.ts";
import { type ControlChart, controlChart } from "./qaqcStandards.ts";
import type { ControlRow } from "./qaqcTable.ts";
import { type ThompsonHowarth, thompsonHowarth } from "./thompsonHowarth.ts";

/** One kind of control for one substance, in the order of the table. */
export type ControlGroup = {
  readonly substance: string;
  readonly rows: readonly ControlRow[];
  /** `failed` where a finding of the group is an error, `doubtful` where it is a warning. */
  readonly verdict: "kept" | "doubtful" | "failed";
  readonly issues: readonly DrillIssue[];
} & (
  | { readonly kind: "blank"; readonly detectionLimitPpm: number; readonly blanks: BlankStatistics }
  | { readonly kind: "standard"; readonly name: string; readonly certifiedPpm: number; readonly chart: ControlChart }
  | {
      readonly kind: "duplicate";
      readonly stage: DuplicatePairs["kind"];
      readonly accepted: { readonly hard: number; readonly share: number };
      /** Pairs left out because one assay lies below detection: their difference tells of the limit, not of the sampling. */
      readonly belowDetection: number;
      readonly duplicates: DuplicateStatistics;
      /** From 50 pairs on; null below, or where all grades are equal. */
      readonly precision: ThompsonHowarth | null;
    }
);

export interface ControlRules {
  /** Accepted half absolute relative difference and share of pairs, by stage. */
  readonly accepted?: Readonly<
    Partial<Record<DuplicatePairs["kind"], { readonly hard: number; readonly share: number }>>
  >;
  /** A blank fails above this many detection limits. */
  readonly blankTimes?: number;
  /** Detection limit by substance, where no cell of a blank says `<x`. */
  readonly detectionLimitPpm?: ReadonlyMap<string, number>;
  /** Certificates by `name substance`, where the table has none. */
  readonly certificates?: ReadonlyMap<string, { readonly certifiedPpm: number; readonly sdPpm: number }>;
}

/**
 * Statistics of control samples by kind, substance and (of standards) name. Issues beside those of the statistics:
 * `qaqc.no-limit`, `qaqc.no-certificate`, `qaqc.certificate-differs` (errors: the group is not judged),
 * `qaqc.duplicate-below-detection` (info), `qaqc.no-controls` (warning: a kind of control is absent for a substance).
 */
export function controlGroups(
  rows: readonly ControlRow[],
  file: string,
  rules: ControlRules = {},
): { groups: readonly ControlGroup[]; issues: readonly DrillIssue[] } {
  const byKey = new Map<string, ControlRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.kind, row.substance, row.kind === "standard" ? row.sample : ""]);
    const list = byKey.get(key);
    if (list === undefined) byKey.set(key, [row]);
    else list.push(row);
  }
  const issues: DrillIssue[] = [];
  const groups: ControlGroup[] = [];
  for (const of of byKey.values()) {
    const made =
      of[0].kind === "blank"
        ? blankGroup(of, file, rules)
        : of[0].kind === "standard"
          ? standardGroup(of, file, rules)
          : duplicateGroup(of, file, rules);
    issues.push(...made.issues);
    if (made.group !== null) groups.push(made.group);
  }
  issues.push(...absent(rows, file));
  return { groups, issues };
}

interface Made {
  readonly group: ControlGroup | null;
  readonly issues: readonly DrillIssue[];
}

const verdictOf = (issues: readonly DrillIssue[]): ControlGroup["verdict"] =>
  issues.some(({ severity }) => severity === "error")
    ? "failed"
    : issues.some(({ severity }) => severity === "warning")
      ? "doubtful"
      : "kept";

const column = (rows: readonly ControlRow[], of: (row: ControlRow) => number) => Float64Array.from(rows, of);
const lines = (rows: readonly ControlRow[]) => Int32Array.from(rows, ({ row }) => row);

function unjudged(rows: readonly ControlRow[], file: string, code: string, what: string, remedy: string): Made {
  return {
    group: null,
    issues: [drillIssue({ file, row: rows[0].row, code, severity: "error", value: rows.length, what, remedy })],
  };
}

function blankGroup(rows: readonly ControlRow[], file: string, rules: ControlRules): Made {
  const { substance } = rows[0];
  const limits = rows.filter(({ isBelow }) => isBelow).map(({ resultPpm }) => resultPpm);
  const detectionLimitPpm = rules.detectionLimitPpm?.get(substance) ?? Math.max(...limits);
  if (!(detectionLimitPpm > 0))
    return unjudged(
      rows,
      file,
      "qaqc.no-limit",
      `${rows.length} blanks of ${substance} have no detection limit to be judged by`,
      `write one as <x, or declare detectionLimitPpm.${substance}`,
    );
  const blanks = blankStatistics(
    {
      file,
      row: lines(rows),
      resultPpm: column(rows, ({ resultPpm }) => resultPpm),
      isBelowDetection: Uint8Array.from(rows, ({ isBelow }) => (isBelow ? 1 : 0)),
      previousPpm: column(rows, ({ originalPpm }) => originalPpm),
      detectionLimitPpm,
    },
    rules.blankTimes,
  );
  const { issues } = blanks;
  const verdict = verdictOf(issues);
  return { group: { kind: "blank", substance, rows, detectionLimitPpm, blanks, verdict, issues }, issues };
}

function standardGroup(rows: readonly ControlRow[], file: string, rules: ControlRules): Made {
  const { substance, sample: name } = rows[0];
  const declared = rules.certificates?.get(`${name} ${substance}`);
  const first = rows.find(({ certifiedPpm, sdPpm }) => certifiedPpm > 0 && sdPpm > 0);
  const certifiedPpm = declared?.certifiedPpm ?? first?.certifiedPpm ?? Number.NaN;
  const sdPpm = declared?.sdPpm ?? first?.sdPpm ?? Number.NaN;
  if (!(certifiedPpm > 0 && sdPpm > 0))
    return unjudged(
      rows,
      file,
      "qaqc.no-certificate",
      `standard ${name} has no certified ${substance} with a standard deviation above 0`,
      "fill certified and sd from its certificate, or declare them under standards",
    );
  const other = rows.find(
    (row) =>
      (row.certifiedPpm > 0 && Math.abs(row.certifiedPpm - certifiedPpm) > 1e-9 * certifiedPpm) ||
      (row.sdPpm > 0 && Math.abs(row.sdPpm - sdPpm) > 1e-9 * sdPpm),
  );
  if (other !== undefined)
    return unjudged(
      [other, ...rows],
      file,
      "qaqc.certificate-differs",
      `standard ${name} is certified ${shown(certifiedPpm)} ± ${shown(sdPpm)} and here ${shown(other.certifiedPpm)} ± ${shown(other.sdPpm)} ppm ${substance}`,
      "one certificate per name: correct the row, or give the other lot its own name",
    );
  const chart = controlChart({
    file,
    row: lines(rows),
    name,
    certifiedPpm,
    sdPpm,
    // Below detection is a result too: its limit stands for it, and lies far below any certified value worth charting.
    resultPpm: column(rows, ({ resultPpm }) => resultPpm),
  });
  const { issues } = chart;
  const verdict = verdictOf(issues);
  return { group: { kind: "standard", substance, rows, name, certifiedPpm, chart, verdict, issues }, issues };
}

function duplicateGroup(rows: readonly ControlRow[], file: string, rules: ControlRules): Made {
  const { substance, kind } = rows[0];
  const stage = kind.replace("-duplicate", "") as DuplicatePairs["kind"];
  const accepted = rules.accepted?.[stage] ?? acceptedHard[stage];
  const isBelow = (row: ControlRow) => row.isBelow || row.isOriginalBelow;
  const pair = (of: (row: ControlRow) => number) => column(rows, (row) => (isBelow(row) ? Number.NaN : of(row)));
  const [originalPpm, duplicatePpm] = [pair((row) => row.originalPpm), pair((row) => row.resultPpm)];
  const duplicates = duplicateStatistics({ file, row: lines(rows), kind: stage, originalPpm, duplicatePpm }, accepted);
  const belowDetection = rows.filter(isBelow).length;
  const issues = [...duplicates.issues];
  if (belowDetection > 0)
    issues.push(
      drillIssue({
        file,
        code: "qaqc.duplicate-below-detection",
        severity: "info",
        value: belowDetection,
        what: `${belowDetection} of ${rows.length} ${stage} pairs of ${substance} have an assay below detection and are left out`,
        remedy: "choose duplicates of samples with grade",
      }),
    );
  const group: ControlGroup = {
    kind: "duplicate",
    substance,
    rows,
    stage,
    accepted,
    belowDetection,
    duplicates,
    precision: precisionOf(originalPpm, duplicatePpm),
    verdict: verdictOf(issues),
    issues,
  };
  return { group, issues };
}

function precisionOf(originalPpm: Float64Array, duplicatePpm: Float64Array): ThompsonHowarth | null {
  try {
    return thompsonHowarth(originalPpm, duplicatePpm);
  } catch (error) {
    // Fewer than 50 pairs, or one grade only: there is no line, and the statistics of the pairs stand alone.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function absent(rows: readonly ControlRow[], file: string): DrillIssue[] {
  const bySubstance = new Map<string, Set<string>>();
  for (const { substance, kind } of rows)
    bySubstance.set(
      substance,
      (bySubstance.get(substance) ?? new Set()).add(kind.endsWith("duplicate") ? "duplicate" : kind),
    );
  return [...bySubstance].flatMap(([substance, held]) => {
    const missing = ["blank", "standard", "duplicate"].filter((kind) => !held.has(kind));
    if (missing.length === 0) return [];
    return [
      drillIssue({
        file,
        code: "qaqc.no-controls",
        severity: "warning",
        value: substance,
        what: `${substance} has no ${missing.map((kind) => `${kind}s`).join(" and no ")}`,
        remedy: "contamination (blanks), accuracy (standards) and precision (duplicates) each need their own samples",
      }),
    ];
  });
}
