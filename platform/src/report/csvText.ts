/** A cell of a table to be written: words, a number, or nothing. */
export type CsvCell = string | number | null;

/**
 * CSV by RFC 4180 with CRLF line ends. Numbers keep all their digits; one that is not finite is an empty cell.
 * Words that a spreadsheet would run as a formula get a leading apostrophe.
 *
 * @throws {RangeError} a row's length differs from the header's
 * @see RFC 4180 (2005); OWASP, CSV Injection
 */
export function csvText(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const lines = [header.map(csvCell).join(",")];
  for (const row of rows) {
    if (row.length !== header.length)
      throw new RangeError(`row ${lines.length} has ${row.length} cells, the header has ${header.length}`);
    lines.push(row.map(csvCell).join(","));
  }
  return `${lines.join("\r\n")}\r\n`;
}

/** A plain number such as `-12` or `+3,390` is harmless although it starts with a sign. */
const plainNumber = /^[+-]?\d[\d.,]*$/;

function csvCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  const words = /^[=+\-@\t\r\n＝＋－＠]/.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
}
