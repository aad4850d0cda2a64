import { type EquilibriumProblem, type Iterate, lnSaturation } from "./problem.ts";
import type { SolverWork } from "./solverWork.ts";

/**
 * How far each equation is off, and the weights of its terms. A balance is ln P − ln N where no phase in play takes part, else
 * 2 (P − N)/(P + N). `size` and `worst` become the largest of all and its name.
 */
export function findResiduals(problem: EquilibriumProblem, x: Iterate, work: SolverWork): void {
  work.size = work.lag;
  work.worst = "activity coefficients";
  for (let c = 0; c < problem.balances.length; c++) balanceResidual(problem, x.lnActivity, work, c);
  const ionicStrength = work.ionSum / (2 * Math.exp(x.lnWater));
  work.muResidual = Math.log(ionicStrength) - x.lnIonicStrength;
  note(work, work.muResidual, "ionic strength");
  for (let p = 0; p < problem.phases.length; p++)
    if (x.active[p] === 1) note(work, work.siOf[p], problem.phases[p].name);
  if (problem.surface === null) return;
  work.relativeCharge = work.surfaceCharge / (problem.surface.capacity * Math.sqrt(Math.exp(x.lnIonicStrength)));
  work.psiResidual = x.potential - 2 * Math.asinh(work.relativeCharge);
  note(work, work.psiResidual, "surface potential");
}

function note(work: SolverWork, value: number, name: string): void {
  if (Math.abs(value) <= work.size) return;
  work.size = Math.abs(value);
  work.worst = name;
}

function balanceResidual(problem: EquilibriumProblem, la: Float64Array, work: SolverWork, c: number): void {
  const { balances, totals, system } = problem;
  const kind = balances[c];
  const { residual, weightP, weightN } = work;
  if (kind === "fixed" || kind === "phase") {
    residual[c] = kind === "phase" ? balanceSi(problem, c, la) : 0;
    note(work, residual[c], system.components[c]);
    return;
  }
  let P = work.positive[c];
  let N = work.negative[c];
  const isSpecial = kind === "charge" || (kind === "alkalinity" && problem.alkalinity !== null);
  if (isSpecial) [P, N] = specialSums(problem, work, kind === "charge" ? system.charge : problem.alkalinity);
  if (kind !== "charge") {
    if (totals[c] > 0) N += totals[c];
    else P -= totals[c];
  }
  const isLog = isSpecial || (work.touched[c] === 0 && c !== 0);
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
  note(work, residual[c], system.components[c]);
}

/** Positive and negative terms of the charge or the alkalinity of the solution. */
function specialSums(
  { system }: EquilibriumProblem,
  { moles }: SolverWork,
  perMole: Float64Array | null,
): readonly [number, number] {
  let P = 0;
  let N = 0;
  if (perMole !== null)
    for (let i = 0; i < moles.length; i++) {
      if (system.kind[i] === 1) continue;
      const q = perMole[i] * moles[i];
      if (q > 0) P += q;
      else N -= q;
    }
  return [P, N];
}

function balanceSi(problem: EquilibriumProblem, c: number, la: Float64Array): number {
  const held = problem.balancePhases.get(c);
  return held === undefined ? 0 : lnSaturation(held, la);
}
