import type { WorldProduction } from "../datasets/worldProduction/worldProduction.ts";

export interface SupplyConcentration {
  /** Herfindahl-Hirschman index of production by country, 0-10,000; countries not named count as spread thin. */
  readonly hhi: number;
  /** The same if all that is not named came from one more country. */
  readonly hhiUpper: number;
  readonly largestCountry: string;
  /** 0-1. */
  readonly largestShare: number;
  readonly basis: string;
}

/** The last year that is not an estimate in the newest edition. */
const preferredYear = 2024;

/**
 * Concentration of world supply: HHI = sum over countries of (100 share)².
 * The total is the printed world total where there is one, else the sum of the rows.
 * Undefined where the table has no numeric country rows for the element.
 * @see US Department of Justice and Federal Trade Commission (2010), Horizontal Merger Guidelines, section 5.3
 */
export function supplyConcentration(
  rows: readonly WorldProduction[],
  element: string,
): SupplyConcentration | undefined {
  const ofElement = rows.filter((row) => row.element === element && row.amount !== null);
  const stages = [...new Set(ofElement.map((row) => row.stage))].sort((a, b) => rank(a) - rank(b));
  for (const stage of stages) {
    const ofStage = ofElement.filter((row) => row.stage === stage);
    const years = [...new Set(ofStage.map((row) => row.year))].sort(
      (a, b) => Math.abs(a - preferredYear) - Math.abs(b - preferredYear),
    );
    for (const year of years) {
      const found = concentrationOf(
        rows.filter((row) => row.element === element && row.stage === stage && row.year === year),
        `${stage} production ${year}`,
      );
      if (found) return found;
    }
  }
  return undefined;
}

function rank(stage: string): number {
  return ["mine", "primary", "refinery", "smelter"].indexOf(stage.toLowerCase()) + 1 || 9;
}

function concentrationOf(printedRows: readonly WorldProduction[], stage: string): SupplyConcentration | undefined {
  const rows = printedRows.filter((row) => row.amount !== null);
  const unit = rows[0]?.unit;
  const sameUnit = rows.filter((row) => row.unit === unit);
  const isTotal = (row: WorldProduction) => /world total|^total/i.test(row.country);
  const isOther = (row: WorldProduction) => /other countr|^other$/i.test(row.country);
  // XX: the publisher holds the countries' figures for not comparable and gives no total, so neither do we.
  if (printedRows.some((row) => isTotal(row) && /^X+$/.test(row.printed.trim()))) return undefined;
  const withheld = printedRows
    .filter((row) => row.amount === null && row.printed.startsWith("W"))
    .map((row) => row.country);
  const named = new Map<string, number>();
  for (const row of sameUnit)
    if (!isTotal(row) && !isOther(row)) named.set(row.country, Math.max(named.get(row.country) ?? 0, row.amount ?? 0));
  let sum = 0;
  for (const amount of named.values()) sum += amount;
  if (named.size < 2 || !(sum > 0)) return undefined;
  const printed = sameUnit.find(isTotal)?.amount ?? 0;
  const other = sameUnit.find(isOther)?.amount ?? 0;
  const total = Math.max(printed, sum + other);
  let hhi = 0;
  let largestCountry = "";
  let largest = 0;
  for (const [country, amount] of named) {
    hhi += ((100 * amount) / total) ** 2;
    if (amount > largest) {
      largest = amount;
      largestCountry = country;
    }
  }
  const commodity = rows[0]?.commodity ?? "";
  return {
    hhi,
    hhiUpper: hhi + ((100 * (total - sum)) / total) ** 2,
    largestCountry,
    largestShare: largest / total,
    basis: `${commodity}, ${stage}${withheld.length > 0 ? `; ${withheld.join(", ")} withheld and not counted` : ""}`,
  };
}
