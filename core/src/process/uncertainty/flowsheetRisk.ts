import { type EvidenceGrade, type Interval, weakerGrade } from "../../evidence/estimate.ts";
import type { Issue } from "../../evidence/issue.ts";
import { correlatedDraws, type PairCorrelation } from "../../numerics/correlatedDraws.ts";
import { type MorrisEffect, morrisScreening } from "../../numerics/morrisScreening.ts";
import { quantilesInPlace } from "../../numerics/quantiles.ts";
import { rankRegression } from "../../numerics/rankRegression.ts";
import { sobolRun, type SobolShareWithError } from "../../numerics/sobolShares.ts";
import type { DrawnFlowsheet } from "./drawnFlowsheet.ts";
import { type FlowsheetOutcome, flowsheetOutcomes, type OutcomeKind } from "./flowsheetOutcomes.ts";
import type { UncertainQuantity } from "./readUncertainty.ts";
import { cutQuantile, lawWords } from "./uncertainLaw.ts";

/** Spread of one result over the draws that could be solved. */
export interface OutcomeBand extends Interval {
  readonly kind: OutcomeKind;
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  /** At the values of the file. */
  readonly base: number;
  readonly sd: number;
  /** Of the mean, from this many draws. */
  readonly standardError: number;
}

/** A reason why draws could not be solved, or a warning that draws gave. */
export interface DrawFinding {
  readonly path: string;
  readonly code: string;
  /** As the first draw of them said it. */
  readonly message: string;
  readonly draws: number;
  /** The first few, by number, to look at them again. */
  readonly first: readonly number[];
}

/** What the ranks of the draws say about one result. */
export interface RankShares {
  readonly outcome: string;
  /** Share of rank variance explained: below 0.7 trust Sobol shares only. */
  readonly explained: number;
  /** Strongest first; `share` is the square of the coefficient: the share of rank variance where inputs are independent. */
  readonly shares: readonly { readonly key: string; readonly coefficient: number; readonly share: number }[];
}

/** Everything that the uncertainty of a flowsheet comes to. */
export interface FlowsheetRisk {
  readonly name: string;
  readonly seed: number;
  readonly draws: number;
  readonly solved: number;
  readonly failed: number;
  /** Of the solved, those that the base solution did not lead to and a start from nothing did. */
  readonly solvedCold: number;
  readonly failures: readonly DrawFinding[];
  readonly warnings: readonly DrawFinding[];
  /** The weakest grade among the laws. */
  readonly evidence: EvidenceGrade;
  readonly quantities: readonly {
    readonly name: string;
    readonly unit: string;
    readonly base: number;
    readonly law: string;
    /** Share of the law beyond hard bounds, left out. */
    readonly cut: number;
    readonly drawn: Interval;
    readonly grade: EvidenceGrade;
    readonly source: string;
  }[];
  readonly correlations: readonly PairCorrelation[];
  readonly outcomes: readonly OutcomeBand[];
  readonly ranks: readonly RankShares[];
  readonly sobol: {
    readonly runs: number;
    readonly baseRuns: number;
    readonly baseRunsLeftOut: number;
    readonly outcomes: readonly { readonly outcome: string; readonly shares: readonly SobolShareWithError[] }[];
  } | null;
  readonly morris: {
    readonly runs: number;
    readonly runsLeftOut: number;
    readonly trajectories: number;
    readonly outcomes: readonly { readonly outcome: string; readonly effects: readonly MorrisEffect[] }[];
  } | null;
}

/** Draws themselves: columns of inputs and results, NaN where a draw failed. */
export interface FlowsheetDraws {
  readonly inputs: ReadonlyMap<string, Float64Array>;
  readonly outcomes: ReadonlyMap<string, Float64Array>;
  readonly isSolved: Uint8Array;
}

export interface RiskOptions {
  readonly draws: number;
  readonly seed: number;
  /** Base runs of the Sobol shares, 0 for none. */
  readonly sobol?: number;
  /** Trajectories of the screening, 0 for none. */
  readonly morris?: number;
  /** Results whose shares are wanted; default: recoveries, reagents, power. */
  readonly wanted?: readonly string[];
  readonly onProgress?: (done: number) => void;
}

/** Numbers kept for all draws together; above it components inside the plant are left out. */
const mostNumbers = 2e7;
/** Recoveries outside this range are nearly nothing or all, and not explained unless asked for. */
const worthExplaining: readonly [number, number] = [0.005, 0.9995];

/**
 * Draws the uncertain quantities of a flowsheet (Gaussian copula, draw k by seed, name and k alone), solves each draw, and tells the spread of
 * every result, which quantity it comes from and which draws could not be solved. Shares: squared rank regression coefficients from the same draws;
 * Sobol's first and total shares and Morris's μ* and σ from runs of their own, both with quantities taken as independent.
 * @param quantities with spread: at least one
 * @throws {RangeError} no quantity, draws outside 4 to 1,000,000, an unknown result, correlations that cannot be
 * @see Nelsen (2006), An Introduction to Copulas; Saltelli et al. (2008), Global Sensitivity Analysis: The Primer; Morris (1991)
 */
export function flowsheetRisk(
  name: string,
  drawn: DrawnFlowsheet,
  quantities: readonly UncertainQuantity[],
  correlations: readonly PairCorrelation[],
  { draws, seed, sobol = 0, morris = 0, wanted, onProgress = () => {} }: RiskOptions,
): { risk: FlowsheetRisk; columns: FlowsheetDraws } {
  if (quantities.length === 0) throw new RangeError("the flowsheet declares no uncertain quantity; give uncertainty");
  const columns = inputColumns(quantities, correlations, draws, seed);
  const all = flowsheetOutcomes(drawn.base);
  const followed = all.length * draws <= mostNumbers ? all : flowsheetOutcomes(drawn.base, false);
  const explained = explainedOutcomes(followed, drawn, wanted);
  const sobolRuns = sobol > 0 ? sobol * (quantities.length + 2) : 0;
  const morrisRuns = morris > 0 ? morris * (quantities.length + 1) : 0;
  let done = 0;
  const step = () => onProgress(++done / (draws + sobolRuns + morrisRuns));
  const run = runDraws(drawn, followed, columns, draws, step);
  const names = quantities.map((one) => one.name);
  const point = new Float64Array(quantities.length);
  const evaluate = (u: Float64Array): Float64Array | null => {
    quantities.forEach(({ law }, i) => (point[i] = cutQuantile(law, u[i])));
    const { report } = drawn.solve(point);
    step();
    return report === null ? null : Float64Array.from(explained, ({ read }) => read(report));
  };
  const shares = sobol > 0 ? sobolRun(names, evaluate, explained.length, sobol, seed) : null;
  // From the 5 to the 95 % quantile: the ends of an unbounded law are nowhere.
  const inner = (x: Float64Array) => evaluate(x.map((value) => 0.05 + 0.9 * value));
  const effects = morris > 0 ? morrisScreening(names, inner, explained.length, morris, seed) : null;
  const solved = run.isSolved.reduce((sum, one) => sum + one, 0);
  const risk: FlowsheetRisk = {
    name,
    seed,
    draws,
    solved,
    failed: draws - solved,
    solvedCold: run.solvedCold,
    failures: [...run.failures.values()].toSorted((a, b) => b.draws - a.draws),
    warnings: [...run.warnings.values()].toSorted((a, b) => b.draws - a.draws),
    evidence: quantities.reduce<EvidenceGrade>((grade, one) => weakerGrade(grade, one.grade), "A"),
    quantities: quantities.map(({ name: key, unit, base, law, grade, source }, i) => ({
      name: key,
      unit,
      base,
      law: lawWords(law),
      cut: 1 - (law.to - law.from),
      drawn: bandOf(columns[i]).interval,
      grade,
      source,
    })),
    correlations,
    outcomes: followed.map((outcome, o): OutcomeBand => {
      const { kind, id, what, unit, read } = outcome;
      const { interval, sd } = bandOf(ofSolved(run.values[o], run.isSolved, solved));
      return { kind, id, what, unit, base: read(drawn.base), ...interval, sd, standardError: sd / Math.sqrt(solved) };
    }),
    ranks: ranksOfDraws(names, columns, explained, followed, run, solved),
    sobol:
      shares === null
        ? null
        : {
            runs: shares.runs,
            baseRuns: shares.baseRuns,
            baseRunsLeftOut: shares.baseRunsLeftOut,
            outcomes: explained.map(({ id }, o) => ({ outcome: id, shares: shares.shares[o] })),
          },
    morris:
      effects === null
        ? null
        : {
            runs: effects.runs,
            runsLeftOut: effects.runsLeftOut,
            trajectories: morris,
            outcomes: explained.map(({ id }, o) => ({ outcome: id, effects: effects.effects[o] })),
          },
  };
  return {
    risk,
    columns: {
      inputs: new Map(names.map((key, i) => [key, columns[i]])),
      outcomes: new Map(followed.map(({ id }, o) => [id, run.values[o]])),
      isSolved: run.isSolved,
    },
  };
}

/** Columns of drawn values, one a quantity: uniform scores of the copula through the cut laws. */
export function inputColumns(
  quantities: readonly UncertainQuantity[],
  correlations: readonly PairCorrelation[],
  draws: number,
  seed: number,
): Float64Array[] {
  const scores = correlatedDraws(
    quantities.map(({ name }) => ({ name, distribution: { kind: "uniform", min: 0, max: 1 } as const })),
    correlations,
    draws,
    seed,
  );
  return scores.map((u, i) => u.map((one) => cutQuantile(quantities[i].law, one)));
}

function explainedOutcomes(
  followed: readonly FlowsheetOutcome[],
  { base }: DrawnFlowsheet,
  wanted: readonly string[] | undefined,
): FlowsheetOutcome[] {
  if (wanted === undefined || wanted.length === 0)
    return followed.filter(({ kind, id, read }) => {
      if (kind !== "recovery") return kind === "reagent" || kind === "duty";
      // Hydrogen and oxygen are water's: nobody recovers them.
      if (id.startsWith("recovery.H.") || id.startsWith("recovery.O.")) return false;
      return read(base) > worthExplaining[0] && read(base) < worthExplaining[1];
    });
  return wanted.map((id) => {
    const found = followed.find((outcome) => outcome.id === id);
    if (found === undefined) {
      const recoveries = followed.filter(({ kind }) => kind === "recovery").map((outcome) => outcome.id);
      throw new RangeError(`no result ${id.slice(0, 80)}; there are ${recoveries.slice(0, 8).join(", ")} and others`);
    }
    return found;
  });
}

interface DrawRun {
  readonly values: readonly Float64Array[];
  readonly isSolved: Uint8Array;
  readonly solvedCold: number;
  readonly failures: ReadonlyMap<string, DrawFinding>;
  readonly warnings: ReadonlyMap<string, DrawFinding>;
}

function runDraws(
  drawn: DrawnFlowsheet,
  followed: readonly FlowsheetOutcome[],
  columns: readonly Float64Array[],
  draws: number,
  step: () => void,
): DrawRun {
  const values = followed.map(() => new Float64Array(draws).fill(Number.NaN));
  const isSolved = new Uint8Array(draws);
  const failures = new Map<string, DrawFinding>();
  const warnings = new Map<string, DrawFinding>();
  // A warning that the base values give already is not news of the draws.
  const usual = new Set(drawn.baseWarnings.map(keyOf));
  const point = new Float64Array(columns.length);
  let solvedCold = 0;
  for (let k = 0; k < draws; k++) {
    for (let i = 0; i < columns.length; i++) point[i] = columns[i][k];
    const { report, failure, warnings: found, isCold } = drawn.solve(point);
    if (failure !== null) count(failures, failure, k);
    for (const issue of new Map(found.map((one) => [keyOf(one), one])).values())
      if (issue.severity === "warning" && !usual.has(keyOf(issue))) count(warnings, issue, k);
    if (report !== null) {
      isSolved[k] = 1;
      if (isCold) solvedCold++;
      for (let o = 0; o < followed.length; o++) values[o][k] = followed[o].read(report);
    }
    step();
  }
  return { values, isSolved, solvedCold, failures, warnings };
}

const keyOf = ({ path, code }: Issue) => `${path}\n${code}`;

function count(found: Map<string, DrawFinding>, issue: Issue, draw: number): void {
  const { path, code, message } = issue;
  const known = found.get(keyOf(issue)) ?? { path, code, message, draws: 0, first: [] };
  const first = known.first.length < 5 ? [...known.first, draw] : known.first;
  found.set(keyOf(issue), { ...known, draws: known.draws + 1, first });
}

function ofSolved(values: Float64Array, isSolved: Uint8Array, solved: number): Float64Array {
  return solved === values.length ? Float64Array.from(values) : values.filter((_, k) => isSolved[k] === 1);
}

function bandOf(values: Float64Array): { interval: Interval; sd: number } {
  const n = values.length;
  if (n === 0)
    return { interval: { mean: Number.NaN, p05: Number.NaN, p50: Number.NaN, p95: Number.NaN }, sd: Number.NaN };
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const [p05, p50, p95] = quantilesInPlace(Float64Array.from(values), [0.05, 0.5, 0.95]);
  return { interval: { mean, p05, p50, p95 }, sd: Math.sqrt(squares / Math.max(1, n - 1)) };
}

function ranksOfDraws(
  names: readonly string[],
  columns: readonly Float64Array[],
  explained: readonly FlowsheetOutcome[],
  followed: readonly FlowsheetOutcome[],
  { values, isSolved }: DrawRun,
  solved: number,
): RankShares[] {
  if (solved < names.length + 10) return [];
  const regress = rankRegression(
    names,
    columns.map((column) => ofSolved(column, isSolved, solved)),
  );
  return explained.flatMap((outcome) => {
    const fit = regress(ofSolved(values[followed.indexOf(outcome)], isSolved, solved));
    if (fit === null) return [];
    const shares = fit.coefficients
      .map(({ key, coefficient }) => ({ key, coefficient, share: coefficient ** 2 }))
      .toSorted((a, b) => b.share - a.share);
    return [{ outcome: outcome.id, explained: fit.explained, shares }];
  });
}
