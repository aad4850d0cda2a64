import { readMineralMarket, readOreGeochemistryPriors, readUsMetalMines } from "@relode/core/datasets";
import {
  type CsvRow,
  DataError,
  type DatasetSource,
  type Issue,
  isUsable,
  type RunManifest,
} from "@relode/core/evidence";
import type { ScreeningInputs } from "@relode/core/supply";
import { openCmio } from "../files/cmioStore.ts";
import { loadDatasets } from "../files/datasetFiles.ts";

export interface InputChoice {
  readonly geochemistry: "priors" | "cmio";
  readonly dataFolder: string;
  /** A user's own tables, CSV or XLSX; Relode's where not given. */
  readonly mines?: string;
  readonly priors?: string;
  readonly market?: string;
  /** Also count CMiO rows whose relation to the deposit is unknown. */
  readonly includeUnknown?: boolean;
}

export interface GatheredInputs {
  readonly inputs: ScreeningInputs;
  readonly issues: readonly Issue[];
  /** Names and checksums for the manifest. */
  readonly tables: RunManifest["inputs"];
  readonly sources: readonly DatasetSource[];
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Everything a screening reads: Relode's tables, the user's own in their place, and the stored CMiO samples if asked for.
 * @throws {DataError} a table has rows that cannot be used
 */
export async function gatherInputs(choice: InputChoice): Promise<GatheredInputs> {
  const loaded = await loadDatasets();
  const issues: Issue[] = [...loaded.issues];
  const tables: RunManifest["inputs"][number][] = loaded.sources.map(({ id, sha256, edition }) => ({
    name: id,
    sha256,
    edition,
  }));
  const replaced = async <T>(
    path: string | undefined,
    id: string,
    own: readonly T[],
    read: (records: readonly CsvRow[], name: string) => { rows: T[]; issues: Issue[] },
  ): Promise<readonly T[]> => {
    if (path === undefined) return own;
    // Loaded here: the reader of workbooks is large, and most runs have no own table.
    const { openUserTable } = await import("../files/userTable.ts");
    const table = await openUserTable(path);
    const found = read(table.records, path);
    const findings = [...table.issues, ...found.issues];
    if (!isUsable(findings)) {
      const errors = findings.filter((issue) => issue.severity === "error").length;
      throw new DataError(
        `${path} has ${errors} ${errors === 1 ? "error" : "errors"}; correct the rows listed and try again`,
        findings,
      );
    }
    issues.push(...findings);
    const index = tables.findIndex((entry) => entry.name === id);
    tables[index < 0 ? tables.length : index] = { name: `${id} (own table ${path})`, sha256: table.sha256 };
    return found.rows;
  };
  const { inputs } = loaded;
  const mines = await replaced(choice.mines, "usMetalMines", inputs.mines, readUsMetalMines);
  const priors = await replaced(choice.priors, "oreGeochemistryPriors", inputs.priors, readOreGeochemistryPriors);
  const markets = await replaced(choice.market, "mineralMarket", inputs.markets, readMineralMarket);
  let samples: ScreeningInputs["samples"] = null;
  if (choice.geochemistry === "cmio") {
    const opened = await openCmio(choice.dataFolder, choice.includeUnknown ? { filter: { includeUnknown: true } } : {});
    samples = opened.samples;
    issues.push(...opened.issues);
    tables.push({ name: "cmio", sha256: samples.source.sha256, edition: samples.source.edition });
  }
  return {
    inputs: { ...inputs, mines, priors, markets, samples },
    issues,
    tables,
    sources: loaded.sources,
    texts: loaded.texts,
  };
}
