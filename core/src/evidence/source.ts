/** What a column of a published table holds. */
export interface ColumnNote {
  readonly name: string;
  /** Unit as written in the table; `text` for words, `1` for a fraction. */
  readonly unit: string;
  readonly doc: string;
}

/** Where a table comes from, what may be done with it, and what to beware of: the content of `source.json`. */
export interface DatasetSource {
  readonly id: string;
  readonly title: string;
  readonly citation: string;
  readonly licence: string;
  readonly edition: string;
  readonly retrieved: string;
  /** SHA-256 of `data.csv`, lower-case hexadecimal. */
  readonly sha256: string;
  readonly rows: number;
  readonly columns: readonly ColumnNote[];
  readonly caveats: readonly string[];
}
