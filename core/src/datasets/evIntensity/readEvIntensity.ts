import type { Issue } from "../../evidence/issue.ts";
import { type ColumnRules, readTable } from "../../evidence/table.ts";
import { checkElement } from "../elements/symbols.ts";
import { checkUnique, rowReport } from "../rowReport.ts";
import type { EvIntensity } from "./evIntensity.ts";

const text = { kind: "text", required: true } as const;
/** No element weighs more than the heaviest passenger cars. */
const kilograms = { kind: "number", min: 0, max: 5000, unit: "kg" } as const;
const rules: ColumnRules = {
  model: text,
  element: text,
  publishedAmount: { kind: "number", min: 0, optionalColumn: true },
  publishedUnit: { kind: "choice", choices: ["kg/vehicle", "kg/kWh"], optionalColumn: true },
  kgPerVehicle: { ...kilograms, required: true },
  conventionalCarKg: { ...kilograms, optionalColumn: true },
  source: text,
};

/**
 * Reads metal in one vehicle. Required: model, element, kgPerVehicle, source. (model, element) is unique
 * (`dataset.duplicate`); a figure published per vehicle equals kgPerVehicle (`ev.published-differs`).
 */
export function readEvIntensity(csvText: string, name = "data.csv"): { rows: EvIntensity[]; issues: Issue[] } {
  const table = readTable(csvText, name, rules);
  const issues = [...table.issues];
  const rows: EvIntensity[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const report = rowReport(name, row, issues);
    const element = row.text("element");
    const kgPerVehicle = row.number("kgPerVehicle");
    const published = row.number("publishedAmount");
    checkElement(element, "element", report, ["REE"]);
    checkUnique(seen, `${row.text("model")} | ${element}`, row, "element", report);
    if (row.text("publishedUnit") === "kg/vehicle" && published !== kgPerVehicle)
      report.add(
        "kgPerVehicle",
        "ev.published-differs",
        `${kgPerVehicle} kg differs from the published ${published} kg`,
      );
    if (report.sound())
      rows.push({
        model: row.text("model"),
        element,
        kgPerVehicle,
        conventionalCarKg: row.number("conventionalCarKg"),
        source: row.text("source"),
      });
  }
  return { rows, issues };
}
