import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type CmioField, readCmioFields } from "../../../core/src/datasets/cmio/cmioFields.ts";
import { DataError } from "../../../core/src/evidence/issue.ts";

// In the source tree the table stands with the core; in the built package datasets are copied beside the code.
const places = [
  "../../../core/src/datasets/cmio/fields/data.csv",
  "./datasets/cmio/fields/data.csv",
  "../datasets/cmio/fields/data.csv",
];

let read: readonly CmioField[] | null = null;

/**
 * The schema of the table, from Relode's own `cmio/fields/data.csv`.
 * @throws {DataError} the file is missing or damaged
 */
export function cmioSchema(): readonly CmioField[] {
  if (read !== null) return read;
  const path = places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((file) => existsSync(file));
  if (path === undefined) throw new DataError("the schema cmio/fields/data.csv is missing; reinstall Relode", []);
  const { fields, issues } = readCmioFields(readFileSync(path, "utf8"), path);
  if (issues.length > 0) throw new DataError(`the schema ${path} is damaged; reinstall Relode`, issues);
  read = fields;
  return fields;
}
