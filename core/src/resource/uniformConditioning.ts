import { normalDistribution, normalQuantile } from "../numerics/normal.ts";
import { gradeSteps, type PointGrades } from "./changeOfSupport.ts";

/** The distribution of small blocks (SMUs) within large panels, by the discrete Gaussian model. */
export interface ConditioningSpec {
  /** Variance of panel estimates (dispersion of the estimator, not the panels') over the variance of points: above 0, below that of the SMUs. */
  readonly panelVarianceRatio: number;
  /** Variance of SMUs over the variance of points, above the panels', at most 1. */
  readonly smuVarianceRatio: number;
}

/** Grades, tonnage and metal of the SMUs of one panel above one cutoff. */
export interface PanelRecovery {
  /** Share of the panel above the cutoff, 0-1. */
  readonly tonnage: number;
  /** Metal of that share per tonne of the panel, ppm. */
  readonly metalPpm: number;
}

/**
 * Uniform conditioning: given its estimated grade, the SMUs of a panel are Gaussian with mean (R/r) Y and variance 1 − (R/r)², where Y is
 * the panel's grade brought to the Gaussian scale by its own anamorphosis, r and R the change of support coefficients of SMUs and panel estimates.
 * φ is the step function of the points, so that E[φ(c Y + √(1 − c²) W)] has a closed form: Σ steps × Φ.
 */
export class UniformConditioning {
  /** Coefficient r of the SMUs. */
  readonly smuCoefficient: number;
  /** Coefficient R of the panel estimates. */
  readonly panelCoefficient: number;
  readonly #atY: Float64Array;
  readonly #step: Float64Array;
  readonly #least: number;
  /** Grades of SMUs and of panels at Gaussian values −8, −7.99 … 8. */
  readonly #smuTable: Float64Array;
  readonly #panelTable: Float64Array;

  /**
   * @throws {RangeError} grades, weights or ratios out of bounds, or all grades are equal
   * @see Rivoirard (1994), Introduction to Disjunctive Kriging and Non-linear Geostatistics, ch. 10; Neufeld (2005), Guide to Recoverable
   *   Reserves with Uniform Conditioning, Centre for Computational Geostatistics
   */
  constructor(points: PointGrades, { panelVarianceRatio, smuVarianceRatio }: ConditioningSpec) {
    checkConditioning(points, panelVarianceRatio, smuVarianceRatio);
    const { atY, step, least } = gradeSteps(points);
    [this.#atY, this.#step, this.#least] = [atY, step, least];
    this.smuCoefficient = this.#coefficient(smuVarianceRatio);
    this.panelCoefficient = this.#coefficient(panelVarianceRatio);
    const table = (c: number) => Float64Array.from({ length: 1601 }, (_, k) => this.gradeAt(k / 100 - 8, c));
    [this.#smuTable, this.#panelTable] = [table(this.smuCoefficient), table(this.panelCoefficient)];
  }

  /** Grade at Gaussian value y of a support with coefficient c: least + Σ stepᵢ Φ((c y − yᵢ)/√(1 − c²)), ppm. */
  gradeAt(y: number, c: number): number {
    const spread = Math.sqrt(1 - c * c);
    let grade = this.#least;
    for (let i = 0; i < this.#step.length; i++) {
      const above = c * y - this.#atY[i];
      grade += this.#step[i] * (spread > 0 ? normalDistribution(above / spread) : above >= 0 ? 1 : 0);
    }
    return grade;
  }

  /**
   * What a panel of an estimated grade holds above a cutoff: T = Φ((m − y_c)/s), metal E[φ_r(Y_v); Y_v ≥ y_c] over Y_v ~ N(m, s²), by
   * 64 equal shares of probability above the cutoff.
   * @throws {RangeError} the panel's grade is not finite and at least 0
   */
  panel(panelGradePpm: number, cutoffPpm: number): PanelRecovery {
    const [mean, spread] = this.#conditional(panelGradePpm);
    const yc = gaussianIn(this.#smuTable, cutoffPpm);
    const below = cutoffPpm <= this.#least ? 0 : normalDistribution((yc - mean) / spread);
    const tonnage = 1 - below;
    return { tonnage, metalPpm: tonnage * this.#meanBetween(mean, spread, below, 1) };
  }

  /**
   * Mean grades of n equal classes of the panel's SMUs, from the poorest to the richest; their mean is the panel's grade in the model.
   * @throws {RangeError} the grade is out of bounds, or n is not whole, 1 to 10,000
   */
  classGrades(panelGradePpm: number, n: number): Float64Array {
    if (!(Number.isInteger(n) && n >= 1 && n <= 10_000))
      throw new RangeError(`uniform conditioning: SMUs in a panel must be whole, 1 to 10,000, got ${n}`);
    const [mean, spread] = this.#conditional(panelGradePpm);
    return Float64Array.from({ length: n }, (_, k) => this.#meanBetween(mean, spread, k / n, (k + 1) / n));
  }

  #conditional(panelGradePpm: number): readonly [mean: number, spread: number] {
    if (!(panelGradePpm >= 0 && Number.isFinite(panelGradePpm)))
      throw new RangeError(`panel: grade must be finite and at least 0 ppm, got ${panelGradePpm}; leave the panel out`);
    const ratio = this.panelCoefficient / this.smuCoefficient;
    return [ratio * gaussianIn(this.#panelTable, panelGradePpm), Math.sqrt(1 - ratio * ratio)];
  }

  /** Mean SMU grade between two shares of the conditional distribution, by its middle shares. */
  #meanBetween(mean: number, spread: number, from: number, to: number): number {
    const points = Math.max(4, Math.ceil(256 * (to - from)));
    let sum = 0;
    for (let q = 0; q < points; q++) {
      const p = from + ((q + 0.5) / points) * (to - from);
      sum += gradeIn(this.#smuTable, mean + spread * normalQuantile(p));
    }
    return sum / points;
  }

  /** c at which Var φ_c(Y) is the ratio times the variance of the points; the variance grows with c. */
  #coefficient(ratio: number): number {
    if (ratio === 1) return 1;
    const target = ratio * this.#variance(1);
    let [low, high] = [0, 1];
    for (let turn = 0; turn < 25; turn++) {
      const c = (low + high) / 2;
      if (this.#variance(c) < target) low = c;
      else high = c;
    }
    return (low + high) / 2;
  }

  /** Variance of φ_c(Y) over 1,000 equal shares of Y. */
  #variance(c: number): number {
    const shares = 1000;
    let [sum, squares] = [0, 0];
    for (let q = 0; q < shares; q++) {
      const grade = this.gradeAt(normalQuantile((q + 0.5) / shares), c);
      sum += grade;
      squares += grade * grade;
    }
    return squares / shares - (sum / shares) ** 2;
  }
}

/** Grade at a Gaussian value: straight between the nodes of a table, its ends beyond them. */
function gradeIn(table: Float64Array, y: number): number {
  const at = Math.min(table.length - 1, Math.max(0, 100 * (y + 8)));
  const k = Math.min(table.length - 2, Math.floor(at));
  return table[k] + (at - k) * (table[k + 1] - table[k]);
}

/** Gaussian value at which an ascending table reaches a grade, −8 to 8. */
function gaussianIn(table: Float64Array, gradePpm: number): number {
  let [low, high] = [-8, 8];
  for (let turn = 0; turn < 50; turn++) {
    const y = (low + high) / 2;
    if (gradeIn(table, y) < gradePpm) low = y;
    else high = y;
  }
  return (low + high) / 2;
}

/** Panels, and the SMUs in them with a ranking estimate. */
export interface LocalisedInput {
  /** Estimated grade of each panel, ppm; NaN where there is none. */
  readonly panelGradePpm: Float64Array;
  /** Panel of each SMU. */
  readonly panelOfSmu: Int32Array;
  /** Any estimate that ranks the SMUs of a panel, such as kriging of them; only its order within the panel counts. */
  readonly rankingPpm: Float64Array;
}

/**
 * Localised uniform conditioning: the SMUs of a panel take the mean grades of its equal classes in the order of their ranking, so that each
 * panel keeps the distribution of uniform conditioning and each SMU has one grade. Equal rankings go by SMU number. SMUs of a panel without
 * grade, or without a ranking, are NaN.
 *
 * The places are as good as the ranking: with wide drilling the grades are right together and each may be wrong.
 * @returns grade of each SMU, ppm
 * @throws {RangeError} lengths disagree, or an SMU names a panel that is not there
 * @see Abzalov (2006), Localised uniform conditioning (LUC): a new approach for direct modelling of small blocks, Mathematical Geology 38, 393-411
 */
export function localisedConditioning(conditioning: UniformConditioning, input: LocalisedInput): Float64Array {
  const { panelGradePpm, panelOfSmu, rankingPpm } = input;
  if (panelOfSmu.length !== rankingPpm.length)
    throw new RangeError(`${panelOfSmu.length} SMUs need as many rankings, got ${rankingPpm.length}`);
  const inPanel = new Map<number, number[]>();
  for (const [s, panel] of panelOfSmu.entries()) {
    if (!(panel >= 0 && panel < panelGradePpm.length))
      throw new RangeError(`SMU ${s + 1}: panel ${panel} is not among the ${panelGradePpm.length}`);
    const list = inPanel.get(panel) ?? [];
    list.push(s);
    inPanel.set(panel, list);
  }
  const gradePpm = new Float64Array(panelOfSmu.length).fill(Number.NaN);
  for (const [panel, smus] of inPanel) {
    if (Number.isNaN(panelGradePpm[panel])) continue;
    const ranked = smus
      .filter((s) => Number.isFinite(rankingPpm[s]))
      .sort((a, b) => rankingPpm[a] - rankingPpm[b] || a - b);
    if (ranked.length === 0) continue;
    const classes = conditioning.classGrades(panelGradePpm[panel], ranked.length);
    for (const [k, s] of ranked.entries()) gradePpm[s] = classes[k];
  }
  return gradePpm;
}

function checkConditioning({ gradePpm, weights }: PointGrades, panelRatio: number, smuRatio: number): void {
  const n = gradePpm.length;
  if (n === 0 || weights.length !== n)
    throw new RangeError(`uniform conditioning: needs grades and as many weights, got ${n} and ${weights.length}`);
  for (let i = 0; i < n; i++) {
    if (!(gradePpm[i] >= 0 && gradePpm[i] <= 1e6))
      throw new RangeError(
        `sample ${i + 1}: grade must lie in 0-1000000 ppm, got ${gradePpm[i]}; leave the sample out`,
      );
    if (!(weights[i] > 0 && Number.isFinite(weights[i])))
      throw new RangeError(
        `sample ${i + 1}: weight must be finite and above 0, got ${weights[i]}; leave the sample out`,
      );
  }
  if (gradePpm.every((z) => z === gradePpm[0]))
    throw new RangeError(`uniform conditioning: all grades are ${gradePpm[0]} ppm; there is nothing to condition`);
  if (!(panelRatio > 0 && panelRatio < smuRatio && smuRatio <= 1))
    throw new RangeError(
      `uniform conditioning: variance ratios must rise from above 0 (panel estimates) to at most 1 (SMUs), got ${panelRatio} and ${smuRatio}`,
    );
}
