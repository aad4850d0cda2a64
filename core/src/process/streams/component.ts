/** Where a component lives in a stream. */
export type Phase = "solid" | "aqueous" | "organic" | "gas";

export const phases: readonly Phase[] = ["solid", "aqueous", "organic", "gas"];

/** A component as a flowsheet file names it. */
export interface ComponentSpec {
  /** Name in streams and parameters; one of its kind in a flowsheet. */
  readonly id: string;
  readonly phase: Phase;
  /** Chemical formula; default: that of the mineral of this name, else the id itself. `-` for a substance of unknown make-up. */
  readonly formula?: string;
  /** A class of unliberated particles: mass fractions of minerals, summing to 1. Takes the place of a formula. */
  readonly mixture?: Readonly<Record<string, number>>;
  /** g/mol where the sum of atomic weights is not wanted, e.g. to repeat a published study. */
  readonly molarMassGPerMol?: number;
  /** kg per m³ of the pure solid or of the gas at 25 °C; of a liquid carrier: kg of it in one m³ of its phase. */
  readonly densityKgPerM3?: number;
  /** True for what makes the volume of a liquid phase (water, diluent); solutes take no volume of their own. */
  readonly isCarrier?: boolean;
  /** Mass magnetic susceptibility in m³/kg. */
  readonly susceptibilityM3PerKg?: number;
}

/** A component ready for calculation. */
export interface Component {
  readonly id: string;
  readonly phase: Phase;
  /** mol of each element in one kg, `charge` included; an unknown substance is an element of its own. */
  readonly molPerKg: ReadonlyMap<string, number>;
  /** Atoms in one formula unit; null for mixtures and unknown substances. */
  readonly atoms: ReadonlyMap<string, number> | null;
  readonly charge: number;
  readonly molarMassGPerMol: number;
  readonly densityKgPerM3: number;
  readonly isCarrier: boolean;
  readonly susceptibilityM3PerKg: number | null;
}
