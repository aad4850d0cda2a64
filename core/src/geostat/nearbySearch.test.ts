import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { NeighbourSearch } from "./neighbourSearch.ts";

/** All samples in order of distance, then index, each hole's surplus passed over: no tree, no list. */
function plainly(
  xyz: Float64Array,
  holes: Int32Array,
  at: readonly number[],
  radii: readonly number[],
  most: number,
  perHole: number,
): number[] {
  // The first radius points north: along y.
  const squeeze = [radii[0] / radii[1], 1, radii[0] / radii[2]];
  const rows = Array.from(holes, (_, i) => ({
    i,
    d2: [0, 1, 2].reduce((sum, a) => sum + (squeeze[a] * (xyz[3 * i + a] - at[a])) ** 2, 0),
  }))
    .filter(({ d2 }) => d2 <= radii[0] ** 2)
    .sort((a, b) => a.d2 - b.d2 || a.i - b.i);
  const held = new Map<number, number>();
  const found: number[] = [];
  for (const { i } of rows) {
    const count = held.get(holes[i]) ?? 0;
    if (count >= perHole || found.length === most) continue;
    held.set(holes[i], count + 1);
    found.push(i);
  }
  return found;
}

// Coordinates in quarters and radii in powers of two: distances are exact, so that ties are ties on both routes.
const quarter = (most: number) => fc.integer({ min: 0, max: 4 * most }).map((n) => n / 4);

describe("a search with a limit for each hole", () => {
  test.prop(
    [
      fc.array(fc.tuple(quarter(40), quarter(40)), { minLength: 1, maxLength: 12 }),
      fc.array(fc.tuple(quarter(40), quarter(40), quarter(12)), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom([16, 16, 4], [32, 16, 8], [64, 64, 64], [4, 4, 2]),
      fc.array(
        fc.tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -2, max: 2 }), fc.integer({ min: -1, max: 1 })),
        {
          minLength: 30,
          maxLength: 60,
        },
      ),
    ],
    { numRuns: 100 },
  )(
    "takes the same samples along a walk of small steps as a search from the beginning at every place",
    (collars, starts, most, perHole, radii, steps) => {
      const samples = collars.flatMap(([x, y], hole) =>
        Array.from({ length: 9 }, (_, k) => ({ hole, at: [x, y, 0.25 + 1.25 * k] })),
      );
      const xyz = Float64Array.from(samples.flatMap(({ at }) => at));
      const holes = Int32Array.from(samples, ({ hole }) => hole);
      const radiiM = radii as unknown as readonly [number, number, number];
      const search = new NeighbourSearch(xyz, { radiiM, maxSamples: most, maxPerHole: perHole }, holes, null);
      for (const start of starts) {
        const at = [...start];
        for (const step of steps) {
          for (let a = 0; a < 3; a++) at[a] += step[a] / 4;
          const n = search.find(at[0], at[1], at[2]);
          expect(Array.from(search.found.subarray(0, n))).toEqual(plainly(xyz, holes, at, radii, most, perHole));
        }
      }
    },
  );
});
