import type { Settings } from "@relode/core/geostat";
import type { Tolerance } from "../tolerance.ts";
import type { GeostatTable } from "./geostatTable.ts";

/** A case as its folder gives it, with the table to be met. */
export interface GeostatCase {
  readonly settings: Settings;
  readonly data: GeostatTable;
  readonly expected: GeostatTable;
  /** Name of the table without `expected_` and `.csv`. */
  readonly name: string;
}

/** What the public functions give for one column of the expected table. */
export interface AnswerColumn {
  readonly column: string;
  /** One value a row of the expected table; NaN where nothing is estimated. */
  readonly got: ArrayLike<number>;
  /** One for all rows, or one a row. */
  readonly tolerance: Tolerance | ((row: number) => Tolerance);
  /** Rows that the case itself excludes, e.g. a tie at the limit of the search. */
  readonly skip?: (row: number) => boolean;
  /** True where less is better, as for the objective of a fit: at most the expected value passes. */
  readonly isUpperBound?: boolean;
}

/** Computes the columns of a table, or null when it does not know the table. */
export type GeostatAnswerer = (from: GeostatCase) => AnswerColumn[] | null;
