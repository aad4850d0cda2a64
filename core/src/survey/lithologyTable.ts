import { lithologySynonyms } from "./columnGuess.ts";
import { drillIssue } from "./drillIssue.ts";
import type { LithologyTable } from "./intervalTable.ts";
import { type LengthUnit, metresPerUnit } from "./lengthUnit.ts";
import { openTable, readRows, type TableInput } from "./tableRecords.ts";

export interface LithologyOptions {
  readonly unit: LengthUnit;
  /** Role (hole, from, to, code) to column name. */
  readonly columns?: Readonly<Record<string, string>>;
}

/** Reads logged intervals with a code. A blank code is `lithology.blank-code` (warning) and stays blank. */
export function readLithology(input: TableInput, file: string, options: LithologyOptions): LithologyTable {
  const opened = openTable(input, file, lithologySynonyms, options.columns ?? {}, ["hole", "from", "to", "code"]);
  const name = (role: string) => opened.map.columns.get(role) ?? "";
  const number = { kind: "number", required: true, unit: options.unit } as const;
  const { rows, issues } = readRows(opened, file, {
    [name("hole")]: { kind: "text", required: true },
    [name("from")]: number,
    [name("to")]: number,
    [name("code")]: { kind: "text" },
  });
  const metres = metresPerUnit[options.unit];
  const code = rows.map((row) => row.text(name("code")).trim());
  const blanks = rows.flatMap((row, i) =>
    code[i] === ""
      ? [
          drillIssue({
            file,
            row: row.line,
            hole: row.text(name("hole")).trim(),
            column: name("code"),
            code: "lithology.blank-code",
            severity: "warning",
            what: "the interval has no code",
            remedy: "log it, or name it as not logged",
          }),
        ]
      : [],
  );
  return {
    file,
    row: Int32Array.from(rows, (row) => row.line),
    hole: rows.map((row) => row.text(name("hole")).trim()),
    fromM: Float64Array.from(rows, (row) => row.number(name("from")) * metres),
    toM: Float64Array.from(rows, (row) => row.number(name("to")) * metres),
    code,
    issues: [...opened.issues, ...issues, ...blanks],
  };
}
