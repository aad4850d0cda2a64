import { checkCollars, type CollarCheckOptions, defaultCollarChecks } from "./checkCollars.ts";
import { checkColumns, type ColumnCheckOptions, defaultColumnChecks } from "./checkColumns.ts";
import { checkGrades, defaultGradeChecks, type GradeCheckOptions } from "./checkGrades.ts";
import { checkIntervals, defaultIntervalChecks, type IntervalCheckOptions } from "./checkIntervals.ts";
import { checkOutlierGrades } from "./checkOutlierGrades.ts";
import { checkPresence } from "./checkPresence.ts";
import { checkSurveys, defaultSurveyChecks, type SurveyCheckOptions } from "./checkSurveys.ts";
import type { DrillIssue } from "./drillIssue.ts";
import type { DrillholeTables } from "./drillholeTables.ts";

export interface DrillholeCheckOptions {
  readonly collar: CollarCheckOptions;
  readonly survey: SurveyCheckOptions;
  readonly interval: IntervalCheckOptions;
  readonly grade: GradeCheckOptions;
  readonly column: ColumnCheckOptions;
}

export const defaultDrillholeChecks: DrillholeCheckOptions = {
  collar: defaultCollarChecks,
  survey: defaultSurveyChecks,
  interval: defaultIntervalChecks,
  grade: defaultGradeChecks,
  column: defaultColumnChecks,
};

export interface CodeCount {
  readonly code: string;
  readonly severity: DrillIssue["severity"];
  readonly count: number;
  readonly holes: number;
}

export interface HoleQuality {
  readonly hole: string;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
}

/** Findings of all readers and checks, counted by code and by hole. */
export interface QualityReport {
  readonly issues: readonly DrillIssue[];
  /** Errors first, then by falling count. */
  readonly byCode: readonly CodeCount[];
  /** Holes with findings, worst first. */
  readonly byHole: readonly HoleQuality[];
  readonly holes: number;
  readonly holesWithoutFindings: number;
  /** Usable survey rows of each hole. */
  readonly stations: ReadonlyMap<string, readonly number[]>;
}

/** A file that could not be read at all has said so: asking each hole for its rows would only bury that. */
function readOrNull<T extends { readonly hole: readonly string[]; readonly issues: readonly DrillIssue[] }>(
  table: T | null,
): T | null {
  const isUnread =
    table !== null && table.hole.length === 0 && table.issues.some(({ severity }) => severity === "error");
  return isUnread ? null : table;
}

/** Runs every check over the tables of a campaign. The tables are not changed. */
export function qualityReport(
  tables: DrillholeTables,
  options: DrillholeCheckOptions = defaultDrillholeChecks,
): QualityReport {
  const read = [tables.collar, tables.survey, tables.assay, tables.lithology].flatMap((table) => table?.issues ?? []);
  const usable: DrillholeTables = {
    collar: tables.collar,
    survey: readOrNull(tables.survey),
    assay: readOrNull(tables.assay),
    lithology: readOrNull(tables.lithology),
  };
  const { collar, assay } = usable;
  const surveys =
    readOrNull(collar) === null ? { issues: [], stations: new Map() } : checkSurveys(usable, options.survey);
  const issues = read
    .concat(checkCollars(collar, options.collar), surveys.issues)
    .concat(readOrNull(collar) === null ? [] : [...checkPresence(usable), ...checkIntervals(usable, options.interval)])
    .concat(assay === null ? [] : [...checkGrades(assay, options.grade), ...checkOutlierGrades(assay)])
    .concat(assay === null ? [] : checkColumns(assay, options.column));
  const byHole = countByHole(issues);
  const names = new Set(collar.hole);
  return {
    issues,
    byCode: countByCode(issues),
    byHole,
    holes: names.size,
    holesWithoutFindings: names.size - byHole.filter(({ hole }) => names.has(hole)).length,
    stations: surveys.stations,
  };
}

const rank = { error: 0, warning: 1, info: 2 } as const;

/** Number of findings and of holes by code and severity, errors first. */
export function countByCode(issues: readonly DrillIssue[]): CodeCount[] {
  const groups = new Map<
    string,
    { code: string; severity: DrillIssue["severity"]; count: number; holes: Set<string> }
  >();
  for (const { code, severity, hole } of issues) {
    const key = `${severity} ${code}`;
    const group = groups.get(key) ?? { code, severity, count: 0, holes: new Set<string>() };
    groups.set(key, group);
    group.count++;
    if (hole !== null) group.holes.add(hole);
  }
  return [...groups.values()]
    .map(({ holes, ...rest }) => ({ ...rest, holes: holes.size }))
    .sort((a, b) => rank[a.severity] - rank[b.severity] || b.count - a.count || (a.code < b.code ? -1 : 1));
}

function countByHole(issues: readonly DrillIssue[]): HoleQuality[] {
  const holes = new Map<string, { hole: string; errors: number; warnings: number; notes: number }>();
  for (const { hole, severity } of issues) {
    if (hole === null) continue;
    const count = holes.get(hole) ?? { hole, errors: 0, warnings: 0, notes: 0 };
    holes.set(hole, count);
    if (severity === "error") count.errors++;
    else if (severity === "warning") count.warnings++;
    else count.notes++;
  }
  return [...holes.values()].sort(
    (a, b) => b.errors - a.errors || b.warnings - a.warnings || b.notes - a.notes || (a.hole < b.hole ? -1 : 1),
  );
}
