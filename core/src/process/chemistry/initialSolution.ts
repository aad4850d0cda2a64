import type { Issue } from "../../evidence/issue.ts";
import { activityState } from "./activity.ts";
import { analysedTotals } from "./analysis.ts";
import { inputError } from "./chemistryError.ts";
import { gasConstant, log10K } from "./logK.ts";
import type { BalanceKind, EquilibriumProblem, Iterate, PhaseUnknown } from "./problem.ts";
import { phaseAt } from "./phaseUnknown.ts";
import { resultOf } from "./result.ts";
import { chemicalSystem, masterIndex, speciesLnK, stateComponents } from "./system.ts";
import type { ChemicalSystem } from "./system.ts";
import { solveWithCharge } from "./unreachable.ts";
import type { ChemistryDatabase, EquilibriumOptions, EquilibriumResult, SolutionInput } from "./chemistryModel.ts";

const faraday = 96485.33212;

/**
 * Speciation of an analysed water: pH, pe and totals are given, the activities of all species follow. Redox states given
 * one by one keep their amounts; an element given as a whole is divided among its states by the pe.
 *
 * @throws {ChemistryInputError} the analysis cannot be read in this database
 * @throws {EquilibriumError} no speciation agrees with it
 */
export function initialSolution(
  database: ChemistryDatabase,
  solution: SolutionInput,
  options: EquilibriumOptions = {},
): EquilibriumResult {
  const temperatureC = solution.temperatureC ?? 25;
  checkRanges(solution, temperatureC);
  const T = temperatureC + 273.15;
  const totals = analysedTotals(database, solution);
  const { primary, elementOf } = masterIndex(database);
  const waterKg = solution.waterKg ?? 1;
  const issues: Issue[] = [];

  const whole = new Set(totals.filter((total) => total.master.valence === null).map((total) => total.master.element));
  const decoupled = new Set<string>();
  for (const total of totals) {
    if (total.master.valence === null) continue;
    const { element } = total.master;
    if (whole.has(element))
      throw inputError(
        `totals.${total.key}`,
        "chemistry.twice",
        `${element} is given as a whole and as ${total.key}; give one`,
      );
    if (element !== "H" || total.master.valence !== 1) decoupled.add(element);
  }
  const alkalinity = totals.find((total) => total.isAlkalinity);
  const carbon = alkalinity?.master.species ?? "";
  const hasCarbon = totals.some((total) => !total.isAlkalinity && total.master.element === "C");
  if (alkalinity !== undefined && !hasCarbon) decoupled.add("C");
  const components = totals
    .filter(
      (total) =>
        total.line.value > 0 || total.line.chargeBalance || total.line.phase !== undefined || total.isAlkalinity,
    )
    .map((total) => (total.isAlkalinity ? (primary.get("C") ?? carbon) : total.master.species));
  const system = chemicalSystem(database, components, [...decoupled]);
  const { indexOf } = system;
  const C = system.components.length;
  const balances: BalanceKind[] = system.components.map(() => "mass");
  const amounts = new Float64Array(C);
  const held = new Map<number, PhaseUnknown>();
  balances[0] = "fixed";
  balances[1] = solution.pHFromChargeBalance ? "charge" : "fixed";
  if (system.electron >= 0) balances[system.electron] = "fixed";
  let alkalinityOf: Float64Array | null = null;
  for (const total of totals) {
    const c = indexOf.get(total.isAlkalinity ? (primary.get("C") ?? carbon) : total.master.species);
    if (c === undefined || c < 2) continue;
    if (total.isAlkalinity) {
      alkalinityOf = alkalinityBySpecies(system);
      const at = hasCarbon ? 1 : c; // with carbon given too, the alkalinity finds the pH
      balances[at] = "alkalinity";
      amounts[at] = total.molPerKgWater * waterKg;
      continue;
    }
    const inMaster =
      database.species.get(total.master.species)?.elements.get(elementOf.get(total.master.species) ?? "") ?? 1;
    amounts[c] = (total.molPerKgWater * waterKg) / inMaster;
    if (total.line.chargeBalance) balances[c] = "charge";
    else if (total.line.phase !== undefined) {
      balances[c] = "phase";
      held.set(c, phaseAt(system, total.line.phase.name, total.line.phase.si, T, `totals.${total.key}.phase`));
    }
  }
  if (solution.pePhase !== undefined && system.electron >= 0) {
    balances[system.electron] = "phase";
    held.set(system.electron, phaseAt(system, solution.pePhase.name, solution.pePhase.si, T, "pePhase"));
  }
  if (balances.filter((balance) => balance === "charge").length > 1)
    throw inputError("totals", "chemistry.charge-twice", "the charge balance can find one value, not two; mark one");

  const lnK = speciesLnK(system, T);
  const activity = activityState(system, options.activityModel ?? database.activityModel, T);
  const problem: EquilibriumProblem = {
    system,
    lnK,
    activity,
    model: options.activityModel ?? database.activityModel,
    balances,
    totals: amounts,
    balancePhases: held,
    alkalinity: alkalinityOf,
    siteTotals: new Float64Array(C),
    phases: [],
    gases: [],
    surface: null,
    waterKg,
  };
  let pe = solution.ehV === undefined ? (solution.pe ?? 4) : (solution.ehV * faraday) / (gasConstant * T * Math.LN10);
  if (system.electron >= 0 && solution.pePhase === undefined && !solution.pHFromChargeBalance)
    checkWater(pe, solution.pH);
  const begin = (): Iterate => {
    const lnActivity = new Float64Array(C);
    let charge = 0;
    for (let c = 2; c < C; c++) {
      const share = Math.max(amounts[c], 1e-9) / waterKg;
      lnActivity[c] = Math.log(share * 0.3);
      charge += share;
    }
    lnActivity[1] = -solution.pH * Math.LN10;
    if (system.electron >= 0) lnActivity[system.electron] = -pe * Math.LN10;
    return {
      lnActivity,
      lnWater: Math.log(waterKg),
      lnIonicStrength: Math.log(Math.max(1e-7, charge)),
      potential: 0,
      phaseMol: new Float64Array(0),
      active: new Uint8Array(0),
    };
  };
  let run = solveWithCharge(problem, begin, options.maxIterations ?? 200);
  if (solution.redoxCouple !== undefined) {
    for (let round = 0; round < 4; round++) {
      pe = couplePe(system, solution.redoxCouple, run.iterate.lnActivity, T);
      run = solveWithCharge(problem, begin, options.maxIterations ?? 200);
    }
  }
  const result = resultOf(problem, run.iterate, run.solution, temperatureC, [], issues);
  if (Math.abs(result.chargeErrorPct) > 5)
    issues.push({
      path: "totals",
      code: "chemistry.charge-imbalance",
      severity: "warning",
      message: `charges differ by ${result.chargeErrorPct.toFixed(1)} % of their sum (${result.chargeEq.toExponential(2)} eq); above 5 % the analysis misses or misreads an ion. Mark one total chargeBalance to close it`,
    });
  // Without a redox species in the system the pe given stands.
  return Number.isNaN(result.pe) ? Object.assign(result, { pe }) : result;
}

function checkRanges(solution: SolutionInput, temperatureC: number): void {
  if (!(temperatureC >= 0 && temperatureC <= 200))
    throw inputError(
      "temperatureC",
      "chemistry.bad-value",
      `the temperature must lie in 0-200 °C, got ${temperatureC}`,
    );
  if (!(solution.pH >= -2 && solution.pH <= 16))
    throw inputError("pH", "chemistry.bad-value", `pH must lie in -2 to 16, got ${solution.pH}`);
  if (!((solution.waterKg ?? 1) > 0))
    throw inputError("waterKg", "chemistry.bad-value", "the mass of water must be above 0 kg");
  if (solution.pe !== undefined && !(Math.abs(solution.pe) <= 30))
    throw inputError("pe", "chemistry.bad-value", `pe must lie in -30 to 30, got ${solution.pe}`);
}

/** Outside these bounds (25 °C: 0 to 20.8 at one atmosphere) water itself would be split into gases of thousands of atmospheres. */
function checkWater(pe: number, pH: number): void {
  const sum = pe + pH;
  if (sum > 22 || sum < -2)
    throw inputError(
      "pe",
      "chemistry.unstable-water",
      `pe ${pe.toFixed(2)} at pH ${pH.toFixed(2)} lies ${sum > 22 ? `above the line of oxygen (log p O2 = ${(4 * sum - 83.1).toFixed(0)})` : `below the line of hydrogen (log p H2 = ${(-2 * sum).toFixed(0)})`}; water is not stable there. Check pe or Eh; pe + pH must lie in -2 to 22`,
    );
}

/** Equivalents of alkalinity in a mole of each species: the sum over its master species. */
function alkalinityBySpecies(system: ChemicalSystem): Float64Array {
  const ofMaster = new Map<string, number>([["H+", -1]]);
  for (const master of system.database.masters.values())
    if (master.name !== "Alkalinity" && master.name !== "E") ofMaster.set(master.species, master.alkalinity);
  ofMaster.set("H2O", 0).set("e-", 0);
  return Float64Array.from(system.species, (species, i) => {
    if (system.kind[i] !== 0) return 0;
    let sum = 0;
    for (const [name, count] of stateComponents(system.database, species.name) ?? [])
      sum += count * (ofMaster.get(name) ?? 0);
    return sum;
  });
}

/** pe at which two redox states of one element are at equilibrium. */
function couplePe(system: ChemicalSystem, couple: readonly [string, string], la: Float64Array, T: number): number {
  const [first, second] = couple.map((key) => {
    const master = system.database.masters.get(key);
    const c = master === undefined ? undefined : system.indexOf.get(master.species);
    if (master === undefined || c === undefined)
      throw inputError("redoxCouple", "chemistry.unknown-state", `${key} is not among the totals`);
    return { name: master.species, ln: la[c] };
  });
  // The state that is written with electrons in terms of the other.
  for (const [made, from] of [
    [first, second],
    [second, first],
  ]) {
    const species = system.database.species.get(made.name);
    const electrons = species?.reaction.get("e-") ?? 0;
    if (species === undefined || electrons === 0 || !species.reaction.has(from.name)) continue;
    const lnK = Math.LN10 * log10K(species.logK, T);
    let ln = made.ln - lnK;
    for (const [name, count] of species.reaction) {
      if (name === "e-") continue;
      const c = system.indexOf.get(name);
      if (c !== undefined) ln -= count * la[c];
    }
    return -ln / electrons / Math.LN10;
  }
  throw inputError(
    "redoxCouple",
    "chemistry.no-couple",
    `${couple.join(" and ")} have no reaction with electrons between them`,
  );
}
