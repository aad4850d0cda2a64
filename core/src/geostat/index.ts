export {
  automaticFit,
  type AutomaticFit,
  type AutomaticFitSpec,
  type Candidate,
  type FitMethod,
} from "./automaticFit.ts";
export {
  type BeachFrame,
  beachTransform,
  type BeachTransform,
  type HeightGrid,
  heightAt,
  samplesInBeach,
} from "./beachCoordinates.ts";
export type { BlockSpec } from "./blockPattern.ts";
export { type CokrigingResult, type CokrigingSpec, cokrige } from "./cokriging.ts";
export { collocatedCokriging, type CollocatedResult, type CollocatedSpec } from "./collocatedCokriging.ts";
export type { CoregionalisationModel } from "./coregionalisation.ts";
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
  crossValidationStatistics,
  foldsByHole,
} from "./crossValidation.ts";
export {
  convexHull,
  declusterPolygons,
  declusterVolumes,
  type MapPointM,
  type PolygonalDeclustering,
} from "./declusterPolygons.ts";
export { declusterCells, type Declustering, type DeclusterSpec } from "./declusterCells.ts";
export { type DriftTerm, driftTerms } from "./drift.ts";
export type { AnglesDeg, AxesM } from "./ellipsoid.ts";
export {
  defaultLags,
  type ExperimentalVariogram,
  experimentalVariogram,
  type LagSpec,
  type VariogramEstimator,
  variogramEstimators,
  type VariogramLag,
  type VariogramSpec,
} from "./experimentalVariogram.ts";
export { type CoregionalisationFit, fitCoregionalisation, type PairOfVariables } from "./fitCoregionalisation.ts";
export { type FitEvidence, fitVerdict, type FitVerdict } from "./fitVerdict.ts";
export {
  type DirectionalLags,
  type FitSpec,
  type FittedParameter,
  fitVariogram,
  type FitWeights,
  type RangeFreedom,
  rangeFreedoms,
  type VariogramFit,
} from "./fitVariogram.ts";
export {
  cutGrid,
  type GridColumns,
  gridColumns,
  GridKriging,
  type GridPart,
  krigeGrid,
  krigeGridParts,
  statusCounts,
} from "./gridKriging.ts";
export {
  FourierGrid,
  FourierSimulation,
  type FourierSpec,
  mostFourierData,
  mostFourierPoints,
  wrappedCount,
} from "./fourierSimulation.ts";
export { indicatorKriging, type IndicatorResult, type IndicatorSpec, orderRelations } from "./indicatorKriging.ts";
export { inverseDistance, type InverseDistanceResult, type InverseDistanceSpec } from "./inverseDistance.ts";
export { indicatorVariograms, type IndicatorVariogram } from "./indicatorVariogram.ts";
export {
  type FieldLevel,
  type LayerForm,
  layerForms,
  LayerLikelihood,
  type LayerModel,
  type LayerPoint,
  modelOfLayers,
} from "./layerLikelihood.ts";
export { fitLikelihood, type LikelihoodFit, type LikelihoodSpec } from "./likelihoodFit.ts";
export { krige, type KrigingResult, type TargetSet, type WeightTable } from "./kriging.ts";
export { KrigingEngine, type KrigingSpec, krigingStatus } from "./krigingEngine.ts";
export { krigeLocally, type LocalAngles } from "./localAnisotropy.ts";
export { NeighbourSearch, type SearchSpec } from "./neighbourSearch.ts";
export {
  backTransform,
  checkTails,
  normalScore,
  type NormalScoreTable,
  type NormalScoreTransform,
  scoreOf,
  type Tails,
} from "./normalScore.ts";
export { everyDirection, type PairDirection } from "./pairDirection.ts";
export { blockCentres, blockCount, mortonOrder, type RegularGrid } from "./regularGrid.ts";
export type { SampleSet } from "./sampleSet.ts";
export { SequentialGaussian, type SimulationSpec } from "./sequentialGaussian.ts";
export type { LevelOfRealisation, ReceiveRealisation } from "./simulationPlan.ts";
export {
  readBlock,
  readDirection,
  readGrid,
  readKriging,
  readLags,
  readModel,
  readSearch,
  Settings,
  SettingsError,
} from "./settings.ts";
export { type StructureType, structureTypes } from "./structureShape.ts";
export { truthStatistics, type TruthStatistics } from "./truthStatistics.ts";
export { type CloudPair, variogramCloud, type VariogramCloud, type VariogramCloudSpec } from "./variogramCloud.ts";
export { variogramMap, type VariogramMap, type VariogramMapSpec } from "./variogramMap.ts";
export { BlockSimulation, type BlockSimulationSpec } from "./simulationBlocks.ts";
export { fromLogRatios, type LogRatioKind, logRatioKinds, logRatios } from "./logRatios.ts";
export { applyTransform, type LinearTransform, undoTransform } from "./whitening.ts";
export { type MinMaxFactors, minMaxFactors } from "./minMaxFactors.ts";
export {
  type ProjectionPursuit,
  projectionPursuit,
  type PursuitSpec,
  undoProjectionPursuit,
} from "./projectionPursuit.ts";
export { type IndicatorKind, type IndicatorSimulationSpec, SequentialIndicator } from "./simulationIndicator.ts";
export { TurningBands, type TurningBandsSpec } from "./simulationBands.ts";
export {
  type Accuracy,
  accuracyPlot,
  type AccuracyRow,
  histogramReproduction,
  type ReproductionRow,
  variogramReproduction,
} from "./simulationChecks.ts";
export { assignToNodes } from "./simulationNodes.ts";
export { leftOutRealisations } from "./leftOutRealisations.ts";
export { type HighGradeRestriction, restrictedKriging } from "./restrictedKriging.ts";
export {
  type VariogramDraw,
  variogramPosterior,
  type VariogramPosterior,
  type VariogramPosteriorSpec,
} from "./variogramPosterior.ts";
