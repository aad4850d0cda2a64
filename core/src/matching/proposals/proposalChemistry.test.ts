import { describe, expect, test } from "vitest";
import type { Fact, Host, WasteProfile, WasteType } from "../wasteProfile.ts";
import { cyclonesFor } from "./blocks.ts";
import { type ProposeOptions, proposeFlowsheets } from "./proposeFlowsheets.ts";
import { solveDraft } from "./solveProposal.ts";
import { choicesOf, routeTemplates } from "./templateCatalogue.ts";

const fact = (low: number, high = low): Fact => ({ low, high, source: "test" });
const waste = (
  type: WasteType,
  ppm: Readonly<Record<string, number>>,
  hosts: Readonly<Record<string, Partial<Record<Host, number>>>> = {},
  facts: WasteProfile["facts"] = {},
): WasteProfile => ({
  name: "waste",
  type,
  elements: Object.entries(ppm).map(([element, grade]) => ({
    element,
    gradePpm: fact(grade),
    hosts: hosts[element] ?? null,
  })),
  facts: { tonnes: fact(2e6), ...facts },
});
const one = (profile: WasteProfile, routeId: string, options: ProposeOptions = {}) => {
  const { proposals, without } = proposeFlowsheets(profile, { routeId, swings: false, ...options });
  if (proposals.length === 0) throw new Error(`${routeId}: ${without.map(({ why }) => why).join("; ")}`);
  return proposals[0];
};

describe("what a proposal buys", () => {
  test("a caustic leach buys its caustic: 25 kg/t that gangue takes, where what is dissolved is a trace", () => {
    const { performance, money } = one(waste("red-mud", { Ga: 50 }), "alkaline-leach");
    expect(performance.reagentsKgPerT["sodium hydroxide"]).toBeGreaterThan(25);
    expect(performance.reagentsKgPerT["sodium hydroxide"]).toBeLessThan(26);
    // 0.35 USD/kg of the price table.
    expect(money.reagentsUsdPerT).toBeGreaterThan(25 * 0.35);
  });

  test("carbonate of a feed is soda and not caustic as well", () => {
    const { performance } = one(waste("tailings", { W: 1200 }, { W: { oxide: 1 } }), "alkaline-leach");
    // CaWO4 + CO3-2 = CaCO3 + WO4-2: 1.5 times 0.6 × 1.2 kg W/t × 105.99/183.84.
    expect(performance.reagentsKgPerT["soda"]).toBeCloseTo(1.5 * 0.6 * 1.2 * (105.99 / 183.84), 2);
    expect(performance.reagentsKgPerT["sodium hydroxide"]).toBeCloseTo(25, 1);
  });

  test("zinc oxide takes two moles of caustic and soils the germanium", () => {
    const hosts: Readonly<Record<string, Partial<Record<Host, number>>>> = { Ge: { oxide: 1 }, Zn: { oxide: 1 } };
    const { performance } = one(waste("leach-residue", { Ge: 200, Zn: 100_000 }, hosts), "alkaline-leach");
    // ZnO + 2 OH- + H2O = Zn(OH)4-2, 60 % dissolved, a fifth more than that is dosed.
    const zincCaustic = 1.2 * 0.6 * 100 * ((2 * 39.997) / 65.38);
    expect(performance.reagentsKgPerT["sodium hydroxide"] - 25 - zincCaustic).toBeGreaterThan(0);
    expect(performance.reagentsKgPerT["sodium hydroxide"] - 25 - zincCaustic).toBeLessThan(1);
    expect(performance.products[0].gradePct["Zn"]).toBeGreaterThan(performance.products[0].gradePct["Ge"]);
    expect(performance.recovery["Zn"]).toBe(0);
  });

  test("warming a pulp to 90 °C costs its heat less what is exchanged", () => {
    const { performance } = one(waste("red-mud", { Ga: 50 }), "alkaline-leach");
    // 3.2 kJ/(kg·K) × 70 K = 62 kWh by the tonne of pulp, 3.3 t of pulp, 40 % of it fresh, and reagent beside.
    expect(performance.powerKwhPerT).toBeGreaterThan(75);
    expect(performance.powerKwhPerT).toBeLessThan(110);
  });

  test("a drainage plant takes the 0.1-0.5 kWh/m³ of aeration and pumps", () => {
    const water = waste("amd-source", { Co: 2, Fe: 300, Al: 150, Mn: 30, Nd: 0.3 }, {}, { waterFlow: fact(50) });
    const { performance } = one(water, "amd-staged-neutralisation");
    expect(performance.powerKwhPerT).toBeGreaterThan(0.1);
    expect(performance.powerKwhPerT).toBeLessThan(0.5);
  });
});

test("calcium after limestone is what gypsum leaves, near 0.6 g/L, in a thin liquor and in a strong one", () => {
  const hosts: Readonly<Record<string, Partial<Record<Host, number>>>> = {
    Cu: { sulfide: 0.5, carbonate: 0.5 },
    Co: { sulfide: 1 },
  };
  const pond = waste("tailings", { Cu: 3000, Co: 400 }, hosts, { sulfideSulfur: fact(5) });
  for (const routeId of ["acid-leach-sx", "pressure-leach"]) {
    const template = routeTemplates.find((one) => one.routeId === routeId);
    if (template === undefined) throw new Error(routeId);
    const choice = choicesOf(template, template.usual?.(pond) ?? {})[0];
    const { report } = solveDraft(template, { profile: pond, tPerH: 100, choice });
    const row = report.streams.find(({ stream }) => stream === "iron slurry");
    // Gypsum takes water as well, so that a strong liquor shrinks and ends a little above.
    const gramsPerL = (row?.kgPerH["Ca"] ?? 0) / (row?.aqueousM3PerH ?? 1);
    expect(gramsPerL).toBeGreaterThan(0.55);
    expect(gramsPerL).toBeLessThan(0.75);
  }
});

describe("where an element sits that nobody looked for", () => {
  test("manganese of a slag is in no sulfide or metal drop, so flotation does not collect it", () => {
    const { performance } = one(waste("slag", { Mn: 150_000, Co: 500 }), "regrind-flotation");
    expect(performance.products[0].recovery["Mn"]).toBeLessThan(0.1);
    expect(performance.products[0].recovery["Co"]).toBeGreaterThan(0.2);
  });

  test("salt reaches less of the rare earths of coal refuse than of an ion-adsorption clay", () => {
    const of = (type: WasteType) => one(waste(type, { Nd: 100, Y: 50 }), "ion-adsorption").performance.recovery["Nd"];
    expect(of("coarse-reject")).toBeLessThan(0.15);
    expect(of("ion-adsorption-clay")).toBeGreaterThan(0.25);
  });
});

test.each([20, 180, 900])("cyclones at %f t/h keep to 40-400 kPa and pulps to their duty", (tPerH) => {
  const pond = waste("tailings", { Cu: 1500, Co: 200 }, { Cu: { sulfide: 1 }, Co: { sulfide: 1 } });
  const { issues } = one(pond, "pressure-leach", { tPerH });
  expect(cyclonesFor(tPerH * 1000)).toBeGreaterThan(0);
  expect(issues.map(({ code }) => code)).not.toContain("process.pressure");
  expect(issues.map(({ code }) => code)).not.toContain("process.outside-window");
});
