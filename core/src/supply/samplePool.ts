import type { OreSamples } from "../datasets/cmio/oreSamples.ts";
import type { DepositType } from "../datasets/depositTypes/depositType.ts";
import type { Mine } from "../datasets/usMetalMines/mine.ts";
import { imputeCensored } from "../geochem/imputeCensored.ts";

/** Fewer deposits or samples than these in a type, and the pool falls back to the group, then the environment. */
export const minimumPool = { deposits: 3, samples: 20 } as const;

/** Samples that stand for the ore of a deposit type: rows completed for censoring, ordered by deposit. */
export interface SamplePool {
  /** Name of the stratum, e.g. `type MVT zinc-lead` or `group Porphyry`; names the random stream too. */
  readonly key: string;
  readonly isFallback: boolean;
  /** n x E, ppm; NaN = not analysed; below-detection cells hold their imputed value. */
  readonly ppm: Float32Array;
  /** J + 1 row numbers: deposit j owns rows start[j] .. start[j + 1] - 1. */
  readonly start: Int32Array;
  /** J x E mean over the analysed rows of a deposit, ppm; NaN where it has none. */
  readonly depositMeanPpm: Float32Array;
  /** E counts of deposits with at least one analysis. */
  readonly depositsWith: Int32Array;
  /** E counts of samples analysed. */
  readonly analysed: Int32Array;
  readonly censoring: readonly ElementCensoring[];
}

/** What below-detection values do to the mean of one element in one pool, ppm: the imputed value and its stated bounds. */
export interface ElementCensoring {
  readonly pool: string;
  readonly element: string;
  readonly analysed: number;
  readonly belowDetection: number;
  readonly method: string;
  readonly imputedMeanPpm: number;
  readonly kaplanMeierMeanPpm: number;
  readonly zeroMeanPpm: number;
  readonly halfLimitMeanPpm: number;
  readonly limitMeanPpm: number;
}

/** Compares names of deposit types as people write them: case, hyphens, plus-minus signs and blanks do not count. */
export function stratumName(name: string): string {
  return name
    .toLowerCase()
    .replace(/\([^)]*\)/g, "")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

/** Rows of one stratum, by the index of their deposit. */
function rowsWhere(samples: OreSamples, belongs: (deposit: number) => boolean): Map<number, number[]> {
  const kept = samples.deposits.map((_, deposit) => belongs(deposit));
  const rows = new Map<number, number[]>();
  for (let row = 0; row < samples.deposit.length; row++) {
    const deposit = samples.deposit[row];
    if (!kept[deposit]) continue;
    const list = rows.get(deposit);
    if (list) list.push(row);
    else rows.set(deposit, [row]);
  }
  return rows;
}

/**
 * The stratum of samples for a mine: its deposit type, else its secondary type, group, environment, the first with
 * at least `minimumPool`. Undefined when none has. Names are compared without case and punctuation.
 */
export function chooseStratum(
  samples: OreSamples,
  mine: Mine,
  types: ReadonlyMap<string, DepositType>,
): { key: string; isFallback: boolean; rows: Map<number, number[]> } | undefined {
  const place = types.get(mine.depositType);
  const candidates: [string, string, "type" | "group" | "environment"][] = [
    [`type ${mine.depositType}`, mine.depositType, "type"],
  ];
  if (mine.depositTypeSecondary)
    candidates.push([`type ${mine.depositTypeSecondary}`, mine.depositTypeSecondary, "type"]);
  if (place) {
    candidates.push([`group ${place.group}`, place.group, "group"]);
    candidates.push([`environment ${place.environment}`, place.environment, "environment"]);
  }
  for (const [key, name, level] of candidates) {
    const wanted = stratumName(name);
    const rows = rowsWhere(samples, (deposit) => stratumName(samples.deposits[deposit][level]) === wanted);
    let count = 0;
    for (const list of rows.values()) count += list.length;
    if (rows.size >= minimumPool.deposits && count >= minimumPool.samples)
      return { key, isFallback: key !== candidates[0][0], rows };
  }
  return undefined;
}

/**
 * Builds a pool: copies the stratum's rows ordered by deposit and completes below-detection cells per element
 * (regression on order statistics where permitted, half the limit otherwise; see docs/censored-statistics.md).
 * @param elements the columns wanted; an element the table lacks stays not analysed
 */
export function buildPool(
  samples: OreSamples,
  stratum: { key: string; isFallback: boolean; rows: Map<number, number[]> },
  elements: readonly string[],
): SamplePool {
  const width = elements.length;
  const deposits = [...stratum.rows.keys()].sort((a, b) =>
    samples.deposits[a].uid < samples.deposits[b].uid ? -1 : 1,
  );
  const start = new Int32Array(deposits.length + 1);
  deposits.forEach((deposit, j) => {
    start[j + 1] = start[j] + (stratum.rows.get(deposit) ?? []).length;
  });
  const n = start[deposits.length];
  const ppm = new Float32Array(n * width).fill(Number.NaN);
  const order = Int32Array.from(deposits.flatMap((deposit) => stratum.rows.get(deposit) ?? []));
  const m = samples.elements.length;
  const censoring: ElementCensoring[] = [];
  const analysed = new Int32Array(width);
  for (let e = 0; e < width; e++) {
    const column = samples.elements.indexOf(elements[e]);
    if (column < 0) continue;
    const at = analysedByValue(samples, order, column);
    analysed[e] = at.length;
    if (at.length === 0) continue;
    const values = new Float64Array(at.length);
    const flags = new Uint8Array(at.length);
    for (let k = 0; k < at.length; k++) {
      const cell = order[at[k]] * m + column;
      values[k] = samples.ppm[cell];
      flags[k] = samples.belowDetection[cell];
    }
    const completed = imputeCensored(values, flags);
    for (let k = 0; k < at.length; k++) ppm[at[k] * width + e] = completed.completedPpm[k];
    censoring.push({
      pool: stratum.key,
      element: elements[e],
      analysed: at.length,
      belowDetection: completed.nCensored,
      method: completed.method,
      imputedMeanPpm: mean(completed.completedPpm),
      kaplanMeierMeanPpm: completed.kaplanMeierMean,
      zeroMeanPpm: completed.zeroMean,
      halfLimitMeanPpm: completed.halfLimitMean,
      limitMeanPpm: completed.limitMean,
    });
  }
  const { depositMeanPpm, depositsWith } = depositMeans(ppm, start, width);
  return {
    key: stratum.key,
    isFallback: stratum.isFallback,
    ppm,
    start,
    depositMeanPpm,
    depositsWith,
    analysed,
    censoring,
  };
}

/**
 * Positions in `order` of the rows analysed for an element, by ascending value, those of one value in their order. The
 * statistics that follow sort three times by comparison; what comes sorted costs them one pass, half of the pool's time.
 */
function analysedByValue(samples: OreSamples, order: Int32Array, column: number): Float64Array {
  const m = samples.elements.length;
  const bits = new Uint32Array(samples.ppm.buffer, samples.ppm.byteOffset, samples.ppm.length);
  const keys = new Float64Array(order.length);
  let n = 0;
  for (let i = 0; i < order.length; i++) {
    const cell = order[i] * m + column;
    // The bits of numbers of 0 or above order like the numbers; 31 of them and a position below 2^22 fit a double.
    if (!Number.isNaN(samples.ppm[cell])) keys[n++] = bits[cell] * positions + i;
  }
  const sorted = keys.subarray(0, n).sort();
  for (let k = 0; k < n; k++) sorted[k] %= positions;
  return sorted;
}

/** Rows that a pool may have: far above any table of ore analyses. */
const positions = 2 ** 22;

function mean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

function depositMeans(ppm: Float32Array, start: Int32Array, width: number) {
  const count = start.length - 1;
  const depositMeanPpm = new Float32Array(count * width).fill(Number.NaN);
  const depositsWith = new Int32Array(width);
  for (let j = 0; j < count; j++) {
    for (let e = 0; e < width; e++) {
      let sum = 0;
      let n = 0;
      for (let row = start[j]; row < start[j + 1]; row++) {
        const value = ppm[row * width + e];
        if (!Number.isNaN(value)) {
          sum += value;
          n++;
        }
      }
      if (n > 0) {
        depositMeanPpm[j * width + e] = sum / n;
        depositsWith[e]++;
      }
    }
  }
  return { depositMeanPpm, depositsWith };
}
