import { molesPerKgWater } from "./activity.ts";
import { type EquilibriumProblem, type Iterate, lnSaturation } from "./problem.ts";
import type { SolverWork } from "./solverWork.ts";

/**
 * Moles of every species and gas, ln(IAP/K) of every phase, and the sums of positive and negative terms of each balance, from
 * the unknowns: n = W K Π aᵛ/γ. A bound species has its share of the sites in place of W, and its potential.
 */
export function sumAmounts(problem: EquilibriumProblem, x: Iterate, work: SolverWork): void {
  work.positive.fill(0);
  work.negative.fill(0);
  work.touched.fill(0);
  const la = x.lnActivity;
  work.lag = Math.abs(la[0] - work.lastWater);
  work.lastWater = la[0];
  sumSpecies(problem, x, work);
  work.lastGamma.set(problem.activity.lnGamma);
  work.positive[0] += molesPerKgWater * Math.exp(x.lnWater);
  sumGases(problem, la, work);
  sumPhases(problem, x, work);
}

function sumSpecies(problem: EquilibriumProblem, x: Iterate, work: SolverWork): void {
  const { system, lnK, activity, surface } = problem;
  const { start, column, coefficient, kind, charge, sites, siteComponent } = system;
  const { lnGamma } = activity;
  const { moles, molality, positive, negative, lnSites, lastGamma } = work;
  const la = x.lnActivity;
  const water = Math.exp(x.lnWater);
  let ionSum = 0;
  let surfaceCharge = 0;
  let lag = work.lag;
  for (let i = 0; i < moles.length; i++) {
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
  work.ionSum = ionSum;
  work.surfaceCharge = surfaceCharge;
  work.lag = lag;
}

function sumGases({ gases }: EquilibriumProblem, la: Float64Array, work: SolverWork): void {
  for (let g = 0; g < gases.length; g++) {
    const gas = gases[g];
    let ln = gas.offset;
    for (let e = 0; e < gas.column.length; e++) ln += gas.coefficient[e] * la[gas.column[e]];
    work.gasMol[g] = Math.exp(Math.min(ln, 690));
    for (let e = 0; e < gas.column.length; e++) addSigned(work, gas.column[e], gas.coefficient[e] * work.gasMol[g]);
  }
}

function sumPhases({ phases }: EquilibriumProblem, x: Iterate, work: SolverWork): void {
  const la = x.lnActivity;
  for (let p = 0; p < phases.length; p++) {
    const phase = phases[p];
    const formed = x.phaseMol[p];
    for (let e = 0; e < phase.massColumn.length; e++) {
      const c = phase.massColumn[e];
      if (x.active[p] === 1) work.touched[c] = 1;
      if (formed !== 0) addSigned(work, c, phase.massCoefficient[e] * formed);
    }
    work.siOf[p] = lnSaturation(phase, la);
  }
}

function addSigned({ positive, negative }: SolverWork, at: number, amount: number): void {
  if (amount > 0) positive[at] += amount;
  else negative[at] -= amount;
}
