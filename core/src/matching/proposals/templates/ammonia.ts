import { judged } from "../blocks.ts";
import { ProposalError } from "../proposalError.ts";
import { type Reaction, reagentNeeds } from "../reactions.ts";
import type { RouteTemplate, TemplateContext } from "../routeTemplate.ts";
import { leachAndWash } from "../tankLeach.ts";
import { wasteFeed } from "../wasteFeed.ts";

const habashi = "Habashi (1999), Textbook of Hydrometallurgy; recalled";

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
  const needs = reagentNeeds(draft, reactions, feed.kgPerHOf);
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

/** Ammonia leach. */
export const ammoniaTemplate: RouteTemplate = {
  routeId: "ammonia-leach",
  sections: () => [{ family: "leach" }],
  options: {},
  description: "Leach with ammonia and ammonium carbonate, washing, still; copper, zinc, nickel and cobalt as oxide.",
  sources: [habashi],
  build: buildAmmonia,
};
