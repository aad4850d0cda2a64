import { expect, test } from "vitest";
import type { BodyDocument, BodyHoles } from "./bodyDocuments.ts";
import { blockAt, holeFacts, stripPieces } from "./holeFacts.ts";

const holes: BodyHoles = {
  holes: [
    {
      hole: "H1",
      collar: [0, 0, 100],
      path: [
        [0, 0, 100],
        [0, 0, 90],
        [3, 0, 86],
      ],
    },
  ],
  composites: [
    { hole: "H1", fromM: 2, toM: 4, at: [0, 0, 97], values: { Co_ppm: 20 }, domain: 2 },
    { hole: "H2", fromM: 0, toM: 2, at: [9, 0, 97], values: { Co_ppm: 5 } },
    { hole: "H1", fromM: 0, toM: 2, at: [0, 0, 99], values: { Co_ppm: null }, domain: null },
  ],
};

test("depth is the length along the path, and composites go downwards", () => {
  const facts = holeFacts(holes, "H1");
  // 10 m straight down, then 3-4-5.
  expect(facts?.depthM).toBeCloseTo(15, 12);
  expect(facts?.composites.map(({ fromM }) => fromM)).toEqual([0, 2]);
  expect(holeFacts(holes, "H9")).toBeNull();
});

test("a domain is known by its code; what was not measured stays nothing", () => {
  const document = { domains: [{ code: 2, name: "slimes" }] } as unknown as BodyDocument;
  const facts = holeFacts(holes, "H1");
  expect(facts && stripPieces(document, facts, "Co_ppm")).toEqual([
    { fromM: 0, toM: 2, value: null, domain: null },
    { fromM: 2, toM: 4, value: 20, domain: { code: 2, name: "slimes" } },
  ]);
});

test("in a grid turned a quarter clockwise x runs to the south: 15 m south and 5 m east is block (1, 0, 0)", () => {
  const grid = { originM: [100, 200, 0], sizeM: [10, 10, 2], count: [4, 3, 2], azimuthDeg: 90 } as const;
  expect(blockAt(grid, [105, 185, 1])).toBe(1);
  expect(blockAt(grid, [105, 185, 3])).toBe(1 + 12);
  expect(blockAt(grid, [105, 205, 1])).toBeNull();
  expect(blockAt(grid, [105, 185, 5])).toBeNull();
});
