/**
 * Rosin-Rammler cumulative passing, P(x) = 1 − exp(−(x/x₆₃)ⁿ), a fraction.
 * @param x63Um size with 63.2 % passing
 * @see Rosin and Rammler (1933), The laws governing the fineness of powdered coal, J. Inst. Fuel 7, 29-36
 */
export function rosinRammlerPassing(xUm: number, x63Um: number, n: number): number {
  return -Math.expm1(-((xUm / x63Um) ** n));
}

/** Size with a given fraction passing, x = x₆₃ (−ln(1 − P))^(1/n). */
export function rosinRammlerSizeUm(passing: number, x63Um: number, n: number): number {
  if (!(passing > 0 && passing < 1)) throw new RangeError(`passing must lie between 0 and 1, got ${passing}`);
  return x63Um * (-Math.log1p(-passing)) ** (1 / n);
}

/**
 * 80 % passing of a distribution given by median and width: P80 = median (−ln 0.2)^(width/2), the form of the PrOMMiS crusher.
 * Its "median" is the size with 63.2 % passing of a Rosin-Rammler distribution with n = 2/width.
 */
export function p80OfMedianUm(medianUm: number, width: number): number {
  return medianUm * (-Math.log(0.2)) ** (width / 2);
}

/** Gaudin-Schuhmann cumulative passing, P(x) = (x/k)^m up to 1. @param topUm size k with all passing */
export function gaudinSchuhmannPassing(xUm: number, topUm: number, m: number): number {
  return Math.min(1, (xUm / topUm) ** m);
}

/**
 * Size at which a fraction of the mass passes, from masses by class, linear in the logarithm of size within a class; the finest
 * class reaches down to a tenth of its upper bound.
 * @param kg mass by class, finest first
 * @param sizeUm upper bounds, ascending
 * @returns NaN where there is no mass
 */
export function passingSizeUm(kg: ArrayLike<number>, sizeUm: readonly number[], passing: number): number {
  let total = 0;
  for (let i = 0; i < sizeUm.length; i++) total += kg[i];
  if (!(total > 0)) return Number.NaN;
  let below = 0;
  for (let i = 0; i < sizeUm.length; i++) {
    if ((below + kg[i]) / total >= passing && kg[i] > 0) {
      const lower = i === 0 ? sizeUm[0] / 10 : sizeUm[i - 1];
      const share = (passing * total - below) / kg[i];
      return lower * (sizeUm[i] / lower) ** share;
    }
    below += kg[i];
  }
  return sizeUm[sizeUm.length - 1];
}
