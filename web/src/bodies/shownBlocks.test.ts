import { expect, test } from "vitest";
import { shownBlocks, shownTotals } from "./shownBlocks.ts";

const grade = Float32Array.of(1, 2, Number.NaN, 4, 5, 6, 7, 8);
const whole = { from: [0, 0, 0], to: [2, 2, 2] } as const;

test("a block without a value is never shown, one at the cut-off is", () => {
  expect([...shownBlocks(grade, null)]).toEqual([1, 1, 0, 1, 1, 1, 1, 1]);
  expect([...shownBlocks(grade, 4)]).toEqual([0, 0, 0, 1, 1, 1, 1, 1]);
});

test("totals weigh grades by tonnes and count within the section only", () => {
  const density = Float32Array.of(1, 1, 1, 1, 2, 2, 2, 2);
  const shown = shownBlocks(grade, 4);
  const all = shownTotals(shown, whole, [2, 2, 2], 10, grade, density, 10);
  expect(all).toEqual({ blocks: 5, volumeM3: 50, massDryTonnes: 90, meanGrade: (4 * 10 + 26 * 20) / 90 });
  const top = shownTotals(shown, { from: [0, 0, 1], to: [2, 2, 2] }, [2, 2, 2], 10, grade, null, 10);
  expect(top).toEqual({ blocks: 4, volumeM3: 40, massDryTonnes: null, meanGrade: 6.5 });
});

test("nothing shown has no mean grade", () => {
  expect(shownTotals(new Uint8Array(8), whole, [2, 2, 2], 10, grade, null, 10).meanGrade).toBeNull();
});
