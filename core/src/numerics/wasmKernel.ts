import {
  type CellLaw,
  type DrawKernel,
  kernelChunk as chunk,
  type SampleRequest,
  type SampleRows,
} from "./drawKernel.ts";
import { kernelBase64 } from "./wasmKernelBytes.ts";
import { instantiateWasm } from "./wasmModule.ts";

const pageBytes = 65_536;

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly freeFrom: { readonly value: number };
  readonly uniformAt: { readonly value: number };
  readonly normalAt: { readonly value: number };
  readonly commonAt: { readonly value: number };
  readonly oreAt: { readonly value: number };
  readonly blendAt: { readonly value: number };
  readonly unrecoveredAt: { readonly value: number };
  readonly bitRangeAt: { readonly value: number };
  readonly binCountsAt: { readonly value: number };
  readonly massAt: { readonly value: number };
  readonly totalAt: { readonly value: number };
  readonly weightedAt: { readonly value: number };
  readonly momentsAt: { readonly value: number };
  readonly sampledStride: { readonly value: number };
  fillUniform(n: number, block: number, stream: number, check: number, seedLow: number, seedHigh: number): void;
  toNormal(n: number): void;
  toUnrecovered(n: number, location: number, sd: number, bounded: number, factor: number, recovered: number): void;
  toUnrecoveredBlended(
    n: number,
    location: number,
    sd: number,
    bounded: number,
    factor: number,
    recovered: number,
    weight: number,
    sampled: number,
  ): void;
  drawSamples(...numbers: number[]): void;
  takeMass(n: number, isFirst: number): void;
  addTotal(n: number): number;
  addWeighted(n: number, scale: number, offset: number): void;
  addMoments(n: number, mean: number): void;
  countBins(n: number): number;
  matchBin(n: number, bin: number): number;
}

/** The vectorised kernel, or null where the host lacks WebAssembly or its 128-bit vectors, or forbids them. */
export function createWasmKernel(): DrawKernel | null {
  const exports = instantiateWasm(kernelBase64);
  return exports === null ? null : new WasmKernel(exports as Exports);
}

const roundUp = (bytes: number, to: number) => Math.ceil(bytes / to) * to;

/** Where the samples of a pool stand in the kernel's memory, bytes. */
interface SamplesAt {
  readonly rows: number;
  readonly start: number;
  readonly means: number;
  readonly present: number;
  readonly wanted: number;
  readonly weights: number;
  readonly sampled: number;
  readonly groups: number;
  readonly deposits: number;
}

class WasmKernel implements DrawKernel {
  readonly isWasm = true;
  uniform!: Float64Array;
  normal!: Float64Array;
  common!: Float64Array;
  ore!: Float64Array;
  blend!: Float64Array;
  unrecovered!: Float32Array;
  binCounts!: Uint32Array;
  bitRange!: Uint32Array;
  mass!: Float64Array;
  total!: Float64Array;
  weighted!: Float64Array;
  moments!: Float64Array;
  #matches!: Float32Array;
  readonly #exports: Exports;
  #samples: SampleRows | null = null;
  #at: SamplesAt | null = null;

  constructor(exports: Exports) {
    this.#exports = exports;
    this.#view();
  }

  fillUniform(n: number, block: number, stream: number, check: number, seed: number): void {
    this.#exports.fillUniform(n, block, stream, check, seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0);
  }

  toNormal(n: number): void {
    this.#exports.toNormal(n);
  }

  toUnrecovered(n: number, law: CellLaw): void {
    const { location, sd, isBounded, factor, recoveredT } = law;
    this.#exports.toUnrecovered(n, location, sd, isBounded ? 1 : 0, factor, recoveredT);
  }

  toUnrecoveredBlended(n: number, law: CellLaw, weight: number, element: number): void {
    const { location, sd, isBounded, factor, recoveredT } = law;
    const column = this.#opened().sampled + element * this.#exports.sampledStride.value;
    this.#exports.toUnrecoveredBlended(n, location, sd, isBounded ? 1 : 0, factor, recoveredT, weight, column);
  }

  openSamples(samples: SampleRows, width: number): void {
    if (this.#samples === samples) return;
    const groups = Math.ceil(width / 4);
    const deposits = samples.start.length - 1;
    const at = this.#layout(samples, groups, deposits);
    const { buffer } = this.#exports.memory;
    new Int32Array(buffer, at.start, deposits + 1).set(samples.start);
    pad(new Float32Array(buffer, at.rows), samples.ppm, width, 4 * groups);
    pad(new Float32Array(buffer, at.means), samples.depositMeanPpm, width, 4 * groups);
    const present = new Uint8Array(buffer, at.present, deposits * groups).fill(0);
    for (let j = 0; j < deposits; j++)
      for (let e = 0; e < width; e++)
        if (!Number.isNaN(samples.depositMeanPpm[j * width + e])) present[j * groups + (e >> 2)] |= 1 << (e & 3);
    this.#samples = samples;
    this.#at = at;
  }

  drawSamples(n: number, first: number, request: SampleRequest): void {
    const at = this.#opened();
    const { seed, weights, mineStream, bootstrapStream } = request;
    const { buffer } = this.#exports.memory;
    const present = new Uint8Array(buffer, at.present, at.deposits * at.groups);
    const wanted = new Uint8Array(buffer, at.wanted, at.groups).fill(0);
    const groupWeights = new Float64Array(buffer, at.weights, at.groups).fill(0);
    for (let i = 0; i < present.length; i++) wanted[i % at.groups] |= present[i];
    for (let e = 0; e < weights.length; e++) {
      const group = e >> 2;
      if (weights[e] > groupWeights[group]) groupWeights[group] = weights[e];
      if (!(weights[e] > 0)) wanted[group] &= ~(1 << (e & 3));
    }
    const pool = [at.groups, at.deposits, at.rows, at.start, at.means, at.present, at.wanted, at.weights, at.sampled];
    const seeds = [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0];
    this.#exports.drawSamples(n, first, ...pool, mineStream, bootstrapStream, ...seeds);
  }

  sampledPpm(element: number): Float32Array {
    const at = this.#opened().sampled + element * this.#exports.sampledStride.value;
    return new Float32Array(this.#exports.memory.buffer, at, chunk);
  }

  countBins(n: number): number {
    return this.#exports.countBins(n);
  }

  matchBin(n: number, bin: number): Float32Array {
    return this.#matches.subarray(0, this.#exports.matchBin(n, bin));
  }

  takeMass(n: number, isFirst: boolean): void {
    this.#exports.takeMass(n, isFirst ? 1 : 0);
  }

  addTotal(n: number): number {
    return this.#exports.addTotal(n);
  }

  addWeighted(n: number, scale: number, offset: number): void {
    this.#exports.addWeighted(n, scale, offset);
  }

  addMoments(n: number, mean: number): void {
    this.#exports.addMoments(n, mean);
  }

  #opened(): SamplesAt {
    if (!this.#at) throw new RangeError("no samples are open in this kernel; call openSamples first");
    return this.#at;
  }

  #layout(samples: SampleRows, groups: number, deposits: number): SamplesAt {
    const rowBytes = 16 * groups;
    const rows = this.#exports.freeFrom.value;
    const means = rows + samples.start[deposits] * rowBytes;
    const sampled = means + deposits * rowBytes;
    const weights = sampled + roundUp(4 * groups * this.#exports.sampledStride.value, 64);
    const start = weights + 8 * groups;
    const present = start + 4 * (deposits + 1);
    const wanted = present + deposits * groups;
    const missingBytes = wanted + groups - this.#exports.memory.buffer.byteLength;
    if (missingBytes > 0) {
      this.#exports.memory.grow(Math.ceil(missingBytes / pageBytes));
      this.#view();
    }
    return { rows, start, means, present, wanted, weights, sampled, groups, deposits };
  }

  /** Growing the memory detaches the views on it. */
  #view(): void {
    const at = this.#exports;
    const { buffer } = at.memory;
    this.uniform = new Float64Array(buffer, at.uniformAt.value, chunk);
    this.normal = new Float64Array(buffer, at.normalAt.value, chunk);
    this.common = new Float64Array(buffer, at.commonAt.value, chunk);
    this.ore = new Float64Array(buffer, at.oreAt.value, chunk);
    this.blend = new Float64Array(buffer, at.blendAt.value, chunk);
    this.mass = new Float64Array(buffer, at.massAt.value, chunk);
    this.total = new Float64Array(buffer, at.totalAt.value, chunk);
    this.weighted = new Float64Array(buffer, at.weightedAt.value, chunk);
    this.moments = new Float64Array(buffer, at.momentsAt.value, 2);
    this.binCounts = new Uint32Array(buffer, at.binCountsAt.value, 65_536);
    this.bitRange = new Uint32Array(buffer, at.bitRangeAt.value, 2);
    this.#matches = new Float32Array(buffer, at.normalAt.value, chunk);
    this.unrecovered = new Float32Array(buffer, at.unrecoveredAt.value, chunk);
  }
}

/** Copies rows of `width` numbers to rows of `padded`, NaN behind. */
function pad(target: Float32Array, source: Float32Array, width: number, padded: number): void {
  const rows = source.length / width;
  for (let row = 0; row < rows; row++) {
    target.set(source.subarray(row * width, (row + 1) * width), row * padded);
    target.fill(Number.NaN, row * padded + width, (row + 1) * padded);
  }
}
