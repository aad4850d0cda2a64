import type { Issue } from "../../evidence/issue.ts";
import { type ColumnRules, readTable } from "../../evidence/table.ts";
import { checkUnique, rowReport } from "../rowReport.ts";
import type { AqueousConstant, AqueousConstantKind } from "./aqueousConstant.ts";

const kinds: readonly AqueousConstantKind[] = [
  "master-aqueous",
  "master-exchange",
  "master-surface",
  "aqueous",
  "exchange",
  "surface",
  "phase",
  "interaction",
];
const number = { kind: "number" } as const;
const rules: ColumnRules = {
  table: { kind: "text", required: true },
  kind: { kind: "choice", required: true, choices: kinds },
  name: { kind: "text", required: true },
  reaction: { kind: "text", required: true },
  logK25: number,
  deltaHKjPerMol: { ...number, unit: "kJ/mol" },
  a1: number,
  a2: number,
  a3: number,
  a4: number,
  a5: number,
  a6: number,
  activity: { kind: "choice", choices: ["davies", "wateq", "llnl", "ideal"] },
  ionSizeAngstrom: { ...number, min: 0, max: 50, unit: "angstrom" },
  b: { ...number, unit: "kg/mol" },
  alkalinity: number,
  gramsPerMol: { ...number, unit: "g/mol" },
  source: { kind: "text", required: true },
};

/**
 * Reads the thermodynamic constants of aqueous species, phases, exchangers and surfaces. A species or phase stands once in a
 * table (`dataset.duplicate`), and a reaction has one equal sign (`aqueousConstants.reaction`).
 */
export function readAqueousConstants(csvText: string, name = "data.csv"): { rows: AqueousConstant[]; issues: Issue[] } {
  const table = readTable(csvText, name, rules);
  const issues = [...table.issues];
  const rows: AqueousConstant[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const report = rowReport(name, row, issues);
    const kind = row.text("kind") as AqueousConstantKind;
    const reaction = row.text("reaction");
    const isReaction = kind === "phase" || kind === "aqueous" || kind === "exchange" || kind === "surface";
    if (isReaction && reaction.split("=").length !== 2)
      report.add("reaction", "aqueousConstants.reaction", `"${reaction}" has not one equal sign`);
    const key = [row.text("table"), kind, row.text("name"), kind === "interaction" ? reaction : ""].join(" | ");
    checkUnique(seen, key, row, "name", report);
    if (report.sound())
      rows.push({
        table: row.text("table"),
        kind,
        name: row.text("name"),
        reaction,
        logK25: row.number("logK25") || 0,
        deltaHKjPerMol: row.number("deltaHKjPerMol") || 0,
        coefficients: coefficientsOf(["a1", "a2", "a3", "a4", "a5", "a6"].map((column) => row.number(column))),
        activity: (row.text("activity") || "davies") as AqueousConstant["activity"],
        ionSizeAngstrom: row.number("ionSizeAngstrom") || 0,
        b: row.number("b") || 0,
        alkalinity: row.number("alkalinity") || 0,
        gramsPerMol: row.number("gramsPerMol"),
        source: row.text("source"),
      });
  }
  return { rows, issues };
}

/** Up to the last that is given; a blank before it stands for nought. */
function coefficientsOf(cells: readonly number[]): number[] {
  const last = cells.findLastIndex((cell) => !Number.isNaN(cell));
  return cells.slice(0, last + 1).map((cell) => (Number.isNaN(cell) ? 0 : cell));
}
