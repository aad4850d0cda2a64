import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { readAqueousConstants, readElements } from "@relode/core/datasets";
import { type ChemistryDatabase, chemistryTable, readConstantsJson, readPhreeqcDatabase } from "@relode/core/process";
import { datasetsFolder } from "./datasetFiles.ts";
import { readUserFile } from "./userTableBytes.ts";

const built = new Map<string, Promise<ChemistryDatabase>>();
const mostBytes = 16 * 1024 * 1024;

const text = (id: string) => readFile(join(datasetsFolder(), id, "data.csv"), "utf8");

async function atomicWeights(): Promise<ReadonlyMap<string, number>> {
  const { rows } = readElements(await text("elements"));
  return new Map(rows.map((element) => [element.symbol, element.atomicWeight]));
}

/**
 * A shipped table of aqueous constants by name (`relode`, `wateq4f`, `phreeqc`, `minteq`, `llnl`, `pitzer`); built once.
 * @throws {RangeError} no such table
 */
export function shippedDatabase(name: string): Promise<ChemistryDatabase> {
  const known = built.get(name);
  if (known !== undefined) return known;
  const made = (async () =>
    chemistryTable(readAqueousConstants(await text("aqueousConstants")).rows, name, await atomicWeights()))();
  built.set(name, made);
  return made;
}

/** A user's own database: PHREEQC's format, or constants listed as JSON. Its issues say what could not be used. */
export async function openChemistryDatabase(file: string): Promise<ChemistryDatabase> {
  const body = (await readUserFile(file, mostBytes, "a database in the format of PHREEQC or in JSON")).toString("utf8");
  const weights = await atomicWeights();
  return file.toLowerCase().endsWith(".json")
    ? readConstantsJson(body, basename(file), weights)
    : readPhreeqcDatabase(body, basename(file), weights);
}
