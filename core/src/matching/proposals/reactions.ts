import { formationOf } from "../../process/equations/stoichiometry.ts";
import { streamBasis } from "../../process/streams/basis.ts";
import { acidIon } from "./carriers.ts";
import type { FlowsheetDraft } from "./flowsheetDraft.ts";
import type { FeedSolid } from "./wasteFeed.ts";

/** One reaction of a unit: what a solid becomes, and how much of it. */
export interface Reaction {
  readonly conversion: number;
  readonly species: string;
  readonly heatKjPerMol?: number;
}

/** Water, acid, sulfate: what every sulfuric-acid liquor has. */
export function addAcidLiquor(draft: FlowsheetDraft): void {
  draft.component("H2O", "aqueous");
  draft.component("H", "aqueous", "H+");
  draft.component("SO4", "aqueous", "SO4-2");
  draft.component("O2", "gas");
  draft.component("N2", "gas");
  draft.component("CO2", "gas");
}

/** Mass of sulfate by mass of hydrogen in H2SO4: 96.06 g/mol to 2 × 1.008. */
const sulfateByHydrogen = 47.65;

/** Sulfuric acid that brings so much acid hydrogen, kg/h by component. */
export function sulfuricAcid(hydrogenKgPerH: number): { readonly H: number; readonly SO4: number } {
  return { H: hydrogenKgPerH, SO4: hydrogenKgPerH * sulfateByHydrogen };
}

/** Elements that sulfuric acid with air leaves where they are, or throws out again at once. */
const insoluble = new Set(["Au", "Pt", "Pd", "Rh", "Ru", "Pb", "Sn", "Ti", "Zr", "Hf", "Nb", "Ta", "W", "Ba"]);

/** True where a solid's element can go into sulfuric-acid liquor at all. */
export function dissolvesInAcid({ element }: Pick<FeedSolid, "element">): boolean {
  return element === null || !insoluble.has(element);
}

/** The dissolved form of an element in acid, by the element's symbol. */
export function addIon(draft: FlowsheetDraft, element: string): string {
  return draft.component(element, "aqueous", acidIon(element));
}

/**
 * What a solid becomes in sulfuric acid with air: metals as ions, sulfur as sulfate, carbon as carbon dioxide, silicon as gel. Amounts
 * follow from the elements and the charge; iron is written as ferric.
 */
export function acidSpecies(draft: FlowsheetDraft, { atoms }: Pick<FeedSolid, "atoms">, reductant = ""): string {
  const names: string[] = [];
  for (const symbol of atoms.keys()) {
    if (symbol === "O" || symbol === "H") continue;
    if (symbol === "S") names.push("SO4");
    else if (symbol === "C") names.push(draft.component("CO2", "gas"));
    else if (symbol === "Si") names.push(draft.component("silica gel", "solid", "SiO2", 2200));
    else names.push(addIon(draft, symbol));
  }
  if (reductant !== "") return [...new Set([...names, "SO4", reductant, "H", "H2O"])].join(" + ");
  return [...new Set([...names, "H", "H2O", "O2"])].join(" + ");
}

/**
 * Reagents that reactions use, kg/h by component: what is used less what is set free is not netted, as in the units.
 * @param kgPerH feed of each reacting solid
 */
export function reagentNeeds(
  draft: FlowsheetDraft,
  reactions: Readonly<Record<string, Reaction>>,
  kgPerH: (id: string) => number,
): ReadonlyMap<string, number> {
  const basis = streamBasis(draft.components);
  const needs = new Map<string, number>();
  const mass = (id: string) => (basis.components[basis.index.get(id) ?? 0].molarMassGPerMol ?? 0) / 1000;
  for (const [id, { conversion, species }] of Object.entries(reactions)) {
    const names = species.split(" + ");
    const nu = formationOf(basis, id, names);
    const mol = (kgPerH(id) * conversion) / mass(id);
    for (const [k, name] of names.entries())
      if (nu[k] < 0) needs.set(name, (needs.get(name) ?? 0) - nu[k] * mol * mass(name));
  }
  return needs;
}
