import type { SurfaceGrid } from "./surfaceGrid.ts";
import { type DifferenceError, volumeError } from "./volumeError.ts";

/** Errors of the thickness top − base, each part independent of the others. */
export interface ThicknessError {
  /** Without correlation from one cell to the next, metres: noise of single points. */
  readonly nuggetSigmaM: number;
  /** Parts correlated over a range, e.g. one of each surface. */
  readonly correlated: readonly {
    readonly sigmaM: number;
    readonly rangeM: number;
    readonly model: "spherical" | "exponential";
  }[];
  /** Common shift of all cells: datum, reference frame, settlement of the instrument, metres. */
  readonly sharedSigmaM: number;
}

export interface VolumeUncertainty {
  readonly sigmaM3: number;
  readonly nuggetM3: number;
  readonly correlatedM3: readonly number[];
  readonly sharedM3: number;
  /** What it would be if no error were correlated: too small, told for comparison. */
  readonly ifIndependentM3: number;
  /** Times that cells were joined for the sum of the correlated parts. */
  readonly coarsening: readonly number[];
}

const usualTerms = 3e8;

/**
 * Standard error of a volume over counted cells: Var = a² (σ_n² n + Σ_k σ_k² ΣΣ ρ_k(h)) + (A σ_s)². For large areas the double sum runs over joined
 * cells (a joined cell counts where at least half of its cells do) and gives the mean correlation ρ̄ in the body, so σ_k A √ρ̄; joined cells stay
 * below a fifth of the range.
 *
 * @param isCounted 1 in the cells of the volume, packed as the grid's
 * @param mostTerms of the double sum before cells are joined
 * @throws {RangeError} an error or range is negative or not finite, or the mask has another length
 * @see volumeError
 */
export function volumeUncertainty(
  grid: SurfaceGrid,
  isCounted: Uint8Array,
  error: ThicknessError,
  mostTerms = usualTerms,
): VolumeUncertainty {
  const none: DifferenceError = { sigmaM: 0, model: "nugget", rangeM: 0, sharedSigmaM: 0 };
  const nugget = volumeError(grid, isCounted, { ...none, sigmaM: error.nuggetSigmaM });
  const shared = volumeError(grid, isCounted, { ...none, sharedSigmaM: error.sharedSigmaM });
  const n = isCounted.reduce((sum, mark) => sum + mark, 0);
  const areaM2 = n * grid.cellM * grid.cellM;
  const coarsening: number[] = [];
  const correlatedM3 = error.correlated.map(({ sigmaM, rangeM, model }) => {
    const factor = joinedCells(n, rangeM / grid.cellM, model, mostTerms);
    coarsening.push(factor);
    const joined = factor === 1 ? { grid, isCounted } : join(grid, isCounted, factor);
    const found = volumeError(joined.grid, joined.isCounted, { ...none, sigmaM, rangeM, model });
    return found.effectiveCells > 0 ? (sigmaM * areaM2) / Math.sqrt(found.effectiveCells) : 0;
  });
  const perCell = Math.hypot(error.nuggetSigmaM, ...error.correlated.map(({ sigmaM }) => sigmaM));
  return {
    sigmaM3: Math.hypot(nugget.sigmaM3, shared.sigmaM3, ...correlatedM3),
    nuggetM3: nugget.sigmaM3,
    correlatedM3,
    sharedM3: shared.sigmaM3,
    ifIndependentM3: Math.hypot(perCell, error.sharedSigmaM) * grid.cellM ** 2 * Math.sqrt(n),
    coarsening,
  };
}

/** How many cells to join in a row: as few as keep the sum short, no more than a fifth of the range. */
function joinedCells(n: number, rangeCells: number, model: "spherical" | "exponential", mostTerms: number): number {
  const reach = (model === "spherical" ? 1 : 2) * rangeCells;
  let factor = 1;
  while (factor + 1 <= rangeCells / 5 && (n / factor ** 2) * 2 * (reach / factor + 1) ** 2 > mostTerms) factor++;
  return factor;
}

function join(grid: SurfaceGrid, isCounted: Uint8Array, factor: number): { grid: SurfaceGrid; isCounted: Uint8Array } {
  const [columns, rows] = [Math.ceil(grid.columns / factor), Math.ceil(grid.rows / factor)];
  const held = new Float64Array(columns * rows);
  for (let i = 0; i < isCounted.length; i++) {
    const column = i % grid.columns;
    const row = (i - column) / grid.columns;
    held[Math.floor(row / factor) * columns + Math.floor(column / factor)] += isCounted[i];
  }
  const half = (factor * factor) / 2;
  return {
    grid: { ...grid, columns, rows, cellM: grid.cellM * factor, elevationM: held },
    isCounted: Uint8Array.from(held, (count) => (count >= half ? 1 : 0)),
  };
}
