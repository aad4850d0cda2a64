import type { Interval } from "../../evidence/estimate.ts";
import { bandOf } from "../band.ts";
import type { GradeTonnagePoint } from "../gradeTonnage.ts";
import type { RotatedGrid } from "../rotatedGrid.ts";

/** Tonnes and metal at or above each cut-off of one realisation. */
export interface CurveSums {
  readonly mass: Float64Array;
  readonly metal: Float64Array;
}

/**
 * Tonnes T = Σ m [z ≥ c] and metal M = Σ m z [z ≥ c] 10⁻⁶ at each cut-off, over blocks that hold a mass m (partial blocks their part).
 * @param massDryTonnes by block; 0 or NaN outside
 * @param gradePpm by block
 * @param cutoffsPpm ascending
 */
export function curveSums(
  massDryTonnes: ArrayLike<number>,
  gradePpm: ArrayLike<number>,
  cutoffsPpm: readonly number[],
  factor = 1,
): CurveSums {
  const bins = cutoffsPpm.length;
  const mass = new Float64Array(bins);
  const metal = new Float64Array(bins);
  for (let b = 0; b < massDryTonnes.length; b++) {
    const [m, z] = [massDryTonnes[b], gradePpm[b]];
    if (!(m > 0 && z >= cutoffsPpm[0])) continue;
    let [low, high] = [0, bins];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (cutoffsPpm[middle] <= z) low = middle;
      else high = middle;
    }
    mass[low] += factor * m;
    metal[low] += factor * m * z * 1e-6;
  }
  for (let c = bins - 2; c >= 0; c--) {
    mass[c] += mass[c + 1];
    metal[c] += metal[c + 1];
  }
  return { mass, metal };
}

/** Curve with its band over realisations, beside the naive curve of the estimate. */
export function curveBands(
  cutoffsPpm: readonly number[],
  curves: readonly CurveSums[],
  naive: CurveSums | null,
): GradeTonnagePoint[] {
  return cutoffsPpm.map((cutoffPpm, c): GradeTonnagePoint => {
    const massDryTonnes = bandOf(curves.map(({ mass }) => mass[c]));
    const metalTonnes = bandOf(curves.map(({ metal }) => metal[c]));
    const withOre = curves.filter(({ mass }) => mass[c] > 0);
    const mean = massDryTonnes.mean > 0 ? (metalTonnes.mean / massDryTonnes.mean) * 1e6 : Number.NaN;
    return {
      cutoffPpm,
      massDryTonnes,
      metalTonnes,
      meanGradePpm: { ...bandOf(withOre.map(({ mass, metal }) => (metal[c] / mass[c]) * 1e6)), mean },
      realisationsWithOre: withOre.length,
      naive:
        naive === null
          ? null
          : {
              massDryTonnes: naive.mass[c],
              metalTonnes: naive.metal[c],
              meanGradePpm: naive.mass[c] > 0 ? (naive.metal[c] / naive.mass[c]) * 1e6 : Number.NaN,
            },
    };
  });
}

/** Tonnage-weighted mean grade in slices along an axis of the grid; NaN for an empty slice. */
export function sliceMeans(
  { count }: RotatedGrid,
  massDryTonnes: ArrayLike<number>,
  gradePpm: ArrayLike<number>,
  axis: 0 | 1 | 2,
  perSlice: number,
): Float64Array {
  const slices = Math.ceil(count[axis] / perSlice);
  const mass = new Float64Array(slices);
  const metal = new Float64Array(slices);
  const stride = [1, count[0], count[0] * count[1]][axis];
  for (let b = 0; b < massDryTonnes.length; b++) {
    const [m, z] = [massDryTonnes[b], gradePpm[b]];
    if (!(m > 0) || Number.isNaN(z)) continue;
    const s = Math.floor((Math.floor(b / stride) % count[axis]) / perSlice);
    mass[s] += m;
    metal[s] += m * z;
  }
  return metal.map((sum, s) => (mass[s] > 0 ? sum / mass[s] : Number.NaN));
}

/** Bands of several sums over realisations. */
export function bandsOf(rows: readonly ArrayLike<number>[]): Interval[] {
  return Array.from({ length: rows[0]?.length ?? 0 }, (_, i) =>
    bandOf(rows.map((row) => row[i]).filter((value) => !Number.isNaN(value))),
  );
}
