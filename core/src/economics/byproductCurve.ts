import type { Interval } from "../evidence/estimate.ts";
import { fillNormal } from "../numerics/drawStream.ts";
import { quantilesInPlace } from "../numerics/quantiles.ts";
import type { ByproductPriors } from "./byproductCost.ts";
import { correlatedDraws } from "../numerics/correlatedDraws.ts";
import { capitalRecoveryFactor } from "./presentValue.ts";

/** What a mine discards of an element in a year, as the screening gives it. */
export interface DiscardedElement {
  readonly mine: string;
  readonly mineName: string;
  readonly element: string;
  /** t of element a year. */
  readonly unrecoveredT: Interval;
  /** Ore processed, t a year, and how: decides the first step. */
  readonly oreT: number;
  readonly kind: "mill" | "leach";
}

/** One mine on the curve of an element. Money in USD of the anchors' years; all MODELLED. */
export interface CurvePoint {
  readonly mine: string;
  readonly mineName: string;
  /** t of element recovered a year. */
  readonly recoveredT: Interval;
  readonly treatedTonnes: number;
  /** Capital, median. */
  readonly capitalUsd: number;
  /** Capital charge and operating cost over what is recovered. */
  readonly unitCostUsdPerKg: Interval;
  /** What must be paid on top of the payable price, 0 or more; null without a price. */
  readonly incentiveUsdPerKg: Interval | null;
  /** Yearly incentive for this mine. */
  readonly incentiveUsdPerYear: number | null;
  /** Share of realisations in which it pays without an incentive. */
  readonly chanceThatItPays: number | null;
  /** Share of realisations in which the circuit cannot reach the recovery asked for, even treating everything. */
  readonly outOfReach: number;
  /** Sum of median recovered mass up to this mine, cheapest first. */
  readonly cumulativeT: number;
}

/** Cost curve of one element at one recovery. */
export interface ElementCurve {
  readonly element: string;
  readonly recovery: number;
  readonly priceUsdPerKg: number | null;
  readonly evidence: "D";
  readonly label: string;
  readonly points: readonly CurvePoint[];
}

/** Words that must stand wherever a figure of the curve is shown. */
export const curveLabel =
  "MODELLED from prior costs of re-mining projects and modelled grades; each element alone bears all costs of its circuit; before tax";

/**
 * Cost curve of recovering a fraction of what each mine discards of each element. A circuit treats the share of the stream that the
 * recovery asks for: treated = fraction / circuit recovery × ore. Unit cost = (CRF (k₁ T₁^0.6 + k₂ T₂^0.6) + c₁ T₁ + c₂ T₂) /
 * kg recovered, T₂ = mass pull × T₁; incentive = max(0, unit cost − payable × price). Incremental: no cost of the mine itself.
 * Costs are drawn once a realisation for all mines (they share their ignorance), masses by mine and element.
 * @param priceOf USD per kg of element; null without a price
 * @throws {RangeError} a recovery outside 0-1
 * @see byproductPriors
 */
export function byproductCurves(
  discarded: readonly DiscardedElement[],
  recoveries: readonly number[],
  priceOf: (element: string) => number | null,
  priors: ByproductPriors,
  realisations: number,
  seed: number,
): ElementCurve[] {
  for (const recovery of recoveries)
    if (!(recovery > 0 && recovery <= 1))
      throw new RangeError(`recovery must lie above 0 and up to 1, got ${recovery}`);
  const shared = sharedDraws(priors, realisations, seed);
  const charge = capitalRecoveryFactor(priors.discountRate, priors.lifeYears);
  const elements = [...new Set(discarded.map(({ element }) => element))];
  const z = new Float64Array(realisations);
  return elements.flatMap((element) => {
    const price = priceOf(element);
    const mines = discarded.filter((one) => one.element === element && one.unrecoveredT.p50 > 0 && one.oreT > 0);
    const masses = mines.map((one) => {
      fillNormal(z, seed, `byproduct ${one.mine} ${element}`);
      const logSd = Math.log(Math.max(1, one.unrecoveredT.p95 / Math.max(1e-30, one.unrecoveredT.p05))) / 3.29;
      return z.map((score) => one.unrecoveredT.p50 * Math.exp(Math.min(logSd, 3) * score));
    });
    return recoveries.map((recovery) => ({
      element,
      recovery,
      priceUsdPerKg: price,
      evidence: "D" as const,
      label: curveLabel,
      points: inOrder(mines.map((one, m) => pointOf(one, masses[m], recovery, price, shared, charge))),
    }));
  });
}

type Shared = Readonly<Record<SharedKey, Float64Array>>;
type SharedKey =
  | "millCapital"
  | "leachCapital"
  | "millOperating"
  | "leachOperating"
  | "refiningCapital"
  | "refiningOperating"
  | "massPull"
  | "recovery"
  | "payable";

function sharedDraws(priors: ByproductPriors, realisations: number, seed: number): Shared {
  const of = {
    millCapital: priors.streamCapital.mill,
    leachCapital: priors.streamCapital.leach,
    millOperating: priors.streamOperating.mill,
    leachOperating: priors.streamOperating.leach,
    refiningCapital: priors.refiningCapital,
    refiningOperating: priors.refiningOperating,
    massPull: priors.massPull,
    recovery: priors.recovery,
    payable: priors.payable,
  };
  const names = Object.keys(of) as SharedKey[];
  const columns = correlatedDraws(
    names.map((name) => ({ name: `byproduct ${name}`, distribution: of[name] })),
    [],
    realisations,
    seed,
  );
  return Object.fromEntries(names.map((name, i) => [name, columns[i]])) as Shared;
}

function pointOf(
  one: DiscardedElement,
  massT: Float64Array,
  recovery: number,
  price: number | null,
  shared: Shared,
  charge: number,
): CurvePoint {
  const n = massT.length;
  const [unit, incentive, made] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const [treatedAll, capitalAll] = [new Float64Array(n), new Float64Array(n)];
  const capital = one.kind === "mill" ? shared.millCapital : shared.leachCapital;
  const operating = one.kind === "mill" ? shared.millOperating : shared.leachOperating;
  let [outOfReach, pays] = [0, 0];
  for (let k = 0; k < n; k++) {
    const share = Math.min(1, recovery / shared.recovery[k]);
    if (recovery > shared.recovery[k]) outOfReach++;
    const treated = share * one.oreT;
    const refined = Math.min(1, shared.massPull[k]) * treated;
    const capitalUsd = capital[k] * treated ** 0.6 + shared.refiningCapital[k] * refined ** 0.6;
    const yearly = charge * capitalUsd + operating[k] * treated + shared.refiningOperating[k] * refined;
    made[k] = massT[k] * share * shared.recovery[k];
    unit[k] = yearly / (1000 * made[k]);
    const paid = price === null ? 0 : price * shared.payable[k];
    incentive[k] = Math.max(0, unit[k] - paid);
    if (unit[k] <= paid) pays++;
    treatedAll[k] = treated;
    capitalAll[k] = capitalUsd;
  }
  const recoveredT = intervalOf(made);
  const incentiveUsdPerKg = price === null ? null : intervalOf(incentive);
  return {
    mine: one.mine,
    mineName: one.mineName,
    recoveredT,
    treatedTonnes: intervalOf(treatedAll).p50,
    capitalUsd: intervalOf(capitalAll).p50,
    unitCostUsdPerKg: intervalOf(unit),
    incentiveUsdPerKg,
    incentiveUsdPerYear: incentiveUsdPerKg === null ? null : incentiveUsdPerKg.p50 * 1000 * recoveredT.p50,
    chanceThatItPays: price === null ? null : pays / n,
    outOfReach: outOfReach / n,
    cumulativeT: 0,
  };
}

function inOrder(points: readonly CurvePoint[]): CurvePoint[] {
  let sum = 0;
  return points
    .toSorted((a, b) => a.unitCostUsdPerKg.p50 - b.unitCostUsdPerKg.p50)
    .map((point) => ({ ...point, cumulativeT: (sum += point.recoveredT.p50) }));
}

function intervalOf(values: Float64Array): Interval {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const [p05, p50, p95] = quantilesInPlace(values, [0.05, 0.5, 0.95]);
  return { mean, p05, p50, p95 };
}
