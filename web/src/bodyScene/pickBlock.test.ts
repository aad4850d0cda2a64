import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { entryOf, pickBlock, type Triple } from "./pickBlock.ts";

const count = [5, 4, 3] as const;
const whole = { from: [0, 0, 0], to: [5, 4, 3] } as const;
const full = new Uint8Array(60).fill(1);

/** Small steps along the ray, another way to the same block. */
function marched(shown: Uint8Array, origin: Triple, direction: Triple): number {
  for (let t = 0; t < 40; t += 0.0005) {
    const [i, j, k] = [0, 1, 2].map((a) => Math.floor(origin[a]! + t * direction[a]!)) as [number, number, number];
    if (i < 0 || j < 0 || k < 0 || i >= 5 || j >= 4 || k >= 3) continue;
    if (shown[i + 5 * (j + 4 * k)] === 1) return i + 5 * (j + 4 * k);
  }
  return -1;
}

describe("the block under the pointer", () => {
  test("from above is the top one", () => {
    expect(pickBlock(count, full, whole, [2.5, 1.5, 10], [0, 0, -1])).toBe(2 + 5 + 40);
  });
  test("is found behind hidden blocks", () => {
    const shown = full.slice();
    shown[2 + 5 + 40] = 0;
    expect(pickBlock(count, shown, whole, [2.5, 1.5, 10], [0, 0, -1])).toBe(2 + 5 + 20);
  });
  test("lies within the section", () => {
    const section = { from: [0, 0, 0], to: [5, 4, 1] } as const;
    expect(pickBlock(count, full, section, [2.5, 1.5, 10], [0, 0, -1])).toBe(2 + 5);
    expect(pickBlock(count, full, section, [-3, 1.5, 2.5], [1, 0, 0])).toBe(-1);
  });
  test("is none beside the model", () => {
    expect(pickBlock(count, full, whole, [9, 9, 10], [0, 0, -1])).toBe(-1);
  });
  const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
  test.prop([fc.array(fc.constantFrom(0, 1), { minLength: 60, maxLength: 60 }), coordinate, coordinate], {
    numRuns: 40,
    seed: 7,
  })("is the one that small steps along the ray find", (cells, x, y) => {
    const shown = Uint8Array.from(cells);
    const origin = [2.5 + 6 * x, 2 + 6 * y, 9.13] as const;
    const direction = [-0.61 * x - 0.0137, -0.57 * y + 0.0171, -0.73] as const;
    const found = pickBlock(count, shown, whole, origin, direction);
    const near = marched(shown, origin, direction);
    // A ray that only grazes an edge may be missed by the steps.
    if (near !== -1) expect(shown[found]).toBe(1);
    if (found === -1) expect(near).toBe(-1);
  });
});

test("a ray at 45 degrees enters a block where it meets the last of its three near planes", () => {
  // From (-1, -1, 0.5) along (1, 1, 0) the near planes of block (2, 0, 0) are met at 3 and 1 steps, those of (0, 2, 0) at 1 and 3.
  expect(entryOf([4, 4, 1], 2, [-1, -1, 0.5], [1, 1, 0])).toBe(3);
  expect(entryOf([4, 4, 1], 8, [-1, -1, 0.5], [1, 1, 0])).toBe(3);
  // Against the axis the near plane is the upper one: from z = 5 down to the top of layer 0.
  expect(entryOf([4, 4, 3], 0, [0.5, 0.5, 5], [0, 0, -2])).toBe(2);
});
