export { readAcceptanceChecks } from "./acceptanceChecks/readAcceptanceChecks.ts";
export type { AqueousConstant } from "./aqueousConstants/aqueousConstant.ts";
export { readAqueousConstants } from "./aqueousConstants/readAqueousConstants.ts";
export { type DatasetEntry, datasetCatalogue } from "./catalogue.ts";
export { type CmioField, readCmioFields } from "./cmio/cmioFields.ts";
export { neutraliseCsvCell } from "./cmio/neutraliseCsvCell.ts";
export { notCmio } from "./cmio/notCmio.ts";
export { defaultOreFilter, type OreFilterOptions } from "./cmio/oreFilter.ts";
export { cmioReaderVersion, createCmioReader } from "./cmio/readCmio.ts";
export { syntheticCmio } from "./cmio/syntheticCmio.ts";
export { syntheticTruth } from "./cmio/syntheticTruth.ts";
export type { OreSamples, SampledDeposit } from "./cmio/oreSamples.ts";
export type { CriticalListEntry } from "./criticalLists/criticalList.ts";
export { readCriticalLists } from "./criticalLists/readCriticalLists.ts";
export type { CrustalAbundance } from "./crustalAbundance/crust.ts";
export { readCrustalAbundance } from "./crustalAbundance/readCrustalAbundance.ts";
export type { DepositType } from "./depositTypes/depositType.ts";
export { readDepositTypes } from "./depositTypes/readDepositTypes.ts";
export type { ChemicalElement, OxideFactor } from "./elements/element.ts";
export { readElements } from "./elements/readElements.ts";
export { elementSymbols, isElementSymbol } from "./elements/symbols.ts";
export type { EvIntensity } from "./evIntensity/evIntensity.ts";
export { readEvIntensity } from "./evIntensity/readEvIntensity.ts";
export type { ElementMarket, MarketEdition, MarketFigure } from "./mineralMarket/market.ts";
export { readMineralMarket } from "./mineralMarket/readMineralMarket.ts";
export type { OrePrior } from "./oreGeochemistryPriors/prior.ts";
export { lognormalMean, readOreGeochemistryPriors } from "./oreGeochemistryPriors/readOreGeochemistryPriors.ts";
export type { OreTonnageClosure } from "./oreTonnageClosure/oreTonnageClosure.ts";
export { readOreTonnageClosure } from "./oreTonnageClosure/readOreTonnageClosure.ts";
export { readOxideFactors } from "./oxideFactors/readOxideFactors.ts";
export { type MassUnit, massFigure, printedFigure } from "./printedFigure.ts";
export type { AcceptanceCheck, StudyClaim } from "./screeningClaims/claim.ts";
export { readStudyClaims } from "./studyClaims/readStudyClaims.ts";
export { readTailingsCases } from "./tailingsCases/readTailingsCases.ts";
export type { TailingsCase } from "./tailingsCases/tailingsCase.ts";
export type { Mine, MineStream, OreBasis } from "./usMetalMines/mine.ts";
export { readUsMetalMines } from "./usMetalMines/readUsMetalMines.ts";
export { readWorldProduction } from "./worldProduction/readWorldProduction.ts";
export type { WorldProduction } from "./worldProduction/worldProduction.ts";
export { type EquipmentAccount, readEquipmentAccounts } from "./equipmentAccounts/readEquipmentAccounts.ts";
export { type DatedPrice, type PriceLot, readPriceDeck } from "./priceDeck/readPriceDeck.ts";
export {
  type CostFamily,
  costFamilies,
  type ProjectIntensity,
  readProjectIntensities,
} from "./projectIntensities/readProjectIntensities.ts";
export { type ReagentPrice, readReagentPrices } from "./reagentPrices/readReagentPrices.ts";
