import { accessSync, constants, existsSync, statSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { UsageError } from "./usageError.ts";

/**
 * Refuses, before any work, a file that could not be written.
 * @throws {UsageError} `file.not-writable`
 */
export function checkWritable(file: string): void {
  const folder = dirname(file);
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw refused(file, `there is no folder ${folder}; make it, or choose another with --out`);
  if (existsSync(file) && !statSync(file).isFile())
    throw refused(file, "it is there and is no file; choose another with --out");
  try {
    accessSync(existsSync(file) ? file : folder, constants.W_OK);
  } catch {
    throw refused(file, "the system refuses; choose another with --out");
  }
}

/**
 * Writes a result whole or not at all: beside its place first, then moved there.
 * @throws {UsageError} `file.not-writable`
 */
export async function writeResult(file: string, body: string | Uint8Array): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  try {
    await writeFile(part, body);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw refused(file, `the system refuses (${code}); choose another with --out, or free space`);
  }
}

function refused(file: string, why: string): UsageError {
  return new UsageError("file.not-writable", `${file} cannot be written: ${why}`);
}
