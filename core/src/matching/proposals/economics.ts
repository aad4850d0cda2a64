import type { WasteProfile } from "../wasteProfile.ts";
import type { DraftProduct } from "./flowsheetDraft.ts";
import type { Performance } from "./performance.ts";
import {
  fixedUsdPerYear,
  powerUsdPerKwh,
  reagentCosts,
  screeningNpvUsd,
  sectionCapitalUsd,
  waterUsdPerM3,
} from "./plantCosts.ts";
import type { PlantSection } from "./routeTemplate.ts";

/** Money of a proposal by the tonne of waste (m³ of water) and for the plant, USD; screening, before tax. */
export interface ProposalMoney {
  /** Paid for the elements in products; null where no price is given for any. */
  readonly revenueUsdPerT: number | null;
  readonly reagentsUsdPerT: number;
  readonly powerUsdPerT: number;
  readonly waterUsdPerT: number;
  readonly fixedUsdPerT: number;
  readonly operatingUsdPerT: number;
  readonly capitalUsd: { readonly low: number; readonly value: number; readonly high: number };
  /** Revenue less operating cost; null without a price. */
  readonly marginUsdPerT: number | null;
  readonly npvUsd: number | null;
  /** Reagents without a price here. */
  readonly unpriced: readonly string[];
  /** Products that are not worth their freight and treatment at these prices, with both by the tonne of waste: they earn nothing. */
  readonly unsold: readonly {
    readonly product: string;
    readonly paidUsdPerT: number;
    readonly chargeUsdPerT: number;
  }[];
}

/** What is paid by the tonne of waste: grade × recovery into each product × share paid × price, less freight and treatment of the product's mass. */
export function revenueUsdPerT(
  { products: results }: Pick<Performance, "products">,
  products: readonly DraftProduct[],
  prices: Readonly<Record<string, number>>,
  gradePpm: (element: string) => number,
  tPerH: number,
): number {
  // What is not worth its freight and treatment is not sold.
  return salesOf({ products: results }, products, prices, gradePpm, tPerH).reduce(
    (sum, { paidUsdPerT, chargeUsdPerT }) => sum + Math.max(0, paidUsdPerT - chargeUsdPerT),
    0,
  );
}

/** Paid and charged for each product, USD by the tonne of waste. */
function salesOf(
  { products: results }: Pick<Performance, "products">,
  products: readonly DraftProduct[],
  prices: Readonly<Record<string, number>>,
  gradePpm: (element: string) => number,
  tPerH: number,
): ProposalMoney["unsold"] {
  return products.map(({ name, stream, payable, chargeUsdPerT }) => {
    const result = results.find((one) => one.stream === stream);
    let paidUsdPerT = 0;
    for (const [element, share] of Object.entries(payable))
      paidUsdPerT += ((gradePpm(element) * (result?.recovery[element] ?? 0)) / 1000) * share * (prices[element] ?? 0);
    return { product: name, paidUsdPerT, chargeUsdPerT: (chargeUsdPerT * (result?.dryTPerH ?? 0)) / tPerH };
  });
}

/** Costs and value of a solved plant. @param throughTPerH dry solids in a stream, t/h */
export function proposalMoney(of: {
  readonly profile: WasteProfile;
  readonly performance: Performance;
  readonly products: readonly DraftProduct[];
  readonly sections: readonly PlantSection[];
  readonly throughTPerH: (stream: string) => number;
  readonly tPerH: number;
  readonly hoursPerYear: number;
  readonly years: number;
  readonly rate: number;
  readonly prices: Readonly<Record<string, number>>;
}): ProposalMoney {
  const { performance, products, prices, tPerH, hoursPerYear } = of;
  const perYear = tPerH * hoursPerYear;
  const capital = [0, 0, 0];
  for (const { family, stream } of of.sections) {
    const parts = sectionCapitalUsd(family, (stream === undefined ? tPerH : of.throughTPerH(stream)) * hoursPerYear);
    for (const [k, usd] of parts.entries()) capital[k] += usd;
  }
  const unpriced: string[] = [];
  let reagents = 0;
  for (const [name, kg] of Object.entries(performance.reagentsKgPerT)) {
    const cost = reagentCosts[name];
    if (cost === undefined) unpriced.push(name);
    else reagents += kg * cost.usdPerKg;
  }
  const power = performance.powerKwhPerT * powerUsdPerKwh;
  const water = performance.makeUpWaterM3PerT * waterUsdPerM3;
  const fixed =
    fixedUsdPerYear(
      of.sections.map(({ family }) => family),
      tPerH,
      capital[1],
    ) / perYear;
  const operating = reagents + power + water + fixed;
  const paid = products.flatMap(({ payable }) => Object.keys(payable)).some((element) => prices[element] !== undefined);
  const grades = new Map(
    of.profile.elements.map(({ element, gradePpm }) => [element, (gradePpm.low + gradePpm.high) / 2]),
  );
  const gradeOf = (element: string) => grades.get(element) ?? 0;
  const sales = paid ? salesOf(performance, products, prices, gradeOf, tPerH) : [];
  const revenue = paid ? revenueUsdPerT(performance, products, prices, gradeOf, tPerH) : null;
  const margin = revenue === null ? null : revenue - operating;
  return {
    revenueUsdPerT: revenue,
    reagentsUsdPerT: reagents,
    powerUsdPerT: power,
    waterUsdPerT: water,
    fixedUsdPerT: fixed,
    operatingUsdPerT: operating,
    capitalUsd: { low: capital[0], value: capital[1], high: capital[2] },
    marginUsdPerT: margin,
    npvUsd: margin === null ? null : screeningNpvUsd(capital[1], margin * perYear, of.years, of.rate),
    unpriced,
    unsold: sales.filter(({ paidUsdPerT, chargeUsdPerT }) => paidUsdPerT > 0 && paidUsdPerT <= chargeUsdPerT),
  };
}
