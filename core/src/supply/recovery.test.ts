import { describe, expect, test } from "vitest";
import { exampleMine } from "./fixture.ts";
import { knownRecovery, lanthanideSymbols, readUnpublished } from "./recovery.ts";

const none = Number.NaN;

describe("what is known of a recovery, the best first", () => {
  test("a published fraction, with the amount kept for display", () => {
    const mine = exampleMine({ recoveries: { Zn: 0.82 }, mainProductsT: { Zn: 500 } });
    expect(knownRecovery(mine, "Zn")).toEqual({ fraction: 0.82, amountT: none, isUnpublished: false, publishedT: 500 });
  });
  test("the amount where no fraction is published", () => {
    const mine = exampleMine({ byproductsT: { Ag: 200 } });
    expect(knownRecovery(mine, "Ag")).toEqual({ fraction: none, amountT: 200, isUnpublished: false, publishedT: 200 });
  });
  test("made in an unpublished amount", () => {
    const mine = exampleMine({ byproductsT: { Ge: null } });
    expect(knownRecovery(mine, "Ge")).toEqual({ fraction: none, amountT: none, isUnpublished: true, publishedT: null });
  });
  test("nothing known: nothing recovered, and nothing unpublished", () => {
    expect(knownRecovery(exampleMine(), "In")).toEqual({
      fraction: none,
      amountT: none,
      isUnpublished: false,
      publishedT: undefined,
    });
  });
  test("a recovery of total rare-earth oxide is that of 14 lanthanides and yttrium, and of nothing else", () => {
    const mine = exampleMine({ recoveries: { TREO: 0.7 } });
    for (const symbol of [...lanthanideSymbols, "Y"]) expect(knownRecovery(mine, symbol).fraction).toBe(0.7);
    expect(lanthanideSymbols).toHaveLength(14);
    expect(lanthanideSymbols).not.toContain("Pm");
    expect(knownRecovery(mine, "Th").fraction).toBeNaN();
  });
});

describe("streams with recoveries of their own", () => {
  const mill = { route: "flotation", oreT: 30, gradesPpm: { Cu: 6000 }, recoveries: { Cu: 0.9 } };
  const leach = { route: "heap leach", oreT: 10, gradesPpm: { Cu: 2000 }, recoveries: { Cu: 0.5 } };
  test("are weighted by the metal in their feed", () => {
    // (30 x 6000 x 0.9 + 10 x 2000 x 0.5) / (30 x 6000 + 10 x 2000) = 172,000 / 200,000
    expect(knownRecovery(exampleMine({ streams: [mill, leach] }), "Cu").fraction).toBeCloseTo(0.86, 12);
  });
  test("say nothing of the whole when one has no figures: the amount counts then", () => {
    const mine = exampleMine({ streams: [mill, { ...leach, recoveries: {} }], mainProductsT: { Cu: 0.15 } });
    expect(knownRecovery(mine, "Cu")).toMatchObject({ fraction: none, amountT: 0.15 });
  });
});

test("iron of a pellet plant is known by amount only, since its recovery counts magnetite iron", () => {
  const mine = exampleMine({ processRoute: "pellet plant", recoveries: { Fe: 0.95 }, mainProductsT: { Fe: 3e6 } });
  expect(knownRecovery(mine, "Fe")).toMatchObject({ fraction: none, amountT: 3e6 });
  expect(knownRecovery(exampleMine({ recoveries: { Fe: 0.95 } }), "Fe").fraction).toBe(0.95);
});

test("an unpublished recovery is read as nothing, all, or an interval; a published one stays", () => {
  const unpublished = knownRecovery(exampleMine({ byproductsT: { Ge: null } }), "Ge");
  expect(readUnpublished(unpublished, "interval")).toEqual(unpublished);
  expect(readUnpublished(unpublished, "none")).toMatchObject({ fraction: none, isUnpublished: false });
  expect(readUnpublished(unpublished, "all")).toMatchObject({ fraction: 1, isUnpublished: false });
  const published = knownRecovery(exampleMine({ recoveries: { Ge: 0.4 } }), "Ge");
  expect(readUnpublished(published, "all")).toEqual(published);
});
