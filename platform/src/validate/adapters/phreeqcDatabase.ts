import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readAqueousConstants, readElements } from "@relode/core/datasets";
import { type ChemistryDatabase, chemistryTable, shippedTables } from "@relode/core/process";
import { datasetsFolder } from "../../files/datasetFiles.ts";
import type { CaseInputs } from "../caseInputs.ts";

const read = new Map<string, Promise<ChemistryDatabase>>();

/** A shipped table of constants by name; each is built once. */
export function shippedDatabase(name: string): Promise<ChemistryDatabase> {
  const known = read.get(name);
  if (known !== undefined) return known;
  const made = build(name);
  read.set(name, made);
  return made;
}

async function build(name: string): Promise<ChemistryDatabase> {
  const text = (id: string) => readFile(join(datasetsFolder(), id, "data.csv"), "utf8");
  const { rows } = readAqueousConstants(await text("aqueousConstants"));
  const { rows: elements } = readElements(await text("elements"));
  return chemistryTable(rows, name, new Map(elements.map((element) => [element.symbol, element.atomicWeight])));
}

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
