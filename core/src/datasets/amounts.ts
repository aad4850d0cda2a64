import type { TableRow } from "../evidence/table.ts";
import { checkElement } from "./elements/symbols.ts";
import type { RowReport } from "./rowReport.ts";

/** What the numbers of an element map may be. */
export interface AmountRule {
  readonly unit: string;
  readonly max: number;
  /** `null` is allowed and means made, amount not public. */
  readonly nullable?: boolean;
  /** Names beside element symbols, e.g. `TREO`. */
  readonly also?: readonly string[];
}

/**
 * Checks a JSON object of element to number (or null) against a rule; a blank cell is an empty map.
 * Issues: `dataset.not-an-object`, `dataset.unknown-element`, `dataset.null-amount`, `dataset.amount-range`.
 *
 * @returns the map; entries with a finding are left out, and the row is unusable then
 */
export function readAmounts(
  found: unknown,
  column: string,
  rule: AmountRule,
  report: RowReport,
): Record<string, number | null> {
  const amounts: Record<string, number | null> = {};
  if (found === undefined) return amounts;
  if (typeof found !== "object" || found === null || Array.isArray(found)) {
    report.add(column, "dataset.not-an-object", 'expected an object such as {"Cu":4200}, got another JSON value');
    return amounts;
  }
  for (const [key, amount] of Object.entries(found as Record<string, unknown>)) {
    checkElement(key, column, report, rule.also);
    if (amount === null && rule.nullable) amounts[key] = null;
    else if (amount === null)
      report.add(column, "dataset.null-amount", `${key} is null; leave the element out when it is not known`);
    else if (typeof amount !== "number" || !(amount >= 0 && amount <= rule.max))
      report.add(
        column,
        "dataset.amount-range",
        `${key} is ${JSON.stringify(amount)}; a number from 0 to ${rule.max} ${rule.unit} is required`,
      );
    else amounts[key] = amount;
  }
  return amounts;
}

/** As `readAmounts` for a map without null, of one column of a row. */
export function readNumbers(
  row: TableRow,
  column: string,
  rule: AmountRule,
  report: RowReport,
): Record<string, number> {
  return readAmounts(row.json(column), column, rule, report) as Record<string, number>;
}
