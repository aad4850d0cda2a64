import { createHash } from "node:crypto";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import type { CsvRow, Issue } from "@relode/core/evidence";
import { readUserFile } from "./userTableBytes.ts";
import { UserTableError } from "./userTableError.ts";
import { defaultUserTableLimits, type UserTableLimits } from "./userTableLimits.ts";
import { decodeTable, textRecords } from "./userTableText.ts";
import { checkWorkbookPackage } from "./userTableZip.ts";

export interface UserTableOptions {
  /** Sheet of a workbook; the first when absent. */
  readonly sheet?: string;
  readonly limits?: Partial<UserTableLimits>;
  /**
   * What becomes of cells formatted as dates: refused (the default), or read as `2026-03-01` with a warning a column. Tables of
   * drillholes carry dates of drilling that nobody asks for; a date where a number is needed is an error there all the same.
   */
  readonly dates?: "refuse" | "text";
}

export interface UserTable {
  /** The header, then one record a row, for the readers of `core/datasets`. */
  readonly records: CsvRow[];
  /** SHA-256 of the file as it lies on disk, lower-case hexadecimal. */
  readonly sha256: string;
  readonly issues: Issue[];
}

/**
 * Opens a user's own table by its content and not by its name: CSV, CSV packed by gzip, XLSX or Parquet. Nothing is converted but
 * the encoding: units, columns and values are the reader's to check. Bounds apply to what a packed file unpacks to.
 *
 * @param path file of the user; its last part names it in the issues
 * @throws {UserTableError} `file.not-found`, `file.not-readable`, `file.too-large`, `file.not-a-spreadsheet`,
 *   `file.sheet-not-found`
 */
export async function openUserTable(path: string, options: UserTableOptions = {}): Promise<UserTable> {
  const limits = { ...defaultUserTableLimits, ...options.limits };
  const bytes = await readUserFile(path, limits.maxBytes);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const name = basename(path);
  const foreign = foreignFormat(bytes);
  if (foreign !== null) throw new UserTableError("file.not-a-spreadsheet", path, `${path}: ${foreign}`);
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    await checkWorkbookPackage(bytes, path, limits);
    // The reader of workbooks loads hundreds of modules: a command that meets none does not wait for it.
    const { workbookRecords } = await import("./userTableWorkbook.ts");
    return {
      ...(await workbookRecords(bytes, path, name, options.sheet ?? null, limits, options.dates === "text")),
      sha256,
    };
  }
  if (startsWith(bytes, [0x50, 0x41, 0x52, 0x31])) {
    const { parquetRecords } = await import("./userTableParquet.ts");
    return { ...(await parquetRecords(bytes, path, name, limits, options.dates === "text")), sha256 };
  }
  const isPacked = startsWith(bytes, [0x1f, 0x8b]);
  const decoded = decodeTable(isPacked ? unpacked(bytes, path, limits) : bytes, name);
  if (decoded === null)
    throw new UserTableError(
      "file.not-a-spreadsheet",
      path,
      isPacked
        ? `${path}: the gzip file holds no text; pack a .csv`
        : `${path}: the file is neither text nor an XLSX workbook; save the table as .csv (UTF-8), .xlsx or .parquet`,
    );
  const { records, issues } = textRecords(decoded.text, name, limits);
  const sheetIssue: Issue[] =
    options.sheet === undefined
      ? []
      : [
          {
            path: name,
            code: "file.no-sheets",
            severity: "warning",
            message: `a sheet "${options.sheet}" was named, but the file is CSV and has none; the file is read whole`,
          },
        ];
  return { records, sha256, issues: [...decoded.issues, ...sheetIssue, ...issues] };
}

function unpacked(bytes: Buffer, path: string, limits: UserTableLimits): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: limits.maxBytes });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UserTableError(
      "file.not-a-spreadsheet",
      path,
      `${path}: the gzip file is damaged or unpacks to more than ${limits.maxBytes} bytes (${code})`,
    );
  }
}

function foreignFormat(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return "the file is empty; the first line must name the columns";
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    return "the file is an old .xls or a workbook with a password; save it as .xlsx without a password";
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46])) return "the file is a PDF; type the table into a .csv or .xlsx file";
  return null;
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}
