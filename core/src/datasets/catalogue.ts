import type { Issue } from "../evidence/issue.ts";
import { readAcceptanceChecks } from "./acceptanceChecks/readAcceptanceChecks.ts";
import { readAqueousConstants } from "./aqueousConstants/readAqueousConstants.ts";
import { readCriticalLists } from "./criticalLists/readCriticalLists.ts";
import { readCrustalAbundance } from "./crustalAbundance/readCrustalAbundance.ts";
import { readDepositTypes } from "./depositTypes/readDepositTypes.ts";
import { readElements } from "./elements/readElements.ts";
import { readEvIntensity } from "./evIntensity/readEvIntensity.ts";
import { readMineralMarket } from "./mineralMarket/readMineralMarket.ts";
import { readOreGeochemistryPriors } from "./oreGeochemistryPriors/readOreGeochemistryPriors.ts";
import { readOreTonnageClosure } from "./oreTonnageClosure/readOreTonnageClosure.ts";
import { readOxideFactors } from "./oxideFactors/readOxideFactors.ts";
import { readStudyClaims } from "./studyClaims/readStudyClaims.ts";
import { readTailingsCases } from "./tailingsCases/readTailingsCases.ts";
import { readUsMetalMines } from "./usMetalMines/readUsMetalMines.ts";
import { readWorldProduction } from "./worldProduction/readWorldProduction.ts";
import { readEquipmentAccounts } from "./equipmentAccounts/readEquipmentAccounts.ts";
import { readPriceDeck } from "./priceDeck/readPriceDeck.ts";
import { readProjectIntensities } from "./projectIntensities/readProjectIntensities.ts";
import { readReagentPrices } from "./reagentPrices/readReagentPrices.ts";

/** One published table: `folder/data.csv` and `folder/source.json` beside this file, and its reader. */
export interface DatasetEntry {
  readonly id: string;
  readonly folder: string;
  readonly title: string;
  readonly read: (csvText: string, name?: string) => { rows: readonly object[]; issues: Issue[] };
}

/** Every table that comes with Relode; a new one is one line here. */
export const datasetCatalogue: readonly DatasetEntry[] = [
  {
    id: "usMetalMines",
    folder: "usMetalMines",
    title: "Active metal mines of the United States: ore, grade, metal",
    read: readUsMetalMines,
  },
  {
    id: "oreGeochemistryPriors",
    folder: "oreGeochemistryPriors",
    title: "Prior concentrations of 70 elements in ore by deposit type",
    read: readOreGeochemistryPriors,
  },
  {
    id: "crustalAbundance",
    folder: "crustalAbundance",
    title: "Composition of the upper and the bulk continental crust",
    read: readCrustalAbundance,
  },
  { id: "elements", folder: "elements", title: "Chemical elements with standard atomic weights", read: readElements },
  {
    id: "oxideFactors",
    folder: "oxideFactors",
    title: "Mass fraction of element in oxides and compounds",
    read: readOxideFactors,
  },
  { id: "depositTypes", folder: "depositTypes", title: "CMMI deposit classification", read: readDepositTypes },
  {
    id: "mineralMarket",
    folder: "mineralMarket",
    title: "US demand, trade, net import reliance and price by element",
    read: readMineralMarket,
  },
  {
    id: "worldProduction",
    folder: "worldProduction",
    title: "World production of mineral commodities by country",
    read: readWorldProduction,
  },
  {
    id: "criticalLists",
    folder: "criticalLists",
    title: "Lists of critical minerals and raw materials",
    read: readCriticalLists,
  },
  { id: "evIntensity", folder: "evIntensity", title: "Metal in one electric car", read: readEvIntensity },
  {
    id: "studyClaims",
    folder: "studyClaims",
    title: "Public statements of the US mine by-product study of 2025",
    read: readStudyClaims,
  },
  {
    id: "acceptanceChecks",
    folder: "acceptanceChecks",
    title: "Checks of the screening: identities, reproduction bands, comparators",
    read: readAcceptanceChecks,
  },
  {
    id: "oreTonnageClosure",
    folder: "oreTonnageClosure",
    title: "Reported ore against metal / (grade x recovery), US mines",
    read: readOreTonnageClosure,
  },
  {
    id: "tailingsCases",
    folder: "tailingsCases",
    title: "Published tailings and waste cases: tonnage, grade, contained metal",
    read: readTailingsCases,
  },
  {
    id: "aqueousConstants",
    folder: "aqueousConstants",
    title: "Thermodynamic constants of aqueous species, minerals, exchangers and hydrous ferric oxide",
    read: readAqueousConstants,
  },
  {
    id: "equipmentAccounts",
    folder: "equipmentAccounts",
    title: "Equipment cost accounts of the University of Kentucky rare-earth study",
    read: readEquipmentAccounts,
  },
  {
    id: "priceDeck",
    folder: "priceDeck",
    title: "Dated prices of metals, oxides and alloys",
    read: readPriceDeck,
  },
  {
    id: "projectIntensities",
    folder: "projectIntensities",
    title: "Capital and operating cost per tonne of published re-mining projects",
    read: readProjectIntensities,
  },
  {
    id: "reagentPrices",
    folder: "reagentPrices",
    title: "Prices of reagents, power, water, fuel and waste",
    read: readReagentPrices,
  },
];
