import type { SurfaceGrid } from "./surfaceGrid.ts";

/** Error of the elevation difference top − base: a part correlated over a range, and a part shared by all cells. */
export interface DifferenceError {
  /** Standard deviation of one cell, metres: √(σ_top² + σ_base² − 2ρσ_topσ_base), see `differenceSigmaM`. */
  readonly sigmaM: number;
  /** Correlation of the errors of two cells at h metres; `nugget` has none. */
  readonly model: "nugget" | "spherical" | "exponential";
  /** Range: of the spherical model where correlation ends, of the exponential the practical range (correlation 0.05). */
  readonly rangeM: number;
  /** Error of datum or reference shared by all cells, metres. */
  readonly sharedSigmaM: number;
}

/** σ of a difference of two elevations whose errors correlate (one survey base for both: ρ > 0), metres. */
export function differenceSigmaM(topSigmaM: number, baseSigmaM: number, correlation: number): number {
  if (!(topSigmaM >= 0 && baseSigmaM >= 0))
    throw new RangeError(`errors of elevation must be at least 0 m, got ${topSigmaM} and ${baseSigmaM}`);
  if (!(correlation >= -1 && correlation <= 1))
    throw new RangeError(`correlation must lie in -1 to 1, got ${correlation}`);
  return Math.sqrt(Math.max(0, topSigmaM ** 2 + baseSigmaM ** 2 - 2 * correlation * topSigmaM * baseSigmaM));
}

export interface VolumeError {
  readonly sigmaM3: number;
  /** What it would be if the errors of cells were independent, and if all were one. */
  readonly independentSigmaM3: number;
  readonly fullyCorrelatedSigmaM3: number;
  /** Number of independent cells that would give the same error. */
  readonly effectiveCells: number;
}

const largestWork = 4e9;

/** Correlation of the errors of two cells hM apart. */
function correlation({ model, rangeM }: DifferenceError, hM: number): number {
  if (hM === 0) return 1;
  if (model === "nugget" || rangeM === 0) return 0;
  const h = hM / rangeM;
  if (model === "exponential") return Math.exp(-3 * h);
  return h >= 1 ? 0 : 1 - 1.5 * h + 0.5 * h ** 3;
}

/**
 * Standard error of a volume whose cells have correlated errors: Var = a²σ² Σᵢ Σⱼ ρ(hᵢⱼ) + (A σ_shared)², summed over
 * offsets within the range (exponential: to twice the practical range, ρ < 0.0025). For n cells:
 * independent aσ√n, all one aσn, blocks of m cells that err together aσ√(nm).
 *
 * @param isCounted 1 in the cells of the volume, packed as the grid's
 * @throws {RangeError} an error or range is negative or not finite, the mask has another length, or the sum is too long
 * @see Journel and Huijbregts (1978), Mining Geostatistics, section II.C (variance of a mean over a domain);
 *   Rolstad, Haug and Denby (2009), Spatially integrated geodetic glacier mass balance and its uncertainty based on
 *   geostatistical analysis, Journal of Glaciology 55, 666-680 (volume change between surfaces)
 */
export function volumeError(grid: SurfaceGrid, isCounted: Uint8Array, error: DifferenceError): VolumeError {
  const { columns, rows, cellM } = grid;
  for (const [name, value] of Object.entries({
    sigmaM: error.sigmaM,
    rangeM: error.rangeM,
    sharedSigmaM: error.sharedSigmaM,
  }))
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw new RangeError(`${name} must be finite and at least 0 m, got ${value}`);
  if (isCounted.length !== columns * rows)
    throw new RangeError(`${columns * rows} cells need as many marks, got ${isCounted.length}`);
  const n = isCounted.reduce((sum, mark) => sum + mark, 0);
  const reachM = error.model === "nugget" ? 0 : error.model === "spherical" ? error.rangeM : 2 * error.rangeM;
  const reach = Math.floor(reachM / cellM);
  const [across, along] = [Math.min(reach, columns - 1), Math.min(reach, rows - 1)];
  if (n * (along + 1) * (2 * across + 1) > largestWork)
    throw new RangeError(
      `${n} cells within ${reachM} m of one another need too many terms; take cells of ${Math.ceil(reachM / 50)} m or more for the error`,
    );
  let pairs = n;
  for (let dy = 0; dy <= along; dy++)
    for (let dx = dy === 0 ? 1 : -across; dx <= across; dx++) {
      const hM = cellM * Math.hypot(dx, dy);
      const rho = hM > reachM ? 0 : correlation(error, hM);
      // Each unordered pair of cells counts twice in the double sum.
      if (rho > 0) pairs += 2 * rho * pairsAtOffset(isCounted, columns, rows, dx, dy);
    }
  const cellM2 = cellM * cellM;
  const shared = n * cellM2 * error.sharedSigmaM;
  const unit = cellM2 * error.sigmaM;
  return {
    sigmaM3: Math.hypot(unit * Math.sqrt(pairs), shared),
    independentSigmaM3: Math.hypot(unit * Math.sqrt(n), shared),
    fullyCorrelatedSigmaM3: Math.hypot(unit * n, shared),
    effectiveCells: n === 0 ? 0 : (n * n) / pairs,
  };
}

function pairsAtOffset(isCounted: Uint8Array, columns: number, rows: number, dx: number, dy: number): number {
  const [first, end] = [Math.max(0, -dx), Math.min(columns, columns - dx)];
  let count = 0;
  for (let y = 0; y + dy < rows; y++) {
    const here = y * columns;
    const there = (y + dy) * columns + dx;
    for (let x = first; x < end; x++) count += isCounted[here + x] & isCounted[there + x];
  }
  return count;
}

/**
 * Standard error of the sum of n cells in blocks of m that err together, blocks independent: a σ √(n m).
 * @throws {RangeError} m does not lie in 1-n
 */
export function blockCorrelatedSigmaM3(cells: number, cellsPerBlock: number, cellM2: number, sigmaM: number): number {
  if (!(cellsPerBlock >= 1 && cellsPerBlock <= cells))
    throw new RangeError(`cells per block must lie in 1-${cells}, got ${cellsPerBlock}`);
  return cellM2 * sigmaM * Math.sqrt(cells * cellsPerBlock);
}
