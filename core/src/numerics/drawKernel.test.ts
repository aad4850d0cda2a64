import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { type CellLaw, type DrawKernel, kernelChunk, type SampleRows } from "./drawKernel.ts";
import { streamNumber } from "./drawStream.ts";
import { normalQuantile } from "./normal.ts";
import { createScalarKernel } from "./scalarKernel.ts";
import { threadKernel } from "./threadKernel.ts";
import { createWasmKernel } from "./wasmKernel.ts";
import { kernelSourceSha256 } from "./wasmKernelBytes.ts";

const wasm = createWasmKernel() as DrawKernel;
const scalar = createScalarKernel();
const both = [wasm, scalar] as const;

const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const counts = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(kernelChunk), fc.constant(kernelChunk - 3));
const blocks = fc.oneof(fc.nat({ max: 1000 }), fc.constant(2 ** 32 - 2));
const streams = fc.string({ maxLength: 12 }).map(streamNumber);
const laws: fc.Arbitrary<CellLaw> = fc.record({
  location: fc.oneof(fc.double({ min: -12, max: 14, noNaN: true }), fc.constant(Number.NEGATIVE_INFINITY)),
  sd: fc.double({ min: 0, max: 4, noNaN: true }),
  isBounded: fc.boolean(),
  factor: fc.double({ min: 0, max: 1e-6, noNaN: true }),
  recoveredT: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e4, noNaN: true })),
});

/** Index of the first of n numbers whose bits differ, or -1; comparing arrays element by element in `expect` takes seconds. */
function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>, n: number): number {
  for (let k = 0; k < n; k++) if (!Object.is(a[k], b[k])) return k;
  return -1;
}

/** Fills ore, common, blend and normal draws of both kernels alike. */
function prepare(n: number, seed: number): void {
  for (const kernel of both) {
    for (const name of ["ore", "common", "blend"] as const) {
      kernel.fillUniform(n, 0, streamNumber(name), 1, seed);
      for (let k = 0; k < n; k++) kernel[name][k] = kernel.uniform[k] * { ore: 1e7, common: 3, blend: 1 }[name];
    }
    kernel.fillUniform(n, 7, 8, 9, seed);
    kernel.toNormal(n);
  }
}

test("this host runs the vectorised kernel, and its bytes were made from the source that stands beside them", () => {
  expect(threadKernel().isWasm).toBe(true);
  const source = readFileSync(new URL("./drawKernel.as", import.meta.url));
  expect(createHash("sha256").update(source).digest("hex")).toBe(kernelSourceSha256);
});

describe("the vectorised kernel gives the bits of the scalar one", () => {
  test.prop([counts, blocks, streams, streams, seeds])(
    "in uniform and normal draws",
    (n, block, stream, check, seed) => {
      for (const kernel of both) {
        kernel.fillUniform(n, block, stream, check, seed);
        kernel.toNormal(n);
      }
      expect(firstDifference(wasm.uniform, scalar.uniform, n)).toBe(-1);
      expect(firstDifference(wasm.normal, scalar.normal, n)).toBe(-1);
    },
  );

  test.prop([fc.array(fc.double({ min: 2 ** -60, max: 1 - 2 ** -53, noNaN: true }), { minLength: 1, maxLength: 50 })])(
    "in normal scores of any probability, the far tails of conditioned draws included",
    (probabilities) => {
      const tails = [2 ** -53, 1 - 2 ** -53, 1e-12, 0.075, 0.925, 0.5, ...probabilities];
      for (const kernel of both) {
        kernel.uniform.set(tails);
        kernel.toNormal(tails.length);
      }
      expect(firstDifference(wasm.normal, scalar.normal, tails.length)).toBe(-1);
      expect(Array.from(wasm.normal.subarray(0, tails.length))).toEqual(tails.map(normalQuantile));
    },
  );

  test.prop([counts, seeds, laws])("in the unrecovered mass of a cell", (n, seed, law) => {
    prepare(n, seed);
    for (const kernel of both) kernel.toUnrecovered(n, law);
    expect(firstDifference(wasm.unrecovered, scalar.unrecovered, n)).toBe(-1);
  });

  test.prop([counts, seeds, fc.double({ min: 0, max: 1e6, noNaN: true })])(
    "in sums, bins, matches and moments",
    (n, seed, mean) => {
      prepare(n, seed);
      const results = both.map((kernel) => {
        kernel.toUnrecovered(n, { location: 1, sd: 2, isBounded: false, factor: 1e-6, recoveredT: 1 });
        kernel.bitRange.set([0xffffffff, 0]);
        kernel.total.fill(0.25);
        kernel.weighted.fill(0.5);
        kernel.moments.fill(0);
        const sum = kernel.countBins(n);
        const [lowest, highest] = kernel.bitRange;
        let counted = 0;
        for (let bin = lowest >>> 16; bin <= highest >>> 16; bin++) counted += (bin % 9973) * kernel.binCounts[bin];
        kernel.binCounts.fill(0);
        const matches = [...kernel.matchBin(n, lowest >>> 16)];
        kernel.takeMass(n, true);
        kernel.takeMass(n, false);
        const total = kernel.addTotal(n);
        kernel.addWeighted(n, 3, 0.125);
        kernel.addMoments(n, mean);
        return { sum, lowest, highest, counted, matches, total, moments: [...kernel.moments] };
      });
      for (const name of ["mass", "total", "weighted"] as const)
        expect(firstDifference(wasm[name], scalar[name], n)).toBe(-1);
      expect(results[0]).toEqual(results[1]);
    },
  );

  test.prop([
    fc.integer({ min: 1, max: 11 }),
    fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 9 }),
    seeds,
  ])("in sampled grades, whatever is missing from the rows", (width, rowsOfDeposits, seed) => {
    const samples = sampleRows(width, rowsOfDeposits, seed);
    const weights = Float64Array.from({ length: width }, (_, e) => [0, 0.3, 1][(e + seed) % 3]);
    const n = 60;
    prepare(n, seed);
    const law = { location: 1, sd: 0.5, isBounded: false, factor: 1e-6, recoveredT: 0 };
    const drawn = both.map((kernel) => {
      kernel.openSamples(samples, width);
      kernel.drawSamples(n, 1000, { seed, mineStream: 5, bootstrapStream: 6, weights });
      return Array.from({ length: width }, (_, e) => {
        kernel.toUnrecoveredBlended(n, law, weights[e], e);
        return Array.from(kernel.unrecovered.subarray(0, n));
      });
    });
    expect(drawn[0]).toEqual(drawn[1]);
  });
});

/** Invented rows in which a cell in four is missing. */
function sampleRows(width: number, rowsOfDeposits: readonly number[], seed: number): SampleRows {
  const start = Int32Array.from([0, ...rowsOfDeposits]);
  for (let j = 1; j < start.length; j++) start[j] += start[j - 1];
  const rows = start[start.length - 1];
  const ppm = new Float32Array(rows * width);
  for (let from = 0; from < ppm.length; from += kernelChunk) {
    const n = Math.min(kernelChunk, ppm.length - from);
    scalar.fillUniform(n, from / 4, 3, 4, seed);
    for (let i = 0; i < n; i++) ppm[from + i] = scalar.uniform[i] < 0.25 ? Number.NaN : 100 * scalar.uniform[i];
  }
  const depositMeanPpm = new Float32Array(rowsOfDeposits.length * width);
  for (let j = 0; j < rowsOfDeposits.length; j++) {
    for (let e = 0; e < width; e++) {
      const values: number[] = [];
      for (let row = start[j]; row < start[j + 1]; row++) values.push(ppm[row * width + e]);
      const numbers = values.filter((value) => !Number.isNaN(value));
      depositMeanPpm[j * width + e] = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    }
  }
  return { ppm, start, depositMeanPpm };
}

describe.each(both.map((kernel) => [kernel.isWasm ? "vectorised" : "scalar", kernel] as const))(
  "the %s kernel",
  (_, kernel) => {
    test.prop([laws, seeds])("gives the mass that the host's own exponential gives, to 1e-12", (law, seed) => {
      const n = 24;
      prepare(n, seed);
      kernel.toUnrecovered(n, law);
      for (let k = 0; k < n; k++) {
        const score = law.location + kernel.common[k] + law.sd * kernel.normal[k];
        const gradePpm = law.isBounded ? 1e6 / (1 + Math.exp(-score)) : Math.exp(score);
        const heldT = kernel.ore[k] * gradePpm * law.factor;
        const expected = Math.max(0, heldT - law.recoveredT);
        // The result is stored in single precision; half a unit of it is 6e-8.
        expect(Math.abs(kernel.unrecovered[k] - expected)).toBeLessThanOrEqual(6e-8 * expected + 1e-12 * heldT + 1e-45);
      }
    });

    test("keeps NaN as NaN and never gives less than nothing", () => {
      prepare(4, 1);
      kernel.ore.set([Number.NaN, 1, 1, 1]);
      kernel.toUnrecovered(4, { location: 0, sd: 1, isBounded: false, factor: 1e-6, recoveredT: 1e9 });
      expect(Array.from(kernel.unrecovered.subarray(0, 4))).toEqual([Number.NaN, 0, 0, 0]);
    });
  },
);
