import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { FourierTransform, smoothLength } from "./fourierTransform.ts";

/** The sum of the definition, frequency by frequency. */
function bySum(re: Float64Array, im: Float64Array, [nx, ny, nz]: readonly [number, number, number]) {
  const out = { re: new Float64Array(re.length), im: new Float64Array(re.length) };
  for (let f = 0; f < re.length; f++) {
    const [k0, k1, k2] = [f % nx, Math.floor(f / nx) % ny, Math.floor(f / (nx * ny))];
    for (let p = 0; p < re.length; p++) {
      const [j0, j1, j2] = [p % nx, Math.floor(p / nx) % ny, Math.floor(p / (nx * ny))];
      const angle = -2 * Math.PI * ((j0 * k0) / nx + (j1 * k1) / ny + (j2 * k2) / nz);
      out.re[f] += re[p] * Math.cos(angle) - im[p] * Math.sin(angle);
      out.im[f] += re[p] * Math.sin(angle) + im[p] * Math.cos(angle);
    }
  }
  return out;
}

const side = fc.constantFrom(1, 2, 3, 4, 6, 8, 9, 12);

describe("the Fourier transform on a lattice", () => {
  test.prop([side, side, side, fc.integer({ min: 1, max: 1000 })], { numRuns: 12 })(
    "is the sum of its definition",
    (nx, ny, nz, seed) => {
      fc.pre(nx * ny * nz <= 600);
      const count = [nx, ny, nz] as const;
      const transform = new FourierTransform(count);
      const re = Float64Array.from({ length: transform.points }, (_, i) => Math.sin(seed + 1.7 * i * i));
      const im = Float64Array.from({ length: transform.points }, (_, i) => Math.cos(3 * seed + 0.3 * i * i));
      const expected = bySum(re, im, count);
      transform.forward(re, im);
      for (let f = 0; f < re.length; f++) {
        expect(Math.abs(re[f] - expected.re[f])).toBeLessThan(1e-9);
        expect(Math.abs(im[f] - expected.im[f])).toBeLessThan(1e-9);
      }
    },
  );

  test("takes the next length without other factors than 2 and 3", () => {
    expect([1, 5, 7, 13, 25, 95, 97, 131].map(smoothLength)).toEqual([1, 6, 8, 16, 27, 96, 108, 144]);
    expect(() => new FourierTransform([10, 4, 4])).toThrow(/length 10/);
  });
});
