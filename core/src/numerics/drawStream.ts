import { type DrawKernel, kernelChunk } from "./drawKernel.ts";
import { threadKernel } from "./threadKernel.ts";

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
 * A draw is (word + 1/2) / 2^32: the half keeps it away from 0 and 1, so the normal quantile stays finite (at most 6.4).
 *
 * @param target realisations from `start` on are written here, in order
 * @param start index of the first realisation; a multiple of 4
 * @throws {RangeError} `start` is no multiple of 4, or negative
 */
export function fillUniform(target: Float64Array, seed: number, quantity: string, start = 0): void {
  fillChunks(target, seed, quantity, start, (kernel) => kernel.uniform);
}

/** Standard normal draws of one named quantity, by the inverse of the distribution function. */
export function fillNormal(target: Float64Array, seed: number, quantity: string, start = 0): void {
  fillChunks(target, seed, quantity, start, (kernel, n) => {
    kernel.toNormal(n);
    return kernel.normal;
  });
}

/** Leaves `n` uniform draws from `start` on in the kernel's column of them. */
export function fillKernelUniform(kernel: DrawKernel, n: number, seed: number, quantity: string, start: number): void {
  kernel.fillUniform(n, start / blockDraws, streamNumber(quantity), streamNumber(`${quantity}#`), seed);
}

function fillChunks(
  target: Float64Array,
  seed: number,
  quantity: string,
  start: number,
  finish: (kernel: DrawKernel, n: number) => Float64Array,
): void {
  if (!(start >= 0) || start % blockDraws !== 0)
    throw new RangeError(`start of a stream must be a multiple of 4, got ${start}`);
  const kernel = threadKernel();
  for (let k = 0; k < target.length; k += kernelChunk) {
    const n = Math.min(kernelChunk, target.length - k);
    fillKernelUniform(kernel, n, seed, quantity, start + k);
    target.set(finish(kernel, n).subarray(0, n), k);
  }
}
