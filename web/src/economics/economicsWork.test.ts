import { fc, test } from "@fast-check/vitest";
import { evaluateProject, monteCarlo, netPresentValue, pathSwings, tornadoSwings } from "@relode/core/economics";
import { describe, expect } from "vitest";
import example from "../../../examples/economics/cobalt-tailings.json" with { type: "json" };
import { controlsOf, evaluateMoved, openDocument, riskMoved, scaled, swingsMoved } from "./economicsWork.ts";

const document: Readonly<Record<string, unknown>> = example;
const read = openDocument(document, "example", []);
const [project] = read.projects;
if (project === undefined) throw new Error("the example cannot be read");

describe("a document", () => {
  test("is opened with its alternatives, scenarios, money and controls", () => {
    expect(read.opened?.variants.map(({ name }) => name)).toEqual([
      "As the file has it",
      "Sell a bulk cobalt-copper concentrate",
    ]);
    expect(read.opened?.money).toBe("USD of 2023");
    expect(read.opened?.scenarios).toHaveLength(3);
    expect(read.issues.filter(({ severity }) => severity === "error")).toEqual([]);
  });
  test("that is none gives issues with their path and no project", () => {
    const wrong = openDocument({ ...document, schema: "x", products: [] }, "mine.json", []);
    expect(wrong.opened).toBeNull();
    expect(wrong.issues.map(({ path }) => path)).toContain("mine.json.schema");
    expect(openDocument(null, "mine.json", []).opened).toBeNull();
  });
  test("every control holds its base between its ends, and a recovery stays at most 1", () => {
    for (const { key, base, low, high } of controlsOf(project)) {
      expect(low, key).toBeLessThanOrEqual(base);
      expect(high, key).toBeGreaterThanOrEqual(base);
      if (key.startsWith("recovery.")) expect(high).toBeLessThanOrEqual(1);
    }
    const capital = controlsOf(project).find(({ key }) => key === "capital")?.of?.amount ?? 0;
    // Six-tenths: 65 million × 1.5^0.6 × 1.2, and 2.97 × (4 × 0.45 + 2 × 0.7 + 1.1) million.
    expect(capital).toBeCloseTo(65e6 * 1.5 ** 0.6 * 1.2 + 2.97 * 4.3e6, 0);
  });
});

describe("moved quantities", () => {
  test("none give what relode economics gives: value, swings and realisations", () => {
    expect(evaluateMoved(project, {}).npv).toBe(evaluateProject(project).npv);
    const swings = [...tornadoSwings(project), ...pathSwings(project, 500, 1)];
    expect(swingsMoved(project, {})).toEqual(
      swings.toSorted((a, b) => Math.abs(b.npvAtHigh - b.npvAtLow) - Math.abs(a.npvAtHigh - a.npvAtLow)),
    );
    expect(swings.some(({ key }) => key.startsWith("path."))).toBe(true);
    const [ours, theirs] = [riskMoved(project, {}, 200, 3), monteCarlo(project, 200, 3)];
    expect(ours?.interval).toEqual(theirs.interval);
    expect(ours?.fan).toEqual(theirs.fan);
  });
  test.prop([fc.double({ min: 0.5, max: 2, noNaN: true }), fc.double({ min: 0.01, max: 0.2, noNaN: true })], {
    numRuns: 20,
  })("a price moved in the file and a price moved by hand give the same value", (factor, discountRate) => {
    const products = (document["products"] as { pricePerKg: number }[]).map((product, q) =>
      q === 0 ? { ...product, pricePerKg: product.pricePerKg * factor } : product,
    );
    const terms = { ...(document["terms"] as object), discountRate };
    const [other] = openDocument({ ...document, products, terms }, "changed", []).projects;
    const byHand = evaluateMoved(project, { "price.Mixed hydroxide Co": 34.13 * factor, discountRate });
    expect(byHand.npv).toBeCloseTo(evaluateProject(other ?? project).npv, 2);
    expect(netPresentValue(byHand.realNetCash, discountRate)).toBeCloseTo(byHand.npv, 2);
  });
  test("a moved factor without a distribution stays put in every realisation", () => {
    const certain = {
      ...project,
      uncertain: [],
      correlations: [],
      products: project.products.map((p) => ({ ...p, priceModel: null })),
    };
    expect(riskMoved(certain, { capital: 2 })).toBeNull();
    const one = {
      ...certain,
      uncertain: [{ key: "grade.Co", distribution: { kind: "constant" as const, value: 1250 } }],
    };
    const risk = riskMoved(one, { capital: 2, feed: 0.9 }, 8);
    const npv = evaluateMoved(one, { capital: 2, feed: 0.9 }).npv;
    expect(risk?.interval.p05).toBeCloseTo(npv, 3);
    expect(risk?.interval.p95).toBeCloseTo(npv, 3);
  });
  test("a distribution is scaled with its base: median times factor, shape kept", () => {
    expect(scaled({ kind: "lognormal", median: 10, gsd: 1.5 }, 1.2)).toEqual({
      kind: "lognormal",
      median: 12,
      gsd: 1.5,
    });
    expect(scaled({ kind: "triangular", min: 1, mode: 2, max: 4 }, 0.5)).toEqual({
      kind: "triangular",
      min: 0.5,
      mode: 1,
      max: 2,
    });
    expect(scaled({ kind: "uniform", min: 1, max: 2 }, 0)).toEqual({ kind: "constant", value: 0 });
  });
  test("a column of realisations sets their number, and too many are refused", () => {
    const column = (n: number) => ({
      ...project,
      correlations: [],
      uncertain: [
        { key: "grade.Co", distribution: { kind: "column" as const, values: new Float64Array(n).fill(1250) } },
      ],
    });
    expect(riskMoved(column(12), { "grade.Co": 1000 })?.realisations).toBe(12);
    expect(() => riskMoved(column(20_001), {})).toThrow("limit 20000");
  });
});
