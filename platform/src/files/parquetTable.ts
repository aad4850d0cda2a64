import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";

/** A column of a table to be written: words or numbers, null where there is no value. */
export type ParquetColumn =
  | { readonly name: string; readonly kind: "text"; readonly values: readonly (string | null)[] }
  | { readonly name: string; readonly kind: "number"; readonly values: readonly (number | null)[] };

/**
 * Writes columns of one length as an Apache Parquet file (Snappy): words as UTF-8 strings, numbers as doubles.
 * A number that is not finite is written as null: "no value" has one form in the file.
 *
 * @param notes key and value pairs kept in the file's footer, e.g. version and licence
 * @throws {RangeError} the columns differ in length, or none is given
 */
export function parquetTable(
  columns: readonly ParquetColumn[],
  notes: Readonly<Record<string, string>> = {},
): Uint8Array {
  const rows = columns[0]?.values.length;
  if (rows === undefined) throw new RangeError("a Parquet table needs at least one column");
  for (const column of columns)
    if (column.values.length !== rows)
      throw new RangeError(`column ${column.name} has ${column.values.length} rows, the first column has ${rows}`);
  const columnData: ColumnSource[] = columns.map((column) =>
    column.kind === "text"
      ? { name: column.name, data: [...column.values], type: "STRING", nullable: true }
      : {
          name: column.name,
          data: column.values.map((value) => (value !== null && Number.isFinite(value) ? value : null)),
          type: "DOUBLE",
          nullable: true,
        },
  );
  const kvMetadata = Object.entries(notes).map(([key, value]) => ({ key, value }));
  return new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata, createdBy: "relode" }));
}
