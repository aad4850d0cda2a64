import type { CsvRow } from "../../evidence/csv.ts";
import type { Issue } from "../../evidence/issue.ts";
import { type ColumnRules, readTable } from "../../evidence/table.ts";
import { checkUnique, rowReport } from "../rowReport.ts";

/** Size of the lot that a price is for; only bulk prices are used in evaluations. */
export type PriceLot = "bulk" | "retail" | "unit slip";

/** One dated price. */
export interface DatedPrice {
  readonly item: string;
  /** `2023`, `2024-07` or `2021-12-31`. */
  readonly date: string;
  readonly priceLow: number;
  readonly priceHigh: number;
  readonly unit: string;
  /** Middle of low and high, USD/kg, money of the date. */
  readonly usdPerKg: number;
  readonly lot: PriceLot;
  readonly source: string;
  readonly caution: string;
}

/** Kilograms in the unit that a price is for: international pound 0.45359237 kg, troy ounce 0.0311034768 kg. */
const kilograms: ReadonlyMap<string, number> = new Map([
  ["USD/kg", 1],
  ["USD/lb", 0.45359237],
  ["USD/t", 1000],
  ["USD/oz", 0.0311034768],
]);

const rules: ColumnRules = {
  item: { kind: "text", required: true },
  date: { kind: "text", required: true },
  priceLow: { kind: "number", required: true, min: 0, max: 1e9 },
  priceHigh: { kind: "number", required: true, min: 0, max: 1e9 },
  unit: { kind: "choice", required: true, choices: [...kilograms.keys()] },
  lot: { kind: "choice", required: true, choices: ["bulk", "retail", "unit slip"] },
  source: { kind: "text", required: true },
  caution: { kind: "text", optionalColumn: true },
};

const lots: readonly PriceLot[] = ["bulk", "retail", "unit slip"];

/**
 * Reads dated prices. A date is a year, month or day (`price.date`), low is above 0 and at most high (`price.order`), and item,
 * date, lot and source are unique together (`dataset.duplicate`).
 */
export function readPriceDeck(
  input: string | readonly CsvRow[],
  name = "data.csv",
): { rows: DatedPrice[]; issues: Issue[] } {
  const table = readTable(input, name, rules);
  const issues = [...table.issues];
  const rows: DatedPrice[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const report = rowReport(name, row, issues);
    const [item, date, unit] = [row.text("item"), row.text("date"), row.text("unit")];
    const [priceLow, priceHigh] = [row.number("priceLow"), row.number("priceHigh")];
    if (!/^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?$/.test(date))
      report.add("date", "price.date", `"${date.slice(0, 40)}" is no year, month or day such as 2024-07`);
    if (!(priceLow > 0 && priceLow <= priceHigh))
      report.add("priceLow", "price.order", `low ${priceLow} and high ${priceHigh} must be above 0 and ascend`);
    checkUnique(seen, [item, date, row.text("lot"), row.text("source")].join(" | "), row, "item", report);
    const lot = lots.find((known) => known === row.text("lot"));
    if (!report.sound() || lot === undefined) continue;
    const usdPerKg = (0.5 * (priceLow + priceHigh)) / (kilograms.get(unit) ?? Number.NaN);
    const [source, caution] = [row.text("source"), row.text("caution")];
    rows.push({ item, date, priceLow, priceHigh, unit, usdPerKg, lot, source, caution });
  }
  return { rows, issues };
}
