import { imputeCensored } from "../geochem/imputeCensored.ts";
import type { AssayVariable } from "./intervalTable.ts";

/** What stands in for a cell below detection: nothing, half its limit, its limit, or the robust lognormal regression. */
export type CensoredRule = "zero" | "half-limit" | "limit" | "regression";

export interface ReplacedColumn {
  /** Length of the variable; NaN where not measured. Replaced cells are assumed, not measured. */
  readonly valuePpm: Float64Array;
  readonly rule: CensoredRule;
  /** What was done: the rule, or `half-limit` where the regression may not be trusted; `none` without such cells. */
  readonly applied: "none" | CensoredRule;
  readonly nCensored: number;
}

/**
 * A variable with its below-detection cells replaced by a stated rule. `regression` is `imputeCensored` (robust regression
 * on order statistics over the whole column), which falls back to half the limit where it may not be trusted, and says so.
 * @see docs/censored-statistics.md; Helsel (2012), Statistics for Censored Environmental Data, 2nd ed., ch. 6
 */
export function replaceCensored(variable: AssayVariable, rule: CensoredRule): ReplacedColumn {
  const { valuePpm, isBelowDetection } = variable;
  let nCensored = 0;
  for (let i = 0; i < valuePpm.length; i++) if (isBelowDetection[i] === 1) nCensored++;
  if (nCensored === 0) return { valuePpm: valuePpm.slice(), rule, applied: "none", nCensored };
  if (rule === "regression") {
    const { completedPpm, method } = imputeCensored(valuePpm, isBelowDetection);
    return { valuePpm: completedPpm, rule, applied: method === "ros" ? "regression" : "half-limit", nCensored };
  }
  const factor = rule === "zero" ? 0 : rule === "half-limit" ? 0.5 : 1;
  const replaced = valuePpm.map((value, i) => (isBelowDetection[i] === 1 ? factor * value : value));
  return { valuePpm: replaced, rule, applied: rule, nCensored };
}
