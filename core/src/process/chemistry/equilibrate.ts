import type { Issue } from "../../evidence/issue.ts";
import { activityState } from "./activity.ts";
import { inputError, suggestion } from "./chemistryError.ts";
import { addMol, formulaComponents, missingElement } from "./composition.ts";
import { initialSolution, phaseAt } from "./initialSolution.ts";
import type { BalanceKind, EquilibriumProblem, GasUnknown, Iterate, PhaseUnknown } from "./problem.ts";
import { memoryOf, resultOf } from "./result.ts";
import { runSolver } from "./runSolver.ts";
import { isStatement } from "./statements.ts";
import { boundAtEquilibrium, siteMaster, surfaceCapacity } from "./sorption.ts";
import { holdingPH } from "./unreachable.ts";
import { type ChemicalSystem, chemicalSystem, masterIndex, primaryComponents, speciesLnK } from "./system.ts";
import type {
  ChemistryDatabase,
  EquilibriumInput,
  EquilibriumOptions,
  EquilibriumResult,
  PhaseInput,
  SolutionInput,
  SolutionState,
} from "./chemistryModel.ts";

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
    if (!(volumeL > 0))
      throw inputError("gasPhase.volumeL", "chemistry.bad-value", `the volume must be above 0 L, got ${volumeL}`);
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

const mustStay = new Set(["H2O", "H+", "e-"]);

/** A component without matter stays when a phase or the reagent can bring it. */
function isSource(
  name: string,
  phases: readonly PhaseInput[],
  database: ChemistryDatabase,
  decoupled: ReadonlySet<string>,
  reagent: ReadonlyMap<string, number> | null,
): boolean {
  if (reagent?.has(name)) return true;
  return phases.some((phase) => {
    if ((phase.mol ?? (isGas(phase.name) ? null : 0)) === 0) return false;
    const found = database.phases.get(phase.name);
    if (found === undefined) return false;
    return [...found.reaction.keys()].some((part) => partComponents(database, part, decoupled)?.has(name));
  });
}

/** A name in a state's account in today's components: itself where decoupled or primary, else its reaction. */
function asComponents(
  database: ChemistryDatabase,
  name: string,
  decoupled: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const { elementOf, primary } = masterIndex(database);
  const element = elementOf.get(name) ?? "";
  if (mustStay.has(name) || primary.get(element) === name || decoupled.has(element)) return new Map([[name, 1]]);
  const parts = primaryComponents(database, name);
  if (parts === null) throw missingElement(database, element === "" ? name : element, `solution.componentMol.${name}`);
  return parts;
}

function partComponents(database: ChemistryDatabase, name: string, decoupled: ReadonlySet<string>) {
  const { elementOf } = masterIndex(database);
  if (decoupled.has(elementOf.get(name) ?? "")) return new Map([[name, 1]]);
  return primaryComponents(database, name);
}

function addPhaseComponents(
  database: ChemistryDatabase,
  { name }: PhaseInput,
  totals: Map<string, number>,
  decoupled: ReadonlySet<string>,
  moles = 0,
) {
  const phase = database.phases.get(name);
  if (phase === undefined)
    throw inputError(
      `phases.${name}`,
      "chemistry.unknown-phase",
      `no phase "${name}" in the table ${database.name}${suggestion(name, database.phases.keys())}`,
    );
  for (const [part, count] of phase.reaction)
    addMol(totals, partComponents(database, part, decoupled) ?? new Map(), count * moles);
}

/** What a bound species holds apart from its site is matter of the whole. */
function addBound(
  database: ChemistryDatabase,
  name: string,
  moles: number,
  sites: ReadonlyMap<string, number>,
  totals: Map<string, number>,
  decoupled: ReadonlySet<string>,
): void {
  const species = database.species.get(name);
  if (species === undefined || species.kind === "aqueous")
    throw inputError(
      `compositionMol.${name}`,
      "chemistry.unknown-species",
      `no bound species "${name}" in the table ${database.name}`,
    );
  for (const [part, count] of species.reaction) {
    if (sites.has(part) || part === name) continue;
    const parts = partComponents(database, part, decoupled);
    if (parts !== null) addMol(totals, parts, count * moles);
  }
}

const isGas = (name: string) => /\(g\)$/i.test(name);

function phaseUnknown(system: ChemicalSystem, input: PhaseInput, T: number, issues: Issue[]): PhaseUnknown | null {
  const { database } = system;
  const where = `phases.${input.name}`;
  if (!database.phases.has(input.name))
    throw inputError(
      where,
      "chemistry.unknown-phase",
      `no phase "${input.name}" in the table ${database.name}${suggestion(input.name, database.phases.keys())}`,
    );
  const mol = input.mol === undefined ? (isGas(input.name) ? null : 0) : input.mol;
  if (mol !== null && !(mol >= 0))
    throw inputError(where, "chemistry.bad-value", `the amount must be at least 0 mol, got ${mol}`);
  let made: PhaseUnknown;
  try {
    made = phaseAt(system, input.name, input.si ?? 0, T, where);
  } catch {
    issues.push({
      path: where,
      code: "chemistry.absent-element",
      severity: "info",
      message: `${input.name} cannot form: an element of it is absent`,
    });
    return null;
  }
  const initial = mol ?? 0;
  return {
    ...made,
    initialMol: mol === null ? Number.MIN_VALUE : initial,
    available: input.only === "precipitate" ? 0 : mol === null ? Number.POSITIVE_INFINITY : initial,
    mayForm: input.only !== "dissolve",
  };
}

function reagentUnknown(system: ChemicalSystem, reagent: ReadonlyMap<string, number>, pH: number): PhaseUnknown {
  const parts = [...reagent].filter(([name]) => system.indexOf.has(name));
  return {
    name: "pH reagent",
    siColumn: Int32Array.of(1),
    siCoefficient: Float64Array.of(1),
    offset: pH * Math.LN10,
    massColumn: Int32Array.from(parts, ([name]) => system.indexOf.get(name) ?? 0),
    massCoefficient: Float64Array.from(parts, ([, count]) => count),
    available: Number.POSITIVE_INFINITY,
    initialMol: 0,
    mayForm: true,
    isReagent: true,
  };
}

/** Where the search begins: the warm start's answer, else the activities the water had, else a share of each total. */
function startOf(
  problem: EquilibriumProblem,
  start: SolutionState,
  input: EquilibriumInput,
  warmStart: EquilibriumResult | undefined,
): Iterate {
  const { system, totals, phases } = problem;
  const memory = warmStart === undefined ? undefined : memoryOf(warmStart);
  const lnActivity = new Float64Array(system.components.length);
  let lnIonicStrength = Math.log(0.01);
  let ions = 0;
  system.components.forEach((name, c) => {
    const kept = start.lnActivity?.[name];
    const site = problem.siteTotals[c];
    if (c > 1 && c !== system.electron && site === 0) ions += Math.abs(totals[c]);
    lnActivity[c] =
      name === "H2O"
        ? 0
        : (kept ??
          (name === "H+"
            ? -16
            : name === "e-"
              ? -9
              : site > 0
                ? Math.log(0.1)
                : Math.log(Math.max(Math.abs(totals[c]) / problem.waterKg, 1e-7) * 0.3)));
    if (!Number.isFinite(lnActivity[c])) lnActivity[c] = -16;
  });
  lnIonicStrength = Math.log(Math.max(1e-6, ions / problem.waterKg));
  if (input.fixPe !== undefined && system.electron >= 0) lnActivity[system.electron] = -input.fixPe * Math.LN10;
  if (input.fixPH !== undefined) lnActivity[1] = -input.fixPH.pH * Math.LN10;
  const iterate: Iterate = {
    lnActivity,
    lnWater: Math.log(problem.waterKg),
    lnIonicStrength,
    potential: 0,
    phaseMol: new Float64Array(phases.length),
    active: new Uint8Array(phases.length),
  };
  if (memory === undefined) return iterate;
  const before = memory.iterate;
  memory.problem.system.components.forEach((name, c) => {
    const at = system.indexOf.get(name);
    if (at !== undefined && problem.balances[at] !== "fixed" && Number.isFinite(before.lnActivity[c]))
      lnActivity[at] = before.lnActivity[c];
  });
  iterate.lnWater = before.lnWater + Math.log(problem.waterKg / memory.problem.waterKg);
  iterate.lnIonicStrength = before.lnIonicStrength;
  iterate.potential = before.potential;
  phases.forEach((phase, p) => {
    const k = memory.problem.phases.findIndex((other) => other.name === phase.name);
    if (k < 0) return;
    iterate.active[p] = before.active[k];
    if (phase.initialMol === memory.problem.phases[k].initialMol) iterate.phaseMol[p] = before.phaseMol[k];
    else if (before.active[k] === 0) iterate.phaseMol[p] = -Math.min(phase.initialMol, phase.available);
  });
  return iterate;
}
