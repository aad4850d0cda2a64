import { GridCut } from "./gridTiles.ts";
import type { KrigingResult } from "./kriging.ts";
import { KrigingEngine, type KrigingSpec, krigingStatus } from "./krigingEngine.ts";
import { createKrigingKernel, type KrigingKernel, leftToEngine, stripBlocks, tileFor } from "./krigingKernel.ts";
import { blockCount, mostBlocks, type RegularGrid } from "./regularGrid.ts";
import { checkSamples, type SampleSet } from "./sampleSet.ts";

/** Columns of a run of blocks, in the order of the grid; see KrigingResult. */
export interface GridColumns {
  readonly estimate: Float64Array;
  readonly variance: Float64Array;
  readonly slope: Float64Array;
  readonly used: Int32Array;
  readonly status: Uint8Array;
}

/** Columns for so many blocks. */
export function gridColumns(blocks: number): GridColumns {
  return {
    estimate: new Float64Array(blocks),
    variance: new Float64Array(blocks),
    slope: new Float64Array(blocks),
    used: new Int32Array(blocks),
    status: new Uint8Array(blocks),
  };
}

/**
 * Checks a kriging of a grid and cuts the grid into strips.
 * @throws {RangeError} as `krige` does
 */
export function cutGrid(samples: SampleSet, grid: RegularGrid, spec: KrigingSpec): GridCut {
  blockCount(grid);
  const { values, xyzM, holes, names, externalDrift = [] } = samples;
  checkSamples(samples);
  if (externalDrift.length > 0)
    throw new RangeError(
      `samples have ${externalDrift.length} external drifts, the grid has none; use krige with their values`,
    );
  // With a search, one sample is enough for the engine to refuse what is not usable in the rest.
  const few = spec.search === undefined ? values.length : Math.min(values.length, 1);
  void new KrigingEngine(
    {
      values: values.subarray(0, few),
      xyzM: xyzM.subarray(0, 3 * few),
      ...(holes === undefined ? {} : { holes: holes.subarray(0, few) }),
      ...(names === undefined ? {} : { names }),
    },
    spec,
  );
  return new GridCut(grid, tileFor(samples, grid, spec).width, stripBlocks);
}

/**
 * Kriging of a grid, cut into strips that any thread may fill in any order: the answers of a block depend on the grid, the samples and
 * the specification alone. First every strip by `fillStrip`, then `finish`, which solves what the kernel left. Strips of
 * one layer fill consecutive blocks. State: the kernel's memory, so one object serves one thread.
 */
export class GridKriging {
  readonly cut: GridCut;
  readonly #samples: SampleSet;
  readonly #spec: KrigingSpec;
  readonly #grid: RegularGrid;
  readonly #kernel: KrigingKernel | null;
  #engine: KrigingEngine | null = null;

  /** @param useKernel false leaves everything to KrigingEngine, which the kernel is held against */
  constructor(samples: SampleSet, grid: RegularGrid, spec: KrigingSpec, useKernel = true) {
    this.cut = cutGrid(samples, grid, spec);
    this.#samples = samples;
    this.#spec = spec;
    this.#grid = grid;
    this.#kernel = useKernel ? createKrigingKernel(samples, spec, grid) : null;
  }

  get usesKernel(): boolean {
    return this.#kernel !== null;
  }

  /**
   * Fills strip `strip` of layer `layer`; `out` begins at block `first` of the grid.
   * @returns number of blocks that are left to `finish`
   */
  fillStrip(layer: number, strip: number, out: GridColumns, first: number): number {
    const [nx, ny] = this.#grid.count;
    const [i, j, k] = this.cut.strip(layer, strip).from;
    const [mx, my, mz] = this.cut.strip(layer, strip).count;
    this.#kernel?.strip(i, j, k, mx, my, mz);
    let left = 0;
    for (let row = 0; row < my * mz; row++) {
      const to = i + nx * (j + (row % my) + ny * (k + Math.floor(row / my))) - first;
      if (this.#kernel === null) out.status.fill(leftToEngine, to, to + mx);
      else copyRow(this.#kernel, row * mx, mx, out, to);
      for (let at = to; at < to + mx; at++) if (out.status[at] === leftToEngine) left++;
    }
    return left;
  }

  /**
   * Solves those of `count` blocks from block `from` on that the kernel left, in the order of the grid.
   * @throws {SingularMatrixError} at the first block whose samples share a place or nearly so
   */
  finish(from: number, count: number, out: GridColumns, first: number): void {
    const { firstCentreM, sizeM } = this.#grid;
    const [nx, ny] = this.#grid.count;
    for (let at = from - first; at < from - first + count; at++) {
      if (out.status[at] !== leftToEngine) continue;
      this.#engine ??= new KrigingEngine(this.#samples, this.#spec);
      const engine = this.#engine;
      const block = at + first;
      const [i, j, k] = [block % nx, Math.floor(block / nx) % ny, Math.floor(block / (nx * ny))];
      out.status[at] = engine.estimate(
        firstCentreM[0] + i * sizeM[0],
        firstCentreM[1] + j * sizeM[1],
        firstCentreM[2] + k * sizeM[2],
        [],
      );
      out.estimate[at] = engine.value;
      out.variance[at] = engine.variance;
      out.slope[at] = engine.slope;
      out.used[at] = engine.used;
    }
  }
}

function copyRow(kernel: KrigingKernel, from: number, count: number, out: GridColumns, to: number): void {
  out.estimate.set(kernel.estimate.subarray(from, from + count), to);
  out.variance.set(kernel.variance.subarray(from, from + count), to);
  out.slope.set(kernel.slope.subarray(from, from + count), to);
  out.used.set(kernel.used.subarray(from, from + count), to);
  out.status.set(kernel.status.subarray(from, from + count), to);
}

/** A run of consecutive blocks, from block `first` on. */
export interface GridPart {
  readonly first: number;
  readonly count: number;
  readonly columns: GridColumns;
}

/**
 * Kriging of a grid in parts, each of whole layers and at least `partBlocks` blocks, so that memory does not grow with the grid.
 * The columns of a part are written over by the next one.
 * @throws as `krige` does
 */
export function* krigeGridParts(
  samples: SampleSet,
  grid: RegularGrid,
  spec: KrigingSpec,
  partBlocks = 65_536,
): Generator<GridPart, void, undefined> {
  const kriging = new GridKriging(samples, grid, spec);
  const { blocks, layerBlocks, layers: all, stripsInLayer } = kriging.cut;
  const layers = Math.max(1, Math.ceil(partBlocks / layerBlocks));
  const columns = gridColumns(Math.min(blocks, layers * layerBlocks));
  for (let layer = 0; layer < all; layer += layers) {
    const first = layer * layerBlocks;
    const count = Math.min(layers * layerBlocks, blocks - first);
    for (let l = layer; l < Math.min(layer + layers, all); l++)
      for (let strip = 0; strip < stripsInLayer; strip++) kriging.fillStrip(l, strip, columns, first);
    kriging.finish(first, count, columns, first);
    yield { first, count, columns };
  }
}

/**
 * Kriging of every block of a grid, in its order: what `krige` gives at the blocks' centres, to the rounding of the sums, by the
 * WebAssembly kernel where the specification allows it (simple or ordinary kriging with a search without octants or holes; spherical,
 * exponential, Gaussian and cubic structures; points or blocks) and by KrigingEngine elsewhere.
 * @throws as `krige` does
 */
export function krigeGrid(samples: SampleSet, grid: RegularGrid, spec: KrigingSpec): KrigingResult {
  for (const { columns } of krigeGridParts(samples, grid, spec, mostBlocks))
    return { ...columns, ...statusCounts(columns.status), weights: null };
  throw new RangeError("grid: no blocks");
}

/** How many blocks have no estimate, by the reason. */
export function statusCounts(status: Uint8Array): { tooFewSamples: number; driftUndetermined: number } {
  let [tooFewSamples, driftUndetermined] = [0, 0];
  for (let i = 0; i < status.length; i++) {
    if (status[i] === krigingStatus.tooFewSamples) tooFewSamples++;
    if (status[i] === krigingStatus.driftUndetermined) driftUndetermined++;
  }
  return { tooFewSamples, driftUndetermined };
}
