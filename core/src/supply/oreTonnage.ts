/** Low, most likely and high value of a judged range, one unit for all. */
export interface JudgedRange {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/**
 * Value of a triangular distribution at probability u: the least that a low, a likely and a high value say.
 * F(x) = (x - a)^2 / ((b - a)(c - a)) up to the mode c, then 1 - (b - x)^2 / ((b - a)(b - c)).
 * @param u probability, 0-1
 * @see Kotz and van Dorp (2004), Beyond Beta, ch. 1
 */
export function triangularQuantile(range: JudgedRange, u: number): number {
  const { low, mid, high } = range;
  const width = high - low;
  if (width === 0) return mid;
  const split = (mid - low) / width;
  return u < split ? low + Math.sqrt(u * width * (mid - low)) : high - Math.sqrt((1 - u) * width * (high - mid));
}

/** Mean of the triangular distribution, (low + mid + high) / 3. */
export function triangularMean({ low, mid, high }: JudgedRange): number {
  return (low + mid + high) / 3;
}

/** Variance of the triangular distribution, (a² + b² + c² - ab - ac - bc) / 18. */
export function triangularVariance({ low: a, mid: c, high: b }: JudgedRange): number {
  return (a * a + b * b + c * c - a * b - a * c - b * c) / 18;
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
