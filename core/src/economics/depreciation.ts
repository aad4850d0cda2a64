/** A rule that spreads the cost of an asset over years of tax. */
export type DepreciationRule =
  | { readonly method: "MACRS"; readonly years: number }
  | { readonly method: "straight-line"; readonly years: number }
  | { readonly method: "double-declining"; readonly years: number; readonly switches?: boolean }
  | { readonly method: "sum-of-years"; readonly years: number }
  | { readonly method: "immediate" };

/**
 * Shares of cost by tax year, general depreciation system, half-year convention, as printed.
 * @see US Internal Revenue Service, Publication 946, Appendix A, Table A-1 (US government work)
 */
const macrsShares: ReadonlyMap<number, readonly number[]> = new Map([
  [3, [0.3333, 0.4445, 0.1481, 0.0741]],
  [5, [0.2, 0.32, 0.192, 0.1152, 0.1152, 0.0576]],
  [7, [0.1429, 0.2449, 0.1749, 0.1249, 0.0893, 0.0892, 0.0893, 0.0446]],
  [10, [0.1, 0.18, 0.144, 0.1152, 0.0922, 0.0737, 0.0655, 0.0655, 0.0656, 0.0655, 0.0328]],
  [
    15,
    [
      0.05, 0.095, 0.0855, 0.077, 0.0693, 0.0623, 0.059, 0.059, 0.0591, 0.059, 0.0591, 0.059, 0.0591, 0.059, 0.0591,
      0.0295,
    ],
  ],
  [
    20,
    [
      0.0375, 0.07219, 0.06677, 0.06177, 0.05713, 0.05285, 0.04888, 0.04522, 0.04462, 0.04461, 0.04462, 0.04461,
      0.04462, 0.04461, 0.04462, 0.04461, 0.04462, 0.04461, 0.04462, 0.04461, 0.02231,
    ],
  ],
]);

/** Recovery periods of the MACRS tables, years. */
export const macrsYears: readonly number[] = [...macrsShares.keys()];

/**
 * Shares of an asset's cost by year of service, the first year first. MACRS as printed (sums to 1); straight line 1/n;
 * double declining 2/n of what is left, without `switches` the rest after n years is never written off (the convention of the
 * textbook table), with it straight line is taken once larger; sum of years (n − k)/(n(n+1)/2).
 * @throws {RangeError} no table for the years, or years no whole number from 1 to 100
 * @see IRS Publication 946; Brealey, Myers and Allen, ch. 6
 */
export function depreciationShares(rule: DepreciationRule): readonly number[] {
  if (rule.method === "immediate") return [1];
  const n = rule.years;
  if (!Number.isInteger(n) || n < 1 || n > 100)
    throw new RangeError(`depreciation takes a whole number of years from 1 to 100, got ${n}`);
  if (rule.method === "MACRS") {
    const shares = macrsShares.get(n);
    if (shares === undefined) throw new RangeError(`MACRS has tables for ${macrsYears.join(", ")} years, not ${n}`);
    return shares;
  }
  if (rule.method === "straight-line") return Array<number>(n).fill(1 / n);
  if (rule.method === "sum-of-years") return Array.from({ length: n }, (_, k) => (n - k) / ((n * (n + 1)) / 2));
  return decliningShares(n, rule.switches === true);
}

function decliningShares(n: number, switches: boolean): number[] {
  let left = 1;
  return Array.from({ length: n }, (_, k) => {
    const declining = Math.min(1, 2 / n) * left;
    const share = switches ? Math.max(declining, left / (n - k)) : declining;
    left -= share;
    return share;
  });
}
