import { capitalRecoveryFactor } from "./presentValue.ts";

/** One loan repaid by equal yearly payments at year ends. */
export interface LoanSchedule {
  readonly payment: number;
  /** By year, the first first; interest + principal = payment. */
  readonly interest: Float64Array;
  readonly principal: Float64Array;
}

/**
 * Level repayment: payment = L r / (1 − (1+r)⁻ⁿ), interest on what is owed at the start of each year.
 * @param amount L, money of the day, 0 or more
 * @param years n, whole, 1 or more
 * @throws {RangeError} negative amount, rate at or below −1, years not whole or below 1
 * @see Brealey, Myers and Allen, Principles of Corporate Finance, ch. 2
 */
export function loanSchedule(amount: number, rate: number, years: number): LoanSchedule {
  if (!(amount >= 0 && Number.isFinite(amount))) throw new RangeError(`a loan must be 0 or more, got ${amount}`);
  if (!Number.isInteger(years) || years < 1 || years > 100)
    throw new RangeError(`a loan runs a whole number of years from 1 to 100, got ${years}`);
  const payment = amount * capitalRecoveryFactor(rate, years);
  const interest = new Float64Array(years);
  const principal = new Float64Array(years);
  let owed = amount;
  for (let k = 0; k < years; k++) {
    interest[k] = owed * rate;
    principal[k] = payment - interest[k];
    owed -= principal[k];
  }
  return { payment, interest, principal };
}
