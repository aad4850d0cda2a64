import { judged } from "./blocks.ts";
import type { FlowsheetDraft } from "./flowsheetDraft.ts";
import { ProposalError } from "./proposalError.ts";
import { acidSpecies, addAcidLiquor, type Reaction, reagentNeeds, sulfuricAcid } from "./reactions.ts";
import { hydroxidesOf } from "./refinery.ts";
import type { FeedSolid } from "./wasteFeed.ts";

/** Source of what germanium does in leach and precipitation. */
export const moskalyk = "Moskalyk (2004), Minerals Engineering 17, 393-402 (germanium); recalled";

/** Solids for the leach, and where they come from. */
export interface Dust {
  readonly solids: readonly FeedSolid[];
  /** Port that gives them. */
  readonly from: string;
  readonly kgPerH: number;
  readonly kgPerHOf: (id: string) => number;
  /** True where the flows are those of an earlier solve. */
  readonly isSized: boolean;
}

/** Acid leach of fume or dust: lead and silver stay in the residue, germanium falls with tannin, zinc and the rest with soda. */
export function dustLeach(draft: FlowsheetDraft, { solids, from, kgPerH, kgPerHOf, isSized }: Dust): void {
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
  const needs = reagentNeeds(draft, reactions, kgPerHOf);
  const acid = (needs.get("H") ?? 0) * 1.05 + kgPerH * 1e-3;
  draft.unit("dust leach feed", "pulper", { solidsMassFraction: 0.12, duty: "repulping", powerKwhPerT: 0.3 });
  draft.stream("dust", from, "dust leach feed.feed");
  draft.unit("dust leach", "reactor", { reactions, temperatureC: 70, powerKwhPerT: 2 });
  draft.stream("dust pulp", "dust leach feed.pulp", "dust leach.feed");
  draft.feed("sulfuric acid", "dust leach.reagent", {
    kgPerH: { ...sulfuricAcid(acid), O2: (needs.get("O2") ?? 0) * 1.1 },
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
  if (draft.has("In")) draft.component("In hydroxide", "solid", "In(OH)3", 4400);
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
