import type { Issue } from "../../evidence/issue.ts";
import { activityState } from "./activity.ts";
import { inputError } from "./chemistryError.ts";
import type {
  ChemistryDatabase,
  EquilibriumInput,
  EquilibriumOptions,
  EquilibriumResult,
  SolutionInput,
  SolutionState,
} from "./chemistryModel.ts";
import { addMol, formulaComponents } from "./composition.ts";
import { startOf } from "./equilibriumStart.ts";
import { initialSolution } from "./initialSolution.ts";
import { isGas, phaseAt, phaseUnknown, reagentUnknown } from "./phaseUnknown.ts";
import type { BalanceKind, EquilibriumProblem, GasUnknown, PhaseUnknown } from "./problem.ts";
import { addBound, addPhaseComponents, asComponents, isSource, mustStay } from "./reactionMatter.ts";
import { resultOf } from "./result.ts";
import { runSolver } from "./runSolver.ts";
import { boundAtEquilibrium, siteMaster, surfaceCapacity } from "./sorption.ts";
import { isStatement } from "./statements.ts";
import { chemicalSystem, speciesLnK } from "./system.ts";
import { holdingPH } from "./unreachable.ts";

/** L atm/(mol K). */
const gasLitreAtm = 0.0820573661;

function isState(solution: SolutionInput | SolutionState): solution is SolutionState {
  return "componentMol" in solution;
}

/**
 * Brings a water, what is added to it, minerals, gases, an exchanger and a surface to equilibrium at one temperature.
 * A `SolutionInput` alone is speciated as analysed (pH and pe as given); everything else conserves the moles of elements,
 * protons and electrons, so that pH and pe are found.
 *
 * @param options `warmStart`: an earlier result of a like problem; a titration step then takes a few iterations
 * @throws {ChemistryInputError} names or amounts that cannot be computed with, each with its issue
 * @throws {EquilibriumError} no equilibrium found: names the balance that is off and by how much
 * @see docs/chemistry.md
 */
export function equilibrate(
  database: ChemistryDatabase,
  input: EquilibriumInput,
  options: EquilibriumOptions = {},
): EquilibriumResult {
  const isAnalysis = !isState(input.solution);
  const first = isState(input.solution) ? null : initialSolution(database, input.solution, options);
  const isReaction =
    input.addMol !== undefined ||
    input.phases !== undefined ||
    input.gasPhase !== undefined ||
    input.exchange !== undefined ||
    input.surface !== undefined ||
    input.fixPH !== undefined ||
    input.fixPe !== undefined ||
    (input.temperatureC !== undefined && input.temperatureC !== first?.temperatureC);
  if (first !== null && !isReaction) return first;
  const start = first === null ? (input.solution as SolutionState) : first.state;
  return react(database, start, input, options, isAnalysis ? first : null);
}

function react(
  database: ChemistryDatabase,
  start: SolutionState,
  input: EquilibriumInput,
  options: EquilibriumOptions,
  analysed: EquilibriumResult | null,
): EquilibriumResult {
  const temperatureC = input.temperatureC ?? start.temperatureC;
  if (!(temperatureC >= 0 && temperatureC <= 200))
    throw inputError(
      "temperatureC",
      "chemistry.bad-value",
      `the temperature must lie in 0-200 °C, got ${temperatureC}`,
    );
  const T = temperatureC + 273.15;
  const decoupled = new Set(input.decoupled ?? []);
  const issues: Issue[] = (analysed?.issues ?? []).filter((issue) => !isStatement(issue));
  const totals = new Map<string, number>();
  for (const [name, moles] of Object.entries(start.componentMol))
    addMol(totals, asComponents(database, name, decoupled), moles);
  for (const [formula, moles] of Object.entries(input.addMol ?? {})) {
    if (!Number.isFinite(moles))
      throw inputError(`addMol.${formula}`, "chemistry.bad-value", `the amount must be a number, got ${moles}`);
    addMol(totals, formulaComponents(database, formula, decoupled), moles);
  }
  const wanted = input.phases ?? [];
  for (const phase of wanted)
    if ((phase.mol ?? (isGas(phase.name) ? null : 0)) !== 0) addPhaseComponents(database, phase, totals, decoupled);
  const reagent = input.fixPH === undefined ? null : formulaComponents(database, input.fixPH.with, decoupled);
  if (reagent !== null) addMol(totals, reagent, 0);
  for (const [gas, pressure] of Object.entries(input.gasPhase?.partialPressureAtm ?? {})) {
    const volumeL = input.gasPhase?.volumeL ?? 0;
    if (!(volumeL > 0 && pressure >= 0))
      throw inputError(
        `gasPhase.${gas}`,
        "chemistry.bad-value",
        "the volume must be above 0 L and the pressure at least 0 atm",
      );
    addPhaseComponents(database, { name: gas }, totals, decoupled, (pressure * volumeL) / (gasLitreAtm * T));
  }

  // Sites are components too; what sits on them already counts among the totals.
  const sites = new Map<string, number>();
  let bound: Readonly<Record<string, number>> = {};
  if (input.exchange !== undefined) {
    const { site = "X", capacityMol, compositionMol } = input.exchange;
    sites.set(siteMaster(database, site, "exchange"), capacityMol);
    const atStart =
      compositionMol ?? boundAtEquilibrium(database, start, temperatureC, sites, null, decoupled, options, "exchange");
    bound = { ...bound, ...atStart };
  }
  if (input.surface !== undefined) {
    const own = new Map<string, number>();
    for (const [name, moles] of Object.entries(input.surface.sitesMol))
      own.set(siteMaster(database, name, "surface"), moles);
    const { compositionMol, equilibrateFirst } = input.surface;
    const atStart =
      compositionMol ??
      (equilibrateFirst
        ? boundAtEquilibrium(
            database,
            start,
            temperatureC,
            own,
            surfaceCapacity(input.surface, T),
            decoupled,
            options,
            "surface",
          )
        : {});
    bound = { ...bound, ...atStart };
    for (const [name, moles] of own) sites.set(name, moles);
  }
  for (const [name, moles] of Object.entries(bound)) addBound(database, name, moles, sites, totals, decoupled);

  const names = [...totals]
    .filter(
      ([name, moles]) =>
        Math.abs(moles) > 1e-40 || mustStay.has(name) || isSource(name, wanted, database, decoupled, reagent),
    )
    .map(([name]) => name);
  const system = chemicalSystem(database, [...names, ...sites.keys()], [...decoupled]);
  const C = system.components.length;
  const amounts = new Float64Array(C);
  for (const [name, moles] of totals) {
    const c = system.indexOf.get(name);
    if (c !== undefined) amounts[c] = moles;
  }
  const siteTotals = new Float64Array(C);
  for (const [name, moles] of sites) {
    const c = system.indexOf.get(name);
    if (c === undefined) continue;
    siteTotals[c] = moles;
    amounts[c] = moles;
  }
  for (let c = 2; c < C; c++)
    if (amounts[c] < 0 && c !== system.electron && amounts[c] > -1e-12) amounts[c] = 0;
    else if (amounts[c] < 0 && c !== system.electron)
      throw inputError(
        "addMol",
        "chemistry.negative",
        `more ${system.components[c]} is taken away than there is (${amounts[c].toExponential(2)} mol left)`,
      );

  const phases: PhaseUnknown[] = [];
  const order: string[] = [];
  for (const phase of wanted) {
    order.push(phase.name);
    const made = phaseUnknown(system, phase, T, issues);
    if (made !== null) phases.push(made);
  }
  if (reagent !== null && input.fixPH !== undefined) phases.push(reagentUnknown(system, reagent, input.fixPH.pH));
  const gases: GasUnknown[] = [];
  for (const name of Object.keys(input.gasPhase?.partialPressureAtm ?? {})) {
    const volumeL = input.gasPhase?.volumeL ?? 0;
    const at = phaseAt(system, name, 0, T, `gasPhase.${name}`);
    gases.push({
      name,
      column: at.siColumn,
      coefficient: at.siCoefficient,
      offset: at.offset + Math.log(volumeL / (gasLitreAtm * T)),
    });
  }
  const balances: BalanceKind[] = system.components.map(() => "mass");
  if (input.fixPe !== undefined && system.electron >= 0) balances[system.electron] = "fixed";
  const problem: EquilibriumProblem = {
    system,
    lnK: speciesLnK(system, T),
    activity: activityState(system, options.activityModel ?? database.activityModel, T),
    model: options.activityModel ?? database.activityModel,
    balances,
    totals: amounts,
    balancePhases: new Map(),
    alkalinity: null,
    siteTotals,
    phases,
    gases,
    surface:
      input.surface === undefined || input.surface.electrostatics === "none"
        ? null
        : { capacity: surfaceCapacity(input.surface, T) },
    waterKg: amounts[0] / (1000 / 18.01528),
  };
  if (!(problem.waterKg > 1e-6))
    throw inputError("solution", "chemistry.no-water", "no water is left; an aqueous equilibrium needs some");
  const begin = () => startOf(problem, start, input, options.warmStart);
  const run = () => runSolver(problem, begin, options.maxIterations ?? 200, options.warmStart === undefined);
  const { iterate, solution } =
    reagent === null ? run() : holdingPH(run, () => naturalPH(database, start, input, options), input.fixPH, reagent);
  return resultOf(problem, iterate, solution, temperatureC, order, issues);
}

/** pH that comes of it without a reagent. */
function naturalPH(
  database: ChemistryDatabase,
  start: SolutionState,
  input: EquilibriumInput,
  options: EquilibriumOptions,
): number {
  const { fixPH, ...rest } = input;
  return fixPH === undefined ? Number.NaN : react(database, start, rest, options, null).pH;
}
