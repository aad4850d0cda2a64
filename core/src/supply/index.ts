export { assembleScreening, elementGroups, raisedIssues } from "./assembleScreening.ts";
export { type ClaimVerdict, judgeClaims, type Verdict } from "./claims.ts";
export { type SupplyConcentration, supplyConcentration } from "./concentration.ts";
export { convergence, type ConvergenceRow } from "./converge.ts";
export { createDrawCache, type DrawCache, drawMine, mineOrder } from "./drawMine.ts";
export { elementFigures, marketRow, netImportReliancePct } from "./elementMarket.ts";
export {
  defaultScreeningOptions,
  type ScreeningInputs,
  type ScreeningOptions,
  type UnpublishedRecovery,
} from "./inputs.ts";
export { containedT, oreFromMetalT } from "./oreTonnage.ts";
export { createStore, type DrawStore, type ElementGroup, type ScreeningPlan } from "./plan.ts";
export { countedMines, drawLimits, prepareScreening } from "./prepareScreening.ts";
export type {
  ElementResult,
  EvidenceMix,
  Figure,
  KeyShare,
  MineElementResult,
  MineResult,
  MineShare,
  Percentiles,
  RelianceAfter,
  ScreeningResult,
  ScreeningTotals,
  VarianceByQuantity,
} from "./result.ts";
export { type Progress, screen } from "./screen.ts";
export { type ElementSummary, summariseElement } from "./summarise.ts";
export { type MineSummary, summariseMine } from "./summariseMine.ts";
export { type ScenarioInput, type ScenarioOutcome, scenarioOutcome, subsetDrawsT } from "./whatIf.ts";
export { evEquivalentMillion, recoveryToMeet, relianceAfter } from "./thresholds.ts";
