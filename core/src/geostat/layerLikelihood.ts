import { choleskyInPlace } from "../numerics/cholesky.ts";
import type { CovarianceModel, VariogramStructure } from "./covarianceModel.ts";
import { holeConditioning } from "./holeConditioning.ts";
import type { SampleSet } from "./sampleSet.ts";

/** How one structure's two distances act together, and its shape. */
export interface LayerForm {
  readonly across: "joined" | "separate";
  readonly type: "spherical" | "exponential";
}

export const layerForms: readonly LayerForm[] = [
  { across: "joined", type: "spherical" },
  { across: "joined", type: "exponential" },
  { across: "separate", type: "spherical" },
  { across: "separate", type: "exponential" },
];

/** Correlation of two nested structures in layers; shares and practical ranges. */
export interface LayerModel {
  readonly form: LayerForm;
  /** Nugget as a share of the sill. */
  readonly nugget: number;
  /** Share of the first structure in what is not nugget. */
  readonly split: number;
  readonly alongM: readonly [number, number];
  readonly acrossM: readonly [number, number];
}

/** Distributions of the mean and sill of a field, given its correlation. */
export interface FieldLevel {
  /** Generalised least squares estimate of the mean; its variance is `meanVariance` σ². */
  readonly mean: number;
  readonly meanVariance: number;
  /** σ² is `squares` over a χ² of `freedom`. */
  readonly squares: number;
  readonly freedom: number;
}

/** What the data say of one correlation. */
export interface LayerPoint extends FieldLevel {
  /** ln ∫∫ p(data | m, σ²) p(σ²) dm dσ², to a constant. */
  readonly logLikelihood: number;
}

/** Weight of the prior guess that the sill is the variance of the data: scaled inverse χ² of four degrees of freedom. */
const priorFreedom = 4;

/**
 * Likelihood of correlations of samples along holes, each sample given its nearest before it (Vecchia): those above it in its hole, and two
 * from each of five holes near by. Mean (flat prior) and sill (scaled inverse χ²) are integrated out:
 * ln L = −½ Σ ln vₖ − ½ ln Σ dₖ²/vₖ − ½ (n − 1 + 4) ln(S² + 4 s²), with innovations eₖ − m dₖ of variance σ² vₖ.
 * Separations and sets are laid out once; a correlation then costs n small factors.
 * @see Vecchia (1988), Journal of the Royal Statistical Society B 50, 297-312; Handcock and Stein (1993), Technometrics 35, 403-410
 */
export class LayerLikelihood {
  readonly samples: number;
  readonly #values: Float64Array;
  readonly #variance: number;
  /** Samples of term t: the last is foretold from the others. */
  readonly #start: Int32Array;
  readonly #member: Int32Array;
  /** Place of each pair of a term in the lists of separations, lower triangle row by row. */
  readonly #pairStart: Int32Array;
  readonly #pair: Int32Array;
  readonly #level: Float64Array;
  readonly #upright: Float64Array;
  readonly #correlation: Float64Array;
  readonly #rows: Float64Array;
  readonly #stride: number;
  /** Terms in all over terms kept. */
  readonly #thinned: number;

  /**
   * @param samples positions with the third axis across the layers; holes, or each sample stands for itself
   * @param mostTerms samples foretold at most; of more every n-th counts n times
   */
  constructor({ xyzM, values, holes }: SampleSet, mostTerms = 2000) {
    const n = values.length;
    this.samples = n;
    this.#values = values;
    const centre = values.reduce((sum, v) => sum + v, 0) / n;
    this.#variance = values.reduce((sum, v) => sum + (v - centre) ** 2, 0) / n;
    const sets = holeConditioning(xyzM, holes ?? Int32Array.from(values, (_, i) => i));
    const every = Math.ceil(n / mostTerms);
    const kept = sets.filter((_, t) => t % every === 0);
    this.#thinned = n / kept.length;
    const [member, start, pair, pairStart]: [number[], number[], number[], number[]] = [[], [0], [], [0]];
    const known = new Map<number, number>();
    const [level, upright]: [number[], number[]] = [[], []];
    for (const set of kept) {
      member.push(...set);
      start.push(member.length);
      for (let a = 1; a < set.length; a++)
        for (let b = 0; b < a; b++) {
          const [i, j] = [Math.max(set[a], set[b]), Math.min(set[a], set[b])];
          let at = known.get(i * n + j);
          if (at === undefined) {
            at = level.length;
            known.set(i * n + j, at);
            level.push(Math.hypot(xyzM[3 * i] - xyzM[3 * j], xyzM[3 * i + 1] - xyzM[3 * j + 1]));
            upright.push(Math.abs(xyzM[3 * i + 2] - xyzM[3 * j + 2]));
          }
          pair.push(at);
        }
      pairStart.push(pair.length);
    }
    this.#start = Int32Array.from(start);
    this.#member = Int32Array.from(member);
    this.#pairStart = Int32Array.from(pairStart);
    this.#pair = Int32Array.from(pair);
    this.#level = Float64Array.from(level);
    this.#upright = Float64Array.from(upright);
    this.#correlation = new Float64Array(level.length);
    const most = kept.reduce((m, set) => Math.max(m, set.length), 0);
    this.#stride = 8 * Math.ceil(most / 8);
    this.#rows = new Float64Array((most + 2) * this.#stride);
  }

  /** Null where a set of samples has no positive definite correlation. */
  at(model: LayerModel): LayerPoint | null {
    fillCorrelation(model, this.#level, this.#upright, this.#correlation);
    const terms = this.#start.length - 1;
    const [rows, stride] = [this.#rows, this.#stride];
    let [logVariance, dd, de, ee] = [0, 0, 0, 0];
    for (let t = 0; t < terms; t++) {
      const from = this.#start[t];
      const m = this.#start[t + 1] - from - 1;
      let p = this.#pairStart[t];
      // Row m holds the correlations of the sample foretold, the next two the values and ones of the others.
      rows[0] = 1;
      for (let a = 1; a <= m; a++) {
        const row = a * stride;
        for (let b = 0; b < a; b++) rows[row + b] = this.#correlation[this.#pair[p++]];
        rows[row + a] = 1;
      }
      const [side, value, one] = [m * stride, (m + 1) * stride, (m + 2) * stride];
      for (let a = 0; a < m; a++) {
        rows[value + a] = this.#values[this.#member[from + a]];
        rows[one + a] = 1;
      }
      if (m > 0 && choleskyInPlace(rows, stride, m, m + 3) >= 0) return null;
      let [v, e, d] = [1, this.#values[this.#member[from + m]], 1];
      for (let a = 0; a < m; a++) {
        v -= rows[side + a] * rows[side + a];
        e -= rows[side + a] * rows[value + a];
        d -= rows[side + a] * rows[one + a];
      }
      if (!(v > 1e-12)) return null;
      logVariance += Math.log(v);
      dd += (d * d) / v;
      de += (d * e) / v;
      ee += (e * e) / v;
    }
    const by = this.#thinned;
    const mean = de / dd;
    const squares = by * (ee - de * mean) + priorFreedom * this.#variance;
    const freedom = this.samples - 1 + priorFreedom;
    const logLikelihood = -0.5 * (by * logVariance + Math.log(by * dd) + freedom * Math.log(squares));
    return { logLikelihood, mean, meanVariance: 1 / (by * dd), squares, freedom };
  }
}

function fillCorrelation(
  { form, nugget, split, alongM, acrossM }: LayerModel,
  level: Float64Array,
  upright: Float64Array,
  into: Float64Array,
): void {
  const rest = 1 - nugget;
  const [w0, w1] = [rest * split, rest * (1 - split)];
  const [a0, a1, c0, c1] = [1 / alongM[0], 1 / alongM[1], 1 / acrossM[0], 1 / acrossM[1]];
  const isJoined = form.across === "joined";
  const isSpherical = form.type === "spherical";
  for (let p = 0; p < into.length; p++) {
    const [h, z] = [level[p], upright[p]];
    const [x0, x1, z0, z1] = [h * a0, h * a1, z * c0, z * c1];
    if (isJoined) {
      const [r0, r1] = [Math.sqrt(x0 * x0 + z0 * z0), Math.sqrt(x1 * x1 + z1 * z1)];
      into[p] = isSpherical ? w0 * spherical(r0) + w1 * spherical(r1) : w0 * Math.exp(-3 * r0) + w1 * Math.exp(-3 * r1);
    } else
      into[p] = isSpherical
        ? w0 * spherical(x0) * spherical(z0) + w1 * spherical(x1) * spherical(z1)
        : w0 * Math.exp(-3 * (x0 + z0)) + w1 * Math.exp(-3 * (x1 + z1));
  }
}

const spherical = (h: number) => (h >= 1 ? 0 : 1 - h * (1.5 - 0.5 * h * h));

/** The correlation as a covariance model of unit sill. */
export function modelOfLayers({ form, nugget, split, alongM, acrossM }: LayerModel): CovarianceModel {
  const structure = (s: 0 | 1, share: number): VariogramStructure => ({
    type: form.type,
    sill: (1 - nugget) * share,
    rangesM: [alongM[s], alongM[s], acrossM[s]],
    ...(form.across === "separate" ? { across: "separate" as const } : {}),
  });
  return { nugget, structures: [structure(0, split), structure(1, 1 - split)] };
}
