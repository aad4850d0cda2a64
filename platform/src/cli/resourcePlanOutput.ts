import { mkdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Interval } from "@relode/core/evidence";
import type { ResourceDocument } from "@relode/core/resource";
import { withoutVariables } from "../plot/svg.ts";
import { commandManifest } from "./commandManifest.ts";
import { UsageError } from "./usageError.ts";
import { checkWritable, writeResult } from "./writeResult.ts";

/** Width at which pictures are written as files. */
export const planPicturePx = 760;

/** Where a plan's files go: the run's own folder, or the one asked for, made where it is not there. */
export function planFolder(run: string, out: string | undefined): string {
  return resolve(out ?? run);
}

/**
 * Writes all files of a plan, each whole or not at all; the same plan made again replaces its own files.
 * @throws {UsageError} `folder.not-writable`, `file.not-writable`
 */
export async function writePlan(folder: string, files: ReadonlyMap<string, string | Uint8Array>): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UsageError(
      "folder.not-writable",
      `output folder ${folder} cannot be written (${code}); choose another with --out`,
    );
  }
  for (const name of files.keys()) checkWritable(join(folder, name));
  for (const [name, body] of files)
    await writeResult(
      join(folder, name),
      typeof body === "string" && name.endsWith(".svg") ? withoutVariables(body) : body,
    );
}

/** Runs core code on what a person asked for: a bound that is not kept is a fault of the call, not of the program. */
export function asked<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError("usage.plan", `${what}: ${error.message}`);
    throw error;
  }
}

/** Manifest of a plan on a run: the run is its input. */
export function planManifest(of: {
  readonly command: string;
  readonly run: string;
  readonly sha256: string;
  readonly seed: number;
  readonly startedMs: number;
  readonly parameters: Record<string, unknown>;
}) {
  return commandManifest({
    command: of.command,
    seed: of.seed,
    inputs: [{ name: "resource.json", sha256: of.sha256 }],
    parameters: { folder: basename(resolve(of.run)), ...of.parameters },
    startedMs: of.startedMs,
  });
}

/** Four digits, a dash where there is no number. */
export function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : "-";
}

/** `mean (P5-P95)` on one line. */
export function shortBand({ mean, p05, p95 }: Interval): string {
  return Number.isFinite(mean) ? `${short(mean)} (${short(p05)}-${short(p95)})` : "-";
}

/** A variable of the run, asked for with or without its unit. @throws {UsageError} `usage.variable` */
export function gradeOf(document: ResourceDocument, wanted: string | undefined): string {
  const names = document.variables.filter(({ unit }) => unit === "ppm").map(({ name }) => name);
  const found = wanted === undefined ? names[0] : names.find((name) => name === wanted || name === `${wanted}_ppm`);
  if (found === undefined)
    throw new UsageError(
      "usage.variable",
      `${wanted ?? "the run"}: no grade of this name with realisations; it has ${names.join(", ") || "none"}`,
    );
  return found;
}

/** Words that every plan of a synthetic body carries. */
export function declaredNote({ declared }: { readonly declared: string }): string {
  return declared === "synthetic" ? "the body is synthetic: nothing here was measured" : "";
}
