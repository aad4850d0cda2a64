import type { CostFamily, ProjectIntensity } from "../datasets/projectIntensities/readProjectIntensities.ts";
import type { Distribution } from "../numerics/distribution.ts";

/**
 * Prior cost of a by-product circuit at a running mine. MODELLED, grade of evidence D: re-mining projects stand in for circuits that
 * nobody has built, so figures say in which decade a cost lies, not what a mine would pay.
 */
export interface ByproductPriors {
  /** Capital k T^0.6 of the step that treats the discarded stream, USD, T in t a year; by kind of stream. */
  readonly streamCapital: Readonly<Record<"mill" | "leach", Distribution>>;
  /** USD per t treated. */
  readonly streamOperating: Readonly<Record<"mill" | "leach", Distribution>>;
  /** Capital k T^0.6 and cost per t of the step that refines what the first has concentrated. */
  readonly refiningCapital: Distribution;
  readonly refiningOperating: Distribution;
  /** Mass refined per mass treated. */
  readonly massPull: Distribution;
  /** Of the element, by both steps together. */
  readonly recovery: Distribution;
  /** Share of the list price paid for the intermediate. */
  readonly payable: Distribution;
  readonly discountRate: number;
  readonly lifeYears: number;
  /** Where each came from, in words. */
  readonly sources: readonly string[];
}

/** USD for one Australian dollar, about the mean of 2014-2017; an assumption of this project. */
export const usdPerAud = 0.77;
/** The same spread at least, where anchors are few: published studies of one kind differ by a factor of two. */
const leastGsd = 1.6;

const families: Readonly<Record<"mill" | "leach" | "refining", readonly CostFamily[]>> = {
  mill: ["hydraulic or flotation"],
  leach: ["leach to intermediate"],
  refining: ["refinery or bioleach"],
};

/**
 * Priors from published projects: capital by the six-tenths rule through each anchor, k = capital per t/a × rate^0.4, their
 * geometric mean as median and their spread as gsd; operating cost likewise. Fresh tailings are already ground and wet, so the first family of cost
 * stands for mill tailings, the second for leach residues, the dearest for refining of the concentrate. Money is of the
 * studies' years, not indexed.
 * @throws {RangeError} a family without an anchor
 */
export function byproductPriors(projects: readonly ProjectIntensity[]): ByproductPriors {
  const capital = (kind: keyof typeof families) =>
    spreadOf(
      anchors(projects, kind).map(({ capexPerTpa, rateMtpa, currency }) =>
        inUsd(capexPerTpa * (rateMtpa * 1e6) ** 0.4, currency),
      ),
      kind,
    );
  const operating = (kind: keyof typeof families) =>
    spreadOf(
      anchors(projects, kind)
        .filter(({ opexPerT }) => !Number.isNaN(opexPerT))
        .map(({ opexPerT, currency }) => inUsd(opexPerT, currency)),
      kind,
    );
  return {
    streamCapital: { mill: capital("mill"), leach: capital("leach") },
    streamOperating: { mill: operating("mill"), leach: operating("leach") },
    refiningCapital: capital("refining"),
    refiningOperating: operating("refining"),
    massPull: { kind: "lognormal", median: 0.02, gsd: 2 },
    recovery: { kind: "triangular", min: 0.3, mode: 0.55, max: 0.75 },
    payable: { kind: "triangular", min: 0.4, mode: 0.7, max: 0.9 },
    discountRate: 0.1,
    lifeYears: 15,
    sources: [
      "capital and operating cost per tonne: table projectIntensities (headlines of re-mining studies)",
      "six-tenths rule: Williams (1947)",
      "mass pull, recovery, payable share, 10 % real over 15 years: judged by this project, no source",
    ],
  };
}

function anchors(projects: readonly ProjectIntensity[], kind: keyof typeof families): ProjectIntensity[] {
  // Century refurbished a mill that stood there: its capital is no anchor for a new circuit.
  return projects.filter(
    ({ family, caution }) => families[kind].includes(family) && !caution.includes("existing mill"),
  );
}

function inUsd(amount: number, currency: string): number {
  if (currency === "USD") return amount;
  if (currency === "AUD") return amount * usdPerAud;
  throw new RangeError(`anchor in ${currency}: only USD and AUD are known; convert it first`);
}

function spreadOf(values: readonly number[], kind: string): Distribution {
  if (values.length === 0) throw new RangeError(`no published project anchors the cost of ${kind}; add one`);
  const logs = values.map(Math.log);
  const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length;
  const variance = logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / Math.max(1, logs.length - 1);
  return { kind: "lognormal", median: Math.exp(mean), gsd: Math.max(leastGsd, Math.exp(Math.sqrt(variance))) };
}
