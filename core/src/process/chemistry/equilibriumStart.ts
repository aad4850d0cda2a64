import type { EquilibriumInput, EquilibriumResult, SolutionState } from "./chemistryModel.ts";
import type { EquilibriumProblem, Iterate } from "./problem.ts";
import { memoryOf } from "./result.ts";

/** Where the search begins: the warm start's answer, else the activities the water had, else a share of each total. */
export function startOf(
  problem: EquilibriumProblem,
  start: SolutionState,
  input: EquilibriumInput,
  warmStart: EquilibriumResult | undefined,
): Iterate {
  const { system, totals, phases } = problem;
  const memory = warmStart === undefined ? undefined : memoryOf(warmStart);
  const lnActivity = new Float64Array(system.components.length);
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
  const lnIonicStrength = Math.log(Math.max(1e-6, ions / problem.waterKg));
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
