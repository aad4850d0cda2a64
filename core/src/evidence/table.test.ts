import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { type ColumnRules, readTable } from "./table.ts";

const rules: ColumnRules = {
  id: { kind: "text", required: true },
  oreT: { kind: "number", required: true, min: 0, max: 1e9, unit: "t" },
  gradePpm: { kind: "number" },
  kind: { kind: "choice", choices: ["mine", "dump"], optionalColumn: true },
  extra: { kind: "json", optionalColumn: true },
};
const read = (text: string) => readTable(text, "m.csv", rules);
const row = (line: string) => read(`id,oreT,gradePpm,kind,extra\n${line}`);
const issue = (path: string, code: string, message: string, severity = "error") => ({ path, code, severity, message });

test("a sound table gives text, numbers and JSON, NaN where blank", () => {
  const { rows, issues } = row('A-1, 12.5e3 ,, dump ,"{""a"":[1]}"');
  expect(issues).toEqual([]);
  expect(rows[0].line).toBe(2);
  expect(rows[0].text("id")).toBe("A-1");
  expect(rows[0].number("oreT")).toBe(12500);
  expect(rows[0].number("gradePpm")).toBeNaN();
  expect(rows[0].json("extra")).toEqual({ a: [1] });
});

test("a choice is given as it was checked, without the blanks around it", () => {
  expect(row("A,1,, dump ,").rows[0].text("kind")).toBe("dump");
});

test("optional columns may be absent and then read as blank", () => {
  const { rows, issues } = read("gradePpm,id,oreT\n3,A,1");
  expect(issues).toEqual([]);
  expect(rows[0].text("kind")).toBe("");
  expect(rows[0].json("extra")).toBeUndefined();
});

test("a header without rows is an empty table", () => {
  expect(read("id,oreT,gradePpm\n")).toEqual({ rows: [], issues: [] });
});

describe("numbers", () => {
  it.each([
    ["0", 0],
    ["-0.5", -0.5],
    ["+.5", 0.5],
    ["5.", 5],
    ["1e-3", 0.001],
    ["  7\t", 7],
  ])("%j is a plain decimal number", (text, expected) => {
    expect(row(`A,1,${text},,`).rows[0].number("gradePpm")).toBe(expected);
  });

  it.each([
    "0x10",
    "NaN",
    "Infinity",
    "-Infinity",
    "1 000",
    "1_000",
    "<5",
    "5 ppm",
    "1e",
    "e5",
    ".",
    "-",
    "١",
    "1.2.3",
  ])("%j is not a plain decimal number", (text) => {
    const { rows, issues } = row(`A,1,${text},,`);
    expect(rows).toEqual([]);
    expect(issues).toEqual([
      issue("m.csv, row 2, column gradePpm", "table.not-a-number", `"${text}" is not a plain decimal number`),
    ]);
  });

  it("a thousands separator is refused and the message names the unit", () => {
    expect(row('A,"1,000",,,').issues).toEqual([
      issue("m.csv, row 2, column oreT", "table.not-a-number", '"1,000" is not a plain decimal number (t)'),
    ]);
  });

  it("a number too large for the machine is refused", () => {
    expect(row("A,1,1e999,,").issues).toEqual([
      issue("m.csv, row 2, column gradePpm", "table.not-finite", '"1e999" is too large for a number'),
    ]);
  });

  it("numbers outside the bounds of the column are refused, the bounds themselves are not", () => {
    expect(row("A,-0.1,,,").issues).toEqual([
      issue("m.csv, row 2, column oreT", "table.below-minimum", "-0.1 t lies below the minimum 0 t"),
    ]);
    expect(row("A,1000000001,,,").issues).toEqual([
      issue("m.csv, row 2, column oreT", "table.above-maximum", "1000000001 t lies above the maximum 1000000000 t"),
    ]);
    expect(row("A,0,,,\nB,1e9,,,").issues).toEqual([]);
  });
});

describe("cells", () => {
  it.each(["", "   ", "\t"])("a required cell holding %j is blank", (text) => {
    expect(row(`A,${text},,,`).issues).toEqual([
      issue("m.csv, row 2, column oreT", "table.blank", "cell is blank; a value is required"),
    ]);
  });

  it("a word that is no choice is refused with the choices", () => {
    expect(row("A,1,,Mine,").issues).toEqual([
      issue("m.csv, row 2, column kind", "table.not-a-choice", '"Mine" is not one of mine, dump'),
    ]);
  });

  it.each(["{", "[1,]", "{a:1}", "undefined"])("%j is malformed JSON", (text) => {
    expect(row(`A,1,,,"${text}"`).issues).toEqual([
      issue("m.csv, row 2, column extra", "table.not-json", `"${text}" is not valid JSON`),
    ]);
  });

  it("JSON nested 15,000 deep is refused or read, but does not throw", () => {
    const { rows, issues } = row(`A,1,,,${"[".repeat(15_000)}`);
    expect(rows).toEqual([]);
    expect(issues[0].code).toBe("table.not-json");
  });

  it("a long value is shortened to 60 characters in the message", () => {
    expect(row(`A,1,${"x".repeat(100)},,`).issues[0].message).toBe(
      `"${"x".repeat(57)}..." is not a plain decimal number`,
    );
  });

  it("every bad cell of a row is reported and the row left out, its neighbours kept", () => {
    const { rows, issues } = row("A,1,,,\n,x,y,z,{\nC,3,,,");
    expect(issues.map(({ path, code }) => `${path}: ${code}`)).toEqual([
      "m.csv, row 3, column id: table.blank",
      "m.csv, row 3, column oreT: table.not-a-number",
      "m.csv, row 3, column gradePpm: table.not-a-number",
      "m.csv, row 3, column kind: table.not-a-choice",
      "m.csv, row 3, column extra: table.not-json",
    ]);
    expect(rows.map((r) => r.text("id"))).toEqual(["A", "C"]);
  });
});

describe("shape", () => {
  it("a ragged row is reported with both counts and left out", () => {
    const { rows, issues } = row("A,1\nB,1,,,,\nC,1,,,");
    expect(issues).toEqual([
      issue("m.csv, row 2", "table.ragged-row", "row has 2 cells, the header has 5"),
      issue("m.csv, row 3", "table.ragged-row", "row has 6 cells, the header has 5"),
    ]);
    expect(rows.map((r) => r.text("id"))).toEqual(["C"]);
  });

  it("a column that occurs twice makes the table unusable", () => {
    expect(read("id,oreT,gradePpm,oreT\nA,1,2,3")).toEqual({
      rows: [],
      issues: [issue("m.csv, line 1", "table.duplicate-column", "column oreT occurs twice")],
    });
  });

  it("a missing column makes the table unusable; names are compared exactly", () => {
    expect(read("id,oret,gradePpm\nA,1,2").issues).toEqual([
      issue("m.csv, line 1", "table.missing-column", "column oreT is missing; found: id, oret, gradePpm"),
      issue("m.csv, line 1", "table.unknown-column", "column oret is not known and is ignored", "warning"),
    ]);
  });

  it.each(["note", "constructor", "__proto__", "toString"])("an unknown column %s is a warning", (column) => {
    const { rows, issues } = read(`id,oreT,gradePpm,${column}\nA,1,2,3`);
    expect(rows.length).toBe(1);
    expect(issues).toEqual([
      issue("m.csv, line 1", "table.unknown-column", `column ${column} is not known and is ignored`, "warning"),
    ]);
  });

  it("an empty file names the columns it should have", () => {
    expect(read("").issues).toEqual([
      issue("m.csv", "table.empty", "the file has no header line; expected columns: id, oreT, gradePpm, kind, extra"),
    ]);
  });

  it("what the CSV reader finds is passed on", () => {
    expect(read('id,oreT,gradePpm\nA,"1,2').issues.map((found) => found.code)).toEqual(["csv.unterminated-quote"]);
  });

  it("records already split are read like text", () => {
    const records = [
      { line: 3, cells: ["id", "oreT", "gradePpm"] },
      { line: 4, cells: ["A", "x", ""] },
    ];
    expect(readTable(records, "book.xlsx", rules).issues).toEqual([
      issue("book.xlsx, row 4, column oreT", "table.not-a-number", '"x" is not a plain decimal number (t)'),
    ]);
  });
});

test.prop([fc.double({ noNaN: true, noDefaultInfinity: true })])(
  "a number written by the machine is read back",
  (x) => {
    expect(row(`A,1,${x},,`).rows[0].number("gradePpm")).toBe(x + 0); // -0 is written as 0
  },
);
