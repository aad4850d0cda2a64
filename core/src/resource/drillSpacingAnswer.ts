import { quantilesInPlace } from "../numerics/quantiles.ts";

/** How well panels of one volume are known from holes at one spacing. */
export interface SpacingRow {
  readonly spacingM: number;
  readonly volume: string;
  readonly holesPerPanel: number;
  /** Quantile of |estimate − truth| / estimate at the confidence, unit 1. */
  readonly relativeError: number;
  /** Its standard error from the number of truths, by leaving out a tenth of them in turn. */
  readonly standardError: number;
  /** Mean of estimate − truth over the mean truth. */
  readonly bias: number;
  /** Root mean square of estimate − truth, ppm. */
  readonly errorPpm: number;
  readonly panels: number;
}

/** The widest spacing that keeps the error within the tolerance. */
export interface SpacingAnswer {
  readonly volume: string;
  readonly tolerance: number;
  /** Straight between the spacings tried; null where none keeps it. */
  readonly spacingM: number | null;
  /** The same with errors 1.645 standard errors higher and lower; null where none keeps it. */
  readonly cautiousM: number | null;
  readonly boldM: number | null;
  /** `widest`: the widest spacing tried still keeps it; `closest`: not even the closest does. */
  readonly bound: "found" | "widest" | "closest";
}

/**
 * Errors of one row.
 * @param of.errors estimate − truth, and truths: a panel's values, one a truth of the field
 */
export function errorRow(of: {
  readonly spacingM: number;
  readonly volume: string;
  readonly holesPerPanel: number;
  readonly errors: readonly Float64Array[];
  readonly truths: readonly Float64Array[];
  readonly confidence: number;
}): SpacingRow {
  const { errors, truths, confidence } = of;
  const replicates = truths[0].length;
  const relative = errors.map((error, p) =>
    error.map((value, k) => {
      const estimate = truths[p][k] + value;
      // An estimate of nothing tells nothing: it is never within.
      return estimate > 0 ? Math.abs(value) / estimate : Number.MAX_VALUE;
    }),
  );
  const quantile = (isTaken: (k: number) => boolean) =>
    quantilesInPlace(Float64Array.from(relative.flatMap((values) => Array.from(values).filter((_, k) => isTaken(k)))), [
      confidence,
    ])[0];
  const groups = Math.min(10, replicates);
  const without = Array.from({ length: groups }, (_, g) => quantile((k) => k % groups !== g));
  const mean = without.reduce((sum, value) => sum + value, 0) / groups;
  const spread = without.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const count = errors.length * replicates;
  const total = (values: readonly Float64Array[], power: number) =>
    values.reduce((sum, one) => sum + one.reduce((part, value) => part + value ** power, 0), 0);
  return {
    spacingM: of.spacingM,
    volume: of.volume,
    holesPerPanel: of.holesPerPanel,
    relativeError: quantile(() => true),
    standardError: Math.sqrt(((groups - 1) / groups) * spread),
    bias: total(errors, 1) / total(truths, 1),
    errorPpm: Math.sqrt(total(errors, 2) / count),
    panels: count,
  };
}

/** Reads the spacing at which the error crosses the tolerance: the first crossing from the closest spacing on. */
export function spacingAnswer(volume: string, rows: readonly SpacingRow[], tolerance: number): SpacingAnswer {
  const ordered = rows.toSorted((a, b) => a.spacingM - b.spacingM);
  const at = (sds: number) => crossing(ordered, tolerance, sds);
  const [found, cautious, bold] = [at(0), at(1.645), at(-1.645)];
  return {
    volume,
    tolerance,
    spacingM: found,
    cautiousM: cautious,
    boldM: bold,
    bound: found === null ? "closest" : found === ordered.at(-1)?.spacingM ? "widest" : "found",
  };
}

function crossing(rows: readonly SpacingRow[], tolerance: number, sds: number): number | null {
  const error = (row: SpacingRow) => row.relativeError + sds * row.standardError;
  if (!(error(rows[0]) <= tolerance)) return null;
  for (let at = 1; at < rows.length; at++) {
    const [low, high] = [rows[at - 1], rows[at]];
    if (error(high) <= tolerance) continue;
    return low.spacingM + ((high.spacingM - low.spacingM) * (tolerance - error(low))) / (error(high) - error(low));
  }
  return rows[rows.length - 1].spacingM;
}
