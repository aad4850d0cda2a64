import { judged, published, remine } from "../blocks.ts";
import type { FlowsheetDraft } from "../flowsheetDraft.ts";
import { ProposalError } from "../proposalError.ts";
import { addAcidLiquor, acidSpecies, type Reaction, reagentNeeds } from "../reactions.ts";
import { hydroxidesOf } from "../refinery.ts";
import type { RouteTemplate, TemplateContext } from "../routeTemplate.ts";
import { type FeedSolid, type WasteFeed, wasteFeed } from "../wasteFeed.ts";

const habashi = "Habashi (1999), Textbook of Hydrometallurgy; recalled";
const kgOf = (feed: WasteFeed) => (id: string) =>
  (feed.solids.find((solid) => solid.id === id)?.massFraction ?? 0) * feed.kgPerH;

/** Leach tank, washing; the pregnant liquor leaves by `washing.pregnant`. */
function leachAndWash(
  { draft }: TemplateContext,
  feed: WasteFeed,
  reactions: Readonly<Record<string, Reaction>>,
  temperatureC: number,
  words: string,
): void {
  const pulp = remine(draft, feed);
  draft.unit("leach feed", "pulper", { solidsMassFraction: 0.3, powerKwhPerT: 0.3 });
  draft.stream("mined pulp", pulp, "leach feed.feed");
  // 0.3 of solids at 0.9 and 0.7 of liquor at 4.18 kJ/(kg·K): 0.89 kWh by the tonne of pulp and kelvin.
  const fresh =
    temperatureC > 50
      ? draft.figure(
          "heat not recovered",
          "share of the warming from 20 °C that comes fresh, counted at the price of power",
          judged(0.2, 0.4, 0.8, "1", "heat exchange between pulps and liquors; recalled"),
        )
      : 0;
  const powerKwhPerT = Number((2 + 0.89 * (temperatureC - 20) * fresh).toPrecision(4));
  draft.unit("leach", "reactor", { reactions, temperatureC, powerKwhPerT }, words);
  draft.stream("leach pulp", "leach feed.pulp", "leach.feed");
  draft.stream("vent", "leach.gas", null);
  const efficiency = draft.figure(
    "washing",
    "efficiency of a washing stage",
    judged(0.75, 0.9, 0.97, "1", "practice of decantation"),
  );
  draft.unit("washing", "ccd", { stages: 5, underflowSolids: 0.45, efficiency });
  draft.stream("leached pulp", "leach.product", "washing.feed");
  draft.feed("wash water", "washing.wash", {
    aqueous: { litresPerH: feed.kgPerH * 1.8 },
    temperatureC: 20,
    measuredBy: "design",
  });
  draft.stream("leach residue", "washing.tailings", null);
}

/** Ammonia and ammonium carbonate: metals as ammines, ammonia driven off with steam, oxides left. */
function buildAmmonia(context: TemplateContext): void {
  const { draft, profile, tPerH, issues } = context;
  const feed = wasteFeed(draft, profile, () => ["oxide", "carbonate"], tPerH, issues);
  const amines: Readonly<Record<string, number>> = { Cu: 4, Zn: 4, Ni: 6, Co: 6 };
  const wanted = feed.solids.filter(
    ({ element, host }) =>
      element !== null && amines[element] !== undefined && ["oxide", "carbonate", "metal"].includes(host),
  );
  if (wanted.length === 0)
    throw new ProposalError("no copper, zinc, nickel or cobalt in oxide, carbonate or metal is stated");
  for (const [id, formula] of [
    ["H2O", "H2O"],
    ["NH3", "NH3"],
    ["OH", "OH-"],
    ["NH4", "NH4+"],
    ["CO3", "CO3-2"],
  ] as const)
    draft.component(id, "aqueous", formula);
  draft.component("O2", "gas");
  const dissolved = draft.figure(
    "ammonia leach",
    "metal dissolved from oxide, carbonate and metal",
    judged(0.5, 0.75, 0.9, "1", habashi),
  );
  const reactions: Record<string, Reaction> = {};
  for (const { id, element, atoms } of wanted) {
    const symbol = element ?? "Cu";
    const ion = draft.component(`${symbol} ammine`, "aqueous", `${symbol}(NH3)${amines[symbol]}+2`);
    reactions[id] = {
      conversion: dissolved * (symbol === "Co" ? 0.7 : 1),
      species: [ion, ...(atoms.has("C") ? ["CO3"] : []), "NH3", "OH", "H2O", "O2"].join(" + "),
    };
  }
  const needs = reagentNeeds(draft, reactions, kgOf(feed));
  leachAndWash(context, feed, reactions, 40, "closed tanks with air; iron and gangue stay");
  const ammonia = (needs.get("NH3") ?? 0) * 1.5 + feed.kgPerH * 0.02;
  const loss = draft.figure(
    "ammonia loss",
    "share of the ammonia lost on each pass",
    judged(0.01, 0.03, 0.08, "1", `${habashi}; what the washed residue and vents take`),
  );
  draft.feed("ammonia liquor", "leach.reagent", {
    kgPerH: {
      NH3: ammonia * (1 - loss),
      H2O: ammonia * 3,
      O2: (needs.get("O2") ?? 0) * 1.2 + 1e-9,
      NH4: (ammonia * 0.2 * 18.04) / 17.03,
      CO3: (ammonia * 0.1 * 60.01) / 17.03,
    },
    temperatureC: 30,
    measuredBy: "reckoned: comes back from the still; oxygen of the air beside it",
  });
  draft.feed("ammonia make-up", "leach.reagent", {
    kgPerH: { NH3: ammonia * loss },
    temperatureC: 20,
    measuredBy: "reckoned: what is lost",
  });
  const stripped = draft.figure(
    "stripped",
    "metal that falls as the ammonia is driven off",
    judged(0.9, 0.97, 0.99, "1", habashi),
  );
  const symbols = [...new Set(wanted.map(({ element }) => element ?? ""))];
  const oxide = (symbol: string) => draft.component(`${symbol} oxide`, "solid", `${symbol}O`, 6000);
  const steamKwhPerM3 = 120;
  draft.unit(
    "still",
    "reactor",
    {
      temperatureC: 98,
      reactions: Object.fromEntries(
        symbols.map((symbol) => [
          `${symbol} ammine`,
          { conversion: stripped, species: `${oxide(symbol)} + NH3 + OH + H2O` },
        ]),
      ),
      powerKwhPerT: steamKwhPerM3,
    },
    "steam of about 0.12 MWh per m³ is counted as power",
  );
  draft.stream("pregnant liquor", "washing.pregnant", "still.feed");
  draft.feed("caustic", "still.reagent", {
    kgPerH: { OH: (needs.get("NH3") ?? 0) * 0.6 + 1e-6, Na: ((needs.get("NH3") ?? 0) * 0.6 + 1e-6) * (22.99 / 17.008) },
    temperatureC: 20,
    measuredBy: "reckoned: two of hydroxide for a metal ion",
  });
  draft.component("Na", "aqueous", "Na+");
  draft.stream("still vent", "still.gas", null);
  draft.unit("oxide filter", "liquid-filter", { liquidRecovery: 0.97 });
  draft.stream("stripped slurry", "still.product", "oxide filter.feed");
  draft.product(
    "oxide cake",
    "oxide filter.cake",
    "mixed oxide",
    Object.fromEntries(symbols.map((symbol) => [symbol, symbol === "Cu" ? 0.8 : 0.6])),
  );
  draft.unit("absorber", "splitter", { share: 0, byComponent: { NH3: 0.985 } }, "ammonia caught again");
  draft.stream("stripped liquor", "oxide filter.filtrate", "absorber.in");
  draft.stream("ammonia to absorber", "absorber.first", null);
  draft.stream("stripped water", "absorber.second", null);
}

/** Metals without value here that caustic takes up beside what is wanted. */
const amphoteric: Readonly<Record<string, readonly [ion: string, solid: string]>> = {
  Zn: ["Zn(OH)4-2", "ZnO"],
  Pb: ["Pb(OH)3-", "PbO"],
};

/** Hot caustic or soda: oxyanions into solution, thrown out as oxide or hydroxide. */
function buildCaustic(context: TemplateContext): void {
  const { draft, profile, tPerH, issues } = context;
  const feed = wasteFeed(draft, profile, () => ["oxide"], tPerH, issues);
  const ions: Readonly<Record<string, readonly [ion: string, solid: string]>> = {
    Ga: ["Ga(OH)4-", "Ga(OH)3"],
    W: ["WO4-2", "WO3"],
    Mo: ["MoO4-2", "MoO3"],
    V: ["VO4-3", "V2O5"],
    Ge: ["GeO4H3-", "GeO2"],
  };
  const wanted = feed.solids.filter(
    ({ element, host }) =>
      element !== null && ions[element] !== undefined && ["oxide", "silicate", "glass"].includes(host),
  );
  if (wanted.length === 0)
    throw new ProposalError(`none of ${Object.keys(ions).join(", ")} is stated in oxide, silicate or glass`);
  for (const [id, formula] of [
    ["H2O", "H2O"],
    ["OH", "OH-"],
    ["Na", "Na+"],
    ["CO3", "CO3-2"],
  ] as const)
    draft.component(id, "aqueous", formula);
  const dissolved = draft.figure(
    "caustic leach",
    "share dissolved from oxide and glass",
    judged(
      0.35,
      0.6,
      0.85,
      "1",
      "Lu and others (2017), Separation and Purification Technology 176 (gallium); soda leach of scheelite; recalled",
    ),
  );
  const reactions: Record<string, Reaction> = {};
  for (const { id, element, host, atoms } of wanted) {
    const ion = draft.component(element ?? "", "aqueous", ions[element ?? ""][0]);
    const more = [
      ...(atoms.has("Ca") ? [draft.component("calcium carbonate formed", "solid", "CaCO3", 2710), "CO3"] : []),
      ...(atoms.has("Si") ? [draft.component("silica gel", "solid", "SiO2", 2200)] : []),
    ];
    reactions[id] = {
      conversion: dissolved * (host === "silicate" ? 0.4 : 1),
      species: [ion, ...more, "OH", "H2O"].join(" + "),
    };
  }
  // Zinc and lead dissolve in caustic as well: they take it, and follow into the product.
  const rivals = feed.solids.filter(
    ({ element, host }) =>
      element !== null && amphoteric[element] !== undefined && ["oxide", "carbonate", "sulfate"].includes(host),
  );
  for (const { id, element, atoms } of rivals) {
    const ion = draft.component(element ?? "", "aqueous", amphoteric[element ?? ""][0]);
    const more = [
      ...(atoms.has("C") ? ["CO3"] : []),
      ...(atoms.has("S") ? [draft.component("SO4", "aqueous", "SO4-2")] : []),
    ];
    reactions[id] = { conversion: dissolved, species: [ion, ...more, "OH", "H2O"].join(" + ") };
  }
  const needs = reagentNeeds(draft, reactions, kgOf(feed));
  leachAndWash(
    context,
    feed,
    reactions,
    90,
    "caustic at 90 °C; aluminium and silica that dissolve are in the caustic used",
  );
  const caustic = draft.figure(
    "caustic used",
    "caustic that gangue takes and residue keeps",
    judged(8, 25, 70, "kg/t", "reactive silica as sodalite; a bottle roll decides"),
  );
  const sodium = (caustic * tPerH) / 39.997;
  draft.feed("caustic soda", "leach.reagent", {
    kgPerH: {
      OH: sodium * 17.008 + (needs.get("OH") ?? 0) * 1.2,
      Na:
        sodium * 22.99 +
        (needs.get("OH") ?? 0) * 1.2 * (22.99 / 17.008) +
        (needs.get("CO3") ?? 0) * 1.5 * (45.98 / 60.01),
      CO3: (needs.get("CO3") ?? 0) * 1.5 + 1e-9,
      H2O: sodium * 40,
    },
    temperatureC: 60,
    measuredBy: "reckoned",
  });
  const fallen = draft.figure(
    "caustic product",
    "share of what is dissolved that the product takes",
    judged(0.75, 0.9, 0.97, "1", "ion exchange and precipitation together; recalled"),
  );
  const symbols = [...new Set(wanted.map(({ element }) => element ?? ""))];
  const others = [...new Set(rivals.map(({ element }) => element ?? ""))];
  const along =
    others.length === 0
      ? 0
      : draft.figure(
          "rivals that follow",
          `share of the dissolved ${others.join(" and ")} that falls with the product`,
          judged(0.01, 0.05, 0.3, "1", "sulfide or cementation takes most of it first, which is not drawn; judged"),
        );
  const solid = (symbol: string) =>
    draft.component(`${symbol} concentrate`, "solid", (ions[symbol] ?? amphoteric[symbol])[1], 5000);
  draft.unit(
    "product precipitation",
    "reactor",
    {
      temperatureC: 50,
      reactions: Object.fromEntries(
        [...symbols, ...others].map((symbol) => [
          symbol,
          { conversion: symbols.includes(symbol) ? fallen : along, species: `${solid(symbol)} + OH + H2O` },
        ]),
      ),
    },
    "ion exchange, acid and ammonium salts are drawn as one step from ion to oxide",
  );
  draft.stream("pregnant liquor", "washing.pregnant", "product precipitation.feed");
  draft.stream("precipitation vent", "product precipitation.gas", null);
  filterProduct(
    draft,
    "oxide concentrate",
    "oxide concentrate",
    Object.fromEntries(symbols.map((symbol) => [symbol, 0.6])),
  );
  draft.stream("spent caustic", "product filter.filtrate", null);
}

/** What was precipitated is filtered and sold, by the share of its price that each element is paid. */
function filterProduct(
  draft: FlowsheetDraft,
  id: string,
  name: string,
  payable: Readonly<Record<string, number>>,
): void {
  draft.unit("product filter", "liquid-filter", { liquidRecovery: 0.98 });
  draft.stream("product slurry", "product precipitation.product", "product filter.feed");
  draft.product(id, "product filter.cake", name, payable);
}

/** Roast with soda (vanadium, molybdenum) or sodium sulfate (lithium), water leach. */
function buildRoast(context: TemplateContext): void {
  const { draft, profile, tPerH, issues } = context;
  const feed = wasteFeed(draft, profile, (element) => (element === "Li" ? ["silicate"] : ["oxide"]), tPerH, issues);
  const wanted = feed.solids.filter(
    ({ element, host, atoms }) =>
      (element === "Li" && host === "silicate" && atoms.has("Al")) ||
      ((element === "V" || element === "Mo") && ["oxide", "glass"].includes(host)),
  );
  if (wanted.length === 0)
    throw new ProposalError(
      "no vanadium or molybdenum in oxide or glass, and no lithium in spodumene, is stated; sulfate roasts of rare earths have no template",
    );
  draft.component("H2O", "aqueous");
  for (const gas of ["O2", "N2", "CO2"]) draft.component(gas, "gas");
  draft.component("steam", "gas", "H2O");
  draft.component("Na", "aqueous", "Na+");
  const roasted = draft.figure(
    "roast",
    "share made soluble by the roast",
    judged(0.55, 0.78, 0.9, "1", "Gupta and Krishnamurthy (1992), Extractive Metallurgy of Vanadium; recalled"),
  );
  const reactions: Record<string, Reaction> = { H2O: { conversion: 1, species: "steam" } };
  const leach: Record<string, Reaction> = {};
  for (const { id, element, atoms } of wanted) {
    const gel = atoms.has("Si") && element !== "Li" ? [draft.component("silica gel", "solid", "SiO2", 2200)] : [];
    if (element === "Li") {
      draft.component("sodium sulfate", "solid", "Na2SO4", 2660);
      reactions[id] = {
        conversion: roasted,
        species: [
          draft.component("Li sulfate", "solid", "Li2SO4", 2220),
          "sodium sulfate",
          draft.component("sodium aluminosilicate", "solid", "NaAlSi2O6", 3000),
        ].join(" + "),
      };
      draft.component("SO4", "aqueous", "SO4-2");
      leach["Li sulfate"] = { conversion: 0.95, species: [draft.component("Li", "aqueous", "Li+"), "SO4"].join(" + ") };
    } else {
      draft.component("soda", "solid", "Na2CO3", 2540);
      const [salt, ion] =
        element === "V"
          ? [draft.component("V salt", "solid", "NaVO3", 2900), draft.component("V", "aqueous", "VO3-")]
          : [draft.component("Mo salt", "solid", "Na2MoO4", 3300), draft.component("Mo", "aqueous", "MoO4-2")];
      reactions[id] = { conversion: roasted, species: [salt, ...gel, "soda", "CO2", "O2"].join(" + ") };
      leach[salt] = { conversion: 0.93, species: [ion, "Na"].join(" + ") };
    }
  }
  const needs = reagentNeeds(
    draft,
    Object.fromEntries(Object.entries(reactions).filter(([id]) => id !== "H2O")),
    kgOf(feed),
  );
  const salt = draft.figure(
    "salt",
    "soda or sulfate beyond what the metal takes",
    judged(20, 50, 100, "kg/t", "gangue takes most of it; recalled"),
  );
  const name = draft.has("soda") ? "soda" : "sodium sulfate";
  const dose: Record<string, number> = {};
  for (const id of ["soda", "sodium sulfate"])
    if (draft.has(id)) dose[id] = (needs.get(id) ?? 0) * 1.1 + (id === name ? salt * tPerH : 0);
  const fuel = draft.figure(
    "kiln heat",
    "heat of the kiln",
    judged(
      350,
      500,
      700,
      "kWh/t",
      "1.3-2.5 GJ/t; counted as energy at the price of power, which overstates a coal or gas kiln",
    ),
  );
  draft.feed("waste", "kiln.feed", { ...feed.feed, aqueous: { litresPerH: feed.kgPerH * 0.08 } });
  draft.unit("kiln", "roast", { temperatureC: draft.has("soda") ? 850 : 900, reactions, powerKwhPerT: fuel });
  draft.feed("kiln reagent", "kiln.reagent", {
    kgPerH: { ...dose, O2: (needs.get("O2") ?? 0) * 1.5 + 1e-6, N2: feed.kgPerH * 0.3 },
    temperatureC: 20,
    measuredBy: "reckoned",
  });
  draft.stream("kiln gas", "kiln.gas", null);
  draft.unit("quench", "pulper", { solidsMassFraction: 0.35, powerKwhPerT: 1 });
  draft.stream("calcine", "kiln.product", "quench.feed");
  draft.unit(
    "water leach",
    "reactor",
    { reactions: leach, temperatureC: 70, powerKwhPerT: 1 },
    "soda that is left stays with the residue here",
  );
  draft.stream("calcine pulp", "quench.pulp", "water leach.feed");
  draft.stream("leach vent", "water leach.gas", null);
  draft.unit("washing", "ccd", { stages: 4, underflowSolids: 0.5, efficiency: 0.9 });
  draft.stream("leached pulp", "water leach.product", "washing.feed");
  draft.feed("wash water", "washing.wash", {
    aqueous: { litresPerH: feed.kgPerH * 1.2 },
    temperatureC: 20,
    measuredBy: "design",
  });
  draft.stream("leach residue", "washing.tailings", null);
  const symbols = ["V", "Mo", "Li"].filter((symbol) => draft.has(symbol));
  const fallen = draft.figure(
    "salt precipitation",
    "share of what is dissolved that falls",
    judged(0.85, 0.94, 0.98, "1", "ammonium vanadate, lithium carbonate; recalled"),
  );
  draft.component("H", "aqueous", "H+");
  draft.component("CO3", "aqueous", "CO3-2");
  const product: Readonly<Record<string, readonly [string, string]>> = {
    V: ["V2O5", "H + H2O"],
    Mo: ["MoO3", "H + H2O"],
    Li: ["Li2CO3", "CO3"],
  };
  draft.unit(
    "product precipitation",
    "reactor",
    {
      temperatureC: 70,
      reactions: Object.fromEntries(
        symbols.map((symbol) => [
          symbol,
          {
            conversion: fallen,
            species: `${draft.component(`${symbol} product`, "solid", product[symbol][0], 3000)} + ${product[symbol][1]}`,
          },
        ]),
      ),
    },
    "acid or carbonate dosed; drawn as one step from ion to oxide or carbonate",
  );
  draft.stream("pregnant liquor", "washing.pregnant", "product precipitation.feed");
  const moles = wanted.reduce(
    (sum, { atoms, element, massFraction, molarMassGPerMol }) =>
      sum + ((atoms.get(element ?? "") ?? 0) * massFraction * feed.kgPerH) / molarMassGPerMol,
    0,
  );
  draft.feed("precipitant", "product precipitation.reagent", {
    kgPerH: draft.has("Li")
      ? { CO3: moles * 40, Na: moles * 31, H: moles * 2.2, SO4: moles * 105 }
      : { H: moles * 2.2, SO4: moles * 105 },
    temperatureC: 20,
    measuredBy: "reckoned: acid, and soda for lithium",
  });
  draft.component("SO4", "aqueous", "SO4-2");
  draft.stream("precipitation vent", "product precipitation.gas", null);
  filterProduct(draft, "product", "oxide or carbonate", Object.fromEntries(symbols.map((symbol) => [symbol, 0.8])));
  draft.stream("salt water", "product filter.filtrate", null);
}

/** Manganese carbonate by acid, oxide by sulfur dioxide; purified and electrowon, spent electrolyte back to the leach. */
function buildManganese(context: TemplateContext): void {
  const { draft, profile, tPerH, issues } = context;
  const feed = wasteFeed(draft, profile, () => ["carbonate"], tPerH, issues);
  const wanted = feed.solids.filter(
    (solid): solid is FeedSolid => solid.element === "Mn" && ["carbonate", "oxide"].includes(solid.host),
  );
  if (wanted.length === 0) throw new ProposalError("no manganese in carbonate or oxide is stated");
  addAcidLiquor(draft);
  draft.component("SO2", "gas");
  const study = "Chvaletice studies, 2019 and 2022, as reported: 0.60 overall";
  const carbonate = draft.figure(
    "manganese carbonate",
    "manganese dissolved from carbonate",
    published(0.65, 0.75, 0.85, "1", study),
  );
  const oxide = draft.figure(
    "manganese oxide",
    "manganese dissolved from oxide with sulfur dioxide",
    judged(0.6, 0.8, 0.92, "1", habashi),
  );
  const reactions: Record<string, Reaction> = {};
  for (const solid of wanted)
    reactions[solid.id] =
      solid.host === "oxide"
        ? { conversion: oxide, species: acidSpecies(draft, solid, "SO2") }
        : { conversion: carbonate, species: acidSpecies(draft, solid) };
  for (const [id, conversion] of [
    ["calcite", 0.98],
    ["chlorite", 0.05],
    ["goethite", 0.02],
  ] as const) {
    const solid = feed.solids.find((one) => one.id === id && one.element === null);
    if (solid !== undefined) reactions[id] = { conversion, species: acidSpecies(draft, solid) };
  }
  const needs = reagentNeeds(draft, reactions, kgOf(feed));
  leachAndWash(context, feed, reactions, 60, "gangue: calcite 98 %, chlorite 5 %, goethite 2 % (judged)");
  const acid = (needs.get("H") ?? 0) * 1.05 + feed.kgPerH * 1e-4;
  draft.feed("sulfuric acid", "leach.reagent", {
    kgPerH: { H: acid, SO4: acid * 47.65, SO2: (needs.get("SO2") ?? 0) * 1.1, O2: (needs.get("O2") ?? 0) * 1.1 },
    temperatureC: 25,
    measuredBy: "reckoned: what dissolves takes; acid of the spent electrolyte comes on top",
  });
  draft.component("lime", "solid", "Ca(OH)2", 2240);
  draft.component("Ca", "aqueous", "Ca+2");
  draft.component("gypsum", "solid");
  draft.component("Fe", "aqueous", "Fe+3");
  draft.unit(
    "purification",
    "neutralisation",
    {
      pH: 6.2,
      base: "lime",
      baseSpecies: "Ca + H + H2O",
      utilisation: 0.9,
      metals: hydroxidesOf(draft, ["Fe", "Al", "Cu"]),
    },
    "sulfide precipitation of cobalt and nickel is not drawn",
  );
  draft.stream("pregnant liquor", "washing.pregnant", "purification.feed");
  draft.unit("gypsum", "reactor", {
    temperatureC: 40,
    reactions: { Ca: { conversion: 0.9, species: "gypsum + SO4 + H2O" } },
  });
  draft.stream("purified slurry", "purification.slurry", "gypsum.feed");
  draft.stream("gypsum vent", "gypsum.gas", null);
  draft.unit("purification filter", "liquid-filter", { liquidRecovery: 0.96 });
  draft.stream("gypsum slurry", "gypsum.product", "purification filter.feed");
  draft.stream("purification cake", "purification filter.cake", null);
  draft.component("Mn metal", "solid", "Mn", 7470);
  const efficiency = draft.figure(
    "current efficiency",
    "current efficiency",
    judged(0.55, 0.65, 0.72, "1", "manganese electrowinning practice; recalled"),
  );
  draft.unit(
    "cell house",
    "electrowinning",
    {
      metal: "Mn metal",
      ion: "Mn",
      species: "Mn + H + H2O + O2",
      recovery: 0.85,
      currentEfficiency: efficiency,
      reversibleV: 2.41,
      densityAPerM2: 350,
    },
    "85 % of the manganese over all passes (design); ammonium sulfate and selenium or its substitute are not drawn",
  );
  draft.stream("electrolyte", "purification filter.filtrate", "cell house.feed");
  draft.stream("anode gas", "cell house.gas", null);
  draft.product("manganese metal", "cell house.metal", "manganese metal", { Mn: 1 });
  draft.unit(
    "magnesium bleed",
    "splitter",
    {
      share: 0.2,
      byComponent: Object.fromEntries(["Fe", "Al", "Cu"].filter((id) => draft.has(id)).map((id) => [id, 1])),
    },
    "magnesium leaves here (judged), and the last of iron, aluminium and copper",
  );
  draft.stream("spent electrolyte", "cell house.spent", "magnesium bleed.in");
  draft.stream("bleed", "magnesium bleed.first", null);
  draft.stream("returned electrolyte", "magnesium bleed.second", "washing.wash");
}

/** Ammonia, caustic, roasts and manganese. */
export const alkalineTemplates: readonly RouteTemplate[] = [
  {
    routeId: "ammonia-leach",
    sections: () => [{ family: "leach" }],
    options: {},
    description: "Leach with ammonia and ammonium carbonate, washing, still; copper, zinc, nickel and cobalt as oxide.",
    sources: [habashi],
    build: buildAmmonia,
  },
  {
    routeId: "alkaline-leach",
    sections: () => [{ family: "leach" }],
    options: {},
    description:
      "Hot caustic or soda leach, washing, oxide concentrate of gallium, tungsten, molybdenum, vanadium, germanium.",
    sources: ["Lu and others (2017), Separation and Purification Technology 176; recalled"],
    build: buildCaustic,
  },
  {
    routeId: "roast-water-leach",
    sections: () => [{ family: "refined" }],
    options: {},
    description: "Roast with soda or sulfate, water leach, vanadium, molybdenum or lithium salt.",
    sources: ["Gupta and Krishnamurthy (1992), Extractive Metallurgy of Vanadium; recalled"],
    build: buildRoast,
  },
  {
    routeId: "manganese-leach",
    sections: () => [{ family: "refinery" }],
    options: {},
    description: "Acid leach of manganese carbonate (oxide with sulfur dioxide), purification, electrowinning.",
    sources: ["Chvaletice studies, 2019 and 2022, as reported"],
    build: buildManganese,
  },
];
