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
