import { fillNormal } from "../numerics/drawStream.ts";
import { solveLinear } from "../numerics/solveLinear.ts";
import { type BlockColumn, type BlockModel, blockMeans } from "./blockModel.ts";
import { centreOfIndex } from "./rotatedGrid.ts";

/** A decision unit: what is mined or left as a whole, with its worth in each realisation. */
export interface DecisionUnit {
  readonly name: string;
  /** Net worth if mined, one a realisation, in the unit of `worthUnit`. Leaving it is worth 0. */
  readonly worth: Float64Array;
}

export interface NextHoleSpec {
  /** Columns of blocks to look at, as pairs of grid numbers (i, j); default every n-th so that at most 400 remain. */
  readonly candidates?: readonly (readonly [number, number])[];
  /** Column of the grade with realisations, ppm. */
  readonly grade: string;
  /** Relative standard error of the mean grade that a hole finds in its column of blocks (sampling, assay, support); default 0.1. */
  readonly relativeError?: number;
  readonly units: readonly DecisionUnit[];
  readonly seed: number;
}

/** What a hole at one place is worth before it is drilled. */
export interface HoleWorth {
  readonly i: number;
  readonly j: number;
  readonly x: number;
  readonly y: number;
  /** Expected gain in worth from deciding after the hole instead of before it, and its standard error over realisations. */
  readonly worth: number;
  readonly standardError: number;
  /** Share of the variance of the total worth that the hole explains, 0-1. */
  readonly explains: number;
}

/**
 * Worth of a hole by regression: over one half of the realisations the worth of each unit is fitted to the grade that the hole would
 * find (a cubic in its standardised value, with the error of sampling added); in the other half units are mined where the fit is above
 * 0, and what that gains over the best choice without the hole is averaged; then the halves change places. Because the rule is judged on
 * realisations that it has not seen, noise is not taken for worth, and the mean may come out slightly below 0 for a useless hole.
 * Holes are looked at one by one: two good neighbours tell much the same.
 *
 * @throws {RangeError} fewer than 100 realisations, a worth of another length, an error outside 0-2, a candidate without estimated blocks
 * @see Strong, Oakley and Brennan (2014), Medical Decision Making 34, 311-326 (value of sample information by regression)
 */
export function nextHoles(model: BlockModel, column: BlockColumn, spec: NextHoleSpec): readonly HoleWorth[] {
  const { realisations } = column;
  const relativeError = spec.relativeError ?? 0.1;
  if (realisations < fewestRealisations)
    throw new RangeError(
      `next hole: needs at least ${fewestRealisations} realisations, got ${realisations}; simulate more`,
    );
  if (!(relativeError >= 0 && relativeError <= 2))
    throw new RangeError(`next hole: the relative error must lie in 0-2, got ${relativeError}`);
  for (const { name, worth } of spec.units)
    if (worth.length !== realisations)
      throw new RangeError(`next hole: ${name} has ${worth.length} worths for ${realisations} realisations`);
  const isEstimated = blockMeans(column, model.blocks).map((mean) => (Number.isNaN(mean) ? 0 : 1));
  const candidates = spec.candidates ?? everyFew(model, isEstimated);
  const noise = new Float64Array(realisations);
  const worths = candidates.map(([i, j]) => {
    const blocks = blocksBelow(model, isEstimated, i, j);
    if (blocks.length === 0)
      throw new RangeError(`next hole: no block is estimated below (${i}, ${j}); choose a place inside the body`);
    const found = new Float64Array(realisations);
    for (let r = 0; r < realisations; r++)
      for (const block of blocks) found[r] += column.values[r * model.blocks + block] / blocks.length;
    const mean = found.reduce((sum, value) => sum + value, 0) / realisations;
    fillNormal(noise, spec.seed, `next hole ${i} ${j}`);
    for (let r = 0; r < realisations; r++) found[r] += noise[r] * relativeError * mean;
    const [x, y] = centreOfIndex(model.grid, blocks[0]);
    return { i, j, x, y, ...worthOfKnowing(found, spec.units) };
  });
  return worths.sort((a, b) => b.worth - a.worth);
}

const fewestRealisations = 100;
const mostCandidates = 400;

/** Blocks with an estimate in column (i, j), top first. @throws {RangeError} the column lies outside the grid */
function blocksBelow({ grid }: BlockModel, isEstimated: ArrayLike<number>, i: number, j: number): readonly number[] {
  const [nx, ny, nz] = grid.count;
  if (!(Number.isInteger(i) && Number.isInteger(j) && i >= 0 && j >= 0 && i < nx && j < ny))
    throw new RangeError(`next hole: (${i}, ${j}) lies outside the grid's columns 0-${nx - 1}, 0-${ny - 1}`);
  const blocks: number[] = [];
  for (let k = nz - 1; k >= 0; k--) {
    const block = i + nx * (j + ny * k);
    if (isEstimated[block] === 1) blocks.push(block);
  }
  return blocks;
}

/** Columns on a lattice wide enough that at most 400 remain. */
function everyFew(model: BlockModel, isEstimated: ArrayLike<number>): readonly (readonly [number, number])[] {
  const [nx, ny] = model.grid.count;
  const step = Math.max(1, Math.ceil(Math.sqrt((nx * ny) / mostCandidates)));
  const out: [number, number][] = [];
  for (let j = Math.floor(step / 2); j < ny; j += step)
    for (let i = Math.floor(step / 2); i < nx; i += step)
      if (blocksBelow(model, isEstimated, i, j).length > 0) out.push([i, j]);
  return out;
}

function worthOfKnowing(found: Float64Array, units: readonly DecisionUnit[]) {
  const all = found.length;
  const halves = [0, 1].map((half) =>
    Array.from({ length: Math.floor((all + 1 - half) / 2) }, (_, at) => 2 * at + half),
  );
  const gains = new Float64Array(all);
  let [explained, variance] = [0, 0];
  for (const { worth } of units) {
    const before = worth.reduce((sum, value) => sum + value, 0) / all;
    for (const [fitted, judged] of [halves, [halves[1], halves[0]]]) {
      const fit = cubic(found, worth, fitted);
      for (const r of judged) {
        const expected = fit(found[r]);
        gains[r] += (expected > 0 ? worth[r] : 0) - (before > 0 ? worth[r] : 0);
        explained += (worth[r] - before) ** 2 - (worth[r] - expected) ** 2;
        variance += (worth[r] - before) ** 2;
      }
    }
  }
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / all;
  const spread = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (all - 1);
  return {
    worth: mean,
    standardError: Math.sqrt(spread / all),
    explains: variance > 0 ? Math.max(0, explained / variance) : 0,
  };
}

/** Least-squares cubic of y in standardised x over some realisations; a mean where x does not vary. */
function cubic(x: Float64Array, y: Float64Array, rows: readonly number[]): (value: number) => number {
  const mean = rows.reduce((sum, r) => sum + x[r], 0) / rows.length;
  const scale = Math.sqrt(rows.reduce((sum, r) => sum + (x[r] - mean) ** 2, 0) / rows.length);
  const terms = scale > 1e-12 * Math.abs(mean) ? 4 : 1;
  const normal = new Float64Array(terms * terms);
  const right = new Float64Array(terms);
  // Beyond 2.5 standard deviations the cubic is held: it is not asked where it has seen little.
  const powers = (value: number) => {
    const z = terms === 1 ? 0 : Math.max(-2.5, Math.min(2.5, (value - mean) / scale));
    return [1, z, z * z, z * z * z].slice(0, terms);
  };
  for (const r of rows) {
    const p = powers(x[r]);
    for (let a = 0; a < terms; a++) {
      right[a] += p[a] * y[r];
      for (let b = 0; b < terms; b++) normal[a * terms + b] += p[a] * p[b];
    }
  }
  const coefficients = solveLinear(normal, right);
  return (value) => powers(value).reduce((sum, power, at) => sum + power * coefficients[at], 0);
}
