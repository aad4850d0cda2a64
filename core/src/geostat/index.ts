export type { BlockSpec } from "./blockPattern.ts";
export {
  type CovarianceModel,
  covariance,
  type PreparedModel,
  prepareModel,
  variogram,
  type VariogramStructure,
} from "./covarianceModel.ts";
export {
  type CrossValidation,
  crossValidation,
  type CrossValidationStatistics,
  foldsByHole,
} from "./crossValidation.ts";
export { type DriftTerm, driftTerms } from "./drift.ts";
export type { AnglesDeg, AxesM } from "./ellipsoid.ts";
export { krige, type KrigingResult, type TargetSet, type WeightTable } from "./kriging.ts";
export { KrigingEngine, type KrigingSpec, krigingStatus } from "./krigingEngine.ts";
export { NeighbourSearch, type SearchSpec } from "./neighbourSearch.ts";
export type { SampleSet } from "./sampleSet.ts";
export { type StructureType, structureTypes } from "./structureShape.ts";
