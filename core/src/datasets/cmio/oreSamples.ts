/** A deposit as the sample table names it. */
export interface SampledDeposit {
  readonly uid: string;
  readonly name: string;
  /** Names of the CMMI classification, as written in the table. */
  readonly type: string;
  readonly group: string;
  readonly environment: string;
  readonly country: string;
  readonly state: string;
}

/** Ore analyses, whole rows: one row is one sample, one column one element. */
export interface OreSamples {
  /** m element symbols. */
  readonly elements: readonly string[];
  /** n x m, row after row, ppm of element. NaN = not analysed. Where `belowDetection` is 1 it holds the detection limit. */
  readonly ppm: Float32Array;
  /** n x m; 1 = the true value lies somewhere from 0 to the number in `ppm`. */
  readonly belowDetection: Uint8Array;
  /** n indices into `deposits`. */
  readonly deposit: Int32Array;
  readonly deposits: readonly SampledDeposit[];
  /** True for a generated table: results from it are grade S (synthetic). */
  readonly synthetic: boolean;
  /** What names this table in a manifest: file name, checksum, edition. */
  readonly source: { readonly name: string; readonly sha256: string; readonly edition: string };
  /** How many rows the file had and how many each rule of the default filter left out. */
  readonly filter: {
    readonly rowsRead: number;
    readonly rowsKept: number;
    readonly leftOut: Readonly<Record<string, number>>;
  };
}
