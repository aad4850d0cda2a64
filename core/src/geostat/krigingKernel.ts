import { instantiateWasm } from "../numerics/wasmModule.ts";
import { blockPattern } from "./blockPattern.ts";
import { prepareModel, samePlaceH2 } from "./covarianceModel.ts";
import { ellipsoidTransform, lowestCorner } from "./ellipsoid.ts";
import { type TileShape, tileShape } from "./gridTiles.ts";
import { blockVariance, type KrigingSpec } from "./krigingEngine.ts";
import { krigingKernelBase64 } from "./krigingKernelBytes.ts";
import type { RegularGrid } from "./regularGrid.ts";
import type { SampleSet } from "./sampleSet.ts";
import { sampleTwins } from "./sampleTwins.ts";
import { structureTypes } from "./structureShape.ts";

/** Blocks that one call fills at most. */
export const stripBlocks = 4096;
/** Status of a block that the kernel leaves to KrigingEngine. */
export const leftToEngine = 255;

const mostNeighbours = 128;
const mostStructures = 8;
const leafSize = 8;
const pageBytes = 65_536;
/**
 * A pivot below this share of the sill: the order of elimination would show in the tenth digit, and what is refused as singular must
 * not depend on it either. Such systems are left to the engine.
 */
const safePivot = 1e-7;

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly parametersAt: { readonly value: number };
  readonly structuresAt: { readonly value: number };
  readonly offsetsAt: { readonly value: number };
  readonly estimateAt: { readonly value: number };
  readonly varianceAt: { readonly value: number };
  readonly slopeAt: { readonly value: number };
  readonly usedAt: { readonly value: number };
  readonly statusAt: { readonly value: number };
  readonly freeFrom: { readonly value: number };
  setup(...numbers: number[]): void;
  buildTree(): void;
  strip(i: number, j: number, k: number, nx: number, ny: number, nz: number, width: number, level: number): void;
}

/** Shapes that the kernel evaluates, by their places in `structureTypes`, and its own numbers of them. */
const kernelShapes = new Map([
  ["spherical", 0],
  ["exponential", 1],
  ["gaussian", 2],
  ["cubic", 3],
]);

/** Is this kriging one that the kernel does? Otherwise KrigingEngine does it. */
export function isKernelKriging(samples: SampleSet, { model, drift, search }: KrigingSpec): boolean {
  if (search === undefined || search.maxPerOctant !== undefined || search.maxPerHole !== undefined) return false;
  if ((drift?.length ?? 0) > 0 || (samples.externalDrift?.length ?? 0) > 0) return false;
  if (search.maxSamples > mostNeighbours || model.structures.length > mostStructures) return false;
  return (
    samples.values.length > 0 &&
    model.structures.every(({ type, across }) => kernelShapes.has(type) && across !== "separate")
  );
}

/** Shape of the tiles that a kriging is cut into, with the kernel or without. */
export function tileFor(samples: SampleSet, grid: RegularGrid, spec: KrigingSpec): TileShape {
  const { search } = spec;
  if (search === undefined || !isKernelKriging(samples, spec))
    return tileShape(grid, Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1));
  const [r0, r1, r2] = search.radiiM;
  return tileShape(grid, ellipsoidTransform(search.anglesDeg ?? [0, 0, 0], [1, r1 / r0, r2 / r0]));
}

/**
 * The kriging of a grid in WebAssembly: tiles of blocks share one search and the factor of the samples they have in common. Gives
 * what KrigingEngine gives to the rounding of the sums; blocks it cannot vouch for have the status `leftToEngine`. State: the
 * memory of the kernel with the samples and their search tree, so one kernel serves one thread.
 */
export class KrigingKernel {
  readonly tile: TileShape;
  readonly estimate: Float64Array;
  readonly variance: Float64Array;
  readonly slope: Float64Array;
  readonly used: Int32Array;
  readonly status: Uint8Array;
  readonly #exports: Exports;

  constructor(exports: object, samples: SampleSet, spec: KrigingSpec, grid: RegularGrid) {
    const kernel = exports as Exports;
    this.#exports = kernel;
    const { search } = spec;
    if (search === undefined) throw new RangeError("kriging kernel: needs a search; check isKernelKriging first");
    const [r0, r1, r2] = search.radiiM;
    const matrix = ellipsoidTransform(search.anglesDeg ?? [0, 0, 0], [1, r1 / r0, r2 / r0]);
    this.tile = tileFor(samples, grid, spec);
    const model = prepareModel(spec.model);
    const pattern = spec.block === undefined ? null : blockPattern(spec.block);
    const points = pattern === null ? 1 : pattern.weights.length;
    const n = samples.values.length;
    let nodes = 1;
    for (let m = n; m > leafSize; m = (m + 1) >> 1) nodes = 2 * nodes + 1;
    let free = kernel.freeFrom.value;
    const take = (bytes: number) => {
      const at = free;
      free += Math.ceil(bytes / 16) * 16;
      return at;
    };
    const [raw, values, twins, tree, ids] = [24 * n, 8 * n, n, 24 * n, 4 * n].map(take);
    const [axes, splits, offsets] = [nodes, 8 * nodes, 32 * points * model.count].map(take);
    const missing = free - kernel.memory.buffer.byteLength;
    if (missing > 0) kernel.memory.grow(Math.ceil(missing / pageBytes));
    const { buffer } = kernel.memory;
    new Float64Array(buffer, raw, 3 * n).set(samples.xyzM);
    let sum = 0;
    for (let i = 0; i < n; i++) sum += samples.values[i];
    const centre = spec.knownMean ?? sum / n;
    const centred = new Float64Array(buffer, values, n);
    for (let i = 0; i < n; i++) centred[i] = samples.values[i] - centre;
    new Uint8Array(buffer, twins, n).set(sampleTwins(samples.xyzM));
    const originM = lowestCorner(samples.xyzM);
    const first = model.transforms[0] ?? new Float64Array(9);
    const reach = first[0] * first[0] + first[1] * first[1] + first[2] * first[2];
    const coincident = coincidenceReach(samples, grid, originM, reach, Math.max(1, r0 / r1, r0 / r2));
    const parameters = [...originM, ...matrix, r0 * r0, r0, model.nugget, model.totalSill];
    parameters.push(pattern === null ? model.totalSill : blockVariance(model, pattern), centre);
    parameters.push(...grid.firstCentreM, ...grid.sizeM, coincident * coincident, reach, safePivot, samePlaceH2);
    new Float64Array(buffer, kernel.parametersAt.value, parameters.length).set(parameters);
    for (let s = 0; s < model.count; s++) {
      const at = kernel.structuresAt.value + 96 * s;
      const name = structureTypes[model.codes[s]];
      new Int32Array(buffer, at, 1)[0] = kernelShapes.get(name) ?? 0;
      const m = model.transforms[s];
      new Float64Array(buffer, at + 8, 10).set([model.sills[s], ...m]);
      if (pattern === null) continue;
      const to = new Float64Array(buffer, offsets + 32 * points * s, 4 * points);
      for (let d = 0; d < points; d++) {
        const [x, y, z] = pattern.offsetsM.subarray(3 * d, 3 * d + 3);
        // The kernel takes sample minus target; so does the sign here.
        for (let a = 0; a < 3; a++) to[4 * d + a] = -(m[3 * a] * x + m[3 * a + 1] * y + m[3 * a + 2] * z);
        to[4 * d + 3] = pattern.weights[d];
      }
    }
    new Uint8Array(buffer, kernel.offsetsAt.value, this.tile.offsets.length).set(this.tile.offsets);
    const counts = [n, search.maxSamples, search.minSamples ?? 1, spec.knownMean === undefined ? 0 : 1];
    const isBlock = pattern !== null;
    kernel.setup(...counts, model.count, points, isBlock ? 1 : 0, raw, values, twins, tree, ids, axes, splits, offsets);
    kernel.buildTree();
    this.estimate = new Float64Array(buffer, kernel.estimateAt.value, stripBlocks);
    this.variance = new Float64Array(buffer, kernel.varianceAt.value, stripBlocks);
    this.slope = new Float64Array(buffer, kernel.slopeAt.value, stripBlocks);
    this.used = new Int32Array(buffer, kernel.usedAt.value, stripBlocks);
    this.status = new Uint8Array(buffer, kernel.statusAt.value, stripBlocks);
  }

  /** Fills the outputs for nx by ny by nz blocks from block (i, j, k) on, x fastest; ny and nz at most a tile's. */
  strip(i: number, j: number, k: number, nx: number, ny: number, nz: number): void {
    this.#exports.strip(i, j, k, nx, ny, nz, this.tile.width[0], this.tile.level);
  }
}

/** The kernel, or null where it does not apply, or the host has no WebAssembly with 128-bit vectors. */
export function createKrigingKernel(samples: SampleSet, spec: KrigingSpec, grid: RegularGrid): KrigingKernel | null {
  if (!isKernelKriging(samples, spec)) return null;
  const exports = instantiateWasm(krigingKernelBase64);
  return exports === null ? null : new KrigingKernel(exports, samples, spec, grid);
}

/**
 * Distance in the space of the search within which a target may lie on a sample by the rule of `StructureRows` (1e-9 of the first
 * range), with a margin for the rounding of rotated coordinates; the kernel then looks at the map coordinates themselves.
 */
function coincidenceReach(
  { xyzM }: SampleSet,
  { count, firstCentreM, sizeM }: RegularGrid,
  originM: Float64Array,
  reach: number,
  stretch: number,
): number {
  let extentM = 0;
  for (let i = 0; i < xyzM.length; i++) extentM = Math.max(extentM, xyzM[i] - originM[i % 3]);
  for (let a = 0; a < 3; a++) {
    const last = firstCentreM[a] + (count[a] - 1) * sizeM[a];
    extentM = Math.max(extentM, Math.abs(firstCentreM[a] - originM[a]), Math.abs(last - originM[a]));
  }
  const apartM = reach > 0 ? Math.sqrt(samePlaceH2 / reach) : 0;
  return stretch * (1.001 * apartM + 1e-14 * extentM);
}
