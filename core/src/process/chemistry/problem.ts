import type { ActivityState } from "./activityState.ts";
import type { ActivityModel } from "./chemistryModel.ts";
import type { ChemicalSystem } from "./system.ts";

/** What the equation of a component says. */
export type BalanceKind =
  | "mass" // its moles are given
  | "fixed" // its activity (for water: the mass of water) is given
  | "charge" // the charges of the solution cancel
  | "phase" // a phase is at its saturation index
  | "alkalinity"; // the alkalinity is given, in equivalents

/** A phase in the solver: what its saturation depends on, what a mole of it takes from the solution, and how much is there. */
export interface PhaseUnknown {
  readonly name: string;
  readonly siColumn: Int32Array;
  readonly siCoefficient: Float64Array;
  /** ln(IAP/K) − ln target = offset + Σ siCoefficient · ln a. */
  readonly offset: number;
  readonly massColumn: Int32Array;
  readonly massCoefficient: Float64Array;
  /** Moles that may dissolve; Infinity for a gas without bound or a reagent. */
  readonly available: number;
  /** Moles there that are not in the solution's totals. */
  readonly initialMol: number;
  readonly mayForm: boolean;
  /** A reagent that holds a pH: always in play, either way. */
  readonly isReagent: boolean;
}

/** ln(IAP/K) − ln target of a phase at the ln activities of the components: above nought where it would form. */
export function lnSaturation({ siColumn, siCoefficient, offset }: PhaseUnknown, lnActivity: Float64Array): number {
  let sum = offset;
  for (let e = 0; e < siColumn.length; e++) sum += siCoefficient[e] * lnActivity[siColumn[e]];
  return sum;
}

/** A gas in a closed room: n = V/(RT) · p, p = K⁻¹ Π aᵛ. */
export interface GasUnknown {
  readonly name: string;
  readonly column: Int32Array;
  readonly coefficient: Float64Array;
  /** ln n = offset + Σ coefficient · ln a. */
  readonly offset: number;
}

/** Diffuse layer of a surface. */
export interface SurfaceUnknown {
  /** A S √(8 ε ε₀ R T 1000)/F in equivalents per √I. */
  readonly capacity: number;
}

/** One set of equations for the solver. */
export interface EquilibriumProblem {
  readonly system: ChemicalSystem;
  readonly lnK: Float64Array;
  readonly activity: ActivityState;
  readonly model: ActivityModel;
  readonly balances: readonly BalanceKind[];
  /** mol (mass), eq (alkalinity) by component. */
  readonly totals: Float64Array;
  /** For a phase balance: which phase and at what ln offset. */
  readonly balancePhases: ReadonlyMap<number, PhaseUnknown>;
  /** Equivalents of alkalinity per mole of species; only where a balance asks for it. */
  readonly alkalinity: Float64Array | null;
  /** Capacity in mol by species' site component; ln of it is added to bound species. */
  readonly siteTotals: Float64Array;
  readonly phases: readonly PhaseUnknown[];
  readonly gases: readonly GasUnknown[];
  readonly surface: SurfaceUnknown | null;
  readonly waterKg: number;
}

/** Values of the unknowns; the solver starts from it and leaves its answer in it. */
export interface Iterate {
  readonly lnActivity: Float64Array; // by component; 0 is water, found from the others
  lnWater: number; // ln kg
  lnIonicStrength: number;
  potential: number; // F ψ/(R T)
  readonly phaseMol: Float64Array; // moles formed, negative dissolved
  readonly active: Uint8Array;
}

/** What came of a solve. */
export interface Solution {
  readonly converged: boolean;
  readonly iterations: number;
  readonly residual: number;
  /** Name of the component, phase or other equation with the largest residual. */
  readonly worst: string;
  readonly moles: Float64Array; // by species
  readonly gasMol: Float64Array;
  readonly lnGamma: Float64Array;
}
