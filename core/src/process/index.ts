export { freeHydrogenMolPerL } from "./equations/acidity.ts";
export { casasRatePerS, casasUptake, dissolvedOxygen, monodBatchH } from "./equations/bioleach.ts";
export { completeClarkConstants, s950Clark } from "./equations/clarkConstants.ts";
export { bondEnergyKwhPerT, morrellEnergyKwhPerT } from "./equations/comminution.ts";
export { cellBudget, depositionKwhPerKg, faradayKg, tafelV } from "./equations/electrochemistry.ts";
export { bankRecovery, bankResidenceMinutes, klimpelRecovery } from "./equations/flotation.ts";
export {
  clarkBreakthrough,
  freundlichLoading,
  ionExchangeColumns,
  langmuirLoading,
  thomasBreakthrough,
  usualColumn,
} from "./equations/ionExchange.ts";
export {
  arrheniusRatio,
  type CoreControl,
  coreControls,
  coreConversion,
  coreTime,
  mixedCoreConversion,
  plugFirstOrder,
  tanksFirstOrder,
  tankTrainConversion,
} from "./equations/kinetics.ts";
export { reverseOsmosis, sieving } from "./equations/membranes.ts";
export {
  actualEfficiency,
  magneticShare,
  plittCutUm,
  trompToSinks,
  twoProductFormula,
  whitenEfficiency,
} from "./equations/partition.ts";
export { carbonationKgPerT, geopolymerRatios } from "./equations/remineralisation.ts";
export {
  countercurrentDecantation,
  crosscurrentDesorption,
  kynchFluxTPerM2H,
  ruthTimeS,
  talmageFitchM2PerTPerDay,
  weibullConversion,
} from "./equations/separation.ts";
export { p80OfMedianUm, rosinRammlerPassing, rosinRammlerSizeUm } from "./equations/sizeDistribution.ts";
export {
  countercurrentExtraction,
  type ExtractedMetal,
  kremserRaffinate,
  mcCabeThiele,
} from "./equations/solventExtraction.ts";
export { type ExtractionDiagram, extractionDiagrams } from "./equations/extractionDiagram.ts";
export { tankLeach } from "./equations/tankLeach.ts";
export { reconcile } from "./fitting/reconcile.ts";
export { streamBasis } from "./streams/basis.ts";
export { FormulaError, molarMassGPerMol, readFormula } from "./streams/formula.ts";
export { minerals } from "./streams/minerals.ts";
export { type Dispatch, dispatchPower, type PowerSystem } from "./energy/dispatch.ts";
export {
  DispatchError,
  type LinearProgram,
  type LinearSolution,
  type SolveLinearProgram,
} from "./energy/linearProgram.ts";
export {
  faimanCellTemperatureC,
  inverterPower,
  jointLossPct,
  pvDirectPower,
  pvHourlyMW,
  type PvPlant,
  pvWattsLossesPct,
} from "./energy/photovoltaics.ts";
export {
  cubicTurbineFraction,
  dieselLitresPerHour,
  type PowerCurve,
  powerCurveFraction,
  windAtHeightMPerS,
} from "./energy/windAndDiesel.ts";
export { concentrationUnits } from "./chemistry/analysis.ts";
export { evaporate, mixSolutions, titrate } from "./chemistry/batch.ts";
export { ChemistryInputError, EquilibriumError } from "./chemistry/chemistryError.ts";
export { chemistryTable, shippedTables } from "./chemistry/chemistryTable.ts";
export { correctedConstants } from "./chemistry/correctedConstants.ts";
export { equilibrate } from "./chemistry/equilibrate.ts";
export { formationPace } from "./chemistry/formationPace.ts";
export { kineticPath, type KineticReaction, type KineticStep } from "./chemistry/kinetics.ts";
export { rateExpression, RateExpressionError } from "./chemistry/rateExpression.ts";
export { ferrousOxidation, pyriteOxidationByIron, pyriteOxidationByOxygen } from "./chemistry/rateLaws.ts";
export { readConstantsJson } from "./chemistry/readConstantsJson.ts";
export { readPhreeqcDatabase } from "./chemistry/readPhreeqcDatabase.ts";
export { IntegrationError } from "./chemistry/rosenbrock.ts";
export {
  type ActivityModel,
  type AnalysisLine,
  type ChemistryDatabase,
  type ConcentrationUnit,
  type EquilibriumInput,
  type EquilibriumOptions,
  type EquilibriumResult,
  type ExchangeInput,
  type GasPhaseInput,
  type PhaseInput,
  type SolutionInput,
  type SolutionState,
  type SurfaceInput,
} from "./chemistry/chemistryModel.ts";
export {
  allocateBurden,
  type BurdenedProduct,
  type BurdenShare,
  type EmissionFactor,
  type EmissionInventory,
  emissionInventory,
  type EmissionScope,
  type EmittingActivity,
  knownFactors,
  lifetimeBurden,
} from "./energy/emissions.ts";
export { heatKwhPerT, type ReagentLoop, type ReagentUse, reagentUse } from "./energy/reagentLoop.ts";
export {
  bleedForLimit,
  steadyBuildUp,
  type WaterBalance,
  waterBalance,
  type WaterLoop,
  type WaterMonth,
} from "./energy/waterLoop.ts";
export type {
  FeedSpec,
  FlowsheetDocument,
  MeasurementSpec,
  StreamSpec,
  UnitSpec,
} from "./flowsheet/flowsheetDocument.ts";
export { flowsheetLimits, flowsheetSchema } from "./flowsheet/flowsheetDocument.ts";
export { type DegreesOfFreedom, type Flowsheet, prepareFlowsheet } from "./flowsheet/prepareFlowsheet.ts";
export { readFlowsheet } from "./flowsheet/readFlowsheet.ts";
export type { FlowsheetSolution, SolveOptions, WarmStart } from "./flowsheet/solution.ts";
export { type UnitDiagram, type UnitDiagramLine, unitDiagrams } from "./flowsheet/unitDiagrams.ts";
export { solveFlowsheet } from "./flowsheet/solveFlowsheet.ts";
export { type MountainPassBank, mountainPassBanks, mountainPassCircuit } from "./routes/mountainPass.ts";
export { ukyCoalRefuse, ukyMetals, type UkyOptions } from "./routes/ukyCoalRefuse.ts";
export type { Component, ComponentSpec, Phase } from "./streams/component.ts";
export {
  componentKgPerH,
  elementMolPerH,
  mixStreams,
  phaseKgPerH,
  phaseM3PerH,
  splitStream,
  type Stream,
  totalKgPerH,
} from "./streams/stream.ts";
export { findUnitOp, unitCatalogue } from "./unitOps/catalogue.ts";
export type { Duties, ParameterSpec, UnitOp } from "./unitOps/unitOp.ts";
export { fitDistribution, fitIsotherm, type IsothermFit, type IsothermPoint } from "./fitting/fitIsotherm.ts";
export { fitLeachKinetics, type KineticFit, type LeachPoint } from "./fitting/fitKinetics.ts";
export {
  type FlowsheetReport,
  flowsheetReport,
  looseOutlets,
  reconcileMeasurements,
  type ReconciledFlow,
} from "./flowsheet/flowsheetReport.ts";
export type { PlantFigures, PlantWater, ProductGrade, SolidProduct } from "./flowsheet/plantFigures.ts";
export { type DrawnFlowsheet, drawnFlowsheet } from "./uncertainty/drawnFlowsheet.ts";
export {
  type DrawFinding,
  type FlowsheetRisk,
  type FlowsheetDraws,
  flowsheetRisk,
  inputColumns,
  type OutcomeBand,
} from "./uncertainty/flowsheetRisk.ts";
export { readUncertainty, type Uncertainty, type UncertainQuantity } from "./uncertainty/readUncertainty.ts";
