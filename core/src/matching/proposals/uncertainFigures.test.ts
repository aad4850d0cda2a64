import { describe, expect, test } from "vitest";
import type { FeedSpec } from "../../process/flowsheet/flowsheetDocument.ts";
import { readUncertainty } from "../../process/uncertainty/readUncertainty.ts";
import type { Fact, WasteProfile } from "../wasteProfile.ts";
import { proposeFlowsheets } from "./proposeFlowsheets.ts";

const fact = (low: number, high = low): Fact => ({ low, high, source: "assays of the test" });
interface Entry {
  readonly range: readonly [number, number];
  readonly grade: string;
  readonly source: string;
  readonly closedBy?: string;
}
const entries = (held: { readonly uncertainty?: unknown } | undefined) =>
  (held?.uncertainty ?? {}) as Readonly<Record<string, Entry>>;

/** The document of the first proposal. */
function proposed(profile: WasteProfile, routeId = "re-flotation") {
  const { proposals, without } = proposeFlowsheets(profile, { routeId });
  if (proposals.length === 0) throw new Error(without.map(({ why }) => why).join("; "));
  return proposals[0].document;
}
const pond = (hosts: WasteProfile["elements"][number]["hosts"]): WasteProfile => ({
  name: "pond",
  type: "tailings",
  elements: [{ element: "Cu", gradePpm: fact(1000, 2000), hosts }],
  facts: { p80: fact(70), sulfideSulfur: fact(3.6), carbonate: fact(2), clay: fact(6), tonnes: fact(4.5e6) },
});
/** Copper in chalcopyrite, by the atomic weights of IUPAC. */
const copperInChalcopyrite = 63.546 / (63.546 + 55.845 + 2 * 32.06);

describe("the ranges of a proposal in its file", () => {
  test("a parameter that is an assumption has its ends, its grade and its source", () => {
    const { units, description } = proposed(pond({ sulfide: 1 }));
    const { powerKwhPerT } = entries(units.find(({ id }) => id === "re-mining"));
    expect(powerKwhPerT).toMatchObject({ range: [2, 5], grade: "D" });
    expect(powerKwhPerT.source).toBe(
      "monitors and pumps 2 to 5 kWh/t [judged: practice of hydraulic tailings mining, order of magnitude]",
    );
    expect(description).toContain("relode process risk");
  });
  test("a mineral of the feed follows the grade of its element, and the largest one takes up the change", () => {
    const waste = proposed(pond({ sulfide: 1 })).streams.find(({ id }) => id === "waste");
    const law = entries(waste)["solids.massFraction.Cu in sulfide"];
    expect(law.range[0] / (1e-3 / copperInChalcopyrite)).toBeCloseTo(1, 4);
    expect(law.range[1] / (2e-3 / copperInChalcopyrite)).toBeCloseTo(1, 4);
    expect(law.grade).toBe("B");
    const fractions = waste?.feed?.solids?.massFraction ?? {};
    const [largest] = Object.entries(fractions).toSorted((a, b) => b[1] - a[1])[0];
    expect(law.closedBy).toBe(`solids.massFraction.${largest}`);
  });
  test("a number that two assumptions move has the root of their squares, within its hard bounds", () => {
    // Grade 1,500 less or more a third, share reached 0.5 less or more all of it: √(1 + 1/9) either way, and no less than nothing.
    const waste = proposed(pond(null)).streams.find(({ id }) => id === "waste");
    const { range, source, grade } = entries(waste)["solids.massFraction.Cu in sulfide"];
    const likely = (1.5e-3 * 0.5) / copperInChalcopyrite;
    expect(range[0]).toBe(0);
    expect(range[1] / (likely * (1 + Math.sqrt(1 + 1 / 9)))).toBeCloseTo(1, 4);
    expect(source).toContain("grade of Cu 1000 to 2000 ppm [waste file: assays of the test]; ");
    expect(grade).toBe("D");
  });
  test("what one assumption moves is drawn together: copper moved from one host is found in the other", () => {
    const exact = { ...pond(null), elements: [{ element: "Cu", gradePpm: fact(1500), hosts: null }] };
    const document = proposed(exact);
    const pair = (document.correlations as { a: string; b: string; correlation: number }[]).find(({ a, b }) =>
      [a, b].every((name) => name.startsWith("waste.solids.massFraction.Cu in ")),
    );
    expect(pair?.correlation).toBeCloseTo(-0.99, 6);
  });
  test("what is known exactly has no law, and without ranges asked for there is none", () => {
    const waste = proposed(pond({ sulfide: 1 })).streams.find(({ id }) => id === "waste");
    expect(entries(waste)["solids.massFraction.calcite"]).toBeUndefined();
    const { proposals } = proposeFlowsheets(pond({ sulfide: 1 }), { routeId: "re-flotation", ranges: false });
    expect(JSON.stringify(proposals[0].document)).not.toContain('"uncertainty"');
  });
});

test("shares of sizes drawn sum to 1 by the one that takes up the change", () => {
  const document = proposed({ ...pond({ sulfide: 1 }), facts: { ...pond(null).facts, p80: fact(55, 90) } });
  const { quantities, issues } = readUncertainty(document);
  expect(issues).toEqual([]);
  const sizes = quantities.filter(({ keys }) => keys[0] === "sizeFraction");
  const feed = document.streams.find(({ id }) => id === "waste")?.feed as FeedSpec;
  expect(sizes.length).toBe((feed.sizeFraction as readonly number[]).length - 1);
  for (const { closedBy } of sizes) expect(closedBy?.[0]).toBe("sizeFraction");
});
