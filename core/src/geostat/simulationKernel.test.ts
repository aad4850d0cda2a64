import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, test as plain } from "vitest";
import { fillUniform } from "../numerics/drawStream.ts";
import { SequentialGaussian, type SimulationSpec } from "./sequentialGaussian.ts";
import { simulationKernelSourceSha256 } from "./simulationKernelBytes.ts";

const none = { xyzM: new Float64Array(0), values: new Float64Array(0) };

function fields(simulation: SequentialGaussian, first: number, count: number): Float64Array[] {
  const all: Float64Array[] = [];
  simulation.simulateEach(first, count, (k, field) => {
    expect(k).toBe(first + all.length);
    all.push(Float64Array.from(field));
  });
  return all;
}

const side = fc.integer({ min: 1, max: 8 });
const cases = fc.record({
  count: fc.tuple(side, side, side),
  data: fc.integer({ min: 0, max: 12 }),
  type: fc.constantFrom("spherical" as const, "exponential" as const, "matern" as const),
  radii: fc.tuple(fc.integer({ min: 5, max: 60 }), fc.integer({ min: 5, max: 60 }), fc.integer({ min: 1, max: 12 })),
  azimuth: fc.integer({ min: 0, max: 180 }),
  maxSamples: fc.integer({ min: 1, max: 21 }),
  path: fc.constantFrom("each" as const, "one" as const),
  coarseGrids: fc.integer({ min: 0, max: 3 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

describe("the kernel of the simulation", () => {
  plain("has the bytes of the source beside it", () => {
    const source = readFileSync(new URL("simulationKernel.as", import.meta.url));
    expect(createHash("sha256").update(source).digest("hex")).toBe(simulationKernelSourceSha256);
  });

  test.prop([cases], { numRuns: 25 })("gives the bits of the plain engine, at any grid, search and path", (c) => {
    const xyzM = new Float64Array(3 * c.data);
    fillUniform(xyzM, c.seed, "test.places");
    for (let i = 0; i < xyzM.length; i++) xyzM[i] *= c.count[i % 3] * [10, 10, 2][i % 3];
    const data = { xyzM, values: Float64Array.from({ length: c.data }, (_, i) => i / 4 - 1) };
    const spec: SimulationSpec = {
      model: {
        nugget: 0.05,
        structures: [{ type: c.type, sill: 0.95, rangesM: [50, 30, 7], anglesDeg: [c.azimuth, 0, 0] }],
      },
      grid: { count: c.count, firstCentreM: [5, 5, 1], sizeM: [10, 10, 2] },
      search: { radiiM: c.radii, anglesDeg: [c.azimuth, 0, 0], maxSamples: c.maxSamples },
      seed: c.seed,
      path: c.path,
      coarseGrids: c.coarseGrids,
    };
    const oracle = fields(new SequentialGaussian(data, { ...spec, engine: "plain" }), 0, 11);
    const kernel = new SequentialGaussian(data, spec);
    expect(fields(kernel, 0, 11)).toEqual(oracle);
    // Whichever realisations share a call.
    expect(fields(kernel, 3, 2)).toEqual(oracle.slice(3, 5));
    expect(fields(kernel, 10, 1)).toEqual(oracle.slice(10));
  });

  plain.each(["each", "one"] as const)("refuses neighbours that follow from each other, path: %s", (path) => {
    // A field as smooth as this is a plane over the grid, to the precision of a double.
    const spec: SimulationSpec = {
      model: { nugget: 0, structures: [{ type: "gaussian", sill: 1, rangesM: [5000, 5000, 5000] }] },
      grid: { count: [12, 12, 1], firstCentreM: [0, 0, 0], sizeM: [1, 1, 1] },
      search: { radiiM: [50, 50, 50], maxSamples: 30 },
      seed: 1,
      path,
    };
    for (const engine of ["fastest", "plain"] as const)
      expect(() => new SequentialGaussian(none, { ...spec, engine }).simulate(0, new Float64Array(144))).toThrow(
        /neighbours of node \d+ follow from each other/,
      );
  });
});
