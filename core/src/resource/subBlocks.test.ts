import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { RotatedGrid } from "./rotatedGrid.ts";
import { type BodyColumns, domainBlocks } from "./run/bodyColumns.ts";
import { subBlocks } from "./subBlocks.ts";

/** Columns of a body whose surfaces are given column by column. */
function columnsOf(perBlock: [number, number], topM: Float64Array, baseM: Float64Array): BodyColumns {
  const grid: RotatedGrid = { originM: [100, 200, 50], sizeM: [10, 20, 4], count: [3, 2, 5], azimuthDeg: 30 };
  const count = [grid.count[0] * perBlock[0], grid.count[1] * perBlock[1]] as const;
  const stepM = [grid.sizeM[0] / perBlock[0], grid.sizeM[1] / perBlock[1]] as const;
  return { grid, perBlock, count, stepM, topM, baseM, crossed: 0, crossedM3: 0, missing: 0 };
}

const volumeOf = (corners: Float64Array, at: number) =>
  [0, 1, 2].reduce((product, a) => product * (corners[6 * at + 3 + a] - corners[6 * at + a]), 1);

describe("sub-blocks of a domain", () => {
  test("are one box where the block is whole and one for each column where a surface cuts it", () => {
    const top = new Float64Array(24).fill(62);
    const columns = columnsOf([2, 2], top, new Float64Array(24).fill(54));
    const blocks = domainBlocks(columns, top, columns.baseM, () => 0);
    // From 54 to 62 m on lifts of 4 m from 50 m: the second and third lift are whole.
    expect(subBlocks(columns, { blocks, topM: top, bottomM: columns.baseM }, 100).part).toHaveLength(12);
    const lower = top.map((z, c) => (c === 0 ? 61 : z));
    const cut = domainBlocks(columns, lower, columns.baseM, () => 0);
    const found = subBlocks(columns, { blocks: cut, topM: lower, bottomM: columns.baseM }, 100);
    expect(found.part).toHaveLength(11 + 4);
    const first = Array.from(found.part).findIndex((part) => cut.blocks[part] === 12);
    // Its first column ends three quarters up the lift from 58 to 62 m.
    expect(Array.from(found.corners.subarray(6 * first, 6 * first + 6))).toEqual([0, 0, 0, 0.5, 0.5, 0.75]);
  });

  test("are refused by number where there would be too many", () => {
    const top = new Float64Array(24).fill(61);
    const columns = columnsOf([2, 2], top, new Float64Array(24).fill(51));
    const blocks = domainBlocks(columns, top, columns.baseM, () => 0);
    expect(() => subBlocks(columns, { blocks, topM: top, bottomM: columns.baseM }, 10)).toThrow("54 in one domain");
  });

  const elevation = fc.double({ min: 45, max: 75, noNaN: true });
  test.prop([
    fc.constantFrom<[number, number]>([1, 1], [2, 2], [3, 1]),
    fc.array(fc.tuple(elevation, elevation, elevation), { minLength: 24, maxLength: 24 }),
  ])(
    "hold, block by block, the volume of the part, and do not overlap those of the domain below",
    (perBlock, faces) => {
      const sorted = faces.slice(0, 6 * perBlock[0] * perBlock[1]).map((three) => [...three].sort((a, b) => b - a));
      const face = (which: number) => Float64Array.from(sorted, (three) => three[which]);
      const columns = columnsOf(perBlock, face(0), face(2));
      let whole = 0;
      for (const [topM, bottomM] of [
        [face(0), face(1)],
        [face(1), face(2)],
      ]) {
        const blocks = domainBlocks(columns, topM, bottomM, () => 0);
        const { part, corners } = subBlocks(columns, { blocks, topM, bottomM }, 10_000);
        const volume = new Float64Array(blocks.blocks.length);
        for (let at = 0; at < part.length; at++) {
          volume[part[at]] += volumeOf(corners, at);
          whole += 800 * volumeOf(corners, at);
          for (let a = 0; a < 3; a++) {
            expect(corners[6 * at + a]).toBeGreaterThanOrEqual(0);
            expect(corners[6 * at + 3 + a]).toBeLessThanOrEqual(1);
            expect(corners[6 * at + 3 + a]).toBeGreaterThan(corners[6 * at + a]);
          }
        }
        // The shares of blocks are kept in single precision.
        for (const [i, share] of volume.entries()) expect(Math.abs(share - blocks.fraction[i])).toBeLessThan(1e-6);
      }
      // Both domains together fill the body between its surfaces, within the 20 m of the grid.
      const both = domainBlocks(columns, face(0), face(2), () => 0).volumeM3;
      expect(Math.abs(whole - both)).toBeLessThan(1e-4 + 1e-9 * both);
    },
  );
});
