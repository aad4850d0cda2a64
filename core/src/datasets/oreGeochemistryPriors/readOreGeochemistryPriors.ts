import type { CsvRow } from "../../evidence/csv.ts";
import type { EvidenceGrade } from "../../evidence/estimate.ts";
import type { Issue } from "../../evidence/issue.ts";
import { type ColumnRules, readTable, type TableRow } from "../../evidence/table.ts";
import { checkElement } from "../elements/symbols.ts";
import { checkUnique, type RowReport, rowReport } from "../rowReport.ts";
import type { OrePrior } from "./prior.ts";

const text = { kind: "text", required: true } as const;
const optionalText = { kind: "text", optionalColumn: true } as const;
/** Widest spread taken as meant: gsd 100 puts 5 % of a lognormal above 1,900 medians. */
const gsdLimit = 100;

const rules: ColumnRules = {
  depositType: text,
  group: text,
  variant: optionalText,
  element: text,
  medianPpm: { kind: "number", required: true, min: 0, max: 1e6, unit: "ppm" },
  gsd: { kind: "number", required: true, min: 1, max: gsdLimit },
  meanPpm: { kind: "number", optionalColumn: true, min: 0, max: 1e6, unit: "ppm" },
  gsdBasis: optionalText,
  n: { kind: "number", optionalColumn: true, min: 0 },
  nUnit: optionalText,
  whatItIs: text,
  evidence: { kind: "choice", required: true, choices: ["A", "B", "C", "D", "S"] },
  source: text,
  usFit: optionalText,
  scalesWith: optionalText,
  ratioToHost: { kind: "number", optionalColumn: true, min: 0 },
  note: optionalText,
};

/**
 * Reads lognormal priors of ore. Required columns: depositType, group, element, medianPpm, gsd, whatItIs, evidence, source.
 * A blank or absent meanPpm is computed, mean = median exp(0.5 ln^2 gsd), the mean of a lognormal; a given one must agree
 * within 1 % (`prior.mean-mismatch`, warning; the given value is kept). (depositType, variant, element) is unique
 * (`dataset.duplicate`), the symbols exist (`dataset.unknown-element`), scalesWith and ratioToHost come together
 * (`prior.ratio-alone`) and an element does not scale with itself (`prior.scales-with-itself`).
 */
export function readOreGeochemistryPriors(
  csv: string | readonly CsvRow[],
  name = "data.csv",
): { rows: OrePrior[]; issues: Issue[] } {
  const table = readTable(csv, name, rules);
  const issues = [...table.issues];
  const rows: OrePrior[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const report = rowReport(name, row, issues);
    const prior = toPrior(row);
    const key = [prior.depositType, prior.variant, prior.element].filter((part) => part !== "").join(" | ");
    checkUnique(seen, key, row, "element", report);
    checkElement(prior.element, "element", report);
    checkMean(prior, report);
    checkHost(prior, report);
    if (report.sound()) rows.push(prior);
  }
  return { rows, issues };
}

/** Mean of a lognormal from its median and geometric standard deviation: median exp(0.5 ln^2 gsd). */
export function lognormalMean(median: number, gsd: number): number {
  return median * Math.exp(0.5 * Math.log(gsd) ** 2);
}

function toPrior(row: TableRow): OrePrior {
  const medianPpm = row.number("medianPpm");
  const gsd = row.number("gsd");
  const givenPpm = row.number("meanPpm");
  return {
    depositType: row.text("depositType"),
    group: row.text("group"),
    variant: row.text("variant"),
    element: row.text("element"),
    medianPpm,
    gsd,
    meanPpm: Number.isNaN(givenPpm) ? lognormalMean(medianPpm, gsd) : givenPpm,
    gsdBasis: row.text("gsdBasis"),
    n: row.number("n"),
    nUnit: row.text("nUnit"),
    whatItIs: row.text("whatItIs"),
    evidence: row.text("evidence") as EvidenceGrade,
    source: row.text("source"),
    usFit: row.text("usFit"),
    scalesWith: row.text("scalesWith"),
    ratioToHost: row.number("ratioToHost"),
    note: row.text("note"),
  };
}

function checkMean(prior: OrePrior, report: RowReport) {
  const expectedPpm = lognormalMean(prior.medianPpm, prior.gsd);
  if (Math.abs(prior.meanPpm - expectedPpm) > 0.01 * expectedPpm)
    report.add(
      "meanPpm",
      "prior.mean-mismatch",
      `mean ${prior.meanPpm} ppm differs from median x exp(0.5 ln^2 gsd) = ${expectedPpm.toPrecision(4)} ppm by more than 1 %`,
      "warning",
    );
}

function checkHost(prior: OrePrior, report: RowReport) {
  if ((prior.scalesWith === "") !== Number.isNaN(prior.ratioToHost))
    report.add("ratioToHost", "prior.ratio-alone", "scalesWith and ratioToHost must both be given or both be blank");
  if (prior.scalesWith === "") return;
  checkElement(prior.scalesWith, "scalesWith", report);
  if (prior.scalesWith === prior.element)
    report.add(
      "scalesWith",
      "prior.scales-with-itself",
      `${prior.element} cannot scale with itself; name its host metal`,
    );
}
