import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { KdTree } from "./kdTree.ts";

/** The definition itself: every distance, sorted by distance and then by index. */
function bruteForce(points: Float64Array, at: readonly number[], most: number, maxDistance2: number): number[] {
  const d2 = (i: number) => [0, 1, 2].reduce((sum, a) => sum + (points[3 * i + a] - at[a]) ** 2, 0);
  return Array.from({ length: points.length / 3 }, (_, i) => i)
    .filter((i) => d2(i) <= maxDistance2)
    .sort((a, b) => d2(a) - d2(b) || a - b)
    .slice(0, most);
}

function found(points: Float64Array, at: readonly number[], most: number, maxDistance2: number): number[] {
  const index = new Int32Array(most);
  const tree = new KdTree(points);
  const n = tree.nearest(at[0], at[1], at[2], most, maxDistance2, index, new Float64Array(most));
  return Array.from(index.subarray(0, n));
}

const coordinate = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.double({ min: -5, max: 9, noNaN: true }));
const place = fc.tuple(coordinate, coordinate, coordinate);

describe("the nearest of a tree", () => {
  test.prop([
    fc.array(place, { maxLength: 150 }),
    place,
    fc.integer({ min: 1, max: 40 }),
    fc.double({ min: 0, max: 200, noNaN: true }),
  ])("are those of the definition, ties by index, duplicates included", (places, at, most, maxDistance2) => {
    const points = Float64Array.from(places.flat());
    expect(found(points, at, most, maxDistance2)).toEqual(bruteForce(points, at, most, maxDistance2));
  });

  test("include a point exactly at the limit", () => {
    expect(found(Float64Array.of(3, 4, 0, 3, 4.0001, 0), [0, 0, 0], 5, 25)).toEqual([0]);
  });

  test("of a thousand points at one place are the first ones", () => {
    expect(found(new Float64Array(3000).fill(7), [7, 7, 7], 4, 1)).toEqual([0, 1, 2, 3]);
  });

  test("of nothing are none", () => {
    expect(found(new Float64Array(0), [0, 0, 0], 3, 1)).toEqual([]);
  });
});

test("a length that is no multiple of three is refused", () => {
  expect(() => new KdTree(new Float64Array(4))).toThrow("3 numbers each, got 4");
});
