import { type DepreciationRule, depreciationShares } from "./depreciation.ts";
import { incomeTax } from "./incomeTax.ts";
import { loanSchedule } from "./loan.ts";
import { cumulativePresentValue, netPresentValue } from "./presentValue.ts";

/** A plant with the same year every year: the form of textbook cases and headline studies. One currency and unit of money. */
export interface UniformPlant {
  readonly fixedCapital: number;
  /** Of fixed capital; spent in year 0 and returned in the last year. */
  readonly workingCapitalFraction: number;
  readonly annualCost: number;
  readonly annualSales: number;
  /** Years of operation; the first is year 1. */
  readonly years: number;
  readonly discountRate: number;
  readonly taxRate: number;
  readonly depreciation: DepreciationRule;
  readonly loan?: {
    /** Of fixed capital, drawn in year 0. */
    readonly fraction: number;
    readonly rate: number;
    readonly years: number;
    /** What of a payment reduces taxable income. Interest is the law nearly everywhere; BioSTEAM takes the whole payment. */
    readonly deductible: "interest" | "payment";
    /** Whether a year's interest is paid in year 0 as well, while the plant is built (BioSTEAM). */
    readonly yearZeroInterest: boolean;
  };
}

/** Year by year, year 0 first. */
export interface UniformPlantResult {
  readonly cashFlow: Float64Array;
  readonly tax: Float64Array;
  readonly depreciation: Float64Array;
  readonly interest: Float64Array;
  readonly principal: Float64Array;
  readonly cumulative: Float64Array;
  readonly npv: number;
}

/**
 * Cash flow of a uniform plant: capital and loan in year 0, then sales − costs − tax − loan payments; losses are carried forward
 * without limit; working capital comes back in the last year.
 * @throws {RangeError} years no whole number from 1 to 200, or a rate refused by the parts
 * @see Cortes-Peña et al. (2020), BioSTEAM, ACS Sustainable Chem. Eng. 8, 3302 (with `payment` and `yearZeroInterest`)
 */
export function uniformPlantCashFlow(plant: UniformPlant): UniformPlantResult {
  const { years, fixedCapital, loan } = plant;
  if (!Number.isInteger(years) || years < 1 || years > 200)
    throw new RangeError(`a plant runs a whole number of years from 1 to 200, got ${years}`);
  const n = years + 1;
  const depreciation = new Float64Array(n);
  depreciationShares(plant.depreciation).forEach((share, k) => {
    if (k + 1 < n) depreciation[k + 1] = share * fixedCapital;
  });
  const amount = loan === undefined ? 0 : loan.fraction * fixedCapital;
  const interest = new Float64Array(n);
  const principal = new Float64Array(n);
  if (loan !== undefined) {
    const schedule = loanSchedule(amount, loan.rate, loan.years);
    if (loan.yearZeroInterest) interest[0] = amount * loan.rate;
    for (let k = 0; k < Math.min(loan.years, years); k++) {
      interest[k + 1] = schedule.interest[k];
      principal[k + 1] = schedule.principal[k];
    }
  }
  const margin = plant.annualSales - plant.annualCost;
  const deducted = (year: number) => interest[year] + (loan?.deductible === "payment" ? principal[year] : 0);
  // Interest of year 0 is capitalised by neither convention: it reduces no tax.
  const income = Float64Array.from({ length: n }, (_, year) =>
    year === 0 ? 0 : margin - depreciation[year] - deducted(year),
  );
  const { tax } = incomeTax(income, { rate: plant.taxRate });
  const working = plant.workingCapitalFraction * fixedCapital;
  const cashFlow = Float64Array.from({ length: n }, (_, year) => {
    if (year === 0) return -fixedCapital - working + amount - interest[0];
    return margin - interest[year] - principal[year] - tax[year] + (year === years ? working : 0);
  });
  const cumulative = cumulativePresentValue(cashFlow, plant.discountRate);
  return {
    cashFlow,
    tax,
    depreciation,
    interest,
    principal,
    cumulative,
    npv: netPresentValue(cashFlow, plant.discountRate),
  };
}
