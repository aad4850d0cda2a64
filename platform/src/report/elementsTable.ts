import type { ElementResult, Percentiles, ScreeningResult } from "@relode/core/supply";
import {
  figureColumns,
  intervalColumns,
  numberColumn,
  percentileColumns,
  type ResultColumn,
  tableCsv,
  tableParquet,
  textColumn,
} from "./resultTable.ts";

const grades = ["A", "B", "C", "D", "S"] as const;

const columns: readonly ResultColumn<ElementResult>[] = [
  textColumn("symbol", (element) => element.symbol),
  textColumn("name", (element) => element.name),
  ...intervalColumns<ElementResult>("contained", "t_per_year", (element) => element.containedT),
  ...intervalColumns<ElementResult>("unrecovered", "t_per_year", (element) => element.unrecoveredT),
  numberColumn("unrecovered_in_concentrate_mean_t_per_year", (element) => element.unrecoveredByStreamT.concentrate),
  numberColumn("unrecovered_mill_mean_t_per_year", (element) => element.unrecoveredByStreamT.mill),
  numberColumn("unrecovered_leach_mean_t_per_year", (element) => element.unrecoveredByStreamT.leach),
  numberColumn("unrecovered_if_unpublished_is_none_t_per_year", (element) => element.unpublishedBoundsT.noneRecovered),
  numberColumn("unrecovered_if_unpublished_is_all_t_per_year", (element) => element.unpublishedBoundsT.allRecovered),
  numberColumn("crust_only_t_per_year", (element) => element.crustOnlyT),
  textColumn("evidence_grade_weakest", (element) => element.evidence),
  ...grades.map((grade) =>
    numberColumn<ElementResult>(`evidence_share_${grade}_fraction`, (element) => element.evidenceMix[grade]),
  ),
  numberColumn("sample_weight_fraction", (element) => element.sampleWeight),
  ...figureColumns<ElementResult>("imports", "t_per_year", (element) => element.importsT),
  ...figureColumns<ElementResult>("exports", "t_per_year", (element) => element.exportsT),
  ...figureColumns<ElementResult>("net_imports", "t_per_year", (element) => element.netImportsT),
  ...figureColumns<ElementResult>("consumption", "t_per_year", (element) => element.consumptionT),
  ...figureColumns<ElementResult>("net_import_reliance", "pct", (element) => element.netImportReliancePct),
  textColumn("market_form", (element) => element.marketForm),
  textColumn("market_basis", (element) => element.marketBasisNote),
  ...recoveryColumns("imports", (element) => element.recoveryToReplaceImports),
  ...recoveryColumns("net_imports", (element) => element.recoveryToReplaceNetImports),
  ...recoveryColumns("consumption", (element) => element.recoveryToMeetConsumption),
  numberColumn("price_usd_per_kg", (element) => element.usdPerKg),
  textColumn("price_form", (element) => element.priceForm),
  ...intervalColumns<ElementResult>("gross_value", "usd_per_year", (element) => element.grossValueUsd),
  textColumn("ev_model", (element) => element.evEquivalentMillion?.model ?? ""),
  numberColumn("ev_kg_per_vehicle", (element) => element.evEquivalentMillion?.kgPerVehicle),
  ...intervalColumns<ElementResult>("ev_equivalent", "million", (element) => element.evEquivalentMillion?.million),
  textColumn("critical_lists", (element) => element.onCriticalLists.join("; ")),
  numberColumn("world_production_hhi", (element) => element.concentration?.hhi),
  numberColumn("world_production_hhi_upper", (element) => element.concentration?.hhiUpper),
  textColumn("world_production_largest_country", (element) => element.concentration?.largestCountry ?? ""),
  numberColumn("world_production_largest_share_fraction", (element) => element.concentration?.largestShare),
  textColumn("world_production_basis", (element) => element.concentration?.basis ?? ""),
  textColumn("largest_mine_id", (element) => element.topMines[0]?.id ?? ""),
  numberColumn("largest_mine_share_fraction", (element) => element.topMines[0]?.share),
  ...(["ore", "elementDoubt", "depositType", "mineGrade", "recovery", "interaction"] as const).map((quantity) =>
    numberColumn<ElementResult>(
      `variance_share_${quantity.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}_fraction`,
      (element) => element.varianceByQuantity[quantity],
    ),
  ),
  textColumn("sources", (element) => element.sources.join("; ")),
];

function recoveryColumns(
  basis: string,
  recovery: (element: ElementResult) => Percentiles | null,
): ResultColumn<ElementResult>[] {
  return [
    ...percentileColumns(`recovery_to_replace_${basis}`, "fraction", recovery),
    textColumn(`recovery_to_replace_${basis}_note`, (element) => recoveryNote(recovery(element), basis)),
  ];
}

function recoveryNote(recovery: Percentiles | null, basis: string): string {
  if (!recovery) return `no ${basis.replace("_", " ")} figure published as a number`;
  const finite = [recovery.p05, recovery.p50, recovery.p95].filter((value) => Number.isFinite(value));
  if (finite.length < 3) return "empty percentiles are infinite: nothing is there to recover";
  return recovery.p50 > 1 ? "median above 1: more than is discarded" : "";
}

/** The element table of a screening as CSV: one row an element, units in the column names. */
export function elementsCsv(result: ScreeningResult): string {
  return tableCsv(columns, result.elements);
}

/** The element table of a screening as Parquet: the columns of `elementsCsv`. */
export function elementsParquet(result: ScreeningResult): Uint8Array {
  return tableParquet(columns, result.elements, resultNotes(result));
}

/** What a Parquet file's footer says of the run that made it. */
export function resultNotes(result: ScreeningResult): Readonly<Record<string, string>> {
  return {
    "relode.geochemistry": result.geochemistry,
    "relode.edition": result.edition,
    "relode.draws": String(result.draws),
    "relode.evidence_grades": "A measured, B published, C recalled with citation, D modelled fallback, S synthetic",
  };
}
