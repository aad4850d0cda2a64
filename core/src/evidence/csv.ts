import type { Issue } from "./issue.ts";

/** Bounds that keep a hostile file from taking the memory or the time of the reader. */
export interface CsvLimits {
  readonly maxBytes: number;
  readonly maxRows: number;
  readonly maxColumns: number;
  readonly maxCellCharacters: number;
}

export const defaultCsvLimits: CsvLimits = {
  maxBytes: 512 * 1024 * 1024,
  maxRows: 2_000_000,
  maxColumns: 2_000,
  maxCellCharacters: 32_767,
};

export interface CsvRow {
  /** Line of the file on which the record starts, the header being line 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Splits text into records by RFC 4180: comma separated, `"` quotes, quotes doubled inside, LF or CRLF.
 * A leading byte-order mark is dropped. Nothing is trimmed or converted; blank lines are skipped.
 *
 * @param text the whole file, decoded
 * @param name file name for the issues
 * @see RFC 4180 (2005), Common Format and MIME Type for CSV Files
 */
export function readCsv(
  text: string,
  name: string,
  limits: CsvLimits = defaultCsvLimits,
): { rows: CsvRow[]; issues: Issue[] } {
  const rows: CsvRow[] = [];
  const issues: Issue[] = [];
  const fail = (code: string, where: string, message: string) => {
    issues.push({ path: where, code, severity: "error", message });
    return { rows, issues };
  };
  if (text.length > limits.maxBytes)
    return fail("csv.too-large", name, `file has ${text.length} characters, limit ${limits.maxBytes}; split it`);
  let position = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 1;
  while (position < text.length) {
    const startLine = line;
    const cells: string[] = [];
    let endOfRecord = false;
    let isQuoted = false;
    while (!endOfRecord) {
      let cell: string;
      if (text[position] === '"') {
        let content = "";
        isQuoted = true;
        position++;
        for (;;) {
          const quote = text.indexOf('"', position);
          if (quote < 0)
            return fail(
              "csv.unterminated-quote",
              `${name}, line ${startLine}`,
              `a quoted cell starts on line ${startLine} and never ends; the file is cut short or a quote is not doubled`,
            );
          content += text.slice(position, quote);
          position = quote + 1;
          if (text[position] !== '"') break;
          content += '"';
          position++;
        }
        line += content.match(/\r\n|\r|\n/g)?.length ?? 0;
        const next = text[position];
        if (next !== undefined && next !== "," && next !== "\n" && next !== "\r")
          return fail(
            "csv.text-after-quote",
            `${name}, line ${startLine}`,
            `text follows a closing quote in column ${cells.length + 1}; double the quotes inside the cell`,
          );
        cell = content;
      } else {
        let end = position;
        for (; end < text.length; end++) {
          const code = text.charCodeAt(end);
          if (code === 44 || code === 10 || code === 13) break;
        }
        cell = text.slice(position, end);
        position = end;
      }
      if (cell.length > limits.maxCellCharacters)
        return fail(
          "csv.cell-too-long",
          `${name}, line ${startLine}, column ${cells.length + 1}`,
          `cell has ${cell.length} characters, limit ${limits.maxCellCharacters}`,
        );
      cells.push(cell);
      if (cells.length > limits.maxColumns)
        return fail(
          "csv.too-many-columns",
          `${name}, line ${startLine}`,
          `more than ${limits.maxColumns} columns; is the separator a comma?`,
        );
      const separator = text[position];
      if (separator === ",") position++;
      else {
        if (separator === "\r") position += text[position + 1] === "\n" ? 2 : 1;
        else position++;
        line++;
        endOfRecord = true;
      }
    }
    if (cells.length === 1 && cells[0] === "" && !isQuoted) continue;
    if (rows.length >= limits.maxRows)
      return fail("csv.too-many-rows", name, `more than ${limits.maxRows} rows; split the file`);
    rows.push({ line: startLine, cells });
  }
  return { rows, issues };
}
