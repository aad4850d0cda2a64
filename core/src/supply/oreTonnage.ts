/** Low, most likely and high value of a judged range, one unit for all. */
export interface JudgedRange {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/**
 * Value at probability u of a two-piece triangular law on [low, high] whose mean is `mid`, the best estimate.
 * Below mid the density rises linearly, above it falls linearly; the low piece has probability p = (high - mid) / (high - low),
 * so that mean = mid - p (mid - low) / 3 + (1 - p) (high - mid) / 3 = mid. A plain triangle would have its mode there and,
 * with a long upper range, a mean well above the estimate.
 * @param u probability, 0-1
 */
export function oreQuantile(range: JudgedRange, u: number): number {
  const { low, mid, high } = range;
  if (high === low) return mid;
  const p = (high - mid) / (high - low);
  return u < p ? low + (mid - low) * Math.sqrt(u / p) : high - (high - mid) * Math.sqrt((1 - u) / (1 - p));
}

/** Variance of that law, (mid - low) (high - mid) / 6; a sixth of a square on each side of the mean. */
export function oreVariance({ low, mid, high }: JudgedRange): number {
  return ((mid - low) * (high - mid)) / 6;
}

/**
 * Ore processed from metal made: metal / (grade x recovery).
 * @param metalT t of metal recovered
 * @param gradeFraction head grade, mass fraction 0-1
 * @param recovery 0-1
 * @throws {RangeError} grade or recovery is not above 0
 */
export function oreFromMetalT(metalT: number, gradeFraction: number, recovery: number): number {
  if (!(gradeFraction > 0 && gradeFraction <= 1))
    throw new RangeError(`grade must lie in 0-1 (mass fraction) and above 0, got ${gradeFraction}`);
  if (!(recovery > 0 && recovery <= 1)) throw new RangeError(`recovery must lie in 0-1 and above 0, got ${recovery}`);
  return metalT / (gradeFraction * recovery);
}

/** t of element in `oreT` of dry ore at `gradePpm`: one ppm in a tonne is a gram. */
export function containedT(oreT: number, gradePpm: number): number {
  return oreT * gradePpm * 1e-6;
}
