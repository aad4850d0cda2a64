import { judged, published } from "../blocks.ts";
import { acidIon, rareEarths, valenceOf } from "../carriers.ts";
import { ProposalError } from "../proposalError.ts";
import { hydroxidesOf } from "../refinery.ts";
import type { RouteTemplate, TemplateContext } from "../routeTemplate.ts";
import { atomicWeightsGPerMol } from "../../../process/streams/atomicWeights.ts";
import { readFormula } from "../../../process/streams/formula.ts";

const rare = (element: string) => element === "Sc" || (rareEarths as readonly string[]).includes(element);
const zhang =
  "Zhang and Honaker (2018), International Journal of Coal Geology 195, 189-199; US 10954582 (two steps); recalled";

/** Dissolved elements of a water by mg/L, acid by its pH, sulfate to balance the charge; m³/h. */
function addWater({ draft, profile, issues }: TemplateContext): {
  molPerL: Record<string, number>;
  mgPerL: Record<string, number>;
} {
  draft.component("H2O", "aqueous");
  draft.component("H", "aqueous", "H+");
  draft.component("SO4", "aqueous", "SO4-2");
  const mgPerL: Record<string, number> = {};
  const pH = draft.figure(
    "pH",
    "pH of the water",
    profile.facts.waterPh === undefined
      ? judged(2.5, 3.2, 4.5, "1", "not in the file: usual for acid drainage")
      : {
          low: profile.facts.waterPh.low,
          value: (profile.facts.waterPh.low + profile.facts.waterPh.high) / 2,
          high: profile.facts.waterPh.high,
          unit: "1",
          grade: "waste file",
          source: profile.facts.waterPh.source,
        },
  );
  let charge = 10 ** -Math.max(0, Math.min(7, pH));
  const molPerL: Record<string, number> = { H: charge };
  const silent: Readonly<Record<string, readonly [number, number, number]>> = {
    Fe: [50, 200, 600],
    Al: [20, 80, 200],
    Mn: [3, 15, 50],
    Ca: [50, 150, 300],
    Mg: [30, 80, 200],
  };
  const given = new Map(profile.elements.map(({ element, gradePpm }) => [element, gradePpm]));
  for (const element of new Set([...given.keys(), ...Object.keys(silent)])) {
    if (["S", "O", "H", "C", "Si", "P", "F"].includes(element)) continue;
    const z = { Fe: 3, Al: 3, Ca: 2, Mg: 2, Na: 1, K: 1 }[element] ?? valenceOf(element);
    if (z === undefined) {
      issues.push({
        path: `element ${element}`,
        code: "matching.element-not-followed",
        severity: "warning",
        message: `no template follows ${element} in water; it is left out of the flowsheet`,
      });
      continue;
    }
    const ion = { Na: "Na+", K: "K+" }[element] ?? acidIon(element);
    draft.component(element, "aqueous", ion);
    const stated = given.get(element);
    const mg = draft.figure(
      `grade ${element}`,
      `dissolved ${element}`,
      stated === undefined
        ? judged(...(silent[element] ?? [0, 0, 0]), "mg/L", "not in the file: usual for acid drainage")
        : {
            low: stated.low,
            value: (stated.low + stated.high) / 2,
            high: stated.high,
            unit: "mg/L",
            grade: "waste file",
            source: stated.source,
          },
    );
    mgPerL[element] = mg;
    const { atoms, charge: ionCharge } = readFormula(ion);
    charge += (mg / 1000 / (atomicWeightsGPerMol.get(element) ?? 1) / (atoms.get(element) ?? 1)) * ionCharge;
  }
  if (charge < 0)
    throw new ProposalError("the dissolved elements carry more negative than positive charge; check the analysis");
  molPerL["SO4"] = charge / 2;
  // The component of an oxyanion or hydroxide weighs more than its element.
  for (const element of Object.keys(mgPerL)) {
    const ion = draft.components.find(({ id }) => id === element)?.formula ?? element;
    const { atoms } = readFormula(ion);
    molPerL[element] = mgPerL[element] / 1000 / (atomicWeightsGPerMol.get(element) ?? 1) / (atoms.get(element) ?? 1);
  }
  return { molPerL, mgPerL };
}

/** Staged neutralisation: iron and aluminium first, then rare earths, then cobalt, nickel, zinc and manganese. */
function buildDrainage(context: TemplateContext): void {
  const { draft, profile, tPerH, choice } = context;
  const { molPerL } = addWater(context);
  draft.component("lime", "solid", "Ca(OH)2", 2240);
  draft.component("gypsum", "solid");
  const water = { litresPerH: tPerH * 1000, molPerL };
  const elements = profile.elements.map(({ element }) => element);
  const rares = elements.filter(rare);
  const cake = (element: string) => draft.component(`${element} in sludge`, "solid", `${element}(OH)3`, 4500);
  const base = { base: "lime", baseSpecies: "Ca + H + H2O", utilisation: 0.9 };
  const power = draft.figure(
    "treatment power",
    "aeration, mixers and pumps",
    judged(
      0.08,
      0.2,
      0.5,
      "kWh/m³",
      "air for iron(II) at 0.14 g O2 per g of iron and 1-2 kg O2/kWh, 10 m of lift, stirred tanks; order of magnitude",
    ),
  );
  let step = 0;
  /** Traces fall by a share that pilots saw, bulk metals by their hydroxides; then lime, settling and a filter. */
  const stage = (
    name: string,
    feed: string | null,
    pH: number,
    metals: readonly string[],
    traces: Readonly<Record<string, number>>,
    product: Readonly<Record<string, number>> | null,
  ): string => {
    const names = Object.keys(traces).filter((element) => draft.has(element));
    draft.unit(`${name} capture`, "reactor", {
      temperatureC: 15,
      powerKwhPerT: feed === null ? power : 0,
      reactions: Object.fromEntries(
        names.map((element) => [element, { conversion: traces[element], species: `${cake(element)} + H + H2O` }]),
      ),
    });
    if (feed === null)
      draft.feed("drainage", `${name} capture.feed`, {
        aqueous: water,
        temperatureC: 15,
        measuredBy: "waste file: see the notes",
      });
    else draft.stream(`water ${++step}`, feed, `${name} capture.feed`);
    draft.stream(`${name} vent`, `${name} capture.gas`, null);
    draft.unit(
      name,
      "neutralisation",
      { pH, ...base, metals: hydroxidesOf(draft, metals) },
      `hydrated lime to pH ${pH} (design); iron is taken as oxidised`,
    );
    draft.stream(`${name} water`, `${name} capture.product`, `${name}.feed`);
    draft.unit(`${name} thickener`, "thickener", { underflowSolids: 0.06, unitAreaM2PerTPerDay: 8 });
    draft.stream(`${name} slurry`, `${name}.slurry`, `${name} thickener.feed`);
    draft.unit(`${name} filter`, "liquid-filter", { liquidRecovery: 0.8 });
    draft.stream(`${name} underflow`, `${name} thickener.underflow`, `${name} filter.feed`);
    if (product === null) draft.stream(`${name} sludge`, `${name} filter.cake`, null);
    else draft.product(`${name} cake`, `${name} filter.cake`, `${name} preconcentrate`, product);
    draft.unit(`${name} overflow`, "mixer", {});
    draft.stream(`${name} clear`, `${name} thickener.overflow`, `${name} overflow.in`);
    draft.stream(`${name} filtrate`, `${name} filter.filtrate`, `${name} overflow.in`);
    return `${name} overflow.out`;
  };
  const early = draft.figure(
    "rare lost early",
    "rare earths that fall with iron and aluminium",
    judged(0.01, 0.06, 0.25, "1", `${zhang}; scandium goes with them`),
  );
  const captured = draft.figure(
    "rare captured",
    "rare earths that fall in the capture stage",
    judged(0.7, 0.92, 0.98, "1", zhang),
  );
  const scandium = draft.figure(
    "scandium early",
    "scandium that falls with iron and aluminium",
    judged(0.5, 0.8, 0.95, "1", "hydrolyses near pH 4-5; recalled"),
  );
  const first = Object.fromEntries(rares.map((element) => [element, element === "Sc" ? scandium : early]));
  const wantsScandium = rares.includes("Sc");
  let at = stage(
    "iron-aluminium",
    null,
    choice["first stage"] === "pH 4.2" ? 4.2 : 5,
    ["Fe", "Al"],
    first,
    wantsScandium ? { Sc: 0.3 } : null,
  );
  const second = Object.fromEntries(rares.map((element) => [element, captured]));
  at = stage(
    "rare-earth",
    at,
    8.2,
    ["Fe", "Al", "Cu", "Zn"],
    second,
    Object.fromEntries(rares.filter((element) => element !== "Sc").map((element) => [element, 0.3])),
  );
  const metals = elements.filter((element) => ["Co", "Ni"].includes(element));
  if (choice["cobalt stage"] === "pH 10")
    at = stage(
      "cobalt-manganese",
      at,
      10,
      ["Co", "Ni", "Zn", "Mn", "Cd"],
      {},
      Object.fromEntries(metals.map((element) => [element, 0.4])),
    );
  draft.unit("acid trim", "mixer", {}, "trimming to pH 8 with carbon dioxide is not drawn");
  draft.stream("last water", at, "acid trim.in");
  draft.stream("treated water", "acid trim.out", null);
}

/** Columns that take one family of ions from a water, eluted by acid. */
function buildSorption(context: TemplateContext): void {
  const { draft, profile, tPerH } = context;
  const wanted = profile.elements
    .map(({ element }) => element)
    .filter((element) => ["Li", "Rb", "Cs", "U", "Ga", "In"].includes(element));
  if (wanted.length === 0) throw new ProposalError("none of Li, Rb, Cs, U, Ga, In is among the elements analysed");
  const { molPerL } = addWater(context);
  draft.component("Cl", "aqueous", "Cl-");
  const z = (element: string) => readFormula(draft.components.find(({ id }) => id === element)?.formula ?? "H+").charge;
  const equivalents = wanted.reduce((sum, element) => sum + molPerL[element] * tPerH * 1000 * z(element), 0);
  const taken = draft.figure(
    "sorbed",
    "share of the wanted ions that a cycle delivers",
    published(
      0.5,
      0.8,
      0.92,
      "1",
      "Vera and others (2023), Nature Reviews Earth and Environment 4, 149-165 (lithium); recalled",
    ),
  );
  const others = draft.figure(
    "rivals",
    "other cations that go along, of their amount",
    judged(0.001, 0.01, 0.05, "1", "selective sorbent; recalled"),
  );
  draft.unit("filtration", "mixer", {}, "sand filters; solids are not followed");
  draft.feed("water", "filtration.in", {
    aqueous: { litresPerH: tPerH * 1000, molPerL },
    temperatureC: 20,
    measuredBy: "waste file: see the notes",
  });
  const resin = Math.max(1e-6, Number((((equivalents / 1000) * 24) / 0.8).toPrecision(3)));
  draft.unit(
    "columns",
    "ion-exchange",
    {
      resinM3: resin,
      cycleH: 24,
      capacityEqPerL: 0.8,
      columns: 3,
      counterIon: "H",
      eluted: taken,
      ions: Object.fromEntries(
        wanted.map((element) => [element, { affinityLPerMol: 1e9, charge: Math.max(1, z(element)) }]),
      ),
    },
    "0.8 eq/L in one-day cycles (design)",
  );
  draft.stream("clear water", "filtration.out", "columns.feed");
  draft.feed("eluting acid", "columns.eluant", {
    kgPerH: {
      H: (equivalents * 1.5 * 1.008) / 1000 + 1e-9,
      Cl: (equivalents * 1.5 * 35.45) / 1000 + 1e-9,
      H2O: equivalents * 2 + 1e-6,
    },
    temperatureC: 20,
    measuredBy: "reckoned: half more acid than the load, 0.75 mol/L",
  });
  draft.unit(
    "rivals",
    "splitter",
    { share: 1 - others },
    "rivals that the sorbent lets along are drawn as a share of the treated water",
  );
  draft.stream("treated", "columns.treated", "rivals.in");
  draft.stream("treated water", "rivals.first", null);
  draft.unit("eluate", "mixer", {});
  draft.stream("eluate of columns", "columns.eluate", "eluate.in");
  draft.stream("rivals and water", "rivals.second", "eluate.in");
  draft.unit(
    "evaporation",
    "evaporator-crystalliser",
    { evaporated: 0.9, steam: draft.component("steam", "gas", "H2O"), effects: 4, salts: {} },
    "nine tenths of the water in four effects (design)",
  );
  draft.stream("whole eluate", "eluate.out", "evaporation.feed");
  draft.stream("vapour", "evaporation.vapour", null);
  draft.product(
    "concentrated eluate",
    "evaporation.slurry",
    "chloride concentrate",
    Object.fromEntries(wanted.map((element) => [element, 0.5])),
  );
}

/** Waters: drainage by stages, brines by sorbents. */
export const waterTemplates: readonly RouteTemplate[] = [
  {
    routeId: "amd-staged-neutralisation",
    sections: () => [{ family: "water" }],
    options: { "first stage": ["pH 5", "pH 4.2"], "cobalt stage": ["pH 10", "none"] },
    description:
      "Lime in stages: iron and aluminium with scandium, rare earths, then cobalt and manganese. One m³ of water stands where other routes say a tonne.",
    sources: [zhang, "Hydroxide constants: wateq4f, llnl, minteq.v4", "Equations: docs/process-units.md"],
    build: buildDrainage,
  },
  {
    routeId: "brine-sorption",
    sections: () => [{ family: "water" }],
    options: {},
    description:
      "Filters, selective columns, acid elution, evaporation. One m³ of water stands where other routes say a tonne.",
    sources: ["Vera and others (2023), Nature Reviews Earth and Environment 4, 149-165; recalled"],
    build: buildSorption,
  },
];
