import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { defaultCsvLimits, readCsv } from "./csv.ts";

const cells = (text: string) => {
  const { rows, issues } = readCsv(text, "a.csv");
  expect(issues).toEqual([]);
  return rows.map((row) => row.cells);
};

describe("RFC 4180", () => {
  it.each([
    [
      "lines end in CRLF (rule 1)",
      "aaa,bbb\r\nzzz,yyy\r\n",
      [
        ["aaa", "bbb"],
        ["zzz", "yyy"],
      ],
    ],
    [
      "the last line may lack its end (rule 2)",
      "aaa,bbb\r\nzzz,yyy",
      [
        ["aaa", "bbb"],
        ["zzz", "yyy"],
      ],
    ],
    ["blanks belong to the cell (rule 4)", " a , b\n", [[" a ", " b"]]],
    [
      "cells may be quoted (rule 5)",
      '"aaa","bbb"\nzzz,yyy',
      [
        ["aaa", "bbb"],
        ["zzz", "yyy"],
      ],
    ],
    [
      "quoted cells hold line ends and commas (rule 6)",
      '"a\r\nb",c\n"d,e",f',
      [
        ["a\r\nb", "c"],
        ["d,e", "f"],
      ],
    ],
    ["a quote inside quotes is doubled (rule 7)", '"a""b",c', [['a"b', "c"]]],
  ])("%s", (_, text, expected) => {
    expect(cells(text)).toEqual(expected);
  });
});

describe("awkward but sound files", () => {
  it.each([
    ["an empty file has no rows", "", []],
    ["a byte-order mark alone has no rows", "\uFEFF", []],
    ["a byte-order mark is not part of the first name", '\uFEFF"a",b', [["a", "b"]]],
    [
      "a trailing comma opens an empty last cell",
      "a,\n,b,",
      [
        ["a", ""],
        ["", "b", ""],
      ],
    ],
    ["blank lines are skipped", "a\n\n\r\n\nb\n\n", [["a"], ["b"]]],
    ["a quoted empty cell is a record, not a blank line", 'a\n""\nb', [["a"], [""], ["b"]]],
    ["a bare carriage return ends a line", "a\rb", [["a"], ["b"]]],
    ["a cell of quotes only is unfolded", '""""""', [['""']]],
    ["a quote inside an unquoted cell stays", '5" pipe,x', [['5" pipe', "x"]]],
    ["NUL and other controls are kept", "a\u0000b,\u0007", [["a\u0000b", "\u0007"]]],
    ["a formula is text", "=1+1,@cmd", [["=1+1", "@cmd"]]],
    ["letters beyond the basic plane are whole", "𐤀,é\n", [["𐤀", "é"]]],
  ])("%s", (_, text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  it("a record carries the line on which it starts, whatever ends the lines", () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const { rows } = readCsv(["h", `"x${end}y${end}z"`, "", "b"].join(end), "a.csv");
      expect(rows.map((row) => row.line)).toEqual([1, 2, 6]);
    }
  });
});

const unterminated = (line: number) =>
  `a quoted cell starts on line ${line} and never ends; the file is cut short or a quote is not doubled`;
const afterQuote = (column: number) =>
  `text follows a closing quote in column ${column}; double the quotes inside the cell`;

describe("hostile files end in one issue with code, place and remedy", () => {
  const small = { maxBytes: 40, maxRows: 3, maxColumns: 4, maxCellCharacters: 8 };
  it.each([
    ["a lone quote", '"', "csv.unterminated-quote", "a.csv, line 1", unterminated(1)],
    ["a quote opened in the last cell", 'a,b\nc,"d', "csv.unterminated-quote", "a.csv, line 2", unterminated(2)],
    ["an odd number of quotes", '"""', "csv.unterminated-quote", "a.csv, line 1", unterminated(1)],
    ["a file cut inside a quoted line end", 'a\n"b\nc', "csv.unterminated-quote", "a.csv, line 2", unterminated(2)],
    ["text after a closing quote", '"a"b', "csv.text-after-quote", "a.csv, line 1", afterQuote(1)],
    ["a blank after a closing quote", 'x,"a" ,c', "csv.text-after-quote", "a.csv, line 1", afterQuote(2)],
    ["a NUL after a closing quote", '"a"\u0000', "csv.text-after-quote", "a.csv, line 1", afterQuote(1)],
    ["a quote not doubled after a line end", '"a\nb"c"', "csv.text-after-quote", "a.csv, line 1", afterQuote(1)],
    [
      "a cell too long",
      "a,123456789",
      "csv.cell-too-long",
      "a.csv, line 1, column 2",
      "cell has 9 characters, limit 8",
    ],
    [
      "a quoted cell too long",
      'a\n"12345678""9"',
      "csv.cell-too-long",
      "a.csv, line 2, column 1",
      "cell has 10 characters, limit 8",
    ],
    [
      "a row of commas",
      ",,,,,,,,",
      "csv.too-many-columns",
      "a.csv, line 1",
      "more than 4 columns; is the separator a comma?",
    ],
    ["too many rows", "a\nb\nc\nd", "csv.too-many-rows", "a.csv", "more than 3 rows; split the file"],
    ["too large", "x".repeat(41), "csv.too-large", "a.csv", "file has 41 characters, limit 40; split it"],
  ])("%s", (_, text, code, path, message) => {
    expect(readCsv(text, "a.csv", small).issues).toEqual([{ path, code, severity: "error", message }]);
  });

  it("limits themselves are allowed", () => {
    expect(readCsv("a,b,c,12345678\nd\ne", "a.csv", small).issues).toEqual([]);
  });
});

const anyCell = fc.string({ unit: fc.constantFrom("a", "1", ",", '"', "\n", "\r", " ", "é"), maxLength: 12 });
const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

test.prop([
  fc.array(fc.array(anyCell, { minLength: 1, maxLength: 5 }), { maxLength: 8 }),
  fc.constantFrom("\n", "\r\n"),
])("any table written with quotes is read back as it was", (table, end) => {
  expect(cells(table.map((row) => row.map(quote).join(",")).join(end))).toEqual(table);
});

test.prop([fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", "\uFEFF"), maxLength: 60 })])(
  "no text makes the reader throw, hang or give both rows without place and two issues",
  (text) => {
    const { rows, issues } = readCsv(text, "a.csv", defaultCsvLimits);
    expect(issues.length).toBeLessThanOrEqual(1);
    for (let i = 1; i < rows.length; i++) expect(rows[i].line).toBeGreaterThan(rows[i - 1].line);
  },
);
