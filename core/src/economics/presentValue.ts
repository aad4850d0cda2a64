/**
 * Net present value of yearly cash flows: year 0 is undiscounted, later years are taken at year end.
 * NPV = Σ Cₜ (1 + r)⁻ᵗ, by Horner's rule.
 * @param cashFlow one amount a year in money of one kind (constant, or of the day); outflows negative
 * @param rate discount rate per year as a fraction, above −1: real for constant money, nominal for money of the day
 * @throws {RangeError} rate at or below −1, or not finite
 * @see Brealey, Myers and Allen, Principles of Corporate Finance, ch. 2
 */
export function netPresentValue(cashFlow: ArrayLike<number>, rate: number): number {
  checkRate(rate);
  let npv = 0;
  for (let year = cashFlow.length - 1; year >= 0; year--) npv = npv / (1 + rate) + cashFlow[year];
  return npv;
}

/** Present value of the cash flow up to each year: the last is the net present value. Same arguments and errors. */
export function cumulativePresentValue(cashFlow: ArrayLike<number>, rate: number): Float64Array {
  checkRate(rate);
  const cumulative = new Float64Array(cashFlow.length);
  let sum = 0;
  for (let year = 0; year < cashFlow.length; year++) {
    sum += cashFlow[year] * (1 + rate) ** -year;
    cumulative[year] = sum;
  }
  return cumulative;
}

/**
 * Present value of one unit a year at the ends of years 1 … n, growing by g after the first:
 * P/A(r, g, n) = (1 − (1+g)ⁿ (1+r)⁻ⁿ) / (r − g), and n / (1+r) where r = g.
 * @param years n, 0 or more; a fraction is interpolated by the formula
 * @throws {RangeError} a rate at or below −1, or negative years
 * @see Theis et al. (2021), Quality Guidelines for Energy System Studies, NETL; Brealey, Myers and Allen, ch. 2
 */
export function growingAnnuity(rate: number, growth: number, years: number): number {
  checkRate(rate);
  checkRate(growth);
  if (!(years >= 0)) throw new RangeError(`years of an annuity must be 0 or more, got ${years}`);
  const gap = rate - growth;
  if (Math.abs(gap) < 1e-12) return years / (1 + rate);
  return -Math.expm1(years * (Math.log1p(growth) - Math.log1p(rate))) / gap;
}

/** Equal yearly payment that repays 1 over n years at a rate: r / (1 − (1+r)⁻ⁿ); the capital recovery factor. */
export function capitalRecoveryFactor(rate: number, years: number): number {
  if (!(years > 0)) throw new RangeError(`years of repayment must exceed 0, got ${years}`);
  return 1 / growingAnnuity(rate, 0, years);
}

/** Nominal rate from a real one: (1 + nominal) = (1 + real)(1 + inflation). @see Fisher (1930), The Theory of Interest */
export function nominalRate(realRate: number, inflation: number): number {
  checkRate(realRate);
  checkRate(inflation);
  return (1 + realRate) * (1 + inflation) - 1;
}

/** Real rate from a nominal one, by the same equation. */
export function realRate(nominal: number, inflation: number): number {
  checkRate(nominal);
  checkRate(inflation);
  return (1 + nominal) / (1 + inflation) - 1;
}

/**
 * Years until cumulative cash is never negative again, linear within the year of the change; null when it never is.
 * Year 0 counts as no time. Discounted where the cash flow given is.
 * A cash flow without an outflow pays back at 0.
 */
export function paybackYears(cashFlow: ArrayLike<number>): number | null {
  let before = 0;
  let crossing: number | null = 0;
  for (let year = 0; year < cashFlow.length; year++) {
    const after = before + cashFlow[year];
    if (after < 0) crossing = null;
    else if (crossing === null) crossing = year - 1 + -before / cashFlow[year];
    before = after;
  }
  return crossing;
}

function checkRate(rate: number): void {
  if (!(rate > -1) || rate === Number.POSITIVE_INFINITY)
    throw new RangeError(`a yearly rate must be finite and exceed -1 (-100 %), got ${rate}; give 0.08 for 8 %`);
}
