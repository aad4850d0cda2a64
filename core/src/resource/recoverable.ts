import { blockPattern } from "../geostat/blockPattern.ts";
import { type CovarianceModel, prepareModel } from "../geostat/covarianceModel.ts";
import { blockVariance } from "../geostat/krigingEngine.ts";
import type { PointGrades } from "./changeOfSupport.ts";
import { localisedConditioning, type PanelRecovery, UniformConditioning } from "./uniformConditioning.ts";

/** Small blocks (SMUs) of one domain, in panels. */
export interface RecoverableInput {
  /** Declustered grades of the domain's composites. */
  readonly points: PointGrades;
  /** Variogram of the composites, ppm². */
  readonly model: CovarianceModel;
  readonly smuSizeM: readonly [number, number, number];
  /** Panel of each SMU. */
  readonly panelOfSmu: Int32Array;
  /** Dry tonnes and kriged grade of each SMU. */
  readonly massDryTonnes: Float64Array;
  readonly krigedPpm: Float64Array;
  readonly cutoffsPpm: readonly number[];
}

export interface RecoverablePanel {
  readonly massDryTonnes: number;
  /** Mean of the kriged SMUs by dry mass. */
  readonly gradePpm: number;
  /** By cut-off. */
  readonly recovery: readonly PanelRecovery[];
}

export interface Recoverable {
  readonly smuVarianceRatio: number;
  readonly panelVarianceRatio: number;
  readonly panels: readonly RecoverablePanel[];
  /** Localised grade of each SMU, ppm. */
  readonly smuGradePpm: Float64Array;
}

/** Variance of blocks over that of points, from the variogram: the mean of C over all pairs of 8 x 8 x 4 places in the block, over the sill. */
export function blockVarianceRatio(model: CovarianceModel, sizeM: readonly [number, number, number]): number {
  const prepared = prepareModel(model);
  return blockVariance(prepared, blockPattern({ sizeM, points: [8, 8, 4], rule: "regular" })) / prepared.totalSill;
}

/**
 * Recoverable tonnes and grade of small blocks in panels, by uniform conditioning of each panel's kriged grade, and localised to the small blocks in the
 * order of their kriging. The variance of the panels' estimates is that of the panels themselves, by dry mass, over the variance
 * of the points.
 * @throws {RangeError} fewer than two panels, lengths that disagree, or panel estimates that vary as much as small blocks do
 * @see Rivoirard (1994), ch. 10; Abzalov (2006), Mathematical Geology 38, 393-411
 */
export function recoverable(input: RecoverableInput): Recoverable {
  const { points, model, smuSizeM, panelOfSmu, massDryTonnes, krigedPpm, cutoffsPpm } = input;
  const n = panelOfSmu.length;
  if (massDryTonnes.length !== n || krigedPpm.length !== n)
    throw new RangeError(`${n} SMUs need as many masses and grades, got ${massDryTonnes.length}, ${krigedPpm.length}`);
  const count = panelOfSmu.reduce((most, panel) => Math.max(most, panel + 1), 0);
  const [mass, metal] = [new Float64Array(count), new Float64Array(count)];
  for (let s = 0; s < n; s++) {
    mass[panelOfSmu[s]] += massDryTonnes[s];
    metal[panelOfSmu[s]] += massDryTonnes[s] * krigedPpm[s];
  }
  const gradePpm = metal.map((sum, p) => sum / mass[p]);
  const panelVarianceRatio = spread(gradePpm, mass) / spread(points.gradePpm, points.weights);
  const smuVarianceRatio = blockVarianceRatio(model, smuSizeM);
  if (!(count >= 2 && panelVarianceRatio > 0 && panelVarianceRatio < smuVarianceRatio))
    throw new RangeError(
      `${count} panels, whose estimates have ${panelVarianceRatio.toPrecision(3)} of the variance of points, small blocks ${smuVarianceRatio.toPrecision(3)}: two panels are needed, and estimates that vary less than small blocks; take larger panels`,
    );
  const conditioning = new UniformConditioning(points, { panelVarianceRatio, smuVarianceRatio });
  const panels = Array.from(gradePpm, (grade, p) => ({
    massDryTonnes: mass[p],
    gradePpm: grade,
    recovery: cutoffsPpm.map((cutoff) => conditioning.panel(grade, cutoff)),
  }));
  const smuGradePpm = localisedConditioning(conditioning, {
    panelGradePpm: gradePpm,
    panelOfSmu,
    rankingPpm: krigedPpm,
  });
  return { smuVarianceRatio, panelVarianceRatio, panels, smuGradePpm };
}

/** Weighted variance. */
function spread(values: Float64Array, weights: Float64Array): number {
  let [sum, total, squares] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    sum += weights[i] * values[i];
    total += weights[i];
  }
  for (let i = 0; i < values.length; i++) squares += weights[i] * (values[i] - sum / total) ** 2;
  return squares / total;
}
