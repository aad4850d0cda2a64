import type { Issue } from "../../evidence/issue.ts";
import { coverageOf } from "./coverage.ts";
import { log10K } from "./logK.ts";
import { type EquilibriumProblem, type Iterate, lnSaturation, type Solution } from "./problem.ts";
import { compiledPhase, masterIndex, phaseLnOffset, stateComponents } from "./system.ts";
import { statementsOf } from "./statements.ts";
import type { EquilibriumResult, PhaseAmount, SpeciesAmount } from "./chemistryModel.ts";

/** What a result keeps so that the next, like problem starts where it ended. */
export interface Memory {
  readonly problem: EquilibriumProblem;
  readonly iterate: Iterate;
}
const memories = new WeakMap<EquilibriumResult, Memory>();

/** The solver's own state behind a result, for a warm start. */
export function memoryOf(result: EquilibriumResult): Memory | undefined {
  return memories.get(result);
}

const log10 = (ln: number) => ln / Math.LN10;

/** Phases that were asked for but hold an element that is not there: undersaturated without bound. */
export function absentPhase(name: string): PhaseAmount {
  return { name, mol: 0, changeMol: 0, si: Number.NEGATIVE_INFINITY };
}

/**
 * Puts a solver's answer into the words of the interface.
 * @param phaseOrder names of all phases asked for, in the order asked
 */
export function resultOf(
  problem: EquilibriumProblem,
  iterate: Iterate,
  solution: Solution,
  temperatureC: number,
  phaseOrder: readonly string[],
  issues: readonly Issue[],
): EquilibriumResult {
  const { system } = problem;
  const { components, start, column, coefficient, kind, charge, species } = system;
  const moles = solution.moles.slice();
  const lnGamma = solution.lnGamma.slice();
  const la = iterate.lnActivity;
  const waterKg = Math.exp(iterate.lnWater);
  const sums = new Float64Array(components.length);
  sums[0] = (1000 / 18.01528) * waterKg;
  let cations = 0;
  let anions = 0;
  for (let i = 0; i < moles.length; i++) {
    if (kind[i] !== 0) continue;
    for (let e = start[i]; e < start[i + 1]; e++) sums[column[e]] += coefficient[e] * moles[i];
    const q = charge[i] * moles[i];
    if (q > 0) cations += q;
    else anions -= q;
  }
  const componentMol: Record<string, number> = {};
  const lnActivity: Record<string, number> = {};
  components.forEach((name, c) => {
    if (problem.siteTotals[c] > 0) return;
    componentMol[name] = sums[c];
    lnActivity[name] = la[c];
  });
  const bound = (of: number) => {
    const amounts: Record<string, number> = {};
    for (let i = 0; i < moles.length; i++) if (kind[i] === of) amounts[species[i].name] = moles[i];
    return amounts;
  };
  const byName = new Map<string, PhaseAmount>();
  let reagentMol = 0;
  problem.phases.forEach((phase, p) => {
    const formed = iterate.phaseMol[p];
    if (phase.isReagent) {
      reagentMol = -formed;
      return;
    }
    const si = lnSaturation(phase, la);
    const compiled = system.phases.get(phase.name);
    // The solver's offset is against the target; what is shown is against the constant.
    const target = compiled ? phaseLnOffset(compiled, temperatureC + 273.15) - phase.offset : 0;
    // A gas of the open air, or one held at a pressure without bound, does not run out.
    const mol = phase.available === Number.POSITIVE_INFINITY ? phase.available : Math.max(0, phase.initialMol + formed);
    byName.set(phase.name, { name: phase.name, mol, changeMol: formed, si: log10(si + target) });
  });
  const electron = system.electron;
  let stated: Issue[] | null = null;
  const phasesPresent = [...byName.values()].flatMap(({ name, mol }) => (mol > 0 ? [name] : []));
  const result: EquilibriumResult = {
    state: { temperatureC, componentMol, lnActivity },
    temperatureC,
    pH: -log10(la[1]),
    pe: electron < 0 ? Number.NaN : -log10(la[electron]),
    ionicStrengthMolal: Math.exp(iterate.lnIonicStrength),
    waterActivity: Math.exp(la[0]),
    waterKg,
    chargeEq: cations - anions,
    chargeErrorPct: cations + anions > 0 ? (100 * (cations - anions)) / (cations + anions) : 0,
    phases: phaseOrder.map((name) => byName.get(name) ?? absentPhase(name)),
    reagentMol,
    gasMol: Object.fromEntries(problem.gases.map((gas, g) => [gas.name, solution.gasMol[g]])),
    exchangeMol: bound(1),
    surfaceMol: bound(2),
    surfacePotentialV: (iterate.potential * 8.314462618 * (temperatureC + 273.15)) / 96485.33212,
    iterations: solution.iterations,
    residual: solution.residual,
    get issues() {
      stated ??= statementsOf(problem, iterate, moles, temperatureC, phasesPresent);
      return [...issues, ...stated];
    },
    coverage: () => coverageOf(system),
    speciesAmounts: () => {
      const rows: SpeciesAmount[] = [];
      for (let i = 0; i < moles.length; i++) {
        if (kind[i] !== 0) continue;
        const molality = moles[i] / waterKg;
        const logGamma = log10(lnGamma[i]);
        const logActivity = Math.log10(molality) + logGamma;
        rows.push({ name: species[i].name, molality, activity: 10 ** logActivity, logActivity, logGamma });
      }
      return rows.sort((a, b) => b.molality - a.molality);
    },
    totalsMolal: () => totalsOf(problem, moles, waterKg),
    saturationIndices: () => {
      const indices: Record<string, number> = {};
      const T = temperatureC + 273.15;
      for (const phase of system.database.phases.values()) {
        const compiled = compiledPhase(system, phase);
        if (compiled === null) continue;
        let si = phaseLnOffset(compiled, T);
        for (let e = 0; e < compiled.column.length; e++) si += compiled.coefficient[e] * la[compiled.column[e]];
        indices[phase.name] = log10(si);
      }
      return indices;
    },
    logKOfPhase: (name) => {
      const phase = system.database.phases.get(name);
      return phase === undefined ? Number.NaN : log10K(phase.logK, temperatureC + 273.15);
    },
  };
  memories.set(result, { problem, iterate });
  return result;
}

function totalsOf(problem: EquilibriumProblem, moles: Float64Array, waterKg: number): Record<string, number> {
  const { system } = problem;
  const { valenceName, elementOf } = masterIndex(system.database);
  const totals: Record<string, number> = {};
  const add = (name: string, amount: number) => {
    totals[name] = (totals[name] ?? 0) + amount;
  };
  system.species.forEach((species, i) => {
    if (system.kind[i] !== 0) return;
    const molality = moles[i] / waterKg;
    for (const [element, count] of species.elements)
      if (element !== "H" && element !== "O") add(element, count * molality);
    for (const [master, count] of stateComponents(system.database, species.name) ?? []) {
      const state = valenceName.get(master);
      if (state === undefined) continue;
      const element = elementOf.get(master) ?? "";
      const inMaster = system.database.species.get(master)?.elements.get(element) ?? 1;
      add(state, count * inMaster * molality);
    }
  });
  return totals;
}
