import type { CovarianceModel } from "../../geostat/covarianceModel.ts";
import { FourierGrid, FourierSimulation, mostFourierPoints, wrappedCount } from "../../geostat/fourierSimulation.ts";
import type { FieldLevel } from "../../geostat/layerLikelihood.ts";
import { type OffGridSets, offGridSets } from "../../geostat/offGridData.ts";
import type { RegularGrid } from "../../geostat/regularGrid.ts";
import type { SampleSet } from "../../geostat/sampleSet.ts";
import { SequentialGaussian } from "../../geostat/sequentialGaussian.ts";
import type { ReceiveRealisation } from "../../geostat/simulationPlan.ts";
import { drawGamma } from "../../geostat/simulationWaves.ts";
import type { VariogramDraw } from "../../geostat/variogramPosterior.ts";
import { fillNormal } from "../../numerics/drawStream.ts";
import { effectiveRanges } from "./autoVariogram.ts";
import { searchOverNodes } from "./searchNodes.ts";

/** What one factor is simulated with. */
export interface FactorSpec {
  readonly draws: readonly VariogramDraw[];
  readonly nodes: RegularGrid;
  /** Null: sequential simulation. */
  readonly fourier: FourierGrid | null;
  readonly spacingM: number;
  readonly compositeM: number;
  readonly maxSamples: number;
  readonly path: "each" | "one";
  readonly seed: number;
}

/**
 * Realisations that share a variogram: what is worked out for it serves them all. The factor of n data takes n³/3 steps (4,000: 14 s), while many data
 * leave little doubt of their variogram: more realisations then share one.
 */
export function realisationsADraw(data: number): 4 | 8 | 16 {
  return data <= 1500 ? 4 : data <= 2500 ? 8 : 16;
}

/** Work space for simulation by Fourier transform, or null where the grid is too large for it. */
export function fourierGridFor(nodes: RegularGrid): FourierGrid | null {
  const [x, y, z] = wrappedCount(nodes);
  return x * y * z <= mostFourierPoints ? new FourierGrid(nodes) : null;
}

/**
 * Simulation of one Gaussian factor of which neither variogram, mean nor sill is known: realisations jn to jn + n − 1, n of `realisationsADraw`,
 * take the j-th draw of the variograms that the data allow, and each a sill σ² and a mean m of its own from their distributions given that variogram.
 * Realisation k depends on seed and k alone. With one path for all, sequential simulation takes the first draw for all.
 */
export class FactorSimulation {
  readonly nodes: number;
  readonly #data: SampleSet;
  readonly #spec: FactorSpec;
  readonly #sets: OffGridSets | null;
  readonly #shared: number;
  #one: SequentialGaussian | null = null;

  constructor(data: SampleSet, spec: FactorSpec) {
    this.#data = data;
    this.#spec = spec;
    this.#sets = spec.fourier === null ? null : offGridSets(data, spec.nodes);
    this.#shared = realisationsADraw(data.values.length);
    const { count } = spec.nodes;
    this.nodes = count[0] * count[1] * count[2];
  }

  /** Realisations `first` to `first + count − 1`, as `SequentialGaussian.simulateEach`. */
  simulateEach(first: number, count: number, receive: ReceiveRealisation): void {
    if (this.#spec.fourier === null && this.#spec.path === "one") {
      this.#one ??= this.#sequential(this.#spec.draws[0]);
      this.#one.simulateEach(first, count, receive);
      return;
    }
    for (let k = first; k < first + count; ) {
      const end = Math.min(first + count, k - (k % this.#shared) + this.#shared);
      this.#engine(k).simulateEach(k, end - k, receive);
      k = end;
    }
  }

  #engine(k: number): FourierSimulation | SequentialGaussian {
    const { draws, fourier, seed } = this.#spec;
    const draw = draws[Math.floor(k / this.#shared) % draws.length];
    if (fourier === null || this.#sets === null) return this.#sequential(draw);
    const { model, level } = draw;
    return new FourierSimulation(this.#data, fourier, {
      model,
      seed,
      sets: this.#sets,
      level: (at) => levelOf(level, seed, at),
    });
  }

  #sequential({ model, level }: VariogramDraw): SequentialGaussian {
    const { nodes, maxSamples, path, seed } = this.#spec;
    return new SequentialGaussian(this.#data, {
      model,
      grid: nodes,
      search: { radiiM: this.#reach(model), maxSamples },
      seed,
      path,
      level: (at) => levelOf(level, seed, at),
    });
  }

  #reach(model: CovarianceModel): readonly [number, number, number] {
    const { spacingM, compositeM, nodes } = this.#spec;
    const { alongM, acrossM } = effectiveRanges(model);
    const level = Math.min(3.5 * spacingM, Math.max(2.5 * spacingM, alongM));
    const upright = Math.min(10 * compositeM, Math.max(3 * nodes.sizeM[2], acrossM));
    return searchOverNodes([level, level, upright], nodes.sizeM);
  }
}

/** Sill from its scaled inverse χ², then the mean from its normal distribution; known ones where the level is null. */
function levelOf(level: FieldLevel | null, seed: number, k: number) {
  if (level === null) return { mean: 0, sd: 1 };
  const z = new Float64Array(1);
  fillNormal(z, seed, `resource.level.${k}`);
  const [gamma] = drawGamma(level.freedom / 2, 1, seed, `resource.sill.${k}`);
  const sd = Math.sqrt(level.squares / (2 * gamma));
  return { mean: level.mean + sd * Math.sqrt(level.meanVariance) * z[0], sd };
}
