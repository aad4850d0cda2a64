import { bootstrapGrades } from "./clusterBootstrap.ts";
import {
  type CellLaw,
  type DrawKernel,
  kernelChunk as chunk,
  type SampleRequest,
  type SampleRows,
} from "./drawKernel.ts";
import { exponential } from "./exponential.ts";
import { normalQuantile } from "./normal.ts";
import { philoxBlock } from "./philox.ts";

const inverse32 = 2 ** -32;

/** The kernel in plain TypeScript: fallback of the vectorised one and what its tests compare it with. */
export function createScalarKernel(): DrawKernel {
  return new ScalarKernel();
}

class ScalarKernel implements DrawKernel {
  readonly isWasm = false;
  readonly uniform = new Float64Array(chunk);
  readonly normal = new Float64Array(chunk);
  readonly common = new Float64Array(chunk);
  readonly ore = new Float64Array(chunk);
  readonly blend = new Float64Array(chunk);
  readonly unrecovered = new Float32Array(chunk);
  readonly binCounts = new Uint32Array(65_536);
  readonly bitRange = new Uint32Array(2);
  readonly mass = new Float64Array(chunk);
  readonly total = new Float64Array(chunk);
  readonly weighted = new Float64Array(chunk);
  readonly moments = new Float64Array(2);
  readonly #bits = new Uint32Array(this.unrecovered.buffer);
  readonly #matches = new Float32Array(chunk);
  readonly #words = new Uint32Array(4);
  #samples: SampleRows | null = null;
  #width = 0;
  /** E x chunk. */
  #sampled = new Float32Array(0);

  fillUniform(n: number, block: number, stream: number, check: number, seed: number): void {
    const { uniform } = this;
    const words = this.#words;
    const seedHigh = Math.floor(seed / 2 ** 32) >>> 0;
    for (let k = 0; k < n; k += 4) {
      philoxBlock(words, block + k / 4, stream, check, 0, seed >>> 0, seedHigh);
      for (let i = 0; i < 4; i++) uniform[k + i] = (words[i] + 0.5) * inverse32;
    }
  }

  toNormal(n: number): void {
    const { uniform, normal } = this;
    for (let k = 0; k < n; k++) normal[k] = normalQuantile(uniform[k]);
  }

  toUnrecovered(n: number, law: CellLaw): void {
    for (let k = 0; k < n; k++) this.#setMass(k, this.#gradePpm(k, law), law);
  }

  toUnrecoveredBlended(n: number, law: CellLaw, weight: number, element: number): void {
    const { blend } = this;
    for (let k = 0; k < n; k++) {
      const sample = this.#sampled[element * chunk + k];
      const isSample = blend[k] < weight && sample === sample;
      this.#setMass(k, isSample ? sample : this.#gradePpm(k, law), law);
    }
  }

  openSamples(samples: SampleRows, width: number): void {
    this.#samples = samples;
    this.#width = width;
    if (this.#sampled.length < width * chunk) this.#sampled = new Float32Array(width * chunk);
  }

  drawSamples(n: number, first: number, request: SampleRequest): void {
    if (!this.#samples) throw new RangeError("no samples are open in this kernel; call openSamples first");
    const width = this.#width;
    const grades = new Float64Array(width);
    let weight = 0;
    for (let e = 0; e < width; e++) weight = Math.max(weight, request.weights[e]);
    for (let k = 0; k < n; k++) {
      if (!(this.blend[k] < weight)) continue;
      bootstrapGrades(this.#samples, first + k, request, grades);
      for (let e = 0; e < width; e++) this.#sampled[e * chunk + k] = grades[e];
    }
  }

  sampledPpm(element: number): Float32Array {
    return this.#sampled.subarray(element * chunk, (element + 1) * chunk);
  }

  countBins(n: number): number {
    const bits = this.#bits;
    const { binCounts, bitRange, unrecovered } = this;
    for (let k = 0; k < n; k++) {
      binCounts[bits[k] >>> 16]++;
      if (bits[k] < bitRange[0]) bitRange[0] = bits[k];
      if (bits[k] > bitRange[1]) bitRange[1] = bits[k];
    }
    return sumInLanes(n, (k) => unrecovered[k]);
  }

  matchBin(n: number, bin: number): Float32Array {
    let count = 0;
    for (let k = 0; k < n; k++) if (this.#bits[k] >>> 16 === bin) this.#matches[count++] = this.unrecovered[k];
    return this.#matches.subarray(0, count);
  }

  takeMass(n: number, isFirst: boolean): void {
    const { mass, unrecovered } = this;
    for (let k = 0; k < n; k++) mass[k] = isFirst ? unrecovered[k] : mass[k] + unrecovered[k];
  }

  addTotal(n: number): number {
    const { mass, total } = this;
    for (let k = 0; k < n; k++) total[k] += mass[k];
    return sumInLanes(n, (k) => mass[k]);
  }

  addWeighted(n: number, scale: number, offset: number): void {
    const { weighted, unrecovered } = this;
    for (let k = 0; k < n; k++) weighted[k] += unrecovered[k] * scale + offset;
  }

  addMoments(n: number, mean: number): void {
    const { mass, total, moments } = this;
    moments[0] += sumInLanes(n, (k) => (mass[k] - mean) ** 2);
    moments[1] += sumInLanes(n, (k) => (mass[k] - mean) * total[k]);
  }

  #gradePpm(k: number, { location, sd, isBounded }: CellLaw): number {
    const score = location + this.common[k] + sd * this.normal[k];
    return isBounded ? 1e6 / (1 + exponential(-score)) : exponential(score);
  }

  #setMass(k: number, gradePpm: number, { factor, recoveredT }: CellLaw): void {
    const massT = this.ore[k] * gradePpm * factor - recoveredT;
    this.unrecovered[k] = massT < 0 ? 0 : massT;
  }
}

/** Sum of n terms in the order in which four vector lanes add them. */
function sumInLanes(n: number, term: (k: number) => number): number {
  const whole = n - (n % 4);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let k = 0; k < whole; k += 4) {
    a += term(k);
    b += term(k + 1);
    c += term(k + 2);
    d += term(k + 3);
  }
  let sum = a + b + (c + d);
  for (let k = whole; k < n; k++) sum += term(k);
  return sum;
}
