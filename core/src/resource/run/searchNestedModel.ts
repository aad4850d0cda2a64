import type { CovarianceModel, VariogramStructure } from "../../geostat/covarianceModel.ts";
import type { VariogramLag } from "../../geostat/experimentalVariogram.ts";
import type { AutoVariogramSpec } from "./autoVariogram.ts";

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
    const curve = (i: number, j: number) => Float64Array.from([...inPlane[i], ...across[j]]);
    const curves = level.map((_, i) => upright.map((_b, j) => curve(i, j)));
    for (let i2 = 0; i2 < level.length; i2++)
      for (let j2 = 0; j2 < upright.length; j2++)
        for (let i1 = 0; i1 <= i2; i1++)
          for (let j1 = 0; j1 <= j2; j1++) {
            const isSingle = i1 === i2 && j1 === j2;
            const [short, long] = [curves[i1][j1], curves[i2][j2]];
            for (const nugget of nuggets) {
              const split = isSingle ? 0 : bestSplit(gamma, weights, short, long, nugget);
              if (!isSingle && (split <= 0.05 || split >= 0.95)) continue;
              let error = 0;
              for (let c = 0; c < n; c++) {
                const miss = nugget + (1 - nugget) * (split * short[c] + (1 - split) * long[c]) - gamma[c];
                error += weights[c] * miss * miss;
              }
              const score = n * Math.log(Math.max(error, 1e-12)) + 2 * (isSingle ? 3 : 6);
              if (score < best.score)
                best = { score, shape, nugget, split, a: [level[i1], level[i2]], b: [upright[j1], upright[j2]] };
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
  let [squares, total] = [0, 0];
  for (const [lags, axis] of [[along, 0] as const, [down, 2] as const])
    for (const { pairs, distanceM, value } of lags) {
      squares += pairs * (value / modelled(distanceM, axis) - 1) ** 2;
      total += pairs;
    }
  return { model: { nugget: nugget * sill, structures }, relativeMisfit: Math.sqrt(squares / total) };
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

/** Share of the short structure that makes the weighted squares least. */
function bestSplit(
  gamma: readonly number[],
  weights: readonly number[],
  short: Float64Array,
  long: Float64Array,
  nugget: number,
): number {
  let [product, square] = [0, 0];
  for (let c = 0; c < gamma.length; c++) {
    const step = (1 - nugget) * (short[c] - long[c]);
    product += weights[c] * step * (gamma[c] - nugget - (1 - nugget) * long[c]);
    square += weights[c] * step * step;
  }
  return square > 0 ? product / square : 0;
}
