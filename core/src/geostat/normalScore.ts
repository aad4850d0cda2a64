import { fillUniform } from "../numerics/drawStream.ts";
import { normalDistribution, normalQuantile } from "../numerics/normal.ts";

/** What values beyond the data may be. */
export interface Tails {
  /** Straight in probability from `minimum` at 0 to the least value; with a power ω other than 1, p^(1/ω). */
  readonly lower: { readonly minimum: number; readonly power?: number };
  /** Straight (or by power) to `maximum` at 1, or the hyperbola 1 − p = λ / z^ω, which has no maximum; ω from 1 on. */
  readonly upper:
    | { readonly kind: "power"; readonly maximum: number; readonly power?: number }
    | { readonly kind: "hyperbolic"; readonly power: number; readonly maximum: number };
}

/** Table of values and scores, both ascending. */
export interface NormalScoreTable {
  readonly values: Float64Array;
  readonly scores: Float64Array;
}

export interface NormalScoreTransform {
  /** Score of each datum, in the order given. */
  readonly scores: Float64Array;
  readonly table: NormalScoreTable;
  /** Data that share their value with another. */
  readonly tied: number;
}

/**
 * Normal scores: y = Φ⁻¹(p) with p the weighted cumulative frequency at the middle of the datum's step.
 *
 * @param weights declustering weights, at least 0; absent, all alike
 * @param ties `shared`: equal values get one score, at the middle of their common step (default); `random`: they are spread
 *   over the step in an order drawn from `seed`, so that the scores have a normal histogram
 * @throws {RangeError} fewer than 2 data, a value that is not finite, or weights that are negative or all 0
 * @see Deutsch and Journel (1998), GSLIB, section V.2.4 and program nscore
 */
export function normalScore(
  values: Float64Array,
  weights?: Float64Array,
  ties: "shared" | "random" = "shared",
  seed = 1,
): NormalScoreTransform {
  const n = values.length;
  if (n < 2) throw new RangeError(`normal scores need 2 data or more, got ${n}`);
  if (weights !== undefined && weights.length !== n)
    throw new RangeError(`${n} values need ${n} weights, got ${weights.length}`);
  let total = 0;
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(values[i])) throw new RangeError(`datum ${i + 1} is ${values[i]}; leave it out`);
    const weight = weights === undefined ? 1 : weights[i];
    if (!(weight >= 0 && Number.isFinite(weight)))
      throw new RangeError(`weight ${i + 1} must be at least 0, got ${weight}`);
    total += weight;
  }
  if (!(total > 0)) throw new RangeError("weights sum to 0; give some datum weight");
  const key = new Float64Array(n);
  if (ties === "random") fillUniform(key, seed, "geostat.normal-score.ties");
  const order = Int32Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => values[a] - values[b] || key[a] - key[b] || a - b,
  );
  const scores = new Float64Array(n);
  const tableValues: number[] = [];
  const tableScores: number[] = [];
  let below = 0;
  let tied = 0;
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && values[order[to]] === values[order[from]]) to++;
    if (to > from + 1 && (from === 0 || values[order[from - 1]] !== values[order[from]])) tied += to - from;
    const end = ties === "shared" ? to : from + 1;
    let step = 0;
    for (let i = from; i < end; i++) step += (weights === undefined ? 1 : weights[order[i]]) / total;
    const score = normalQuantile(Math.min(1 - 1e-16, Math.max(1e-300, below + step / 2)));
    for (let i = from; i < end; i++) scores[order[i]] = score;
    if (step > 0) {
      tableValues.push(values[order[from]]);
      tableScores.push(score);
    }
    below += step;
    from = end;
  }
  return { scores, table: { values: Float64Array.from(tableValues), scores: Float64Array.from(tableScores) }, tied };
}

/**
 * Value that belongs to a score: straight between the table's neighbours, by the tails beyond them.
 * @throws {RangeError} a tail does not reach the data, or a power is out of bounds (`checkTails`)
 * @see Deutsch and Journel (1998), GSLIB, section V.1.6 and program backtr
 */
export function backTransform(score: number, { values, scores }: NormalScoreTable, tails: Tails): number {
  const n = values.length;
  if (score <= scores[0]) return lowerTail(score, values[0], scores[0], tails);
  if (score >= scores[n - 1]) return upperTail(score, values[n - 1], scores[n - 1], tails);
  let low = 0;
  let high = n - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (scores[middle] <= score) low = middle;
    else high = middle;
  }
  return values[low] + ((values[high] - values[low]) * (score - scores[low])) / (scores[high] - scores[low]);
}

function lowerTail(score: number, value: number, first: number, { lower }: Tails): number {
  if (score === first) return value;
  const p = normalDistribution(score) / normalDistribution(first);
  return lower.minimum + (value - lower.minimum) * p ** (1 / (lower.power ?? 1));
}

function upperTail(score: number, value: number, last: number, { upper }: Tails): number {
  if (score === last) return value;
  // 1 − Φ(y) as Φ(−y), which keeps its digits.
  const rest = normalDistribution(-score) / normalDistribution(-last);
  if (upper.kind === "hyperbolic") return Math.min(upper.maximum, value * rest ** (-1 / upper.power));
  return value + (upper.maximum - value) * (1 - rest) ** (1 / (upper.power ?? 1));
}

/**
 * Checks tails against a table, once, before many back-transforms.
 * @throws {RangeError} the minimum lies above the least value, the maximum below the greatest, or a power is not above 0
 *   (hyperbola: from 1 on, and values above 0)
 */
export function checkTails({ values }: NormalScoreTable, { lower, upper }: Tails): void {
  const [least, greatest] = [values[0], values[values.length - 1]];
  if (!(lower.minimum <= least))
    throw new RangeError(`lower tail: minimum ${lower.minimum} exceeds the least value ${least}`);
  if (!(upper.maximum >= greatest))
    throw new RangeError(`upper tail: maximum ${upper.maximum} lies below the greatest value ${greatest}`);
  if (!((lower.power ?? 1) > 0)) throw new RangeError(`lower tail: power must exceed 0, got ${lower.power}`);
  if (upper.kind === "hyperbolic" && !(upper.power >= 1 && greatest > 0))
    throw new RangeError(`upper tail: a hyperbola needs a power from 1 on and values above 0, got ${upper.power}`);
  if (!((upper.power ?? 1) > 0)) throw new RangeError(`upper tail: power must exceed 0, got ${upper.power}`);
}

/** Score of a value that need not be a datum: straight between the table's neighbours, the outermost scores beyond them. */
export function scoreOf(value: number, { values, scores }: NormalScoreTable): number {
  const n = values.length;
  if (value <= values[0]) return scores[0];
  if (value >= values[n - 1]) return scores[n - 1];
  let low = 0;
  let high = n - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (values[middle] <= value) low = middle;
    else high = middle;
  }
  return scores[low] + ((scores[high] - scores[low]) * (value - values[low])) / (values[high] - values[low]);
}
