import type { EvidenceGrade } from "../evidence/estimate.ts";
import { weakerGrade } from "../evidence/estimate.ts";
import { supplyConcentration } from "./concentration.ts";
import { elementFigures } from "./elementMarket.ts";
import type { ScreeningInputs, ScreeningOptions } from "./inputs.ts";
import { containedT } from "./oreTonnage.ts";
import { rockForming } from "./mineValue.ts";
import type { ElementGroup, ScreeningPlan } from "./plan.ts";
import { lanthanideSymbols } from "./recovery.ts";
import type { ElementResult, EvidenceMix, KeyShare, MineShare } from "./result.ts";
import { type ElementSummary, shiftedInterval } from "./summarise.ts";
import type { MineSummary } from "./summariseMine.ts";
import { evEquivalentMillion, recoveryToMeet, relianceAfter, shownRecoveries } from "./thresholds.ts";
import { varianceByQuantity } from "./varianceShares.ts";

/** Electric car whose element content gives the vehicle equivalents. */
const vehicleModel = /IEA/;

/** One element (or group) as shown: national mass, market, thresholds, and what drives the spread. */
export function elementResult(
  plan: ScreeningPlan,
  group: ElementGroup,
  summary: ElementSummary,
  mineSummaries: readonly MineSummary[],
  inputs: ScreeningInputs,
  options: ScreeningOptions,
): ElementResult {
  const { unrecoveredT } = summary;
  const figures = elementFigures(inputs.markets, options.edition, group.symbol);
  const mineOf = new Map(inputs.mines.map((mine) => [mine.id, mine]));
  const total = summary.mineMeanT.reduce((sum, mass) => sum + mass, 0);
  const shareBy = (key: (id: string) => string) => sharesBy(plan, summary.mineMeanT, total, key);
  const evidence = evidenceOf(plan, group, mineSummaries);
  const isLanthanide = lanthanideSymbols.includes(group.symbol);
  const vehicle = inputs.evIntensities.find(
    (row) => row.element === group.symbol && vehicleModel.test(row.model) && row.kgPerVehicle > 0,
  );
  return {
    symbol: group.symbol,
    name:
      group.symbol === "REE"
        ? "Rare earths (14 lanthanides)"
        : (inputs.elements.find((element) => element.symbol === group.symbol)?.name ?? group.symbol),
    containedT: summary.containedT,
    unrecoveredT,
    unrecoveredByStreamT: byStream(plan, group, mineSummaries),
    unpublishedBoundsT: unpublishedBounds(plan, group, mineSummaries),
    crustOnlyT: crustOnly(plan, group, inputs),
    ...evidence,
    importsT: figures.importsT,
    exportsT: figures.exportsT,
    netImportsT: figures.netImportsT,
    consumptionT: figures.consumptionT,
    netImportReliancePct: figures.netImportReliancePct,
    marketForm: figures.form,
    marketBasisNote: isLanthanide
      ? `USGS publishes trade of the lanthanides as a group only: see REE. ${figures.note}`
      : figures.note,
    usdPerKg: figures.usdPerKg,
    priceForm: figures.priceForm,
    recoveryToReplaceImports: recoveryToMeet(figures.importsT.value, unrecoveredT),
    recoveryToReplaceNetImports: recoveryToMeet(figures.netImportsT.value, unrecoveredT),
    recoveryToMeetConsumption: recoveryToMeet(figures.consumptionT.value, unrecoveredT),
    relianceAfter: shownRecoveries.map((recovery) => relianceAfter(recovery, unrecoveredT, figures)),
    // Rock-forming elements are no by-products: a price times a mountain says nothing.
    grossValueUsd:
      figures.usdPerKg === null || rockForming(inputs.crust).has(group.symbol)
        ? null
        : shiftedInterval(unrecoveredT, figures.usdPerKg * 1000, 0),
    ...(vehicle
      ? {
          evEquivalentMillion: {
            model: vehicle.model,
            kgPerVehicle: vehicle.kgPerVehicle,
            million: shiftedInterval(unrecoveredT, evEquivalentMillion(1, vehicle.kgPerVehicle), 0),
          },
        }
      : {}),
    onCriticalLists: [
      ...new Set(
        inputs.criticalLists
          .filter(
            (entry) =>
              entry.elements.includes(group.symbol) || (group.symbol === "REE" && entry.elements.includes("Nd")),
          )
          .map((entry) => entry.listId),
      ),
    ],
    concentration: supplyConcentration(inputs.worldProduction, isLanthanide ? "REE" : group.symbol) ?? null,
    topMines: mineShares(plan, summary, total),
    byMineClass: shareBy((id) => mineOf.get(id)?.mineClass ?? ""),
    byState: shareBy((id) => mineOf.get(id)?.state ?? ""),
    varianceByQuantity: varianceByQuantity(plan, group.members, summary),
    sources: sourcesOf(plan, group, mineSummaries),
  };
}

function mineShares(plan: ScreeningPlan, summary: ElementSummary, total: number): MineShare[] {
  const { mineMeanT, mineVariance, mineCovariance, variance } = summary;
  return plan.mines
    .map((mine, m) => ({
      id: mine.id,
      share: total > 0 ? mineMeanT[m] / total : 0,
      varianceShare: variance > 0 ? mineCovariance[m] / variance : 0,
      samplingValue: variance > 0 && mineVariance[m] > 0 ? mineCovariance[m] ** 2 / (mineVariance[m] * variance) : 0,
    }))
    .sort((a, b) => b.share - a.share);
}

function sharesBy(plan: ScreeningPlan, massT: Float64Array, total: number, key: (id: string) => string): KeyShare[] {
  const sums = new Map<string, number>();
  plan.mines.forEach((mine, m) => sums.set(key(mine.id), (sums.get(key(mine.id)) ?? 0) + massT[m]));
  return [...sums]
    .map(([name, mass]) => ({ key: name, share: total > 0 ? mass / total : 0 }))
    .sort((a, b) => b.share - a.share);
}

function evidenceOf(plan: ScreeningPlan, group: ElementGroup, mineSummaries: readonly MineSummary[]) {
  const mix: Record<EvidenceGrade, number> = { A: 0, B: 0, C: 0, D: 0, S: 0 };
  let weakest: EvidenceGrade = "A";
  let mass = 0;
  let weighted = 0;
  forCells(plan, group, (i, m, e) => {
    const cellMass = mineSummaries[m].cells[e].unrecoveredT.mean;
    if (!(cellMass > 0)) return;
    const { evidence } = plan.notes[i];
    mix[evidence] += cellMass;
    mass += cellMass;
    weighted += cellMass * plan.sampleWeight[i];
    weakest = weakerGrade(weakest, evidence);
  });
  const evidenceMix: EvidenceMix =
    mass > 0 ? { A: mix.A / mass, B: mix.B / mass, C: mix.C / mass, D: mix.D / mass, S: mix.S / mass } : mix;
  return {
    evidence: mass > 0 ? weakest : ("D" as EvidenceGrade),
    evidenceMix,
    sampleWeight: mass > 0 ? weighted / mass : 0,
  };
}

function byStream(plan: ScreeningPlan, group: ElementGroup, mineSummaries: readonly MineSummary[]) {
  let concentrate = 0;
  let mill = 0;
  let leach = 0;
  forCells(plan, group, (i, m, e) => {
    const mass = mineSummaries[m].cells[e].unrecoveredT.mean;
    const left = mass * (1 - plan.concentrateShare[i]);
    concentrate += mass - left;
    mill += left * plan.millShare[i];
    leach += left * (1 - plan.millShare[i]);
  });
  return { concentrate, mill, leach };
}

function unpublishedBounds(plan: ScreeningPlan, group: ElementGroup, mineSummaries: readonly MineSummary[]) {
  let certain = 0;
  let open = 0;
  forCells(plan, group, (i, m, e) => {
    const cell = mineSummaries[m].cells[e];
    if (plan.isUnpublished[i] === 1) open += cell.containedT.mean;
    else certain += cell.unrecoveredT.mean;
  });
  return { noneRecovered: certain + open, allRecovered: certain };
}

function crustOnly(plan: ScreeningPlan, group: ElementGroup, inputs: ScreeningInputs): number {
  const oreT = plan.mines.reduce((sum, mine) => sum + mine.oreT.mid, 0);
  let mass = 0;
  for (const e of group.members) {
    const ppm = inputs.crust.find((row) => row.element === plan.elements[e])?.upperCrustPpm ?? 0;
    mass += containedT(oreT, ppm);
  }
  return mass;
}

/** Most sources listed for an element. */
const mostSources = 12;

/** Sources behind the cells that hold most of the mass, largest first, without repeats. */
function sourcesOf(plan: ScreeningPlan, group: ElementGroup, mineSummaries: readonly MineSummary[]): string[] {
  const massOf = new Map<string, number>();
  forCells(plan, group, (i, m, e) => {
    const { source } = plan.notes[i];
    if (source !== "") massOf.set(source, (massOf.get(source) ?? 0) + mineSummaries[m].cells[e].unrecoveredT.mean);
  });
  return [...massOf]
    .sort((a, b) => b[1] - a[1])
    .slice(0, mostSources)
    .map(([source]) => source);
}

function forCells(plan: ScreeningPlan, group: ElementGroup, visit: (i: number, m: number, e: number) => void): void {
  for (let m = 0; m < plan.mines.length; m++) for (const e of group.members) visit(m * plan.elements.length + e, m, e);
}
