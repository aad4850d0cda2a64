import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { cammCost, cammModels, cammTailingsPond } from "./cammModels.ts";
import { correlatedDraws } from "../numerics/correlatedDraws.ts";
import { distributionMean, distributionQuantile } from "../numerics/distribution.ts";
import { binomialOption, blackScholesCall } from "./optionValue.ts";
import { langFactor, scaledCost, taylorRule } from "./scaledCost.ts";

describe("costs", () => {
  test("205 million for 2.0 Mt/y in 2017 money is 403.24 million for 3.5 Mt/y at an index of 797.9", () => {
    expect(scaledCost({ cost: 205, capacity: 2, index: 567.5 }, 3.5, 0.6, 797.9)).toBeCloseTo(403.23599, 4);
  });
  test("an index of one year alone is refused", () => {
    expect(() => scaledCost({ cost: 1, capacity: 1 }, 2, 0.6, 800)).toThrow(
      "give the index of both years, or of neither",
    );
  });
  test("the parts of the Kentucky study make a Lang factor of 2.97", () => expect(langFactor()).toBeCloseTo(2.97, 10));
  test("Camm's flotation mill of 1000 short tons a day costs 9.28 million dollars of 1989", () => {
    const cost = cammCost("Flotation_1_product", 1000);
    expect(cost.capitalUsd1989).toBeCloseTo(9281346.5, 0);
    expect(cost.operatingUsd1989PerShortTon).toBeCloseTo(11.961492, 5);
  });
  test("the suspect coefficients of cut and fill come with a caution, the others without", () => {
    expect([...cammModels].filter(([, { caution }]) => caution !== "").map(([name]) => name)).toEqual(["Cut_and_fill"]);
  });
  test("an unknown model is refused with the list", () => {
    expect(() => cammCost("Magic", 10)).toThrow(/no Camm model Magic; use one of Autoclave_CIL_EW/);
  });
  test("a square pond of 64 acres has a dam along its four sides", () => {
    const { acres, damUsd1989 } = cammTailingsPond(2000, 10);
    expect(acres).toBe(64);
    expect(damUsd1989).toBeCloseTo(161 * 4 * Math.sqrt(64 * 43_560), 6);
  });
  test("Taylor: 5 million short tons last 9.457 years", () => {
    expect(taylorRule(5e6).lifeYears).toBeCloseTo(9.4574161, 6);
  });
});

describe("options", () => {
  const option = { value: 120, strike: 130, riskFreeRate: 0.04, payoutRate: 0.05, volatility: 0.35, years: 3 };
  test("Black-Scholes-Merton of the reference case", () => expect(blackScholesCall(option)).toBeCloseTo(20.439588, 5));
  test("the European tree converges on it, the American is worth more", () => {
    expect(binomialOption(option, 2000, "call", "European")).toBeCloseTo(blackScholesCall(option), 2);
    expect(binomialOption(option, 200)).toBeCloseTo(21.488823, 6);
  });
  test("without a payout it never pays to invest early (Merton 1973)", () => {
    const noPayout = { ...option, payoutRate: 0 };
    expect(binomialOption(noPayout, 300)).toBeCloseTo(binomialOption(noPayout, 300, "call", "European"), 10);
  });
  property.prop([fc.double({ min: 50, max: 200, noNaN: true }), fc.double({ min: 0.1, max: 0.8, noNaN: true })])(
    "European call less put is V e^-qT - K e^-rT (put-call parity)",
    (value, volatility) => {
      const one = { ...option, value, volatility };
      const parity = binomialOption(one, 200, "call", "European") - binomialOption(one, 200, "put", "European");
      expect(parity).toBeCloseTo(value * Math.exp(-0.15) - 130 * Math.exp(-0.12), 6);
    },
  );
});

describe("draws", () => {
  const normal = (name: string, mean: number, sd: number) => ({
    name,
    distribution: { kind: "normal", mean, sd } as const,
  });
  test("correlation asked for is the correlation drawn", () => {
    const [a, b] = correlatedDraws(
      [normal("a", 0, 1), normal("b", 5, 2)],
      [{ a: "a", b: "b", correlation: 0.4 }],
      20_000,
      7,
      "stratified",
    );
    let product = 0;
    for (let k = 0; k < a.length; k++) product += a[k] * ((b[k] - 5) / 2);
    expect(product / a.length).toBeCloseTo(0.4, 2);
  });
  test("realisation k of a stream stays when realisations and quantities are added", () => {
    const few = correlatedDraws([normal("a", 0, 1)], [], 8, 7)[0];
    const many = correlatedDraws([normal("b", 0, 1), normal("a", 0, 1)], [], 64, 7)[1];
    expect([...many.subarray(0, 8)]).toEqual([...few]);
  });
  test("a column keeps its realisations and what is correlated with it follows", () => {
    const grade = Float64Array.from({ length: 4000 }, (_, k) => Math.sin(k * 12.9898) * 100 + 300);
    const [same, follows] = correlatedDraws(
      [{ name: "grade", distribution: { kind: "column", values: grade } }, normal("recovery", 0.8, 0.05)],
      [{ a: "grade", b: "recovery", correlation: 0.95 }],
      4000,
      3,
    );
    expect([...same]).toEqual([...grade]);
    const high = follows.filter((_, k) => grade[k] > 380);
    const low = follows.filter((_, k) => grade[k] < 220);
    expect(Math.min(...high)).toBeGreaterThan(0.8 - 0.05);
    expect(low.reduce((sum, v) => sum + v, 0) / low.length).toBeLessThan(0.77);
  });
  test("correlations that contradict one another are refused by name", () => {
    const three = ["a", "b", "c"].map((name) => normal(name, 0, 1));
    expect(() =>
      correlatedDraws(
        three,
        [
          { a: "a", b: "b", correlation: 0.9 },
          { a: "b", b: "c", correlation: 0.9 },
          { a: "a", b: "c", correlation: -0.9 },
        ],
        16,
        1,
      ),
    ).toThrow("no quantities can have these correlations (c contradicts those before it); weaken one");
  });
  property.prop([fc.double({ min: 0.001, max: 0.999, noNaN: true })])(
    "a triangular quantile inverts its distribution",
    (u) => {
      const x = distributionQuantile({ kind: "triangular", min: 60, mode: 80, max: 130 }, u);
      const p = x < 80 ? (x - 60) ** 2 / (70 * 20) : 1 - (130 - x) ** 2 / (70 * 50);
      expect(p).toBeCloseTo(u, 9);
    },
  );
  test("the mean of a lognormal is its median times exp(s2/2)", () => {
    expect(distributionMean({ kind: "lognormal", median: 10, gsd: 2 })).toBeCloseTo(
      10 * Math.exp(Math.LN2 ** 2 / 2),
      10,
    );
  });
});
