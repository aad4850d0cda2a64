import { describe, expect, test } from "vitest";
import { evaluateProject } from "../economics/evaluateProject.ts";
import { readProject } from "../economics/readProject.ts";
import { blockModel } from "../resource/blockModel.ts";
import { column } from "../resource/fixture.ts";
import { assess } from "./assess.ts";
import { assessmentFigures, silentFigures } from "./figures.ts";
import { readSite } from "./site.ts";
import { siteProducts } from "./siteProject.ts";
import { truthCheck } from "./truthCheck.ts";
import type { AssessedBody } from "./yearlyOre.ts";

const realisations = 400;
const blocks = 8;

/** Eight blocks of 10,000 t in two layers; grade 1000 ppm, in realisation k times a factor. */
function bodyOf(factor: (k: number) => number): AssessedBody {
  const grade = Float64Array.from({ length: blocks * realisations }, (_, at) => 1000 * factor(Math.floor(at / blocks)));
  const model = blockModel({ originM: [0, 0, 0], sizeM: [50, 20, 5], count: [4, 1, 2], azimuthDeg: 0 }, [
    column("density", "t dry/m3", new Float64Array(blocks).fill(2)),
    column("fraction", "1", new Float64Array(blocks).fill(1)),
    column("Co_ppm", "ppm", grade, realisations),
  ]);
  const grades = new Map([["Co", "Co_ppm"]]);
  return {
    model,
    density: "density",
    share: "fraction",
    grades,
    realisations,
    volumeFactor: new Float64Array(realisations).fill(1),
  };
}

const document = {
  schema: "relode.site/1",
  name: "small",
  declared: "synthetic",
  resource: "r",
  elements: { Co: "Co_ppm" },
  mining: {
    method: "dry",
    tonnesPerYear: 20_000,
    cutWidthM: 50,
    liftM: 5,
    advanceAzimuthDeg: 90,
    costPerTonne: 2,
    source: "test",
  },
  routes: [
    {
      id: "leach",
      name: "leach",
      recovery: { Co: 0.6 },
      costPerTonne: 10,
      powerKwhPerTonne: 20,
      evidence: "judged",
      source: "test",
    },
  ],
  economics: {
    moneyYear: 2024,
    terms: { discountRate: 0.1, basis: "real" },
    schedule: { buildYears: 1 },
    capital: [{ name: "plant", cost: 100_000 }],
    products: [{ name: "hydroxide", element: "Co", pricePerKg: 30, payable: 0.8 }],
  },
};
type Change = Readonly<Record<string, unknown>>;

function assessed(change: Change, body: AssessedBody) {
  const { site, issues } = readSite({ ...document, ...change }, "site.json");
  if (site === null) throw new Error(issues.map(({ message }) => message).join());
  const products = siteProducts(site, "site.json", []);
  if (products.terms === null) throw new Error(products.issues.map(({ message }) => message).join());
  return assess(site, body, products.terms, "site.json", []);
}

const plain = bodyOf(() => 1);

describe("one site", () => {
  test("without any doubt every realisation is the cash flow of the same project by relode economics", () => {
    const { npv, ore, chanceOfLoss } = assessed({}, plain);
    expect(ore.years).toBe(4);
    const { project } = readProject(
      {
        ...document.economics,
        schema: "relode.economics/1",
        name: "same",
        declared: "synthetic",
        schedule: { buildYears: 1, operatingYears: 4, feedTonnesPerYear: 20_000 },
        feed: { gradePpm: { Co: 1000 } },
        operating: [{ name: "all", perTonneFeed: 12 }],
        products: [{ ...document.economics.products[0], recovery: 0.6 }],
      },
      "same",
    );
    if (project === null) throw new Error("the project is not readable");
    const same = evaluateProject(project).npv;
    expect(npv.mean).toBeCloseTo(same, 3);
    expect(npv.p95).toBeCloseTo(same, 3);
    expect(chanceOfLoss).toBe(same < 0 ? 1 : 0);
  });
  test("metal and power are those of the tonnes: 80 t of cobalt, 60 % won, 20 kWh a tonne", () => {
    const figures = new Map(assessmentFigures(assessed({}, plain)).map((one) => [one.id, one]));
    expect(figures.get("body.Co")?.interval.mean).toBeCloseTo(80, 9);
    expect(figures.get("won.Co")?.interval.mean).toBeCloseTo(48, 9);
    expect(figures.get("total.power")?.interval.mean).toBeCloseTo(1600, 9);
  });
  test("prices times the break-even factor leave nothing, support taken away is what it brought, and rate and payback are those of the project", () => {
    const credit = { remediationCredit: { perTonneFeed: 1 } };
    const found = assessed({ economics: { ...document.economics, ...credit } }, plain);
    const factor = found.returns.breakEvenPriceFactor ?? Number.NaN;
    const products = [{ ...document.economics.products[0], pricePerKg: 30 * factor }];
    const even = assessed({ economics: { ...document.economics, ...credit, products } }, plain);
    expect(Math.abs(even.npv.mean)).toBeLessThan(1e-5 * Math.abs(found.npv.mean));
    // 1 USD on 20,000 t in each of the years 1 to 4 at 10 %, no tax.
    const worth = (20_000 * (1 - 1.1 ** -4)) / 0.1;
    expect(found.npv.mean - (found.returns.npvWithoutSupport?.mean ?? 0)).toBeCloseTo(worth, 3);
    expect(assessed({}, plain).returns.npvWithoutSupport).toBeNull();
    // 12 t of cobalt a year at 30 × 0.8 a kg less 12 a tonne, plus the credit, for 100,000 spent.
    const yearly = 12_000 * 24 - 12 * 20_000 + 20_000;
    const rate = found.returns.internalRate.interval?.p50 ?? 0;
    expect((yearly * (1 - (1 + rate) ** -4)) / rate).toBeCloseTo(100_000, 2);
    expect(found.returns.paybackYears.interval?.p50).toBeCloseTo(100_000 / yearly, 6);
  });
  test("closure at the end does not take the rate of return away", () => {
    const closure = { closure: { cost: 20_000, years: 1 } };
    const { returns } = assessed({ economics: { ...document.economics, ...closure } }, plain);
    const rate = returns.internalRate.interval?.p50 ?? Number.NaN;
    const yearly = 12_000 * 24 - 12 * 20_000;
    const value = (yearly * (1 - (1 + rate) ** -4)) / rate - 20_000 * (1 + rate) ** -5;
    expect(value).toBeCloseTo(100_000, 2);
    expect(returns.internalRate.having).toBe(realisations);
  });
  test("mean grade is metal over mass, and what is laid down again is what was dug less what was won", () => {
    const figures = new Map(assessmentFigures(assessed({}, plain)).map((one) => [one.id, one]));
    expect(figures.get("grade.Co")?.interval.mean).toBeCloseTo(1000, 9);
    expect(figures.get("mining.residue")?.interval.mean).toBeCloseTo(80_000 - 48, 6);
  });
  test("every figure names figures that are there, and an input names its source", () => {
    const figures = assessmentFigures(assessed({}, plain));
    const ids = new Set(figures.map(({ id }) => id));
    for (const { id, from, source } of figures) {
      for (const one of from) expect(ids.has(one), `${id} from ${one}`).toBe(true);
      expect(from.length > 0 || source.length > 3, id).toBe(true);
    }
  });
  test("a result carries the weakest evidence of what it was made from", () => {
    const npv = assessmentFigures(assessed({}, plain)).find(({ id }) => id === "npv");
    expect(npv?.evidence).toBe("S");
    const real = assessmentFigures(assessed({ declared: "real" }, plain)).find(({ id }) => id === "won.Co");
    expect(real?.evidence).toBe("D");
  });
  test("what the site file does not give is told, not shown as zero", () => {
    const one = assessed({}, plain);
    expect(silentFigures(one).join()).toContain("make-up water of leach");
    expect(assessmentFigures(one).some(({ id }) => id === "total.water")).toBe(false);
  });
  test("blocks that no route pays for are moved and not treated", () => {
    const { npv, ore } = assessed({ routes: [{ ...document.routes[0], costPerTonne: 1000 }] }, plain);
    expect(ore.routing.destination.every((at) => at === -1)).toBe(true);
    expect(npv.mean).toBeLessThan(-100_000);
  });
});

describe("sources of doubt", () => {
  const uncertain = {
    economics: { ...document.economics, uncertain: [{ key: "capital", kind: "normal", mean: 1, sd: 0.5 }] },
    routes: [{ ...document.routes[0], recovery: { Co: { kind: "uniform", min: 0.4, max: 0.8 } } }],
  };
  test("with no tax the value is linear in capital and recovery: their shares are those of the variances, and add up to 1", () => {
    const { doubts, realisations: all } = assessed(uncertain, plain);
    const share = (name: string) => doubts.find(({ doubt }) => doubt === name)?.removed ?? Number.NaN;
    expect(Math.abs(share("capital") + share("recovery") - 1)).toBeLessThan(0.12);
    expect(share("price")).toBeCloseTo(0, 9);
    expect(share("resource")).toBeCloseTo(0, 9);
    const byCapital = (0.5 * 100_000) ** 2;
    const mean = all.npv.reduce((sum, value) => sum + value, 0) / realisations;
    const total = all.npv.reduce((sum, value) => sum + (value - mean) ** 2, 0) / realisations;
    expect(Math.abs(share("capital") - byCapital / total)).toBeLessThan(0.12);
  });
  test("grades that vary together show as doubt of the resource", () => {
    const { doubts } = assessed(
      {},
      bodyOf((k) => 0.5 + k / realisations),
    );
    expect(doubts[0].doubt).toBe("resource");
    expect(doubts[0].removed).toBeCloseTo(1, 6);
  });
  test("a measurement is worth at most what perfect knowledge of its source is", () => {
    const measurements = [
      { name: "half", of: "recovery", settles: 0.5, cost: 1 },
      { name: "all", of: "recovery", settles: 1, cost: 1e12 },
    ];
    const one = assessed(
      { ...uncertain, measurements, economics: { ...document.economics, capital: [{ name: "plant", cost: 140_000 }] } },
      plain,
    );
    const perfect = one.doubts.find(({ doubt }) => doubt === "recovery")?.worthOfKnowing ?? Number.NaN;
    expect(one.measurements[1].worth).toBeCloseTo(perfect, 6);
    expect(one.measurements[0].worth).toBeLessThanOrEqual(perfect);
    expect(perfect).toBeGreaterThan(0);
    expect(one.measurements.map(({ isWorthIt }) => isWorthIt)).toEqual([true, false]);
  });
  test("the same seed gives the same value to the last bit", () => {
    expect(assessed(uncertain, plain).realisations.npv).toEqual(assessed(uncertain, plain).realisations.npv);
  });
});

describe("truth", () => {
  const truth = {
    massDryTonnes: new Float64Array(blocks).fill(10_000),
    gradePpm: { Co: new Float64Array(blocks).fill(1000) },
  };
  test("won metal is true metal of the blocks routed times the true recovery", () => {
    const one = assessed({ truth: { file: "t", recovery: { leach: { Co: 0.55 } } } }, plain);
    const rows = truthCheck(one, truth);
    expect(rows.map(({ what, truth: value }) => [what, Number(value.toFixed(9))])).toEqual([
      ["dry mass", 80_000],
      ["contained Co", 80],
      ["Co recovered", 44],
    ]);
    expect(rows.find(({ what }) => what === "Co recovered")?.isCovered).toBe(false);
  });
  test("a truth without the recovery is refused by name", () => {
    expect(() => truthCheck(assessed({ truth: { file: "t", recovery: {} } }, plain), truth)).toThrow(
      "truth.recovery.leach.Co",
    );
  });
});

describe("a site file that is not understood", () => {
  test.each([
    ["another schema", { schema: "x" }, "assess.schema"],
    ["no routes", { routes: [] }, "assess.missing"],
    ["a route twice", { routes: [document.routes[0], document.routes[0]] }, "assess.twice"],
    ["a recovery above 1", { routes: [{ ...document.routes[0], recovery: { Co: 1.2 } }] }, "assess.recovery"],
    [
      "a recovery of an element not listed",
      { routes: [{ ...document.routes[0], recovery: { Ni: 0.5 } }] },
      "assess.unknown-element",
    ],
    ["truth of a real site", { declared: "real", truth: { file: "t", recovery: {} } }, "assess.truth"],
    ["a word for a number", { mining: { ...document.mining, tonnesPerYear: "much" } }, "economics.not-a-number"],
    ["no economics", { economics: 3 }, "assess.missing"],
  ])("%s: no site, the code named", (_what, change, code) => {
    const { site, issues } = readSite({ ...document, ...(change as Change) }, "site.json");
    expect(site).toBeNull();
    expect(issues.map((issue) => issue.code)).toContain(code);
  });
  test.each([
    ["a feed", { feed: { gradePpm: { Co: 1 } } }],
    ["years of operation", { schedule: { buildYears: 1, operatingYears: 3 } }],
    ["an uncertain grade", { uncertain: [{ key: "grade.Co", kind: "constant", value: 1 }] }],
  ])("economics that state %s, which the body and the routes say already, are refused", (_what, change) => {
    const { site } = readSite({ ...document, economics: { ...document.economics, ...change } }, "site.json");
    if (site === null) throw new Error("not readable");
    const { terms, issues } = siteProducts(site, "site.json", []);
    expect(terms).toBeNull();
    expect(issues.map(({ code }) => code)).toContain("assess.twice");
  });
});
