import type { Issue } from "../evidence/issue.ts";
import { type BlockColumn, blockMeans, type BlockModel, columnIn, sharedRealisations, valueAt } from "./blockModel.ts";
import { columnIssues, densityBounds, gradeBounds, refuseErrors } from "./checkBlocks.ts";

/** Blocks grouped into what is mined in one period. */
export interface ProductionVolumes {
  /** What one volume is, for the reader: quarter, year. */
  readonly period: string;
  /** Volume of each block, −1 for one that is not mined. */
  readonly volume: Int32Array;
  readonly count: number;
}

/**
 * Groups blocks into periods of equal dry tonnes in a plain sequence: from the top lift down, in each lift row after row.
 * A block goes whole to the period in which its middle tonne is mined; the last period may be short.
 *
 * @param tonnesPerPeriod dry tonnes of a period, above 0
 * @param mask 1 for blocks that are mined; default all with a density
 * @throws {RangeError} the tonnes are not finite or not above 0, a mask of another length, or over a million periods
 * @throws {DataError} a density outside 0.2-10 t/m³, or missing in some realisations
 */
export function productionVolumes(
  model: BlockModel,
  spec: {
    readonly period: string;
    readonly density: string;
    readonly tonnesPerPeriod: number;
    readonly mask?: Uint8Array;
  },
): ProductionVolumes {
  const { period, tonnesPerPeriod, mask } = spec;
  if (!(tonnesPerPeriod > 0 && Number.isFinite(tonnesPerPeriod)))
    throw new RangeError(
      `production volumes: tonnes of a ${period} must be finite and above 0, got ${tonnesPerPeriod}`,
    );
  if (mask !== undefined && mask.length !== model.blocks)
    throw new RangeError(`mask: ${model.blocks} blocks need ${model.blocks} entries, got ${mask.length}`);
  const column = columnIn(model, spec.density, "t dry/m3");
  refuseErrors(columnIssues(model, column, densityBounds));
  const density = blockMeans(column, model.blocks);
  const volume = new Int32Array(model.blocks).fill(-1);
  const inLift = model.grid.count[0] * model.grid.count[1];
  let [mined, count, last] = [0, 0, -1];
  for (let k = model.grid.count[2] - 1; k >= 0; k--)
    for (let b = k * inLift; b < (k + 1) * inLift; b++) {
      if (Number.isNaN(density[b]) || (mask !== undefined && mask[b] === 0)) continue;
      const tonnes = model.volumeM3 * density[b];
      const at = Math.floor((mined + tonnes / 2) / tonnesPerPeriod);
      if (at >= 1_000_000)
        throw new RangeError(
          `production volumes: more than 1000000 periods of ${tonnesPerPeriod} t; check the tonnes of a ${period}`,
        );
      // Blocks larger than a period would leave empty ones, so periods are numbered as they occur.
      if (at !== last) count++;
      last = at;
      volume[b] = count - 1;
      mined += tonnes;
    }
  return { period, volume, count };
}

/** How well one volume is known. */
export interface VolumePrecision {
  readonly volume: number;
  readonly blocks: number;
  /** Mean over realisations, in the unit of the quantity. */
  readonly mean: number;
  /** Share of realisations within the tolerance of that mean, 0-1. */
  readonly shareWithin: number;
}

export interface PrecisionSpec {
  readonly grade: string;
  readonly density: string;
  /** Column (unit 1) with the share of each block that lies in the body; absent, whole blocks. */
  readonly fraction?: string;
  /** What must lie within the tolerance. */
  readonly quantity: "metal" | "dry tonnes" | "mean grade";
  /** Only material at or above it counts; default 0. */
  readonly cutoffPpm?: number;
  /** Half width of the band as a share of the mean; default 0.15. */
  readonly tolerance?: number;
}

/**
 * For each production volume, the share of realisations whose quantity lies within ± tolerance of the mean over realisations.
 * A volume whose mean is 0 (nothing reaches the cut-off) is within in no realisation.
 *
 * @throws {RangeError} fewer than 30 realisations, a tolerance outside 0-1, a negative cut-off, or volumes of another model
 * @throws {DataError} a grade or density out of bounds, or blocks missing in some realisations
 * @see Verly, Postolski and Parker (2014), Assessing Uncertainty with Drill Hole Spacing Studies, Orebody Modelling and
 *   Strategic Mine Planning Symposium, Perth: ± 15 % at 90 % for a quarter (measured) or a year (indicated)
 */
export function volumePrecision(
  model: BlockModel,
  volumes: ProductionVolumes,
  spec: PrecisionSpec,
): { readonly volumes: readonly VolumePrecision[]; readonly realisations: number; readonly issues: readonly Issue[] } {
  const { quantity, cutoffPpm = 0, tolerance = 0.15 } = spec;
  if (!(tolerance > 0 && tolerance < 1))
    throw new RangeError(`precision: the tolerance must lie between 0 and 1, got ${tolerance}; 15 % is 0.15`);
  if (!(cutoffPpm >= 0 && Number.isFinite(cutoffPpm)))
    throw new RangeError(`precision: the cut-off must be finite and at least 0 ppm, got ${cutoffPpm}`);
  if (volumes.volume.length !== model.blocks)
    throw new RangeError(
      `precision: ${model.blocks} blocks need ${model.blocks} volume numbers, got ${volumes.volume.length}`,
    );
  const grade = columnIn(model, spec.grade, "ppm");
  const density = columnIn(model, spec.density, "t dry/m3");
  const share = spec.fraction === undefined ? null : columnIn(model, spec.fraction, "1");
  const realisations = sharedRealisations([grade, density]);
  if (realisations < 30)
    throw new RangeError(`precision: needs at least 30 realisations, got ${realisations}; simulate more`);
  const issues = [...columnIssues(model, grade, gradeBounds), ...columnIssues(model, density, densityBounds)];
  refuseErrors(issues);
  const totals = Array.from({ length: realisations }, (_, r) =>
    quantityOfVolumes(model, volumes, { grade, density, share }, r, quantity, cutoffPpm),
  );
  const blocks = new Int32Array(volumes.count);
  for (const at of volumes.volume) if (at >= 0) blocks[at]++;
  const result = Array.from({ length: volumes.count }, (_, at): VolumePrecision => {
    const values = totals.map((total) => total[at]);
    const mean = values.reduce((sum, value) => sum + value, 0) / realisations;
    // The last digits of a mean of equal numbers may differ from them.
    const within = values.filter((value) => Math.abs(value - mean) <= tolerance * mean * (1 + 1e-12)).length;
    return { volume: at, blocks: blocks[at], mean, shareWithin: mean > 0 ? within / realisations : 0 };
  });
  return { volumes: result, realisations, issues };
}

function quantityOfVolumes(
  { blocks, volumeM3 }: BlockModel,
  { volume, count }: ProductionVolumes,
  { grade, density, share }: Record<"grade" | "density", BlockColumn> & { readonly share: BlockColumn | null },
  realisation: number,
  quantity: PrecisionSpec["quantity"],
  cutoffPpm: number,
): Float64Array {
  const mass = new Float64Array(count);
  const metal = new Float64Array(count);
  for (let b = 0; b < blocks; b++) {
    if (volume[b] < 0) continue;
    const z = valueAt(grade, b, realisation, blocks);
    const inside = share === null ? 1 : valueAt(share, b, realisation, blocks);
    const tonnes = inside * volumeM3 * valueAt(density, b, realisation, blocks);
    if (!(z >= cutoffPpm && tonnes > 0)) continue;
    mass[volume[b]] += tonnes;
    metal[volume[b]] += tonnes * z * 1e-6;
  }
  if (quantity === "dry tonnes") return mass;
  if (quantity === "metal") return metal;
  return metal.map((tonnes, at) => (mass[at] > 0 ? (tonnes / mass[at]) * 1e6 : 0));
}
