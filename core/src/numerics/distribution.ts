import { normalDistribution, normalQuantile } from "./normal.ts";

/** How an uncertain quantity is spread; all in the quantity's own unit. */
export type Distribution =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "uniform"; readonly min: number; readonly max: number }
  | { readonly kind: "triangular"; readonly min: number; readonly mode: number; readonly max: number }
  | { readonly kind: "normal"; readonly mean: number; readonly sd: number }
  /** By median and geometric standard deviation (above 1: 68 % lie within median / gsd and median × gsd). */
  | { readonly kind: "lognormal"; readonly median: number; readonly gsd: number }
  /** Realisations drawn elsewhere, e.g. of a grade: value k belongs to realisation k. */
  | { readonly kind: "column"; readonly values: ArrayLike<number> };

/** What is wrong with a distribution, with value, bound and remedy; null where nothing is. */
export function distributionFault(d: Distribution): string | null {
  const numbers = Object.entries(d).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  const wrong = numbers.find(([, value]) => !Number.isFinite(value));
  if (wrong !== undefined) return `${wrong[0]} must be a finite number, got ${wrong[1]}`;
  if (d.kind === "uniform" && !(d.min < d.max)) return `min ${d.min} must lie below max ${d.max}`;
  if (d.kind === "triangular" && !(d.min <= d.mode && d.mode <= d.max && d.min < d.max))
    return `min ${d.min}, mode ${d.mode}, max ${d.max} must ascend`;
  if (d.kind === "normal" && !(d.sd >= 0)) return `sd must be 0 or more, got ${d.sd}`;
  if (d.kind === "lognormal" && !(d.median > 0)) return `median must exceed 0, got ${d.median}`;
  if (d.kind === "lognormal" && !(d.gsd >= 1))
    return `gsd must be 1 or more, got ${d.gsd}; it is a factor, not a logarithm`;
  if (d.kind === "column") {
    if (d.values.length === 0) return "column holds no realisations";
    const bad = Array.prototype.findIndex.call(d.values, (value: number) => !Number.isFinite(value));
    if (bad >= 0) return `realisation ${bad} is ${d.values[bad]}; every realisation needs a finite number`;
  }
  return null;
}

/**
 * Quantile of a distribution.
 * @param u probability, strictly between 0 and 1
 * @returns in the quantity's unit; a column gives its realisations in ascending order, so it is not drawn with this
 */
export function distributionQuantile(d: Distribution, u: number): number {
  switch (d.kind) {
    case "constant":
      return d.value;
    case "uniform":
      return d.min + u * (d.max - d.min);
    case "triangular": {
      const width = d.max - d.min;
      const atMode = (d.mode - d.min) / width;
      return u < atMode
        ? d.min + Math.sqrt(u * width * (d.mode - d.min))
        : d.max - Math.sqrt((1 - u) * width * (d.max - d.mode));
    }
    case "normal":
      return d.mean + d.sd * normalQuantile(u);
    case "lognormal":
      return d.median * Math.exp(Math.log(d.gsd) * normalQuantile(u));
    case "column": {
      const sorted = Float64Array.from(d.values).sort();
      return sorted[Math.min(sorted.length - 1, Math.floor(u * sorted.length))];
    }
  }
}

/** Probability that a quantity lies at or below x, 0-1: the inverse of `distributionQuantile`. */
export function distributionProbability(d: Distribution, x: number): number {
  switch (d.kind) {
    case "constant":
      return x >= d.value ? 1 : 0;
    case "uniform":
      return Math.min(1, Math.max(0, (x - d.min) / (d.max - d.min)));
    case "triangular": {
      const { min, mode, max } = d;
      if (x <= min) return 0;
      if (x >= max) return 1;
      return x < mode
        ? (x - min) ** 2 / ((max - min) * (mode - min))
        : 1 - (max - x) ** 2 / ((max - min) * (max - mode));
    }
    case "normal":
      if (d.sd === 0) return x >= d.mean ? 1 : 0;
      return normalDistribution((x - d.mean) / d.sd);
    case "lognormal":
      if (x <= 0) return 0;
      if (d.gsd === 1) return x >= d.median ? 1 : 0;
      return normalDistribution(Math.log(x / d.median) / Math.log(d.gsd));
    case "column": {
      let count = 0;
      for (let k = 0; k < d.values.length; k++) if (d.values[k] <= x) count++;
      return count / d.values.length;
    }
  }
}

/** Mean of a distribution, in closed form; of a column its average. */
export function distributionMean(d: Distribution): number {
  switch (d.kind) {
    case "constant":
      return d.value;
    case "uniform":
      return 0.5 * (d.min + d.max);
    case "triangular":
      return (d.min + d.mode + d.max) / 3;
    case "normal":
      return d.mean;
    case "lognormal":
      return d.median * Math.exp(0.5 * Math.log(d.gsd) ** 2);
    case "column": {
      let sum = 0;
      for (let k = 0; k < d.values.length; k++) sum += d.values[k];
      return sum / d.values.length;
    }
  }
}
