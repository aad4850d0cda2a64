import type { Issue } from "../../evidence/issue.ts";
import { formationOf } from "../equations/stoichiometry.ts";
import type { StreamBasis } from "../streams/basis.ts";
import { componentKgPerH, type Stream } from "../streams/stream.ts";
import { addMoles, kgPerMol } from "./flows.ts";
import { speciesOf } from "./specs.ts";
import { warning } from "./unitOp.ts";

/** A substance that reacts, with what it turns into. */
export interface Reactant {
  readonly id: string;
  /** Species used and set free, `A + B + C`. */
  readonly species: string;
  /** mol/h that would react with reagents at will. */
  readonly molPerH: number;
}

/** Moles set free (positive) or used by one mole of the reactant, from memory where known. */
export function stoichiometryOf(
  basis: StreamBasis,
  id: string,
  species: string,
  memory: Map<string, Float64Array>,
): Float64Array {
  const key = `${id}>${species}`;
  const known = memory.get(key);
  if (known !== undefined) return known;
  const found = formationOf(basis, id, speciesOf(species));
  memory.set(key, found);
  return found;
}

/**
 * Lets substances react in a stream, all cut by one factor per reagent where that runs short, so that nothing goes below nothing.
 * Reagents are those species that the reactions use; what one reaction sets free is not counted on by another.
 * @returns share of the wanted extent that each reached
 */
export function reactWithin(
  stream: Stream,
  reactants: readonly Reactant[],
  memory: Map<string, Float64Array>,
): Float64Array {
  const { basis } = stream;
  const coefficients = reactants.map(({ id, species }) => stoichiometryOf(basis, id, species, memory));
  const names = reactants.map(({ species }) => speciesOf(species));
  const need = new Map<string, number>();
  for (const [r, reactant] of reactants.entries())
    for (const [k, nu] of coefficients[r].entries())
      if (nu < 0) need.set(names[r][k], (need.get(names[r][k]) ?? 0) - nu * reactant.molPerH);
  const share = new Map<string, number>();
  for (const [id, mol] of need) {
    const held = componentKgPerH(stream, id) / kgPerMol(basis, id);
    share.set(id, mol > held ? held / mol : 1);
  }
  const reached = Float64Array.from(reactants, (_, r) => {
    let least = 1;
    for (const [k, nu] of coefficients[r].entries()) if (nu < 0) least = Math.min(least, share.get(names[r][k]) ?? 1);
    return least;
  });
  for (const [r, reactant] of reactants.entries()) {
    const extent = reactant.molPerH * reached[r];
    if (!(extent > 0)) continue;
    addMoles(stream, reactant.id, -extent);
    for (const [k, nu] of coefficients[r].entries()) if (nu > 0) addMoles(stream, names[r][k], extent * nu);
  }
  // What is used is taken after all is made, from what was there at first.
  for (const [r, reactant] of reactants.entries()) {
    const extent = reactant.molPerH * reached[r];
    for (const [k, nu] of coefficients[r].entries())
      if (nu < 0 && extent > 0) addMoles(stream, names[r][k], extent * nu);
  }
  return reached;
}

/** The warning that reagents run short, in words about the reactants that did not get as far as wanted; nothing where all did. */
export function reagentShort(
  path: string,
  reactants: readonly Reactant[],
  reached: Float64Array,
  words: (names: string) => string,
): Issue[] {
  const short = reactants.filter(({ molPerH }, r) => reached[r] < 1 - 1e-9 && molPerH > 0).map(({ id }) => id);
  return short.length === 0 ? [] : [warning(path, "process.reagent-short", words(short.join(", ")))];
}
