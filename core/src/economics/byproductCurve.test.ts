import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readProjectIntensities } from "../datasets/projectIntensities/readProjectIntensities.ts";
import { byproductPriors } from "./byproductCost.ts";
import { byproductEvidence } from "./byproductEvidence.ts";
import { byproductCurves, type DiscardedElement } from "./byproductCurve.ts";
import { distributionMean } from "../numerics/distribution.ts";

const { rows } = readProjectIntensities(
  readFileSync(new URL("../datasets/projectIntensities/data.csv", import.meta.url), "utf8"),
);
const priors = byproductPriors(rows);
const mine = (name: string, t: number, spread = 1): DiscardedElement => ({
  mine: name,
  mineName: name,
  element: "Ge",
  unrecoveredT: { mean: t, p05: t / spread, p50: t, p95: t * spread },
  oreT: 1e6,
  kind: "mill",
});
const constant = (value: number) => ({ kind: "constant", value }) as const;

describe("by-product curve", () => {
  test("with every prior a constant the unit cost is the hand calculation", () => {
    const still = {
      ...priors,
      streamCapital: { mill: constant(1000), leach: constant(1000) },
      streamOperating: { mill: constant(10), leach: constant(10) },
      refiningCapital: constant(2000),
      refiningOperating: constant(100),
      massPull: constant(0.02),
      recovery: constant(0.5),
      payable: constant(0.8),
    };
    const [curve] = byproductCurves([mine("a", 10)], [0.1], () => 1000, still, 8, 1);
    const [treated, refined, kg] = [200_000, 4_000, 1000];
    const charge = 0.1 / (1 - 1.1 ** -15);
    const yearly = charge * (1000 * treated ** 0.6 + 2000 * refined ** 0.6) + 10 * treated + 100 * refined;
    expect(curve.points[0].unitCostUsdPerKg.p50 / (yearly / kg)).toBeCloseTo(1, 12);
    expect(curve.points[0].incentiveUsdPerKg?.p50).toBeCloseTo(yearly / kg - 800, 6);
  });
  test("mines stand cheapest first, masses add up, richer is cheaper", () => {
    const [curve] = byproductCurves([mine("poor", 1), mine("rich", 50)], [0.1], () => 1000, priors, 200, 1);
    expect(curve.points.map((point) => point.mine)).toEqual(["rich", "poor"]);
    expect(curve.points[1].cumulativeT).toBeCloseTo(curve.points[0].recoveredT.p50 + curve.points[1].recoveredT.p50, 9);
    expect(curve.evidence).toBe("D");
    expect(curve.label).toMatch(/^MODELLED/);
  });
  test("half of everything is out of reach of a circuit in part of the realisations, and is told", () => {
    const [curve] = byproductCurves([mine("a", 10)], [0.5], () => 1000, priors, 2000, 1);
    // Triangular 0.3, 0.55, 0.75: P(recovery < 0.5) = 0.2^2 / (0.45 x 0.25)
    expect(curve.points[0].outOfReach).toBeCloseTo(0.3556, 1);
    expect(curve.points[0].recoveredT.p50).toBeLessThanOrEqual(5);
  });
  test("without a price there is a cost and no incentive", () => {
    const [curve] = byproductCurves([mine("a", 10)], [0.1], () => null, priors, 40, 1);
    expect(curve.points[0].incentiveUsdPerKg).toBeNull();
    expect(curve.points[0].unitCostUsdPerKg.p50).toBeGreaterThan(0);
  });
  test("adding a mine changes no other mine's figures", () => {
    const alone = byproductCurves([mine("a", 10, 3)], [0.1], () => 1000, priors, 100, 5)[0].points[0];
    const both = byproductCurves([mine("b", 99, 3), mine("a", 10, 3)], [0.1], () => 1000, priors, 100, 5)[0].points;
    expect(both.find((point) => point.mine === "a")?.unitCostUsdPerKg).toEqual(alone.unitCostUsdPerKg);
  });
  test("families of cost ascend: refining costs more a tonne than treating a stream", () => {
    expect(distributionMean(priors.refiningOperating)).toBeGreaterThan(
      5 * distributionMean(priors.streamOperating.mill),
    );
    expect(priors.sources.join(" ")).toMatch(/judged by this project, no source/);
  });
  test("a recovery of 0 or above 1 is refused", () => {
    expect(() => byproductCurves([], [0], () => 1, priors, 8, 1)).toThrow(
      "recovery must lie above 0 and up to 1, got 0",
    );
  });
});

describe("what a curve rests on", () => {
  test("no element is better than D, and a published cost of the same element stands beside it where there is one", () => {
    const cobalt = byproductEvidence("Co", true);
    expect(cobalt.grade).toBe("D");
    // 4 USD a pound of 0.45359237 kg.
    expect(cobalt.published?.usdPerKg).toBeCloseTo(8.82, 2);
    // 554 - 326 million over 98,600 t of sulfate at 32.34 % Mn and 14,890 t of metal.
    expect(byproductEvidence("Mn", true).published?.usdPerKg).toBeCloseTo(4.87, 2);
    expect(byproductEvidence("Ge", true).published).toBeNull();
    expect(byproductEvidence("Ge", false).parts.map(({ part }) => part)).not.toContain("price");
  });
});
