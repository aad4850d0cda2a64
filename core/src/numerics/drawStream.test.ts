import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { fillNormal, fillUniform, streamNumber } from "./drawStream.ts";
import { philoxBlock } from "./philox.ts";

const seed = 20240517;
const uniform = (n: number, quantity: string, start = 0, of = seed) => {
  const target = new Float64Array(n);
  fillUniform(target, of, quantity, start);
  return target;
};
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

test("names hash as 32-bit FNV-1a prescribes", () => {
  // Fowler, Noll, Vo and Eastlake, The FNV Non-Cryptographic Hash Algorithm (IETF draft), test vectors for FNV-1a 32.
  expect(streamNumber("")).toBe(0x811c9dc5);
  expect(streamNumber("a")).toBe(0xe40c292c);
  expect(streamNumber("foobar")).toBe(0xbf9cf968);
});

test("a draw is the Philox word at its index, centred in its cell", () => {
  const words = new Uint32Array(4);
  philoxBlock(words, 1, streamNumber("ore"), streamNumber("ore#"), 0, seed, 0);
  expect([...uniform(8, "ore")].slice(4)).toEqual([...words].map((word) => (word + 0.5) / 2 ** 32));
});

test.prop([
  fc.integer({ min: 1, max: 70 }),
  fc.integer({ min: 0, max: 70 }),
  fc.string(),
  fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
])("draw k does not depend on how many are drawn, nor on where drawing starts", (n, extra, quantity, anySeed) => {
  const long = uniform(n + extra, quantity, 0, anySeed);
  expect(uniform(n, quantity, 0, anySeed)).toEqual(long.slice(0, n));
  const start = 4 * Math.floor(n / 8);
  expect(uniform(n - start, quantity, start, anySeed)).toEqual(long.slice(start, n));
});

test("seed and name each give another stream, the upper half of a 53-bit seed included", () => {
  const base = uniform(64, "ore");
  for (const other of [uniform(64, "orf"), uniform(64, "ore", 0, seed + 1), uniform(64, "ore", 0, seed + 2 ** 40)]) {
    let equal = 0;
    for (let i = 0; i < 64; i++) if (other[i] === base[i]) equal++;
    expect(equal).toBe(0);
  }
});

it.each([1, 2, 3, -4, Number.NaN])("a stream does not start at %f", (start) => {
  expect(() => uniform(4, "ore", start)).toThrow(
    new RangeError(`start of a stream must be a multiple of 4, got ${start}`),
  );
});

test("256 cells hold 65,536 draws as evenly as chance allows", () => {
  const n = 65_536;
  const counts = new Float64Array(256);
  for (const draw of uniform(n, "uniformity")) counts[Math.floor(draw * 256)]++;
  let chiSquare = 0;
  for (const count of counts) chiSquare += (count - n / 256) ** 2 / (n / 256);
  // 255 degrees of freedom: mean 255, standard deviation 22.6; four of them either way (too even is wrong as well).
  expect(chiSquare).toBeGreaterThan(255 - 90);
  expect(chiSquare).toBeLessThan(255 + 90);
});

test("successive draws fill the unit square evenly", () => {
  const n = 65_536;
  const draws = uniform(2 * n, "pairs");
  const counts = new Float64Array(256);
  for (let i = 0; i < n; i++) counts[16 * Math.floor(draws[2 * i] * 16) + Math.floor(draws[2 * i + 1] * 16)]++;
  let chiSquare = 0;
  for (const count of counts) chiSquare += (count - n / 256) ** 2 / (n / 256);
  expect(Math.abs(chiSquare - 255)).toBeLessThan(90);
});

test("uniform draws have mean 1/2, variance 1/12 and stay inside (0, 1)", () => {
  const n = 100_000;
  const draws = uniform(n, "moments");
  expect(Math.abs(mean(draws) - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
  expect(Math.abs(mean(draws.map((u) => (u - 0.5) ** 2)) - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / n));
  expect(draws.every((u) => u > 0 && u < 1)).toBe(true);
});

test("normal draws have the first four moments 0, 1, 0 and 3", () => {
  const n = 100_000;
  const draws = new Float64Array(n);
  fillNormal(draws, seed, "moments");
  // Standard errors of the sample moments of a standard normal: variances of z^k are 1, 2, 15, 96.
  const moments = [0, 1, 0, 3];
  const variances = [1, 2, 15, 96];
  for (let k = 1; k <= 4; k++)
    expect(Math.abs(mean(draws.map((z) => z ** k)) - moments[k - 1])).toBeLessThan(4 * Math.sqrt(variances[k - 1] / n));
});

test("streams of two names are uncorrelated", () => {
  const n = 100_000;
  const a = new Float64Array(n);
  const b = new Float64Array(n);
  fillNormal(a, seed, "mine:1:ore");
  fillNormal(b, seed, "mine:2:ore");
  expect(Math.abs(mean(a.map((z, i) => z * b[i])))).toBeLessThan(4 / Math.sqrt(n));
});
