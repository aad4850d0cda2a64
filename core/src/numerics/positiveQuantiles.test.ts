import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { fillNormal } from "./drawStream.ts";
import { PositiveQuantiles } from "./positiveQuantiles.ts";
import { quantilesInPlace } from "./quantiles.ts";
import { createScalarKernel } from "./scalarKernel.ts";
import { threadKernel } from "./threadKernel.ts";

const numbers = fc
  .array(fc.oneof(fc.float({ min: 0, max: 2 ** 40, noNaN: true }), fc.integer({ min: 0, max: 3 })), {
    minLength: 1,
    maxLength: 120,
  })
  .map((list) => Float32Array.from(list, Math.abs));
const probabilities = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 })
  .map((p) => p.sort((a, b) => a - b));

describe.each([
  ["vectorised", threadKernel()],
  ["scalar", createScalarKernel()],
] as const)("with the %s kernel", (_, kernel) => {
  const quantiles = new PositiveQuantiles(kernel);

  test("of 1 to 10 the quartiles are those R prints for quantile(1:10), the mean 5.5", () => {
    // R manual, ?quantile, type 7: 1.00 3.25 5.50 7.75 10.00
    const values = Float32Array.of(7, 3, 10, 1, 9, 2, 8, 4, 6, 5);
    const found = quantiles.meanAndQuantiles(values, [0, 0.25, 0.5, 0.75, 1]);
    expect(found).toEqual({ mean: 5.5, quantiles: [1, 3.25, 5.5, 7.75, 10] });
  });

  test.prop([numbers, probabilities])("bins give what sorting gives, and the input stays", (values, ps) => {
    const before = values.slice();
    expect(quantiles.of(values, ps)).toEqual(quantilesInPlace(values.slice(), ps));
    expect(values).toEqual(before);
  });

  it.each([2047, 2048, 2049, 10_000])("columns of %i values cross the kernel's chunk unharmed", (n) => {
    const z = new Float64Array(n);
    fillNormal(z, 3, "column");
    const values = Float32Array.from(z, (score) => Math.exp(2 * score));
    const { mean, quantiles: found } = quantiles.meanAndQuantiles(values, [0.05, 0.5, 0.95]);
    expect(found).toEqual(quantilesInPlace(values.slice(), [0.05, 0.5, 0.95]));
    expect(mean / (values.reduce((sum, value) => sum + value, 0) / n)).toBeCloseTo(1, 12);
  });

  test("equal values, zero among them, have that value at every quantile", () => {
    expect(quantiles.of(new Float32Array(5000), [0.05, 0.5, 0.95])).toEqual([0, 0, 0]);
    expect(quantiles.of(new Float32Array(5000).fill(7), [0.05, 0.5, 0.95])).toEqual([7, 7, 7]);
  });

  test("no value is refused", () => {
    expect(() => quantiles.of(new Float32Array(0), [0.5])).toThrow(
      new RangeError("quantiles need at least one value, got none"),
    );
  });
});
