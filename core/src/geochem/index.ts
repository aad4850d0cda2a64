export {
  type CensoredSummary,
  censoredSummary,
  kaplanMeierFewestDetected,
  kaplanMeierLargestCensoredShare,
} from "./censoredSummary.ts";
export { type ImputedColumn, imputeCensored } from "./imputeCensored.ts";
export { type KaplanMeierMean, kaplanMeierMean } from "./kaplanMeierMean.ts";
export { ConvergenceError, type LognormalMle, lognormalMle } from "./lognormalMle.ts";
export {
  type RegressionOnOrderStatistics,
  regressionOnOrderStatistics,
  rosFewestDetected,
  rosLargestCensoredShare,
  rosObstacle,
} from "./regressionOnOrderStatistics.ts";
export { type SubstitutionBounds, substitutionBounds } from "./substitutionBounds.ts";
