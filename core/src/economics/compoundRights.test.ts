import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { quantilesInPlace } from "../numerics/quantiles.ts";
import { compoundValue } from "./compoundRights.ts";
import { monteCarlo } from "./monteCarlo.ts";
import type { Project } from "./project.ts";
import { baseFactors, compileProject, type ProjectChange } from "./projectKernel.ts";
import { allPaths, keyWords, projectKeys } from "./projectKeys.ts";
import { readProject } from "./readProject.ts";
import { type ProjectRight, readRights, rightValues } from "./realOptions.ts";
import { pathSwings, projectSobolShares } from "./sensitivity.ts";

const document = JSON.parse(
  readFileSync(new URL("../../../examples/economics/cobalt-tailings.json", import.meta.url), "utf8"),
);
const read = (changes: object): Project => {
  const { project, issues } = readProject({ ...document, ...changes }, "p.json", []);
  if (project === null) throw new Error(JSON.stringify(issues));
  return project;
};
const withVolatility = (volatility: number) =>
  document.products.map((product: { priceModel: object }) => ({
    ...product,
    priceModel: { ...product.priceModel, volatility, jumpsPerYear: 0 },
  }));
const project = read({ uncertain: [], correlations: [] });
const { rights } = readRights(document, "p.json");
const operatingRights = rights.filter(
  (right): right is Exclude<ProjectRight, { kind: "defer" }> => right.kind !== "defer",
);

describe("all rights together", () => {
  test("with prices that stand still it is the best combination, found by trying all", () => {
    const still = read({ uncertain: [], correlations: [], products: withVolatility(0) });
    const kernel = compileProject(still);
    const change = (right: (typeof operatingRights)[number], fromYear: number): ProjectChange =>
      right.kind === "abandon"
        ? {
            fromYear,
            stops: true,
            salvage: right.salvage,
            feedFactor: 1,
            operatingFactor: 1,
            revenueFactor: 1,
            capital: 0,
          }
        : { ...right.change, fromYear };
    let best = Number.NEGATIVE_INFINITY;
    const tryAll = (at: number, changes: readonly ProjectChange[]): void => {
      if (at === operatingRights.length) {
        // One right a date, none after a stop.
        const years = changes.map(({ fromYear }) => fromYear);
        const stop = changes.find(({ stops }) => stops)?.fromYear ?? 99;
        if (new Set(years).size === years.length && years.every((year) => year <= stop))
          best = Math.max(best, kernel.run(baseFactors(still), null, changes));
        return;
      }
      tryAll(at + 1, changes);
      for (const year of operatingRights[at].years) tryAll(at + 1, [...changes, change(operatingRights[at], year)]);
    };
    tryAll(0, []);
    const found = compoundValue(still, operatingRights, 200, 1);
    expect((found?.value ?? 0) / best).toBeCloseTo(1, 9);
  });
  const together = compoundValue(project, operatingRights, 1000, 4);
  test("is worth at least the best of them alone, within sampling error", () => {
    const alone = rightValues(project, operatingRights, 2000, 4);
    const best = alone.reduce((top, one) => (one.added > top.added ? one : top));
    expect(together?.added).toBeGreaterThan(best.added - 3 * (best.standardError + (together?.standardError ?? 0)));
    expect(together?.base).not.toBe(together?.value);
    // The plan without rights, as each right alone states it.
    expect(Math.abs(alone[0].base - (together?.base ?? 0)) / Math.abs(alone[0].base)).toBeLessThan(0.5);
  });
  test("of one right is what that right is worth alone", () => {
    const [right] = operatingRights.filter(({ kind }) => kind === "expand");
    const [alone] = rightValues(project, [right], 1000, 4);
    const one = compoundValue(project, [right], 1000, 4);
    expect(Math.abs((one?.added ?? 0) - alone.added)).toBeLessThan(3 * alone.standardError);
  });
  test("a right to wait is chosen among the starts, and a tree too large is refused by null", () => {
    const all = compoundValue(project, rights, 200, 4);
    expect(all?.used.map(({ name }) => name)).toEqual(rights.map(({ name }) => name));
    expect(all?.used.every(({ share }) => share >= 0 && share <= 1)).toBe(true);
    const years = Array.from({ length: 12 }, (_, year) => year);
    const many = [...Array(4).keys()].map((i) => ({ ...operatingRights[1], name: `right ${i}`, years }));
    expect(compoundValue(project, many, 1000, 1)).toBeNull();
  });
});

test("two changes of a project act together: their factors multiply, their capital adds", () => {
  const kernel = compileProject(project);
  const factors = baseFactors(project);
  const plain = { stops: false, salvage: 0, operatingFactor: 1, revenueFactor: 1, capital: 0 };
  const both = kernel.run(factors, null, [
    { ...plain, fromYear: 2, feedFactor: 1.5, capital: 3e6 },
    { ...plain, fromYear: 2, feedFactor: 1.2, capital: 2e6 },
  ]);
  expect(both).toBeCloseTo(kernel.run(factors, null, { ...plain, fromYear: 2, feedFactor: 1.8, capital: 5e6 }), 3);
});

describe("price paths as a factor", () => {
  test("where one product has a path and nothing else varies, its swing is that of the whole simulation and its Sobol share 1", () => {
    const one = read({ uncertain: [], correlations: [], products: [document.products[0]] });
    const [swing, ...none] = pathSwings(one, 4000, 9);
    expect([swing.key, none.length]).toEqual(["path.Mixed hydroxide Co", 0]);
    const [low, high] = quantilesInPlace(Float64Array.from(monteCarlo(one, 4000, 9).npv), [0.1, 0.9]);
    // The quantile by interpolation against the nearest path.
    expect(Math.abs(swing.npvAtLow - low)).toBeLessThan(0.02 * (high - low));
    expect(Math.abs(swing.npvAtHigh - high)).toBeLessThan(0.02 * (high - low));
    expect(swing.lowInput).toBeLessThan(swing.highInput);
    const [share] = projectSobolShares(one, 1024, 9);
    expect(share.key).toBe(allPaths);
    expect(Math.abs(share.total - 1)).toBeLessThan(0.15);
  });
  test("prices that stand still swing nothing", () => {
    const still = read({ uncertain: [], correlations: [], products: withVolatility(0) });
    for (const { npvAtLow, npvAtHigh } of pathSwings(still, 200, 1)) expect(npvAtHigh - npvAtLow).toBeCloseTo(0, 3);
  });
  test("every key of a project has words", () => {
    for (const key of [...projectKeys(project).keys(), "path.x", allPaths])
      expect(keyWords(key)).toMatch(/^[a-z ]{4,}/);
    expect(keyWords("price.Mixed hydroxide Co")).toBe("price of Mixed hydroxide Co");
  });
});
