import type { MineElementResult, MineResult, ScreeningResult } from "@relode/core/supply";
import { resultNotes } from "./elementsTable.ts";
import { intervalColumns, numberColumn, type ResultColumn, tableCsv, tableParquet, textColumn } from "./resultTable.ts";

interface Row {
  readonly mine: MineResult;
  readonly symbol: string;
  readonly element: MineElementResult;
}

const columns: readonly ResultColumn<Row>[] = [
  textColumn("mine_id", (row) => row.mine.id),
  textColumn("mine_name", (row) => row.mine.name),
  textColumn("state", (row) => row.mine.state),
  textColumn("element", (row) => row.symbol),
  ...intervalColumns<Row>("contained", "t_per_year", (row) => row.element.containedT),
  ...intervalColumns<Row>("unrecovered", "t_per_year", (row) => row.element.unrecoveredT),
  ...intervalColumns<Row>("grade", "ppm_dry_ore", (row) => row.element.gradePpm),
  textColumn("evidence_grade", (row) => row.element.evidence),
  textColumn("basis", (row) => row.element.basis),
  numberColumn("sample_weight_fraction", (row) => row.element.sampleWeight),
  numberColumn("recovered_published_t_per_year", (row) => row.element.recoveredT),
  textColumn("recovered_note", (row) => recoveredNote(row.element)),
  textColumn("source", (row) => row.element.source),
];

function recoveredNote(element: MineElementResult): string {
  if (element.recoveredT === undefined) return "none known";
  return element.recoveredT === null ? "recovered, amount not published" : "published";
}

function rowsOf(result: ScreeningResult): Row[] {
  return result.mines.flatMap((mine) =>
    Object.entries(mine.elements).map(([symbol, element]) => ({ mine, symbol, element })),
  );
}

/** Every element of every mine as CSV; the result must hold its mines in full, not as a summary. */
export function mineElementsCsv(result: ScreeningResult): string {
  return tableCsv(columns, rowsOf(result));
}

/** Every element of every mine as Parquet: the columns of `mineElementsCsv`. */
export function mineElementsParquet(result: ScreeningResult): Uint8Array {
  return tableParquet(columns, rowsOf(result), resultNotes(result));
}
