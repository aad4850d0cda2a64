/** Columns of one length and what is said beside them. */
export interface VerbResult {
  readonly columns: ReadonlyMap<string, ArrayLike<number> | readonly string[]>;
  readonly summary: Readonly<Record<string, unknown>>;
  /** Writes what is too large for a table to a Parquet file instead, and tells what was found on the way. */
  readonly write?: (file: string) => Promise<Readonly<Record<string, unknown>>>;
}
