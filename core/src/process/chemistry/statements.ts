import type { Issue } from "../../evidence/issue.ts";
import { knownFault } from "./correctedConstants.ts";
import { coverageOf } from "./coverage.ts";
import type { ActivityModel, LogK } from "./chemistryModel.ts";
import type { EquilibriumProblem, Iterate } from "./problem.ts";
import { compiledPhase, type ChemicalSystem } from "./system.ts";

/** Ionic strength in mol/kgw up to which a model holds, as docs/chemistry.md has it. */
const modelReach: Readonly<Record<ActivityModel, number>> = { davies: 0.5, wateq: 1, llnl: 1, sit: 4, pitzer: 20 };
/** Kelvin from 25 °C within which a missing enthalpy is not worth a word: 0.1 log units at 40 kJ/mol. */
const noticedK = 5;
/** Share of an element in a species from which its constant counts. */
const countingShare = 0.01;
const mostNamed = 12;

/**
 * What the reader of an equilibrium should know of its constants: elements without complexes (`chemistry.no-complexes`), constants
 * at 25 °C used elsewhere for want of an enthalpy (`chemistry.no-enthalpy`), constants that a published database has wrong
 * (`chemistry.known-fault`), and an ionic strength beyond the model of activity
 * coefficients (`chemistry.beyond-model`).
 */
export function statementsOf(
  problem: EquilibriumProblem,
  iterate: Iterate,
  moles: Float64Array,
  temperatureC: number,
  present: readonly string[],
): Issue[] {
  return [
    ...missingComplexes(problem.system),
    ...faultyConstants(problem.system, present),
    ...missingEnthalpies(problem, moles, temperatureC, present),
    ...beyondModel(problem, Math.exp(iterate.lnIonicStrength)),
  ];
}

const codes = new Set([
  "chemistry.no-complexes",
  "chemistry.no-enthalpy",
  "chemistry.beyond-model",
  "chemistry.known-fault",
]);

/** Whether an issue is one of `statementsOf`: each result makes its own. */
export function isStatement({ code }: Issue): boolean {
  return codes.has(code);
}

function missingComplexes(system: ChemicalSystem): Issue[] {
  return coverageOf(system)
    .filter(({ missing }) => missing.length > 0)
    .map(({ element, missing }) => ({
      path: `table ${system.database.name}, ${element}`,
      code: "chemistry.no-complexes",
      severity: "warning" as const,
      message: `${element} has no ${missing.join(", no ")} in the table ${system.database.name}: more of it is free, and less of it falls, than in the water; bring constants (--database) or use a table that has them`,
    }));
}

/** Published slips among the constants in use. */
function faultyConstants(system: ChemicalSystem, present: readonly string[]): Issue[] {
  const found = [
    ...system.species.map(({ name, logK }) => knownFault("aqueous", name, logK)),
    ...present.map((name) => {
      const phase = system.database.phases.get(name);
      return phase === undefined ? undefined : knownFault("phase", name, phase.logK);
    }),
  ];
  return found
    .filter((fault) => fault !== undefined)
    .map((fault) => ({
      path: `table ${system.database.name}, ${fault.name}`,
      code: "chemistry.known-fault",
      severity: "warning" as const,
      message: `${fault.reason}; the table relode has log K ${fault.logK25}${fault.deltaHKjPerMol === 0 ? "" : `, ΔH ${fault.deltaHKjPerMol} kJ/mol`} (${fault.source})`,
    }));
}

/** True where a constant at 25 °C stands for every temperature. */
export function lacksTemperature({ logK25, deltaHKjPerMol, analytic }: LogK): boolean {
  return analytic === null && deltaHKjPerMol === 0 && logK25 !== 0;
}

function missingEnthalpies(
  { system }: EquilibriumProblem,
  moles: Float64Array,
  temperatureC: number,
  present: readonly string[],
): Issue[] {
  if (Math.abs(temperatureC - 25) <= noticedK) return [];
  const sums = new Float64Array(system.components.length);
  for (let i = 0; i < moles.length; i++)
    for (let e = system.start[i]; e < system.start[i + 1]; e++)
      sums[system.column[e]] += Math.abs(system.coefficient[e]) * moles[i];
  const names: string[] = [];
  system.species.forEach((species, i) => {
    if (system.kind[i] !== 0 || !system.constants[i].some(([constant]) => lacksTemperature(constant))) return;
    for (let e = system.start[i]; e < system.start[i + 1]; e++) {
      const c = system.column[e];
      if (c < 2 || c === system.electron) continue;
      if (Math.abs(system.coefficient[e]) * moles[i] < countingShare * sums[c]) continue;
      names.push(species.name);
      return;
    }
  });
  const phases = present.filter((name) => {
    const phase = system.database.phases.get(name);
    return (
      phase !== undefined && compiledPhase(system, phase)?.constants.some(([constant]) => lacksTemperature(constant))
    );
  });
  if (names.length + phases.length === 0) return [];
  const list = (of: readonly string[]) =>
    `${of.slice(0, mostNamed).join(", ")}${of.length > mostNamed ? ` and ${of.length - mostNamed} more` : ""}`;
  const words = [
    ...(phases.length > 0 ? [`the minerals ${list(phases)}`] : []),
    ...(names.length > 0 ? [`the species ${list(names)}`] : []),
  ];
  return [
    {
      path: "temperatureC",
      code: "chemistry.no-enthalpy",
      severity: "info",
      message: `constants at 25 °C without an enthalpy (or with none but 0) are used at ${temperatureC} °C for ${words.join(" and ")}; at 50 kJ/mol that is ${Math.abs((50e3 / (8.314462618 * Math.LN10)) * (1 / (temperatureC + 273.15) - 1 / 298.15)).toFixed(2)} log units`,
    },
  ];
}

function beyondModel({ model }: EquilibriumProblem, ionicStrength: number): Issue[] {
  const reach = modelReach[model];
  if (ionicStrength <= reach) return [];
  return [
    {
      path: "activityModel",
      code: "chemistry.beyond-model",
      severity: "warning",
      message: `ionic strength ${ionicStrength.toPrecision(3)} mol/kgw is beyond the ${reach} mol/kgw to which ${model} coefficients hold; activities are extrapolated${model === "pitzer" ? "" : ", use the table pitzer where it has the ions"}`,
    },
  ];
}
