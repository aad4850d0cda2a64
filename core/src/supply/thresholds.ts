import type { Interval } from "../evidence/estimate.ts";
import type { ElementFigures } from "./elementMarket.ts";
import { netImportReliancePct } from "./elementMarket.ts";
import type { Percentiles, RelianceAfter } from "./result.ts";
import { shiftedInterval } from "./summarise.ts";

/** Recoveries shown by default: a trace, a tenth and nearly all of what is discarded. */
export const shownRecoveries = [0.01, 0.1, 0.9] as const;

/**
 * Fraction of the unrecovered mass that equals a need: need / unrecovered. Above 1 the waste does not hold enough.
 * Percentiles are exact: the ratio falls as the mass rises, so its P5 comes from the mass's P95.
 * Null where the need is not published as a number or nothing is there to recover.
 */
export function recoveryToMeet(needT: number | null, unrecoveredT: Interval): Percentiles | null {
  if (needT === null || !(needT > 0) || !(unrecoveredT.p05 > 0)) return null;
  return { p05: needT / unrecoveredT.p95, p50: needT / unrecoveredT.p50, p95: needT / unrecoveredT.p05 };
}

/**
 * Reliance to start from: the published number; where only a bound (`>75`) or net exporter (`E`) is printed,
 * (imports - exports) / consumption if it respects that and does not pass 100 %; else null.
 */
function baseReliancePct(figures: ElementFigures): number | null {
  const { value, printed, lower, upper } = figures.netImportReliancePct;
  if (value !== null) return value;
  const consumption = figures.consumptionT.value;
  const net = figures.netImportsT.value;
  if (consumption === null || !(consumption > 0) || net === null) return null;
  const computed = netImportReliancePct(net, consumption);
  if (printed.startsWith("E")) return computed <= 0 ? computed : null;
  if (lower === null && upper === null) return null;
  return computed >= (lower ?? 0) && computed <= (upper ?? 100) ? computed : null;
}

/**
 * Import reliance after a fraction of the waste's metal is recovered: published reliance less 100 x recovered / consumption.
 * Below 0 the country exports. Null where the publisher gives neither a number nor figures that agree with its bound.
 * @param recovery 0-1
 */
export function relianceAfter(recovery: number, unrecoveredT: Interval, figures: ElementFigures): RelianceAfter {
  const recoveredT = shiftedInterval(unrecoveredT, recovery, 0);
  const consumption = figures.consumptionT.value;
  const imports = figures.importsT.value;
  const base = baseReliancePct(figures);
  const after =
    base === null || consumption === null || !(consumption > 0)
      ? null
      : {
          p05: base - (100 * recoveredT.p95) / consumption,
          p50: base - (100 * recoveredT.p50) / consumption,
          p95: base - (100 * recoveredT.p05) / consumption,
        };
  const replaced =
    imports === null || !(imports > 0)
      ? null
      : { p05: recoveredT.p05 / imports, p50: recoveredT.p50 / imports, p95: recoveredT.p95 / imports };
  return { recovery, recoveredT, netImportReliancePct: after, importsReplaced: replaced };
}

/**
 * Vehicles, in millions, that a mass of element would serve.
 * @param massT t of element a year
 * @param kgPerVehicle kg of element in one vehicle, above 0
 */
export function evEquivalentMillion(massT: number, kgPerVehicle: number): number {
  if (!(kgPerVehicle > 0)) throw new RangeError(`element per vehicle must exceed 0 kg, got ${kgPerVehicle}`);
  return (massT * 1000) / kgPerVehicle / 1e6;
}
