import { gridOfWorld, type PreparedBody, type ResourceSwath, sliceMeans } from "@relode/core/resource";
import type { EstimatedBody } from "./resourceEstimate.ts";
import type { SimulatedBody } from "./resourceSimulate.ts";

/** Means in slices along each axis of the grid: composites, kriged model, realisations. */
export function swathsOf(
  body: PreparedBody,
  estimated: EstimatedBody,
  simulated: SimulatedBody | null,
  perSlice: readonly [number, number, number],
): ResourceSwath[] {
  const { grid, samples } = body;
  return estimated.grades.flatMap(({ name, estimate }, g) =>
    ([0, 1, 2] as const).map((axis): ResourceSwath => {
      const v = body.variables.findIndex((variable) => variable.name === name);
      const thick = grid.sizeM[axis] * perSlice[axis];
      const count = Math.ceil(grid.count[axis] / perSlice[axis]);
      const [sum, weight, n] = [0, 0, 0].map(() => new Float64Array(count));
      for (const domain of body.domains)
        for (const [i, row] of domain.samples.rows.entries()) {
          const z = samples.values[v][row];
          const w = domain.samples.weights[i];
          if (Number.isNaN(z) || !(w > 0)) continue;
          const at = gridOfWorld(grid, [samples.xyzM[3 * row], samples.xyzM[3 * row + 1], samples.xyzM[3 * row + 2]])[
            axis
          ];
          const s = Math.floor(at / thick);
          if (s < 0 || s >= count) continue;
          sum[s] += w * z;
          weight[s] += w;
          n[s]++;
        }
      const means = sliceMeans(grid, estimated.massDryTonnes, estimate, axis, perSlice[axis]);
      return {
        variable: name,
        axis: "xyz"[axis] as "x",
        slices: Array.from(means, (estimateMean, s) => ({
          fromM: s * thick,
          toM: Math.min(grid.count[axis] * grid.sizeM[axis], (s + 1) * thick),
          samples: n[s],
          dataMean: sum[s] / weight[s],
          estimateMean,
          realisationMean: simulated === null ? null : (simulated.swaths[g][axis][s] ?? null),
        })),
      };
    }),
  );
}
