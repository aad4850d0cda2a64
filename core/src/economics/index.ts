export { cammCost, type CammModel, cammModels, cammTailingsPond } from "./cammModels.ts";
export {
  correlatedDraws,
  type DrawMethod,
  type PairCorrelation,
  ranksOf,
  type UncertainQuantity,
} from "../numerics/correlatedDraws.ts";
export { type DepreciationRule, depreciationShares, macrsYears } from "./depreciation.ts";
export {
  type Distribution,
  distributionFault,
  distributionMean,
  distributionQuantile,
} from "../numerics/distribution.ts";
export {
  type EquipmentItem,
  equipmentCostUsd,
  type PlantOperatingCost,
  plantOperatingCost,
  type PlantRates,
  ukyPlantRates,
} from "./equipmentCost.ts";
export { type HeadlineProject, type HeadlineTerms, headlineNpv, judgedTerms, uniformNpv } from "./headlineValue.ts";
export { incomeTax, percentageDepletion, type TaxTerms, type TaxYears } from "./incomeTax.ts";
export { type InternalRates, internalRates, losingRates } from "./internalRates.ts";
export { type LoanSchedule, loanSchedule } from "./loan.ts";
export { binomialOption, blackScholesCall, type DeferralOption } from "./optionValue.ts";
export { type UniformPlant, type UniformPlantResult, uniformPlantCashFlow } from "./plantCashFlow.ts";
export {
  capitalRecoveryFactor,
  cumulativePresentValue,
  growingAnnuity,
  netPresentValue,
  nominalRate,
  paybackYears,
  realRate,
} from "./presentValue.ts";
export { qgessNpv, type QgessTerms, type QgessValue, ukyTerms } from "./qgessNpv.ts";
export { type BoundCoefficients, reeBoundCoefficients, reeCostBounds } from "./reeCostBounds.ts";
export { type LangParts, langFactor, scaledCost, taylorRule, ukyLangParts } from "./scaledCost.ts";
export {
  evaluateProject,
  type LevelisedCost,
  type ProjectEvaluation,
  projectNominalRate,
} from "./evaluateProject.ts";
export { monteCarlo, type MonteCarloResult, projectPaths } from "./monteCarlo.ts";
export { optimalStopping, type StoppingValue } from "./optimalStopping.ts";
export { fitPriceModel, type PriceFit, type PriceModel, type PricePathRequest, pricePaths } from "./priceModel.ts";
export type { CapitalLine, OperatingLine, ProductLine, Project, RoyaltyTerms, UncertainKey } from "./project.ts";
export {
  baseFactors,
  compileProject,
  type PathChoice,
  type ProjectChange,
  type ProjectFactors,
  type ProjectKernel,
  type ProjectTable,
  type TableLine,
  tableLines,
  type YearlyOre,
} from "./projectKernel.ts";
export { allPaths, factorsWith, keyWords, type ProjectKey, projectKeys } from "./projectKeys.ts";
export type { AccountCost, CostIndex } from "./readCapital.ts";
export { DocumentFields } from "./documentFields.ts";
export { readDistribution } from "./readProduct.ts";
export { projectSchema, readProject } from "./readProject.ts";
export { type CompoundValue, compoundValue } from "./compoundRights.ts";
export { type ProjectRight, readRights, type RightValue, rightValues } from "./realOptions.ts";
export {
  type BreakEven,
  breakEvens,
  type BreakEvenSurface,
  breakEvenSurface,
  pathSwings,
  projectSobolShares,
  tornadoSwings,
  type TornadoSwing,
} from "./sensitivity.ts";
export { type SobolShare, sobolShares } from "../numerics/sobolShares.ts";
export { type AlternativeProject, readAlternatives, type ScenarioValue, scenarioValues } from "./alternatives.ts";
export { type ByproductPriors, byproductPriors, usdPerAud } from "./byproductCost.ts";
export {
  byproductCurves,
  curveLabel,
  type CurvePoint,
  type DiscardedElement,
  type ElementCurve,
} from "./byproductCurve.ts";
export { type EmissionsDocument, readEmissions, readPowerSystem, readWaterLoop } from "./energyDocuments.ts";
export { type ByproductEvidence, byproductEvidence, type PublishedUnitCost } from "./byproductEvidence.ts";
