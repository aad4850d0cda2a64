import { activityState } from "./activity.ts";
import { inputError, suggestion } from "./chemistryError.ts";
import { gasConstant } from "./logK.ts";
import type { BalanceKind, EquilibriumProblem } from "./problem.ts";
import { runSolver } from "./runSolver.ts";
import { chemicalSystem, speciesLnK } from "./system.ts";
import type { ChemistryDatabase, EquilibriumOptions, SolutionState, SurfaceInput } from "./chemistryModel.ts";
import { waterProperties } from "./water.ts";

const vacuumPermittivity = 8.8541878128e-12; // F/m
const faraday = 96485.33212; // C/mol

/** Master species of a site named by its element (`X`, `Hfo_s`) or by itself. */
export function siteMaster(database: ChemistryDatabase, site: string, kind: "exchange" | "surface"): string {
  for (const master of database.masters.values())
    if (master.kind === kind && (master.name === site || master.species === site)) return master.species;
  const known = [...database.masters.values()].filter((master) => master.kind === kind).map((master) => master.name);
  throw inputError(
    kind,
    "chemistry.unknown-site",
    `no ${kind} site "${site}" in the table ${database.name}${suggestion(site, known)}`,
  );
}

/**
 * Charge that a diffuse layer takes up per unit of sinh(Fψ/2RT) and √I, in equivalents: A S √(8 ε ε₀ R T 1000)/F
 * (0.1174 C/m² at 25 °C).
 * @see Dzombak and Morel (1990), Surface Complexation Modeling, equation 2.3
 */
export function surfaceCapacity({ areaM2PerG, massG }: SurfaceInput, temperatureK: number): number {
  if (!(areaM2PerG > 0 && massG > 0))
    throw inputError("surface", "chemistry.bad-value", "area and mass must be above 0");
  const { relativePermittivity } = waterProperties(temperatureK);
  const perArea = Math.sqrt(8 * relativePermittivity * vacuumPermittivity * gasConstant * temperatureK * 1000);
  return (areaM2PerG * massG * perArea) / faraday;
}

/** What sits on sites that are in equilibrium with a water whose composition does not change: moles by bound species. */
export function boundAtEquilibrium(
  database: ChemistryDatabase,
  water: SolutionState,
  temperatureC: number,
  sites: ReadonlyMap<string, number>,
  capacity: number | null,
  decoupled: ReadonlySet<string>,
  options: EquilibriumOptions,
  kind: "exchange" | "surface",
): Record<string, number> {
  const names = Object.keys(water.componentMol).filter((name) =>
    Number.isFinite(water.lnActivity?.[name] ?? Number.NaN),
  );
  if (water.lnActivity === undefined)
    throw inputError(kind, "chemistry.no-activities", "the water has no activities yet; equilibrate it first");
  const system = chemicalSystem(database, [...names, ...sites.keys()], [...decoupled]);
  const T = temperatureC + 273.15;
  const C = system.components.length;
  const balances: BalanceKind[] = system.components.map(() => "fixed");
  const totals = new Float64Array(C);
  const siteTotals = new Float64Array(C);
  for (const [name, moles] of sites) {
    const c = system.indexOf.get(name);
    if (c === undefined) continue;
    if (!(moles > 0)) throw inputError(kind, "chemistry.bad-value", `sites must be above 0 mol, got ${moles}`);
    balances[c] = "mass";
    totals[c] = moles;
    siteTotals[c] = moles;
  }
  const waterKg = (water.componentMol.H2O ?? 55.508) / (1000 / 18.01528);
  const problem: EquilibriumProblem = {
    system,
    lnK: speciesLnK(system, T),
    activity: activityState(system, options.activityModel ?? database.activityModel, T),
    model: options.activityModel ?? database.activityModel,
    balances,
    totals,
    balancePhases: new Map(),
    alkalinity: null,
    siteTotals,
    phases: [],
    gases: [],
    surface: capacity === null ? null : { capacity },
    waterKg,
  };
  const { solution } = runSolver(
    problem,
    () => ({
      lnActivity: Float64Array.from(system.components, (name) =>
        name === "H2O" ? 0 : (water.lnActivity?.[name] ?? Math.log(0.1)),
      ),
      lnWater: Math.log(waterKg),
      lnIonicStrength: Math.log(0.01),
      potential: 0,
      phaseMol: new Float64Array(0),
      active: new Uint8Array(0),
    }),
    options.maxIterations ?? 200,
  );
  const bound: Record<string, number> = {};
  const wanted = kind === "exchange" ? 1 : 2;
  system.species.forEach((species, i) => {
    if (system.kind[i] === wanted && solution.moles[i] > 0) bound[species.name] = solution.moles[i];
  });
  return bound;
}
