import {
  type Distribution,
  distributionFault,
  distributionProbability,
  distributionQuantile,
} from "../../numerics/distribution.ts";

/** A law cut at hard bounds: what lies outside is left out and the rest scaled up. */
export interface CutLaw {
  readonly distribution: Distribution;
  /** Probabilities at the bounds. */
  readonly from: number;
  readonly to: number;
}

/** Quantiles of the normal law at 5 and 95 % lie this many standard deviations apart. */
const spanOf90 = 3.289707253902945;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads how a quantity is spread about its base value: `sd` or `relativeSd` (normal), `gsd` (lognormal, median at the base), `range` with `law`
 * triangular (the default, mode at the base) or uniform; with `law` normal or lognormal a `range` is its 5 and 95 % quantile.
 * @returns a distribution, or what is wrong in words
 */
export function readLaw(fields: Fields, base: number): Distribution | string {
  const given = ["sd", "relativeSd", "gsd", "range"].filter((key) => fields[key] !== undefined);
  if (given.length !== 1)
    return `needs one of sd, relativeSd, gsd or range, got ${given.length === 0 ? "none" : given.join(" and ")}`;
  const [key] = given;
  const law = fields["law"];
  const usual = { sd: "normal", relativeSd: "normal", gsd: "lognormal", range: "triangular" }[key ?? ""];
  const choices = key === "range" ? ["triangular", "uniform", "normal", "lognormal"] : [usual];
  const chosen = law ?? usual;
  if (!choices.includes(chosen as string))
    return `law of a ${key} must be ${choices.join(", ")}, got ${JSON.stringify(law)?.slice(0, 40)}`;
  const made = key === "range" ? fromRange(fields["range"], chosen as string, base) : fromSpread(fields, key, base);
  if (typeof made === "string") return made;
  return distributionFault(made) ?? made;
}

function fromSpread(fields: Fields, key: string | undefined, base: number): Distribution | string {
  const value = fields[key ?? ""];
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0)
    return `${key} must be a number of 0 or more, got ${JSON.stringify(value)?.slice(0, 40)}`;
  if (key === "gsd") return { kind: "lognormal", median: base, gsd: value };
  return { kind: "normal", mean: base, sd: key === "sd" ? value : value * Math.abs(base) };
}

function fromRange(range: unknown, law: string, base: number): Distribution | string {
  if (!Array.isArray(range) || range.length !== 2 || !range.every((end) => Number.isFinite(end)))
    return `range must be two numbers, lowest and highest, got ${JSON.stringify(range)?.slice(0, 40)}`;
  const [low, high] = range as [number, number];
  if (!(low < high)) return `range must ascend, got ${low} to ${high}`;
  switch (law) {
    case "uniform":
      return { kind: "uniform", min: low, max: high };
    case "triangular":
      return low <= base && base <= high
        ? { kind: "triangular", min: low, mode: base, max: high }
        : `range ${low} to ${high} does not hold the value ${base} of the file; widen it or correct the value`;
    case "normal":
      return { kind: "normal", mean: (low + high) / 2, sd: (high - low) / spanOf90 };
    default:
      return low > 0
        ? { kind: "lognormal", median: Math.sqrt(low * high), gsd: (high / low) ** (1 / spanOf90) }
        : `a lognormal range must lie above 0, got ${low}`;
  }
}

/** Cuts a law at bounds; null where less than half of it lies between them, since then it is another law. */
export function cutLaw(distribution: Distribution, min: number, max: number): CutLaw | null {
  const from = Number.isFinite(min) ? below(distribution, min) : 0;
  const to = Number.isFinite(max) ? distributionProbability(distribution, max) : 1;
  return to - from >= 0.5 ? { distribution, from, to } : null;
}

/** Probability below a bound, the bound itself not counted: a constant at its bound stays. */
function below(distribution: Distribution, min: number): number {
  return distributionProbability(distribution, min - 1e-12 * Math.abs(min) - Number.MIN_VALUE);
}

/** Quantile of a cut law at a probability strictly between 0 and 1. */
export function cutQuantile({ distribution, from, to }: CutLaw, u: number): number {
  return distributionQuantile(distribution, Math.min(1 - 1e-16, Math.max(1e-300, from + u * (to - from))));
}

/** A law in words, with its numbers. */
export function lawWords({ distribution: d }: CutLaw): string {
  const n = (value: number) => String(Number(value.toPrecision(4)));
  switch (d.kind) {
    case "normal":
      return `normal, mean ${n(d.mean)}, sd ${n(d.sd)}`;
    case "lognormal":
      return `lognormal, median ${n(d.median)}, gsd ${n(d.gsd)}`;
    case "triangular":
      return `triangular, ${n(d.min)} to ${n(d.max)}, mode ${n(d.mode)}`;
    case "uniform":
      return `uniform, ${n(d.min)} to ${n(d.max)}`;
    default:
      return d.kind;
  }
}
