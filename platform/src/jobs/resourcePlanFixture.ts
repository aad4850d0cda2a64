import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { jsonText } from "@relode/core/resource";
import { ResourceColumnFile } from "./resourceColumnFile.ts";

/** Blocks of a body for tests: 4 x 3 x 2 of 10 x 10 x 5 m, 2 t/m³ each, so that one weighs 1000 t dry. */
export const planBlocks = 24;
export const planBlockTonnes = 1000;

/**
 * Writes a run whose numbers are plain: density 2, Co of block b in realisation k as `grade` says, Cu ten times as much.
 * The first block (0) is outside the body. No error of volume.
 */
export async function writePlanRun(
  folder: string,
  realisations: number,
  grade: (block: number, k: number) => number,
  withPrices = true,
): Promise<void> {
  await mkdir(join(folder, "realisations"), { recursive: true });
  const grid = { originM: [0, 0, 0], sizeM: [10, 10, 5], count: [4, 3, 2], azimuthDeg: 0 };
  const product = (element: string, priceUsdPerKg: number) => ({
    element,
    gradeColumn: `${element}_ppm`,
    priceUsdPerKg,
    recovery: 0.5,
    payable: 1,
    refiningUsdPerKg: 0,
  });
  const model = { nugget: 20, structures: [{ type: "spherical", sill: 80, rangesM: [60, 60, 8] }] };
  const document = {
    schema: "relode.resource/1",
    name: "plan",
    declared: "synthetic",
    crs: { epsg: null, note: "invented" },
    grid,
    blocks: planBlocks,
    realisations,
    seed: 3,
    variables: ["Co_ppm", "Cu_ppm"].map((name) => ({ name, unit: "ppm" })),
    domains: [{ code: 1, name: "sand", volumeM3: 11_500 }],
    body: { volumeM3: 11_500, volumeSigmaM3: 0, spacingM: 20, compositeM: 5 },
    variograms: ["Co_ppm", "Cu_ppm"].map((variable) => ({
      domain: "sand",
      variable,
      of: "grade",
      variogram: { model },
    })),
    gradeTonnage: [{ variable: "Co_ppm" }, { variable: "Cu_ppm" }],
    columns: ["fraction", "domain", "density", "massDryTonnes"].map((name) => ({ name, unit: "1" })),
    value: withPrices
      ? {
          terms: { products: [product("Co", 40)], deductionsUsdPerT: 1, costUsdPerT: 2, moneyYear: 2024 },
          assumptions: [],
        }
      : null,
    manifest: { inputs: [] },
    issues: [],
  };
  await writeFile(join(folder, "resource.json"), jsonText(document));
  const composites = Array.from({ length: 40 }, (_, at) => ({
    hole: `H${at % 10}`,
    at: [(at % 10) * 4, 10 + (at % 3), Math.floor(at / 10) * 2.5],
    domain: 1,
    values: { Co_ppm: 100 + ((at * 37) % 40), Cu_ppm: 1000 },
  }));
  const holes = Array.from({ length: 10 }, (_, at) => ({ hole: `H${at}`, collar: [at * 4, 10, 10], path: [] }));
  await writeFile(join(folder, "holes.json"), jsonText({ holes, composites }));
  await writeFile(join(folder, "surfaces.json"), jsonText({ surfaces: [] }));
  const inside = (b: number, value: number) => (b === 0 ? Number.NaN : value);
  const column = (of: (b: number) => number) => Float64Array.from({ length: planBlocks }, (_, b) => of(b));
  const names = ["fraction", "domain", "density", "massDryTonnes", "Co_ppm"];
  const table = new ResourceColumnFile(
    join(folder, "blocks.parquet"),
    names.map((name) => ({ name, type: "DOUBLE" as const })),
  );
  await table.append([
    column((b) => (b === 0 ? 0 : 1)),
    column((b) => inside(b, 1)),
    column((b) => inside(b, 2)),
    column((b) => inside(b, planBlockTonnes)),
    column((b) => inside(b, grade(b, realisations / 2))),
  ]);
  await table.finish();
  for (const [name, factor] of [
    ["Co_ppm", 1],
    ["Cu_ppm", 10],
  ] as const) {
    const file = new ResourceColumnFile(join(folder, "realisations", `${name}.parquet`), [
      { name: "value", type: "DOUBLE" },
    ]);
    for (let k = 0; k < realisations; k++) await file.append([column((b) => inside(b, factor * grade(b, k)))]);
    await file.finish();
  }
}
