/**
 * Sample quantiles by linear interpolation of the order statistics (Hyndman and Fan type 7, the default of R and NumPy).
 * Reorders `values` in place (selection, not a full sort).
 *
 * @param values n numbers without NaN, n at least 1
 * @param probabilities ascending, each in 0-1
 * @throws {RangeError} no value, or probabilities outside 0-1 or not ascending
 * @see Hyndman and Fan (1996), Sample quantiles in statistical packages, American Statistician 50, 361-365
 */
export function quantilesInPlace(values: Float64Array | Float32Array, probabilities: readonly number[]): number[] {
  const n = values.length;
  if (n === 0) throw new RangeError("quantiles need at least one value, got none");
  const result: number[] = [];
  let from = 0;
  for (const p of probabilities) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`quantile probability must lie in 0-1, got ${p}`);
    const position = p * (n - 1);
    const below = Math.floor(position);
    if (below < from) throw new RangeError(`quantile probabilities must ascend, got ${probabilities.join(", ")}`);
    if (below > from || from === 0) select(values, below, from, n - 1);
    const low = values[below];
    let value = low;
    if (position > below) {
      let high = Number.POSITIVE_INFINITY;
      for (let i = below + 1; i < n; i++) if (values[i] < high) high = values[i];
      // Equal values need no interpolation, and Infinity - Infinity has none.
      if (high > low) value = low + (position - below) * (high - low);
    }
    result.push(value);
    from = below;
  }
  return result;
}

/** Floyd and Rivest style selection reduced to Hoare's: puts the k-th smallest of values[left..right] at k. */
function select(values: Float64Array | Float32Array, k: number, left: number, right: number): void {
  while (right > left) {
    // Median of three guards against sorted input.
    const middle = (left + right) >>> 1;
    const a = values[left];
    const b = values[middle];
    const c = values[right];
    const pivot = a < b ? (b < c ? b : a < c ? c : a) : a < c ? a : b < c ? c : b;
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i <= j) {
        const swap = values[i];
        values[i] = values[j];
        values[j] = swap;
        i++;
        j--;
      }
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return;
  }
}
