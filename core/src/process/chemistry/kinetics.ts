import { equilibrate } from "./equilibrate.ts";
import { type IntegrationOptions, integrateStiff } from "./rosenbrock.ts";
import type {
  ChemistryDatabase,
  EquilibriumInput,
  EquilibriumOptions,
  EquilibriumResult,
  SolutionState,
} from "./chemistryModel.ts";

/** What a rate law may look at. */
export interface RateContext {
  readonly result: EquilibriumResult;
  /** Activity of a dissolved species; 0 where it is not there. */
  readonly activity: (species: string) => number;
  /** mol/kgw dissolved of an element or redox state. */
  readonly total: (name: string) => number;
  /** IAP/K of a phase; of a gas its partial pressure in atm. */
  readonly saturationRatio: (phase: string) => number;
  /** Moles of the reactant left. */
  readonly mol: number;
  readonly initialMol: number;
  readonly timeS: number;
}

/** A reaction that is slower than the rest. */
export interface KineticReaction {
  readonly name: string;
  /** Moles put into the solution by a mole of reaction, by formula or master species. */
  readonly yields: Readonly<Record<string, number>>;
  /** Moles of the reactant at the start; it stops when they are gone. Without: no reactant to run out. */
  readonly initialMol?: number;
  /** mol/s of reaction; negative runs it backwards. */
  readonly ratePerS: (context: RateContext) => number;
}

/** The water at one time, and how far each reaction has gone. */
export interface KineticStep {
  readonly timeS: number;
  readonly extentMol: readonly number[];
  readonly result: EquilibriumResult;
}

/**
 * Slow reactions in a water that is otherwise at equilibrium: dξ/dt = r(water at ξ), by a stiff integrator whose every rate
 * is taken at the equilibrium of that moment.
 *
 * @param base water, phases, gases and so on as for `equilibrate`; its `addMol` is there from the start
 * @param timesS seconds, increasing; the first is the start
 * @throws {ChemistryInputError | EquilibriumError | IntegrationError}
 */
export function kineticPath(
  database: ChemistryDatabase,
  base: EquilibriumInput,
  reactions: readonly KineticReaction[],
  timesS: readonly number[],
  options: EquilibriumOptions & IntegrationOptions = {},
): KineticStep[] {
  const first = equilibrate(database, { solution: base.solution }, options);
  const state: SolutionState = "componentMol" in base.solution ? base.solution : first.state;
  let warm: EquilibriumResult | undefined;
  const at = (extent: Float64Array): EquilibriumResult => {
    const addMol: Record<string, number> = { ...base.addMol };
    reactions.forEach(({ yields }, k) => {
      for (const [formula, count] of Object.entries(yields))
        addMol[formula] = (addMol[formula] ?? 0) + count * extent[k];
    });
    warm = equilibrate(database, { ...base, solution: state, addMol }, { ...options, warmStart: warm });
    return warm;
  };
  const rate = (timeS: number, extent: Float64Array, into: Float64Array) => {
    const bounded = Float64Array.from(extent, (value, k) => Math.min(value, reactions[k].initialMol ?? value));
    const result = at(bounded);
    const context = rateContext(result, timeS);
    reactions.forEach(({ initialMol, ratePerS }, k) => {
      const left = initialMol === undefined ? Number.POSITIVE_INFINITY : initialMol - extent[k];
      into[k] = left <= 0 ? 0 : ratePerS({ ...context, mol: left, initialMol: initialMol ?? Number.POSITIVE_INFINITY });
    });
  };
  const path = integrateStiff(new Float64Array(reactions.length), timesS, rate, options);
  return path.states.map((extent, k) => ({ timeS: timesS[k], extentMol: [...extent], result: at(extent) }));
}

/** Looks activities, totals and saturations up once for all rates of a moment. */
export function rateContext(result: EquilibriumResult, timeS: number): Omit<RateContext, "mol" | "initialMol"> {
  let activities: Map<string, number> | null = null;
  let totals: Readonly<Record<string, number>> | null = null;
  let indices: Readonly<Record<string, number>> | null = null;
  return {
    result,
    timeS,
    activity: (species) => {
      if (species === "H+") return 10 ** -result.pH;
      if (species === "H2O") return result.waterActivity;
      activities ??= new Map(result.speciesAmounts().map((row) => [row.name, row.activity]));
      return activities.get(species) ?? 0;
    },
    total: (name) => {
      totals ??= result.totalsMolal();
      return totals[name] ?? 0;
    },
    saturationRatio: (phase) => {
      const there = result.phases.find((candidate) => candidate.name === phase);
      if (there !== undefined) return 10 ** there.si;
      indices ??= result.saturationIndices();
      const si = indices[phase];
      return si === undefined ? 0 : 10 ** si;
    },
  };
}
