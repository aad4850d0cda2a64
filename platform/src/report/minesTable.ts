import type { MineResult, ScreeningResult } from "@relode/core/supply";
import { intervalColumns, numberColumn, type ResultColumn, tableCsv, textColumn } from "./resultTable.ts";

const streamT = (mine: MineResult, kind: "mill" | "leach") =>
  mine.streams.length === 0
    ? null
    : mine.streams.reduce((sum, stream) => sum + (stream.kind === kind ? stream.oreT : 0), 0);

const columns: readonly ResultColumn<MineResult>[] = [
  textColumn("mine_id", (mine) => mine.id),
  textColumn("name", (mine) => mine.name),
  textColumn("operator", (mine) => mine.operator),
  textColumn("state", (mine) => mine.state),
  numberColumn("lon_wgs84_deg", (mine) => mine.lon),
  numberColumn("lat_wgs84_deg", (mine) => mine.lat),
  textColumn("mine_class", (mine) => mine.mineClass),
  textColumn("main_commodity", (mine) => mine.mainCommodity),
  textColumn("deposit_type", (mine) => mine.depositType),
  textColumn("deposit_type_used", (mine) => mine.depositTypeUsed),
  textColumn("process_route", (mine) => mine.processRoute),
  textColumn("reference_year", (mine) => mine.referenceYear),
  ...intervalColumns<MineResult>("ore", "t_per_year", (mine) => mine.oreT),
  textColumn("ore_evidence_grade", (mine) => mine.oreBasis),
  numberColumn("ore_mill_t_per_year", (mine) => streamT(mine, "mill")),
  numberColumn("ore_leach_t_per_year", (mine) => streamT(mine, "leach")),
  textColumn("products", (mine) => mine.products.join("; ")),
  numberColumn("main_product_value_usd_per_year", (mine) => mine.mainProductValueUsd),
  ...intervalColumns<MineResult>("byproduct_gross_value", "usd_per_year", (mine) => mine.byproductValueUsd.all),
  numberColumn("byproduct_gross_value_at_1_pct_usd_per_year", (mine) => mine.byproductValueUsd.at1Pct),
  numberColumn("byproduct_gross_value_at_10_pct_usd_per_year", (mine) => mine.byproductValueUsd.at10Pct),
  numberColumn("byproduct_gross_value_at_90_pct_usd_per_year", (mine) => mine.byproductValueUsd.at90Pct),
  textColumn("method", (mine) => mine.method),
  textColumn("source", (mine) => mine.sources),
  textColumn("note", (mine) => mine.note),
];

/** The mine table of a screening as CSV: one row a mine, units in the column names. */
export function minesCsv(result: ScreeningResult): string {
  return tableCsv(columns, result.mines);
}
