import type { Issue } from "../evidence/issue.ts";
import { caution, refuse } from "./fileIssue.ts";

/** A GSLIB (Geo-EAS) table: a title, and columns of numbers. */
export interface GslibTable {
  readonly title: string;
  readonly columns: ReadonlyMap<string, Float64Array>;
}

const mostColumns = 1000;

/**
 * Reads a GSLIB or Geo-EAS text file: title, number of variables (words after it are passed over), one name a line, then rows of
 * numbers parted by blanks, tabs or commas. Values at or beyond the trimming limits become NaN and are counted in an issue.
 * Throws DataError `format.gslib-header`, `format.gslib-row`.
 *
 * @param trim values at or below the first or at or above the second are "no value", GSLIB's usual ±1e21
 * @see Deutsch and Journel (1998), GSLIB, 2nd ed., II.4
 */
export function readGslib(
  text: string,
  path: string,
  trim: readonly [number, number] = [-1e21, 1e21],
): { table: GslibTable; issues: readonly Issue[] } {
  const lines = text.split(/\r\n|\n|\r/);
  const count = Number(/^\s*(\d+)/.exec(lines[1] ?? "")?.[1] ?? Number.NaN);
  if (!(count >= 1 && count <= mostColumns))
    refuse(
      `${path}, line 2`,
      "gslib-header",
      `must start with the number of variables (1-${mostColumns}), got "${(lines[1] ?? "").slice(0, 40)}"`,
    );
  const names = lines.slice(2, 2 + count).map((line) => line.trim());
  if (names.length < count || names.includes(""))
    refuse(path, "gslib-header", `line 2 states ${count} variables, but names stand on fewer of the lines after it`);
  const unique = names.map((name, at) => (names.indexOf(name) === at ? name : `${name}_${at + 1}`));
  const rows: number[][] = [];
  for (let line = 2 + count; line < lines.length; line += 1) {
    const cells = lines[line].trim().split(/[\s,]+/);
    if (cells.length === 1 && cells[0] === "") continue;
    const values = cells.slice(0, count).map(Number);
    if (values.length < count || values.some(Number.isNaN))
      refuse(
        `${path}, line ${line + 1}`,
        "gslib-row",
        `needs ${count} numbers, got "${lines[line].trim().slice(0, 60)}"`,
      );
    rows.push(values);
  }
  let trimmed = 0;
  const columns = new Map<string, Float64Array>();
  unique.forEach((name, at) => {
    const values = new Float64Array(rows.length);
    for (let row = 0; row < rows.length; row += 1) {
      const value = rows[row][at];
      const isValue = value > trim[0] && value < trim[1];
      if (!isValue) trimmed += 1;
      values[row] = isValue ? value : Number.NaN;
    }
    columns.set(name, values);
  });
  const issues =
    trimmed === 0
      ? []
      : [caution(path, "gslib-trimmed", `${trimmed} values beyond ${trim.join(" and ")} are taken as missing`)];
  return { table: { title: lines[0].trim(), columns }, issues };
}

/**
 * A table in GSLIB's text form. A missing value is written as -1e21, GSLIB's trimming limit.
 * @throws {RangeError} columns differ in length, or none is given
 */
export function writeGslib({ title, columns }: GslibTable): string {
  const all = [...columns];
  const rows = all[0]?.[1].length;
  if (rows === undefined) throw new RangeError("a GSLIB file needs at least one column");
  for (const [name, values] of all)
    if (values.length !== rows) throw new RangeError(`column ${name} has ${values.length} rows, the first has ${rows}`);
  const lines = [
    title.replaceAll(/[\r\n]+/g, " "),
    String(all.length),
    ...all.map(([name]) => name.replaceAll(/[\r\n]+/g, " ")),
  ];
  for (let row = 0; row < rows; row += 1)
    lines.push(all.map(([, values]) => (Number.isFinite(values[row]) ? String(values[row]) : "-1e21")).join(" "));
  return `${lines.join("\n")}\n`;
}
