/** Bounds on a user's file, so that no file takes the memory or the time of the reader. */
export interface UserTableLimits {
  /** Size of the file on disk, bytes. */
  readonly maxBytes: number;
  /** Size of all parts of an XLSX package together once unpacked, bytes. */
  readonly maxUnpackedBytes: number;
  /** Number of parts in an XLSX package. */
  readonly maxParts: number;
  readonly maxRows: number;
  readonly maxColumns: number;
  readonly maxCellCharacters: number;
}

export const defaultUserTableLimits: UserTableLimits = {
  maxBytes: 64 * 1024 * 1024,
  maxUnpackedBytes: 192 * 1024 * 1024,
  maxParts: 2_000,
  maxRows: 200_000,
  maxColumns: 500,
  maxCellCharacters: 32_767,
};

/** Bounds for tables of samples: drillhole databases are longer than tables of sites. */
export const sampleTableLimits: UserTableLimits = {
  ...defaultUserTableLimits,
  maxRows: 2_000_000,
  maxBytes: 256 * 1024 * 1024,
  maxUnpackedBytes: 1024 * 1024 * 1024,
};

/** A size as people write it: `64.0 MiB`. */
export function sizeText(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
  if (bytes >= 1024) return `${(bytes / 1024).toFixed(1)} KiB`;
  return `${bytes} bytes`;
}
