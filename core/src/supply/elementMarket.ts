import type { ElementMarket, MarketEdition, MarketFigure } from "../datasets/mineralMarket/market.ts";
import type { Figure } from "./result.ts";

/** Year of the mine table: the market year taken where an edition has several. */
const screeningYear = 2023;

/** Market of one element in t of contained element a year. */
export interface ElementFigures {
  readonly importsT: Figure;
  readonly exportsT: Figure;
  readonly netImportsT: Figure;
  readonly consumptionT: Figure;
  readonly netImportReliancePct: Figure;
  readonly usdPerKg: number | null;
  readonly priceForm: string;
  readonly form: string;
  readonly note: string;
}

const absent: Figure = { value: null, printed: "", lower: null, upper: null };

/** Row of an element in an edition: the screening year where it has it, else its latest. */
export function marketRow(
  markets: readonly ElementMarket[],
  edition: MarketEdition,
  element: string,
): ElementMarket | undefined {
  const rows = markets.filter((row) => row.edition === edition && row.element === element);
  return rows.find((row) => row.year === screeningYear) ?? rows.sort((a, b) => b.year - a.year)[0];
}

/**
 * Trade, consumption and price of an element in one edition. Tonnages quoted as oxide or mineral are turned into element
 * by the row's mass fraction; withheld figures stay without a number.
 */
export function elementFigures(
  markets: readonly ElementMarket[],
  edition: MarketEdition,
  element: string,
): ElementFigures {
  const row = marketRow(markets, edition, element);
  if (!row) {
    return {
      importsT: absent,
      exportsT: absent,
      netImportsT: absent,
      consumptionT: absent,
      netImportReliancePct: absent,
      usdPerKg: null,
      priceForm: "",
      form: "",
      note: `no row for ${element} in ${edition}`,
    };
  }
  const importsT = inElement(row.importsT, row.elementFraction);
  const exportsT = inElement(row.exportsT, row.elementFraction);
  return {
    importsT,
    exportsT,
    netImportsT: difference(importsT, exportsT),
    consumptionT: inElement(row.consumptionT, row.elementFraction),
    netImportReliancePct: row.netImportReliancePct,
    usdPerKg: Number.isNaN(row.usdPerKgElement) ? null : row.usdPerKgElement,
    priceForm: row.priceForm,
    form: row.form,
    note: `${row.year}, ${row.edition}, ${row.form}; consumption ${row.consumptionBasis || "not given"}${row.note ? `; ${row.note}` : ""}`,
  };
}

function inElement(figure: MarketFigure, fraction: number): Figure {
  const scaled = (value: number | null) => (value === null ? null : value * fraction);
  return {
    value: scaled(figure.value),
    printed: figure.printed,
    lower: scaled(figure.lower),
    upper: scaled(figure.upper),
  };
}

function difference(imports: Figure, exports: Figure): Figure {
  if (imports.value === null || exports.value === null) return absent;
  return { value: imports.value - exports.value, printed: "", lower: null, upper: null };
}

/**
 * Net import reliance: (imports - exports + stocks drawn) as per cent of apparent consumption.
 * @param netImportsT t a year, stock changes included where known
 * @param consumptionT apparent consumption, t a year, above 0
 * @see USGS Mineral Commodity Summaries, appendix B
 */
export function netImportReliancePct(netImportsT: number, consumptionT: number): number {
  if (!(consumptionT > 0)) throw new RangeError(`apparent consumption must exceed 0 t, got ${consumptionT}`);
  return (100 * netImportsT) / consumptionT;
}
