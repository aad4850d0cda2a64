/**
 * Quantiles of non-negative single-precision numbers without sorting: the bit pattern of such a number orders like the
 * number, so a histogram of the high bits finds the bins that hold the wanted order statistics, and only those are sorted.
 * Interpolation as in `quantilesInPlace` (Hyndman and Fan type 7). The input is not changed.
 */
export class PositiveQuantiles {
  readonly #counts = new Uint32Array(1 << 16);
  #gathered = new Float32Array(1024);

  /**
   * @param values n numbers, each 0 or above, no NaN; n at least 1
   * @param probabilities ascending, each in 0-1
   */
  of(values: Float32Array, probabilities: readonly number[]): number[] {
    const n = values.length;
    if (n === 0) throw new RangeError("quantiles need at least one value, got none");
    const bits = new Uint32Array(values.buffer, values.byteOffset, n);
    const counts = this.#counts;
    let lowest = 0xffff;
    let highest = 0;
    for (let i = 0; i < n; i++) {
      const bin = bits[i] >>> 16;
      counts[bin]++;
      if (bin < lowest) lowest = bin;
      if (bin > highest) highest = bin;
    }
    const result: number[] = [];
    let bin = lowest;
    let before = 0;
    let gatheredBin = -1;
    let gathered = this.#gathered;
    const orderStatistic = (rank: number): number => {
      while (before + counts[bin] <= rank) before += counts[bin++];
      if (gatheredBin !== bin) {
        gathered = this.#gather(values, bits, bin, counts[bin]);
        gatheredBin = bin;
      }
      return gathered[rank - before];
    };
    for (const p of probabilities) {
      const position = p * (n - 1);
      const rank = Math.floor(position);
      const low = orderStatistic(rank);
      result.push(position > rank ? low + (position - rank) * (orderStatistic(rank + 1) - low) : low);
      // The next probability may fall into the same bin as this one, before its neighbour's.
      while (before > rank && bin > lowest) before -= counts[--bin];
    }
    counts.fill(0, lowest, highest + 1);
    return result;
  }

  #gather(values: Float32Array, bits: Uint32Array, bin: number, count: number): Float32Array<ArrayBuffer> {
    if (this.#gathered.length < count) this.#gathered = new Float32Array(2 * count);
    const target = this.#gathered.subarray(0, count);
    let next = 0;
    for (let i = 0; i < values.length; i++) if (bits[i] >>> 16 === bin) target[next++] = values[i];
    return target.sort();
  }
}
