import { molesPerKgWater } from "./activity.ts";
import { dependence } from "./dependence.ts";
import { eliminate } from "./newtonStep.ts";
import type { EquilibriumProblem, Iterate, PhaseUnknown, Solution } from "./problem.ts";

/** A relative balance error below this ends the iteration. */
const tolerance = 1e-10;
/** Accepted where rounding stops the iteration before. */
const acceptable = 1e-9;

/** Arrays of one size used again and again. */
interface Workspace {
  readonly order: number;
  readonly matrix: Float64Array;
  readonly right: Float64Array;
}
const workspaces = new Map<number, Workspace>();

function workspace(order: number): Workspace {
  const known = workspaces.get(order);
  if (known !== undefined) return known;
  const made = { order, matrix: new Float64Array(order * order), right: new Float64Array(order) };
  if (workspaces.size > 50) workspaces.clear();
  workspaces.set(order, made);
  return made;
}

/**
 * Newton's method for chemical equilibrium. Unknowns are ln a of the components, ln of the water mass, ln I, the surface
 * potential, and the moles of the phases present. A balance Σ ν n = T whose terms have sums P (positive) and N (negative)
 * is solved as ln P − ln N = 0 while no phase takes part in it, which is almost linear in the unknowns far from the answer,
 * and as (P − N)/½(P + N) = 0 where one does, which is linear in the moles of phases. A phase joins when supersaturated and
 * leaves when used up; phases that depend on each other are exchanged until one is used up.
 *
 * @param x start; becomes the answer or the last state reached
 * @param maxStep largest change of a ln activity in one iteration
 */
export function solveEquilibrium(
  problem: EquilibriumProblem,
  x: Iterate,
  maxIterations: number,
  maxStep: number,
): Solution {
  const { system, lnK, activity, balances, totals, phases, gases, surface, siteTotals } = problem;
  const { components, start, column, coefficient, kind, charge, sites, siteComponent, species, masterOf } = system;
  const C = components.length;
  const S = species.length;
  const muAt = C;
  const psiAt = surface === null ? -1 : C + 1;
  const base = C + (surface === null ? 1 : 2);
  const moles = new Float64Array(S);
  const molality = new Float64Array(S);
  const gasMol = new Float64Array(gases.length);
  const positive = new Float64Array(C);
  const negative = new Float64Array(C);
  const weightP = new Float64Array(C);
  const weightN = new Float64Array(C);
  const residual = new Float64Array(C);
  const touched = new Uint8Array(C);
  const siOf = new Float64Array(phases.length);
  const toggles = new Uint8Array(phases.length);
  const lnSites = Float64Array.from(siteTotals, (total) => Math.log(Math.max(total, 1e-300)));
  const { lnGamma, slope } = activity;
  const la = x.lnActivity;
  const special = balances.some((kindOfBalance) => kindOfBalance === "charge" || kindOfBalance === "alkalinity");
  let lastWater = la[0];
  let worst = "";
  let size = Number.POSITIVE_INFINITY;
  let best = Number.POSITIVE_INFINITY;
  let stalled = 0;
  let changedPhases = -10;
  const lastGamma = new Float64Array(S);
  const carried = new Float64Array(C);
  setActivePhases(problem, x, la, siOf);

  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const water = Math.exp(x.lnWater);
    const ionicStrength = Math.exp(x.lnIonicStrength);
    if (!activity.isCompositional) la[0] = activity.update(ionicStrength, molality);
    else if (iteration === 0 || size < 0.02) {
      // Coefficients that depend on the composition change between balanced states only, and take the activities of
      // the master species with them, so that molalities stay where they are.
      for (let c = 1; c < C; c++) if (masterOf[c] >= 0) carried[c] = lnGamma[masterOf[c]];
      la[0] = activity.update(ionicStrength, molality);
      if (iteration > 0)
        for (let c = 1; c < C; c++)
          if (masterOf[c] >= 0 && balances[c] !== "fixed") la[c] += lnGamma[masterOf[c]] - carried[c];
    }
    // Amounts and the sums of each balance.
    positive.fill(0);
    negative.fill(0);
    touched.fill(0);
    let ionSum = 0;
    let surfaceCharge = 0;
    let lag = Math.abs(la[0] - lastWater);
    lastWater = la[0];
    for (let i = 0; i < S; i++) {
      let ln = lnK[i] - lnGamma[i];
      const end = start[i + 1];
      for (let e = start[i]; e < end; e++) ln += coefficient[e] * la[column[e]];
      const of = kind[i];
      if (of === 0) ln += x.lnWater;
      else {
        ln += lnSites[siteComponent[i]] - Math.log(sites[i]);
        if (of === 2 && surface !== null) ln -= charge[i] * x.potential;
      }
      const n = ln > 690 ? 1e299 : Math.exp(ln);
      moles[i] = n;
      if (of === 0) {
        molality[i] = n / water;
        ionSum += charge[i] * charge[i] * n;
        if (n > 1e-9 * water) lag = Math.max(lag, Math.abs(lnGamma[i] - lastGamma[i]));
      } else if (of === 2) surfaceCharge += charge[i] * n;
      for (let e = start[i]; e < end; e++) {
        const amount = coefficient[e] * n;
        if (amount > 0) positive[column[e]] += amount;
        else negative[column[e]] -= amount;
      }
    }
    lastGamma.set(lnGamma);
    positive[0] += molesPerKgWater * water;
    for (let g = 0; g < gases.length; g++) {
      const gas = gases[g];
      let ln = gas.offset;
      for (let e = 0; e < gas.column.length; e++) ln += gas.coefficient[e] * la[gas.column[e]];
      gasMol[g] = Math.exp(Math.min(ln, 690));
      for (let e = 0; e < gas.column.length; e++)
        addSigned(positive, negative, gas.column[e], gas.coefficient[e] * gasMol[g]);
    }
    for (let p = 0; p < phases.length; p++) {
      const phase = phases[p];
      const formed = x.phaseMol[p];
      for (let e = 0; e < phase.massColumn.length; e++) {
        const c = phase.massColumn[e];
        if (x.active[p] === 1) touched[c] = 1;
        if (formed !== 0) addSigned(positive, negative, c, phase.massCoefficient[e] * formed);
      }
      siOf[p] = phase.offset;
      for (let e = 0; e < phase.siColumn.length; e++) siOf[p] += phase.siCoefficient[e] * la[phase.siColumn[e]];
    }
    // Residuals and weights.
    size = lag;
    worst = "activity coefficients";
    for (let c = 0; c < C; c++) {
      let P = positive[c];
      let N = negative[c];
      let isLog = touched[c] === 0 && c !== 0;
      if (balances[c] === "fixed" || balances[c] === "phase") {
        residual[c] = balances[c] === "phase" ? balanceSi(problem, c, la) : 0;
      } else {
        if (balances[c] === "charge") {
          P = 0;
          N = 0;
          for (let i = 0; i < S; i++) {
            if (kind[i] === 1) continue;
            const q = charge[i] * moles[i];
            if (q > 0) P += q;
            else N -= q;
          }
          isLog = true;
        } else if (balances[c] === "alkalinity" && problem.alkalinity !== null) {
          P = 0;
          N = 0;
          for (let i = 0; i < S; i++) {
            const q = problem.alkalinity[i] * moles[i];
            if (q > 0) P += q;
            else N -= q;
          }
          if (totals[c] > 0) N += totals[c];
          else P -= totals[c];
          isLog = true;
        } else if (totals[c] > 0) N += totals[c];
        else P -= totals[c];
        if (isLog && P > 0 && N > 0) {
          residual[c] = Math.log(P / N);
          weightP[c] = 1 / P;
          weightN[c] = 1 / N;
        } else {
          const scale = 2 / (P + N || 1);
          residual[c] = (P - N) * scale;
          weightP[c] = scale;
          weightN[c] = scale;
        }
      }
      if (Math.abs(residual[c]) > size) {
        size = Math.abs(residual[c]);
        worst = components[c];
      }
    }
    const strength = ionSum / (2 * water);
    const muResidual = Math.log(strength) - x.lnIonicStrength;
    if (Math.abs(muResidual) > size) {
      size = Math.abs(muResidual);
      worst = "ionic strength";
    }
    for (let p = 0; p < phases.length; p++)
      if (x.active[p] === 1 && Math.abs(siOf[p]) > size) {
        size = Math.abs(siOf[p]);
        worst = phases[p].name;
      }
    let psiResidual = 0;
    let q = 0;
    if (surface !== null) {
      q = surfaceCharge / (surface.capacity * Math.sqrt(ionicStrength));
      psiResidual = x.potential - 2 * Math.asinh(q);
      if (Math.abs(psiResidual) > size) {
        size = Math.abs(psiResidual);
        worst = "surface potential";
      }
    }
    if (!Number.isFinite(size))
      return { converged: false, iterations: iteration, residual: size, worst, moles, gasMol, lnGamma };
    if (size < best * 0.5) {
      best = size;
      stalled = 0;
    } else stalled++;
    const isDone = size < tolerance || (size < acceptable && stalled > 3);
    if (isDone || (size < 0.05 && iteration - changedPhases > 1)) {
      if (revisePhases(problem, x, siOf, toggles, isDone)) {
        changedPhases = iteration;
        best = Number.POSITIVE_INFINITY;
        stalled = 0;
        continue;
      }
      if (isDone) return { converged: true, iterations: iteration + 1, residual: size, worst, moles, gasMol, lnGamma };
    }
    // Jacobian.
    let order = base;
    for (let p = 0; p < phases.length; p++) if (x.active[p] === 1) order++;
    const { matrix, right } = workspace(order);
    matrix.fill(0);
    for (let i = 0; i < S; i++) {
      const n = moles[i];
      if (n === 0) continue;
      const first = start[i];
      const end = start[i + 1];
      const of = kind[i];
      for (let e = first; e < end; e++) {
        const c = column[e];
        const nu = coefficient[e];
        const f = nu * n * (nu > 0 ? weightP[c] : weightN[c]);
        // Rows are relative: below this a species moves none of them, and most species are traces.
        if (f < 1e-13 && f > -1e-13) continue;
        const row = c * order;
        for (let k = first; k < end; k++) if (column[k] !== 0) matrix[row + column[k]] += f * coefficient[k];
        if (of === 0) {
          matrix[row] += f;
          matrix[row + muAt] -= f * slope[i];
        } else {
          if (of === 1) matrix[row + muAt] -= f * slope[i];
          if (of === 2 && psiAt >= 0) matrix[row + psiAt] -= f * charge[i];
        }
      }
      if (of === 0 && charge[i] !== 0) {
        const f = (charge[i] * charge[i] * n) / ionSum;
        const row = muAt * order;
        for (let k = first; k < end; k++) if (column[k] !== 0) matrix[row + column[k]] += f * coefficient[k];
        matrix[row + muAt] -= f * slope[i];
      }
      if (of === 2 && surface !== null && charge[i] !== 0) {
        const f = (-2 / Math.sqrt(1 + q * q)) * ((charge[i] * n) / (surface.capacity * Math.sqrt(ionicStrength)));
        const row = psiAt * order;
        for (let k = first; k < end; k++) if (column[k] !== 0) matrix[row + column[k]] += f * coefficient[k];
        matrix[row + psiAt] -= f * charge[i];
      }
    }
    matrix[0] += molesPerKgWater * water * weightP[0];
    matrix[muAt * order + muAt] -= 1;
    if (surface !== null) {
      matrix[psiAt * order + psiAt] += 1;
      matrix[psiAt * order + muAt] += q / Math.sqrt(1 + q * q);
    }
    for (let g = 0; g < gases.length; g++) {
      const gas = gases[g];
      for (let e = 0; e < gas.column.length; e++) {
        const c = gas.column[e];
        const f = gas.coefficient[e] * gasMol[g] * (gas.coefficient[e] > 0 ? weightP[c] : weightN[c]);
        for (let k = 0; k < gas.column.length; k++)
          if (gas.column[k] !== 0) matrix[c * order + gas.column[k]] += f * gas.coefficient[k];
      }
    }
    if (special) specialRows(problem, matrix, order, moles, slope, weightP, weightN, muAt, psiAt);
    for (let c = 0; c < C; c++) right[c] = -residual[c];
    right[muAt] = -muResidual;
    if (psiAt >= 0) right[psiAt] = -psiResidual;
    let u = base;
    for (let p = 0; p < phases.length; p++) {
      if (x.active[p] === 0) continue;
      const phase = phases[p];
      for (let e = 0; e < phase.massColumn.length; e++) {
        const c = phase.massColumn[e];
        matrix[c * order + u] += phase.massCoefficient[e] * weightP[c];
      }
      for (let e = 0; e < phase.siColumn.length; e++)
        if (phase.siColumn[e] !== 0) matrix[u * order + phase.siColumn[e]] += phase.siCoefficient[e];
      right[u] = -siOf[p];
      u++;
    }
    for (let c = 0; c < C; c++) {
      if (balances[c] !== "fixed" && balances[c] !== "phase") continue;
      const row = c * order;
      for (let k = 0; k < order; k++) matrix[row + k] = 0;
      const held = balances[c] === "phase" ? problem.balancePhases.get(c) : undefined;
      if (held === undefined) matrix[row + c] = 1;
      else
        for (let e = 0; e < held.siColumn.length; e++)
          if (held.siColumn[e] !== 0) matrix[row + held.siColumn[e]] += held.siCoefficient[e];
    }
    eliminate(matrix, right, order);
    // A step no longer than allowed, in its own direction.
    let scale = 1;
    for (let c = 1; c < C; c++) scale = Math.min(scale, maxStep / Math.abs(right[c]));
    scale = Math.min(scale, 1.5 / Math.abs(right[muAt]), 0.7 / Math.abs(right[0]));
    if (psiAt >= 0) scale = Math.min(scale, 3 / Math.abs(right[psiAt]));
    if (!(scale > 0)) return { converged: false, iterations: iteration, residual: size, worst, moles, gasMol, lnGamma };
    for (let c = 1; c < C; c++) la[c] += scale * right[c];
    x.lnWater += scale * right[0];
    x.lnIonicStrength += scale * right[muAt];
    if (psiAt >= 0) x.potential += scale * right[psiAt];
    u = base;
    for (let p = 0; p < phases.length; p++) if (x.active[p] === 1) x.phaseMol[p] += scale * right[u++];
  }
  return { converged: false, iterations: maxIterations, residual: size, worst, moles, gasMol, lnGamma };
}

function addSigned(positive: Float64Array, negative: Float64Array, at: number, amount: number): void {
  if (amount > 0) positive[at] += amount;
  else negative[at] -= amount;
}

function balanceSi(problem: EquilibriumProblem, c: number, la: Float64Array): number {
  const held = problem.balancePhases.get(c);
  if (held === undefined) return 0;
  let si = held.offset;
  for (let e = 0; e < held.siColumn.length; e++) si += held.siCoefficient[e] * la[held.siColumn[e]];
  return si;
}

/** Rows of charge and alkalinity, whose coefficients are not those of a component. */
function specialRows(
  problem: EquilibriumProblem,
  matrix: Float64Array,
  order: number,
  moles: Float64Array,
  slope: Float64Array,
  weightP: Float64Array,
  weightN: Float64Array,
  muAt: number,
  psiAt: number,
): void {
  const { system, balances } = problem;
  const { start, column, coefficient, kind, charge } = system;
  balances.forEach((balance, c) => {
    if (balance !== "charge" && balance !== "alkalinity") return;
    const row = c * order;
    for (let k = 0; k < order; k++) matrix[row + k] = 0;
    for (let i = 0; i < moles.length; i++) {
      if (kind[i] === 1) continue;
      const q = balance === "charge" ? charge[i] : (problem.alkalinity?.[i] ?? 0);
      if (q === 0) continue;
      const f = q * moles[i] * (q > 0 ? weightP[c] : weightN[c]);
      for (let k = start[i]; k < start[i + 1]; k++) if (column[k] !== 0) matrix[row + column[k]] += f * coefficient[k];
      if (kind[i] === 0) {
        matrix[row] += f;
        matrix[row + muAt] -= f * slope[i];
      } else if (psiAt >= 0) matrix[row + psiAt] -= f * charge[i];
    }
  });
}

/** At the start those with something in them are in play; the others wait until they are supersaturated. */
function setActivePhases(problem: EquilibriumProblem, x: Iterate, la: Float64Array, siOf: Float64Array): void {
  const wanted = Uint8Array.from(problem.phases, (phase, p) =>
    phase.isReagent || x.active[p] === 1 || (phase.initialMol > 0 && phase.initialMol + x.phaseMol[p] > 0) ? 1 : 0,
  );
  x.active.fill(0);
  problem.phases.forEach((phase, p) => {
    siOf[p] = phase.offset;
    for (let e = 0; e < phase.siColumn.length; e++) siOf[p] += phase.siCoefficient[e] * la[phase.siColumn[e]];
  });
  for (let p = 0; p < problem.phases.length; p++) if (wanted[p] === 1) activate(problem, x, siOf, p);
}

/** Takes used-up phases out and supersaturated ones in; true when anything changed. */
function revisePhases(
  problem: EquilibriumProblem,
  x: Iterate,
  siOf: Float64Array,
  toggles: Uint8Array,
  isDone: boolean,
): boolean {
  const { phases } = problem;
  let changed = false;
  for (let p = 0; p < phases.length; p++) {
    const phase = phases[p];
    if (x.active[p] === 0 || phase.isReagent) continue;
    const least = -phase.available;
    if (x.phaseMol[p] < least - 1e-14 * Math.max(1e-6, Math.abs(least)) && (isDone || toggles[p] < 4)) {
      x.active[p] = 0;
      x.phaseMol[p] = least;
      toggles[p]++;
      changed = true;
    }
  }
  if (changed) return true;
  let pick = -1;
  for (let p = 0; p < phases.length; p++) {
    if (x.active[p] === 1 || !phases[p].mayForm) continue;
    if (siOf[p] > 1e-9 && (isDone || toggles[p] < 4) && (pick < 0 || siOf[p] > siOf[pick])) pick = p;
  }
  if (pick < 0) return false;
  toggles[pick]++;
  return activate(problem, x, siOf, pick);
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
