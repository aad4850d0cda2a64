import { judged } from "../blocks.ts";
import { ProposalError } from "../proposalError.ts";
import { type Reaction, reagentNeeds } from "../reactions.ts";
import type { RouteTemplate, TemplateContext } from "../routeTemplate.ts";
import { filterProduct, leachAndWash } from "../tankLeach.ts";
import { wasteFeed } from "../wasteFeed.ts";

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
  const needs = reagentNeeds(draft, reactions, feed.kgPerHOf);
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

/** Caustic or soda leach. */
export const causticTemplate: RouteTemplate = {
  routeId: "alkaline-leach",
  sections: () => [{ family: "leach" }],
  options: {},
  description:
    "Hot caustic or soda leach, washing, oxide concentrate of gallium, tungsten, molybdenum, vanadium, germanium.",
  sources: ["Lu and others (2017), Separation and Purification Technology 176; recalled"],
  build: buildCaustic,
};
