import type { Issue } from "../../evidence/issue.ts";

/** How activity coefficients are found; see docs/chemistry.md for the equations and their bounds. */
export type ActivityModel = "wateq" | "davies" | "llnl" | "sit" | "pitzer";

/** log10 K(T): an analytic expression where there is one, else log K at 25 °C with van 't Hoff's enthalpy. */
export interface LogK {
  readonly logK25: number;
  readonly deltaHKjPerMol: number;
  /** A1 + A2 T + A3/T + A4 log10 T + A5/T² + A6 T², T in kelvin; null without one. */
  readonly analytic: readonly number[] | null;
}

/** Ion-size parameters of one species in one of the Debye-Hückel forms. */
export type SpeciesActivity =
  | { readonly kind: "davies" } // no parameters: Davies for ions, 0.1 I for neutral species
  | { readonly kind: "wateq"; readonly ionSizeAngstrom: number; readonly b: number }
  | { readonly kind: "llnl"; readonly ionSizeAngstrom: number }
  | { readonly kind: "ideal" }; // coefficient one

/** What a species is dissolved in or bound to. */
export type SpeciesKind = "aqueous" | "exchange" | "surface";

/** A species and the reaction that forms one mole of it: species = Σ ν · reactant. */
export interface ChemicalSpecies {
  readonly name: string;
  readonly kind: SpeciesKind;
  readonly charge: number;
  /** Moles of each element (X and Hfo_s count as elements) in a mole. */
  readonly elements: ReadonlyMap<string, number>;
  /** Reactants by name; a master species has itself with 1. */
  readonly reaction: ReadonlyMap<string, number>;
  readonly logK: LogK;
  readonly activity: SpeciesActivity;
  /** Where the constant is from. */
  readonly source: string;
}

/** A mineral or a gas and the reaction that dissolves one mole of it: phase = Σ ν · product. */
export interface ChemicalPhase {
  readonly name: string;
  readonly kind: "mineral" | "gas";
  readonly formula: string;
  readonly elements: ReadonlyMap<string, number>;
  readonly reaction: ReadonlyMap<string, number>;
  readonly logK: LogK;
  readonly source: string;
}

/** An element or one redox state of it, e.g. `Fe`, `Fe(3)`, and the species it is counted by. */
export interface MasterSpecies {
  readonly name: string;
  readonly element: string;
  /** Oxidation state for a redox state; null for the whole element. */
  readonly valence: number | null;
  readonly species: string;
  readonly kind: SpeciesKind;
  /** Equivalents of alkalinity a mole of the master species has. */
  readonly alkalinity: number;
  /** g/mol of what a mass concentration means where no `as FORMULA` is given. */
  readonly gramsPerMol: number;
}

/** Parameters of the Pitzer or SIT models: type (B0, B1, B2, C0, THETA, LAMDA, ZETA, PSI, EPSILON), ions, A0…A5 over T. */
export interface InteractionParameter {
  readonly type: string;
  readonly species: readonly string[];
  readonly coefficients: readonly number[];
}

/** Constants and names that an equilibrium is computed from. Made by `readPhreeqcDatabase` or `chemistryTable`. */
export interface ChemistryDatabase {
  readonly name: string;
  readonly activityModel: ActivityModel;
  readonly masters: ReadonlyMap<string, MasterSpecies>;
  readonly species: ReadonlyMap<string, ChemicalSpecies>;
  readonly phases: ReadonlyMap<string, ChemicalPhase>;
  readonly interactions: readonly InteractionParameter[];
  /** g/mol by element symbol. */
  readonly atomicWeights: ReadonlyMap<string, number>;
  readonly issues: readonly Issue[];
}

export type ConcentrationUnit =
  | "mol/kgw"
  | "mmol/kgw"
  | "umol/kgw"
  | "mol/L"
  | "mmol/L"
  | "mg/L"
  | "ug/L"
  | "ppm"
  | "ppb";

/** One line of a water analysis. */
export interface AnalysisLine {
  readonly value: number;
  readonly unit?: ConcentrationUnit;
  /** The formula the mass stands for, e.g. SO4 in `S(6) as SO4`. */
  readonly as?: string;
  /** The concentration is found from the charge balance; `value` is where the search begins. */
  readonly chargeBalance?: boolean;
  /** The concentration is found from equilibrium with a phase. */
  readonly phase?: { readonly name: string; readonly si: number };
}

/** A water as the laboratory reports it. */
export interface SolutionInput {
  readonly temperatureC?: number; // 25
  readonly pH: number; // 7 where the charge balance finds it
  readonly pHFromChargeBalance?: boolean;
  readonly pe?: number; // 4; or Eh, or a redox couple
  readonly ehV?: number;
  /** pe from the analysed amounts of two redox states, e.g. ["Fe(2)", "Fe(3)"]. */
  readonly redoxCouple?: readonly [string, string];
  /** pe from oxygen or another phase at a saturation index. */
  readonly pePhase?: { readonly name: string; readonly si: number };
  readonly unit?: ConcentrationUnit; // mmol/kgw
  readonly densityKgPerL?: number; // 1
  readonly waterKg?: number; // 1
  /** Keyed by element or redox state (`Fe(2)`, `Alkalinity`). */
  readonly totals: Readonly<Record<string, number | AnalysisLine>>;
}

/** What is conserved in a water: moles of the master species, protons, electrons and water it is made of. */
export interface SolutionState {
  readonly temperatureC: number;
  /** Moles by master species (`H+`, `e-`, `H2O`, `Ca+2`, …); H+ and e- may be negative. */
  readonly componentMol: Readonly<Record<string, number>>;
  /** ln activity of the master species where last computed: a start, not data. */
  readonly lnActivity?: Readonly<Record<string, number>>;
}

/** A mineral or gas that may be there. */
export interface PhaseInput {
  readonly name: string;
  /** Target saturation index; for a gas log10 of its partial pressure in atm. 0 */
  readonly si?: number;
  /** Moles there at the start. 0 for a mineral: it may form; without bound (null) for a gas. */
  readonly mol?: number | null;
  readonly only?: "dissolve" | "precipitate";
}

/** Gases in a closed room over the water. */
export interface GasPhaseInput {
  readonly volumeL: number;
  /** Partial pressures at the start in atm; they give the moles there. */
  readonly partialPressureAtm: Readonly<Record<string, number>>;
}

/** An ion exchanger in equivalents, either of a composition or equilibrated with the water at the start. */
export interface ExchangeInput {
  readonly site?: string; // X
  readonly capacityMol: number;
  /** Moles of exchange species; without it the exchanger begins in equilibrium with the water, whose totals stay. */
  readonly compositionMol?: Readonly<Record<string, number>>;
}

/** A surface with sites, as in Dzombak and Morel (1990). */
export interface SurfaceInput {
  /** Moles of sites by master name, e.g. { Hfo_s: 5e-6, Hfo_w: 2e-4 }. */
  readonly sitesMol: Readonly<Record<string, number>>;
  readonly areaM2PerG: number;
  readonly massG: number;
  /** `diffuse`: Gouy-Chapman; `none`: no electrostatic term. */
  readonly electrostatics?: "diffuse" | "none";
  readonly equilibrateFirst?: boolean;
  /** Moles of surface species there, as `surfaceMol` of an earlier result gives them. */
  readonly compositionMol?: Readonly<Record<string, number>>;
}

/** What is brought together; everything in it reaches equilibrium. */
export interface EquilibriumInput {
  readonly solution: SolutionInput | SolutionState;
  readonly temperatureC?: number;
  /** Moles added, by formula (`Ca(OH)2`, `H2SO4`, `O2`, `H2O`); negative takes away. */
  readonly addMol?: Readonly<Record<string, number>>;
  readonly phases?: readonly PhaseInput[];
  readonly gasPhase?: GasPhaseInput;
  readonly exchange?: ExchangeInput;
  readonly surface?: SurfaceInput;
  /** Holds the pH by adding (or taking away) a reagent, e.g. { pH: 8, with: "NaOH" }. */
  readonly fixPH?: { readonly pH: number; readonly with: string };
  readonly fixPe?: number;
  /** Elements whose redox states do not react with each other, e.g. ["N", "Fe"]. */
  readonly decoupled?: readonly string[];
}

export interface EquilibriumOptions {
  readonly activityModel?: ActivityModel;
  /** A result of a like problem: its activities and phases begin the search. */
  readonly warmStart?: EquilibriumResult | undefined;
  readonly maxIterations?: number; // 200
}

/** One dissolved species in the solution. */
export interface SpeciesAmount {
  readonly name: string;
  readonly molality: number; // mol/kg water
  readonly activity: number;
  readonly logActivity: number;
  readonly logGamma: number;
}

/** A phase at equilibrium. */
export interface PhaseAmount {
  readonly name: string;
  readonly mol: number; // Infinity for a gas without bound
  readonly changeMol: number; // positive: formed
  readonly si: number; // log10(IAP/K)
}

/** What the table knows of one element of a solution. */
export interface ElementCoverage {
  readonly element: string;
  /** Dissolved species besides the free ion. */
  readonly complexes: number;
  readonly hydroxides: number;
  readonly sulfates: number;
  readonly carbonates: number;
  /** Minerals of elements that the solution has. */
  readonly minerals: number;
  /** Kinds of complexes that an ion of its charge is known to form, that the solution could make, and that the table lacks. */
  readonly missing: readonly string[];
}

/** The state of equilibrium. `speciesAmounts` and `saturationIndices` give its tables. */
export interface EquilibriumResult {
  readonly state: SolutionState;
  readonly temperatureC: number;
  readonly pH: number;
  readonly pe: number;
  readonly ionicStrengthMolal: number;
  readonly waterActivity: number;
  readonly waterKg: number;
  /** Charge of the solution in equivalents, and as per cent of the sum of the ions' charges. */
  readonly chargeEq: number;
  readonly chargeErrorPct: number;
  readonly phases: readonly PhaseAmount[];
  /** mol of the reagent that holds the pH; 0 without one. */
  readonly reagentMol: number;
  readonly gasMol: Readonly<Record<string, number>>;
  readonly exchangeMol: Readonly<Record<string, number>>;
  readonly surfaceMol: Readonly<Record<string, number>>;
  readonly surfacePotentialV: number;
  readonly iterations: number;
  /** Largest relative error of a balance. */
  readonly residual: number;
  readonly issues: readonly Issue[];
  /** What the constants have of every element, and what they lack; computed when called. */
  readonly coverage: () => readonly ElementCoverage[];
  /** Dissolved species, most first where asked; computed when called. */
  readonly speciesAmounts: () => SpeciesAmount[];
  /** mol/kgw dissolved by element and redox state (`Fe`, `Fe(2)`, `Fe(3)`); computed when called. */
  readonly totalsMolal: () => Readonly<Record<string, number>>;
  /** log10(IAP/K) of every phase whose elements are there; computed when called. */
  readonly saturationIndices: () => Readonly<Record<string, number>>;
  /** log10 K of a phase at the temperature of the result; NaN for a name not in the database. */
  readonly logKOfPhase: (name: string) => number;
}

/** `equilibrate(db, input, options)`. */
export type Equilibrate = (
  database: ChemistryDatabase,
  input: EquilibriumInput,
  options?: EquilibriumOptions,
) => EquilibriumResult;
