import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parquetMetadata, parquetRead } from "hyparquet";
import { DataError } from "@relode/core/evidence";
import { type BlockColumn, blockModel, type BlockModel, type RotatedGrid } from "@relode/core/resource";

/** A resource run as a block model with the realisations of some variables. */
export interface ResourceModel {
  readonly name: string;
  readonly declared: string;
  readonly model: BlockModel;
  readonly realisations: number;
  readonly seed: number;
  /** Checksum of resource.json, for the manifest. */
  readonly sha256: string;
  readonly variables: readonly string[];
  readonly epsg: number | null;
  /** Standard deviation of the body's volume over its estimate, from the errors of its surfaces. */
  readonly relativeVolumeSd: number;
  /** Of a synthetic body: how many of its totals hold their truth within P5-P95; null for a real one. */
  readonly truth: { readonly covered: number; readonly totals: number } | null;
}

interface Document {
  readonly schema: string;
  readonly name: string;
  readonly declared: string;
  readonly crs: { readonly epsg: number | null };
  readonly grid: RotatedGrid;
  readonly blocks: number;
  readonly realisations: number;
  readonly seed: number;
  readonly truth?: { readonly rows: readonly { readonly isCovered: boolean }[] } | null;
  readonly body: { readonly volumeM3: number; readonly volumeSigmaM3: number };
  readonly variables: readonly { readonly name: string; readonly unit: string }[];
}

const shareColumn = "fraction";

function refuse(path: string, code: string, message: string): never {
  throw new DataError(`${path}: ${message}`, [{ path, code, severity: "error", message }]);
}

/**
 * Loads the share of each block in the body, and the realisations of density and of the variables named. Throws DataError
 * `resource.not-readable`, `resource.schema`, `resource.no-variable`, `resource.damaged`.
 */
export async function resourceModel(folder: string, variables: readonly string[]): Promise<ResourceModel> {
  const path = join(folder, "resource.json");
  const text = await readFile(path, "utf8").catch(() =>
    refuse(
      path,
      "resource.not-readable",
      "is not there; make it with relode resource estimate (relode assess example --out FOLDER makes pond, resource and site together)",
    ),
  );
  let document: Document;
  try {
    document = JSON.parse(text) as Document;
  } catch (error) {
    return refuse(path, "resource.not-readable", error instanceof Error ? error.message : String(error));
  }
  if (document.schema !== "relode.resource/1")
    refuse(path, "resource.schema", `schema must be relode.resource/1, got ${document.schema}`);
  const { grid, blocks, realisations } = document;
  const known = document.variables.map(({ name }) => name);
  for (const name of variables)
    if (!known.includes(name))
      refuse(path, "resource.no-variable", `has no variable ${name}; it has ${known.join(", ")}`);
  const column = async (
    name: string,
    unit: string,
    file: string,
    key: string,
    count: number,
  ): Promise<BlockColumn> => ({
    name,
    unit,
    support: "block",
    realisations: count,
    values: await numbers(join(folder, file), key, blocks * count),
  });
  const density = existsSync(join(folder, "realisations", "density.parquet"))
    ? await column("density", "t dry/m3", "realisations/density.parquet", "value", realisations)
    : await column("density", "t dry/m3", "blocks.parquet", "density", 1);
  const grades: BlockColumn[] = [];
  for (const name of variables)
    grades.push(await column(name, "ppm", `realisations/${name}.parquet`, "value", realisations));
  const share = await column(shareColumn, "1", "blocks.parquet", shareColumn, 1);
  return {
    name: document.name,
    declared: document.declared,
    model: blockModel(grid, [share, density, ...grades]),
    realisations,
    seed: document.seed,
    sha256: createHash("sha256").update(text).digest("hex"),
    variables: known,
    epsg: document.crs.epsg,
    truth: coverage(document.truth?.rows),
    relativeVolumeSd: document.body.volumeSigmaM3 / document.body.volumeM3,
  };
}

function coverage(rows: readonly { readonly isCovered: boolean }[] | undefined): ResourceModel["truth"] {
  if (rows === undefined) return null;
  return { covered: rows.filter(({ isCovered }) => isCovered).length, totals: rows.length };
}

async function numbers(path: string, key: string, wanted: number): Promise<Float64Array> {
  const bytes = await readFile(path).catch(() => refuse(path, "resource.damaged", "is not there; estimate again"));
  const file = new Uint8Array(bytes).buffer;
  try {
    const metadata = parquetMetadata(file);
    if (Number(metadata.num_rows) !== wanted)
      refuse(path, "resource.damaged", `has ${metadata.num_rows} rows, ${wanted} are wanted; estimate again`);
    const values = new Float64Array(wanted).fill(Number.NaN);
    await parquetRead({
      file,
      metadata,
      columns: [key],
      onChunk: ({ columnData, rowStart }) => {
        for (let row = 0; row < columnData.length; row += 1) {
          const cell: unknown = columnData[row];
          if (typeof cell === "number") values[rowStart + row] = cell;
        }
      },
    });
    return values;
  } catch (error) {
    if (error instanceof DataError) throw error;
    return refuse(
      path,
      "resource.damaged",
      `is no readable Parquet file: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
