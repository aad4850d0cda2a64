import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { exampleInputs, exampleMine, exampleOptions, drawnStore, examplePrior } from "./fixture.ts";
import { prepareScreening } from "./prepareScreening.ts";
import { type ScenarioInput, scenarioOutcome, subsetDrawsT } from "./whatIf.ts";

const draws = Float64Array.of(100, 200, 300, 400, 500);
const asPublished: ScenarioInput = {
  recovery: 0,
  demandFactor: 1,
  consumptionT: 100,
  importsT: 80,
  netImportsT: 60,
};

test("nothing recovered at published demand is the published reliance", () => {
  const { netImportReliancePct, importsReplaced, recoveredT } = scenarioOutcome(draws, asPublished);
  expect(netImportReliancePct).toEqual({ mean: 60, p05: 60, p50: 60, p95: 60 });
  expect(importsReplaced?.mean).toBe(0);
  expect(recoveredT.p95).toBe(0);
});

test("extra demand is imported: doubled, 60 + 100 of 200 t", () => {
  expect(scenarioOutcome(draws, { ...asPublished, demandFactor: 2 }).netImportReliancePct?.p50).toBeCloseTo(80, 12);
});

test("the recovery that meets net imports at the median brings the median reliance to zero", () => {
  expect(scenarioOutcome(draws, { ...asPublished, recovery: 60 / 300 }).netImportReliancePct?.p50).toBeCloseTo(0, 12);
});

test.prop([fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0.1, max: 10, noNaN: true })])(
  "mean reliance is (60 + 100 (f - 1) - 300 r) / f per cent of 100 t",
  (recovery, f) => {
    const found = scenarioOutcome(draws, { ...asPublished, recovery, demandFactor: f });
    expect(found.netImportReliancePct?.mean).toBeCloseTo((60 + 100 * (f - 1) - 300 * recovery) / f, 8);
    expect(found.recoveredT.mean).toBeCloseTo(300 * recovery, 8);
    expect(found.importsReplaced?.mean).toBeCloseTo((300 * recovery) / 80, 8);
  },
);

test("withheld figures leave their answers unknown, not zero", () => {
  const unknown = scenarioOutcome(draws, { ...asPublished, consumptionT: null, importsT: null, netImportsT: null });
  expect(unknown.netImportReliancePct).toBeNull();
  expect(unknown.importsReplaced).toBeNull();
});

test("a recovery or a demand out of bounds is refused", () => {
  expect(() => scenarioOutcome(draws, { ...asPublished, recovery: 1.1 })).toThrow("recovery must lie in 0-1, got 1.1");
  expect(() => scenarioOutcome(draws, { ...asPublished, demandFactor: 0 })).toThrow("demand factor must exceed 0");
});

test("parts of the mines and elements add up to the whole, realisation by realisation", () => {
  const mines = ["a", "b", "c"].map((id) => exampleMine({ id }));
  const inputs = exampleInputs({ mines, priors: [examplePrior("Ge", 5, 2), examplePrior("Zn", 900, 2)] });
  const { plan } = prepareScreening(inputs, exampleOptions({ draws: 200 }));
  const store = drawnStore(plan);
  const whole = subsetDrawsT(plan, [0, 1], [0, 1, 2], store);
  const parts = [
    subsetDrawsT(plan, [0], [0, 2], store),
    subsetDrawsT(plan, [1], [0, 2], store),
    subsetDrawsT(plan, [0, 1], [1], store),
  ];
  for (let k = 0; k < 200; k++) expect(parts[0][k] + parts[1][k] + parts[2][k]).toBeCloseTo(whole[k], 9);
  expect(whole.every((mass) => mass > 0)).toBe(true);
  expect(subsetDrawsT(plan, [0], [], store)).toEqual(new Float64Array(200));
});
