import { judged } from "../blocks.ts";
import { acidIon, isRareEarth } from "../carriers.ts";
import { ProposalError } from "../proposalError.ts";
import { addAcidLiquor } from "../reactions.ts";
import type { RouteTemplate, TemplateContext } from "../routeTemplate.ts";
import { wasteFeed } from "../wasteFeed.ts";

/** Clay with exchangeable rare earths, washed with a mild salt. */
function buildDesorption(context: TemplateContext): void {
  const { draft, profile, tPerH, issues, choice } = context;
  const feed = wasteFeed(draft, profile, (element) => (isRareEarth(element) ? ["clay-adsorbed"] : []), tPerH, issues);
  const held = feed.solids.filter(({ element, host }) => isRareEarth(element) && host === "clay-adsorbed");
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

/** Desorption of rare earths from clay. */
export const ionAdsorptionTemplate: RouteTemplate = {
  routeId: "ion-adsorption",
  sections: () => [{ family: "leach" }],
  options: { salt: ["ammonium sulfate", "magnesium sulfate"] },
  description: "Clay washed with a mild salt, rare earths as carbonate, calcined; salt goes round.",
  sources: ["Moldoveanu and Papangelakis (2012), Hydrometallurgy 117-118, 71-78; recalled"],
  build: buildDesorption,
};
