import type { Interval } from "@relode/core/evidence";
import type { Figure, Percentiles } from "@relode/core/supply";
import { type ParquetColumn, parquetTable } from "../files/parquetTable.ts";
import { csvText } from "./csvText.ts";

/** One column of a downloadable table: its name carries the unit; `value` reads it from a row. */
export type ResultColumn<Row> =
  | { readonly name: string; readonly kind: "text"; readonly value: (row: Row) => string }
  | { readonly name: string; readonly kind: "number"; readonly value: (row: Row) => number | null | undefined };

export const textColumn = <Row>(name: string, value: (row: Row) => string): ResultColumn<Row> => ({
  name,
  kind: "text",
  value,
});

export const numberColumn = <Row>(name: string, value: (row: Row) => number | null | undefined): ResultColumn<Row> => ({
  name,
  kind: "number",
  value,
});

/** Four columns `NAME_mean_UNIT`, `NAME_p05_UNIT`, `NAME_p50_UNIT`, `NAME_p95_UNIT`. */
export function intervalColumns<Row>(
  name: string,
  unit: string,
  interval: (row: Row) => Interval | null | undefined,
): ResultColumn<Row>[] {
  return (["mean", "p05", "p50", "p95"] as const).map((part) =>
    numberColumn(`${name}_${part}_${unit}`, (row) => interval(row)?.[part]),
  );
}

/** Three columns for percentiles; empty where infinite or unknown: the note column beside them says which. */
export function percentileColumns<Row>(
  name: string,
  unit: string,
  percentiles: (row: Row) => Percentiles | null | undefined,
): ResultColumn<Row>[] {
  return (["p05", "p50", "p95"] as const).map((part) =>
    numberColumn(`${name}_${part}_${unit}`, (row) => percentiles(row)?.[part]),
  );
}

/** A published figure as four columns: the number, its bounds, and the print with its withheld mark kept. */
export function figureColumns<Row>(name: string, unit: string, figure: (row: Row) => Figure): ResultColumn<Row>[] {
  return [
    numberColumn(`${name}_${unit}`, (row) => figure(row).value),
    numberColumn(`${name}_lower_${unit}`, (row) => figure(row).lower),
    numberColumn(`${name}_upper_${unit}`, (row) => figure(row).upper),
    textColumn(`${name}_as_printed`, (row) => figure(row).printed),
  ];
}

/** The table as CSV text, one line a row. */
export function tableCsv<Row>(columns: readonly ResultColumn<Row>[], rows: readonly Row[]): string {
  return csvText(
    columns.map((column) => column.name),
    rows.map((row) => columns.map((column) => column.value(row) ?? null)),
  );
}

/** The table as a Parquet file; words are kept as they are, since no program runs a formula from Parquet. */
export function tableParquet<Row>(
  columns: readonly ResultColumn<Row>[],
  rows: readonly Row[],
  notes: Readonly<Record<string, string>>,
): Uint8Array {
  return parquetTable(
    columns.map(
      (column): ParquetColumn =>
        column.kind === "text"
          ? { name: column.name, kind: "text", values: rows.map((row) => column.value(row) ?? "") }
          : { name: column.name, kind: "number", values: rows.map((row) => column.value(row) ?? null) },
    ),
    notes,
  );
}
