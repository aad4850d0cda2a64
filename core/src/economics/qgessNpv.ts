import { capitalRecoveryFactor, growingAnnuity } from "./presentValue.ts";

/** Finance of a plant by NETL's guidelines: capital over the years of building, then equal real years. */
export interface QgessTerms {
  readonly discountRate: number;
  /** Years of operation, after the years of building. */
  readonly operatingYears: number;
  /** Share of capital by year of building; sums to 1. */
  readonly capitalSchedule: readonly number[];
  readonly capitalEscalation: number;
  /** Of operating cost and revenue, per year. */
  readonly inflation: number;
  readonly debtFraction: number;
  readonly interestRate: number;
  readonly loanYears: number;
}

/** Terms of the University of Kentucky study. */
export const ukyTerms: QgessTerms = {
  discountRate: 0.1,
  operatingYears: 20,
  capitalSchedule: [0.1, 0.6, 0.3],
  capitalEscalation: 0.036,
  inflation: 0.03,
  debtFraction: 0.5,
  interestRate: 0.06,
  loanYears: 10,
};

/** Present values, in the money of the amounts given; costs negative. */
export interface QgessValue {
  readonly capital: number;
  readonly loan: number;
  readonly operating: number;
  readonly revenue: number;
  readonly npv: number;
}

/**
 * Net present value by factors: year k of a flow growing by g is worth P/A(r, g, k) − P/A(r, g, k − 1). The loan costs what
 * it brings less the present value of its payments at the discount rate, taken negative as the published program does
 * whichever is larger; a loan cheaper than the discount rate really adds value, so compare the parts.
 * @param amounts capital in all, operating cost and revenue of one year, today's money
 * @throws {RangeError} shares that do not sum to 1, or rates refused by the parts
 * @see NETL rare-earth costing method in prommis/prommis (BSD-3-Clause), equations; Theis et al. (2021)
 */
export function qgessNpv(
  amounts: { readonly capital: number; readonly operating: number; readonly revenue: number },
  terms: QgessTerms = ukyTerms,
): QgessValue {
  const { discountRate: r, capitalSchedule, inflation } = terms;
  const shares = capitalSchedule.reduce((sum, share) => sum + share, 0);
  if (Math.abs(shares - 1) > 1e-6) throw new RangeError(`shares of capital must sum to 1, got ${shares}`);
  const yearFactor = (growth: number, k: number) => growingAnnuity(r, growth, k) - growingAnnuity(r, growth, k - 1);
  const capitalFactor = capitalSchedule.reduce(
    (sum, share, i) => sum + share * yearFactor(terms.capitalEscalation, i + 1),
    0,
  );
  const built = capitalSchedule.length;
  const operatingFactor =
    growingAnnuity(r, inflation, built + terms.operatingYears) - growingAnnuity(r, inflation, built);
  const loan = terms.debtFraction * amounts.capital;
  const paymentsWorth =
    loan === 0
      ? 0
      : loan * capitalRecoveryFactor(terms.interestRate, terms.loanYears) * growingAnnuity(r, 0, terms.loanYears);
  const value = {
    capital: -amounts.capital * capitalFactor,
    loan: -Math.abs(loan - paymentsWorth),
    operating: -amounts.operating * operatingFactor,
    revenue: amounts.revenue * operatingFactor,
  };
  return { ...value, npv: value.capital + value.loan + value.operating + value.revenue };
}
