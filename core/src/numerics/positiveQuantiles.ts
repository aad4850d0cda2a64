import { type DrawKernel, kernelChunk } from "./drawKernel.ts";
import { threadKernel } from "./threadKernel.ts";

/** The bins that the wanted order statistics fall into, each with the number of values below it. */
interface Bin {
  readonly bin: number;
  readonly before: number;
  readonly values: Float32Array;
  filled: number;
}

/**
 * Mean and quantiles of non-negative single-precision numbers without sorting: the bit pattern of such a number orders like
 * the number, so counts by the upper 16 bits find the bins that hold the wanted order statistics, and only those are sorted.
 * Interpolation as in `quantilesInPlace` (Hyndman and Fan type 7). The input is not changed.
 */
export class PositiveQuantiles {
  readonly #kernel: DrawKernel;

  constructor(kernel: DrawKernel = threadKernel()) {
    this.#kernel = kernel;
  }

  /**
   * @param values n numbers, each 0 or above, no NaN; n at least 1
   * @param probabilities ascending, each in 0-1
   */
  of(values: Float32Array, probabilities: readonly number[]): number[] {
    return this.meanAndQuantiles(values, probabilities).quantiles;
  }

  /** The same with the mean, which costs nothing beside the counting. */
  meanAndQuantiles(values: Float32Array, probabilities: readonly number[]): { mean: number; quantiles: number[] } {
    const n = values.length;
    if (n === 0) throw new RangeError("quantiles need at least one value, got none");
    const kernel = this.#kernel;
    const { bitRange, binCounts, unrecovered } = kernel;
    bitRange[0] = 0xffffffff;
    bitRange[1] = 0;
    let sum = 0;
    for (let from = 0; from < n; from += kernelChunk) {
      const part = values.subarray(from, Math.min(n, from + kernelChunk));
      unrecovered.set(part);
      sum += kernel.countBins(part.length);
    }
    const positions = probabilities.map((p) => p * (n - 1));
    const bins = binsOfRanks(binCounts, bitRange[0] >>> 16, positions);
    binCounts.fill(0, bitRange[0] >>> 16, (bitRange[1] >>> 16) + 1);
    this.#fill(bins, values);
    const quantiles = positions.map((position) => {
      const rank = Math.floor(position);
      const low = orderStatistic(bins, rank);
      return position > rank ? low + (position - rank) * (orderStatistic(bins, rank + 1) - low) : low;
    });
    return { mean: sum / n, quantiles };
  }

  #fill(bins: readonly Bin[], values: Float32Array): void {
    const kernel = this.#kernel;
    for (let from = 0; from < values.length; from += kernelChunk) {
      const part = values.subarray(from, Math.min(values.length, from + kernelChunk));
      kernel.unrecovered.set(part);
      for (const bin of bins) {
        const found = kernel.matchBin(part.length, bin.bin);
        bin.values.set(found, bin.filled);
        bin.filled += found.length;
      }
    }
    for (const { values: found } of bins) if (found.length > 1) found.sort();
  }
}

/** Bins from the lowest on that hold the order statistics at either side of the positions, which ascend. */
function binsOfRanks(counts: Uint32Array, lowest: number, positions: readonly number[]): Bin[] {
  const bins: Bin[] = [];
  let bin = lowest;
  let before = 0;
  for (const position of positions) {
    for (const rank of [Math.floor(position), Math.ceil(position)]) {
      const last = bins.at(-1);
      if (last && rank < last.before + last.values.length) continue;
      while (before + counts[bin] <= rank) before += counts[bin++];
      bins.push({ bin, before, values: new Float32Array(counts[bin]), filled: 0 });
    }
  }
  return bins;
}

function orderStatistic(bins: readonly Bin[], rank: number): number {
  for (const { before, values } of bins) if (rank < before + values.length) return values[rank - before];
  throw new RangeError(`no bin holds rank ${rank}; the values changed while they were read`);
}
