import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { DataError } from "../evidence/issue.ts";
import {
  drawnStore,
  exampleInputs,
  exampleMarket,
  exampleMine,
  exampleOptions,
  examplePrior,
  exampleSamples,
  momentsOf,
} from "./fixture.ts";
import { prepareScreening } from "./prepareScreening.ts";
import { screen } from "./screen.ts";

const ore = { low: 0.8e6, mid: 1e6, high: 1.4e6 };
const mines = [
  exampleMine({ id: "alpha", oreT: ore, headGradesPpm: { Zn: 50_000 }, recoveries: { Zn: 0.8 }, state: "A" }),
  exampleMine({ id: "beta", oreT: ore, byproductsT: { Ge: null }, state: "B" }),
  exampleMine({ id: "gamma", oreT: ore, byproductsT: { Ge: 2 }, state: "B" }),
  exampleMine({ id: "delta", oreT: ore, depositType: "Type two", state: "A" }),
];
const samples = exampleSamples([
  [1, 3, 5, 7, 9, 11, 13, 15],
  [20, 22, -24, 26, 28, 30, 32, 34],
  [2, 2, 2, 2, -2, 2, 2, 2],
]);
const inputs = exampleInputs({ mines, markets: [exampleMarket("Ge")] });
const sampled = { ...inputs, samples };
const options = exampleOptions({ draws: 2000 });
const cmio = { ...options, geochemistry: "cmio" as const };
const element = (symbol: string, result: ReturnType<typeof screen>["result"]) => {
  const found = result.elements.find((candidate) => candidate.symbol === symbol);
  if (!found) throw new Error(`no ${symbol}`);
  return found;
};

describe("repeatability", () => {
  test("the same seed gives the same bits, a different seed other draws within Monte Carlo error", () => {
    expect(screen(sampled, cmio)).toEqual(screen(sampled, cmio));
    const [one, other] = [1, 2].map((seed) => {
      const { plan } = prepareScreening(inputs, { ...options, seed, draws: 20_000 });
      return momentsOf(drawnStore(plan).unrecoveredT.subarray(0, 20_000));
    });
    expect(one.mean).not.toBe(other.mean);
    expect(Math.abs(one.mean - other.mean)).toBeLessThan((4 * Math.SQRT2 * one.sd) / Math.sqrt(20_000));
  });

  test.each([
    ["priors", inputs, options],
    ["samples", sampled, cmio],
  ] as const)(
    "with %s a mine's result does not depend on which other mines are in the set, to the bit",
    (_n, of, with_) => {
      const whole = screen(of, with_).result.mines;
      for (const kept of [["alpha"], ["gamma", "beta"], ["delta", "alpha", "gamma"]]) {
        const part = screen({ ...of, mines: mines.filter((mine) => kept.includes(mine.id)) }, with_).result.mines;
        expect(part).toHaveLength(kept.length);
        for (const mine of part) expect(mine).toEqual(whole.find((candidate) => candidate.id === mine.id));
      }
    },
  );

  test("an element's result does not depend on which others are computed", () => {
    const alone = screen(sampled, { ...cmio, elements: ["Ge"] }).result;
    expect(element("Ge", alone)).toEqual(element("Ge", screen(sampled, cmio).result));
  });
});

describe("bookkeeping", () => {
  const { result } = screen(sampled, cmio);
  test.each(["Ge", "Zn"])("the shares of mines, states, evidence and variance of %s add up to one", (symbol) => {
    const { topMines, byState, evidenceMix, varianceByQuantity } = element(symbol, result);
    const total = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 0);
    expect(topMines).toHaveLength(4);
    expect(total(topMines.map((mine) => mine.share))).toBeCloseTo(1, 9);
    expect(total(topMines.map((mine) => mine.varianceShare))).toBeCloseTo(1, 9);
    expect(total(byState.map((state) => state.share))).toBeCloseTo(1, 9);
    expect(total(Object.values(evidenceMix))).toBeCloseTo(1, 9);
    expect(total(Object.values(varianceByQuantity))).toBeCloseTo(1, 9);
  });

  test("what the mines leave adds up to the national mean, and mill and leach to the same", () => {
    for (const { symbol, unrecoveredT, unrecoveredByStreamT } of result.elements) {
      const sum = result.mines.reduce((all, mine) => all + (mine.elements[symbol]?.unrecoveredT.mean ?? 0), 0);
      expect(sum / unrecoveredT.mean).toBeCloseTo(1, 6);
      expect((unrecoveredByStreamT.mill + unrecoveredByStreamT.leach) / unrecoveredT.mean).toBeCloseTo(1, 6);
    }
  });

  test("no mine and no nation leaves more than it dug", () => {
    for (const { unrecoveredT, containedT } of result.elements)
      for (const key of ["mean", "p05", "p50", "p95"] as const)
        expect(unrecoveredT[key]).toBeLessThanOrEqual(containedT[key] * (1 + 1e-6));
    for (const mine of result.mines)
      for (const cell of Object.values(mine.elements))
        for (const key of ["mean", "p05", "p50", "p95"] as const)
          expect(cell.unrecoveredT[key]).toBeLessThanOrEqual(cell.containedT[key] * (1 + 1e-6));
  });

  test("percentiles ascend", () => {
    for (const { unrecoveredT, containedT } of result.elements)
      for (const { p05, p50, p95 } of [unrecoveredT, containedT]) {
        expect(p05).toBeLessThanOrEqual(p50);
        expect(p50).toBeLessThanOrEqual(p95);
      }
  });

  test("crust alone is ore times upper crust: 4 Mt at 1.4 ppm", () => {
    expect(element("Ge", result).crustOnlyT).toBeCloseTo(4 * 1.4, 9);
  });
});

describe("conservation, realisation by realisation", () => {
  const draws = 500;
  const drawn = (unpublishedRecovery: "interval" | "none" | "all", mine = mines[1]) => {
    const { plan } = prepareScreening(
      { ...inputs, mines: [mine] },
      { ...options, draws, unpublishedRecovery, elements: ["Ge", "Zn"] },
    );
    return { plan, store: drawnStore(plan) };
  };

  test("a fraction recovered of 0.8 keeps a fifth of ore x grade: the head grade times the drawn ore", () => {
    const { plan, store } = drawn("interval", mines[0]);
    expect(plan.keptFraction[1]).toBeCloseTo(0.2, 12);
    const grades = Array.from({ length: draws }, (_, k) => (store.unrecoveredT[draws + k] / 0.2 / store.oreT[k]) * 1e6);
    // Ore basis A: 5 % about 50,000 ppm.
    expect(Math.abs(momentsOf(grades).mean / 50_000 - 1)).toBeLessThan((4 * 0.05) / Math.sqrt(draws));
    expect(momentsOf(grades).sd / 50_000).toBeCloseTo(0.05, 2);
  });

  test("an amount sold is taken from what the ore held: left + 2 t = ore x grade, and never below zero", () => {
    const { plan, store } = drawn("interval", mines[2]);
    expect(plan.recoveredT[0]).toBe(2);
    const left = store.unrecoveredT.subarray(0, draws);
    expect(Math.min(...left)).toBeGreaterThanOrEqual(0);
    // The grade is drawn given that the ore held at least 2 t: left + 2 is the prior's mass, cut below 2 t, so its mean is higher.
    expect(momentsOf(left).mean + 2).toBeGreaterThan(5);
  });

  test("left with nothing recovered >= left with an unknown part >= left with all recovered = 0, and contained is one for all", () => {
    const [none, interval, all] = [drawn("none"), drawn("interval"), drawn("all")].map(({ store }) => store);
    for (let k = 0; k < draws; k++) {
      expect(none.unrecoveredT[k]).toBeGreaterThanOrEqual(interval.unrecoveredT[k]);
      expect(interval.unrecoveredT[k]).toBeGreaterThanOrEqual(all.unrecoveredT[k]);
      expect(all.unrecoveredT[k]).toBe(0);
      expect(interval.containedT[k]).toBe(none.unrecoveredT[k]);
    }
  });

  test("the stated bounds of unpublished recovery hold the three readings", () => {
    const of = (unpublishedRecovery: "interval" | "none" | "all") =>
      element("Ge", screen(inputs, { ...options, unpublishedRecovery }).result);
    const bounds = of("interval").unpublishedBoundsT;
    expect(of("none").unrecoveredT.mean / bounds.noneRecovered).toBeCloseTo(1, 6);
    expect(of("all").unrecoveredT.mean / bounds.allRecovered).toBeCloseTo(1, 6);
    expect(bounds.allRecovered).toBeLessThan(of("interval").unrecoveredT.mean);
    expect(of("interval").unrecoveredT.mean).toBeLessThan(bounds.noneRecovered);
  });
});

describe("which concentration is used", () => {
  const cellOf = (changes: Parameters<typeof exampleMine>[0], priors = inputs.priors, symbol = "Ge") =>
    screen({ ...inputs, priors, mines: [exampleMine(changes)] }, options).result.mines[0].elements[symbol];

  test("a prior's mean is held, not its median", () => {
    expect(cellOf({})?.gradePpm.mean).toBe(5);
    expect(cellOf({})?.gradePpm.p50).toBeCloseTo(5 * Math.exp(-0.5 * Math.LN2 ** 2), 9);
    const { unrecoveredT } = screen({ ...inputs, mines: [exampleMine()] }, { ...options, draws: 40_000 }).result
      .elements[0];
    expect(Math.abs(unrecoveredT.mean / 5 - 1)).toBeLessThan((4 * Math.sqrt(Math.expm1(Math.LN2 ** 2))) / 200);
  });

  test("the mine's own head grade goes before the prior", () => {
    expect(cellOf({ headGradesPpm: { Ge: 60 } })).toMatchObject({ basis: "head grade", evidence: "B" });
  });

  test("metal and recovery published without a grade give the grade: 9 t / 0.9 / 1 Mt = 10 ppm", () => {
    const cell = cellOf({ byproductsT: { Ge: 9 }, recoveries: { Ge: 0.9 } });
    expect(cell?.basis).toBe("back-calculated from metal and recovery");
    expect(cell?.gradePpm.mean).toBeCloseTo(10, 9);
  });

  test("an element that rides on another takes ratio x head grade, plus what the rock holds", () => {
    // Median 5 ppm at 20,000 ppm of zinc, 2e-4 of it carried: 4 ppm ride on zinc, 1 ppm is rock. At 50,000 ppm: 10 + 1.
    const priors = [
      examplePrior("Ge", 5, 2, { medianPpm: 5, scalesWith: "Zn", ratioToHost: 2e-4 }),
      examplePrior("Zn", 20_000, 2, { medianPpm: 20_000 }),
    ];
    const cell = cellOf({ headGradesPpm: { Zn: 50_000 } }, priors);
    expect(cell?.basis).toBe("ratio to Zn head grade");
    expect(cell?.gradePpm.mean).toBeCloseTo(11 * Math.exp(0.5 * Math.LN2 ** 2), 9);
  });

  test("a type without a prior falls back to its group, and says so", () => {
    expect(cellOf({ depositType: "Type two" })?.basis).toBe("prior (fall-back: group Group, 1 type)");
  });

  test("without any prior in reach average crust stands in, graded D; without crust the mine is named", () => {
    const lone = { type: "Lone type", group: "Lone group", environment: "Lone environment" };
    const alone = {
      ...inputs,
      depositTypes: [...inputs.depositTypes, lone],
      mines: [exampleMine({ depositType: lone.type })],
    };
    expect(prepareScreening(alone, { ...options, elements: ["Ge"] }).plan.notes[0]).toMatchObject({ evidence: "D" });
    expect(() => screen({ ...inputs, mines: [exampleMine({ depositType: "Type onw" })] }, options)).toThrow(
      "1 deposit type is unknown; correct them in the mine table",
    );
    const bare = { ...inputs, priors: [], crust: [{ ...inputs.crust[0], upperCrustPpm: 0 }], mines: [exampleMine()] };
    expect(screen(bare, options).issues).toMatchObject([{ code: "supply.no-concentration", path: "element Ge" }]);
  });

  property.prop([fc.double({ min: 1000, max: 990_000, noNaN: true }), fc.double({ min: 1.1, max: 6, noNaN: true })], {
    numRuns: 15,
  })("no drawn grade of a major element passes pure metal, and the mean is held", (meanPpm, gsd) => {
    const { plan } = prepareScreening(
      { ...inputs, priors: [examplePrior("Ge", meanPpm, gsd)], mines: [exampleMine()] },
      { ...options, draws: 4000, elements: ["Ge"] },
    );
    const grades = drawnStore(plan).unrecoveredT;
    const { mean, sd } = momentsOf(grades);
    if (plan.isBounded[0] === 1) expect(Math.max(...grades)).toBeLessThanOrEqual(1e6);
    expect(Math.abs(mean - meanPpm)).toBeLessThan((6 * sd) / Math.sqrt(4000) + 0.02 * meanPpm);
  });
});

describe("what cannot be run is refused with a code", () => {
  test.each([
    ["supply.draws", inputs, { draws: 99 }],
    ["supply.draws", inputs, { draws: 100.5 }],
    ["supply.seed", inputs, { seed: -1 }],
    ["supply.no-elements", inputs, { elements: [] }],
    ["supply.unknown-element", inputs, { elements: ["Xx"] }],
    ["supply.no-samples", inputs, { geochemistry: "cmio" as const }],
    ["supply.no-mines", { ...inputs, mines: [exampleMine({ counted: false })] }, {}],
  ])("%s", (code, of, changes) => {
    let refusal: unknown;
    try {
      screen(of, { ...options, ...changes });
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(DataError);
    expect((refusal as DataError).issues.map((issue) => issue.code)).toEqual([code]);
  });
});
