import { type DrillIssue, drillIssue } from "./drillIssue.ts";

const quotedComma = /^"([+-]?\d+,\d+)"/;
const cellCodes = new Set(["table.not-a-number", "assay.unreadable"]);
/** So many cells of one column are told one by one, more in one line. */
const mostSingle = 3;

/**
 * Puts the findings of a column whose cells hold a comma (`1,525`) into one, at the place of the first, once there are more than three:
 * code `table.decimal-comma` (error) with count, first cell and remedy. All others stay as they are.
 */
export function joinDecimalCommas(issues: readonly DrillIssue[], rows: number): DrillIssue[] {
  const groups = new Map<string, DrillIssue[]>();
  for (const issue of issues) {
    if (!isComma(issue)) continue;
    const group = groups.get(issue.column ?? "");
    if (group === undefined) groups.set(issue.column ?? "", [issue]);
    else group.push(issue);
  }
  return issues.flatMap((issue) => {
    const group = isComma(issue) ? groups.get(issue.column ?? "") : undefined;
    if (group === undefined || group.length <= mostSingle) return [issue];
    return group[0] === issue ? [joined(group, rows)] : [];
  });
}

const isComma = ({ code, message }: DrillIssue) => cellCodes.has(code) && quotedComma.test(message);

function joined(group: readonly DrillIssue[], rows: number): DrillIssue {
  const { file, row, column, message } = group[0];
  return drillIssue({
    file,
    ...(row === null ? {} : { row }),
    ...(column === null ? {} : { column }),
    code: "table.decimal-comma",
    severity: "error",
    value: group.length,
    what: `${group.length} of ${rows} cells hold a comma, first "${quotedComma.exec(message)?.[1] ?? ""}"`,
    remedy: "write decimals with a point and no sign between thousands; it is not guessed which of both the comma is",
  });
}
