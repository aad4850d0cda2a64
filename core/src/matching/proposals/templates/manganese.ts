import { judged, published } from "../blocks.ts";
import { ProposalError } from "../proposalError.ts";
import { acidSpecies, addAcidLiquor, type Reaction, reagentNeeds, sulfuricAcid } from "../reactions.ts";
import { hydroxidesOf } from "../refinery.ts";
import type { RouteTemplate, TemplateContext } from "../routeTemplate.ts";
import { leachAndWash } from "../tankLeach.ts";
import { type FeedSolid, wasteFeed } from "../wasteFeed.ts";

const habashi = "Habashi (1999), Textbook of Hydrometallurgy; recalled";

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
  const needs = reagentNeeds(draft, reactions, feed.kgPerHOf);
  leachAndWash(context, feed, reactions, 60, "gangue: calcite 98 %, chlorite 5 %, goethite 2 % (judged)");
  const acid = (needs.get("H") ?? 0) * 1.05 + feed.kgPerH * 1e-4;
  draft.feed("sulfuric acid", "leach.reagent", {
    kgPerH: { ...sulfuricAcid(acid), SO2: (needs.get("SO2") ?? 0) * 1.1, O2: (needs.get("O2") ?? 0) * 1.1 },
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

/** Manganese leach and electrowinning. */
export const manganeseTemplate: RouteTemplate = {
  routeId: "manganese-leach",
  sections: () => [{ family: "refinery" }],
  options: {},
  description: "Acid leach of manganese carbonate (oxide with sulfur dioxide), purification, electrowinning.",
  sources: ["Chvaletice studies, 2019 and 2022, as reported"],
  build: buildManganese,
};
