/** Symbol, name, standard atomic weight (g/mol) and the group a practitioner files it under. */
export interface ChemicalElement {
  readonly symbol: string;
  readonly name: string;
  readonly atomicNumber: number;
  readonly atomicWeight: number;
}

/** Mass of element in one mass of the oxide or compound. */
export interface OxideFactor {
  readonly formula: string;
  readonly element: string;
  readonly factor: number;
}
