/** Terms of a tax on profit. */
export interface TaxTerms {
  /** Fraction of taxable income, 0-1. */
  readonly rate: number;
  /** Years for which a loss may be used; without limit where absent. */
  readonly lossYears?: number;
  /** Most of a year's income that earlier losses may offset, 0-1; 1 where absent (0.8 in US law since 2018). */
  readonly lossShareLimit?: number;
}

/** Tax of each year, and the loss used and still open. */
export interface TaxYears {
  readonly tax: Float64Array;
  readonly lossUsed: Float64Array;
  /** Loss that was never used when the project ends: worth something only to an owner with other income. */
  readonly lossLeft: number;
}

/**
 * Tax on yearly income with losses carried forward, the oldest used first: tax = rate × max(0, income − losses used).
 * @param income before losses, money of the day; negative in a year of loss
 * @throws {RangeError} rate or limit outside 0-1
 * @see US Internal Revenue Code sections 11, 172
 */
export function incomeTax(income: ArrayLike<number>, terms: TaxTerms): TaxYears {
  const { rate, lossYears = Number.POSITIVE_INFINITY, lossShareLimit = 1 } = terms;
  if (!(rate >= 0 && rate <= 1)) throw new RangeError(`tax rate must lie in 0-1, got ${rate}; give 0.21 for 21 %`);
  if (!(lossShareLimit >= 0 && lossShareLimit <= 1))
    throw new RangeError(`share of income that losses may offset must lie in 0-1, got ${lossShareLimit}`);
  const n = income.length;
  const tax = new Float64Array(n);
  const lossUsed = new Float64Array(n);
  const open = new Float64Array(n);
  let first = 0;
  for (let year = 0; year < n; year++) {
    if (income[year] <= 0) {
      open[year] = -income[year];
      continue;
    }
    let room = income[year] * lossShareLimit;
    first = Math.max(first, year - lossYears);
    for (let old = first; old < year && room > 0; old++) {
      const used = Math.min(room, open[old]);
      open[old] -= used;
      room -= used;
      lossUsed[year] += used;
      if (open[old] === 0 && old === first) first++;
    }
    tax[year] = rate * (income[year] - lossUsed[year]);
  }
  let lossLeft = 0;
  for (let year = Math.max(0, n - lossYears); year < n; year++) lossLeft += open[year];
  return { tax, lossUsed, lossLeft };
}

/**
 * Percentage depletion of a mineral property: the smaller of `rate` × gross income and `incomeLimit` × net income before it;
 * 0 where there is no net income.
 * @see US Internal Revenue Code sections 613 and 613(a) (limit 50 % of taxable income from the property)
 */
export function percentageDepletion(grossIncome: number, netIncome: number, rate: number, incomeLimit = 0.5): number {
  if (!(rate >= 0 && rate <= 1)) throw new RangeError(`depletion rate must lie in 0-1, got ${rate}`);
  return Math.max(0, Math.min(rate * grossIncome, incomeLimit * netIncome));
}
