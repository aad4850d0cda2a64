import type { CsvRow } from "../../evidence/csv.ts";
import type { Issue } from "../../evidence/issue.ts";
import { type ColumnRules, readTable, type TableRow } from "../../evidence/table.ts";
import { checkElement } from "../elements/symbols.ts";
import { checkUnique, type RowReport, rowReport } from "../rowReport.ts";
import { type MassUnit, massFigure, printedFigure } from "../printedFigure.ts";
import type { ElementMarket, MarketEdition, MarketFigure } from "./market.ts";

const text = { kind: "text", required: true } as const;
const optionalText = { kind: "text", optionalColumn: true } as const;

const rules: ColumnRules = {
  edition: { kind: "choice", required: true, choices: ["mcs2024", "mcs2025", "mcs2026"] },
  year: { kind: "number", required: true, min: 1900, max: 2100, unit: "a" },
  element: text,
  form: text,
  elementFraction: { kind: "number", required: true, min: 0, max: 1, unit: "(mass fraction)" },
  consumptionBasis: optionalText,
  massUnit: { kind: "choice", choices: ["t", "kt", "kg"], optionalColumn: true },
  consumptionPrinted: { kind: "text" },
  importsPrinted: { kind: "text" },
  exportsPrinted: optionalText,
  netImportReliancePctPrinted: optionalText,
  usdPerKgElement: { kind: "number", min: 0, max: 1e7, unit: "USD/kg", optionalColumn: true },
  priceQuoted: optionalText,
  priceForm: optionalText,
  note: optionalText,
};

const groups = ["REE", "HREE"];
const empty: MarketFigure = { value: null, printed: "", lower: null, upper: null };

/**
 * Reads US market figures by element. Required columns: edition, year, element, form, elementFraction,
 * consumptionPrinted, importsPrinted. Masses are printed text in `massUnit` (t when blank) and become tonnes of form.
 * Text that is neither a number nor a mark of the publisher is an error (`market.figure`), never a guess. Also:
 * (edition, year, element) is unique (`dataset.duplicate`), the fraction is above 0 (`market.fraction`), reliance is at
 * most 100 % (`market.reliance`), a price has its quotation (`market.price-without-quote`).
 */
export function readMineralMarket(
  csv: string | readonly CsvRow[],
  name = "data.csv",
): { rows: ElementMarket[]; issues: Issue[] } {
  const table = readTable(csv, name, rules);
  const issues = [...table.issues];
  const rows: ElementMarket[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const report = rowReport(name, row, issues);
    const market = toMarket(row, report);
    checkElement(market.element, "element", report, groups);
    checkUnique(seen, `${market.edition} ${market.year} ${market.element}`, row, "element", report);
    checkMarket(market, report);
    if (report.sound()) rows.push(market);
  }
  return { rows, issues };
}

function toMarket(row: TableRow, report: RowReport): ElementMarket {
  const unit = (row.text("massUnit") || "t") as MassUnit;
  const kept = (column: string, figure: MarketFigure | null): MarketFigure => {
    if (figure === null)
      report.add(
        column,
        "market.figure",
        `"${row.text(column)}" is no printed figure; write e.g. 3,390 or W, NA, E, s, >50, <2 or leave it blank`,
      );
    return figure ?? empty;
  };
  const mass = (column: string) => kept(column, massFigure(row.text(column), unit));
  const reliance = "netImportReliancePctPrinted";
  return {
    edition: row.text("edition") as MarketEdition,
    year: row.number("year"),
    element: row.text("element"),
    form: row.text("form"),
    elementFraction: row.number("elementFraction"),
    consumptionBasis: row.text("consumptionBasis"),
    consumptionT: mass("consumptionPrinted"),
    importsT: mass("importsPrinted"),
    exportsT: mass("exportsPrinted"),
    netImportReliancePct: kept(reliance, printedFigure(row.text(reliance))),
    usdPerKgElement: row.number("usdPerKgElement"),
    priceQuoted: row.text("priceQuoted"),
    priceForm: row.text("priceForm"),
    note: row.text("note"),
  };
}

function checkMarket(market: ElementMarket, report: RowReport) {
  if (market.elementFraction === 0)
    report.add("elementFraction", "market.fraction", "fraction of element is 0; a mass fraction above 0 is required");
  const pct = market.netImportReliancePct;
  const stated = pct.value ?? pct.lower ?? pct.upper ?? 0;
  if (stated > 100)
    report.add("netImportReliancePctPrinted", "market.reliance", `net import reliance ${stated} % exceeds 100 %`);
  if (!Number.isNaN(market.usdPerKgElement) && market.priceQuoted === "")
    report.add(
      "priceQuoted",
      "market.price-without-quote",
      "a price per kg of element needs the quotation it comes from",
    );
}
