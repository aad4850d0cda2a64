import { resolve } from "node:path";
import { DataError, type Issue } from "@relode/core/evidence";
import { SettingsError } from "@relode/core/geostat";
import { openUserTable } from "../files/userTable.ts";
import { sampleTableLimits } from "../files/userTableLimits.ts";

/** What stands for a cell below detection (`<5`): 0, half its limit, or the limit. */
export const censoredRules = ["zero", "half-limit", "limit"] as const;
export type CensoredCells = (typeof censoredRules)[number];
const partOfLimit: Readonly<Record<CensoredCells, number>> = { zero: 0, "half-limit": 0.5, limit: 1 };

/** A table of text cells whose columns are read as numbers on demand. */
export interface GeostatTable {
  /** Name as the configuration gives it. */
  readonly file: string;
  readonly names: readonly string[];
  readonly rows: number;
  /** Line of row i in the file. */
  readonly line: (i: number) => number;
  readonly sha256: string;
  readonly issues: readonly Issue[];
  /**
   * A column as numbers, NaN where a cell is empty; `<x` by the rule the table was opened with, counted in a warning.
   * @param found receives cells that are no number; without it the first reading with such cells throws
   */
  readonly numbers: (name: string, found?: Issue[]) => Float64Array;
  readonly texts: (name: string) => string[];
}

/**
 * Opens a table named by a configuration: CSV, CSV packed by gzip, XLSX or Parquet.
 * @param folder of the configuration
 * @throws {UserTableError | DataError} the file cannot be read, is empty, names a column twice, or holds a header and no rows
 */
export async function openGeostatTable(
  folder: string,
  file: string,
  censored: CensoredCells | null = null,
): Promise<GeostatTable> {
  const { records, sha256, issues } = await openUserTable(resolve(folder, file), {
    limits: sampleTableLimits,
    dates: "text",
  });
  const [header, ...body] = records;
  if (header === undefined) throw new DataError(`${file} is empty`, issues);
  const names = header.cells.map((cell) => cell.trim());
  const twice = names.find((name, i) => name !== "" && names.indexOf(name) !== i);
  if (twice !== undefined) refuse(file, "geostat.column-twice", `two columns are named ${twice}; rename one`, issues);
  if (body.length === 0)
    refuse(file, "geostat.no-rows", "a header and no rows; add samples below it, one a row", issues);
  const place = (name: string) => {
    const at = names.indexOf(name);
    if (at < 0) throw new SettingsError(file, `no column ${name}; it has ${names.join(", ")}`);
    return at;
  };
  const numbers = (name: string, found?: Issue[]) => {
    const at = place(name);
    const bad: Issue[] = [];
    let below = 0;
    const column = Float64Array.from(body, ({ cells, line }) => {
      const text = (cells[at] ?? "").trim();
      const limit = belowLimit(text);
      if (limit !== null && censored !== null) {
        below++;
        return partOfLimit[censored] * limit;
      }
      const value = text === "" ? Number.NaN : Number(text);
      if (text !== "" && !Number.isFinite(value))
        bad.push({
          path: `${file}, row ${line}, column ${name}`,
          code: limit === null ? "geostat.not-a-number" : "geostat.below-detection",
          severity: "error",
          message:
            limit === null
              ? `${text.slice(0, 40)} is no number; correct it or leave the cell empty`
              : `${text.slice(0, 40)} lies below detection; declare "censored": "half-limit" (or "zero", "limit") in the configuration. An empty cell would raise the mean`,
        });
      return value;
    });
    if (below > 0 && censored !== null)
      found?.push({
        path: `${file}, column ${name}`,
        code: "geostat.censored",
        severity: "warning",
        message: `${below} of ${body.length} cells lie below detection and are taken ${censored === "zero" ? "as 0" : censored === "limit" ? "at the limit" : "at half the limit"}; try the other rules to see what hangs on it`,
      });
    if (found === undefined && bad.length > 0) throw new DataError(`${file} cannot be used`, bad);
    found?.push(...bad);
    return column;
  };
  const texts = (name: string) => {
    const at = place(name);
    return body.map(({ cells }) => (cells[at] ?? "").trim());
  };
  return { file, names, rows: body.length, line: (i) => body[i].line, sha256, issues, numbers, texts };
}

function refuse(path: string, code: string, message: string, issues: readonly Issue[]): never {
  throw new DataError(`${path}: ${message}`, [...issues, { path, code, severity: "error", message }]);
}

/** The limit of a cell such as `<5` or `< 0.01`; null for any other. */
function belowLimit(text: string): number | null {
  if (!text.startsWith("<")) return null;
  const limit = Number(text.slice(1).replace(/^=/, "").trim());
  return limit > 0 && Number.isFinite(limit) ? limit : null;
}
