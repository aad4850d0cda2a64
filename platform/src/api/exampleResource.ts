import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { krige, type KrigingSpec } from "@relode/core/geostat";
import { gridOfWorld, modelCentres, type RotatedGrid } from "@relode/core/resource";

/** A small invented pond as `relode resource estimate` would write it, for the tests of the API: 24 x 16 x 5 blocks, 9 holes. */
export const exampleGrid: RotatedGrid = {
  originM: [1000, 2000, 100],
  sizeM: [20, 20, 2],
  count: [24, 16, 5],
  azimuthDeg: 30,
};
export const exampleBlocks = 24 * 16 * 5;
export const exampleRealisations = 4;

const model = { nugget: 100, structures: [{ type: "spherical" as const, sill: 900, rangesM: [150, 150, 6] as const }] };
const search = { radiiM: [400, 400, 20] as const, maxSamples: 12, minSamples: 2 };
const block = { sizeM: [20, 20, 2] as const, points: [4, 4, 1] as const, rule: "regular" as const };
const spec: KrigingSpec = { model, search, block };

/** Grade that the invented samples follow, ppm of cobalt. */
const trend = (u: number, v: number, z: number) => 150 + 60 * Math.sin(u / 90) + 40 * Math.cos(v / 70) - 5 * (z - 105);

export const exampleComposites = Array.from({ length: 9 }, (_, h) => h).flatMap((h) =>
  Array.from({ length: 5 }, (_, c) => {
    const at = [1080 + 130 * (h % 3), 1990 + 90 * Math.floor(h / 3), 109 - 2 * c] as const;
    return {
      hole: `H${h + 1}`,
      fromM: 2 * c,
      toM: 2 * c + 2,
      at,
      values: { Co_ppm: Number((trend(at[0] - 1000, at[1] - 2000, at[2]) + ((7 * h + 3 * c) % 11)).toFixed(2)) },
    };
  }),
);

/** Columns as they stand in the files; blocks 0 to 9 lie outside the body. */
export function exampleColumns(): { estimate: Float64Array; variance: Float64Array } {
  const samples = {
    xyzM: Float64Array.from(exampleComposites.flatMap(({ at }) => gridOfWorld(exampleGrid, [...at]))),
    values: Float64Array.from(exampleComposites, ({ values }) => values.Co_ppm),
  };
  const centres = modelCentres({ ...exampleGrid, originM: [0, 0, 0], azimuthDeg: 0 });
  const { estimate, variance } = krige(samples, { xyzM: centres }, spec);
  estimate.fill(Number.NaN, 0, 10);
  variance.fill(Number.NaN, 0, 10);
  return { estimate, variance };
}

/** Value of a block in a realisation. */
export const exampleValue = (estimate: number, b: number, k: number) => estimate + 10 * Math.sin(b + 2 * k);

const column = (name: string, kind: string, unit: string, variable: string | null) => ({
  name,
  unit,
  support: "block",
  kind,
  variable,
  note: `invented ${kind}`,
});

export const exampleDocument = {
  schema: "relode.resource/1",
  name: "Invented pond",
  declared: "synthetic",
  crs: { epsg: null, note: "local metres" },
  grid: exampleGrid,
  blocks: exampleBlocks,
  realisations: exampleRealisations,
  seed: 1,
  columns: [
    column("Co_ppm", "estimate", "ppm", "Co_ppm"),
    column("Co_ppm_variance", "variance", "ppm2", "Co_ppm"),
    column("density", "density", "t dry/m3", null),
  ],
  variables: [{ name: "Co_ppm", unit: "ppm" }],
  domains: [],
};

/** Writes the invented pond into `<folder>/<id>`. */
export async function writeExampleResource(folder: string, id = "pond"): Promise<void> {
  const target = join(folder, id);
  await mkdir(join(target, "realisations"), { recursive: true });
  const { estimate, variance } = exampleColumns();
  const density = new Float64Array(exampleBlocks).fill(1.6);
  const columnData = [
    { name: "Co_ppm", data: estimate, type: "DOUBLE" as const },
    { name: "Co_ppm_variance", data: variance, type: "DOUBLE" as const },
    { name: "density", data: density, type: "DOUBLE" as const },
  ];
  await writeFile(join(target, "blocks.parquet"), new Uint8Array(parquetWriteBuffer({ columnData })));
  const value = Float64Array.from({ length: exampleBlocks * exampleRealisations }, (_, row) => {
    const b = row % exampleBlocks;
    return exampleValue(estimate[b], b, Math.floor(row / exampleBlocks));
  });
  const realisations = parquetWriteBuffer({
    columnData: [{ name: "value", data: value, type: "DOUBLE" }],
    rowGroupSize: exampleBlocks,
  });
  await writeFile(join(target, "realisations", "Co_ppm.parquet"), new Uint8Array(realisations));
  const holes = Array.from({ length: 9 }, (_, h) => {
    const of = exampleComposites.filter(({ hole }) => hole === `H${h + 1}`);
    const [x, y] = of[0].at;
    return {
      hole: `H${h + 1}`,
      collar: [x, y, 110],
      path: [
        [x, y, 110],
        [x, y, 100],
      ],
    };
  });
  await writeFile(join(target, "holes.json"), JSON.stringify({ holes, composites: exampleComposites }));
  const surfaces = [
    { name: "base", grid: { origin: [900, 1800], spacing: [100, 100], count: [2, 2] }, z: [100, 100, 100, null] },
  ];
  await writeFile(join(target, "surfaces.json"), JSON.stringify({ surfaces }));
  // One domain whose layers are level: heights count from the floor of the grid.
  const uvwM = exampleComposites.flatMap(({ at }) => gridOfWorld(exampleGrid, [...at]));
  const estimation = {
    schema: "relode.estimation/1",
    domains: [{ code: 1, name: "all", composite: exampleComposites.map((_, i) => i), uvwM }],
    kriging: [{ variable: "Co_ppm", unit: "ppm", domain: 1, topCut: null, model, search, block }],
  };
  await writeFile(join(target, "estimation.json"), JSON.stringify(estimation));
  const share = new Float32Array(exampleBlocks).fill(1);
  share.fill(0, 0, 10);
  const layer = Float32Array.from({ length: exampleBlocks }, (_, b) => 2 * Math.floor(b / (24 * 16)) + 1);
  const parts = [
    { name: "share_1", data: share, type: "FLOAT" as const },
    { name: "layer_1", data: layer, type: "FLOAT" as const },
  ];
  await writeFile(join(target, "estimation.parquet"), new Uint8Array(parquetWriteBuffer({ columnData: parts })));
  await writeFile(join(target, "resource.json"), JSON.stringify(exampleDocument));
}
