import { resolve } from "node:path";
import { DataError, type Issue } from "@relode/core/evidence";
import { SettingsError } from "@relode/core/geostat";
import { openUserTable } from "../files/userTable.ts";
import { sampleTableLimits } from "../files/userTableLimits.ts";

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
   * A column as numbers, NaN where a cell is empty.
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
export async function openGeostatTable(folder: string, file: string): Promise<GeostatTable> {
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
    const column = Float64Array.from(body, ({ cells, line }) => {
      const text = (cells[at] ?? "").trim();
      const value = text === "" ? Number.NaN : Number(text);
      if (text !== "" && !Number.isFinite(value))
        bad.push({
          path: `${file}, row ${line}, column ${name}`,
          code: "geostat.not-a-number",
          severity: "error",
          message: `${text.slice(0, 40)} is no number; correct it or leave the cell empty`,
        });
      return value;
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
