import { type ChemistryDatabase, shippedTables } from "@relode/core/process";
import { shippedDatabase } from "../../files/chemistryDatabase.ts";
import type { CaseInputs } from "../caseInputs.ts";

/** Files of PHREEQC and the shipped table that stands for each. */
const files: readonly [RegExp, string][] = [
  [/minteq(\.v4)?\.dat/i, "minteq"],
  [/wateq4f\.dat/i, "wateq4f"],
  [/llnl\.dat/i, "llnl"],
  [/Amm\.dat/, "phreeqc"],
  [/phreeqc\.dat/i, "phreeqc"],
  [/pitzer\.dat/i, "pitzer"],
];

/** The table a case was computed with: its `database`, else the file its source names, else phreeqc. */
export async function caseDatabase(inputs: CaseInputs): Promise<ChemistryDatabase> {
  const named = inputs.has("database") ? inputs.text("database") : JSON.stringify(inputs.raw("source") ?? "");
  const name = named in shippedTables ? named : (files.find(([pattern]) => pattern.test(named))?.[1] ?? "phreeqc");
  return shippedDatabase(name);
}
