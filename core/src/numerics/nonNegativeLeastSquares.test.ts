import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { nonNegativeLeastSquares } from "./nonNegativeLeastSquares.ts";

test("where plain least squares is positive it is the answer: the line through (1, 1), (2, 2), (3, 2)", () => {
  const { x } = nonNegativeLeastSquares(Float64Array.of(1, 1, 1, 2, 1, 3), Float64Array.of(1, 2, 2));
  expect(x[0]).toBeCloseTo(2 / 3, 12);
  expect(x[1]).toBeCloseTo(0.5, 12);
});

test("an unknown that would be negative stands at 0, and the other is fitted alone", () => {
  const { x, isFree } = nonNegativeLeastSquares(Float64Array.of(1, 1, 1, 2, 1, 3), Float64Array.of(3, 2, 1));
  expect(x[0]).toBeCloseTo(2, 12);
  expect(x[1]).toBe(0);
  expect([...isFree]).toEqual([1, 0]);
});

test("of two equal columns one is used", () => {
  const { x, residual } = nonNegativeLeastSquares(Float64Array.of(1, 1, 2, 2), Float64Array.of(2, 4));
  expect(x[0] + x[1]).toBeCloseTo(2, 12);
  expect(Math.min(x[0], x[1])).toBe(0);
  expect(residual).toBeLessThan(1e-12);
});

const numbers = fc.double({ min: -10, max: 10, noNaN: true });
property.prop([
  fc
    .integer({ min: 1, max: 8 })
    .chain((columns) =>
      fc.tuple(
        fc.constant(columns),
        fc.array(fc.array(numbers, { minLength: columns, maxLength: columns }), { minLength: columns, maxLength: 12 }),
      ),
    ),
  fc.array(numbers, { minLength: 12, maxLength: 12 }),
])("the conditions of Kuhn and Tucker hold: no step within the bounds lowers the sum", ([columns, rows], right) => {
  const matrix = Float64Array.from(rows.flat());
  const b = Float64Array.from(right.slice(0, rows.length));
  const { x } = nonNegativeLeastSquares(matrix, b);
  const size = 1 + Math.max(...matrix.map(Math.abs)) ** 2 * (1 + Math.max(...x)) * rows.length;
  for (let a = 0; a < columns; a++) {
    expect(x[a]).toBeGreaterThanOrEqual(0);
    let gradient = 0;
    rows.forEach((row, at) => {
      gradient += row[a] * (b[at] - row.reduce((sum, value, c) => sum + value * x[c], 0));
    });
    const norm = Math.hypot(...rows.map((row) => row[a]));
    if (norm < 1e-3) continue;
    expect(gradient / size).toBeLessThan(1e-6);
    if (x[a] > 1e-9) expect(gradient / size).toBeGreaterThan(-1e-6);
  }
});

test("lengths that do not agree are refused", () => {
  expect(() => nonNegativeLeastSquares(new Float64Array(5), new Float64Array(2))).toThrow("do not fill 2 rows");
  expect(() => nonNegativeLeastSquares(Float64Array.of(Number.NaN), Float64Array.of(1))).toThrow("finite");
});
