import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { searchOverNodes } from "./searchNodes.ts";

test("a search over few nodes is left as it is", () => {
  expect(searchOverNodes([165, 165, 10], [12.5, 12.5, 1])).toEqual([165, 165, 10]);
});

const length = fc.double({ min: 0.1, max: 1000, noNaN: true });
test.prop([fc.tuple(length, length, length), fc.tuple(length, length, length)])(
  "a search holds at most so many nodes and keeps its shape",
  (radiiM, sizeM) => {
    const found = searchOverNodes(radiiM, sizeM, 1000);
    const nodes = ((4 * Math.PI) / 3) * found.reduce((product, radius, a) => product * (radius / sizeM[a]), 1);
    expect(nodes).toBeLessThan(1000 * (1 + 1e-9));
    for (let a = 1; a < 3; a++) expect(found[a] / found[0] / (radiiM[a] / radiiM[0])).toBeCloseTo(1, 9);
  },
);
