import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { extractionDiagrams } from "./extractionDiagram.ts";
import { type ExtractionFeed, kremserRaffinate } from "./solventExtraction.ts";

const feedOf = (more: Partial<ExtractionFeed>): ExtractionFeed => ({
  stages: 3,
  aqueousLPerH: 100,
  organicLPerH: 50,
  metals: [],
  acidMolPerL: 0.1,
  sulfateMolPerL: 0,
  extractantMolPerL: 1,
  volumePctPerMolPerL: 33,
  ...more,
});
const metal = (distribution: number, aqueousMolPerL: number, organicMolPerL: number) => ({
  name: "M",
  valence: 1,
  aqueousMolPerL,
  organicMolPerL,
  distribution: { constant: distribution },
});
/** Stages by stepping off between two straight lines from the raffinate up until the feed is reached. */
function steppedOff(raffinate: number, feed: number, distribution: number, organicToAqueous: number): number {
  let x = raffinate;
  let stages = 0;
  while (x < feed * (1 - 1e-9) && stages < 1000) {
    x = raffinate + organicToAqueous * distribution * x;
    stages++;
  }
  return stages;
}

describe("McCabe-Thiele diagrams of a battery", () => {
  property.prop([
    fc.integer({ min: 1, max: 12 }),
    fc.double({ min: 1.05, max: 6, noNaN: true }),
    fc.double({ min: 0.2, max: 5, noNaN: true }),
  ])(
    "at constant D as many steps as Kremser's equation gives lead from its raffinate to the feed",
    (n, factor, ratio) => {
      const distribution = factor / ratio;
      const [drawn] = extractionDiagrams(
        feedOf({ stages: n, organicLPerH: 100 * ratio, metals: [metal(distribution, 0.01, 0)] }),
      );
      const raffinate = drawn.steps.aqueousMolPerL[0];
      expect(raffinate / 0.01 / kremserRaffinate(distribution, ratio, n)).toBeCloseTo(1, 8);
      // Kremser solved for the stages, and the same staircase drawn by hand.
      const kremser = Math.log((0.01 / raffinate) * (1 - 1 / factor) + 1 / factor) / Math.log(factor);
      expect(kremser).toBeCloseTo(n, 5);
      expect(steppedOff(raffinate, 0.01, distribution, ratio)).toBe(n);
      expect(drawn.steps.aqueousMolPerL).toHaveLength(2 * n + 1);
      expect(drawn.direction).toBe("extraction");
    },
  );

  test("the isotherm of a constant D is y = D x and the operating line has the slope A/O", () => {
    const [drawn] = extractionDiagrams(feedOf({ metals: [metal(4, 0.02, 0.001)] }));
    const { isotherm, operating } = drawn;
    for (const [k, x] of isotherm.aqueousMolPerL.entries()) expect(isotherm.organicMolPerL[k]).toBeCloseTo(4 * x, 12);
    const slope =
      (operating.organicMolPerL[1] - operating.organicMolPerL[0]) /
      (operating.aqueousMolPerL[1] - operating.aqueousMolPerL[0]);
    expect(slope).toBeCloseTo(100 / 50, 9);
  });

  test("a strip has its operating line above the isotherm and leaves in the organic what Kremser's equation does", () => {
    const [drawn] = extractionDiagrams(feedOf({ stages: 4, metals: [metal(0.2, 0, 0.01)] }));
    expect(drawn.direction).toBe("strip");
    const left = drawn.operating.organicMolPerL[1] / 0.01;
    // Seen from the organic: distribution 1/D, flow ratio A/O.
    expect(left / kremserRaffinate(1 / 0.2, 2, 4)).toBeCloseTo(1, 8);
  });

  test("with a law in pH every second corner lies on the isotherm and every other on the operating line", () => {
    const law = { m0: 0.31183, m1: 0.03763, b0: -1.62372, b1: -0.38096 };
    const [drawn] = extractionDiagrams(
      feedOf({
        stages: 5,
        organicLPerH: 500,
        acidMolPerL: 0.04,
        extractantMolPerL: 0.12,
        metals: [{ name: "Nd", valence: 3, aqueousMolPerL: 0.002, organicMolPerL: 1e-6, distribution: law }],
      }),
    );
    const { isotherm, steps } = drawn;
    for (let j = 0; j < 5; j++) {
      const [x, y] = [steps.aqueousMolPerL[2 * j + 1], steps.organicMolPerL[2 * j + 1]];
      const at = isotherm.aqueousMolPerL.indexOf(x);
      expect(isotherm.organicMolPerL[at] / y).toBeCloseTo(1, 6);
    }
    for (let j = 0; j <= 5; j++) {
      const line = 1e-6 + (100 / 500) * (steps.aqueousMolPerL[2 * j] - steps.aqueousMolPerL[0]);
      expect(steps.organicMolPerL[2 * j] / line).toBeCloseTo(1, 6);
    }
    expect(new Set(drawn.pH.map((value) => value.toFixed(6))).size).toBe(5);
  });
});
