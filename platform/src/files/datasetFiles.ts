import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  datasetCatalogue,
  readCriticalLists,
  readCrustalAbundance,
  readDepositTypes,
  readElements,
  readEvIntensity,
  readMineralMarket,
  readOreGeochemistryPriors,
  readUsMetalMines,
  readWorldProduction,
} from "@relode/core/datasets";
import type { DatasetSource, Issue } from "@relode/core/evidence";
import type { ScreeningInputs } from "@relode/core/supply";

/** The published tables as they stand on disk. */
export interface LoadedDatasets {
  /** Inputs of the screening without measured samples. */
  readonly inputs: ScreeningInputs;
  readonly sources: readonly DatasetSource[];
  /** Findings in files and rows; an error means that a file or row is not used. */
  readonly issues: readonly Issue[];
  /** `data.csv` of every table by its id, as read. */
  readonly texts: ReadonlyMap<string, string>;
}

/** A table by which the folder of tables is known. */
const landmark = join("usMetalMines", "data.csv");

/**
 * Folder of the published tables: `datasets/` beside the running file (built package), else `core/src/datasets` of the
 * repository that holds it.
 *
 * @throws {Error} neither is there: the installation is incomplete
 */
export function datasetsFolder(): string {
  const beside = fileURLToPath(new URL("./datasets/", import.meta.url));
  if (existsSync(join(beside, landmark))) return beside;
  const here = dirname(fileURLToPath(import.meta.url));
  for (let folder = here; ; folder = dirname(folder)) {
    for (const tables of [join(folder, "datasets"), join(folder, "core", "src", "datasets")])
      if (existsSync(join(tables, landmark))) return tables;
    if (dirname(folder) === folder) break;
  }
  throw new Error(`no folder datasets/ with ${landmark} beside or above ${here}; reinstall Relode`);
}

/**
 * Reads all tables of the catalogue from a folder and verifies each `data.csv` against the SHA-256 of its `source.json`.
 * Issues: `dataset.missing-file`, `dataset.bad-source`, `dataset.checksum` (the table is not used then), and all findings of
 * the readers under `<id>/data.csv`.
 *
 * @param folder as from `datasetsFolder()`
 */
export async function loadDatasets(folder: string = datasetsFolder()): Promise<LoadedDatasets> {
  const issues: Issue[] = [];
  const sources: DatasetSource[] = [];
  const texts = new Map<string, string>();
  for (const entry of datasetCatalogue) {
    const found = await loadTable(join(folder, entry.folder), entry.id, issues);
    if (found === null) continue;
    sources.push(found.source);
    texts.set(entry.id, found.text);
  }
  const rows = <T>(id: string, read: (csvText: string, name: string) => { rows: T[]; issues: Issue[] }): T[] => {
    const text = texts.get(id);
    if (text === undefined) return [];
    const table = read(text, `${id}/data.csv`);
    issues.push(...table.issues);
    return table.rows;
  };
  const inputs: ScreeningInputs = {
    mines: rows("usMetalMines", readUsMetalMines),
    priors: rows("oreGeochemistryPriors", readOreGeochemistryPriors),
    crust: rows("crustalAbundance", readCrustalAbundance),
    markets: rows("mineralMarket", readMineralMarket),
    depositTypes: rows("depositTypes", readDepositTypes),
    elements: rows("elements", readElements),
    worldProduction: rows("worldProduction", readWorldProduction),
    criticalLists: rows("criticalLists", readCriticalLists),
    evIntensities: rows("evIntensity", readEvIntensity),
    samples: null,
  };
  return { inputs, sources, issues, texts };
}

async function loadTable(
  folder: string,
  id: string,
  issues: Issue[],
): Promise<{ source: DatasetSource; text: string } | null> {
  const fail = (file: string, code: string, message: string) => {
    issues.push({ path: `${id}/${file}`, code, severity: "error", message });
    return null;
  };
  const data = await readFile(join(folder, "data.csv")).catch(() => null);
  if (data === null)
    return fail("data.csv", "dataset.missing-file", `cannot read ${join(folder, "data.csv")}; reinstall`);
  const note = await readFile(join(folder, "source.json"), "utf8").catch(() => null);
  if (note === null)
    return fail("source.json", "dataset.missing-file", `cannot read ${join(folder, "source.json")}; reinstall`);
  const source = parseSource(note);
  if (source === null)
    return fail("source.json", "dataset.bad-source", "not a JSON object with id, sha256 and rows; restore the file");
  const sha256 = createHash("sha256").update(data).digest("hex");
  if (sha256 !== source.sha256)
    return fail(
      "data.csv",
      "dataset.checksum",
      `SHA-256 is ${sha256}, source.json names ${source.sha256}; restore the file or give your own table by its option`,
    );
  return { source, text: data.toString("utf8") };
}

function parseSource(text: string): DatasetSource | null {
  try {
    const parsed = JSON.parse(text) as Partial<DatasetSource> | null;
    const sound =
      typeof parsed?.id === "string" && typeof parsed.sha256 === "string" && typeof parsed.rows === "number";
    return sound ? (parsed as DatasetSource) : null;
  } catch {
    return null;
  }
}
