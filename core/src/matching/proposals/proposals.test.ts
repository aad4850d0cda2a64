import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { FlowsheetDocument } from "../../process/flowsheet/flowsheetDocument.ts";
import { prepareFlowsheet } from "../../process/flowsheet/prepareFlowsheet.ts";
import { readFlowsheet } from "../../process/flowsheet/readFlowsheet.ts";
import { drawnFlowsheet } from "../../process/uncertainty/drawnFlowsheet.ts";
import { inputColumns } from "../../process/uncertainty/flowsheetRisk.ts";
import { readUncertainty } from "../../process/uncertainty/readUncertainty.ts";
import { routeById } from "../routes/catalogue.ts";
import { type Fact, type Host, hosts, type WasteProfile, type WasteType } from "../wasteProfile.ts";
import { carrierOf } from "./carriers.ts";
import { performanceOf } from "./performance.ts";
import { ProposalError } from "./proposalError.ts";
import { proposeFlowsheets } from "./proposeFlowsheets.ts";
import type { RouteTemplate } from "./routeTemplate.ts";
import { documentWithRanges, type DraftInput, solveDraft } from "./solveProposal.ts";
import { choicesOf, routeTemplates } from "./templateCatalogue.ts";

const fact = (low: number, high = low): Fact => ({ low, high, source: "test" });
const element = (symbol: string, ppm: number, found: Partial<Record<Host, number>> | null = null) => ({
  element: symbol,
  gradePpm: fact(ppm),
  hosts: found,
});
const pond: WasteProfile = {
  name: "pond",
  type: "tailings",
  elements: [
    element("Co", 420, { sulfide: 0.8, silicate: 0.2 }),
    element("Cu", 1700, { sulfide: 0.6, carbonate: 0.4 }),
  ],
  facts: { p80: fact(70), sulfideSulfur: fact(3.6), carbonate: fact(2), clay: fact(6), tonnes: fact(4.5e6) },
};
const one = (profile: WasteProfile, routeId: string, options = {}) => {
  const { proposals, without } = proposeFlowsheets(profile, { routeId, ...options });
  if (proposals.length === 0) throw new Error(`${routeId}: ${without.map(({ why }) => why).join("; ")}`);
  return proposals[0];
};

/** Wastes of a route: some of its elements in some of its hosts, others beside, facts or none. */
function wastesFor(routeId: string): fc.Arbitrary<WasteProfile> {
  const { wasteTypes: types, targets } = routeById(routeId);
  const log = (low: number, high: number) =>
    fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);
  const ranged = (low: number, high: number) =>
    fc
      .tuple(log(low, high), fc.double({ min: 1, max: 1.6, noNaN: true }))
      .map(([from, wide]) => fact(from, from * wide));
  const wanted = [...new Set(targets.flatMap(({ elements }) => elements))];
  const opened = [...new Set(targets.flatMap((target) => target.hosts))].filter((host) => host !== "dissolved");
  const held = (within: readonly Host[]) =>
    fc.option(
      fc
        .tuple(
          fc.constantFrom(...within),
          fc.constantFrom(...within),
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.double({ min: 0, max: 1, noNaN: true }),
        )
        .map(
          ([first, second, share, rest]): Partial<Record<Host, number>> =>
            first === second ? { [first]: share } : { [first]: share, [second]: (1 - share) * rest },
        ),
      { nil: null, freq: 3 },
    );
  const solidHosts = hosts.filter((host) => host !== "dissolved");
  const entry = (symbol: string, within: readonly Host[]) =>
    fc
      .tuple(symbol === "Au" ? ranged(0.05, 8) : ranged(0.5, 30_000), held(within.length > 0 ? within : solidHosts))
      .map(([gradePpm, found]) => ({ element: symbol, gradePpm, hosts: found }));
  return fc.record({
    name: fc.constant("random waste"),
    type: fc.constantFrom<WasteType>(...types),
    elements: fc
      .tuple(
        fc.subarray(wanted, { minLength: 1, maxLength: Math.min(4, wanted.length) }),
        fc.subarray(["As", "Mn", "U", "Ti", "Ag", "Ga"], { maxLength: 2 }),
      )
      .chain(([main, beside]) =>
        fc.tuple(
          ...main.map((symbol) => entry(symbol, opened)),
          ...beside.filter((symbol) => !main.includes(symbol)).map((symbol) => entry(symbol, solidHosts)),
        ),
      ),
    facts: fc.record(
      {
        p80: ranged(10, 80_000),
        sulfideSulfur: ranged(0.01, 12),
        carbonate: ranged(0.01, 25),
        iron: ranged(0.5, 40),
        clay: ranged(0.1, 40),
        magneticShare: ranged(0.1, 12),
        acidConsumption: ranged(5, 400),
        liberatedShare: ranged(5, 60),
        finesBelow20um: ranged(1, 50),
        meanTemperature: ranged(1, 25),
        waterPh: ranged(2, 4.5),
      },
      { requiredKeys: [] },
    ),
  });
}

/** A waste may lack what a route takes; a flowsheet that was drawn must be sound and solve. */
const lacks = /sits in sulfide|stated|assayed|analysed|opens nothing|adds up|gives nothing/;

describe.each(routeTemplates.map((template) => ({ id: template.routeId, template })))(
  "$id over random wastes",
  ({ id, template }) => {
    property.prop([wastesFor(id), fc.nat({ max: 11 }), fc.double({ min: 0, max: 7, noNaN: true })], {
      numRuns: process.env["RELODE_LARGE"] === "1" ? 300 : 4,
      // A solve takes a tenth of a second: what fails is told as found, not shrunk.
      endOnFailure: true,
    })(
      "the flowsheet solves, its elements balance to 1e-9, and no more is recovered than there is",
      (profile, pick, size) => {
        const choices = choicesOf(template, template.usual?.(profile) ?? {});
        const choice = choices[pick % choices.length];
        const tPerH = Math.exp(size);
        try {
          const { report, document, products, issues } = solveDraft(template, { profile, tPerH, choice });
          expect(report.status).toBe("converged");
          expect(report.worstBalance).toBeLessThan(1e-9);
          expect(issues.filter(({ severity }) => severity === "error")).toEqual([]);
          const { recovery, reagentsKgPerT } = performanceOf(profile, document, report, products, tPerH);
          for (const share of Object.values(recovery)) expect(share).toBeLessThanOrEqual(1 + 1e-9);
          for (const amount of [...Object.values(recovery), ...Object.values(reagentsKgPerT)])
            expect(amount).toBeGreaterThanOrEqual(0);
          expect(readFlowsheet(JSON.parse(JSON.stringify(document))).issues).toEqual([]);
        } catch (error) {
          if (!(error instanceof ProposalError)) throw error;
          expect(error.message).toMatch(lacks);
        }
      },
    );
  },
);

const drawsOfEach = process.env["RELODE_LARGE"] === "1" ? 20 : 6;
const drawn = { asked: 0, solved: 0 };

describe.each(routeTemplates.map((template) => ({ id: template.routeId, template })))(
  "the ranges in files of $id over random wastes",
  ({ id, template }) => {
    property.prop([wastesFor(id), fc.nat({ max: 11 }), fc.nat({ max: 2 ** 32 - 1 })], {
      numRuns: process.env["RELODE_LARGE"] === "1" ? 40 : 2,
      endOnFailure: true,
    })("are read back without a fault, and what is drawn lies within them", (profile, pick, seed) => {
      const choices = choicesOf(template, template.usual?.(profile) ?? {});
      const input = { profile, tPerH: 50, choice: choices[pick % choices.length] };
      const document = rangesOf(template, input);
      if (document === null) return;
      const read = readFlowsheet(JSON.parse(JSON.stringify(document)));
      expect(read.issues).toEqual([]);
      const { quantities, correlations, issues } = readUncertainty(read.document ?? document);
      expect(issues).toEqual([]);
      const { flowsheet } = prepareFlowsheet(read.document ?? document);
      if (flowsheet === null) throw new Error("not sound");
      if (quantities.length === 0) return;
      const columns = inputColumns(quantities, correlations, drawsOfEach, seed);
      const made = drawnFlowsheet(flowsheet, quantities);
      if ("failed" in made) throw new Error("does not solve at its own figures");
      for (let k = 0; k < drawsOfEach; k++) {
        const values = columns.map((column) => column[k]);
        for (const [i, { of, index, name }] of quantities.entries()) {
          const holder = of === "unit" ? document.units[index] : document.streams[index];
          const laws = holder.uncertainty as Readonly<Record<string, { readonly range: readonly [number, number] }>>;
          const [low, high] = laws[name.slice(holder.id.length + 1)].range;
          const rounding = 1e-12 * (high - low);
          expect(values[i]).toBeGreaterThanOrEqual(low - rounding);
          expect(values[i]).toBeLessThanOrEqual(high + rounding);
        }
        drawn.asked++;
        if (made.drawn.solve(values).report !== null) drawn.solved++;
      }
    });
  },
);

/** The document with its ranges; null for a waste that lacks what the route takes. */
function rangesOf(template: RouteTemplate, input: DraftInput): FlowsheetDocument | null {
  try {
    return documentWithRanges(template, input, solveDraft(template, input));
  } catch (error) {
    if (error instanceof ProposalError) return null;
    throw error;
  }
}

test("of all draws from the ranges in files at least nine in ten solve", () => {
  expect(drawn.asked).toBeGreaterThan(0);
  expect(drawn.solved / drawn.asked).toBeGreaterThan(0.9);
  if (process.env["RELODE_LARGE"] === "1") console.info(`${drawn.solved} of ${drawn.asked} draws solved`);
});

describe("the feed made of a waste", () => {
  test("holds each element at its assay, whatever its hosts", () => {
    const { report } = solveDraft(routeTemplates[0], {
      profile: pond,
      tPerH: 50,
      choice: { leach: "sold", cleaner: "none" },
    });
    const feed = report.streams.find(({ stream }) => stream === "waste");
    expect(feed?.solidsGPerT["Co"]).toBeCloseTo(420, 8);
    expect(feed?.solidsGPerT["Cu"]).toBeCloseTo(1700, 8);
    expect((feed?.solidsTPerH ?? 0) * 1000).toBeCloseTo(50_000, 6);
  });
  test("sulfide sulfur is all sulfur without oxygen, carbonate all carbon as CaCO3", () => {
    const { report } = solveDraft(routeTemplates[0], {
      profile: pond,
      tPerH: 50,
      choice: { leach: "sold", cleaner: "none" },
    });
    const feed = report.streams.find(({ stream }) => stream === "waste")?.solidsGPerT ?? {};
    expect(feed["S"]).toBeCloseTo(36_000, -2);
    expect((feed["C"] * 100.087) / 12.011).toBeCloseTo(20_000, -2);
  });
  test("carriers are whole formulas: copper in sulfide is chalcopyrite, 34.63 % copper", () => {
    expect(carrierOf("Cu", "sulfide")).toMatchObject({ formula: "CuFeS2" });
    expect(carrierOf("Cu", "sulfide")?.share).toBeCloseTo(0.3463, 3);
    expect(carrierOf("Nd", "phosphate")?.formula).toBe("NdPO4");
    expect(carrierOf("Co", "carbonate")?.formula).toBe("CoCO3");
    expect(carrierOf("Nd", "clay-adsorbed")?.formula).toBe("Nd(AlSiO4)3");
  });
  test("named minerals that hold more of an element than its assay are refused with both figures", () => {
    const contradiction = { ...pond, minerals: { carrollite: 1, quartz: 99 } };
    expect(proposeFlowsheets(contradiction, { routeId: "re-flotation" }).without[0].why).toMatch(
      /hold 3\.8\de\+3 ppm Co, its assay is 420 to 420 ppm/,
    );
  });
  test("parts that add up to more than the whole are refused with the largest", () => {
    const full = { ...pond, facts: { ...pond.facts, sulfideSulfur: fact(60) } };
    expect(proposeFlowsheets(full, { routeId: "re-flotation" }).without[0].why).toMatch(
      /adds up to 1\d\d\.?\d* % of the mass \(pyrite/,
    );
  });
});

describe("against published studies: likely value within the tolerance stated, published value within the band", () => {
  const anchors: readonly (readonly [
    name: string,
    routeId: string,
    symbol: string,
    published: number,
    within: number,
    profile: WasteProfile,
    choice: string | null,
  ])[] = [
    [
      "Mogale gold tailings 2022 (Pan African announcement, 0.29 g/t, implied recovery 0.564)",
      "cyanide",
      "Au",
      0.564,
      0.05,
      {
        name: "m",
        type: "tailings",
        elements: [element("Au", 0.29, { metal: 0.75, sulfide: 0.15, silicate: 0.1 })],
        facts: { tonnes: fact(123.6e6), sulfideSulfur: fact(0.5), organicCarbon: fact(0.1) },
      },
      null,
    ],
    [
      "Bom Futuro tin tailings 2021 (60 % recovered to a concentrate of 60 % Sn)",
      "gravity",
      "Sn",
      0.6,
      0.12,
      {
        name: "b",
        type: "tailings",
        elements: [{ element: "Sn", gradePpm: fact(526, 626), hosts: { oxide: 1 } }],
        facts: {
          tonnes: fact(61.2e6),
          p80: fact(300),
          sulfideSulfur: fact(0),
          carbonate: fact(0),
          iron: fact(1),
          clay: fact(3),
          liberatedShare: fact(85),
          finesBelow20um: fact(8),
        },
      },
      "magnetic",
    ],
    [
      "UKy coal refuse pilot (PrOMMiS, 21.72 % of rare earths overall)",
      "acid-leach-sx",
      "Ce",
      0.2172,
      0.05,
      {
        name: "u",
        type: "coarse-reject",
        elements: [element("Ce", 127, { "clay-adsorbed": 0.5, phosphate: 0.5 })],
        facts: { tonnes: fact(5e7) },
      },
      null,
    ],
    [
      "Phalaborwa phosphogypsum 2022 (0.65 overall as reported)",
      "phosphogypsum",
      "Nd",
      0.65,
      0.12,
      {
        name: "p",
        type: "phosphogypsum",
        elements: [element("Nd", 800, { sulfate: 1 }), element("Ce", 1700, { sulfate: 1 })],
        facts: { tonnes: fact(30.4e6) },
      },
      null,
    ],
    [
      "Chvaletice manganese tailings 2019 (7.33 % Mn, implied 0.601)",
      "manganese-leach",
      "Mn",
      0.601,
      0.08,
      {
        name: "c",
        type: "tailings",
        elements: [element("Mn", 73_300, { carbonate: 0.8, silicate: 0.2 })],
        facts: { tonnes: fact(27e6), carbonate: fact(14) },
      },
      null,
    ],
  ];
  test.each(anchors)("%s", (_name, routeId, symbol, published, within, profile, choice) => {
    const all = proposeFlowsheets(profile, { routeId, swings: true, alternatives: choice !== null }).proposals;
    const found = choice === null ? all[0] : all.find((proposal) => Object.values(proposal.choice).includes(choice));
    expect(found?.recovery[symbol].value).toBeGreaterThan(published - within);
    expect(found?.recovery[symbol].value).toBeLessThan(published + within);
    const banded = all.find(({ decides }) => decides.length > 0)?.recovery[symbol];
    expect(banded?.low).toBeLessThan(published);
    expect(banded?.high).toBeGreaterThan(published);
  });
  test("the tin concentrate with magnetics drawn off comes to 45-70 % Sn, published 60", () => {
    const [, , , , , profile] = anchors[1];
    const dressed = proposeFlowsheets(profile, { routeId: "gravity", alternatives: true }).proposals.find(
      ({ choice }) => choice["cleaner"] === "tables" && choice["dressing"] === "magnetic" && choice["grind"] === "none",
    );
    expect(dressed?.performance.products[0].gradePct["Sn"]).toBeGreaterThan(45);
    expect(dressed?.performance.products[0].gradePct["Sn"]).toBeLessThan(70);
  });
  test("electrowinning manganese takes 5-9 kWh a kilogram of metal, as plants report", () => {
    const [, , , , , profile] = anchors[4];
    const { performance } = one(profile, "manganese-leach");
    const kgPerT = 73.3 * performance.recovery["Mn"];
    expect(performance.powerKwhPerT / kgPerT).toBeGreaterThan(5);
    expect(performance.powerKwhPerT / kgPerT).toBeLessThan(9);
  });
});

describe("alternatives, measured figures and bands", () => {
  test("a cleaner trades recovery for grade", () => {
    const { proposals } = proposeFlowsheets(pond, { routeId: "re-flotation", alternatives: true });
    const sold = (cleaner: string) =>
      proposals.find(({ choice }) => choice["leach"] === "sold" && choice["cleaner"] === cleaner);
    expect(sold("one")?.performance.recovery["Co"]).toBeLessThan(sold("none")?.performance.recovery["Co"] ?? 0);
    expect(sold("one")?.performance.products[0].gradePct["Co"]).toBeGreaterThan(
      1.5 * (sold("none")?.performance.products[0].gradePct["Co"] ?? 0),
    );
  });
  test("an acid consumption measured at 120 kg/t is what the flowsheet doses, free acid of the liquor beside", () => {
    const measured: WasteProfile = { ...pond, facts: { ...pond.facts, acidConsumption: fact(120) } };
    const { performance } = one(measured, "acid-leach-sx");
    // 30 % solids: 2.333 m³ of liquor a tonne with 8 kg/m³ free; 2 % over what reacts.
    expect(performance.reagentsKgPerT["sulfuric acid"]).toBeCloseTo(120 * 1.02 + 8 * 2.3333, 0);
  });
  test("the likely value lies in its band, and a range that was narrowed narrows the band", () => {
    const loose = one({ ...pond, elements: [element("Co", 420)] }, "re-flotation", { swings: true }).recovery["Co"];
    const tight = one(pond, "re-flotation", { swings: true }).recovery["Co"];
    for (const { low, value, high } of [loose, tight])
      expect([low, value, high]).toEqual([low, value, high].sort((a, b) => a - b));
    expect(loose.high - loose.low).toBeGreaterThan(tight.high - tight.low);
  });
  test("what decides is the assumption that moves the margin most, with both ends", () => {
    const { decides, money } = one({ ...pond, elements: [element("Co", 4000, { sulfide: 0.8 })] }, "re-flotation", {
      swings: true,
      prices: { Co: 30 },
    });
    const reaches = decides.map(({ margin }) => Math.abs((margin?.[1] ?? 0) - (margin?.[0] ?? 0)));
    expect(reaches).toEqual([...reaches].sort((a, b) => b - a));
    expect(decides.slice(0, 2).map(({ assumption }) => assumption.key)).toContain("sulfide ultimate");
    expect(money.marginUsdPerT).toBeLessThan(decides[0].margin?.[1] ?? 0);
  });
  test("a route that the catalogue does not have for a waste is refused with those that it has", () => {
    expect(() => proposeFlowsheets(pond, { routeId: "phosphogypsum" })).toThrow(
      "not in the catalogue for tailings; it has",
    );
  });
});
