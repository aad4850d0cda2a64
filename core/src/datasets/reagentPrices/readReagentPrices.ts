import type { CsvRow } from "../../evidence/csv.ts";
import type { Issue } from "../../evidence/issue.ts";
import { type ColumnRules, readTable } from "../../evidence/table.ts";
import { checkUnique, rowReport } from "../rowReport.ts";

/** Price of a reagent, utility or waste. */
export interface ReagentPrice {
  readonly item: string;
  readonly price: number;
  readonly unit: string;
  readonly moneyYear: number;
  readonly source: string;
  readonly caution: string;
}

const rules: ColumnRules = {
  item: { kind: "text", required: true },
  price: { kind: "number", required: true, min: 0, max: 1e6 },
  unit: { kind: "text", required: true },
  moneyYear: { kind: "number", required: true, min: 1900, max: 2100, unit: "a" },
  source: { kind: "text", required: true },
  caution: { kind: "text", optionalColumn: true },
};

/** Reads prices of reagents. The unit begins with `USD/` (`price.unit`); item and source are unique (`dataset.duplicate`). */
export function readReagentPrices(
  input: string | readonly CsvRow[],
  name = "data.csv",
): { rows: ReagentPrice[]; issues: Issue[] } {
  const table = readTable(input, name, rules);
  const issues = [...table.issues];
  const rows: ReagentPrice[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const report = rowReport(name, row, issues);
    const [item, unit, source] = [row.text("item"), row.text("unit"), row.text("source")];
    if (!/^USD\/\S/.test(unit)) report.add("unit", "price.unit", `"${unit.slice(0, 40)}" is no unit such as USD/t`);
    checkUnique(seen, `${item} | ${source}`, row, "item", report);
    if (report.sound())
      rows.push({
        item,
        price: row.number("price"),
        unit,
        moneyYear: row.number("moneyYear"),
        source,
        caution: row.text("caution"),
      });
  }
  return { rows, issues };
}
