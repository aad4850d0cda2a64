import { existsSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { UnitDiagram } from "@relode/core/process";
import { mcCabeThielePlot } from "../plot/mcCabeThiele.ts";
import { withoutVariables } from "../plot/svg.ts";
import { UsageError } from "./usageError.ts";
import { writeResult } from "./writeResult.ts";

const picturePx = { widthPx: 640, heightPx: 420 };

/**
 * Refuses, before any work, a folder that can neither be made nor written to.
 * @throws {UsageError} `file.not-writable`
 */
export function checkPicturesFolder(folder: string): void {
  const isThere = existsSync(folder);
  if (isThere ? statSync(folder).isDirectory() : existsSync(dirname(folder))) return;
  throw new UsageError(
    "file.not-writable",
    `${folder} ${isThere ? "is no folder" : `cannot be made: there is no folder ${dirname(folder)}`}; choose another with --pictures`,
  );
}

/** Writes one McCabe-Thiele picture for each solvent extraction unit and metal, `mccabe-thiele-<unit>-<metal>.svg`. @returns the files */
export async function writeDiagrams(folder: string, diagrams: readonly UnitDiagram[]): Promise<string[]> {
  if (diagrams.length === 0) return [];
  await mkdir(folder, { recursive: true });
  const taken = new Set<string>();
  const written: string[] = [];
  for (const diagram of diagrams) {
    const stem = `mccabe-thiele-${plain(diagram.unit)}-${plain(diagram.metal)}`;
    let name = stem;
    for (let k = 2; taken.has(name.toLowerCase()); k++) name = `${stem}-${k}`;
    taken.add(name.toLowerCase());
    const title = `${diagram.unit}: ${diagram.metal}, ${diagram.direction} in ${diagram.stages} stage${diagram.stages === 1 ? "" : "s"}`;
    const desc = `McCabe-Thiele picture of the solved unit, computed from its distribution law and flows, not measured; organic over aqueous ${diagram.organicToAqueous.toPrecision(3)} by volume`;
    const file = join(folder, `${name}.svg`);
    await writeResult(file, withoutVariables(mcCabeThielePlot(diagram, { ...picturePx, title, desc })));
    written.push(file);
  }
  return written;
}

/** An id as part of a file name. */
function plain(id: string): string {
  return id.replaceAll(/[^A-Za-z0-9_+.-]+/g, "_").slice(0, 60);
}
