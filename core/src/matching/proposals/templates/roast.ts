import { decantation, judged } from "../blocks.ts";
import { ProposalError } from "../proposalError.ts";
import { type Reaction, reagentNeeds } from "../reactions.ts";
import type { RouteTemplate, TemplateContext } from "../routeTemplate.ts";
import { filterProduct } from "../tankLeach.ts";
import { wasteFeed } from "../wasteFeed.ts";

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
  const reactions: Record<string, Reaction> = {};
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
  const needs = reagentNeeds(draft, reactions, feed.kgPerHOf);
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
  draft.unit("kiln", "roast", {
    temperatureC: draft.has("soda") ? 850 : 900,
    reactions: { H2O: { conversion: 1, species: "steam" }, ...reactions },
    powerKwhPerT: fuel,
  });
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
  decantation(draft, {
    from: "water leach.product",
    stages: 4,
    underflowSolids: 0.5,
    efficiency: 0.9,
    waterLPerH: feed.kgPerH * 1.2,
  });
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

/** Roast and water leach. */
export const roastTemplate: RouteTemplate = {
  routeId: "roast-water-leach",
  sections: () => [{ family: "refined" }],
  options: {},
  description: "Roast with soda or sulfate, water leach, vanadium, molybdenum or lithium salt.",
  sources: ["Gupta and Krishnamurthy (1992), Extractive Metallurgy of Vanadium; recalled"],
  build: buildRoast,
};
