import { judged, remine } from "../blocks.ts";
import { acidIon, rareEarths } from "../carriers.ts";
import type { FlowsheetDraft } from "../flowsheetDraft.ts";
import { ProposalError } from "../proposalError.ts";
import { addAcidLiquor, acidSpecies, type Reaction, reagentNeeds } from "../reactions.ts";
import { hydroxidesOf } from "../refinery.ts";
import type { RouteTemplate, TemplateContext } from "../routeTemplate.ts";
import { type FeedSolid, wasteFeed } from "../wasteFeed.ts";

const rare = (element: string | null) => (rareEarths as readonly (string | null)[]).includes(element);
const jak = "Jak and Hayes (2002), Canadian Metallurgical Quarterly 41 (zinc fuming); recalled";
const moskalyk = "Moskalyk (2004), Minerals Engineering 17, 393-402 (germanium); recalled";

/** Volatile forms by element: what leaves the bath, and the fume it burns to. */
const volatile: Readonly<
  Record<string, readonly [vapour: string, fume: string, low: number, value: number, high: number]>
> = {
  Zn: ["Zn", "ZnO", 0.75, 0.88, 0.95],
  Pb: ["PbO", "PbO", 0.8, 0.93, 0.98],
  Ge: ["GeO", "GeO2", 0.5, 0.7, 0.88],
  In: ["In2O", "In2O3", 0.5, 0.72, 0.88],
  Cd: ["Cd", "CdO", 0.9, 0.97, 0.99],
  Sn: ["SnO", "SnO2", 0.55, 0.75, 0.9],
  Ga: ["Ga2O", "Ga2O3", 0.05, 0.2, 0.5],
};

/** From a liquor with zinc and germanium: germanium with tannin, zinc and the rest as liquor or carbonate. */
function germaniumAndZinc(draft: FlowsheetDraft, liquor: string): void {
  if (draft.has("Ge")) {
    draft.component("tannin", "aqueous", "C76H52O46");
    draft.component("tannin, precipitated", "solid", "C76H52O46", 1200);
    draft.component("germanium precipitate", "solid", "GeO2", 4250);
    const ratio = draft.figure("tannin", "tannin by germanium", judged(8, 14, 25, "kg/kg", moskalyk));
    const fallen = draft.figure(
      "germanium precipitation",
      "germanium that falls with tannin",
      judged(0.9, 0.96, 0.99, "1", moskalyk),
    );
    // The dosing follows the component, which is germanium hydroxide: 1.94 kg of it hold one of germanium.
    draft.unit("tannin dosing", "dosing", { ratios: { tannin: ratio / 1.94 }, key: "Ge" });
    draft.stream("germanium liquor", liquor, "tannin dosing.in");
    draft.unit(
      "germanium precipitation",
      "reactor",
      {
        temperatureC: 60,
        reactions: {
          Ge: { conversion: fallen, species: "germanium precipitate + H2O" },
          tannin: { conversion: 0.97, species: "tannin, precipitated" },
        },
      },
      "the complex is drawn as oxide and tannin",
    );
    draft.stream("dosed liquor", "tannin dosing.out", "germanium precipitation.feed");
    draft.stream("precipitation vent", "germanium precipitation.gas", null);
    draft.unit("germanium filter", "liquid-filter", { liquidRecovery: 0.98 });
    draft.stream("germanium slurry", "germanium precipitation.product", "germanium filter.feed");
    draft.product("germanium cake", "germanium filter.cake", "germanium-tannin cake", { Ge: 0.6 });
    liquor = "germanium filter.filtrate";
  }
  const others = ["Zn", "Cd", "In", "Co", "Ni", "Cu"].filter((element) => draft.has(element));
  if (others.length === 0) {
    draft.unit("liquor", "mixer", {});
    draft.stream("last liquor", liquor, "liquor.in");
    draft.stream("spent liquor", "liquor.out", null);
    return;
  }
  draft.component("Na", "aqueous", "Na+");
  draft.component("soda", "solid", "Na2CO3", 2540);
  draft.component("CO2", "gas");
  for (const element of ["In"])
    if (draft.has(element)) draft.component(`${element} hydroxide`, "solid", `${element}(OH)3`, 4400);
  draft.unit(
    "base precipitation",
    "neutralisation",
    {
      pH: 8.5,
      base: "soda",
      baseSpecies: "Na + H + CO2 + H2O",
      utilisation: 0.95,
      metals: {
        ...hydroxidesOf(draft, ["Fe", "Al", "Zn", "Cd", "Co", "Ni", "Cu"]),
        ...(draft.has("In") ? { In: { hydroxide: "In hydroxide", logK: 6.5, charge: 3 } } : {}),
      },
    },
    "soda to pH 8.5; a zinc plant would take the liquor as it is",
  );
  draft.stream("metal liquor", liquor, "base precipitation.feed");
  draft.unit("gas release", "reactor", { temperatureC: 40, reactions: {} });
  draft.stream("base slurry", "base precipitation.slurry", "gas release.feed");
  draft.stream("carbon dioxide", "gas release.gas", null);
  draft.unit("base filter", "liquid-filter", { liquidRecovery: 0.98 });
  draft.stream("degassed slurry", "gas release.product", "base filter.feed");
  draft.product(
    "metal hydroxide cake",
    "base filter.cake",
    "zinc-rich hydroxide",
    Object.fromEntries(others.map((element) => [element, element === "Zn" ? 0.6 : 0.4])),
  );
  draft.stream("salt water", "base filter.filtrate", null);
}

function dustLeach(
  context: TemplateContext,
  solids: readonly FeedSolid[],
  kgOf: (id: string) => number,
  feed: string,
  kgPerH: number,
  isSized: boolean,
): void {
  const { draft } = context;
  addAcidLiquor(draft);
  const reactions: Record<string, Reaction> = {};
  const zinc = draft.figure(
    "dust zinc",
    "zinc and cadmium dissolved",
    judged(0.88, 0.95, 0.98, "1", "acid leach of fume and dust; recalled"),
  );
  const germanium = draft.figure(
    "dust germanium",
    "germanium, indium and gallium dissolved",
    judged(0.55, 0.78, 0.9, "1", moskalyk),
  );
  for (const solid of solids) {
    if (
      solid.element === null ||
      !["Zn", "Cd", "Ge", "In", "Ga", "Cu", "Co", "Ni"].includes(solid.element) ||
      solid.host === "sulfide"
    )
      continue;
    reactions[solid.id] = {
      conversion: ["Ge", "In", "Ga"].includes(solid.element)
        ? germanium
        : zinc * (solid.host === "silicate" || solid.host === "glass" ? 0.3 : 1),
      species: acidSpecies(draft, solid),
    };
  }
  if (Object.keys(reactions).length === 0)
    throw new ProposalError(
      "none of Zn, Cd, Ge, In, Ga, Cu, Co, Ni sits in oxide or sulfate: the dust gives nothing to acid",
    );
  const needs = reagentNeeds(draft, reactions, kgOf);
  const acid = (needs.get("H") ?? 0) * 1.05 + kgPerH * 1e-3;
  draft.unit("dust leach feed", "pulper", { solidsMassFraction: 0.12, duty: "repulping", powerKwhPerT: 0.3 });
  draft.stream("dust", feed, "dust leach feed.feed");
  draft.unit("dust leach", "reactor", { reactions, temperatureC: 70, powerKwhPerT: 2 });
  draft.stream("dust pulp", "dust leach feed.pulp", "dust leach.feed");
  draft.feed("sulfuric acid", "dust leach.reagent", {
    kgPerH: { H: acid, SO4: acid * 47.65, O2: (needs.get("O2") ?? 0) * 1.1 },
    temperatureC: 25,
    measuredBy: isSized ? "sized on the fume of the solve before" : "reckoned: what dissolves takes, a little over",
  });
  draft.stream("leach vent", "dust leach.gas", null);
  draft.unit("dust washing", "ccd", { stages: 3, underflowSolids: 0.4, efficiency: 0.9 });
  draft.stream("leached dust", "dust leach.product", "dust washing.feed");
  draft.feed("wash water", "dust washing.wash", {
    aqueous: { litresPerH: Math.max(1e-6, kgPerH * 2) },
    temperatureC: 20,
    measuredBy: "design",
  });
  draft.product("lead residue", "dust washing.tailings", "lead-silver residue", { Pb: 0.5, Ag: 0.5 });
  germaniumAndZinc(draft, "dust washing.pregnant");
}

function buildFuming(context: TemplateContext): void {
  const { draft, profile, tPerH, issues } = context;
  const feed = wasteFeed(draft, profile, () => ["glass", "oxide"], tPerH, issues);
  const vapours = feed.solids.filter(
    ({ element, host }) =>
      element !== null &&
      volatile[element] !== undefined &&
      host !== "sulfide" &&
      host !== "phosphate" &&
      host !== "clay-adsorbed",
  );
  if (vapours.length === 0)
    throw new ProposalError(`none of ${Object.keys(volatile).join(", ")} is stated outside sulfide: nothing fumes`);
  draft.component("H2O", "aqueous");
  for (const gas of ["O2", "N2", "CO", "CO2"]) draft.component(gas, "gas");
  draft.component("steam", "gas", "H2O");
  draft.component("coal", "solid", "C", 1500);
  draft.component("silica gel", "solid", "SiO2", 2200);
  const reactions: Record<string, Reaction> = { H2O: { conversion: 1, species: "steam", heatKjPerMol: -44 } };
  const fumes: FeedSolid[] = [];
  const burns: Record<string, Reaction> = {};
  for (const { id, element, atoms } of vapours) {
    const symbol = element ?? "Zn";
    const [vapour, fume, low, value, high] = volatile[symbol];
    const share = draft.figure(`fumed ${symbol}`, `share of ${symbol} that fumes`, judged(low, value, high, "1", jak));
    draft.component(`${symbol} vapour`, "gas", vapour);
    draft.component(`${symbol} fume`, "solid", fume, 5000);
    const more = [...atoms.keys()].flatMap((atom) =>
      atom === symbol || atom === "O" || atom === "H"
        ? []
        : atom === "Si"
          ? ["silica gel"]
          : atom === "C"
            ? ["CO2"]
            : atom === "S"
              ? [draft.component("SO2", "gas")]
              : [],
    );
    reactions[id] = {
      conversion: share,
      species: [
        `${symbol} vapour`,
        ...more.filter((name) => name !== "CO2"),
        ...(atoms.has("H") ? ["steam"] : []),
        "CO",
        "coal",
      ].join(" + "),
      heatKjPerMol: -240,
    };
    burns[`${symbol} vapour`] = { conversion: 1, species: vapour === fume ? `${symbol} fume` : `${symbol} fume + O2` };
    const { solids: _none, ...rest } = {
      solids: null,
      id: `${symbol} fume`,
      element: symbol,
      host: "oxide" as const,
      massFraction: 0,
      atoms: new Map<string, number>(),
      molarMassGPerMol: 0,
      densityKgPerM3: 5000,
    };
    if (!fumes.some((one) => one.id === rest.id)) fumes.push({ ...rest, atoms: fumeAtoms(fume) });
  }
  burns["CO"] = { conversion: 1, species: "CO2 + O2", heatKjPerMol: 283 };
  const power = draft.figure(
    "furnace power",
    "furnace power for cold slag",
    judged(500, 700, 950, "kWh/t", "electric smelting of cold slag 0.6-1 MWh/t; less if it is poured hot; recalled"),
  );
  const needs = reagentNeeds(
    draft,
    Object.fromEntries(Object.entries(reactions).filter(([id]) => id !== "H2O")),
    (id) => (feed.solids.find((solid) => solid.id === id)?.massFraction ?? 0) * feed.kgPerH,
  );
  const coal = (needs.get("coal") ?? 0) * 1.3 + feed.kgPerH * 0.02;
  draft.feed("waste", "furnace.feed", { ...feed.feed, aqueous: { litresPerH: feed.kgPerH * 0.03 } });
  draft.unit(
    "furnace",
    "slag-treatment",
    { temperatureC: 1300, reactions, powerKwhPerT: power },
    "fuming or plasma; iron and copper stay with the slag here: matte and alloy are not drawn",
  );
  draft.feed("coal", "furnace.reagent", {
    kgPerH: { coal },
    temperatureC: 20,
    measuredBy: "reckoned: a third over the reductant, and 2 % of the slag",
  });
  draft.stream("clean slag", "furnace.product", null);
  draft.unit("afterburning", "reactor", { temperatureC: 200, reactions: burns });
  draft.stream("furnace gas", "furnace.gas", "afterburning.feed");
  draft.feed("air", "afterburning.reagent", {
    gas: { molPerH: (coal / 0.012) * 6, moleFraction: { O2: 0.21, N2: 0.79 } },
    temperatureC: 20,
    measuredBy: "reckoned",
  });
  draft.unit(
    "bag filter",
    "splitter",
    { share: 0, byComponent: Object.fromEntries(fumes.map(({ id }) => [id, 0.99])) },
    "catch 99 % (judged)",
  );
  draft.unit("gas mix", "mixer", {});
  draft.stream("burnt solids", "afterburning.product", "gas mix.in");
  draft.stream("burnt gas", "afterburning.gas", "gas mix.in");
  draft.stream("dusty gas", "gas mix.out", "bag filter.in");
  draft.stream("stack gas", "bag filter.second", null);
  if (context.choice["fume"] === "sold") {
    draft.product("fume", "bag filter.first", "metal fume", { Zn: 0.6, Pb: 0.4, Ge: 0.3, In: 0.3, Sn: 0.5, Cd: 0 });
    return;
  }
  const size = (id: string) =>
    draft.sized(
      `mass ${id}`,
      feed.kgPerH * 0.02,
      (report) => report.streams.find(({ stream }) => stream === "dust")?.kgPerH[id] ?? 0,
    );
  const kg = new Map(fumes.map(({ id }) => [id, size(id)]));
  dustLeach(
    context,
    fumes,
    (id) => kg.get(id) ?? 0,
    "bag filter.first",
    [...kg.values()].reduce((sum, one) => sum + one, 0),
    true,
  );
}

function fumeAtoms(formula: string): ReadonlyMap<string, number> {
  const atoms = new Map<string, number>();
  for (const [, symbol, n] of formula.matchAll(/([A-Z][a-z]?)(\d*)/g)) atoms.set(symbol, Number(n || 1));
  return atoms;
}

function buildDust(context: TemplateContext): void {
  const { draft, profile, tPerH, issues } = context;
  const feed = wasteFeed(draft, profile, () => ["sulfate", "oxide"], tPerH, issues);
  const pulp = remine(draft, feed, 0.05);
  dustLeach(
    context,
    feed.solids,
    (id) => (feed.solids.find((solid) => solid.id === id)?.massFraction ?? 0) * feed.kgPerH,
    pulp,
    feed.kgPerH,
    false,
  );
}

/** Clay with exchangeable rare earths, washed with a mild salt. */
function buildDesorption(context: TemplateContext): void {
  const { draft, profile, tPerH, issues, choice } = context;
  const feed = wasteFeed(draft, profile, (element) => (rare(element) ? ["clay-adsorbed"] : []), tPerH, issues);
  const held = feed.solids.filter(({ element, host }) => rare(element) && host === "clay-adsorbed");
  if (held.length === 0) throw new ProposalError("no rare earth held by clay is stated; desorption opens nothing else");
  addAcidLiquor(draft);
  const isMagnesium = choice["salt"] === "magnesium sulfate";
  const [ion, formula, clay, clayFormula, charge] = isMagnesium
    ? (["Mg", "Mg+2", "Mg clay", "Mg(AlSiO4)2", 2] as const)
    : (["NH4", "NH4+", "NH4 clay", "NH4AlSiO4", 1] as const);
  draft.component(ion, "aqueous", formula);
  draft.component(clay, "solid", clayFormula, 2600);
  const kd = draft.figure(
    "partition",
    "partition of rare earths after exchange",
    isMagnesium
      ? judged(0.08, 0.3, 0.9, "L/kg", "magnesium exchanges a little less than ammonium; recalled")
      : judged(0.05, 0.2, 0.7, "L/kg", "Moldoveanu and Papangelakis (2012), Hydrometallurgy 117-118, 71-78; recalled"),
  );
  const ultimate = draft.figure(
    "exchangeable",
    "share of the clay-held rare earths that exchanges",
    judged(0.8, 0.92, 0.98, "1", "Moldoveanu and Papangelakis (2012); recalled"),
  );
  for (const { element } of held) draft.component(element ?? "", "aqueous", acidIon(element ?? ""));
  const ions = Object.fromEntries(
    held.map(({ id, element }) => [id, { kdLPerKg: kd, ultimate, species: `${element} + ${ion} + ${clay}` }]),
  );
  const litres = feed.kgPerH * 1.2;
  const strength = 0.2 / charge;
  draft.unit(
    "desorption",
    "ion-adsorption-desorption",
    { contacts: 3, ions },
    "0.2 eq/L salt, 1.2 L/kg in three contacts (design)",
  );
  draft.feed("waste", "desorption.ore", { ...feed.feed, aqueous: { litresPerH: feed.kgPerH * 0.18 } });
  draft.unit("salt solution", "mixer", {});
  draft.stream("lixiviant", "salt solution.out", "desorption.solution");
  const returned = 0.75;
  draft.feed("salt make-up", "salt solution.in", {
    aqueous: { litresPerH: litres * (1 - returned), molPerL: { [ion]: strength * 2, SO4: strength * charge } },
    temperatureC: 20,
    measuredBy: "design",
  });
  draft.unit("clay washing", "ccd", { stages: 4, underflowSolids: 0.5, efficiency: 0.85 });
  const power = draft.figure(
    "contacting power",
    "digging, stirring and pumping",
    judged(1, 2, 4, "kWh/t", "by the tonne of pulp; stirred tanks and pumps, order of magnitude"),
  );
  draft.unit("contact tanks", "reactor", { reactions: {}, temperatureC: 20, powerKwhPerT: power });
  draft.stream("stirred clay", "desorption.slurry", "contact tanks.feed");
  draft.stream("contact vent", "contact tanks.gas", null);
  draft.stream("clay slurry", "contact tanks.product", "clay washing.feed");
  draft.feed("wash water", "clay washing.wash", {
    aqueous: { litresPerH: feed.kgPerH * 0.8 },
    temperatureC: 20,
    measuredBy: "design",
  });
  draft.stream("washed clay", "clay washing.tailings", null);
  const fallen = draft.figure(
    "precipitated",
    "rare earths that fall as carbonate",
    judged(0.9, 0.96, 0.99, "1", "carbonate precipitation at pH 6.5-7; recalled"),
  );
  draft.component("CO3", "aqueous", "CO3-2");
  draft.component("carbonate", "aqueous", isMagnesium ? "Na2CO3" : "N2H8CO3");
  const release = isMagnesium ? draft.component("Na", "aqueous", "Na+") : ion;
  const salt = (element: string) => draft.component(`${element} carbonate`, "solid", `${element}2(CO3)3·8H2O`, 2700);
  const oxide = (element: string) => draft.component(`${element} oxide`, "solid", `${element}2O3`, 7000);
  const elements = [...new Set(held.map(({ element }) => element ?? ""))];
  draft.unit(
    "carbonate precipitation",
    "precipitation",
    {
      reagent: "carbonate",
      released: [release],
      excess: 0.1,
      salts: Object.fromEntries(elements.map((element) => [element, { salt: salt(element), recovery: fallen }])),
    },
    "aluminium and iron are taken out before by pH 5; not drawn",
  );
  draft.stream("pregnant liquor", "clay washing.pregnant", "carbonate precipitation.feed");
  draft.unit("carbonate filter", "liquid-filter", { liquidRecovery: 0.97 });
  draft.stream("carbonate slurry", "carbonate precipitation.slurry", "carbonate filter.feed");
  draft.component("steam", "gas", "H2O");
  draft.unit("calciner", "calciner", {
    reactions: Object.fromEntries(elements.map((element) => [salt(element), { product: oxide(element) }])),
    gases: ["CO2", "steam"],
    steam: "steam",
    recovery: 0.99,
    temperatureC: 900,
  });
  draft.stream("carbonate cake", "carbonate filter.cake", "calciner.feed");
  draft.stream("calciner dust", "calciner.dust", null);
  draft.stream("calciner gas", "calciner.gas", null);
  draft.product(
    "mixed oxide",
    "calciner.product",
    "mixed rare-earth oxide",
    Object.fromEntries(elements.map((element) => [element, 0.7])),
  );
  draft.unit(
    "liquor return",
    "splitter",
    { share: returned },
    "the rest carries aluminium, calcium and sodium out (judged)",
  );
  draft.stream("barren", "carbonate filter.filtrate", "liquor return.in");
  draft.stream("returned liquor", "liquor return.first", "salt solution.in");
  draft.stream("bleed", "liquor return.second", null);
}

/** Slag, dust and clay. */
export const residueTemplates: readonly RouteTemplate[] = [
  {
    routeId: "slag-fuming",
    sections: () => [{ family: "refinery" }],
    options: { fume: ["leached", "sold"] },
    description: "Slag or residue fumed, fume burnt and caught, leached; germanium with tannin, zinc as hydroxide.",
    sources: [jak, moskalyk],
    build: buildFuming,
  },
  {
    routeId: "dust-leach",
    sections: () => [{ family: "leach" }],
    options: {},
    description:
      "Dust or residue leached in acid; germanium with tannin, zinc as hydroxide, lead and silver in the residue.",
    sources: [moskalyk],
    build: buildDust,
  },
  {
    routeId: "ion-adsorption",
    sections: () => [{ family: "leach" }],
    options: { salt: ["ammonium sulfate", "magnesium sulfate"] },
    description: "Clay washed with a mild salt, rare earths as carbonate, calcined; salt goes round.",
    sources: ["Moldoveanu and Papangelakis (2012), Hydrometallurgy 117-118, 71-78; recalled"],
    build: buildDesorption,
  },
];
