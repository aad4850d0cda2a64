import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { evaluateProject } from "./evaluateProject.ts";
import { monteCarlo } from "./monteCarlo.ts";
import { optimalStopping } from "./optimalStopping.ts";
import { binomialOption } from "./optionValue.ts";
import { uniformPlantCashFlow } from "./plantCashFlow.ts";
import { fitPriceModel, pricePaths } from "./priceModel.ts";
import type { Project } from "./project.ts";
import { baseFactors, compileProject } from "./projectKernel.ts";
import { factorsWith } from "./projectKeys.ts";
import { readProject } from "./readProject.ts";
import { rightValues } from "./realOptions.ts";
import { sobolShares } from "../numerics/sobolShares.ts";
import { breakEvens, breakEvenSurface, tornadoSwings } from "./sensitivity.ts";
import { fillNormal } from "../numerics/drawStream.ts";

const document = {
  schema: "relode.economics/1",
  name: "test",
  declared: "synthetic",
  moneyYear: 2023,
  terms: { discountRate: 0.1, basis: "real" },
  schedule: { buildYears: 1, operatingYears: 15, feedTonnesPerYear: 1000 },
  feed: { gradePpm: { Co: 1000 } },
  capital: [{ name: "plant", cost: 100 }],
  operating: [{ name: "all", perYear: 20 }],
  products: [{ name: "Co", element: "Co", recovery: 0.5, pricePerKg: 0.1 }],
  closure: { cost: 1e-9 },
};

function projectOf(changes: object = {}): Project {
  const { project, issues } = readProject({ ...document, ...changes }, "p.json");
  if (project === null) throw new Error(JSON.stringify(issues));
  return project;
}

describe("evaluation", () => {
  test("a uniform project is worth margin times annuity less capital", () => {
    // 1000 t x 1000 ppm x 0.5 = 500 kg at 0.1 = 50 a year
    const annuity = (1 - 1.1 ** -15) / 0.1;
    expect(evaluateProject(projectOf()).npv).toBeCloseTo(30 * annuity - 100, 6);
  });
  test("with MACRS and tax it agrees with the uniform plant, written apart", () => {
    const found = evaluateProject(
      projectOf({ fiscal: { taxRate: 0.31, depreciation: { method: "MACRS", years: 7 } } }),
    );
    const plant = uniformPlantCashFlow({
      fixedCapital: 100,
      workingCapitalFraction: 0,
      annualCost: 20,
      annualSales: 50,
      years: 15,
      discountRate: 0.1,
      taxRate: 0.31,
      depreciation: { method: "MACRS", years: 7 },
    });
    expect(found.npv).toBeCloseTo(plant.npv, 6);
  });
  test("inflation alone changes nothing that is not taxed, and depreciation loses worth by it", () => {
    const inflated = { terms: { discountRate: 0.1, basis: "real", inflation: 0.05 } };
    expect(evaluateProject(projectOf(inflated)).npv).toBeCloseTo(evaluateProject(projectOf()).npv, 8);
    const fiscal = { fiscal: { taxRate: 0.3 } };
    expect(evaluateProject(projectOf({ ...inflated, ...fiscal })).npv).toBeLessThan(
      evaluateProject(projectOf(fiscal)).npv,
    );
  });
  test("a loan at the nominal discount rate adds nothing without tax", () => {
    const loan = { loan: { shareOfCapital: 0.6, rate: 0.1, years: 8 } };
    expect(evaluateProject(projectOf(loan)).npv).toBeCloseTo(evaluateProject(projectOf()).npv, 6);
  });
  test("working capital comes back: without inflation it costs its interest only", () => {
    const withCapital = evaluateProject(projectOf({ workingCapitalDays: 365 }));
    const sum = withCapital.table.workingCapital.reduce((total, one) => total + one, 0);
    expect(sum).toBeCloseTo(0, 9);
    expect(evaluateProject(projectOf()).npv - withCapital.npv).toBeCloseTo(20 / 1.1 - 20 / 1.1 ** 16, 6);
  });
  test("a cash bond is returned: at an interest equal to the discount rate it costs nothing", () => {
    const closure = { closure: { cost: 30, cashShare: 1, interestOnCash: 0.1 } };
    const plain = { closure: { cost: 30 } };
    expect(evaluateProject(projectOf(closure)).npv).toBeCloseTo(evaluateProject(projectOf(plain)).npv, 6);
  });
  test("royalties: 10 % of gross is 5, of net 4.7 after charges of 3, of profit 2.7", () => {
    const sold = { name: "Co", element: "Co", recovery: 0.5, pricePerKg: 0.1, refiningPerKg: 0.006 };
    const royalty = (basis: string) =>
      evaluateProject(projectOf({ products: [sold], fiscal: { royalties: [{ rate: 0.1, basis }] } })).table.royalty[1];
    expect(royalty("gross")).toBeCloseTo(5, 9);
    expect(royalty("net")).toBeCloseTo(4.7, 9);
    expect(royalty("profit")).toBeCloseTo(2.7, 9);
  });
  test("a price floor holds and an off-take fixes its share", () => {
    const sold = { name: "Co", element: "Co", recovery: 0.5, pricePerKg: 0.1 };
    const revenue = (more: object) => evaluateProject(projectOf({ products: [{ ...sold, ...more }] })).table.revenue[1];
    expect(revenue({ priceFloorPerKg: 0.16 })).toBeCloseTo(80, 9);
    expect(revenue({ offtake: { share: 0.5, pricePerKg: 0.2 } })).toBeCloseTo(75, 9);
  });
  test("levelised cost is the price at which the project breaks even, before tax", () => {
    const project = projectOf();
    const [{ withCoProductCredit, allocatedByValue }] = evaluateProject(project).levelised;
    const price = breakEvens(project).find(({ key }) => key === "price.Co")?.value ?? 0;
    expect(withCoProductCredit).toBeCloseTo(price, 8);
    expect(allocatedByValue).toBeCloseTo(price, 8);
  });
  test("costs shared by value add up to all costs", () => {
    const two = [
      { name: "a", element: "Co", recovery: 0.3, pricePerKg: 0.1 },
      { name: "b", element: "Cu", recovery: 0.5, pricePerKg: 0.01 },
    ];
    const found = evaluateProject(projectOf({ products: two, feed: { gradePpm: { Co: 1000, Cu: 9000 } } }));
    const total = found.levelised.reduce((sum, one) => sum + one.allocatedByValue * one.presentKg, 0);
    const byMass = found.levelised.reduce((sum, one) => sum + one.allocatedByMass * one.presentKg, 0);
    expect(total).toBeCloseTo(byMass, 6);
  });
  property.prop([fc.double({ min: 0.2, max: 3, noNaN: true }), fc.double({ min: 0.2, max: 3, noNaN: true })])(
    "without tax the value is linear in price and in capital",
    (price, capital) => {
      const project = projectOf();
      const npv = (values: [string, number][]) => compileProject(project).run(factorsWith(project, values));
      const base = compileProject(project).run(baseFactors(project));
      expect(npv([["capital", capital]]) - base).toBeCloseTo(100 * (1 - capital), 6);
      expect(npv([["price.Co", 0.1 * price]]) - base).toBeCloseTo(50 * (price - 1) * ((1 - 1.1 ** -15) / 0.1), 5);
    },
  );
});

describe("risk", () => {
  test("a normal price gives a normal value: mean and sd are known", () => {
    const project = projectOf({ uncertain: [{ key: "price.Co", kind: "normal", mean: 0.1, sd: 0.01 }] });
    const found = monteCarlo(project, 20_000, 1, "stratified");
    const annuity = (1 - 1.1 ** -15) / 0.1;
    expect(found.interval.mean).toBeCloseTo(30 * annuity - 100, 1);
    expect(found.sd / (5 * annuity)).toBeCloseTo(1, 2);
    expect(found.fan.at(-1)?.p50).toBeCloseTo(found.interval.p50, 9);
  });
  test("recoveries above 1 are held at 1 and counted", () => {
    const project = projectOf({ uncertain: [{ key: "recovery.Co", kind: "normal", mean: 0.95, sd: 0.1 }] });
    const count = monteCarlo(project, 1000, 1).heldAtBound.get("recovery.Co") ?? 0;
    expect(count / 1000).toBeCloseTo(0.3085, 1); // 1 - Phi(0.5)
  });
  test("Sobol shares of Ishigami's function: 0.314, 0.442, 0 and totals 0.558, 0.442, 0.244 (Saltelli et al. 2008)", () => {
    const angle = (u: number) => Math.PI * (2 * u - 1);
    const shares = sobolShares(
      ["x1", "x2", "x3"],
      (u) => Math.sin(angle(u[0])) + 7 * Math.sin(angle(u[1])) ** 2 + 0.1 * angle(u[2]) ** 4 * Math.sin(angle(u[0])),
      16_384,
      3,
    );
    shares.forEach(({ first, total }, i) => {
      expect(Math.abs(first - [0.3139, 0.4424, 0][i])).toBeLessThan(0.03);
      expect(Math.abs(total - [0.5576, 0.4424, 0.2437][i])).toBeLessThan(0.03);
    });
  });
  test("the widest bar of the tornado stands first, and its ends are the values there", () => {
    const swings = tornadoSwings(projectOf());
    const price = swings.find(({ key }) => key === "price.Co");
    const widths = swings.map(({ npvAtLow, npvAtHigh }) => Math.abs(npvAtHigh - npvAtLow));
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
    expect((price?.npvAtHigh ?? 0) - (price?.npvAtLow ?? 0)).toBeCloseTo(20 * ((1 - 1.1 ** -15) / 0.1), 6);
  });
  test("on the break-even line the value is 0", () => {
    const project = projectOf();
    const surface = breakEvenSurface(
      project,
      { key: "price.Co", from: 0.05, to: 0.15 },
      { key: "capital", from: 0.1, to: 6 },
      5,
    );
    surface.breakEvenY.forEach((y, i) => {
      if (y === null) return;
      const factors = factorsWith(project, [
        ["price.Co", surface.x.values[i]],
        ["capital", y],
      ]);
      expect(Math.abs(compileProject(project).run(factors))).toBeLessThan(1e-8);
    });
    expect(surface.breakEvenY.filter((y) => y !== null).length).toBeGreaterThan(2);
  });
});

describe("prices and rights", () => {
  const model = { longRun: 30, halfLifeYears: 3, volatility: 0.3, jumpsPerYear: 0, jumpMean: 0, jumpSd: 0 };
  test("log price: mean and variance after 5 years are those of the Ornstein-Uhlenbeck process", () => {
    const [path] = pricePaths([{ name: "Co", startPrice: 60, model }], Float64Array.of(1), 6, 20_000, 2);
    const logs = path.subarray(5 * 20_000).map(Math.log);
    const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length;
    const variance = logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / logs.length;
    const kappa = Math.LN2 / 3;
    expect(mean).toBeCloseTo(Math.log(30) + Math.exp(-5 * kappa) * Math.log(2), 2);
    expect(variance / ((0.09 * (1 - Math.exp(-10 * kappa))) / (2 * kappa))).toBeCloseTo(1, 1);
  });
  test("a long path gives its own parameters back; four prices are told to be too few", () => {
    const [path] = pricePaths([{ name: "x", startPrice: 30, model }], Float64Array.of(1), 4000, 1, 5);
    const fit = fitPriceModel(path, 1);
    expect(fit.model.longRun / 30).toBeCloseTo(1, 0);
    expect(Math.abs(fit.model.halfLifeYears - 3)).toBeLessThan(0.5);
    expect(Math.abs(fit.model.volatility - 0.3)).toBeLessThan(0.02);
    expect(fit.verdict).toMatch(/is told from/);
    expect(fitPriceModel([1, 2, 1.5, 1.8], 1).verdict).toMatch(/only 4 prices/);
  });
  test("least-squares Monte Carlo of an American call meets the binomial tree within 2 %", () => {
    const option = { value: 120, strike: 130, riskFreeRate: 0.04, payoutRate: 0.05, volatility: 0.35, years: 3 };
    const [dates, paths] = [24, 20_000];
    const dt = option.years / dates;
    const spot = new Float64Array(paths).fill(option.value);
    const z = new Float64Array(paths);
    const states: Float64Array[] = [];
    for (let i = 1; i <= dates; i++) {
      fillNormal(z, 11, `call ${i}`);
      for (let k = 0; k < paths; k++)
        spot[k] *= Math.exp((0.04 - 0.05 - 0.5 * 0.35 ** 2) * dt + 0.35 * Math.sqrt(dt) * z[k]);
      states.push(Float64Array.from(spot));
    }
    const payoffs = states.map((state, i) =>
      state.map((value) => Math.max(0, value - 130) * Math.exp(-0.04 * dt * (i + 1))),
    );
    const found = optimalStopping(payoffs, states);
    const tree = binomialOption(option, 500);
    expect(Math.abs(found.value - tree)).toBeLessThan(0.02 * tree + 2 * found.standardError);
  });
  test("waiting is worth the more the wilder the price, and nothing when it is still", () => {
    const added = (volatility: number) => {
      const products = [
        { name: "Co", element: "Co", recovery: 0.5, pricePerKg: 0.07, priceModel: { halfLifeYears: 20, volatility } },
      ];
      return rightValues(projectOf({ products }), [{ kind: "defer", name: "wait", upToYears: 4 }], 1000, 3)[0].added;
    };
    expect(added(0.4)).toBeGreaterThan(added(0.2));
    expect(added(0)).toBeCloseTo(0, 6);
  });
});

describe("hostile documents", () => {
  const issuesOf = (changes: object) => readProject({ ...document, ...changes }, "p.json").issues;
  test.each<[string, object, string, string]>([
    ["another schema", { schema: "x" }, "economics.schema", "p.json.schema"],
    [
      "a rate in per cent",
      { terms: { discountRate: 8, basis: "real" } },
      "economics.above-maximum",
      "p.json.terms.discountRate",
    ],
    [
      "a recovery above 1",
      { products: [{ ...document.products[0], recovery: 1.2 }] },
      "economics.above-maximum",
      "p.json.products[0].recovery",
    ],
    [
      "an element without a grade",
      { feed: { gradePpm: { Cu: 1 } } },
      "economics.no-grade",
      "p.json.products[0].element",
    ],
    [
      "shares that do not sum to 1",
      { capital: [{ name: "x", cost: 1, spread: [0.5] }] },
      "economics.spread",
      "p.json.capital[0].spread",
    ],
    [
      "money of another year without an index",
      { capital: [{ name: "x", cost: 1, moneyYear: 2010 }] },
      "economics.no-index",
      "p.json.capital[0].cost",
    ],
    [
      "an unknown Camm model",
      { capital: [{ name: "x", method: "camm", model: "Magic", shortTonsPerDay: 1 }] },
      "economics.refused",
      "p.json.capital[0]",
    ],
    [
      "an uncertain key that is not there",
      { uncertain: [{ key: "price.Xx", kind: "constant", value: 1 }] },
      "economics.no-key",
      "p.json.uncertain[0].key",
    ],
    [
      "half a year of building",
      { schedule: { ...document.schedule, buildYears: 1.5 } },
      "economics.not-whole",
      "p.json.schedule.buildYears",
    ],
    ["a misspelt key", { operatng: [] }, "economics.unknown-key", "p.json.operatng"],
    [
      "a product off its specification",
      { products: [{ ...document.products[0], specification: [{ item: "Th", value: 9, max: 1 }] }] },
      "economics.off-specification",
      "p.json.products[0].specification[0].value",
    ],
    ["a mine without closure", { closure: null }, "economics.no-closure", "p.json.closure"],
  ])("%s is told by path", (_what, changes, code, path) => {
    expect(issuesOf(changes).map((issue) => [issue.code, issue.path])).toContainEqual([code, path]);
  });
  test.each([[null], [[]], ["text"], [42], [{}]])("%j is no project, and says so without a stack", (value) => {
    const { project, issues } = readProject(value, "p.json");
    expect(project).toBeNull();
    expect(issues.length).toBeGreaterThan(0);
  });
  property.prop([fc.jsonValue()])("no JSON at all makes it throw", (value) => {
    expect(readProject({ ...document, capital: value, products: value, schedule: value }, "p").project).toBeNull();
  });
});
