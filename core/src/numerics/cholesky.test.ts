import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { backSubstitute, choleskyInPlace, forwardSubstituteRow } from "./cholesky.ts";
import { SingularMatrixError, solveLinear } from "./solveLinear.ts";

test("the factor of a printed matrix is the printed factor", () => {
  // Golub and Van Loan (2013), section 4.2.1: [[2, -2], [-2, 5]] = L Lᵀ with L = [[√2, 0], [-√2, √3]].
  const rows = Float64Array.of(2, 0, -2, 5);
  expect(choleskyInPlace(rows, 2, 2, 2)).toBe(-1);
  expect(rows[0]).toBeCloseTo(Math.SQRT2, 14);
  expect(rows[2]).toBeCloseTo(-Math.SQRT2, 14);
  expect(rows[3]).toBeCloseTo(Math.sqrt(3), 14);
});

test("two equal rows are found at the second", () => {
  expect(choleskyInPlace(Float64Array.of(1, 0, 0, 1, 1, 0, 0, 0, 1), 3, 3, 3)).toBe(1);
});

const entry = fc.double({ min: -1, max: 1, noNaN: true });
const size = fc.integer({ min: 1, max: 9 });

test.prop([
  size.chain((n) =>
    fc.tuple(fc.array(entry, { minLength: n * n, maxLength: n * n }), fc.array(entry, { minLength: n, maxLength: n })),
  ),
])("Cholesky and elimination solve M Mᵀ + I alike, and the residual vanishes", ([m, b]) => {
  const n = b.length;
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      a[i * n + j] = i === j ? 1 : 0;
      for (let k = 0; k < n; k++) a[i * n + j] += m[i * n + k] * m[j * n + k];
    }
  const rows = new Float64Array((n + 2) * n);
  rows.set(a);
  rows.set(b, n * n);
  rows.set(b, (n + 1) * n);
  expect(choleskyInPlace(rows, n, n, n + 1)).toBe(-1);
  forwardSubstituteRow(rows, n, n, n + 1);
  const y = rows.slice(n * n, (n + 1) * n);
  for (let i = 0; i < n; i++) expect(rows[(n + 1) * n + i]).toBeCloseTo(y[i], 12);
  backSubstitute(rows, n, n, y);
  const x = solveLinear(a, Float64Array.from(b));
  for (let i = 0; i < n; i++) {
    expect(y[i]).toBeCloseTo(x[i], 10);
    let left = 0;
    for (let j = 0; j < n; j++) left += a[i * n + j] * x[j];
    expect(left).toBeCloseTo(b[i], 10);
  }
});

test("elimination pivots past a zero on the diagonal", () => {
  expect(Array.from(solveLinear(Float64Array.of(0, 1, 1, 0), Float64Array.of(2, 3)))).toEqual([3, 2]);
});

test("a dependent equation is named, and lengths that disagree are refused", () => {
  expect(() => solveLinear(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 2))).toThrow(SingularMatrixError);
  expect(() => solveLinear(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 2))).toThrow("equation 2 of 2");
  expect(() => solveLinear(new Float64Array(3), new Float64Array(2))).toThrow("need 4 coefficients, got 3");
});
