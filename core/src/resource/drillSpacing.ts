import type { CovarianceModel } from "../geostat/covarianceModel.ts";
import { errorRow, spacingAnswer, type SpacingAnswer, type SpacingRow } from "./drillSpacingAnswer.ts";
import { drawnField } from "./drillSpacingField.ts";
import {
  holesOfLattice,
  latticeShifts,
  type SpacingGeometry,
  spacingGeometry,
  type SpacingGeometrySpec,
} from "./drillSpacingGeometry.ts";
import { type PanelWeights, panelWeights } from "./drillSpacingWeights.ts";

export interface DrillSpacingSpec extends SpacingGeometrySpec {
  /** Covariance of the standard normal field at the support of a composite; horizontal and vertical ranges along the layers. */
  readonly model: CovarianceModel;
  /** Model by which panels are kriged, up to a factor; default that of the field. */
  readonly krigingModel?: CovarianceModel;
  /** Grade of a normal score, ppm. */
  readonly gradeOf: (score: number) => number;
  /** Relative standard error of one composite's grade (sampling, assay) added to each sample; default 0. */
  readonly sampleError?: number;
  /** Truths drawn; default 100, at least 20. */
  readonly replicates?: number;
  /** Random places of each lattice, taken in turn; default 4. */
  readonly shifts?: number;
  /** Places of the lattices as shares of the spacing, instead of random ones. */
  readonly givenShifts?: readonly (readonly [number, number])[];
  /** Samples of one estimate; default 24. */
  readonly maxSamples?: number;
  /** Error that is wanted; default 0.15. */
  readonly tolerance?: number;
  /** Share of panels within it; default 0.9. */
  readonly confidence?: number;
  /** Waves of each structure of the field; default 300. */
  readonly bands?: number;
  readonly seed: number;
}

export interface DrillSpacingStudy {
  readonly rows: readonly SpacingRow[];
  readonly answers: readonly SpacingAnswer[];
  readonly geometry: SpacingGeometry;
  readonly replicates: number;
  /** Mean and coefficient of variation of the grade of composites over all truths. */
  readonly meanGradePpm: number;
  readonly coefficientOfVariation: number;
}

/**
 * How far apart holes may stand: truths are drawn from the model, each is drilled on square lattices of several spacings at random places,
 * the mean grade of panels mined in a period is kriged from the samples, and estimate and truth are held against each other. The error of a
 * row is the quantile of |estimate − truth| / estimate at the wanted confidence. All spacings drill the same truths.
 *
 * Left out: the error of the variogram and histogram themselves, of density and volume, and of selecting within a panel; so the spacings are
 * bounds from above.
 *
 * @throws {RangeError} a number out of bounds, too many nodes, or a model that cannot be simulated
 * @see Verly, Postolski and Parker (2014), Assessing Uncertainty with Drill Hole Spacing Studies, Orebody Modelling and
 *   Strategic Mine Planning Symposium, Perth
 */
export function drillSpacing(spec: DrillSpacingSpec, onProgress?: (share: number) => void): DrillSpacingStudy {
  const { replicates = 100, shifts = 4, tolerance = 0.15, confidence = 0.9, maxSamples = 24, sampleError = 0 } = spec;
  checkStudy(replicates, shifts, tolerance, confidence, maxSamples, sampleError);
  const geometry = spacingGeometry(spec);
  const { panels, grid } = geometry;
  const places = spec.givenShifts ?? latticeShifts(spec.seed, shifts);
  const weights = spec.spacingsM.map((spacing) =>
    places.map((shift) =>
      panelWeights(
        geometry,
        holesOfLattice(geometry, spacing, shift),
        spacing,
        spec.krigingModel ?? spec.model,
        maxSamples,
      ),
    ),
  );
  const field = drawnField(spec.model, grid, spec.seed, spec.bands ?? 300);
  const errors = spec.spacingsM.map(() => panels.map(() => new Float64Array(replicates)));
  const truths = panels.map(() => new Float64Array(replicates));
  const noise = sampleError > 0 ? drawnField(white, grid, spec.seed + 1, 10) : null;
  const assays = new Float64Array(field.nodes);
  let [sum, squares] = [0, 0];
  field.simulateEach(0, replicates, (k, grades) => {
    for (let node = 0; node < grades.length; node++) {
      grades[node] = spec.gradeOf(grades[node]);
      sum += grades[node];
      squares += grades[node] * grades[node];
    }
    assays.set(grades);
    noise?.simulateEach(k, 1, (_, error) => {
      for (let node = 0; node < assays.length; node++) assays[node] *= 1 + sampleError * error[node];
    });
    panels.forEach((panel, p) => {
      truths[p][k] = meanOf(grades, geometry, panel);
      weights.forEach((ofShift, s) => {
        errors[s][p][k] = weighed(assays, ofShift[k % places.length][p]) - truths[p][k];
      });
    });
    onProgress?.((k + 1) / replicates);
  });
  const mean = sum / (replicates * field.nodes);
  if (!(mean > 0)) throw new RangeError(`drill spacing: the mean grade must exceed 0 ppm, got ${mean}`);
  const rows = spec.spacingsM.flatMap((spacingM, s) =>
    spec.volumes.map(({ name }, volume) => {
      const own = panels.flatMap((panel, p) => (panel.volume === volume ? [p] : []));
      return errorRow({
        spacingM,
        volume: name,
        holesPerPanel: (geometry.edgesM[volume] / spacingM) ** 2,
        errors: own.map((p) => errors[s][p]),
        truths: own.map((p) => truths[p]),
        confidence,
      });
    }),
  );
  return {
    rows,
    answers: spec.volumes.map(({ name }) =>
      spacingAnswer(
        name,
        rows.filter(({ volume }) => volume === name),
        tolerance,
      ),
    ),
    geometry,
    replicates,
    meanGradePpm: mean,
    coefficientOfVariation: Math.sqrt(Math.max(0, squares / (replicates * field.nodes) - mean * mean)) / mean,
  };
}

const white: CovarianceModel = { nugget: 1, structures: [] };

function checkStudy(
  replicates: number,
  shifts: number,
  tolerance: number,
  confidence: number,
  maxSamples: number,
  sampleError: number,
): void {
  const bounds: readonly [string, number, number, number][] = [
    ["replicates", replicates, 20, 100_000],
    ["shifts", shifts, 1, 1000],
    ["tolerance", tolerance, 0.001, 0.999],
    ["confidence", confidence, 0.5, 0.999],
    ["samples of one estimate", maxSamples, 1, 1e9],
    ["relative error of a sample", sampleError, 0, 2],
  ];
  for (const [what, value, low, high] of bounds)
    if (!(value >= low && value <= high))
      throw new RangeError(`drill spacing: ${what} must lie in ${low}-${high}, got ${value}`);
}

function meanOf(field: Float64Array, { grid }: SpacingGeometry, { from, nodes }: SpacingGeometry["panels"][number]) {
  const [nx, ny, nz] = grid.count;
  let sum = 0;
  for (let k = 0; k < nz; k++)
    for (let j = from[1]; j < from[1] + nodes; j++)
      for (let i = from[0]; i < from[0] + nodes; i++) sum += field[i + nx * (j + ny * k)];
  return sum / (nodes * nodes * nz);
}

function weighed(field: Float64Array, { node, weight }: PanelWeights): number {
  let sum = 0;
  for (let a = 0; a < node.length; a++) sum += weight[a] * field[node[a]];
  return sum;
}
