import type { CsvRow, Issue } from "@relode/core/evidence";
import exceljs, { type Row, type Worksheet, type XlsxReadOptions } from "exceljs";
import { readCell } from "./userTableCell.ts";
import { UserTableError } from "./userTableError.ts";
import type { UserTableLimits } from "./userTableLimits.ts";

/**
 * Parts of a sheet that hold no values. A single range in one of them can name 17 thousand million cells,
 * each of which the spreadsheet reader would visit.
 */
const withoutValues = [
  "cols",
  "mergeCells",
  "dataValidations",
  "conditionalFormatting",
  "hyperlinks",
  "drawing",
  "picture",
  "legacyDrawing",
  "tableParts",
  "extLst",
  "autoFilter",
];

/**
 * Reads one sheet of an XLSX workbook that has passed `checkWorkbookPackage`. A row with a refused cell is left out
 * and reported; formulas are reported once a column, hidden rows once.
 *
 * @param sheet name of the sheet; null for the first
 * @throws {UserTableError} `file.not-a-spreadsheet`, `file.sheet-not-found`, `file.too-large`
 */
export async function workbookRecords(
  bytes: Buffer,
  path: string,
  name: string,
  sheet: string | null,
  limits: UserTableLimits,
  datesAsText = false,
): Promise<{ records: CsvRow[]; issues: Issue[] }> {
  const workbook = new exceljs.Workbook();
  const options: Partial<XlsxReadOptions> & { maxRows: number; maxCols: number } = {
    ignoreNodes: withoutValues,
    maxRows: limits.maxRows + 1,
    maxCols: limits.maxColumns,
  };
  try {
    await workbook.xlsx.load(bytes as unknown as Parameters<typeof workbook.xlsx.load>[0], options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown reason";
    if (/^Max (row|column) count/.test(reason))
      throw new UserTableError(
        "file.too-large",
        path,
        `${path}: a sheet has more than ${reason.startsWith("Max row") ? `${limits.maxRows} rows` : `${limits.maxColumns} columns`}; split it or save it as CSV`,
      );
    throw new UserTableError(
      "file.not-a-spreadsheet",
      path,
      `${path}: the workbook cannot be read (${reason}); save the table again as .xlsx or as CSV`,
    );
  }
  const names = workbook.worksheets.map((worksheet) => worksheet.name);
  const worksheet = sheet === null ? workbook.worksheets[0] : workbook.getWorksheet(sheet);
  if (worksheet === undefined)
    throw new UserTableError(
      "file.sheet-not-found",
      path,
      sheet === null
        ? `${path}: the workbook has no worksheet`
        : `${path}: no sheet is named "${sheet}"; the workbook has: ${names.join(", ")}`,
    );
  const { records, issues } = sheetRecords(worksheet, `${name}, sheet ${worksheet.name}`, limits, datesAsText);
  if (sheet === null && names.length > 1)
    issues.unshift({
      path: name,
      code: "file.first-sheet",
      severity: "info",
      message: `the workbook has ${names.length} sheets (${names.slice(0, 8).join(", ")}); the first is read, name another to read it`,
    });
  return { records, issues };
}

function sheetRecords(
  worksheet: Worksheet,
  where: string,
  limits: UserTableLimits,
  datesAsText: boolean,
): { records: CsvRow[]; issues: Issue[] } {
  const records: CsvRow[] = [];
  const issues: Issue[] = [];
  const formulas = new Map<number, { count: number; first: string }>();
  const dates = new Map<number, { count: number; first: string }>();
  let width = 0;
  let hiddenRows = 0;
  worksheet.eachRow({ includeEmpty: false }, (row, line) => {
    const { cells, refusals, formulaCells, dateCells } = readRow(row, limits, datesAsText);
    if (cells.length === 0 && refusals.length === 0) return;
    if (row.hidden) hiddenRows++;
    for (const [list, seen] of [
      [formulaCells, formulas],
      [dateCells, dates],
    ] as const)
      for (const { column, address } of list) {
        const counted = seen.get(column);
        seen.set(column, { count: (counted?.count ?? 0) + 1, first: counted?.first ?? address });
      }
    for (const { column, address, code, message } of refusals)
      issues.push({
        path: `${where}, row ${line}, column ${records[0]?.cells[column - 1] || address.replace(/\d+$/, "")}`,
        code,
        severity: "error",
        message: `${address}: ${message}`,
      });
    if (refusals.length > 0 && records.length > 0) return;
    if (records.length === 0) width = cells.length;
    // Blank cells at the end of a sheet's row are not stored; the header says how many there are.
    while (cells.length < width) cells.push("");
    records.push({ line, cells });
  });
  for (const [column, { count, first }] of formulas)
    issues.push({
      path: `${where}, column ${records[0]?.cells[column - 1] ?? column}`,
      code: "table.formula-cell",
      severity: "info",
      message: `${count} cell${count === 1 ? " holds a formula" : "s hold formulas"} (first ${first}); the value stored with it is read, it is not computed again`,
    });
  for (const [column, { count, first }] of dates)
    issues.push({
      path: `${where}, column ${records[0]?.cells[column - 1] ?? column}`,
      code: "table.date-cells",
      severity: "warning",
      message: `${count} cell${count === 1 ? " is" : "s are"} formatted as a date (first ${first}) and read as year-month-day; where no date is meant (a hole named 3-1, MAR-1) format the column as text and type it again`,
    });
  if (hiddenRows > 0)
    issues.push({
      path: where,
      code: "table.hidden-rows",
      severity: "warning",
      message: `${hiddenRows} hidden row${hiddenRows === 1 ? " is" : "s are"} read like the others; delete what should not count`,
    });
  return { records, issues };
}

interface Refusal {
  readonly column: number;
  readonly address: string;
  readonly code: string;
  readonly message: string;
}

function readRow(row: Row, limits: UserTableLimits, datesAsText: boolean) {
  const cells: string[] = [];
  const dateCells: { column: number; address: string }[] = [];
  const refusals: Refusal[] = [];
  const formulaCells: { column: number; address: string }[] = [];
  row.eachCell({ includeEmpty: false }, (cell, column) => {
    const reading = readCell(cell, datesAsText);
    const { address } = cell;
    if (reading.refusal !== null) refusals.push({ column, address, ...reading.refusal });
    if (reading.text.length > limits.maxCellCharacters)
      refusals.push({
        column,
        address,
        code: "csv.cell-too-long",
        message: `cell has ${reading.text.length} characters, limit ${limits.maxCellCharacters}`,
      });
    if (reading.isDate === true) dateCells.push({ column, address });
    if (reading.fromFormula) formulaCells.push({ column, address });
    if (reading.text === "") return;
    while (cells.length < column - 1) cells.push("");
    cells.push(reading.text);
  });
  return { cells, refusals, formulaCells, dateCells };
}
