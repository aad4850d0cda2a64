import { describe, expect, it } from "vitest";
import { outlineAreaM2 } from "./outline.ts";
import type { SurfaceGrid } from "./surfaceGrid.ts";
import {
  dryDensity,
  dryDensityOf,
  dryPart,
  dryTonnage,
  dryTonnes,
  moistureOfWaterContent,
  moistureOfWet,
  waterContent,
  wetDensity,
  wetTonnes,
  withWater,
} from "./tonnes.ts";
import { volumeBetween } from "./volumeBetween.ts";
import { blockCorrelatedSigmaM3, differenceSigmaM, volumeError } from "./volumeError.ts";

const grid = (
  columns: number,
  rows: number,
  cellM: number,
  z: (east: number, north: number) => number,
): SurfaceGrid => ({
  columns,
  rows,
  cellM,
  eastM: cellM / 2,
  northM: cellM / 2,
  elevationM: Float64Array.from({ length: columns * rows }, (_, i) =>
    z((0.5 + (i % columns)) * cellM, (0.5 + Math.floor(i / columns)) * cellM),
  ),
});

describe("volume between surfaces", () => {
  it("a plane over a flat base encloses area × mean height exactly: 100 × 50 m, 1 to 3 m high, 10 000 m³", () => {
    const top = grid(20, 10, 5, (east) => 101 + (2 * east) / 100);
    const found = volumeBetween(
      top,
      grid(20, 10, 5, () => 100),
    );
    expect(found.volumeM3).toBeCloseTo(10000, 8);
    expect(found.meanThicknessM).toBeCloseTo(2, 12);
    expect(found).toMatchObject({ crossedM3: 0, areaM2: 5000, issues: [] });
  });
  it("where the base stands above the top the volume is kept apart and told", () => {
    const found = volumeBetween(
      grid(2, 1, 10, (east) => (east < 10 ? 3 : -1)),
      grid(2, 1, 10, () => 0),
    );
    expect([found.volumeM3, found.crossedM3, [...found.isCounted]]).toEqual([300, 100, [1, 0]]);
    expect(found.issues[0]).toMatchObject({
      code: "surface.crossing",
      message: "the base lies above the top in 1 cells, 100 m3; check datum and date of both surfaces",
    });
  });
  it("an outline limits the cells and its empty ones are told", () => {
    const outline = { eastM: Float64Array.of(0, 20, 20, 0), northM: Float64Array.of(0, 0, 10, 10) };
    expect(outlineAreaM2(outline)).toBe(200);
    const found = volumeBetween(
      grid(4, 2, 10, (east) => (east < 10 ? Number.NaN : 2)),
      grid(4, 2, 10, () => 0),
      outline,
    );
    expect(found.volumeM3).toBe(200);
    expect(found.issues[0]).toMatchObject({
      code: "surface.missing-cells",
      message:
        "1 cells inside the outline have no top or no base, 100 m2; complete the surfaces; the cells are not counted",
    });
  });
  it("surfaces on other cells are refused", () => {
    expect(() =>
      volumeBetween(
        grid(2, 2, 10, () => 1),
        grid(2, 2, 5, () => 0),
      ),
    ).toThrow("the surfaces lie on different cells: 2 x 2 of 10 m and 2 x 2 of 5 m; resample one of them");
  });
});

describe("error of a volume", () => {
  const square = (n: number, cellM: number) => ({
    surface: grid(n, n, cellM, () => 1),
    mask: new Uint8Array(n * n).fill(1),
  });
  const base = { sigmaM: 0.1, model: "spherical", rangeM: 0, sharedSigmaM: 0 } as const;

  it("independent cells: a σ √n", () => {
    const { surface, mask } = square(10, 2);
    expect(volumeError(surface, mask, { ...base, model: "nugget" }).sigmaM3).toBeCloseTo(4 * 0.1 * 10, 12);
  });
  it("a datum error alone moves the whole area: A σ", () => {
    const { surface, mask } = square(10, 2);
    expect(volumeError(surface, mask, { ...base, sigmaM: 0, sharedSigmaM: 0.05 }).sigmaM3).toBeCloseTo(400 * 0.05, 12);
  });
  it("two cells: a σ √(2 + 2ρ), ρ of the spherical model at half the range 0.3125", () => {
    const found = volumeError(
      grid(2, 1, 10, () => 1),
      Uint8Array.of(1, 1),
      { ...base, rangeM: 20 },
    );
    expect(found.sigmaM3).toBeCloseTo(100 * 0.1 * Math.sqrt(2 + 2 * 0.3125), 12);
  });
  it("the sum over offsets equals the double sum over all cells of a ragged shape, written out", () => {
    const n = 9;
    const mask = Uint8Array.from({ length: n * n }, (_, i) => ((i * 7) % 5 < 3 ? 1 : 0));
    const range = 23;
    let sum = 0;
    for (let i = 0; i < n * n; i++)
      for (let j = 0; j < n * n; j++) {
        const h = (Math.hypot((i % n) - (j % n), Math.floor(i / n) - Math.floor(j / n)) * 4) / range;
        if (mask[i] && mask[j] && h < 1) sum += 1 - 1.5 * h + 0.5 * h ** 3;
      }
    expect(
      volumeError(
        grid(n, n, 4, () => 1),
        mask,
        { ...base, rangeM: range },
      ).sigmaM3,
    ).toBeCloseTo(16 * 0.1 * Math.sqrt(sum), 9);
  });
  // Integral range of the spherical model in the plane: ∫ρ dA = πr²/5; Var → A σ² πr²/5 less an edge effect of order r/side.
  it("over an area large against the range the error tends to σ √(A π r²/5)", () => {
    const { surface, mask } = square(400, 5);
    const found = volumeError(surface, mask, { ...base, rangeM: 50 });
    const limit = 0.1 * Math.sqrt((2000 * 2000 * Math.PI * 50 * 50) / 5);
    expect(found.sigmaM3 / limit).toBeGreaterThan(0.98);
    expect(found.sigmaM3 / limit).toBeLessThan(1);
    expect(found.effectiveCells).toBeCloseTo(((400 * 400 * 25 * 0.1) / found.sigmaM3) ** 2, 3);
  });
  // exp(-3h/r): ∫ρ dA = 2π (r/3)²
  it("and of the exponential model to σ √(A 2π r²/9)", () => {
    const { surface, mask } = square(300, 5);
    const found = volumeError(surface, mask, { ...base, model: "exponential", rangeM: 50 });
    expect(found.sigmaM3 / (0.1 * Math.sqrt((1500 * 1500 * 2 * Math.PI * 2500) / 9))).toBeCloseTo(0.98, 1);
  });
  it("a range far beyond the area makes all cells err as one", () => {
    const { surface, mask } = square(5, 2);
    const found = volumeError(surface, mask, { ...base, rangeM: 1e7 });
    expect(found.sigmaM3 / found.fullyCorrelatedSigmaM3).toBeCloseTo(1, 5);
  });
  it("blocks of m cells that err together: a σ √(nm), between independent and all as one", () => {
    expect(blockCorrelatedSigmaM3(100, 1, 4, 0.1)).toBeCloseTo(4, 12);
    expect(blockCorrelatedSigmaM3(100, 25, 4, 0.1)).toBeCloseTo(20, 12);
    expect(blockCorrelatedSigmaM3(100, 100, 4, 0.1)).toBeCloseTo(40, 12);
  });
  it("errors shared by both surfaces cancel in the difference", () => {
    expect(differenceSigmaM(0.1, 0.1, 1)).toBeCloseTo(0, 9);
    expect(differenceSigmaM(0.3, 0.4, 0)).toBeCloseTo(0.5, 12);
    expect(differenceSigmaM(0.3, 0.4, -1)).toBeCloseTo(0.7, 12);
  });
  it.each([
    ["a negative error", { sigmaM: -1 }, "sigmaM must be finite and at least 0 m, got -1"],
    ["an endless range", { rangeM: Number.POSITIVE_INFINITY }, "rangeM must be finite and at least 0 m, got Infinity"],
  ])("%s is refused", (_what, option, message) => {
    const { surface, mask } = square(2, 1);
    expect(() => volumeError(surface, mask, { ...base, ...option })).toThrow(new RangeError(message));
  });
  it("a sum that would take hours is refused with a remedy", () => {
    const { surface, mask } = square(1000, 1);
    expect(() => volumeError(surface, mask, { ...base, rangeM: 500 })).toThrow(
      "1000000 cells within 500 m of one another need too many terms; take cells of 10 m or more for the error",
    );
  });
});

describe("dry and wet tonnes", () => {
  it("water over dry of 0.25 is moisture of 0.2, and a wet density of 2 is 1.6 dry", () => {
    const moisture = moistureOfWaterContent(waterContent(0.25));
    expect(moisture).toBeCloseTo(0.2, 12);
    expect(dryDensityOf(wetDensity(2), moisture)).toBeCloseTo(1.6, 12);
  });
  it("dry from wet mass equals dry density times volume, and water added back returns the wet mass", () => {
    const moisture = moistureOfWet(0.18);
    const wet = wetTonnes(1000, wetDensity(1.9));
    expect(dryPart(wet, moisture)).toBeCloseTo(dryTonnes(1000, dryDensityOf(wetDensity(1.9), moisture)), 9);
    expect(withWater(dryPart(wet, moisture), moisture)).toBeCloseTo(wet, 9);
  });
  it("the compiler keeps wet tonnes out of a dry place", () => {
    // @ts-expect-error wet tonnes are no dry tonnes
    expect(withWater(wetTonnes(1, wetDensity(1)), moistureOfWet(0))).toBe(1);
  });
  it("variance of a product: with errors of the volume alone σ = σ_V ρ (1 − w)", () => {
    const found = dryTonnage(1000, wetDensity(2), moistureOfWet(0.1), { volumeM3: 50, densityTPerM3: 0, moisture: 0 });
    expect(found.dry).toBeCloseTo(1800, 9);
    expect(found.sigmaDryTonnes).toBeCloseTo(90, 9);
    expect(found.wet).toBe(2000);
  });
  it("small relative errors add in squares: 3 % and 4 % give 5 %", () => {
    const found = dryTonnage(1000, wetDensity(2), moistureOfWet(0), { volumeM3: 30, densityTPerM3: 0.08, moisture: 0 });
    expect(found.sigmaDryTonnes / found.dry).toBeCloseTo(0.05, 4);
  });
  it.each([
    ["density in kg/m3", () => dryDensity(1600), "dry bulk density must lie in 0.2-10 t/m3, got 1600"],
    ["moisture in per cent", () => moistureOfWet(18), "moisture of wet mass must lie in 0-0.95 (fraction), got 18"],
    ["water content in per cent", () => waterContent(25), "water over dry mass must lie in 0-19 (fraction), got 25"],
    [
      "a negative volume",
      () => dryTonnes(-1, dryDensity(1.6)),
      "volume must lie in 0-1.7976931348623157e+308 m3, got -1",
    ],
  ])("%s is refused", (_what, call, message) => expect(call).toThrow(new RangeError(message)));
});
