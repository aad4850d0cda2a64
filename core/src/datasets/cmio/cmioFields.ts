import type { Issue } from "../../evidence/issue.ts";
import { type ColumnRules, readTable } from "../../evidence/table.ts";

const kinds = ["text", "number", "date", "id", "value", "volatile", "sum", "detection-limit", "method"] as const;

/** What a column of the table holds; `value` gives an element, `volatile` and `sum` are never read as one. */
export type CmioFieldKind = (typeof kinds)[number];

/** One column of the table. */
export interface CmioField {
  readonly name: string;
  readonly kind: CmioFieldKind;
  /** Shared by value, detection limit and method of one analyte: the name without suffix. */
  readonly quantity: string;
  /** Element or oxide the quantity is expressed in; empty for words. */
  readonly formula: string;
  readonly element: string;
  /** Mass of element in one mass of the formula; NaN when it gives none. */
  readonly elementFraction: number;
  /** ppm, ppb, wt %, m, deg, or empty for words. */
  readonly unit: string;
  readonly doc: string;
}

const rules: ColumnRules = {
  field: { kind: "text", required: true },
  kind: { kind: "choice", choices: kinds, required: true },
  quantity: { kind: "text" },
  formula: { kind: "text" },
  element: { kind: "text" },
  elementFraction: { kind: "number", min: 0, max: 1 },
  unit: { kind: "text" },
  doc: { kind: "text", required: true },
};

/**
 * Reads `fields/data.csv`: the schema of the Critical Minerals in Ores table, from which its reader is derived.
 * @param csv content of the file
 * @see Geoscience Australia (2022), Critical Minerals in Ores data dictionary, version 1.1
 */
export function readCmioFields(csv: string, name = "fields/data.csv"): { fields: CmioField[]; issues: Issue[] } {
  const { rows, issues } = readTable(csv, name, rules);
  const fields = rows.map((row) => ({
    name: row.text("field"),
    kind: kinds.find((kind) => kind === row.text("kind")) ?? "text",
    quantity: row.text("quantity"),
    formula: row.text("formula"),
    element: row.text("element"),
    elementFraction: row.number("elementFraction"),
    unit: row.text("unit"),
    doc: row.text("doc"),
  }));
  return { fields, issues };
}
