import type { CovarianceModel } from "../geostat/covarianceModel.ts";
import { FourierGrid, FourierSimulation } from "../geostat/fourierSimulation.ts";
import type { RegularGrid } from "../geostat/regularGrid.ts";
import { TurningBands } from "../geostat/simulationBands.ts";
import type { ReceiveRealisation } from "../geostat/simulationPlan.ts";

/** Fields that are drawn one after another; field k depends on the seed and on k alone. */
export interface DrawnField {
  readonly nodes: number;
  simulateEach(first: number, count: number, receive: ReceiveRealisation): void;
}

/** Largest share of the variance that a wrapped grid may fail to hold. */
const mostClipped = 0.05;
const noData = { xyzM: new Float64Array(0), values: new Float64Array(0) };

/**
 * Standard normal fields without data: by turning bands, or by Fourier transform where an axis of a structure is separate (a product has no
 * bands; runs whose variograms were drawn from their posterior have such models).
 * @throws {RangeError} a model or grid that neither can serve, or of which a wrapped grid leaves out more than 5 % of the variance
 */
export function drawnField(model: CovarianceModel, grid: RegularGrid, seed: number, bands: number): DrawnField {
  if (!model.structures.some(({ across }) => across === "separate"))
    return new TurningBands(noData, { model, grid, seed, bands });
  const field = new FourierSimulation(noData, new FourierGrid(grid), { model, seed });
  if (field.clipped > mostClipped)
    throw new RangeError(
      `drill spacing: the variogram reaches too far for panels of this size (${(100 * field.clipped).toPrecision(2)} % of the variance is lost, limit ${100 * mostClipped} %); study longer periods (--tonnes)`,
    );
  return field;
}
