/** A column of assays split by detection, both parts ascending: what every censored statistic starts from. */
export interface CensoredColumn {
  /** Number of measured cells: detected and censored, without those not analysed. */
  readonly n: number;
  /** Detected values, ascending, unit of the column. */
  readonly detected: Float64Array;
  /** Detection limits of the censored cells, ascending, unit of the column. */
  readonly limits: Float64Array;
  /** Positions in the input of `detected`. */
  readonly detectedAt: readonly number[];
  /** Positions in the input of `limits`; cells of one limit keep their input order. */
  readonly limitsAt: readonly number[];
}

/**
 * Splits a column into detected values and detection limits, both sorted. NaN cells are not analysed and are left out.
 *
 * @param values length n, one unit for all; where `isBelowDetection` is 1 the value is the detection limit
 * @param isBelowDetection length n, 0 or 1
 * @throws {RangeError} the lengths disagree, a flag is neither 0 nor 1, or a value is negative or infinite
 */
export function censoredColumn(values: Float64Array, isBelowDetection: Uint8Array): CensoredColumn {
  if (values.length !== isBelowDetection.length)
    throw new RangeError(`${values.length} values need as many below-detection flags, got ${isBelowDetection.length}`);
  const detectedAt: number[] = [];
  const limitsAt: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const flag = isBelowDetection[i];
    if (flag > 1) throw new RangeError(`below-detection flag of cell ${i} must be 0 or 1, got ${flag}`);
    if (Number.isNaN(values[i])) continue;
    if (!(values[i] >= 0 && values[i] < Number.POSITIVE_INFINITY))
      throw new RangeError(
        `cell ${i}: an assay must be finite and at least 0, got ${values[i]}; give a below-detection value as its limit with flag 1`,
      );
    (flag === 1 ? limitsAt : detectedAt).push(i);
  }
  // Array.sort is stable, so cells of one limit stay in input order.
  const byValue = (a: number, b: number) => values[a] - values[b];
  detectedAt.sort(byValue);
  limitsAt.sort(byValue);
  return {
    n: detectedAt.length + limitsAt.length,
    detected: Float64Array.from(detectedAt, (i) => values[i]),
    limits: Float64Array.from(limitsAt, (i) => values[i]),
    detectedAt,
    limitsAt,
  };
}

/** Number of entries of an ascending array that lie below `bound` (or at it, if `inclusive`). */
export function countBelow(ascending: Float64Array, bound: number, inclusive: boolean): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < bound || (inclusive && ascending[middle] === bound)) low = middle + 1;
    else high = middle;
  }
  return low;
}
