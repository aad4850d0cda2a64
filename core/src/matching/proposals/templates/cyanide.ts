import { judged, published } from "../blocks.ts";
import { ProposalError } from "../proposalError.ts";
import { type Reaction, reagentNeeds } from "../reactions.ts";
import type { RouteTemplate, TemplateContext } from "../routeTemplate.ts";
import { wasteFeed } from "../wasteFeed.ts";

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
  const reactions: Record<string, Reaction> = {};
  for (const { id, element, host, atoms } of noble) {
    const ion = draft.component(element ?? "Au", "aqueous", `${element}(CN)2-`);
    const extra = atoms.has("S") ? [draft.component("SO4", "aqueous", "SO4-2")] : [];
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
  const needs = reagentNeeds(draft, reactions, feed.kgPerHOf);
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

/** Gold by cyanide in heaps or tanks. */
export const cyanideTemplates: readonly RouteTemplate[] = [
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
