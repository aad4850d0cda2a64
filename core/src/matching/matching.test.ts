import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { BlockColumn } from "../resource/blockModel.ts";
import { proposeRoutes } from "./proposeRoutes.ts";
import { routeBlocks } from "./routeBlocks.ts";
import { routeById, routes } from "./routes/catalogue.ts";
import { checkedProfile, type Fact, type WasteProfile, wasteTypes } from "./wasteProfile.ts";

const fact = (low: number, high = low): Fact => ({ low, high, source: "composite of 2026" });
const pond: WasteProfile = {
  name: "pond",
  type: "tailings",
  elements: [
    { element: "Co", gradePpm: fact(400, 600), hosts: { sulfide: 0.8, silicate: 0.2 } },
    { element: "Cu", gradePpm: fact(1500), hosts: null },
  ],
  facts: { p80: fact(60), sulfideSulfur: fact(4), carbonate: fact(1), clay: fact(5), tonnes: fact(6e6) },
};
const proposal = (profile: WasteProfile, id: string, prices = {}) => {
  const found = proposeRoutes(profile, prices).find(({ route }) => route.id === id);
  if (found === undefined) throw new Error(`${id} was not weighed`);
  return found;
};

describe("the catalogue", () => {
  test("ids are unique, every waste type has a route, recoveries are in order and within 0-1", () => {
    expect(new Set(routes.map(({ id }) => id)).size).toBe(routes.length);
    for (const type of wasteTypes)
      expect(routes.filter((route) => route.wasteTypes.includes(type)).length, type).toBeGreaterThan(0);
    for (const { targets, cost } of routes) {
      expect(cost.lowUsdPerT).toBeLessThan(cost.highUsdPerT);
      for (const { recovery, source } of targets) {
        expect(source.length).toBeGreaterThan(20);
        const { low, mode, high } = recovery;
        expect([0, low, mode, high, 1]).toEqual([0, low, mode, high, 1].sort((a, b) => a - b));
      }
    }
  });
});

describe("routes for a waste", () => {
  test("cobalt recovered by flotation is grade times share in sulfide times recovery of the route", () => {
    const { elements } = proposal(pond, "re-flotation", { Co: 30 });
    const cobalt = elements.find(({ element }) => element === "Co");
    const { recovery } = routeById("re-flotation").targets[0];
    expect(cobalt?.recoveredGPerT.low).toBeCloseTo(400 * 0.8 * recovery.low, 9);
    expect(cobalt?.recoveredGPerT.high).toBeCloseTo(600 * 0.8 * recovery.high, 9);
    expect(cobalt?.valueUsdPerT?.mode).toBeCloseTo((500 * 0.8 * recovery.mode * 30) / 1000, 9);
  });
  test("what nobody measured is unknown, never a yes, and the test that would decide is named", () => {
    const { feasible, missing } = proposal({ ...pond, facts: {} }, "re-flotation");
    expect(feasible).toBe("unknown");
    expect(missing.filter(({ weight }) => weight === "must").map(({ test: named }) => named)).toEqual([
      "wet screening and laser sizing of a composite",
      "total sulfur less sulfate sulfur (LECO and hydrochloric acid leach)",
    ]);
  });
  test("a range that lies across the bound is unknown; beyond it, no", () => {
    expect(proposal({ ...pond, facts: { ...pond.facts, carbonate: fact(2, 20) } }, "acid-leach-sx").feasible).toBe(
      "unknown",
    );
    const carbonate = proposal({ ...pond, facts: { ...pond.facts, carbonate: fact(20) } }, "acid-leach-sx");
    expect(carbonate.feasible).toBe("no");
    expect(carbonate.reasonsAgainst[0]).toContain("carbonate is 20 % CaCO3 equivalent");
  });
  test("elements whose hosts a route does not open speak against it", () => {
    const silicate: WasteProfile = {
      ...pond,
      elements: [{ element: "Co", gradePpm: fact(500), hosts: { silicate: 1 } }],
    };
    expect(proposal(silicate, "re-flotation")).toMatchObject({ feasible: "no", valueUsdPerT: { high: 0 } });
  });
  test("hosts that nobody measured leave the value open from 0 on", () => {
    const copper = proposal(pond, "re-flotation", { Cu: 9 }).elements.find(({ element }) => element === "Cu");
    expect(copper?.amenable).toEqual({ low: 0, high: 1 });
    expect(copper?.valueUsdPerT?.low).toBe(0);
  });
  test("feasible routes come before unknown ones, and those before impossible ones", () => {
    const order = proposeRoutes(pond, { Co: 30, Cu: 9 }).map(({ feasible }) =>
      ["yes", "unknown", "no"].indexOf(feasible),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });
  property.prop([
    fc.double({ min: 0, max: 1e5, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom(...wasteTypes),
  ])("no route recovers more than there is", (ppm, share, type) => {
    const profile: WasteProfile = {
      name: "w",
      type,
      elements: ["Co", "Nd", "Ge", "Li", "Au"].map((element) => ({
        element,
        gradePpm: fact(ppm),
        hosts: { sulfide: share },
      })),
      facts: {},
    };
    for (const { elements } of proposeRoutes(profile))
      for (const { recoveredGPerT } of elements) expect(recoveredGPerT.high).toBeLessThanOrEqual(ppm * (1 + 1e-12));
  });
  test.each([
    [
      "hosts above 1",
      { elements: [{ element: "Co", gradePpm: fact(1), hosts: { sulfide: 0.8, oxide: 0.4 } }] },
      "add up to 1.2",
    ],
    ["a range upside down", { facts: { p80: fact(60, 20) } }, "in order"],
    ["an unknown fact", { facts: { colour: fact(1) } }, "is not one of"],
    ["an element twice", { elements: [pond.elements[1], pond.elements[1]] }, "listed twice"],
    ["more than all of it", { elements: [{ element: "Fe", gradePpm: fact(2e6), hosts: null }] }, "more than all"],
  ])("%s is refused", (_what, change, words) => {
    expect(() => checkedProfile({ ...pond, ...(change as object) } as WasteProfile)).toThrow(words);
  });
});

describe("routing of blocks", () => {
  const column = (name: string, realisations: number, values: readonly number[]): BlockColumn => ({
    name,
    unit: "ppm",
    support: "block",
    realisations,
    values: Float64Array.from(values),
  });
  const tonnes = { values: Float64Array.of(1000, 1000, 1000, 1000), realisations: 1 };
  const two = [
    { id: "float", usdPerTPpm: { Co: 0.02 }, costUsdPerT: 10 },
    { id: "leach", usdPerTPpm: { Co: 0.04 }, costUsdPerT: 40 },
  ];

  test("600 ppm pays flotation only, 2000 ppm pays the leach, 400 ppm stays, NaN is not estimated", () => {
    const routing = routeBlocks([column("Co", 1, [600, 2000, 400, Number.NaN])], tonnes, 4, two);
    expect([...routing.destination]).toEqual([0, 1, -1, -2]);
    expect(routing.routes.map(({ netUsd }) => netUsd.mean)).toEqual([2000, 40_000]);
    expect(routing.perfectKnowledgeUsd).toBe(0);
  });
  test("a block of 0 or 1200 ppm by chance is floated on its mean of 600, and knowing it would add what the bad half loses", () => {
    const routing = routeBlocks([column("Co", 2, [0, 1200])], { values: Float64Array.of(1000), realisations: 1 }, 1, [
      two[0],
    ]);
    expect(routing.destination[0]).toBe(0);
    expect(routing.chanceBest[0]).toBe(0.5);
    expect(routing.routes[0].netUsd.mean).toBeCloseTo(2000, 9);
    expect(routing.perfectKnowledgeUsd).toBeCloseTo(5000, 9);
  });
  test("a limit on a penalty element closes a route", () => {
    const limited = [{ ...two[0], usdPerTPpm: { Co: 0.02, As: 0 }, mostPpm: { As: 100 } }];
    const columns = [column("Co", 1, [5000]), column("As", 1, [200])];
    expect(routeBlocks(columns, { values: Float64Array.of(1), realisations: 1 }, 1, limited).destination[0]).toBe(-1);
  });
  test("a column that is not there is refused with those that are", () => {
    expect(() => routeBlocks([column("Ni", 1, [1])], tonnes, 1, two)).toThrow("not a column; there are Ni");
  });
});
