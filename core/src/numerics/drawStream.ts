import { normalQuantile } from "./normal.ts";
import { philoxBlock } from "./philox.ts";

const inverse32 = 2 ** -32;
const blockDraws = 4;

/** FNV-1a over the UTF-16 code units of a name, 32 bits: turns the name of a quantity into a stream number. */
export function streamNumber(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193) >>> 0;
  }
  return hash >>> 0;
}

/**
 * Uniform draws in (0, 1) of one named quantity: draw k depends on (seed, quantity, k) alone, so adding a mine
 * or a thread changes no other draw. The name enters twice, by two hashes, so that 64 bits keep names apart.
 *
 * @param target realisations from `start` on are written here, in order
 * @param start index of the first realisation; a multiple of 4
 * @throws {RangeError} `start` is no multiple of 4, or negative
 */
export function fillUniform(target: Float64Array, seed: number, quantity: string, start = 0): void {
  if (!(start >= 0) || start % blockDraws !== 0)
    throw new RangeError(`start of a stream must be a multiple of 4, got ${start}`);
  const stream = streamNumber(quantity);
  const check = streamNumber(`${quantity}#`);
  const words = new Uint32Array(4);
  const n = target.length;
  const seedLow = seed >>> 0;
  const seedHigh = Math.floor(seed / 2 ** 32) >>> 0;
  for (let k = 0, block = start / blockDraws; k < n; k += blockDraws, block++) {
    philoxBlock(words, block, stream, check, 0, seedLow, seedHigh);
    // The half keeps a draw away from 0 and 1, so the normal quantile stays finite (at most 6.4 standard deviations).
    const last = Math.min(blockDraws, n - k);
    for (let i = 0; i < last; i++) target[k + i] = (words[i] + 0.5) * inverse32;
  }
}

/** Standard normal draws of one named quantity, by the inverse of the distribution function. */
export function fillNormal(target: Float64Array, seed: number, quantity: string, start = 0): void {
  fillUniform(target, seed, quantity, start);
  for (let k = 0; k < target.length; k++) target[k] = normalQuantile(target[k]);
}
