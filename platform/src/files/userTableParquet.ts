import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { CsvRow, Issue } from "@relode/core/evidence";
import { parquetMetadata, parquetRead } from "hyparquet";
import { UserTableError } from "./userTableError.ts";
import { sizeText, type UserTableLimits } from "./userTableLimits.ts";

/** Codecs that Node unpacks itself; Snappy is the reader's own. */
const codecs = ["UNCOMPRESSED", "SNAPPY", "GZIP", "BROTLI"];

/**
 * Records of an Apache Parquet file: the names of its columns, then one record a row, whose line counts as in the same table
 * saved as CSV (the header is 1). Numbers keep all their digits, one of 32 bits the fewest that stand for it; null is a blank cell.
 * Cells that are no text or number are refused like those of a workbook (`table.boolean-cell`, `table.date-cell`, `table.nested-cell`).
 *
 * @throws {UserTableError} `file.not-a-spreadsheet`, `file.too-large`
 */
export async function parquetRecords(
  bytes: Buffer,
  path: string,
  name: string,
  limits: UserTableLimits,
  datesAsText: boolean,
): Promise<{ records: CsvRow[]; issues: Issue[] }> {
  const { metadata, rows } = headOf(bytes, path, limits);
  const issues: Issue[] = [];
  const columns = new Map<string, string[]>();
  const refused = new Set<number>();
  for (const { element } of topColumns(metadata)) {
    if (columns.has(element))
      issues.push({
        path: `${name}, column ${element}`,
        code: "table.duplicate-column",
        severity: "error",
        message: `column ${element} occurs twice; rename one`,
      });
    columns.set(element, new Array<string>(rows).fill(""));
  }
  const dates = new Map<string, number>();
  const singles = singleColumns(metadata);
  try {
    await parquetRead({
      file: arrayBuffer(bytes),
      metadata,
      compressors: {
        GZIP: (input, length) => gunzipSync(input, { maxOutputLength: Math.max(1, length) }),
        BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
      },
      onChunk: ({ columnName, columnData, rowStart }) => {
        const cells = columns.get(columnName);
        if (cells === undefined) return;
        for (let i = 0; i < columnData.length; i++) {
          const read = cellText(columnData[i], singles.has(columnName), datesAsText);
          cells[rowStart + i] = read.text;
          if (columnData[i] instanceof Date) dates.set(columnName, (dates.get(columnName) ?? 0) + 1);
          if (read.code === null) continue;
          refused.add(rowStart + i);
          issues.push({
            path: `${name}, row ${rowStart + i + 2}, column ${columnName}`,
            code: read.code,
            severity: "error",
            message: read.message,
          });
        }
      },
    });
  } catch (error) {
    throw damaged(path, error);
  }
  if (datesAsText)
    for (const [column, count] of dates)
      issues.push({
        path: `${name}, column ${column}`,
        code: "table.date-cells",
        severity: "warning",
        message: `${count} ${count === 1 ? "cell is a date" : "cells are dates"} and read as year-month-day; write text where no date is meant`,
      });
  const header = [...columns.keys()];
  const records: CsvRow[] = [{ line: 1, cells: header }];
  const values = [...columns.values()];
  for (let row = 0; row < rows; row++)
    if (!refused.has(row)) records.push({ line: row + 2, cells: values.map((cells) => cells[row]) });
  return { records, issues };
}

type Metadata = ReturnType<typeof parquetMetadata>;

function headOf(bytes: Buffer, path: string, limits: UserTableLimits): { metadata: Metadata; rows: number } {
  let metadata: Metadata;
  try {
    metadata = parquetMetadata(arrayBuffer(bytes));
  } catch (error) {
    throw damaged(path, error);
  }
  const rows = Number(metadata.num_rows);
  const wide = topColumns(metadata).length;
  const refuse = (what: string) => new UserTableError("file.too-large", path, `${path}: ${what}`);
  if (!(rows >= 0 && rows <= limits.maxRows))
    throw refuse(`the table has ${rows} rows, limit ${limits.maxRows}; split it`);
  if (wide > limits.maxColumns)
    throw refuse(`the table has ${wide} columns, limit ${limits.maxColumns}; leave out what is not needed`);
  const chunks = metadata.row_groups.flatMap((group) => group.columns);
  const unpacked = chunks.reduce((sum, { meta_data }) => sum + Number(meta_data?.total_uncompressed_size ?? 0), 0);
  if (!(unpacked <= limits.maxUnpackedBytes))
    throw refuse(`the table unpacks to ${sizeText(unpacked)}, limit ${sizeText(limits.maxUnpackedBytes)}; split it`);
  const codec = chunks.map(({ meta_data }) => meta_data?.codec ?? "UNCOMPRESSED").find((one) => !codecs.includes(one));
  if (codec !== undefined)
    throw new UserTableError(
      "file.not-a-spreadsheet",
      path,
      `${path}: the columns are packed by ${codec}; write the Parquet file with Snappy, gzip, Brotli or unpacked`,
    );
  return { metadata, rows };
}

const arrayBuffer = (bytes: Buffer) => new Uint8Array(bytes).buffer;

/** Columns directly below the root, with the index of each in the schema. */
function topColumns({ schema }: Metadata): { readonly element: string; readonly type: string | undefined }[] {
  const found: { element: string; type: string | undefined }[] = [];
  const skip = (at: number): number => {
    let next = at + 1;
    for (let child = 0; child < (schema[at].num_children ?? 0) && next < schema.length; child++) next = skip(next);
    return next;
  };
  for (let at = 1; at < schema.length; at = skip(at)) found.push({ element: schema[at].name, type: schema[at].type });
  return found;
}

/** Names of columns of 32-bit numbers. */
function singleColumns(metadata: Metadata): Set<string> {
  return new Set(
    topColumns(metadata)
      .filter(({ type }) => type === "FLOAT")
      .map(({ element }) => element),
  );
}

interface CellText {
  readonly text: string;
  readonly code: string | null;
  readonly message: string;
}

const sound = (text: string): CellText => ({ text, code: null, message: "" });

function cellText(cell: unknown, isSingle: boolean, datesAsText: boolean): CellText {
  if (cell === null || cell === undefined) return sound("");
  if (typeof cell === "string") return sound(cell);
  if (typeof cell === "bigint") return sound(String(cell));
  if (typeof cell === "number") {
    if (Number.isNaN(cell)) return sound("");
    if (!Number.isFinite(cell))
      return { text: "", code: "table.not-finite", message: "cell holds a number that is not finite" };
    return sound(isSingle ? shortestSingle(cell) : String(cell));
  }
  if (typeof cell === "boolean")
    return {
      text: "",
      code: "table.boolean-cell",
      message: `cell holds ${cell}; write 1 or 0, or the word as text`,
    };
  if (cell instanceof Date) {
    const day = Number.isFinite(cell.getTime()) ? cell.toISOString().slice(0, 10) : "an invalid date";
    if (datesAsText) return sound(day);
    return { text: "", code: "table.date-cell", message: `cell is a date (${day}); write it as text or number` };
  }
  return { text: "", code: "table.nested-cell", message: "cell holds a list or a record; write one value a cell" };
}

/** The decimal with the fewest digits that a 32-bit number stands for: 0.1, not 0.10000000149011612. */
function shortestSingle(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const decimal = Number(value.toPrecision(digits));
    if (Math.fround(decimal) === Math.fround(value)) return String(decimal);
  }
  return String(Number(value.toPrecision(9)));
}

function damaged(path: string, error: unknown): UserTableError {
  const reason = error instanceof Error ? error.message.slice(0, 120) : "unknown reason";
  return new UserTableError(
    "file.not-a-spreadsheet",
    path,
    `${path}: the Parquet file cannot be read (${reason}); write it again, or save the table as .csv`,
  );
}
