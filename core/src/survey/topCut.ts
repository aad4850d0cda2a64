import { normalQuantile } from "../numerics/normal.ts";

/** Grades without NaN, ascending, with their weights (length, length × density or 1). */
export interface WeightedGrades {
  readonly gradePpm: Float64Array;
  readonly weight: Float64Array;
}

/**
 * Measured grades in ascending order with their weights; NaN grades and zero weights are left out.
 * @throws {RangeError} lengths differ, a grade or weight is negative or infinite, or nothing is measured
 */
export function weightedGrades(gradePpm: ArrayLike<number>, weight: ArrayLike<number> | null = null): WeightedGrades {
  if (weight !== null && weight.length !== gradePpm.length)
    throw new RangeError(`${gradePpm.length} grades need as many weights, got ${weight.length}`);
  const kept: number[] = [];
  for (let i = 0; i < gradePpm.length; i++) {
    if (Number.isNaN(gradePpm[i])) continue;
    const w = weight === null ? 1 : weight[i];
    if (!(gradePpm[i] >= 0 && gradePpm[i] < Number.POSITIVE_INFINITY))
      throw new RangeError(`grade ${i} must be finite and at least 0 ppm, got ${gradePpm[i]}`);
    if (!(w >= 0 && w < Number.POSITIVE_INFINITY))
      throw new RangeError(`weight ${i} must be finite and at least 0, got ${w}`);
    if (w > 0) kept.push(i);
  }
  if (kept.length === 0) throw new RangeError("top-cut evidence needs at least one measured grade, got none");
  kept.sort((a, b) => gradePpm[a] - gradePpm[b]);
  return {
    gradePpm: Float64Array.from(kept, (i) => gradePpm[i]),
    weight: Float64Array.from(kept, (i) => (weight === null ? 1 : weight[i])),
  };
}

/** Points of a probability plot: grade against the normal score of its cumulative frequency. */
export interface ProbabilityPlot {
  readonly gradePpm: Float64Array;
  /** (weight below + half its own) / total: Hazen's position with weights. */
  readonly probability: Float64Array;
  readonly normalScore: Float64Array;
}

/** Probability plot with Hazen's plotting position. @see Sinclair (1976), Applications of Probability Graphs in Mineral Exploration */
export function probabilityPlot({ gradePpm, weight }: WeightedGrades): ProbabilityPlot {
  const total = weight.reduce((sum, w) => sum + w, 0);
  const probability = new Float64Array(weight.length);
  let below = 0;
  for (let i = 0; i < weight.length; i++) {
    probability[i] = (below + weight[i] / 2) / total;
    below += weight[i];
  }
  return { gradePpm, probability, normalScore: probability.map(normalQuantile) };
}

export interface CuttingPoint {
  readonly capPpm: number;
  readonly meanPpm: number;
  /** Standard deviation over mean after the cut. */
  readonly coefficientOfVariation: number;
  /** Share of the metal that the cut takes away. */
  readonly metalRemoved: number;
  readonly samplesCut: number;
}

/** Mean, spread and metal removed for each cap: the cutting curve. A cap of Infinity is the uncut column. */
export function cuttingCurve({ gradePpm, weight }: WeightedGrades, capsPpm: readonly number[]): CuttingPoint[] {
  const total = weight.reduce((sum, w) => sum + w, 0);
  const metal = gradePpm.reduce((sum, g, i) => sum + weight[i] * g, 0);
  return capsPpm.map((capPpm) => {
    if (!(capPpm > 0)) throw new RangeError(`a top cut must be positive, got ${capPpm} ppm`);
    let [sum, samplesCut] = [0, 0];
    for (let i = 0; i < weight.length; i++) {
      sum += weight[i] * Math.min(gradePpm[i], capPpm);
      if (gradePpm[i] > capPpm) samplesCut++;
    }
    const meanPpm = sum / total;
    let squares = 0;
    for (let i = 0; i < weight.length; i++) squares += weight[i] * (Math.min(gradePpm[i], capPpm) - meanPpm) ** 2;
    return {
      capPpm,
      meanPpm,
      coefficientOfVariation: meanPpm > 0 ? Math.sqrt(squares / total) / meanPpm : Number.NaN,
      metalRemoved: metal > 0 ? 1 - sum / metal : 0,
      samplesCut,
    };
  });
}
