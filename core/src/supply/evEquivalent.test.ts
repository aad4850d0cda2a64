import { expect, test } from "vitest";
import { evEquivalentMillion } from "./thresholds.ts";

test("the study's 10 million cars of lithium are 89,000 t and its 99 million of manganese 2,425,500 t", () => {
  // IEA (2021): 8.9 kg Li and 24.5 kg Mn in an electric car.
  expect(evEquivalentMillion(89_000, 8.9)).toBeCloseTo(10, 12);
  expect(evEquivalentMillion(2_425_500, 24.5)).toBeCloseTo(99, 12);
});

test("twice the mass serves twice the cars, twice the need half of them, and no mass none", () => {
  expect(evEquivalentMillion(2000, 13.3) / evEquivalentMillion(1000, 13.3)).toBeCloseTo(2, 12);
  expect(evEquivalentMillion(1000, 26.6) / evEquivalentMillion(1000, 13.3)).toBeCloseTo(0.5, 12);
  expect(evEquivalentMillion(0, 8.9)).toBe(0);
});

test("a car without the element is refused", () => {
  for (const kg of [0, -1, Number.NaN])
    expect(() => evEquivalentMillion(1, kg)).toThrow(new RangeError(`element per vehicle must exceed 0 kg, got ${kg}`));
});
