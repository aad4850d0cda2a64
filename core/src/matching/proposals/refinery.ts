import { decantation, judged, washingEfficiency } from "./blocks.ts";
import type { FlowsheetDraft } from "./flowsheetDraft.ts";
import type { TemplateContext } from "./routeTemplate.ts";

/** log10 K of M(OH)z + z H⁺ = M + z H2O: fresh hydroxides. */
const hydroxides: Readonly<
  Record<string, readonly [formula: string, logK: number, charge: number, densityKgPerM3: number]>
> = {
  Fe: ["Fe(OH)3", 4.9, 3, 3800],
  Al: ["Al(OH)3", 10.8, 3, 2400],
  Cu: ["Cu(OH)2", 8.64, 2, 3370],
  Zn: ["Zn(OH)2", 11.5, 2, 3050],
  Ni: ["Ni(OH)2", 12.8, 2, 4100],
  Co: ["Co(OH)2", 12.3, 2, 3600],
  Mn: ["Mn(OH)2", 15.2, 2, 3260],
  Cd: ["Cd(OH)2", 13.65, 2, 4790],
};
const constants = "fresh hydroxides, wateq4f (Fe, Al, Cu, Zn, Mn, Cd), llnl (Co), minteq.v4 (Ni)";

/** Hydroxides of the ions that the draft has among those named, as a neutralisation wants them. */
export function hydroxidesOf(
  draft: FlowsheetDraft,
  elements: readonly string[],
): Record<string, { hydroxide: string; logK: number; charge: number }> {
  const out: Record<string, { hydroxide: string; logK: number; charge: number }> = {};
  for (const element of elements) {
    const known = hydroxides[element];
    if (known === undefined || !draft.has(element)) continue;
    const [formula, logK, charge, density] = known;
    out[element] = { hydroxide: draft.component(`${element} hydroxide`, "solid", formula, density), logK, charge };
  }
  return out;
}

/** Limestone, magnesia, gypsum and their ions. */
export function addBases(draft: FlowsheetDraft): void {
  draft.component("limestone", "solid", "CaCO3", 2710);
  draft.component("magnesia", "solid", "MgO", 3580);
  draft.component("gypsum", "solid");
  draft.component("Ca", "aqueous", "Ca+2");
  draft.component("Mg", "aqueous", "Mg+2");
  draft.component("Fe", "aqueous", "Fe+3");
  draft.component("CO2", "gas");
}

/** Calcium that gypsum leaves in a sulfate liquor of hydrometallurgy, g/L: 0.4-0.7 in practice, recalled. */
const gypsumCalciumGPerL = 0.6;

/** What a maker of cobalt and nickel pays for a mixed hydroxide, and a smelter for a copper cake. */
const hydroxidePays: Readonly<Record<string, number>> = { Co: 0.75, Ni: 0.8 };

/**
 * Washing of a leached pulp, limestone to pH 3.2, or 4.8 where aluminium is in solution (iron, aluminium, gypsum), magnesia to pH 6 (copper, aluminium) and to pH 8.3 (cobalt, nickel,
 * zinc). The barren liquor goes to water treatment.
 * @param slurry port that gives the pulp
 * @param guessKgPerH residue, before a solve says how much there is
 */
export function hydroxideRefinery({ draft }: TemplateContext, slurry: string, guessKgPerH: number): void {
  addBases(draft);
  for (const element of ["Fe", "Co", "Ni", "Cu", "Zn", "Mn", "Al"])
    if (draft.has(element)) hydroxidesOf(draft, [element]);
  // Much aluminium must fall to limestone, not to magnesia at ten times the price.
  const ironPh = draft.has("Al") ? 4.8 : 3.2;
  const efficiency = washingEfficiency(draft);
  const twice = (stream: string, guess: number) =>
    Math.max(
      1e-6,
      2 *
        draft.sized(
          `mass ${stream}`,
          guess,
          (report) => (report.streams.find((row) => row.stream === stream)?.solidsTPerH ?? 0) * 1000,
        ),
    );
  const [residueWash, cakeWash] = [twice("leach residue", guessKgPerH), twice("iron and gypsum cake", guessKgPerH / 4)];
  const measuredBy = "design: two of water to one of residue";
  decantation(draft, {
    from: slurry,
    stages: 5,
    underflowSolids: 0.45,
    efficiency,
    waterLPerH: residueWash,
    measuredBy,
  });
  draft.unit(
    "iron removal",
    "neutralisation",
    {
      pH: ironPh,
      base: "limestone",
      baseSpecies: "Ca + H + CO2 + H2O",
      utilisation: 0.85,
      metals: hydroxidesOf(draft, ["Fe", "Al"]),
    },
    `limestone to pH ${ironPh}; ${constants}`,
  );
  draft.stream("pregnant liquor", "washing.pregnant", "iron removal.feed");
  const lost = draft.figure(
    "iron cake loss",
    "cobalt, nickel and copper that the iron cake takes",
    judged(0.005, 0.02, 0.08, "1", "sorption on ferrihydrite; plants report 1-5 %, recalled"),
  );
  const taken = Object.fromEntries(
    ["Co", "Ni", "Cu"]
      .filter((element) => draft.has(element))
      .map((element) => [element, { conversion: lost, species: `${element} hydroxide + H + H2O` }]),
  );
  // What stays is set by the solubility of gypsum, not by a share of the calcium dosed.
  const calciumGPerL = draft.sized("calcium before gypsum", 12, (report) => {
    const row = report.streams.find(({ stream }) => stream === "neutral slurry");
    return (row?.kgPerH["Ca"] ?? 0) / Math.max(1e-9, row?.aqueousM3PerH ?? 0);
  });
  const fallen = calciumGPerL > gypsumCalciumGPerL ? 1 - gypsumCalciumGPerL / calciumGPerL : 0;
  draft.unit(
    "gypsum",
    "reactor",
    { temperatureC: 40, reactions: { Ca: { conversion: fallen, species: "gypsum + SO4 + H2O" }, ...taken } },
    `calcium falls to ${gypsumCalciumGPerL} g/L, gypsum in sulfate liquors at 25-60 °C (design); carbon dioxide leaves here`,
  );
  draft.stream("neutral slurry", "iron removal.slurry", "gypsum.feed");
  draft.stream("carbon dioxide", "gypsum.gas", null);
  draft.unit("iron cake washing", "ccd", { stages: 4, underflowSolids: 0.5, efficiency });
  draft.stream("iron slurry", "gypsum.product", "iron cake washing.feed");
  draft.feed("cake wash", "iron cake washing.wash", {
    aqueous: { litresPerH: cakeWash },
    temperatureC: 20,
    measuredBy,
  });
  draft.stream("iron and gypsum cake", "iron cake washing.tailings", null);
  const base = { base: "magnesia", baseSpecies: "Mg + H + H2O" };
  draft.unit(
    "copper removal",
    "neutralisation",
    { pH: 6, ...base, utilisation: 0.9, metals: hydroxidesOf(draft, ["Cu", "Al", "Fe"]) },
    "magnesia to pH 6",
  );
  draft.stream("iron-free liquor", "iron cake washing.pregnant", "copper removal.feed");
  draft.unit("copper filter", "liquid-filter", { liquidRecovery: 0.97 });
  draft.stream("copper slurry", "copper removal.slurry", "copper filter.feed");
  draft.product("copper cake", "copper filter.cake", "copper hydroxide cake", draft.has("Cu") ? { Cu: 0.7 } : {}, 100);
  draft.unit(
    "hydroxide precipitation",
    "neutralisation",
    { pH: 8.3, ...base, utilisation: 0.85, metals: hydroxidesOf(draft, ["Co", "Ni", "Zn", "Cu", "Mn", "Cd"]) },
    "magnesia to pH 8.3",
  );
  draft.stream("metal liquor", "copper filter.filtrate", "hydroxide precipitation.feed");
  draft.unit("hydroxide filter", "liquid-filter", { liquidRecovery: 0.995 });
  draft.stream("hydroxide slurry", "hydroxide precipitation.slurry", "hydroxide filter.feed");
  draft.product(
    "mixed hydroxide",
    "hydroxide filter.cake",
    "mixed hydroxide",
    Object.fromEntries(Object.entries(hydroxidePays).filter(([element]) => draft.has(element))),
  );
  draft.stream("barren", "hydroxide filter.filtrate", null);
}
