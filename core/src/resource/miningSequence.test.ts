import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { blockModel, columnIn } from "./blockModel.ts";
import { column } from "./fixture.ts";
import { groupRows, groupTotals } from "./groupTotals.ts";
import { liftGroups, miningSequence, type MiningSequenceSpec } from "./miningSequence.ts";
import { type DecisionUnit, nextHoles } from "./nextHole.ts";

const grid = { originM: [0, 0, 0], sizeM: [10, 10, 5], count: [4, 3, 4], azimuthDeg: 0 } as const;
const blocks = 48;
const model = blockModel(grid, [
  column("density", "t dry/m3", new Float64Array(blocks).fill(2)),
  column(
    "Co",
    "ppm",
    Float64Array.from({ length: blocks }, (_, at) => at),
  ),
]);
const dry: MiningSequenceSpec = {
  method: "dry",
  period: "year",
  tonnesPerPeriod: 12_000,
  density: "density",
  advanceAzimuthDeg: 90,
  cutWidthM: 10,
  liftM: 5,
};
const hydraulic: MiningSequenceSpec = { ...dry, method: "hydraulic", faceSlopeDeg: 90 };

describe("mining sequence", () => {
  test("a dry face takes the top lift first, strip after strip to the east; 12 blocks of 1000 t a year", () => {
    const { order, volume, count } = miningSequence(model, dry);
    expect(Array.from(order.slice(0, 6))).toEqual([36, 40, 44, 37, 41, 45]);
    expect(count).toBe(4);
    expect([0, 1, 2, 3].map((lift) => volume[47 - 12 * lift])).toEqual([0, 1, 2, 3]);
  });
  test("a vertical hydraulic face takes the full height of the first cut before the second", () => {
    const { order } = miningSequence(model, hydraulic);
    expect(new Set(Array.from(order.slice(0, 12), (block) => block % 4))).toEqual(new Set([0]));
    expect(Array.from(order.slice(0, 3))).toEqual([36, 40, 44]);
  });
  test("a face of 45° is cut 10 m later every 10 m of depth", () => {
    const { cut } = miningSequence(model, { ...hydraulic, faceSlopeDeg: 45 });
    expect([36, 24, 12, 0].map((block) => cut[block])).toEqual([0, 0, 1, 1]);
  });
  test("a ramp-up of 50 % halves the first year", () => {
    const { volume } = miningSequence(model, { ...dry, rampUp: [0.5] });
    expect(volume.filter((year) => year === 0)).toHaveLength(6);
    expect(volume.filter((year) => year === 1)).toHaveLength(12);
  });
  property.prop([
    fc.record({
      method: fc.constantFrom("dry" as const, "hydraulic" as const),
      advanceAzimuthDeg: fc.integer({ min: -180, max: 180 }),
      cutWidthM: fc.integer({ min: 3, max: 50 }),
      liftM: fc.integer({ min: 5, max: 12 }),
      faceSlopeDeg: fc.integer({ min: 10, max: 90 }),
      tonnesPerPeriod: fc.integer({ min: 500, max: 60_000 }),
      mask: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: blocks, maxLength: blocks }),
    }),
  ])("no block is dug before the one above it, each once, periods in order, tonnes kept", ({ mask, ...spec }) => {
    fc.pre(mask.includes(1));
    const { order, volume, count } = miningSequence(model, { ...dry, ...spec, mask: Uint8Array.from(mask) });
    const at = new Map([...order].map((block, place) => [block, place]));
    expect(at.size).toBe(order.length);
    for (const block of order)
      for (let above = block + 12; above < blocks; above += 12)
        expect(at.get(above) ?? -1).toBeLessThan(at.get(block) ?? 0);
    const periods = [...order].map((block) => volume[block]);
    expect(periods).toEqual([...periods].sort((a, b) => a - b));
    const totals = groupTotals(model, { group: volume, count, density: "density", grades: ["Co"] });
    expect(totals.tonnes.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1000 * order.length, 6);
  });
  test.each([
    ["no tonnes", { tonnesPerPeriod: 0 }, "tonnes per period"],
    ["a dry face without a lift", { liftM: undefined }, "lift (m) must lie in"],
    ["a ramp-up above 1", { rampUp: [2] }, "ramp-up share"],
    ["a mask of another length", { mask: new Uint8Array(3) }, "48 entries, got 3"],
    ["nothing to mine", { mask: new Uint8Array(blocks) }, "no block has a density"],
  ])("%s is refused", (_what, change, words) => {
    expect(() => miningSequence(model, { ...dry, ...(change as object) } as MiningSequenceSpec)).toThrow(words);
  });
});

describe("totals of lifts", () => {
  test("four lifts from the top down: 12,000 t each, mean grades of 41.5, 29.5, 17.5 and 5.5 ppm", () => {
    const { group, tops } = liftGroups(model, 5);
    const rows = groupRows(groupTotals(model, { group, count: tops.length, density: "density", grades: ["Co"] }));
    expect(tops).toEqual([20, 15, 10, 5]);
    expect(rows.map(({ dryTonnes }) => dryTonnes.mean)).toEqual([12_000, 12_000, 12_000, 12_000]);
    expect(rows.map(({ metals }) => Number(metals[0].meanGradePpm.mean.toPrecision(12)))).toEqual([
      41.5, 29.5, 17.5, 5.5,
    ]);
  });
});

describe("the next hole", () => {
  const realisations = 2000;
  const small = { originM: [0, 0, 0], sizeM: [10, 10, 10], count: [2, 1, 1], azimuthDeg: 0 } as const;
  // Block 0 decides: grade 100 ± 20, worth = grade − 100. Block 1 is noise of the same spread.
  const values = Float64Array.from({ length: 2 * realisations }, (_, at) => {
    const rank =
      at % 2 === 0 ? (at / 2 + 0.5) / realisations : ((((at - 1) / 2) * 733 + 0.5) % realisations) / realisations;
    return 100 + 40 * Math.sqrt(3) * (rank - 0.5);
  });
  const two = blockModel(small, [column("Co", "ppm", values, realisations)]);
  const worth = Float64Array.from({ length: realisations }, (_, r) => values[2 * r] - 100);
  const units: readonly DecisionUnit[] = [{ name: "all", worth }];

  test("a hole that tells all is worth E|w|/2 where the mean is 0: 20√3/4 for a uniform of that spread", () => {
    const [best, other] = nextHoles(two, columnIn(two, "Co", "ppm"), { grade: "Co", relativeError: 0, units, seed: 1 });
    expect([best.i, other.i]).toEqual([0, 1]);
    expect(Math.abs(best.worth - (20 * Math.sqrt(3)) / 4)).toBeLessThan(4 * best.standardError + 0.05);
    expect(best.explains).toBeCloseTo(1, 6);
    expect(Math.abs(other.worth)).toBeLessThan(4 * other.standardError + 0.2);
  });
  test("error of sampling lowers the worth", () => {
    const at = (relativeError: number) =>
      nextHoles(two, columnIn(two, "Co", "ppm"), {
        grade: "Co",
        relativeError,
        units,
        seed: 1,
        candidates: [[0, 0]],
      })[0].worth;
    expect(at(0.3)).toBeLessThan(0.8 * at(0));
  });
  test("fewer than 100 realisations are refused", () => {
    const few = column("Co", "ppm", new Float64Array(20), 10);
    expect(() => nextHoles(two, few, { grade: "Co", units: [], seed: 1 })).toThrow("at least 100 realisations, got 10");
  });
});
