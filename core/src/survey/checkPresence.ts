import { type DrillIssue, drillIssue } from "./drillIssue.ts";
import { type DrillholeTables, intervalTables } from "./drillholeTables.ts";

/** Holes of the collar table without a survey (`collar.no-survey`), assay (`collar.no-assay`) or log (`collar.no-lithology`). */
export function checkPresence(tables: DrillholeTables): DrillIssue[] {
  const { collar, survey } = tables;
  const surveyed = new Set(survey?.hole ?? []);
  const issues: DrillIssue[] = [];
  const missing = (
    present: ReadonlySet<string>,
    code: string,
    severity: "warning" | "info",
    what: string,
    remedy: string,
  ) =>
    collar.hole.forEach((hole, i) => {
      if (!present.has(hole))
        issues.push(drillIssue({ file: collar.file, row: collar.row[i], hole, code, severity, what, remedy }));
    });
  missing(
    surveyed,
    "collar.no-survey",
    "warning",
    "the hole has no survey and is taken as vertical",
    "add its direction, or confirm that it was drilled vertical",
  );
  for (const { kind, table } of intervalTables(tables))
    missing(
      new Set(table.hole),
      `collar.no-${kind}`,
      "info",
      `the hole has no ${kind} interval`,
      "add them, or leave the hole out of the project",
    );
  return issues;
}
