import type { CsvRow } from "../../evidence/csv.ts";
import type { Issue } from "../../evidence/issue.ts";
import { type ColumnRules, readTable } from "../../evidence/table.ts";
import { checkUnique, rowReport } from "../rowReport.ts";

/** Family of cost of a re-mining project, cheapest first. */
export const costFamilies = [
  "hydraulic or flotation",
  "leach to intermediate",
  "leach to refined product",
  "refinery or bioleach",
] as const;
export type CostFamily = (typeof costFamilies)[number];

/** Cost per tonne of a published project. */
export interface ProjectIntensity {
  readonly project: string;
  readonly country: string;
  readonly year: number;
  readonly route: string;
  readonly family: CostFamily;
  readonly rateMtpa: number;
  readonly currency: string;
  readonly capexPerTpa: number;
  /** NaN where the study does not give it. */
  readonly opexPerT: number;
  readonly caution: string;
}

const rules: ColumnRules = {
  project: { kind: "text", required: true },
  country: { kind: "text", required: true },
  year: { kind: "number", required: true, min: 1900, max: 2100, unit: "a" },
  route: { kind: "text", required: true },
  family: { kind: "choice", required: true, choices: costFamilies },
  rateMtpa: { kind: "number", required: true, min: 0, unit: "Mt/a" },
  currency: { kind: "text", required: true },
  capexPerTpa: { kind: "number", required: true, min: 0 },
  opexPerT: { kind: "number", min: 0 },
  caution: { kind: "text", optionalColumn: true },
};

/** Reads costs of published projects. Projects are unique (`dataset.duplicate`), a rate is above 0 (`project.rate`). */
export function readProjectIntensities(
  input: string | readonly CsvRow[],
  name = "data.csv",
): { rows: ProjectIntensity[]; issues: Issue[] } {
  const table = readTable(input, name, rules);
  const issues = [...table.issues];
  const rows: ProjectIntensity[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const report = rowReport(name, row, issues);
    checkUnique(seen, row.text("project"), row, "project", report);
    if (row.number("rateMtpa") === 0) report.add("rateMtpa", "project.rate", "rate is 0; a rate above 0 is required");
    const family = costFamilies.find((known) => known === row.text("family"));
    if (!report.sound() || family === undefined) continue;
    rows.push({
      project: row.text("project"),
      country: row.text("country"),
      year: row.number("year"),
      route: row.text("route"),
      family,
      rateMtpa: row.number("rateMtpa"),
      currency: row.text("currency"),
      capexPerTpa: row.number("capexPerTpa"),
      opexPerT: row.number("opexPerT"),
      caution: row.text("caution"),
    });
  }
  return { rows, issues };
}
