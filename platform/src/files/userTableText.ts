import { type CsvRow, type Issue, readCsv } from "@relode/core/evidence";
import type { UserTableLimits } from "./userTableLimits.ts";

/**
 * Decodes a text table. UTF-8 is taken without remark; UTF-16 and Windows-1252 are used and declared by an issue,
 * since a wrong guess of the encoding changes letters in names.
 *
 * @returns null when the bytes are no text in any of these encodings
 */
export function decodeTable(bytes: Uint8Array, name: string): { text: string; issues: Issue[] } | null {
  const declared = (encoding: string, reason: string): Issue => ({
    path: name,
    code: "file.encoding",
    severity: "warning",
    message: `text is read as ${encoding} (${reason}); save the file as UTF-8 if letters look wrong`,
  });
  const utf16 = utf16Order(bytes);
  if (utf16 !== null) {
    const text = new TextDecoder(utf16.encoding).decode(bytes);
    return { text, issues: [declared(utf16.encoding.toUpperCase(), utf16.reason)] };
  }
  if (bytes.includes(0)) return null;
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), issues: [] };
  } catch {
    const text = new TextDecoder("windows-1252").decode(bytes);
    return { text, issues: [declared("Windows-1252", "the bytes are not valid UTF-8")] };
  }
}

function utf16Order(bytes: Uint8Array): { encoding: "utf-16le" | "utf-16be"; reason: string } | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: "utf-16le", reason: "its byte-order mark says so" };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: "utf-16be", reason: "its byte-order mark says so" };
  const sample = bytes.subarray(0, 512);
  if (sample.length < 4 || bytes.length % 2 === 1) return null;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let i = 0; i < sample.length; i++) {
    if (sample[i] !== 0) continue;
    if (i % 2 === 0) evenZeros++;
    else oddZeros++;
  }
  const most = sample.length / 2;
  const reason = "every other byte is zero";
  if (oddZeros > 0.7 * most && evenZeros === 0) return { encoding: "utf-16le", reason };
  if (evenZeros > 0.7 * most && oddZeros === 0) return { encoding: "utf-16be", reason };
  return null;
}

/**
 * Splits decoded text into records. A header without a comma but with semicolons or tabs is refused:
 * such files often carry decimal commas, and guessing would turn 1,5 into 15.
 */
export function textRecords(
  text: string,
  name: string,
  limits: UserTableLimits,
): { records: CsvRow[]; issues: Issue[] } {
  const firstLine = text.slice(0, 100_000).split(/\r\n|\n|\r/, 1)[0] ?? "";
  for (const [separator, word] of [
    [";", "semicolons"],
    ["\t", "tabs"],
  ] as const) {
    const count = firstLine.split(separator).length - 1;
    if (count > 0 && !firstLine.includes(","))
      return {
        records: [],
        issues: [
          {
            path: `${name}, line 1`,
            code: "csv.wrong-separator",
            severity: "error",
            message: `the header has ${count} ${word} and no comma; save the table as comma-separated values with a decimal point`,
          },
        ],
      };
  }
  const { rows, issues } = readCsv(text, name, {
    maxBytes: limits.maxBytes,
    maxRows: limits.maxRows + 1,
    maxColumns: limits.maxColumns,
    maxCellCharacters: limits.maxCellCharacters,
  });
  return { records: rows, issues };
}
