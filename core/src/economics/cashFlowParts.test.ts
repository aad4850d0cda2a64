import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { depreciationShares, macrsYears } from "./depreciation.ts";
import { incomeTax, percentageDepletion } from "./incomeTax.ts";
import { internalRates, losingRates } from "./internalRates.ts";
import { loanSchedule } from "./loan.ts";
import { uniformPlantCashFlow } from "./plantCashFlow.ts";
import { growingAnnuity, netPresentValue, nominalRate, paybackYears, realRate } from "./presentValue.ts";

/** Cash flow whose rates are those given: Π (x (1 + r) − 1), x = 1/(1 + r). */
function withRates(rates: readonly number[]): number[] {
  let polynomial = [1];
  for (const rate of rates) {
    const next = Array<number>(polynomial.length + 1).fill(0);
    polynomial.forEach((c, k) => {
      next[k] -= c;
      next[k + 1] += c * (1 + rate);
    });
    polynomial = next;
  }
  return polynomial;
}

describe("internal rates", () => {
  test("three rates of one flow are all found (roots chosen: 10, 20, 30 %)", () => {
    const found = internalRates([-1000, 3600, -4310, 1716]);
    expect(found.rates).toHaveLength(3);
    found.rates.forEach((rate, i) => expect(rate).toBeCloseTo([0.1, 0.2, 0.3][i], 9));
    expect(found.verdict).toMatch(/several/);
  });
  test("of the roots 10, 20, 30 % value is lost above the outer two; closure's root below 0 is none of those", () => {
    const three = [-1000, 3600, -4310, 1716];
    expect(losingRates(three, internalRates(three).rates).map((rate) => Number(rate.toFixed(6)))).toEqual([0.1, 0.3]);
    const mine = withRates([-0.4, 0.15]).map((cash) => -cash * 100);
    const flow = mine[0] < 0 ? mine : mine.map((cash) => -cash);
    expect(losingRates(flow, internalRates(flow).rates).map((rate) => Number(rate.toFixed(6)))).toEqual([0.15]);
  });
  test("a mine whose clean-up costs more than it earned has rates below and above 0", () => {
    const rates = [-0.4, 0.05, 0.9];
    internalRates(withRates(rates)).rates.forEach((rate, i) => expect(rate).toBeCloseTo(rates[i], 7));
  });
  test("a value that only touches zero has one rate, once", () => {
    const { rates, signChanges } = internalRates(withRates([0.25, 0.25]));
    expect(signChanges).toBe(2);
    expect(rates).toHaveLength(1);
    expect(rates[0]).toBeCloseTo(0.25, 6);
  });
  test("two changes of sign may have no rate at all", () => {
    expect(internalRates([100, -100, 30]).verdict).toBe("no rate");
    expect(internalRates([1, 2, 3]).rates).toEqual([]);
    expect(internalRates([]).rates).toEqual([]);
    expect(internalRates([0, 0]).rates).toEqual([]);
  });
  test("zeros before and after change nothing", () => {
    expect(internalRates([0, -100, 0, 121, 0]).rates[0]).toBeCloseTo(0.1, 12);
  });
  test("an amount that is no number is named by its year", () => {
    expect(() => internalRates([-1, Number.NaN])).toThrow("cash flow of year 1 must be finite, got NaN");
  });
  property.prop([fc.uniqueArray(fc.integer({ min: -8, max: 30 }), { minLength: 1, maxLength: 5 })])(
    "every rate that a flow was built from comes back",
    (tenths) => {
      const rates = tenths.toSorted((a, b) => a - b).map((tenth) => tenth / 10);
      const found = internalRates(withRates(rates)).rates;
      expect(found).toHaveLength(rates.length);
      found.forEach((rate, i) => expect(rate).toBeCloseTo(rates[i], 4));
    },
  );
  property.prop([fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 40 })])(
    "a rate never numbers more than the changes of sign, and the value at it is 0",
    (flow) => {
      const { rates, signChanges } = internalRates(flow);
      expect(rates.length).toBeLessThanOrEqual(signChanges);
      for (const rate of rates) {
        const size = flow.reduce((sum, amount, year) => sum + Math.abs(amount) * (1 + rate) ** -year, 0);
        expect(Math.abs(netPresentValue(flow, rate))).toBeLessThan(1e-6 * size);
      }
    },
  );
});

describe("present value", () => {
  test("100 out, 30, 35, 40, 45 back at 10 % is worth 16.986545 and pays back in 2.875 years", () => {
    expect(netPresentValue([-100, 30, 35, 40, 45], 0.1)).toBeCloseTo(16.986545, 6);
    expect(paybackYears([-100, 30, 35, 40, 45])).toBe(2.875);
  });
  test("a closure cost that turns the sum negative again undoes the payback", () => {
    expect(paybackYears([-10, 20, -15])).toBeNull();
    expect(paybackYears([-10, 20, -15, 10])).toBe(2.5);
    expect(paybackYears([5, 5])).toBe(0);
  });
  property.prop([fc.double({ min: -0.5, max: 1, noNaN: true }), fc.double({ min: -0.3, max: 0.5, noNaN: true })])(
    "a growing annuity is the sum of its years, also where rate and growth meet",
    (rate, growth) => {
      let sum = 0;
      for (let k = 1; k <= 12; k++) sum += (1 + growth) ** (k - 1) / (1 + rate) ** k;
      expect(growingAnnuity(rate, growth, 12) / sum).toBeCloseTo(1, 8);
      expect(growingAnnuity(rate, rate, 12)).toBeCloseTo(12 / (1 + rate), 9);
    },
  );
  property.prop([fc.double({ min: -0.5, max: 1, noNaN: true }), fc.double({ min: -0.1, max: 0.3, noNaN: true })])(
    "real and nominal give one value: constant money at the real rate, money of the day at the nominal",
    (real, inflation) => {
      const flow = [-100, 20, 50, 70];
      const ofTheDay = flow.map((amount, year) => amount * (1 + inflation) ** year);
      expect(netPresentValue(ofTheDay, nominalRate(real, inflation))).toBeCloseTo(netPresentValue(flow, real), 8);
      expect(realRate(nominalRate(real, inflation), inflation)).toBeCloseTo(real, 12);
    },
  );
  test("a rate of -100 % is refused with the remedy", () => {
    expect(() => netPresentValue([1], -1)).toThrow("must be finite and exceed -1 (-100 %), got -1; give 0.08 for 8 %");
  });
});

describe("depreciation", () => {
  // 200 % (to 10 years) or 150 % declining balance, half-year convention, switch to straight line: the rule behind the table.
  test.each(macrsYears)("MACRS of %i years is the declining balance that the law states", (years) => {
    const factor = years <= 10 ? 2 : 1.5;
    let left = 1;
    const expected = Array.from({ length: years + 1 }, (_, k) => {
      const remaining = years - k + 0.5;
      const part = k === 0 ? 0.5 : Math.min(1, remaining);
      const share =
        k === 0 ? (0.5 * factor) / years : Math.max((factor / years) * left, left / Math.max(remaining, 0.5)) * part;
      const taken = Math.min(share, left);
      left -= taken;
      return taken;
    });
    const shares = depreciationShares({ method: "MACRS", years });
    shares.forEach((share, k) => expect(Math.abs(share - expected[k])).toBeLessThan(2.5e-4));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
  });
  property.prop([fc.integer({ min: 1, max: 100 })])(
    "straight line, sum of years and switching write off all",
    (years) => {
      for (const rule of [
        { method: "straight-line", years } as const,
        { method: "sum-of-years", years } as const,
        { method: "double-declining", years, switches: true } as const,
      ])
        expect(depreciationShares(rule).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    },
  );
  test("a table that the law lacks is refused", () => {
    expect(() => depreciationShares({ method: "MACRS", years: 8 })).toThrow(
      "MACRS has tables for 3, 5, 7, 10, 15, 20 years",
    );
  });
});

describe("tax and loan", () => {
  test("losses are used oldest first, expire, and may be limited to a share of income", () => {
    expect([...incomeTax([-100, 60, 60], { rate: 0.5 }).tax]).toEqual([0, 0, 10]);
    expect([...incomeTax([-100, 0, 60], { rate: 0.5, lossYears: 1 }).tax]).toEqual([0, 0, 30]);
    expect([...incomeTax([-100, 50], { rate: 0.2, lossShareLimit: 0.8 }).tax]).toEqual([0, 2]);
    expect(incomeTax([-100, 60], { rate: 0.5 }).lossLeft).toBe(40);
  });
  test("depletion is the smaller of its two limits", () => {
    expect(percentageDepletion(100, 60, 0.14)).toBeCloseTo(14, 12);
    expect(percentageDepletion(100, 10, 0.14)).toBe(5);
    expect(percentageDepletion(100, -10, 0.14)).toBe(0);
  });
  property.prop([fc.double({ min: 0.001, max: 0.5, noNaN: true }), fc.integer({ min: 1, max: 40 })])(
    "a loan's payments are worth the loan at its own rate, and its principal sums to it",
    (rate, years) => {
      const { payment, principal } = loanSchedule(1000, rate, years);
      expect(payment * growingAnnuity(rate, 0, years)).toBeCloseTo(1000, 3);
      expect(principal.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1000, 3);
    },
  );
  test("deducting the whole payment, not its interest, pays less tax: 2.1270492 against 1.9429783 (BioSTEAM test_tea)", () => {
    const plant = {
      fixedCapital: 3.36,
      workingCapitalFraction: 0.05,
      annualCost: 1.68,
      annualSales: 2.5,
      years: 15,
      discountRate: 0.1,
      taxRate: 0.31,
      depreciation: { method: "MACRS", years: 7 } as const,
    };
    const loan = { fraction: 0.6, rate: 0.08, years: 10 };
    const peer = uniformPlantCashFlow({ ...plant, loan: { ...loan, deductible: "payment", yearZeroInterest: true } });
    const law = uniformPlantCashFlow({ ...plant, loan: { ...loan, deductible: "interest", yearZeroInterest: false } });
    expect(peer.npv).toBeCloseTo(2.1270492, 6);
    expect(law.npv).toBeCloseTo(1.9429783, 6);
  });
});
