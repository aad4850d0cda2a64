import { growingAnnuity } from "./presentValue.ts";

/** The headline figures of a study: one money, millions or any other unit throughout. */
export interface HeadlineProject {
  readonly capital: number;
  /** Over the life, spent evenly. */
  readonly sustaining?: number;
  /** Revenue less operating cost of a full year. */
  readonly annualMargin: number;
  readonly lifeYears: number;
  readonly discountRate: number;
}

/** How a headline is turned into a value where the study does not say. */
export interface HeadlineTerms {
  /** Whole years of building, capital spread evenly over them from year 0. */
  readonly buildYears: number;
  /** Share of a full margin in the first year of production; the rest of that year is lost. */
  readonly firstYearShare: number;
  /** Of margin less straight-line depreciation of the capital over the life. */
  readonly taxRate: number;
}

/** Judged terms: two years of building, half a first year, 30 % tax. None of them is from a study. */
export const judgedTerms: HeadlineTerms = { buildYears: 2, firstYearShare: 0.5, taxRate: 0.3 };

/** Value with all capital in year 0 and the same margin every year from 1 on, before tax: margin × P/A − capital. */
export function uniformNpv(project: HeadlineProject): number {
  return project.annualMargin * growingAnnuity(project.discountRate, 0, project.lifeYears) - project.capital;
}

/**
 * Order of magnitude of a study's net present value, after tax where a rate is given: capital over the years of building, a
 * first year of part production, then full margins to the end of the life. A sanity check within a factor of two, no estimate.
 * @throws {RangeError} life not above 0
 */
export function headlineNpv(project: HeadlineProject, terms: HeadlineTerms): number {
  const { discountRate: r, lifeYears: life } = project;
  if (!(life > 0)) throw new RangeError(`life must exceed 0 years, got ${life}`);
  const annuity = growingAnnuity(r, 0, life);
  const delay = (1 + r) ** -(terms.buildYears - 1);
  const full = annuity * delay;
  const lostInFirst = ((1 - terms.firstYearShare) * delay) / (1 + r);
  let capital = 0;
  for (let year = 0; year < terms.buildYears; year++) capital += project.capital / terms.buildYears / (1 + r) ** year;
  const sustaining = ((project.sustaining ?? 0) / life) * full;
  const depreciation = ((project.capital + (project.sustaining ?? 0)) / life) * full;
  const margin = project.annualMargin * (full - lostInFirst);
  return margin - sustaining - capital - terms.taxRate * Math.max(0, margin - depreciation);
}
