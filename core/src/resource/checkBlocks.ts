import { DataError, type Issue } from "../evidence/issue.ts";
import type { BlockColumn, BlockModel } from "./blockModel.ts";

/** Bounds of a column, both included. */
export interface ColumnBounds {
  readonly low: number;
  readonly high: number;
  /** What probably went wrong. */
  readonly remedy: string;
}

export const gradeBounds: ColumnBounds = { low: 0, high: 1e6, remedy: "correct the estimate or the unit" };
export const densityBounds: ColumnBounds = { low: 0.2, high: 10, remedy: "density in kg/m3 must be divided by 1000" };

/**
 * Findings on the values of a column: the first value out of bounds with the count of all, and blocks that are estimated in
 * some realisations only.
 */
export function columnIssues(model: BlockModel, column: BlockColumn, bounds: ColumnBounds): Issue[] {
  const { blocks } = model;
  const { name, unit, values } = column;
  let [outside, first, ragged, firstRagged] = [0, -1, 0, -1];
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    const isMissing = Number.isNaN(value);
    if (!isMissing && !(value >= bounds.low && value <= bounds.high)) {
      if (outside++ === 0) first = at;
    }
    if (at >= blocks && isMissing !== Number.isNaN(values[at % blocks])) {
      if (ragged++ === 0) firstRagged = at;
    }
  }
  const issues: Issue[] = [];
  if (outside > 0)
    issues.push({
      path: `column ${name}, block ${first % blocks}, realisation ${Math.floor(first / blocks)}`,
      code: "resource.out-of-bounds",
      severity: "error",
      message: `${values[first]} ${unit} must lie in ${bounds.low}-${bounds.high} (${outside} such values); ${bounds.remedy}`,
    });
  if (ragged > 0)
    issues.push({
      path: `column ${name}, block ${firstRagged % blocks}, realisation ${Math.floor(firstRagged / blocks)}`,
      code: "resource.ragged-realisations",
      severity: "error",
      message: `the block is estimated in some realisations only (${ragged} such values); simulate the same blocks in all`,
    });
  return issues;
}

/** Stops when a finding forbids going on. @throws {DataError} with all findings */
export function refuseErrors(issues: readonly Issue[]): void {
  const errors = issues.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new DataError(`${errors[0].path}: ${errors[0].message}`, issues);
}

/** A warning for a grade that stands for a point: its tonnage above a cut-off cannot be mined block by block. */
export function supportIssues(column: BlockColumn): Issue[] {
  if (column.support === "block") return [];
  return [
    {
      path: `column ${column.name}`,
      code: "resource.point-support",
      severity: "warning",
      message:
        "values stand for points, not blocks: selection is overstated; average points over blocks or change the support",
    },
  ];
}
