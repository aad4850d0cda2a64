import { dependence } from "./dependence.ts";
import { type EquilibriumProblem, type Iterate, lnSaturation, type PhaseUnknown } from "./problem.ts";

/** ln units a phase may be off its saturation without being noticed. */
const noticed = 1e-9;
/** Times a phase may come and go before the balances are closed. */
const mostToggles = 4;

/** At the start those with something in them are in play; the others wait until they are supersaturated. */
export function setActivePhases(problem: EquilibriumProblem, x: Iterate, siOf: Float64Array): void {
  const wanted = Uint8Array.from(problem.phases, (phase, p) =>
    phase.isReagent || x.active[p] === 1 || (phase.initialMol > 0 && phase.initialMol + x.phaseMol[p] > 0) ? 1 : 0,
  );
  x.active.fill(0);
  problem.phases.forEach((phase, p) => {
    siOf[p] = lnSaturation(phase, x.lnActivity);
  });
  for (let p = 0; p < problem.phases.length; p++) if (wanted[p] === 1) activate(problem, x, siOf, p);
}

/**
 * Takes used-up phases out and supersaturated ones in; one that may only dissolve leaves when it would grow and returns when
 * the water can take it. True when anything changed.
 */
export function revisePhases(
  problem: EquilibriumProblem,
  x: Iterate,
  siOf: Float64Array,
  toggles: Uint8Array,
  isDone: boolean,
  isEager: boolean,
): boolean {
  const { phases } = problem;
  const mayToggle = (p: number) => isDone || toggles[p] < mostToggles;
  let changed = false;
  for (let p = 0; p < phases.length; p++) {
    const phase = phases[p];
    if (x.active[p] === 0 || phase.isReagent || !mayToggle(p)) continue;
    const least = -phase.available;
    const slack = 1e-14 * Math.max(1e-6, Math.abs(least));
    const isUsedUp = x.phaseMol[p] < least - slack;
    const wouldGrow = !phase.mayForm && x.phaseMol[p] > slack;
    if (!isUsedUp && !wouldGrow) continue;
    x.active[p] = 0;
    x.phaseMol[p] = isUsedUp ? least : 0;
    toggles[p]++;
    changed = true;
  }
  if (changed) return true;
  return takeIn(problem, x, siOf, toggles, mayToggle, isEager);
}

/**
 * Lets the phase that is furthest from where it should be join, and where eager with it those that share no element with it or
 * each other: what one of them does to the water leaves the others wanted.
 */
function takeIn(
  problem: EquilibriumProblem,
  x: Iterate,
  siOf: Float64Array,
  toggles: Uint8Array,
  mayToggle: (p: number) => boolean,
  isEager: boolean,
): boolean {
  const { phases, system } = problem;
  const wanted = phases
    .map((phase, p) => ({
      p,
      by:
        x.active[p] === 1 || !mayToggle(p)
          ? 0
          : phase.mayForm
            ? siOf[p]
            : x.phaseMol[p] > -phase.available
              ? -siOf[p]
              : 0,
    }))
    .filter(({ by }) => by > noticed)
    .sort((a, b) => b.by - a.by);
  const taken = new Set<number>();
  let changed = false;
  for (const { p } of wanted) {
    const matter = [...phases[p].massColumn].filter((c) => c > 1 && c !== system.electron);
    if (taken.size > 0 && (!isEager || matter.length === 0 || matter.some((c) => taken.has(c)))) continue;
    for (const c of matter) taken.add(c);
    if (matter.length === 0) taken.add(-1);
    toggles[p]++;
    if (activate(problem, x, siOf, p)) changed = true;
  }
  return changed;
}

/**
 * Puts a phase in play. Where the phases in play already fix its saturation, one of them gives way: the reaction among them
 * runs in the direction of its affinity until one is used up.
 */
function activate(problem: EquilibriumProblem, x: Iterate, siOf: Float64Array, p: number): boolean {
  const { phases, system } = problem;
  const rows: number[] = [];
  for (let k = 0; k < phases.length; k++) if (x.active[k] === 1) rows.push(k);
  const isFree = (c: number) => c !== 0 && problem.balances[c] !== "fixed";
  const combination = dependence(
    rows.map((k) => phases[k]),
    phases[p],
    system.components.length,
    isFree,
  );
  if (combination === null) {
    x.active[p] = 1;
    return true;
  }
  let affinity = siOf[p];
  combination.forEach((share, index) => {
    affinity -= share * siOf[rows[index]];
  });
  const direction = affinity >= 0 ? 1 : -1;
  const change = [direction, ...combination.map((share) => -share * direction)];
  const members = [p, ...rows];
  let extent = Number.POSITIVE_INFINITY;
  let gives = -1;
  members.forEach((k, index) => {
    if (!(change[index] < -1e-12)) return;
    const left = (x.phaseMol[k] + phases[k].available) / -change[index];
    if (left < extent) {
      extent = Math.max(0, left);
      gives = k;
    }
  });
  if (gives < 0 || !Number.isFinite(extent)) return false; // fixed from outside: both cannot hold, the first stands
  members.forEach((k, index) => {
    x.phaseMol[k] += change[index] * extent;
  });
  x.active[p] = 1;
  x.active[gives] = 0;
  x.phaseMol[gives] = -phases[gives].available;
  return true;
}

/** Lists the phases of a problem that are in play, for messages. */
export function phasesInPlay(phases: readonly PhaseUnknown[], x: Iterate): string[] {
  return phases.filter((_, p) => x.active[p] === 1).map((phase) => phase.name);
}
