import { type CovarianceModel, prepareModel } from "./covarianceModel.ts";
import type { SearchSpec } from "./neighbourSearch.ts";
import { NodeOffsets } from "./nodeOffsets.ts";
import { blockCount, type RegularGrid } from "./regularGrid.ts";
import { checkSamples, type SampleSet } from "./sampleSet.ts";
import { createKernelSimulation } from "./simulationKernel.ts";
import { assignToNodes } from "./simulationNodes.ts";
import {
  type LevelOfRealisation,
  type ReceiveRealisation,
  SimulationDraws,
  type SimulationEngine,
  type SimulationPlan,
} from "./simulationPlan.ts";
import { ScalarSimulation } from "./simulationScalar.ts";

export interface SimulationSpec {
  /** Model of the normal scores; its sills should sum to one. */
  readonly model: CovarianceModel;
  readonly grid: RegularGrid;
  /** Ellipsoid, and most informed nodes (data among them) that one node is conditioned on: `maxSamples`. */
  readonly search: SearchSpec;
  readonly seed: number;
  /** A path for each realisation (default), or one for all: many times faster, but realisations share the path's artefacts. */
  readonly path?: "each" | "one";
  /** Coarse grids simulated first; default 3. */
  readonly coarseGrids?: number;
  /** Mean and standard deviation of realisation k's field, for what is not known of them; default 0 and 1. The model stays of unit sill. */
  readonly level?: LevelOfRealisation;
  /** `plain` keeps to TypeScript: the same bits, several times slower. Default: WebAssembly where the host has its vectors. */
  readonly engine?: "fastest" | "plain";
}

/**
 * Sequential Gaussian simulation of a standard normal field on a grid, by simple kriging with mean 0 from data and nodes already
 * drawn. Data move to their nearest node; of several on one node the nearest counts; those outside do not.
 * Realisation k depends on seed and k alone: the same on any thread, in any order.
 * @see Deutsch and Journel (1998), GSLIB, section V.2.3, program sgsim; Journel and Alabert (1989)
 */
export class SequentialGaussian {
  readonly nodes: number;
  /** Node of each datum that conditions, −1 for one outside the grid or farther from its node than another. */
  readonly nodeOfDatum: Int32Array;
  readonly dataOutside: number;
  readonly dataSuperseded: number;
  readonly #engine: SimulationEngine;
  readonly #level: LevelOfRealisation | null;

  /**
   * @param data normal scores at their positions
   * @throws {RangeError} data, grid, model or search not usable
   * @throws {SingularMatrixError} one path, and the model is not permissible in three dimensions, or nodes follow from each other
   */
  constructor(data: SampleSet, spec: SimulationSpec) {
    checkSamples(data);
    this.nodes = blockCount(spec.grid);
    const model = prepareModel(spec.model);
    if (!model.isBounded) throw new RangeError("simulation: a power model has no covariance; use a model with a sill");
    const { maxSamples } = spec.search;
    if (!(Number.isInteger(maxSamples) && maxSamples >= 1 && maxSamples <= 200))
      throw new RangeError(`simulation: maxSamples must be whole, 1 to 200, got ${maxSamples}`);
    if (spec.search.maxPerOctant !== undefined || spec.search.maxPerHole !== undefined)
      throw new RangeError("simulation: limits per octant or hole do not apply to nodes; leave them out");
    const { coarseGrids = 3, seed, grid } = spec;
    if (!(Number.isInteger(coarseGrids) && coarseGrids >= 0 && coarseGrids <= 20))
      throw new RangeError(`simulation: coarse grids must be whole, 0 to 20, got ${coarseGrids}`);
    const { values, nodeOfDatum, outside, superseded } = assignToNodes(data, grid, this.nodes);
    this.nodeOfDatum = nodeOfDatum;
    this.dataOutside = outside;
    this.dataSuperseded = superseded;
    this.#level = spec.level ?? null;
    const plan: SimulationPlan = {
      grid,
      nodes: this.nodes,
      maxSamples,
      sill: model.totalSill,
      offsets: new NodeOffsets(model, grid, spec.search),
      conditioned: values,
      seed,
      draws: new SimulationDraws(grid, coarseGrids, values, seed, this.#level),
    };
    const isOnePath = spec.path === "one";
    const kernel = spec.engine === "plain" ? null : createKernelSimulation(plan, isOnePath);
    this.#engine = kernel ?? new ScalarSimulation(plan, isOnePath);
  }

  /**
   * Writes realisation k.
   * @param target length = nodes of the grid
   * @throws {SingularMatrixError} the model is not permissible in three dimensions, or nodes follow from each other
   */
  simulate(k: number, target: Float64Array): void {
    if (target.length !== this.nodes)
      throw new RangeError(`simulation: ${this.nodes} nodes, target of ${target.length}`);
    this.simulateEach(k, 1, (_, field) => target.set(field));
  }

  /**
   * Realisations `first` to `first + count − 1` in order, handed over one by one: nothing is kept, so there may be any number. Several
   * together are drawn faster than one by one, with the same values.
   * @param receive gets the number and the values in grid order, which are overwritten after it returns
   * @throws {SingularMatrixError} as `simulate` does
   */
  simulateEach(first: number, count: number, receive: ReceiveRealisation): void {
    if (!(Number.isInteger(first) && first >= 0))
      throw new RangeError(`realisation must be a whole number from 0, got ${first}`);
    if (!(Number.isInteger(count) && count >= 0))
      throw new RangeError(`number of realisations must be whole and not negative, got ${count}`);
    const level = this.#level;
    if (level === null) this.#engine.run(first, count, receive);
    else
      this.#engine.run(first, count, (k, field) => {
        const { mean, sd } = level(k);
        for (let node = 0; node < field.length; node++) field[node] = mean + sd * field[node];
        receive(k, field);
      });
  }
}
