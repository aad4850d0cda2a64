import type { EquilibriumProblem } from "./problem.ts";

/** Arrays and sums of one solve, written anew in every iteration. */
export interface SolverWork {
  readonly moles: Float64Array; // by species
  readonly molality: Float64Array;
  readonly gasMol: Float64Array;
  /** ln of the sites that bound species share. */
  readonly lnSites: Float64Array;
  /** Sums of the positive and the negative terms of each balance. */
  readonly positive: Float64Array;
  readonly negative: Float64Array;
  /** 1 where a phase in play takes part in a balance. */
  readonly touched: Uint8Array;
  readonly residual: Float64Array;
  /** What a term of a balance is multiplied with in its row. */
  readonly weightP: Float64Array;
  readonly weightN: Float64Array;
  readonly siOf: Float64Array; // ln units, by phase
  readonly toggles: Uint8Array;
  readonly lastGamma: Float64Array;
  /** Σ z² n of the ions. */
  ionSum: number;
  surfaceCharge: number;
  /** Largest change of a coefficient of a species that counts since the iteration before. */
  lag: number;
  lastWater: number;
  muResidual: number;
  psiResidual: number;
  /** Surface charge over that of the diffuse layer at a potential of one. */
  relativeCharge: number;
  size: number;
  worst: string;
}

/** Room for one solve of a problem. */
export function solverWork({ system, phases, gases, siteTotals }: EquilibriumProblem): SolverWork {
  const C = system.components.length;
  const S = system.species.length;
  return {
    moles: new Float64Array(S),
    molality: new Float64Array(S),
    gasMol: new Float64Array(gases.length),
    lnSites: Float64Array.from(siteTotals, (total) => Math.log(Math.max(total, 1e-300))),
    positive: new Float64Array(C),
    negative: new Float64Array(C),
    touched: new Uint8Array(C),
    residual: new Float64Array(C),
    weightP: new Float64Array(C),
    weightN: new Float64Array(C),
    siOf: new Float64Array(phases.length),
    toggles: new Uint8Array(phases.length),
    lastGamma: new Float64Array(S),
    ionSum: 0,
    surfaceCharge: 0,
    lag: 0,
    lastWater: 0,
    muResidual: 0,
    psiResidual: 0,
    relativeCharge: 0,
    size: Number.POSITIVE_INFINITY,
    worst: "",
  };
}

/** Matrix and right side of one order. */
export interface LinearRoom {
  readonly order: number;
  readonly matrix: Float64Array;
  readonly right: Float64Array;
}
const rooms = new Map<number, LinearRoom>();

/** A matrix and a right side of an order, used again and again. */
export function linearRoom(order: number): LinearRoom {
  const known = rooms.get(order);
  if (known !== undefined) return known;
  const made = { order, matrix: new Float64Array(order * order), right: new Float64Array(order) };
  if (rooms.size > 50) rooms.clear();
  rooms.set(order, made);
  return made;
}
