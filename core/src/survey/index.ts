export { readAsciiGrid } from "./asciiGrid.ts";
export { type AssayCell, type AssayCellRule, readAssayCell, usualSentinels } from "./assayCell.ts";
export { type AssayColumnOptions, type AssayOptions, readAssays } from "./assayTable.ts";
export { type CapCandidate, capCandidates, disintegrationPpm, parrishCapPpm } from "./capCandidates.ts";
export { checkCollars, type CollarCheckOptions, defaultCollarChecks } from "./checkCollars.ts";
export { checkColumns, type ColumnCheckOptions, defaultColumnChecks } from "./checkColumns.ts";
export { checkGrades, defaultGradeChecks, type GradeCheckOptions } from "./checkGrades.ts";
export { checkIntervals, defaultIntervalChecks, type IntervalCheckOptions } from "./checkIntervals.ts";
export { checkPresence } from "./checkPresence.ts";
export { checkSurveys, defaultSurveyChecks, type SurveyCheck, type SurveyCheckOptions } from "./checkSurveys.ts";
export { type CollarOptions, type CollarTable, readCollars } from "./collarTable.ts";
export { cutDepths, type ResidualRule } from "./compositeRuns.ts";
export {
  type CompositeOptions,
  type CompositeVariable,
  type Composites,
  compositeSamples,
  defaultComposites,
} from "./compositeSamples.ts";
export type { DensityOptions } from "./densityColumns.ts";
export { type DecileAnalysis, decileAnalysis, parrishBounds, type QuantileClass } from "./decileAnalysis.ts";
export {
  type DesurveyMethod,
  desurvey,
  direction,
  doglegRadians,
  type HolePath,
  OppositeDirectionsError,
  positionAt,
  ratioFactor,
} from "./desurvey.ts";
export { type DomainPieces, domainPieces } from "./domainPieces.ts";
export type { DrillholeTables } from "./drillholeTables.ts";
export { type DrillIssue, drillIssue, type Finding } from "./drillIssue.ts";
export { type GradeUnit, gradeUnitOfName, gradeUnits, ppmPerUnit } from "./gradeUnit.ts";
export { holePaths, middlePositions } from "./holePaths.ts";
export type { AssayTable, AssayVariable, IntervalTable, LithologyTable } from "./intervalTable.ts";
export { latticeOfPoints } from "./latticeOfPoints.ts";
export { type LengthUnit, lengthUnits, metresPerUnit } from "./lengthUnit.ts";
export { type LithologyOptions, readLithology } from "./lithologyTable.ts";
export {
  type MetalAtRisk,
  type MetalAtRiskOptions,
  metalAtRisk,
  metalInRichest,
  type MetalShare,
} from "./metalAtRisk.ts";
export { isInside, type Outline, outlineAreaM2 } from "./outline.ts";
export { type BlankResults, type BlankStatistics, blankStatistics } from "./qaqcBlanks.ts";
export { acceptedHard, type DuplicatePairs, type DuplicateStatistics, duplicateStatistics } from "./qaqcDuplicates.ts";
export { type ControlGroup, controlGroups, type ControlRules } from "./qaqcGroups.ts";
export { type ControlKind, controlKinds, type ControlOptions, type ControlRow, readControls } from "./qaqcTable.ts";
export { type PointOptions, type PointTable, readPoints } from "./pointTable.ts";
export { type ControlChart, type ControlMark, controlChart, type StandardResults } from "./qaqcStandards.ts";
export {
  type CodeCount,
  countByCode,
  defaultDrillholeChecks,
  type DrillholeCheckOptions,
  type HoleQuality,
  type QualityReport,
  qualityReport,
} from "./qualityReport.ts";
export { type CensoredRule, type ReplacedColumn, replaceCensored } from "./replaceCensored.ts";
export { compositesCsv, issuesCsv, pathsCsv, samplesCsv } from "./sampleCsv.ts";
export { isSameLattice, type SurfaceGrid } from "./surfaceGrid.ts";
export {
  type AzimuthReference,
  azimuthCorrectionDeg,
  readSurveys,
  type SurveyOptions,
  type SurveyTable,
} from "./surveyTable.ts";
export { readSurveyProject, type SurveyProject } from "./surveyProject.ts";
export type { TableInput } from "./tableRecords.ts";
export { type Lattice, resampleSurface, type SurfacePoints, surfaceFromPoints } from "./surfaceFromPoints.ts";
export { surfaceFromTriangles, type SurfaceTriangles } from "./surfaceFromTriangles.ts";
export { type ThompsonHowarth, thompsonHowarth } from "./thompsonHowarth.ts";
export {
  type DryDensity,
  type DryTonnage,
  type DryTonnes,
  dryDensity,
  dryDensityOf,
  dryPart,
  dryTonnage,
  dryTonnes,
  type MoistureOfWet,
  moistureOfWaterContent,
  moistureOfWet,
  type WaterContent,
  type WetDensity,
  type WetTonnes,
  waterContent,
  wetDensity,
  wetTonnes,
  withWater,
} from "./tonnes.ts";
export {
  type CuttingPoint,
  cuttingCurve,
  type ProbabilityPlot,
  probabilityPlot,
  type WeightedGrades,
  weightedGrades,
} from "./topCut.ts";
export { type Triangles, triangulate } from "./triangulate.ts";
export { type ThicknessError, type VolumeUncertainty, volumeUncertainty } from "./volumeUncertainty.ts";
export { type VolumeBetween, volumeBetween } from "./volumeBetween.ts";
export {
  blockCorrelatedSigmaM3,
  type DifferenceError,
  differenceSigmaM,
  type VolumeError,
  volumeError,
} from "./volumeError.ts";
