import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CmioField, readCmioFields } from "@relode/core/datasets";
import { DataError } from "@relode/core/evidence";
import { datasetsFolder } from "./datasetFiles.ts";

let read: readonly CmioField[] | null = null;

/**
 * The schema of the table, from Relode's own `cmio/fields/data.csv`.
 * @throws {DataError} the file is missing or damaged
 */
export function cmioSchema(): readonly CmioField[] {
  if (read !== null) return read;
  const path = join(datasetsFolder(), "cmio", "fields", "data.csv");
  let csv: string;
  try {
    csv = readFileSync(path, "utf8");
  } catch (error) {
    throw new DataError(`the schema ${path} cannot be read (${String(error)}); reinstall Relode`, []);
  }
  const { fields, issues } = readCmioFields(csv, path);
  if (issues.length > 0) throw new DataError(`the schema ${path} is damaged; reinstall Relode`, issues);
  read = fields;
  return fields;
}
