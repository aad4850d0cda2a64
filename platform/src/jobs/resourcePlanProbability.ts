import { columnIn } from "@relode/core/resource";
import type { ResourceModel } from "../files/resourceModel.ts";

/** How much reaches a cut-off, and how surely. */
export interface ProbabilityRow {
  readonly cutoffPpm: number;
  /** Sum of mass times probability, dry tonnes. */
  readonly expectedTonnes: number;
  readonly tonnesAt50: number;
  readonly tonnesAt80: number;
  /** One a block, NaN outside the body or without an estimate. */
  readonly probability: Float64Array;
  /** One a column of blocks: mean over its height by dry mass. */
  readonly plan: Float64Array;
}

/**
 * Share of the realisations in which a block's grade is at least the cut-off; masses are means over the realisations.
 * @throws {RangeError} fewer than 20 realisations
 */
export function probabilityAbove(
  { model, realisations }: ResourceModel,
  variable: string,
  cutoffsPpm: readonly number[],
): readonly ProbabilityRow[] {
  if (realisations < 20)
    throw new RangeError(`needs 20 realisations or more, the run has ${realisations}; simulate more`);
  const { blocks, volumeM3, grid } = model;
  const grade = columnIn(model, variable, "ppm").values;
  const density = columnIn(model, "density", "t dry/m3");
  const share = columnIn(model, "fraction", "1").values;
  const mass = new Float64Array(blocks);
  for (let k = 0; k < density.realisations; k++)
    for (let b = 0; b < blocks; b++)
      if (share[b] > 0) mass[b] += (volumeM3 * share[b] * density.values[k * blocks + b]) / density.realisations;
  const inPlan = grid.count[0] * grid.count[1];
  return cutoffsPpm.map((cutoffPpm) => {
    const probability = new Float64Array(blocks).fill(Number.NaN);
    const [above, whole] = [new Float64Array(inPlan), new Float64Array(inPlan)];
    let [expectedTonnes, tonnesAt50, tonnesAt80] = [0, 0, 0];
    for (let b = 0; b < blocks; b++) {
      if (!(mass[b] > 0) || Number.isNaN(grade[b])) continue;
      let count = 0;
      for (let k = 0; k < realisations; k++) if (grade[k * blocks + b] >= cutoffPpm) count++;
      const p = count / realisations;
      probability[b] = p;
      expectedTonnes += p * mass[b];
      if (p >= 0.5) tonnesAt50 += mass[b];
      if (p >= 0.8) tonnesAt80 += mass[b];
      above[b % inPlan] += p * mass[b];
      whole[b % inPlan] += mass[b];
    }
    const plan = above.map((sum, at) => (whole[at] > 0 ? sum / whole[at] : Number.NaN));
    return { cutoffPpm, expectedTonnes, tonnesAt50, tonnesAt80, probability, plan };
  });
}
