/** A bin of values with its share of all. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  /** 0-1. */
  readonly share: number;
}

/**
 * Shares of values in bins of one round width with an edge at zero, so that no bin holds both loss and gain.
 * The width is the round number next above range / ⌈2 n^⅓⌉ (Rice's rule), at most 40 bins.
 */
export function valueHistogram(values: readonly number[] | Float64Array): readonly Bin[] {
  const finite = Array.from(values).filter(Number.isFinite);
  if (finite.length === 0) return [];
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  if (high === low) {
    const half = Math.abs(low) * 0.01 || 1;
    return [{ from: low - half, to: low + half, share: 1 }];
  }
  const width = roundUp((high - low) / Math.min(38, Math.ceil(2 * Math.cbrt(finite.length))));
  const first = Math.floor(low / width);
  const counts = Array.from({ length: Math.floor(high / width) - first + 1 }, () => 0);
  for (const value of finite) counts[Math.floor(value / width) - first]!++;
  return counts.map((count, i) => ({
    from: (first + i) * width,
    to: (first + i + 1) * width,
    share: count / finite.length,
  }));
}

/** The next of 1, 2, 2.5, 5 times a power of ten that is not below. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 2.5, 5, 10].find((step) => step * power >= value * (1 - 1e-12)) ?? 10);
}
