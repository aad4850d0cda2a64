import type { PreparedBody } from "@relode/core/resource";
import { describe, expect, test } from "vitest";
import { wetOf, wetRealisations } from "./resourceWet.ts";

const float = (...values: number[]) => Float32Array.from(values);

/** Two domains that share block 1; 1,000 m3 a block; two holes a domain whose mean moistures differ. */
const body = {
  grid: { originM: [0, 0, 0], sizeM: [10, 10, 10], count: [3, 1, 1], azimuthDeg: 0 },
  domains: [
    { blocks: { blocks: Int32Array.of(0, 1), fraction: float(1, 0.25) }, samples: { rows: Int32Array.of(0, 1, 2) } },
    { blocks: { blocks: Int32Array.of(1), fraction: float(0.5) }, samples: { rows: Int32Array.of(3, 4) } },
  ],
  samples: { holeNumber: Int32Array.of(0, 0, 1, 0, 1), values: [Float64Array.of(0.1, 0.2, 0.25, 0.3, 0.3)] },
  project: { moisture: null },
  moistureAt: 0,
} as unknown as PreparedBody;
const rho = [float(1.5, 1.5), float(1.2)];
const kriged = async (d: number) =>
  ({ estimate: [float(0.2, 0.25), float(0.4)][d] }) as Awaited<ReturnType<Parameters<typeof wetOf>[3]>>;

describe("moisture of blocks", () => {
  test("adds wet tonnes of the parts of a block and gives the moisture of the whole", async () => {
    const wet = await wetOf(body, rho, 3, kriged);
    // Block 0: 1,500 t dry / 0.8. Block 1: 375 t dry / 0.75 + 600 t dry / 0.6 = 500 + 1,000 t wet, of which 975 t dry.
    expect(wet?.massWetTonnes[0]).toBeCloseTo(1875, 2);
    expect(wet?.massWetTonnes[1]).toBeCloseTo(1500, 2);
    expect(wet?.moisture[1]).toBeCloseTo(1 - 975 / 1500, 6);
    expect(wet?.moisture[2]).toBeNaN();
    expect(Array.from(wet?.domainWet ?? [])).toEqual([expect.closeTo(2375, 2), expect.closeTo(1000, 2)]);
  });

  test("takes the error of a domain's mean from the means of its holes", async () => {
    const wet = await wetOf(body, rho, 3, kriged);
    // Means 0.15 and 0.25: sd 0.1/sqrt(2), over sqrt(2) holes; equal means have no error.
    expect(wet?.sigma[0]).toBeCloseTo(0.05, 12);
    expect(wet?.sigma[1]).toBe(0);
  });

  test("is one number with one error for all domains where the project declares it, and is absent where nothing is known", async () => {
    const declared = {
      ...body,
      moistureAt: null,
      project: { moisture: { ofWetMass: 0.2, sigma: 0.02, source: "x" } },
    } as unknown as PreparedBody;
    const wet = await wetOf(declared, rho, 3, kriged);
    expect(wet?.massWetTonnes[1]).toBeCloseTo(975 / 0.8, 2);
    expect(wet?.isShared).toBe(true);
    expect(await wetOf({ ...body, moistureAt: null } as PreparedBody, rho, 3, kriged)).toBeNull();
  });

  test("spreads the wet tonnes of realisations by that error: d(wet)/wet = dw/(1 - w) for small errors", () => {
    const wet = {
      moisture: float(),
      massWetTonnes: float(),
      domainWet: Float64Array.of(1250),
      sigma: Float64Array.of(0.004),
      isShared: false,
    };
    const drawn = wetRealisations(
      wet,
      Array.from({ length: 4000 }, () => Float64Array.of(1000)),
      Float64Array.of(1000),
      7,
    ).map(([tonnes]) => tonnes);
    const mean = drawn.reduce((a, b) => a + b) / drawn.length;
    const sd = Math.sqrt(drawn.reduce((a, x) => a + (x - mean) ** 2, 0) / (drawn.length - 1));
    // 0.004/0.8 of 1,250 t is 6.25 t; the standard error of a deviation over 4,000 draws is 1.1 %.
    expect(mean).toBeCloseTo(1250, 0);
    expect(Math.abs(sd / 6.25 - 1)).toBeLessThan(0.05);
  });
});
