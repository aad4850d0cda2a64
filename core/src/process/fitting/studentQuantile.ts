/** 97.5 % quantile of Student's t. @see Abramowitz and Stegun (1972), 26.7.5, expansion in 1/ν; exact values for ν = 1 to 4 */
export function studentQuantile(freedom: number): number {
  const small = [12.7062, 4.302653, 3.182446, 2.776445];
  if (freedom <= 4) return small[freedom - 1];
  const z = 1.959963985;
  const v = freedom;
  return (
    z +
    (z ** 3 + z) / (4 * v) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * v ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * v ** 3)
  );
}
