import { createHash } from "node:crypto";
import { basename, resolve } from "node:path";
import { DataError, type Issue } from "@relode/core/evidence";
import { readWaste, type WasteDocument } from "@relode/core/matching";
import { parseJson } from "../files/jsonFile.ts";
import { readUserFile } from "../files/userTableBytes.ts";

/** Largest waste file that is read. */
const mostBytes = 4 * 1024 * 1024;

export interface WasteInput extends WasteDocument {
  readonly issues: readonly Issue[];
  readonly input: { readonly name: string; readonly sha256: string };
}

/**
 * Reads a waste file; every fault is an issue with file, place, value, bound and remedy.
 * @throws {DataError} it is no JSON, another kind of file, or says what cannot be
 */
export async function openWaste(file: string): Promise<WasteInput> {
  const bytes = await readUserFile(resolve(file), mostBytes, "a waste file in JSON");
  const name = basename(file);
  const { document, issues } = readWaste(parseJson(bytes.toString("utf8"), name));
  const placed = issues.map((issue) => ({ ...issue, path: `${name}, ${issue.path}` }));
  if (document === null) {
    const errors = placed.filter(({ severity }) => severity === "error");
    throw new DataError(
      errors.length === 1
        ? `${errors[0].path}: ${errors[0].message}`
        : `${name}: ${errors.length} faults forbid reading the waste`,
      errors.slice(0, 50),
    );
  }
  return {
    ...document,
    issues: placed,
    input: { name, sha256: createHash("sha256").update(bytes).digest("hex") },
  };
}
