import { decantation, judged, published, remine } from "../blocks.ts";
import { isRareEarth } from "../carriers.ts";
import type { Figure } from "../flowsheetDraft.ts";
import { ProposalError } from "../proposalError.ts";
import { addAcidLiquor, acidSpecies, dissolvesInAcid, type Reaction, reagentNeeds } from "../reactions.ts";
import { rareEarthRefinery } from "../rareEarthRefinery.ts";
import { hydroxideRefinery } from "../refinery.ts";
import type { RouteTemplate, TemplateContext } from "../routeTemplate.ts";
import type { Host } from "../../wasteProfile.ts";
import { type FeedSolid, wasteFeed } from "../wasteFeed.ts";

/** Scandium goes with the rare earths here. */
const isRare = (element: string | null): boolean => element === "Sc" || isRareEarth(element);
const baseMetals = ["Co", "Ni", "Cu", "Zn", "Mn"];

/** How a kind of waste gives its elements to acid. */
interface AcidLeach {
  readonly routeId: string;
  readonly description: string;
  readonly source: string;
  readonly solidsMassFraction: number;
  readonly temperatureC: number;
  readonly opened: (element: string) => readonly Host[];
  /** Share dissolved by host; rare earths and scandium may differ. */
  readonly dissolved: (solid: FeedSolid) => readonly [key: string, says: string, figure: Figure] | null;
  /** Acid that silicates and hydroxides of the gangue take, kg H2SO4/t, where the file does not say. */
  readonly gangueAcid: Figure;
  /** Free acid at the end, kg H2SO4 per m³ of liquor. */
  readonly freeAcidKgPerM3: number;
  readonly products: readonly string[];
}

const crundwell =
  "Crundwell and others (2011), Extractive Metallurgy of Nickel, Cobalt and PGM; oxide leach practice, recalled";
const ukyWords = "UKy coal-refuse pilot as modelled by PrOMMiS: 10-40 % of rare earths at 0.1-1 mol/L H2SO4";

function usualHosts(
  solid: FeedSolid,
  rare: (solid: FeedSolid) => readonly [string, string, Figure] | null,
): readonly [string, string, Figure] | null {
  if (isRare(solid.element)) return rare(solid);
  switch (solid.host) {
    case "oxide":
    case "carbonate":
    case "sulfate":
    case "clay-adsorbed":
      return [
        "leach oxide",
        "metals dissolved from oxide, carbonate and sulfate",
        judged(0.75, 0.9, 0.97, "1", crundwell),
      ];
    case "iron oxyhydroxide":
      return [
        "leach goethite",
        "metals dissolved from iron oxyhydroxide",
        judged(0.2, 0.45, 0.7, "1", `${crundwell}; goethite gives its metals as it dissolves`),
      ];
    case "glass":
      return [
        "leach glass",
        "metals dissolved from glass",
        judged(0.15, 0.4, 0.7, "1", "acid leach of slags, wide in the literature; recalled"),
      ];
    case "sulfide":
    case "metal":
      return ["leach sulfide", "metals dissolved from sulfide", judged(0, 0.04, 0.12, "1", "sulfides need an oxidant")];
    case "phosphate":
      return ["leach phosphate", "metals dissolved from phosphate", judged(0.1, 0.3, 0.6, "1", "recalled")];
    default:
      return ["leach silicate", "metals dissolved from silicate", judged(0, 0.05, 0.12, "1", "recalled")];
  }
}

const variants: readonly AcidLeach[] = [
  {
    routeId: "acid-leach-sx",
    description:
      "Re-mining, agitated sulfuric-acid leach, decantation, then mixed hydroxide of base metals or, for rare earths, solvent extraction, oxalate and calcining.",
    source: "UKy coal-refuse pilot (PrOMMiS) for rare earths; cobalt and nickel hydroxide practice for metals",
    solidsMassFraction: 0.3,
    temperatureC: 40,
    opened: (element) => (isRare(element) ? ["clay-adsorbed", "carbonate"] : ["oxide", "carbonate"]),
    dissolved: (solid) =>
      usualHosts(solid, ({ element, host }) =>
        host === "silicate" || host === "oxide"
          ? [
              "leach rare locked",
              "rare earths dissolved from silicate and oxide",
              judged(0, 0.03, 0.1, "1", "refractory; recalled"),
            ]
          : element === "Sc"
            ? ["leach Sc", "scandium dissolved", judged(0.05, 0.2, 0.4, "1", `${ukyWords}; scandium below cerium`)]
            : ["leach rare", "rare earths dissolved", published(0.1, 0.27, 0.45, "1", ukyWords)],
      ),
    gangueAcid: judged(
      10,
      35,
      90,
      "kg/t",
      "clay, chlorite and iron of tailings and coal refuse at pH 1-2; a bottle roll decides",
    ),
    freeAcidKgPerM3: 8,
    products: ["hydroxides", "rare earths"],
  },
  {
    routeId: "red-mud-acid-leach",
    description:
      "Red mud leached with dilute sulfuric acid, scandium and rare earths by solvent extraction, oxalate and calcining.",
    source:
      "Borra and others (2015), Minerals Engineering 76, 20-27; Ochsenkuehn-Petropoulou and others (2018), Metals 8, 915; recalled",
    solidsMassFraction: 0.2,
    temperatureC: 40,
    opened: () => ["oxide"],
    dissolved: (solid) =>
      isRare(solid.element)
        ? solid.element === "Sc"
          ? [
              "leach Sc",
              "scandium dissolved",
              published(
                0.3,
                0.45,
                0.6,
                "1",
                "dilute acid at ambient pressure: Ochsenkuehn-Petropoulou and others (2018), Metals 8, 915, about 40-50 %; recalled",
              ),
            ]
          : [
              "leach rare",
              "rare earths dissolved",
              published(0.35, 0.55, 0.75, "1", "Borra and others (2015), Minerals Engineering 76, 20-27; recalled"),
            ]
        : usualHosts(solid, () => null),
    gangueAcid: judged(
      150,
      300,
      500,
      "kg/t",
      "sodalite, cancrinite, hydroxides: 0.3-0.7 kg acid/kg reported for high recovery, recalled; titration of the mud decides",
    ),
    freeAcidKgPerM3: 10,
    products: ["rare earths"],
  },
  {
    routeId: "phosphogypsum",
    description:
      "Phosphogypsum leached with dilute acid, rare earths taken from the liquor, oxalate and calcining. Continuous ion exchange of the study is drawn as solvent extraction.",
    source: "Phalaborwa study, 2022, as reported",
    solidsMassFraction: 0.25,
    temperatureC: 30,
    opened: () => ["sulfate"],
    dissolved: (solid) =>
      isRare(solid.element)
        ? solid.host === "silicate"
          ? null
          : [
              "leach rare",
              "rare earths dissolved",
              published(0.5, 0.68, 0.8, "1", "Phalaborwa study, 2022, as reported: overall 0.65"),
            ]
        : usualHosts(solid, () => null),
    gangueAcid: judged(5, 15, 40, "kg/t", "residual apatite and silicates; recalled"),
    freeAcidKgPerM3: 10,
    products: ["rare earths"],
  },
  {
    routeId: "amd-sludge-leach",
    description:
      "Treatment sludge leached selectively with sulfuric acid; rare earths, or cobalt and nickel hydroxide.",
    source: "Ziemkiewicz and others (2019), pilot reports of West Virginia University; recalled",
    solidsMassFraction: 0.15,
    temperatureC: 25,
    opened: () => ["iron oxyhydroxide"],
    dissolved: (solid) =>
      solid.element === null
        ? null
        : solid.host === "silicate"
          ? null
          : [
              "leach sludge",
              "metals dissolved from sludge",
              judged(0.7, 0.87, 0.95, "1", "Ziemkiewicz and others (2019), recalled"),
            ],
    gangueAcid: judged(
      100,
      250,
      500,
      "kg/t",
      "aluminium hydroxide and basic sulfates; titration of the sludge decides",
    ),
    freeAcidKgPerM3: 3,
    products: ["rare earths", "hydroxides"],
  },
];

function build(variant: AcidLeach, context: TemplateContext): void {
  const { draft, profile, choice, tPerH, issues } = context;
  const feed = wasteFeed(draft, profile, variant.opened, tPerH, issues);
  const wantsRare = choice["product"] === "rare earths";
  const wanted = (element: string | null) =>
    wantsRare ? isRare(element) : element !== null && baseMetals.includes(element);
  if (!feed.solids.some(({ element }) => wanted(element)))
    throw new ProposalError(
      wantsRare
        ? "no rare earth or scandium is among the elements assayed"
        : `none of ${baseMetals.join(", ")} is among the elements assayed`,
    );
  addAcidLiquor(draft);
  const pulp = remine(draft, feed);
  const reactions: Record<string, Reaction> = {};
  for (const solid of feed.solids) {
    if (solid.element === null || !dissolvesInAcid(solid)) continue;
    const found = variant.dissolved(solid);
    if (found === null) continue;
    const conversion = draft.figure(...found);
    if (conversion > 0) reactions[solid.id] = { conversion, species: acidSpecies(draft, solid) };
  }
  const gangue: readonly (readonly [string, string, Figure])[] = [
    ["calcite", "carbonate that takes acid", judged(0.9, 0.98, 1, "1", "carbonates dissolve at once")],
    ["dolomite", "dolomite that takes acid", judged(0.6, 0.9, 1, "1", "slower than calcite")],
    ["goethite", "goethite dissolved", judged(0.01, 0.03, 0.1, "1", "slow below 60 °C")],
    ["hematite", "hematite dissolved", judged(0.01, 0.03, 0.08, "1", "slow below 60 °C")],
    ["ferrihydrite", "ferrihydrite dissolved", judged(0.1, 0.25, 0.5, "1", "selective leach at pH 1.5-2.5")],
    ["fayalite", "fayalite dissolved", judged(0.1, 0.3, 0.6, "1", "dissolves fast and gels silica")],
  ];
  for (const [id, says, figure] of gangue) {
    const solid = feed.solids.find((one) => one.id === id && one.element === null);
    if (solid !== undefined)
      reactions[id] = { conversion: draft.figure(`acid ${id}`, says, figure), species: acidSpecies(draft, solid) };
  }
  const acidPerH = (needs: ReadonlyMap<string, number>) => (needs.get("H") ?? 0) * (98.078 / 2.016);
  const measured = profile.facts.acidConsumption;
  const first = acidPerH(reagentNeeds(draft, reactions, feed.kgPerHOf)) / tPerH;
  const taken =
    measured === undefined
      ? draft.figure("gangue acid", "acid that silicates and hydroxides of the gangue take", variant.gangueAcid)
      : draft.figure("gangue acid", "acid consumption measured", {
          low: measured.low,
          value: (measured.low + measured.high) / 2,
          high: measured.high,
          unit: "kg/t",
          grade: "waste file",
          source: measured.source,
        }) - first;
  if (taken < 0)
    issues.push({
      path: "facts.acidConsumption",
      code: "matching.acid-contradiction",
      severity: "warning",
      message: `acid consumption of ${measured?.low ?? 0} to ${measured?.high ?? 0} kg/t is less than the ${first.toPrecision(3)} kg/t that carbonate and the metals take by themselves; the larger figure is used: check carbonate, or repeat the test`,
    });
  const takers = [
    "chlorite",
    "gibbsite",
    "anorthite",
    "fluorapatite",
    "franklinite",
    "biotite",
    "muscovite",
    "kaolinite",
  ];
  const reactive = takers
    .map((taker) => feed.solids.find(({ id, element }) => element === null && id === taker && !(id in reactions)))
    .find((solid) => solid !== undefined);
  if (reactive !== undefined && taken > 0) {
    const species = acidSpecies(draft, reactive);
    const whole = acidPerH(reagentNeeds(draft, { [reactive.id]: { conversion: 1, species } }, feed.kgPerHOf)) / tPerH;
    const conversion = whole > 0 ? taken / whole : 0;
    if (conversion > 1)
      issues.push({
        path: "facts",
        code: "matching.acid-capacity",
        severity: "warning",
        message: `the ${reactive.id} assumed can take ${whole.toPrecision(3)} kg acid/t, ${taken.toPrecision(3)} are asked; acid use is understated: give minerals`,
      });
    reactions[reactive.id] = { conversion: Math.min(1, conversion), species };
  }
  const needs = reagentNeeds(draft, reactions, feed.kgPerHOf);
  const liquorM3PerH = (feed.kgPerH / 1000) * (1 / variant.solidsMassFraction - 1);
  const acidKgPerH = acidPerH(needs) * 1.02 + variant.freeAcidKgPerM3 * liquorM3PerH;
  draft.unit("leach feed", "pulper", {
    solidsMassFraction: variant.solidsMassFraction,
    duty: "repulping",
    powerKwhPerT: 0.3,
  });
  draft.stream("mined pulp", pulp, "leach feed.feed");
  draft.unit(
    "acid leach",
    "reactor",
    { reactions, temperatureC: variant.temperatureC, powerKwhPerT: 2 },
    "2 kWh/t of agitation (design)",
  );
  draft.stream("leach pulp", "leach feed.pulp", "acid leach.feed");
  draft.feed("sulfuric acid", "acid leach.reagent", {
    kgPerH: {
      H: acidKgPerH * (2.016 / 98.078),
      SO4: acidKgPerH * (96.062 / 98.078),
      H2O: acidKgPerH * 0.02,
      O2: (needs.get("O2") ?? 0) * 1.2,
    },
    temperatureC: 25,
    measuredBy: "reckoned: what dissolves takes, and the free acid at the end; oxygen of the air beside it",
  });
  draft.stream("vent", "acid leach.gas", null);
  if (!wantsRare) {
    hydroxideRefinery(context, "acid leach.product", feed.kgPerH * 1.5);
    return;
  }
  const efficiency = draft.figure(
    "washing",
    "efficiency of a washing stage",
    judged(0.7, 0.85, 0.95, "1", "practice of decantation; clays wash badly"),
  );
  decantation(draft, {
    from: "acid leach.product",
    stages: 5,
    underflowSolids: 0.4,
    efficiency,
    waterLPerH: feed.kgPerH * 2.5,
  });
  const rareMolPerH = feed.solids.reduce(
    (sum, { id, element, atoms, massFraction, molarMassGPerMol }) =>
      sum +
      (isRare(element)
        ? ((reactions[id]?.conversion ?? 0) * (atoms.get(element ?? "") ?? 0) * massFraction * feed.kgPerH * 1000) /
          molarMassGPerMol
        : 0),
    0,
  );
  rareEarthRefinery(context, "washing.pregnant", liquorM3PerH * 1.5, rareMolPerH);
}

/** Routes that dissolve the whole waste in sulfuric acid. */
export const acidLeachTemplates: readonly RouteTemplate[] = variants.map((variant) => ({
  routeId: variant.routeId,
  sections: ({ product }) => [{ family: product === "rare earths" ? "refined" : "leach" }],
  options: { product: variant.products, purification: ["solvent extraction", "direct oxalate"] },
  usual: (profile) => {
    const hasRare = profile.elements.some(({ element }) => isRare(element));
    const hasMetal = profile.elements.some(({ element }) => ["Co", "Ni", "Cu", "Zn"].includes(element));
    return variant.products.length < 2
      ? {}
      : { product: hasRare && !hasMetal ? "rare earths" : hasMetal ? "hydroxides" : variant.products[0] };
  },
  isApplicable: ({ product, purification }) => product === "rare earths" || purification === "solvent extraction",
  description: variant.description,
  sources: [variant.source, "Equations: docs/process-units.md"],
  build: (context) => build(variant, context),
}));
