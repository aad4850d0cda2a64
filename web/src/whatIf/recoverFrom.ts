import type { Interval } from "@relode/core/evidence";
import { relianceAfter } from "@relode/core/supply";
import type { ElementResult } from "../api/documents.ts";
import { type RecoveryAnswer, scaled } from "./whatIf.ts";

/**
 * One element after recovery of a fraction of its unrecovered mass, by the same kernel as the server's result.
 * @param unrecoveredT t a year
 * @param chanceAtLeast share of realisations whose unrecovered mass is at least so many t, 0-1
 * @param recovery 0-1
 */
export function recoverFrom(
  element: ElementResult,
  unrecoveredT: Interval,
  chanceAtLeast: (massT: number) => number,
  recovery: number,
): RecoveryAnswer {
  const { importsT, exportsT, netImportsT, consumptionT, netImportReliancePct, usdPerKg, priceForm } = element;
  const after = relianceAfter(recovery, unrecoveredT, {
    importsT,
    exportsT,
    netImportsT,
    consumptionT,
    netImportReliancePct,
    usdPerKg,
    priceForm,
    form: element.marketForm,
    note: element.marketBasisNote,
  });
  const imports = importsT.value;
  const isKnown = imports !== null && imports > 0;
  return {
    recovery,
    recoveredT: after.recoveredT,
    importsReplaced: after.importsReplaced,
    reliancePct: after.netImportReliancePct,
    chanceOfReplacingImports: isKnown ? (recovery > 0 ? chanceAtLeast(imports / recovery) : 0) : null,
    valueUsd: usdPerKg === null ? null : scaled(after.recoveredT, usdPerKg * kgPerTonne),
  };
}

const kgPerTonne = 1000;
