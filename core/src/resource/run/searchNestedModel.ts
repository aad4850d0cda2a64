import type { CovarianceModel, VariogramStructure } from "../../geostat/covarianceModel.ts";
import type { VariogramLag } from "../../geostat/experimentalVariogram.ts";

export interface AutoVariogramSpec {
  /** Median distance between neighbouring holes, metres. */
  readonly spacingM: number;
  /** Length of a composite, metres; 0 for data in the plane. */
  readonly compositeM: number;
  /** Variance that nugget and sills sum to. */
  readonly sill: number;
}

const nuggets = [0.005, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.55, 0.7];

/** Shapes of unit sill and practical range 1. */
const shapes = {
  spherical: (h: number) => (h >= 1 ? 1 : 1.5 * h - 0.5 * h ** 3),
  exponential: (h: number) => 1 - Math.exp(-3 * h),
} as const;
type Shape = keyof typeof shapes;

/**
 * The nested model nearest to the classes, by trying every combination of ranges and nuggets of a fixed list; the split between two
 * structures is solved for. Weights are N/h², each direction as a whole counts alike; a second structure must lower
 * n ln(error) by more than its three parameters cost (Akaike). No start value, no local minimum.
 * Ranges along: 0.5 to 6 hole spacings in 12 steps; across: 1 to 16 composites in 10.
 */
export function searchNestedModel(
  along: readonly VariogramLag[],
  down: readonly VariogramLag[],
  { spacingM, compositeM, sill }: AutoVariogramSpec,
): { model: CovarianceModel; relativeMisfit: number } {
  const isFlat = down.length === 0;
  const level = steps(0.5 * spacingM, 6 * spacingM, 12);
  const upright = isFlat ? [0] : steps(Math.max(compositeM, 1e-9), 16 * compositeM, 10);
  const gamma = [...along, ...down].map(({ value }) => value / sill);
  const weights = [...weightsOf(along), ...weightsOf(down)];
  const n = gamma.length;
  const weightSum = weights.reduce((sum, w) => sum + w, 0);
  const [gammaSum, gammaSquare] = [total(weights, gamma), total(weights, gamma, gamma)];
  let best = {
    score: Number.POSITIVE_INFINITY,
    shape: "spherical" as Shape,
    nugget: 0,
    split: 1,
    a: [0, 0],
    b: [0, 0],
  };
  for (const shape of ["spherical", "exponential"] as const) {
    // Values of one structure in every class: rows by range along, then across.
    const inPlane = level.map((a) => along.map(({ distanceM }) => shapes[shape](distanceM / a)));
    const across = upright.map((b) => down.map(({ distanceM }) => shapes[shape](distanceM / b)));
    const curves = level.flatMap((_, i) => upright.map((_b, j) => Float64Array.from([...inPlane[i], ...across[j]])));
    const own = curves.map((one) => ({
      sum: total(weights, one),
      withGamma: total(weights, one, gamma),
      square: total(weights, one, one),
    }));
    const m = upright.length;
    for (let second = 0; second < curves.length; second++)
      for (let first = 0; first <= second; first++) {
        // The longer structure reaches at least as far along and across.
        if (first % m > second % m) continue;
        const isSingle = first === second;
        const [short, long] = [own[first], own[second]];
        const product = isSingle ? long.square : total(weights, curves[first], curves[second]);
        for (const nugget of nuggets) {
          // Residual e + s d with e = nugget + (1 − nugget) long − γ and d = (1 − nugget)(short − long), in weighted sums.
          const rest = 1 - nugget;
          const step = rest * rest * (short.square - 2 * product + long.square);
          const cross =
            rest *
            (nugget * (short.sum - long.sum) + rest * (product - long.square) - (short.withGamma - long.withGamma));
          const split = isSingle || !(step > 1e-12) ? 0 : -cross / step;
          if (!isSingle && (split <= 0.05 || split >= 0.95)) continue;
          const base =
            nugget * nugget * weightSum +
            rest * rest * long.square +
            gammaSquare +
            2 * (nugget * rest * long.sum - nugget * gammaSum - rest * long.withGamma);
          const error = base + 2 * split * cross + split * split * step;
          const score = n * Math.log(Math.max(error, 1e-12)) + 2 * (isSingle ? 3 : 6);
          if (score < best.score)
            best = {
              score,
              shape,
              nugget,
              split,
              a: [level[Math.floor(first / m)], level[Math.floor(second / m)]],
              b: [upright[first % m], upright[second % m]],
            };
        }
      }
  }
  const { shape: type, nugget, split, a, b } = best;
  const structure = (s: 0 | 1, share: number): VariogramStructure => ({
    type,
    sill: sill * (1 - nugget) * share,
    rangesM: [a[s], a[s], isFlat ? a[s] : b[s]],
  });
  const structures = split === 0 ? [structure(1, 1)] : [structure(0, split), structure(1, 1 - split)];
  const modelled = (h: number, axis: 0 | 2) =>
    nugget * sill + structures.reduce((sum, s) => sum + s.sill * shapes[type](h / s.rangesM[axis]), 0);
  let [squares, pairsInAll] = [0, 0];
  for (const [lags, axis] of [[along, 0] as const, [down, 2] as const])
    for (const { pairs, distanceM, value } of lags) {
      squares += pairs * (value / modelled(distanceM, axis) - 1) ** 2;
      pairsInAll += pairs;
    }
  return { model: { nugget: nugget * sill, structures }, relativeMisfit: Math.sqrt(squares / pairsInAll) };
}

function steps(low: number, high: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => low * (high / low) ** (i / (count - 1)));
}

/** N/h², as `fitVariogram` weighs by default, each direction's weights summing to one. */
function weightsOf(lags: readonly VariogramLag[]): number[] {
  const raw = lags.map(({ pairs, distanceM }) => pairs / distanceM ** 2);
  const total = raw.reduce((sum, w) => sum + w, 0);
  return raw.map((w) => w / total);
}

/** Σ w a, or Σ w a b. */
function total(w: readonly number[], a: ArrayLike<number>, b?: ArrayLike<number>): number {
  let sum = 0;
  for (let c = 0; c < w.length; c++) sum += w[c] * a[c] * (b === undefined ? 1 : b[c]);
  return sum;
}
