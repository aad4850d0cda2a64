import { positive } from "./scaledCost.ts";

/** One machine or group of equal machines of a costing account. */
export interface EquipmentItem {
  readonly unit: string;
  /** Size wanted, in the account's parameter. */
  readonly scaledValue: number;
  readonly referenceValue: number;
  readonly exponent: number;
  /** Bare erected cost of one reference machine, USD of the reference year. */
  readonly referenceCostUsd: number;
  readonly count: number;
  /** True when `scaledValue` is the size of all machines together and each takes its share. */
  readonly isSharedByCount?: boolean;
}

/**
 * Bare equipment cost n C_ref (S / S_ref)^e (I / I_ref), USD of the index year.
 * @param escalation I / I_ref: index wanted over index of the reference year
 * @throws {RangeError} a size, cost or count not above 0
 * @see Theis et al. (2021), Quality Guidelines for Energy System Studies: Capital Cost Scaling Methodology, NETL-PUB-22697
 */
export function equipmentCostUsd(item: EquipmentItem, escalation: number): number {
  const count = positive(item.count, `count of ${item.unit}`);
  const size = positive(item.scaledValue, `size of ${item.unit}`) / (item.isSharedByCount ? count : 1);
  const ratio = size / positive(item.referenceValue, `reference size of ${item.unit}`);
  return count * item.referenceCostUsd * ratio ** item.exponent * escalation;
}

/** Fixed charges of a plant as fractions, QGESS as used for the University of Kentucky rare-earth study. */
export interface PlantRates {
  readonly maintenanceOfPlantCost: number;
  readonly qualityOfOperatingLabour: number;
  readonly salesOfRevenue: number;
  readonly administrationOfOperatingLabour: number;
  readonly taxAndInsuranceOfPlantCost: number;
  readonly overhead: number;
}

export const ukyPlantRates: PlantRates = {
  maintenanceOfPlantCost: 0.02,
  qualityOfOperatingLabour: 0.1,
  salesOfRevenue: 0.005,
  administrationOfOperatingLabour: 0.2,
  taxAndInsuranceOfPlantCost: 0.01,
  overhead: 0.2,
};

/** Yearly cost of a plant by account, one unit of money. */
export interface PlantOperatingCost {
  readonly fixed: number;
  readonly overhead: number;
  readonly variable: number;
}

/**
 * Fixed and variable operating cost. fixed = labour + maintenance + quality + sales + administration + tax and insurance;
 * overhead = rate × (fixed + power + reagents + waste + land); variable = power + reagents + waste + land + overhead.
 * Land stands in `variable` once: adding it to the sum again, as the published program does, counts it twice.
 * @see NETL rare-earth costing method in prommis/prommis (BSD-3-Clause), equations
 */
export function plantOperatingCost(
  of: {
    readonly plantCost: number;
    readonly revenue: number;
    readonly operatingLabour: number;
    readonly technicalLabour: number;
    readonly power: number;
    readonly reagents: number;
    readonly waste: number;
    readonly land: number;
  },
  rates: PlantRates = ukyPlantRates,
): PlantOperatingCost {
  const fixed =
    of.operatingLabour +
    of.technicalLabour +
    of.plantCost * (rates.maintenanceOfPlantCost + rates.taxAndInsuranceOfPlantCost) +
    of.operatingLabour * (rates.qualityOfOperatingLabour + rates.administrationOfOperatingLabour) +
    of.revenue * rates.salesOfRevenue;
  const items = of.power + of.reagents + of.waste + of.land;
  const overhead = rates.overhead * (fixed + items);
  return { fixed, overhead, variable: items + overhead };
}
