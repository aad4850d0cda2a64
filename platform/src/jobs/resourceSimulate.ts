import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Interval } from "@relode/core/evidence";
import { mostFourierData } from "@relode/core/geostat";
import { quantilesInPlace } from "@relode/core/numerics";
import {
  bandOf,
  bandsOf,
  type CurveSums,
  drawnTogether,
  type PreparedBody,
  type SimulatedGroup,
} from "@relode/core/resource";
import { ResourceColumnFile } from "./resourceColumnFile.ts";
import { ResourceScratch } from "./resourceScratch.ts";
import type { DrawSums } from "./resourceTask.ts";
import type { ResourceTeam } from "./resourceTeam.ts";

/** Mean and percentiles over realisations of one variable, by block; NaN outside the body. */
export interface BlockBands {
  readonly name: string;
  readonly unit: string;
  readonly mean: Float32Array;
  readonly p05: Float32Array;
  readonly p50: Float32Array;
  readonly p95: Float32Array;
}

/** What the realisations of a body say, summed while they were drawn. */
export interface SimulatedBody {
  readonly realisations: number;
  readonly groups: readonly SimulatedGroup[];
  readonly nodes: number;
  /** Dry tonnes of body and domains, and metal (t) by grade variable: one entry a realisation. */
  readonly mass: readonly number[];
  readonly domainMass: readonly Float64Array[];
  readonly metal: readonly (readonly number[])[];
  readonly domainMetal: readonly (readonly Float64Array[])[];
  readonly curves: readonly (readonly CurveSums[])[];
  /** By grade variable and axis: band of each slice. */
  readonly swaths: readonly (readonly (readonly Interval[])[])[];
  readonly bands: readonly BlockBands[];
}

export interface SimulateOptions extends DrawSums {
  /** Folder of the run; realisations go below it. */
  readonly folder: string;
  readonly onProgress: (fraction: number, stage: string) => void;
}

const sliceBlocks = 65_536;

/** Bytes that the simulation holds for a node: of one variable what is not a field, once the lattice wrapped around it. */
const bytesANode = 8;
const bytesWrapped = 500;

/**
 * Draws the realisations in order; each is written as a row group of its variable's file and summed, none is kept. Percentiles
 * of blocks are taken afterwards from a scratch file that holds the same numbers.
 */
export async function simulateBody(
  body: PreparedBody,
  team: ResourceTeam,
  options: SimulateOptions,
): Promise<SimulatedBody> {
  const { grid, project, variables } = body;
  const { realisations } = project.simulation;
  const total = grid.count[0] * grid.count[1] * grid.count[2];
  const grades = variables.filter(({ unit }) => unit === "ppm");
  const kept = [...grades, { name: "density", unit: "t dry/m3" as const, substance: null }];
  const { cutoffsPpm, blocksPerSlice } = options;
  const open = { kind: "simulate" as const, cutoffsPpm, blocksPerSlice };
  const { groups, nodes } = await team.first<"simulate">({ ...open, known: [] });
  // What one task asks for.
  const together = drawnTogether(project.simulation.path, groups);
  if (team.isThreaded) {
    const samples = groups.reduce((n, { dataUsed, dataSuperseded }) => Math.max(n, dataUsed + dataSuperseded), 0);
    await team.keepWithin(
      // The dense factor of the samples of the largest domain.
      8 * Math.min(samples, mostFourierData) ** 2 +
        ((bytesANode + 8 * together) * variables.length + bytesWrapped) * nodes +
        total * (8 * (2 + variables.length) + 8 * together * kept.length),
    );
    await team.others<"simulate">({ ...open, known: groups });
  }
  const folder = join(options.folder, "realisations");
  await mkdir(folder);
  const files = kept.map(
    ({ name, unit }) =>
      new ResourceColumnFile(join(folder, `${name}.parquet`), [{ name: "value", type: "FLOAT" }], {
        variable: name,
        unit,
      }),
  );
  const scratch = kept.map(({ name }) => new ResourceScratch(join(options.folder, `.${name}.scratch`), total));
  const mass: number[] = [];
  const domainMass: Float64Array[] = [];
  const metal = grades.map((): number[] => []);
  const domainMetal = grades.map((): Float64Array[] => []);
  const curves = grades.map((): CurveSums[] => []);
  const slices = grades.map(() => [0, 1, 2].map((): Float64Array[] => []));
  try {
    const draws = Array.from({ length: Math.ceil(realisations / together) }, (_, i) => ({
      kind: "draw" as const,
      first: i * together,
      count: Math.min(together, realisations - i * together),
    }));
    for await (const all of team.inOrder<"draw">(draws))
      for (const drawn of all) {
        mass.push(drawn.mass);
        domainMass.push(drawn.domainMass);
        for (let v = 0; v < grades.length; v++) {
          metal[v].push(drawn.metal[v]);
          domainMetal[v].push(drawn.domainMetal[v]);
          curves[v].push(drawn.curves[v]);
          for (let axis = 0; axis < 3; axis++) slices[v][axis].push(drawn.slices[v][axis]);
        }
        for (let v = 0; v < kept.length; v++) {
          await files[v].append([drawn.values[v]]);
          await scratch[v].append(drawn.values[v]);
        }
        options.onProgress((drawn.k + 1) / realisations, `realisation ${drawn.k + 1} of ${realisations}`);
      }
    for (const file of files) await file.finish();
    const bands: BlockBands[] = [];
    for (const [v, { name, unit }] of kept.entries())
      bands.push({ name, unit, ...(await bandsByBlock(scratch[v], total, realisations)) });
    return {
      realisations,
      groups,
      nodes,
      mass,
      domainMass,
      metal,
      domainMetal,
      curves,
      swaths: slices.map((byAxis) => byAxis.map((rows) => bandsOf(rows))),
      bands,
    };
  } finally {
    for (const one of scratch) await one.remove();
  }
}

async function bandsByBlock(scratch: ResourceScratch, total: number, realisations: number) {
  const [mean, p05, p50, p95] = [0, 0, 0, 0].map(() => new Float32Array(total).fill(Number.NaN));
  const values = new Float64Array(realisations);
  for (let from = 0; from < total; from += sliceBlocks) {
    const n = Math.min(sliceBlocks, total - from);
    const all = await scratch.slice(from, n);
    for (let i = 0; i < n; i++) {
      if (Number.isNaN(all[i])) continue;
      let sum = 0;
      for (let k = 0; k < realisations; k++) sum += values[k] = all[k * n + i];
      const [low, middle, high] = quantilesInPlace(values, [0.05, 0.5, 0.95]);
      mean[from + i] = sum / realisations;
      p05[from + i] = low;
      p50[from + i] = middle;
      p95[from + i] = high;
    }
  }
  return { mean, p05, p50, p95 };
}

/** Mean and percentiles of a list of totals. */
export const totalBand = (values: readonly number[]): Interval => bandOf(values);
