export {
  type BlockColumn,
  type BlockModel,
  blockModel,
  type BlockValues,
  columnIn,
  type Support,
  withColumn,
} from "./blockModel.ts";
export {
  blockValueUsdPerT,
  equivalentGradePpm,
  netUsdPerTPpm,
  type Product,
  type ValuedBlocks,
  type ValueSpec,
} from "./blockValue.ts";
export {
  type CurvePoint,
  gradeTonnage,
  type GradeTonnage,
  type GradeTonnagePoint,
  type GradeTonnageSpec,
  type Smoothing,
} from "./gradeTonnage.ts";
export {
  centreOfIndex,
  gridOfWorld,
  ijkOfIndex,
  indexOfWorld,
  modelCentres,
  type RotatedGrid,
  worldOfGrid,
} from "./rotatedGrid.ts";
export {
  breakEvenCutoffPpm,
  destinationOfBlocks,
  destinations,
  type PriceSelection,
  type PriceSelections,
  type PriceSelectionSpec,
  selectAtPrices,
} from "./priceSelection.ts";
export {
  type ClassEvidence,
  type ClassificationProposal,
  type ResourceClass,
  resourceClasses,
} from "./classification.ts";
export { classifyByDrilling, type DrillingLimits } from "./classifyByDrilling.ts";
export { classifyByKriging, type KrigingLimits } from "./classifyByKriging.ts";
export { classifyByPrecision, type PrecisionLimits, type PrecisionProposal } from "./classifyByPrecision.ts";
export {
  type PrecisionSpec,
  type ProductionVolumes,
  productionVolumes,
  type VolumePrecision,
  volumePrecision,
} from "./productionVolumes.ts";
export { swath, type Swath, type SwathData, type SwathSlice, type SwathSpec } from "./swath.ts";
export {
  affineCorrection,
  type BlockGrades,
  type DiscreteGaussian,
  discreteGaussian,
  type PointGrades,
} from "./changeOfSupport.ts";
export { examplePond, examplePondGrid, type ExamplePond, truthJson } from "./example/pondFiles.ts";
export type { PondTruth, TrueContent } from "./example/pondTruth.ts";
export { type AutoVariogram, autoVariogram } from "./run/autoVariogram.ts";
export { surfaceElevation } from "./run/bodyColumns.ts";
export { type BodyRealisation, BodySimulation, drawnTogether, type SimulatedGroup } from "./run/bodySimulation.ts";
export { blockRuns, type BlockRun, type DomainEstimate, estimateBlocks, krigingOf } from "./run/estimateDomain.ts";
export {
  type BodyInput,
  type BodyVariable,
  type PreparedBody,
  prepareBody,
  type PreparedDomain,
} from "./run/prepareBody.ts";
export { bandsOf, curveBands, type CurveSums, curveSums, sliceMeans } from "./run/realisationSums.ts";
export { isJsonObject, ProjectFields } from "./run/projectFields.ts";
export { readResourceProject, type ResourceProject, type SurfaceKind, surfaceKinds } from "./run/resourceProject.ts";
export { surfaceOfPoints } from "./run/surfacePoints.ts";
export { type BlockTruth, blockTruth, truthRow, type TruthRow } from "./run/truthCheck.ts";
export { accuracy, type DomainValidation, validateDomain } from "./run/validateDomain.ts";
export { type VariableSamples, variableSamples, variogramOf } from "./run/variableSamples.ts";
export { bandOf } from "./band.ts";
export { type SubBlockDomain, type SubBlocks, subBlocks } from "./subBlocks.ts";
export { type Recoverable, recoverable, type RecoverableInput, type RecoverablePanel } from "./recoverable.ts";
export { type GroupRow, groupRows, groupTotals, type GroupTotals, type GroupTotalsSpec } from "./groupTotals.ts";
export { liftGroups, type MiningSequence, miningSequence, type MiningSequenceSpec } from "./miningSequence.ts";
export { type DecisionUnit, type HoleWorth, nextHoles, type NextHoleSpec } from "./nextHole.ts";
export {
  type AssayedElement,
  elementToMineral,
  type MineralChoice,
  mineralColumns,
  type MineralEstimate,
  type MineralSystem,
  mineralSystem,
} from "./elementToMineral.ts";
export {
  type ColumnKind,
  jsonText,
  type ResourceClasses,
  type ResourceColumn,
  type ResourceCurve,
  type ResourceDocument,
  type ResourceHoles,
  type ResourceQuality,
  type ResourceSurfaces,
  type ResourceSwath,
  type ResourceTotal,
  type ResourceTruth,
  type ResourceValidation,
  type ResourceVariogram,
} from "./run/resourceDocument.ts";
export {
  type ConditioningSpec,
  type LocalisedInput,
  localisedConditioning,
  type PanelRecovery,
  UniformConditioning,
} from "./uniformConditioning.ts";
export { drillSpacing, type DrillSpacingSpec, type DrillSpacingStudy } from "./drillSpacing.ts";
export type { SpacingAnswer, SpacingRow } from "./drillSpacingAnswer.ts";
