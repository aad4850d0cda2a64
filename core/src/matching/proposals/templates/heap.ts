import { judged, published } from "../blocks.ts";
import { solventLoop, treatedShare } from "../solventLoop.ts";
import { ProposalError } from "../proposalError.ts";
import { addAcidLiquor, acidSpecies, reagentNeeds } from "../reactions.ts";
import { hydroxidesOf } from "../refinery.ts";
import type { RouteTemplate, TemplateContext } from "../routeTemplate.ts";
import { type FeedSolid, wasteFeed } from "../wasteFeed.ts";

const watling = "Watling (2006), Hydrometallurgy 84, 81-108; recalled";
const leachable = ["oxide", "carbonate", "sulfate", "sulfide"];

/** Heap of oxide and sulfide copper waste: irrigation, solvent extraction, cathodes; nickel and cobalt from the bleed. */
function build(context: TemplateContext): void {
  const { draft, profile, choice, tPerH, issues } = context;
  const feed = wasteFeed(draft, profile, () => ["oxide", "sulfide"], tPerH, issues);
  const wanted = feed.solids.filter(
    ({ element, host }) => element !== null && ["Cu", "Ni", "Co", "Zn"].includes(element) && leachable.includes(host),
  );
  if (wanted.length === 0)
    throw new ProposalError("no copper, nickel, cobalt or zinc in oxide, carbonate, sulfate or sulfide is stated");
  addAcidLiquor(draft);
  draft.component("H2O", "aqueous");
  const days = 300;
  const oxideX = draft.figure(
    "heap oxide ultimate",
    "ultimate extraction from oxide and carbonate",
    judged(0.55, 0.78, 0.9, "1", `${watling}; oxide copper heaps`),
  );
  const sulfideX = draft.figure(
    "heap sulfide ultimate",
    "ultimate extraction from sulfide",
    judged(0.2, 0.5, 0.75, "1", `${watling}; secondary sulfides more, chalcopyrite less`),
  );
  const oxideK = draft.figure(
    "heap oxide rate",
    "rate of oxides",
    judged(0.01, 0.02, 0.05, "1/d", "columns of oxide copper: months; recalled"),
  );
  const sulfideK = draft.figure(
    "heap sulfide rate",
    "rate of sulfides with microbes",
    judged(0.002, 0.005, 0.012, "1/d", `Talvivaara: 13-14 months of primary leach; ${watling}`),
  );
  const temperature = profile.facts.meanTemperature;
  const heapC = Math.min(
    45,
    Math.max(2, (temperature === undefined ? 15 : (temperature.low + temperature.high) / 2) + 10),
  );
  const minerals: Record<string, { ratePerDay: number; ultimate: number; isBacterial: number; species: string }> = {};
  const add = (solid: FeedSolid, ratePerDay: number, ultimate: number, isBacterial: number) => {
    minerals[solid.id] = { ratePerDay, ultimate, isBacterial, species: acidSpecies(draft, solid) };
  };
  for (const solid of wanted) {
    const isSulfide = solid.host === "sulfide";
    const isPrimary = isSulfide && solid.atoms.has("Cu") && solid.atoms.has("Fe");
    add(
      solid,
      isSulfide ? sulfideK * (isPrimary ? 0.4 : 1) : oxideK,
      isSulfide ? sulfideX * (isPrimary ? 0.6 : 1) : oxideX,
      isSulfide ? 1 : 0,
    );
  }
  const gangueAcid = draft.figure(
    "heap gangue acid",
    "share of the carbonate that takes acid over the cycle",
    judged(0.7, 0.9, 1, "1", "carbonates inside large rocks react in part"),
  );
  const pyriteX = draft.figure("heap pyrite", "pyrite oxidised over the cycle", judged(0.05, 0.15, 0.35, "1", watling));
  const chloriteX = draft.figure(
    "heap chlorite",
    "reactive silicate dissolved over the cycle",
    judged(0.02, 0.06, 0.15, "1", "acid of silicate gangue 5-25 kg/t in columns; recalled"),
  );
  for (const solid of feed.solids) {
    if (solid.element !== null) continue;
    if (solid.id === "calcite") add(solid, 1, gangueAcid, 0);
    if (solid.id === "pyrite") add(solid, 1, pyriteX, 0);
    if (solid.id === "chlorite") add(solid, 1, chloriteX, 0);
  }
  const whole = Object.fromEntries(
    Object.entries(minerals).map(([id, { ultimate, species }]) => [id, { conversion: ultimate, species }]),
  );
  const needs = reagentNeeds(
    draft,
    whole,
    (id) => (feed.solids.find((solid) => solid.id === id)?.massFraction ?? 0) * feed.kgPerH,
  );
  draft.feed("waste", "heap.ore", { ...feed.feed, aqueous: { litresPerH: feed.kgPerH * 0.04 } });
  draft.unit(
    "heap",
    "heap-leach",
    { days, lagDays: 10, temperatureC: Number(heapC.toPrecision(3)), oxygen: "O2", minerals },
    `${days} days (design); heap 10 °C above the mean of the site (judged)`,
  );
  const solutionM3PerH = tPerH * 2;
  const copperMol = wanted.reduce(
    (sum, { atoms, massFraction, molarMassGPerMol }) =>
      sum + ((atoms.get("Cu") ?? 0) * massFraction * feed.kgPerH * 1000) / molarMassGPerMol,
    0,
  );
  // Electrowinning gives back the acid of the copper; the rest is made up here.
  const acidH = Math.max(solutionM3PerH * 0.05, (needs.get("H") ?? 0) * 1.05 - 2.5 * (copperMol / 1000));
  draft.feed("acid make-up", "irrigation.in", {
    kgPerH: { H: acidH, SO4: acidH * 47.65, H2O: feed.kgPerH * 0.12 },
    temperatureC: 20,
    measuredBy: "reckoned: what dissolves takes over the cycle, and moisture that the heap keeps",
  });
  draft.feed("air", "heap.air", {
    kgPerH: { O2: (needs.get("O2") ?? 0) * 1.5 + 1e-6, N2: (needs.get("O2") ?? 0) * 5 },
    temperatureC: 15,
    measuredBy: "reckoned: half more oxygen than wanted",
  });
  draft.unit("irrigation", "mixer", {});
  draft.stream("irrigation solution", "irrigation.out", "heap.solution");
  draft.unit("heap air", "splitter", { share: 1, byComponent: { O2: 0, N2: 0, CO2: 0 } });
  draft.stream("heap outflow", "heap.out", "heap air.in");
  draft.stream("heap gas", "heap air.second", null);
  // What drains: nearly all liquor; 15 % moisture stays with the rock and is lost when the lift is covered.
  draft.unit("drainage", "liquid-filter", { liquidRecovery: 0.93 }, "share of the liquor that drains (judged)");
  draft.stream("drained heap", "heap air.first", "drainage.feed");
  draft.stream("spent heap", "drainage.cake", null);
  const hasCopper = wanted.some(({ element }) => element === "Cu");
  let barren = "drainage.filtrate";
  if (hasCopper) barren = copperCircuit(context, barren, solutionM3PerH, copperMol);
  draft.unit("bleed split", "splitter", { share: 0.92 }, "bleed of iron and aluminium 8 % (judged)");
  draft.stream("raffinate", barren, "bleed split.in");
  draft.stream("returned solution", "bleed split.first", "irrigation.in");
  if (
    choice["bleed"] === "hydroxide" &&
    wanted.some(({ element }) => element === "Ni" || element === "Co" || element === "Zn")
  ) {
    draft.component("lime", "solid");
    draft.component("Ca", "aqueous", "Ca+2");
    draft.component("gypsum", "solid");
    draft.component("magnesia", "solid", "MgO", 3580);
    draft.component("Mg", "aqueous", "Mg+2");
    draft.component("Fe", "aqueous", "Fe+3");
    draft.unit("bleed iron", "neutralisation", {
      pH: 4.8,
      base: "lime",
      baseSpecies: "Ca + H + H2O",
      utilisation: 0.9,
      metals: hydroxidesOf(draft, ["Fe", "Al", "Cu"]),
    });
    draft.stream("bleed", "bleed split.second", "bleed iron.feed");
    draft.unit("bleed iron filter", "liquid-filter", { liquidRecovery: 0.95 });
    draft.stream("bleed slurry", "bleed iron.slurry", "bleed iron filter.feed");
    draft.stream("bleed iron cake", "bleed iron filter.cake", null);
    draft.unit("bleed hydroxide", "neutralisation", {
      pH: 8.6,
      base: "magnesia",
      baseSpecies: "Mg + H + H2O",
      utilisation: 0.85,
      metals: hydroxidesOf(draft, ["Ni", "Co", "Zn"]),
    });
    draft.stream("bleed liquor", "bleed iron filter.filtrate", "bleed hydroxide.feed");
    draft.unit("hydroxide filter", "liquid-filter", { liquidRecovery: 0.98 });
    draft.stream("hydroxide slurry", "bleed hydroxide.slurry", "hydroxide filter.feed");
    draft.product(
      "mixed hydroxide",
      "hydroxide filter.cake",
      "mixed hydroxide",
      Object.fromEntries(["Ni", "Co"].filter((element) => draft.has(element)).map((element) => [element, 0.75])),
    );
    draft.stream("bleed water", "hydroxide filter.filtrate", null);
  } else draft.stream("bleed", "bleed split.second", null);
}

/** Copper by an oxime, stripped and electrowon: the strip is drawn as one splitter of copper against acid. @returns port of the raffinate */
function copperCircuit({ draft }: TemplateContext, liquor: string, solutionM3PerH: number, copperMol: number): string {
  draft.component("diluent", "organic", "C12H26", 820, { isCarrier: true });
  draft.component("oxime", "organic", "C15H23NO2");
  draft.component("Cu oxime", "organic", "Cu(C15H22NO2)2");
  draft.component("Cu metal", "solid", "Cu", 8960);
  const load = draft.figure(
    "copper distribution",
    "distribution of copper to the oxime",
    judged(8, 25, 80, "1", "hydroxyoximes at pH 1.5-2; recalled"),
  );
  const metals = (distribution: number) => ({ Cu: { complex: "Cu oxime", valence: 2, distribution } });
  const common = {
    acid: "H",
    sulfate: "SO4",
    extractant: "oxime",
    extractantDensityKgPerM3: 970,
    freeVolPctWindow: [0, 40],
  };
  // Oxime 0.45 mol/L; two take one copper: treated solvent alone could carry it, and at least a third of the liquor.
  const solventLPerH = Number(
    Math.max((2 * 1.3 * copperMol) / (0.45 * treatedShare), solutionM3PerH * 333).toPrecision(3),
  );
  draft.unit(
    "loading",
    "solvent-extraction",
    { stages: 2, ...common, metals: metals(load) },
    "two stages, oxime 0.45 mol/L (design)",
  );
  draft.unit(
    "strip",
    "solvent-extraction",
    { stages: 2, ...common, metals: metals(0.02) },
    "spent electrolyte of 180 g/L acid strips nearly all (judged)",
  );
  draft.stream("pregnant solution", liquor, "loading.aqueous");
  draft.stream("loaded solvent", "loading.organic", "strip.organic");
  solventLoop(draft, { litresPerH: solventLPerH, molPerL: { oxime: 0.45 } }, "oxime 0.45 mol/L");
  const stripLPerH = Number(Math.max((3.5 * copperMol) / 3.7, 1e-3).toPrecision(3));
  draft.unit(
    "tankhouse",
    "electrowinning",
    { metal: "Cu metal", ion: "Cu", species: "Cu + H + H2O + O2", recovery: 0.95, currentEfficiency: 0.92 },
    "spent electrolyte goes to the heap as its acid; a plant sends most of it back to the strip",
  );
  draft.feed("strip acid", "strip.aqueous", {
    aqueous: { litresPerH: stripLPerH, molPerL: { H: 3.7, SO4: 1.85 } },
    temperatureC: 25,
    measuredBy: "design: 180 g/L acid",
  });
  draft.stream("strong electrolyte", "strip.aqueous", "tankhouse.feed");
  draft.stream("spent electrolyte", "tankhouse.spent", "irrigation.in");
  draft.stream("anode gas", "tankhouse.gas", null);
  draft.product("cathodes", "tankhouse.metal", "cathode copper", { Cu: 0.98 }, 40);
  return "loading.aqueous";
}

function buildGold(context: TemplateContext, isHeap: boolean): void {
  const { draft, profile, tPerH, issues, choice } = context;
  const feed = wasteFeed(draft, profile, () => ["metal"], tPerH, issues);
  const noble = feed.solids.filter(({ element }) => element === "Au" || element === "Ag");
  if (noble.length === 0) throw new ProposalError("no gold or silver is among the elements assayed");
  draft.component("H2O", "aqueous");
  draft.component("CN", "aqueous", "CN-");
  draft.component("OH", "aqueous", "OH-");
  draft.component("Na", "aqueous", "Na+");
  draft.component("O2", "gas");
  draft.component("Ca", "aqueous", "Ca+2");
  draft.component("CNO", "aqueous", "CNO-");
  const study =
    "Mogale and Mount Morgan tailings studies as reported: 0.29 g/t and overall 0.56; heaps of oxide gold 0.5-0.75, recalled";
  const free = draft.figure(
    "gold free",
    "gold dissolved from free grains and oxides",
    isHeap ? published(0.45, 0.62, 0.78, "1", study) : published(0.5, 0.66, 0.82, "1", study),
  );
  const locked = draft.figure(
    "gold locked",
    "gold dissolved from sulfide and silicate",
    judged(0.1, 0.25, 0.45, "1", "locked until ground or oxidised; recalled"),
  );
  const reactions: Record<string, { conversion: number; species: string }> = {};
  for (const { id, element, host, atoms } of noble) {
    const ion = draft.component(element ?? "Au", "aqueous", `${element}(CN)2-`);
    const extra = [...atoms.keys()].includes("S") ? [draft.component("SO4", "aqueous", "SO4-2")] : [];
    if (atoms.has("Si") || atoms.has("C") || atoms.has("P") || host === "sulfate") continue;
    const isFree = host === "metal" || host === "oxide" || host === "iron oxyhydroxide";
    reactions[id] = {
      conversion: isFree ? free : locked,
      species: [ion, ...extra, "CN", "OH", "H2O", "O2"].join(" + "),
    };
  }
  const cyanide = draft.figure(
    "cyanide",
    "sodium cyanide used",
    judged(0.15, 0.4, 1.2, "kg/t", "old tailings with sulfide and copper use more; bottle roll decides"),
  );
  const lime = draft.figure(
    "lime",
    "lime to hold pH 10.5",
    judged(0.5, 2, 8, "kg/t", "acid tailings use more; bottle roll decides"),
  );
  draft.component("lime", "solid");
  draft.unit("reagents", "mixer", {});
  const needs = reagentNeeds(
    draft,
    reactions,
    (id) => (feed.solids.find((solid) => solid.id === id)?.massFraction ?? 0) * feed.kgPerH,
  );
  // Silver by the hundred grams takes more cyanide than the dose of gold tailings.
  const cyanideKgPerH = Math.max(cyanide * tPerH * (26.018 / 49.008), (needs.get("CN") ?? 0) * 1.3);
  const dose = {
    CN: cyanideKgPerH,
    Na: cyanideKgPerH * (22.99 / 26.018),
    OH: lime * tPerH * (34.014 / 56.077),
    Ca: lime * tPerH * (40.078 / 56.077),
    O2: tPerH * 0.05 + (needs.get("O2") ?? 0) * 1.3,
  };
  draft.feed("cyanide and lime", "reagents.in", {
    kgPerH: dose,
    temperatureC: 20,
    measuredBy: "reckoned from the doses; lime slaked to calcium and hydroxide",
  });
  const carbon = draft.figure(
    "carbon",
    "gold and silver that carbon takes",
    judged(0.95, 0.985, 0.995, "1", "six stages of carbon; recalled"),
  );
  const strip = (feedPort: string) => {
    draft.unit(
      "carbon columns",
      "effluent-polishing",
      {
        removal: Object.fromEntries(noble.map(({ element }) => [element ?? "Au", carbon])),
        capacityKgPerKg: 0.002,
        powerKwhPerM3: 0.1,
      },
      "loaded carbon goes to elution; its metal is the product here",
    );
    draft.stream("solution to carbon", feedPort, "carbon columns.feed");
    draft.product("gold on carbon", "carbon columns.residue", "gold and silver for doré", { Au: 0.98, Ag: 0.95 });
  };
  if (isHeap) {
    draft.feed("waste", "leach.feed", { ...feed.feed, aqueous: { litresPerH: feed.kgPerH * 0.05 } });
    draft.unit("leach", "reactor", { reactions, temperatureC: 20 }, "heap on a liner, 90 days (design)");
    draft.unit("solution pond", "mixer", {});
    draft.stream("dosed", "reagents.out", "solution pond.in");
    draft.feed("water make-up", "solution pond.in", {
      aqueous: { litresPerH: feed.kgPerH * 0.1 },
      temperatureC: 15,
      measuredBy: "design: moisture that the heap keeps",
    });
    draft.stream("irrigation solution", "solution pond.out", "leach.reagent");
    draft.unit("drainage", "liquid-filter", { liquidRecovery: 0.88 }, "share of the liquor that drains (judged)");
    draft.stream("heap outflow", "leach.product", "drainage.feed");
    draft.stream("spent heap", "drainage.cake", null);
    draft.stream("vent", "leach.gas", null);
    strip("drainage.filtrate");
    draft.unit("bleed split", "splitter", { share: 0.97 });
    draft.stream("barren", "carbon columns.treated", "bleed split.in");
    draft.stream("returned solution", "bleed split.first", "solution pond.in");
    draft.stream("bleed", "bleed split.second", null);
    return;
  }
  draft.unit("re-mining", "pulper", { solidsMassFraction: 0.42, powerKwhPerT: 3 });
  draft.feed("waste", "re-mining.feed", { ...feed.feed, aqueous: { litresPerH: feed.kgPerH * 0.18 } });
  let pulp = "re-mining.pulp";
  if (choice["grind"] === "75 µm") {
    draft.unit(
      "grinding",
      "size-reduction",
      { productP80Um: Math.min(75, feed.p80Um), workIndexKwhPerT: 14 },
      "to 75 µm (design)",
    );
    draft.stream("mined pulp", pulp, "grinding.feed");
    pulp = "grinding.product";
  }
  draft.unit(
    "leach",
    "reactor",
    { reactions, temperatureC: 25, powerKwhPerT: 1.5 },
    "24 h in tanks with carbon (design)",
  );
  draft.stream("leach feed", pulp, "leach.feed");
  draft.stream("dosed", "reagents.out", "leach.reagent");
  draft.stream("vent", "leach.gas", null);
  strip("leach.product");
  draft.unit(
    "detoxification",
    "reactor",
    { reactions: { CN: { conversion: 0.98, species: "CNO + O2" } }, temperatureC: 20 },
    "sulfur dioxide and air, drawn as oxygen; conversion judged",
  );
  draft.feed("oxygen", "detoxification.reagent", {
    kgPerH: { O2: cyanide * tPerH },
    temperatureC: 20,
    measuredBy: "reckoned",
  });
  draft.stream("leached pulp", "carbon columns.treated", "detoxification.feed");
  draft.stream("detoxification vent", "detoxification.gas", null);
  draft.unit("tailings thickener", "thickener", {
    underflowSolids: 0.55,
    unitAreaM2PerTPerDay: 0.4,
    flocculantGPerT: 20,
  });
  draft.stream("detoxified pulp", "detoxification.product", "tailings thickener.feed");
  draft.unit("water return", "splitter", { share: 0.9 });
  draft.stream("thickener overflow", "tailings thickener.overflow", "water return.in");
  draft.stream("returned water", "water return.first", "re-mining.feed");
  draft.stream("water to pond", "water return.second", null);
  draft.stream("new tailings", "tailings thickener.underflow", null);
}

/** Heaps, and gold by cyanide in heaps or tanks. */
export const heapTemplates: readonly RouteTemplate[] = [
  {
    routeId: "heap-leach",
    sections: () => [{ family: "heap" }],
    options: { bleed: ["hydroxide", "none"] },
    description:
      "Waste stacked on a liner, irrigated with acid, copper by solvent extraction and electrowinning, nickel, cobalt and zinc from the bleed.",
    sources: [watling, "Equations: docs/process-units.md"],
    build,
  },
  {
    routeId: "heap-leach-gold",
    sections: () => [{ family: "heap" }],
    options: {},
    description: "Oxide gold waste on a liner, irrigated with cyanide, gold on carbon.",
    sources: ["Marsden and House (2006), The Chemistry of Gold Extraction; recalled"],
    build: (context) => buildGold(context, true),
  },
  {
    routeId: "cyanide",
    sections: () => [{ family: "flotation" }],
    options: { grind: ["none", "75 µm"] },
    description: "Re-mining, leach with cyanide and carbon in tanks, detoxified tailings.",
    sources: [
      "Marsden and House (2006), The Chemistry of Gold Extraction; recalled",
      "Mogale and Mount Morgan studies as reported",
    ],
    build: (context) => buildGold(context, false),
  },
];
