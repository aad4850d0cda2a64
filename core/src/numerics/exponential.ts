const double = new Float64Array(1);
const half = new Uint32Array(double.buffer);
const highWord = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;
const lowWord = 1 - highWord;

const sqrtHalf = Math.SQRT1_2;
/** Added to 1.5 x 2^52 a number is rounded to an integer, which then stands in the low bits of the sum. */
const roundingShift = 6755399441055744;

/**
 * e^x by additions, multiplications and one division alone, so every engine gives the same bits; relative error below 3e-16.
 * x = k ln 2 + r, e^r = 1 + 2 r P(r²) / (Q(r²) - r P(r²)). Above 709 the value at 709, below -708 zero; NaN stays NaN.
 * @see Moshier (1989), Methods and Programs for Mathematical Functions, exp of the Cephes library
 */
export function exponential(x: number): number {
  if (x < -708) return 0;
  const clipped = x > 709 ? 709 : x;
  const shifted = Math.LOG2E * clipped + roundingShift;
  const k = shifted - roundingShift;
  const r = clipped - k * 0.693145751953125 - k * 1.4286068203094173e-6;
  const square = r * r;
  const top = r * ((1.2617719307481058e-4 * square + 0.030299440770744195) * square + 1);
  const bottom =
    ((3.0019850513866446e-6 * square + 2.524483403496841e-3) * square + 0.22726554820815503) * square + 2 - top;
  double[0] = shifted;
  const power = half[lowWord];
  double[0] = 1 + 2 * (top / bottom);
  half[highWord] += power << 20;
  return double[0];
}

/**
 * Natural logarithm by additions, multiplications and divisions alone, so every engine gives the same bits. Relative error
 * below 3e-16 outside 1/8-8, absolute error of that order near 1, where Math.log keeps more digits.
 * x = 2^e m, ln m = w + w³ R(w²) / S(w²) with w = 2 (m - 1) / (m + 1).
 * @param x above 0 and finite
 * @see Moshier (1989), Methods and Programs for Mathematical Functions, log of the Cephes library
 */
export function logarithm(x: number): number {
  // Below the normal numbers the exponent field says nothing.
  if (x < 2.2250738585072014e-308) return logarithm(x * 2 ** 54) - 54 * Math.LN2;
  double[0] = x;
  const bits = half[highWord];
  half[highWord] = (bits & 0xfffff) | 0x3fe00000;
  const mantissa = double[0];
  const isLow = mantissa < sqrtHalf;
  const exponent = (bits >>> 20) - 1022 - (isLow ? 1 : 0);
  const z = mantissa - 0.5 - (isLow ? 0 : 0.5);
  const w = z / (0.5 * (isLow ? z : mantissa) + 0.5);
  const square = w * w;
  const top = square * ((-0.7895802788847992 * square + 16.38666456995581) * square - 64.14099529587156);
  const bottom = ((square - 35.67227982563243) * square + 312.0937663722442) * square - 769.69194355046;
  return w * (top / bottom) - exponent * 2.1219444005469057e-4 + w + exponent * 0.693359375;
}
