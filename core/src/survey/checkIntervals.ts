import { checkHoleCase } from "./holeCase.ts";
import { type DrillIssue, drillIssue, shown } from "./drillIssue.ts";
import { type DrillholeTables, holeEnds, intervalTables } from "./drillholeTables.ts";
import { type IntervalTable, rowsByHole } from "./intervalTable.ts";

export interface IntervalCheckOptions {
  /** Depths that differ by less are equal; rounding of feet to metres. */
  readonly toleranceM: number;
  /** Longest credible interval; longer ones are said. */
  readonly longestM: number;
}

export const defaultIntervalChecks: IntervalCheckOptions = { toleranceM: 0.005, longestM: 100 };

/**
 * What a geologist looks for in a table of intervals. Codes, with the table's word for `*` (`assay`, `lithology`):
 * `*.from-after-to`, `*.zero-length`, `*.negative-depth`, `*.duplicate-interval`, `*.overlap`, `*.gap`, `*.starts-below-mouth`
 * (info), `*.ends-above-end` (info), `*.beyond-end`, `*.long-interval` (info), `*.no-collar`, `*.hole-case`; for assays `assay.duplicate-sample`.
 */
export function checkIntervals(
  tables: DrillholeTables,
  options: IntervalCheckOptions = defaultIntervalChecks,
): DrillIssue[] {
  const issues: DrillIssue[] = [];
  const known = new Set(tables.collar.hole);
  const ends = holeEnds(tables);
  for (const { kind, table } of intervalTables(tables)) {
    const otherCase = checkHoleCase(tables.collar.hole, table, kind, issues);
    for (const [hole, rows] of rowsByHole(table)) {
      const tell: Tell = (i, code, severity, what, remedy, value, bound) =>
        issues.push(
          drillIssue({
            file: table.file,
            row: table.row[i],
            hole,
            fromM: table.fromM[i],
            toM: table.toM[i],
            code: `${kind}.${code}`,
            severity,
            what,
            remedy,
            ...(value === undefined ? {} : { value }),
            ...(bound === undefined ? {} : { bound }),
          }),
        );
      if (!known.has(hole) && !otherCase.has(hole))
        tell(
          rows[0],
          "no-collar",
          "error",
          `hole ${hole} is not in the collar table; intervals: ${rows.length}`,
          "add the collar or correct the name",
        );
      const sound = rows.filter((i) => isSound(table, i, options, tell));
      checkSequence(table, sound, options, tell);
      const end = ends.get(hole);
      const deepest = sound.reduce((most, i) => Math.max(most, table.toM[i]), 0);
      const last = sound.at(-1);
      if (end === undefined || last === undefined) continue;
      if (end.from === "declared")
        for (const i of sound)
          if (table.toM[i] > end.depthM + options.toleranceM)
            tell(
              i,
              "beyond-end",
              "error",
              `ends at ${shown(table.toM[i])} m, the hole at ${shown(end.depthM)} m`,
              "correct the depth, the unit or the end of the hole",
              table.toM[i],
              end.depthM,
            );
      if (deepest < end.depthM - options.toleranceM)
        tell(
          last,
          "ends-above-end",
          "info",
          `nothing from ${shown(deepest)} m to the end of the hole at ${shown(end.depthM)} m`,
          "confirm that it was not sampled",
          deepest,
          end.depthM,
        );
    }
  }
  checkSamples(tables, issues);
  return issues;
}

type Tell = (
  i: number,
  code: string,
  severity: "error" | "warning" | "info",
  what: string,
  remedy: string,
  value?: number,
  bound?: number,
) => void;

function isSound(table: IntervalTable, i: number, options: IntervalCheckOptions, tell: Tell): boolean {
  const [from, to] = [table.fromM[i], table.toM[i]];
  if (from < 0)
    tell(i, "negative-depth", "error", `starts at ${shown(from)} m, above the mouth`, "correct the depth", from, 0);
  else if (from > to)
    tell(
      i,
      "from-after-to",
      "error",
      `starts at ${shown(from)} m after it ends at ${shown(to)} m`,
      "exchange or correct the depths",
      from,
      to,
    );
  else if (from === to) tell(i, "zero-length", "error", "has no length", "correct the depths or remove it", 0);
  else {
    if (to - from > options.longestM)
      tell(
        i,
        "long-interval",
        "info",
        `is ${shown(to - from)} m long, bound ${options.longestM} m`,
        "confirm that it is one sample or one unit",
        to - from,
        options.longestM,
      );
    return true;
  }
  return false;
}

function checkSequence(table: IntervalTable, sorted: Int32Array, options: IntervalCheckOptions, tell: Tell): void {
  let reach = 0;
  let deepest = -1;
  for (const i of sorted) {
    const from = table.fromM[i];
    if (deepest < 0) {
      if (from > options.toleranceM)
        tell(
          i,
          "starts-below-mouth",
          "info",
          `nothing from the mouth to ${shown(from)} m`,
          "confirm that it was not sampled",
          from,
          0,
        );
    } else if (from < reach - options.toleranceM) {
      const same = table.fromM[deepest] === from && table.toM[deepest] === table.toM[i];
      if (same)
        tell(
          i,
          "duplicate-interval",
          "error",
          `repeats the interval of row ${table.row[deepest]}`,
          "keep one",
          from,
          reach,
        );
      else
        tell(
          i,
          "overlap",
          "error",
          `overlaps row ${table.row[deepest]} by ${shown(Math.min(reach, table.toM[i]) - from)} m`,
          "correct the depths, or split the tables by sampling campaign",
          from,
          reach,
        );
    } else if (from > reach + options.toleranceM)
      tell(
        i,
        "gap",
        "warning",
        `${shown(from - reach)} m between ${shown(reach)} and ${shown(from)} m have no interval`,
        "state whether the core was lost, not sampled, or barren; it is not taken as zero",
        from - reach,
        0,
      );
    if (table.toM[i] > reach) {
      reach = table.toM[i];
      deepest = i;
    }
  }
}

function checkSamples({ assay }: DrillholeTables, issues: DrillIssue[]): void {
  if (assay?.sample == null) return;
  const seen = new Map<string, number>();
  assay.sample.forEach((sample, i) => {
    if (sample === "") return;
    const other = seen.get(sample);
    if (other === undefined) seen.set(sample, i);
    else
      issues.push(
        drillIssue({
          file: assay.file,
          row: assay.row[i],
          hole: assay.hole[i] ?? "",
          fromM: assay.fromM[i],
          toM: assay.toM[i],
          code: "assay.duplicate-sample",
          severity: "warning",
          value: sample,
          what: `sample ${sample} already stands in row ${assay.row[other]} (hole ${assay.hole[other]})`,
          remedy: "correct the number, or move laboratory duplicates to the quality-control table",
        }),
      );
  });
}
