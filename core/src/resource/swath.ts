import type { Interval } from "../evidence/estimate.ts";
import type { Issue } from "../evidence/issue.ts";
import { bandOf } from "./band.ts";
import { type BlockColumn, type BlockModel, columnIn, valueAt } from "./blockModel.ts";
import { columnIssues, gradeBounds, refuseErrors } from "./checkBlocks.ts";
import { gridOfWorld } from "./rotatedGrid.ts";

export interface SwathSpec {
  /** Axis of the grid along which slices follow one another. */
  readonly axis: "x" | "y" | "z";
  /** Thickness of a slice in blocks, from 1 on. */
  readonly blocksPerSlice: number;
  /** Column of the estimate, ppm, one realisation. */
  readonly estimate: string;
  /** Column of realisations, ppm. */
  readonly realisations?: string;
}

/** Data of a swath: positions in the world packed x y z, grades in ppm, and declustering weights. */
export interface SwathData {
  readonly xyzM: Float64Array;
  readonly gradePpm: Float64Array;
  /** At least 0; as of cell declustering. Their scale does not matter. */
  readonly weights: Float64Array;
}

export interface SwathSlice {
  /** From and to along the grid's axis, metres from its origin. */
  readonly fromM: number;
  readonly toM: number;
  readonly samples: number;
  /** Declustered mean of the data; NaN without samples. */
  readonly dataMeanPpm: number;
  readonly blocks: number;
  readonly estimateMeanPpm: number;
  /** Band of the slice's mean over realisations; null without realisations. */
  readonly realisationMeanPpm: Interval | null;
}

export interface Swath {
  readonly slices: readonly SwathSlice[];
  readonly samplesOutside: number;
  readonly issues: readonly Issue[];
}

/**
 * Swath: means of declustered data, estimate and realisations in slices along an axis of the grid. Data mean Σ wᵢ zᵢ / Σ wᵢ;
 * block means by volume. The data in a slice also inform the slices beside it, so small slices with few samples may differ.
 *
 * @throws {RangeError} a slice is not a whole number of blocks, data disagree in length, a position, grade or weight out of
 *   bounds, or a column is missing, in another unit or has too many realisations
 * @throws {DataError} a block grade outside 0-1,000,000 ppm, or blocks missing in some realisations
 * @see Rossi and Deutsch (2014), Mineral Resource Estimation, section 11.3
 */
export function swath(model: BlockModel, data: SwathData, spec: SwathSpec): Swath {
  const { blocksPerSlice } = spec;
  if (!(Number.isInteger(blocksPerSlice) && blocksPerSlice >= 1))
    throw new RangeError(`swath: a slice takes a whole number of blocks from 1 on, got ${blocksPerSlice}`);
  checkData(data);
  const estimate = columnIn(model, spec.estimate, "ppm");
  if (estimate.realisations !== 1)
    throw new RangeError(`column ${estimate.name}: an estimate has 1 realisation, got ${estimate.realisations}`);
  const simulated = spec.realisations === undefined ? null : columnIn(model, spec.realisations, "ppm");
  const issues = [estimate, ...(simulated === null ? [] : [simulated])].flatMap((column) =>
    columnIssues(model, column, gradeBounds),
  );
  refuseErrors(issues);

  const axis = "xyz".indexOf(spec.axis);
  const thicknessM = model.grid.sizeM[axis] * blocksPerSlice;
  const count = Math.ceil(model.grid.count[axis] / blocksPerSlice);
  const ofData = dataMeans(model, data, axis, blocksPerSlice, count);
  const ofEstimate = blockMeansBySlice(model, estimate, 0, axis, blocksPerSlice, count);
  const ofRealisations =
    simulated === null
      ? null
      : Array.from(
          { length: simulated.realisations },
          (_, r) => blockMeansBySlice(model, simulated, r, axis, blocksPerSlice, count).means,
        );
  const endM = model.grid.count[axis] * model.grid.sizeM[axis];
  const slices = Array.from({ length: count }, (_, s): SwathSlice => {
    const means = ofRealisations?.map((realisation) => realisation[s]).filter((mean) => !Number.isNaN(mean));
    return {
      fromM: s * thicknessM,
      toM: Math.min(endM, (s + 1) * thicknessM),
      samples: ofData.samples[s],
      dataMeanPpm: ofData.means[s],
      blocks: ofEstimate.blocks[s],
      estimateMeanPpm: ofEstimate.means[s],
      realisationMeanPpm: means === undefined ? null : bandOf(means),
    };
  });
  return { slices, samplesOutside: ofData.outside, issues };
}

function checkData({ xyzM, gradePpm, weights }: SwathData): void {
  const n = gradePpm.length;
  if (xyzM.length !== 3 * n || weights.length !== n)
    throw new RangeError(
      `swath: ${n} grades need ${3 * n} coordinates and ${n} weights, got ${xyzM.length} and ${weights.length}`,
    );
  for (let i = 0; i < n; i++) {
    if (![0, 1, 2].every((a) => Number.isFinite(xyzM[3 * i + a])))
      throw new RangeError(`sample ${i + 1}: a coordinate is not finite; leave the sample out`);
    if (!(gradePpm[i] >= 0 && gradePpm[i] <= 1e6))
      throw new RangeError(
        `sample ${i + 1}: grade must lie in 0-1000000 ppm, got ${gradePpm[i]}; leave the sample out`,
      );
    if (!(weights[i] >= 0 && Number.isFinite(weights[i])))
      throw new RangeError(`sample ${i + 1}: weight must be finite and at least 0, got ${weights[i]}`);
  }
}

function dataMeans({ grid }: BlockModel, data: SwathData, axis: number, blocksPerSlice: number, count: number) {
  const sums = new Float64Array(count);
  const weights = new Float64Array(count);
  const samples = new Int32Array(count);
  let outside = 0;
  for (let i = 0; i < data.gradePpm.length; i++) {
    const uvw = gridOfWorld(grid, [data.xyzM[3 * i], data.xyzM[3 * i + 1], data.xyzM[3 * i + 2]]);
    const ijk = uvw.map((metres, a) => Math.floor(metres / grid.sizeM[a]));
    if (!ijk.every((at, a) => at >= 0 && at < grid.count[a])) {
      outside++;
      continue;
    }
    const s = Math.floor(ijk[axis] / blocksPerSlice);
    samples[s]++;
    weights[s] += data.weights[i];
    sums[s] += data.weights[i] * data.gradePpm[i];
  }
  return { means: sums.map((sum, s) => sum / weights[s]), samples, outside };
}

function blockMeansBySlice(
  { grid, blocks }: BlockModel,
  column: BlockColumn,
  realisation: number,
  axis: number,
  blocksPerSlice: number,
  count: number,
) {
  const stride = [1, grid.count[0], grid.count[0] * grid.count[1]][axis];
  const sums = new Float64Array(count);
  const counted = new Int32Array(count);
  for (let b = 0; b < blocks; b++) {
    const z = valueAt(column, b, realisation, blocks);
    if (Number.isNaN(z)) continue;
    const s = Math.floor((Math.floor(b / stride) % grid.count[axis]) / blocksPerSlice);
    sums[s] += z;
    counted[s]++;
  }
  return { means: sums.map((sum, s) => sum / counted[s]), blocks: counted };
}
