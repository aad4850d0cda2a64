export { cammCost, type CammModel, cammModels, cammTailingsPond } from "./cammModels.ts";
export {
  correlatedDraws,
  type DrawMethod,
  type PairCorrelation,
  ranksOf,
  type UncertainQuantity,
} from "./correlatedDraws.ts";
export { type DepreciationRule, depreciationShares, macrsYears } from "./depreciation.ts";
export { type Distribution, distributionFault, distributionMean, distributionQuantile } from "./distribution.ts";
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
export { type InternalRates, internalRates } from "./internalRates.ts";
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
