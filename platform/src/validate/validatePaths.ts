import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Issue } from "@relode/core/evidence";
import { adapters } from "./adapters/catalogue.ts";
import { findCases } from "./caseFolders.ts";
import { validateGeostatTable } from "./geostat/validateTable.ts";
import { readCaseFile } from "./caseFile.ts";
import { LeafLimitError } from "./leaves.ts";
import { runCase } from "./runCase.ts";
import type { ValidationRow } from "./validationRow.ts";

/** Largest reference file that is read. */
export const maxCaseBytes = 64 * 1024 * 1024;

/** Everything that a validation gives: rows, what could not be read, and the files by checksum. */
export interface Validation {
  readonly rows: ValidationRow[];
  readonly issues: Issue[];
  readonly inputs: { name: string; sha256: string }[];
}

/**
 * The cases that come with Relode: `validation/` beside the running file (built package), else in the repository above it.
 * Empty when the installation has none.
 */
export function defaultCases(): string[] {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const cases = join(folder, "validation");
    if (existsSync(cases) && readdirSync(cases).some((name) => existsSync(join(cases, name, "case.json"))))
      return [cases];
    if (dirname(folder) === folder) return [];
  }
}

/**
 * Runs the reference cases of files and folders and compares every expected value. Whatever cannot be read becomes an
 * issue: missing, not a file, unreadable, empty, above 64 MB, not JSON, of another form. A table of geostatistics without a
 * function for it is told as not covered, one row.
 * @param paths files or folders
 */
export async function validatePaths(paths: readonly string[]): Promise<Validation> {
  const validation: Validation = { rows: [], issues: [], inputs: [] };
  if (paths.length === 0)
    validation.issues.push({
      path: "validation",
      code: "validate.no-paths",
      severity: "error",
      message: "no cases were named and none came with this installation; name a file or folder",
    });
  const found = await findCases(paths);
  validation.issues.push(...found.issues);
  for (const path of found.caseFiles) await runFile(path, validation);
  for (const path of found.expectedTables) await tellTable(path, validation);
  return validation;
}

async function runFile(path: string, { rows, issues, inputs }: Validation): Promise<void> {
  const bytes = await readBounded(path, issues);
  if (bytes === null) return;
  inputs.push({ name: shortName(path), sha256: createHash("sha256").update(bytes).digest("hex") });
  const read = readCaseFile(bytes.toString("utf8"), path, basename(path, extname(path)));
  issues.push(...read.issues);
  for (const reference of read.cases) {
    try {
      rows.push(...(await runCase(reference, adapters)));
    } catch (error) {
      if (!(error instanceof LeafLimitError)) throw error;
      issues.push({
        path: `${path}, case ${reference.id}`,
        code: error.code,
        severity: "error",
        message: error.message,
      });
    }
  }
}

async function readBounded(path: string, issues: Issue[]): Promise<Buffer | null> {
  const fail = (code: string, message: string) => {
    issues.push({ path, code, severity: "error", message });
    return null;
  };
  try {
    const { size } = await stat(path);
    if (size > maxCaseBytes)
      return fail("validate.too-large", `file has ${size} bytes, limit ${maxCaseBytes}; split it`);
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    return fail("validate.unreadable", `cannot be read (${code}); check its permissions`);
  }
}

async function tellTable(path: string, { rows, issues, inputs }: Validation): Promise<void> {
  const bytes = await readBounded(path, issues);
  if (bytes === null) return;
  inputs.push({ name: shortName(path), sha256: createHash("sha256").update(bytes).digest("hex") });
  const answered = await validateGeostatTable(path);
  if (answered !== null) {
    rows.push(...answered);
    return;
  }
  const records = bytes
    .toString("utf8")
    .split(/\r?\n/)
    .filter((line) => line !== "").length;
  rows.push({
    caseId: basename(dirname(path)),
    key: basename(path),
    got: "-",
    expected: `${Math.max(0, records - 1)} rows of geostatistics`,
    tolerance: "",
    outcome: "not covered",
  });
}

/** Path from the working folder where it lies below it, else the last two parts: no other folder's name leaves the machine. */
function shortName(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith("..") ? join(basename(dirname(path)), basename(path)) : fromHere;
}
