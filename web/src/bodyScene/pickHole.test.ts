import { expect, test } from "vitest";
import { pickHole } from "./pickHole.ts";

const upright = (hole: string, x: number, depth: number) => ({
  hole,
  path: [
    { x, y: 10, depth },
    { x, y: 110, depth: depth + 0.2 },
  ],
});
const holes = [upright("A", 50, 0.1), upright("B", 60, 0.5)];

test("the nearest trace within reach is meant, none beyond it", () => {
  expect(pickHole(holes, [53, 60], 8, 1)).toBe("A");
  expect(pickHole(holes, [57, 60], 8, 1)).toBe("B");
  expect(pickHole(holes, [80, 60], 8, 1)).toBeNull();
  expect(pickHole(holes, [50, 119], 8, 1)).toBeNull();
});

test("a trace behind what is drawn at the place is not meant: its depth there counts, not that of its collar", () => {
  // B is at depth 0.5 at its collar and 0.6 half way down.
  expect(pickHole(holes, [60, 10], 8, 0.55)).toBe("B");
  expect(pickHole(holes, [60, 60], 8, 0.55)).toBeNull();
});

test("a trace seen end on is a point", () => {
  const onEnd = {
    hole: "C",
    path: [
      { x: 5, y: 5, depth: 0 },
      { x: 5, y: 5, depth: 1 },
    ],
  };
  expect(pickHole([onEnd], [8, 9], 5, 1)).toBe("C");
  expect(pickHole([onEnd], [8, 9], 4.9, 1)).toBeNull();
});
