import { projectPaths } from "./monteCarlo.ts";
import { optimalStopping, regressionOn } from "./optimalStopping.ts";
import type { Project } from "./project.ts";
import { baseFactors, compileProject, type ProjectChange } from "./projectKernel.ts";
import { changeOf, type ProjectRight, rightState } from "./realOptions.ts";

/** What all rights together are worth. */
export interface CompoundValue {
  /** Mean value over the valued paths without any right: of starting now, or of never where that is better and there is a right to wait. */
  readonly base: number;
  readonly value: number;
  readonly added: number;
  /** Of what is added, path by path. */
  readonly standardError: number;
  readonly paths: number;
  /** Share of the valued paths on which each right is used; a deferral counts where the start is later than at once, or never. */
  readonly used: readonly { readonly name: string; readonly share: number }[];
  /** Runs of the cash flow behind it. */
  readonly runs: number;
}

/** Runs of the cash flow that are spent at most, and paths below which a rule cannot be found. */
const mostRuns = 600_000;
const fewestPaths = 200;

type Operating = Exclude<ProjectRight, { readonly kind: "defer" }>;

/**
 * Worth of all rights together, which is not the sum of each alone: to stop early is worth less where one may also expand, and nothing is worth
 * much that may be put off. Least-squares Monte Carlo over the tree of what has been used: at each date of operation, in each state of rights already used, the
 * expected value of every right still there and of waiting are regressed on the payable value of a tonne of feed (rules from the even paths, values
 * from the odd); the right to defer chooses among the starts so valued. One right a date; each once; what is stopped stays stopped. A lower bound.
 * @param most paths at most; fewer where the tree is large
 * @returns null where no product has a price model, or the tree is too large for the runs that are spent
 * @see Longstaff and Schwartz (2001); Gamba (2003), Real options valuation: a Monte Carlo approach, Faculty of Management, Calgary, WP 2002/3 (compound and interacting options)
 */
export function compoundValue(
  project: Project,
  rights: readonly ProjectRight[],
  most: number,
  seed: number,
): CompoundValue | null {
  const kernel = compileProject(project);
  const waits = rights.reduce((years, right) => (right.kind === "defer" ? Math.max(years, right.upToYears) : years), 0);
  const operating = rights.filter((right): right is Operating => right.kind !== "defer");
  const dates = [...new Set(operating.flatMap(({ years }) => years))]
    .filter((year) => year < kernel.operatingYears)
    .toSorted((a, b) => a - b);
  const plans = (waits + 1) * plansOf(operating, dates, 0, new Set());
  const paths = 2 * Math.floor(Math.min(most, mostRuns / plans) / 2);
  if (paths < fewestPaths) return null;
  const prices = projectPaths(project, kernel.years, paths, seed, waits);
  if (prices === null) return null;
  const factors = baseFactors(project);
  const growth = (1 + kernel.nominalRate(factors)) / (1 + project.inflation);
  let runs = 0;
  const npvs = (wait: number, changes: readonly ProjectChange[]) => {
    runs += paths;
    return Float64Array.from({ length: paths }, (_, k) =>
      kernel.run(factors, { paths: prices, realisations: paths, realisation: k, offsetYears: wait }, changes),
    );
  };
  const state = (year: number) => rightState(project, prices, paths, Math.min(year, kernel.years + waits - 1));
  /** Value of each path under the rules from a date on, and which rights it uses. */
  const follow = (
    wait: number,
    at: number,
    used: readonly Operating[],
    changes: readonly ProjectChange[],
  ): Followed => {
    const stopped = changes.some(({ stops }) => stops);
    if (at === dates.length || stopped || used.length === operating.length) {
      const bits = operating.reduce((sum, right, i) => sum + (used.includes(right) ? 2 ** i : 0), 0);
      return { value: npvs(wait, changes), used: new Int32Array(paths).fill(bits) };
    }
    const open = operating.filter((right) => !used.includes(right) && right.years.includes(dates[at]));
    const choices = [
      follow(wait, at + 1, used, changes),
      ...open.map((right) => follow(wait, at + 1, [...used, right], [...changes, changeOf(right, dates[at])])),
    ];
    // A decision for an operating year is taken with the prices of the year before it.
    const known = state(project.buildYears + dates[at] - 1 + wait);
    const expected = choices.map(({ value }) => regressionOn(known, value));
    const best = known.map((s) => expected.reduce((top, of, c) => (of(s) > expected[top](s) ? c : top), 0));
    return {
      value: best.map((c, k) => choices[c].value[k]),
      used: Int32Array.from(best, (c, k) => choices[c].used[k]),
    };
  };
  const starts = Array.from({ length: waits + 1 }, (_, wait) => {
    const found = follow(wait, 0, [], []);
    return { used: found.used, value: found.value.map((npv) => npv / growth ** wait) };
  });
  const plain = npvs(0, []);
  const isDeferred = waits > 0;
  const rule = isDeferred
    ? optimalStopping(
        starts.map(({ value }) => value),
        starts.map((_, wait) => state(wait)),
      )
    : null;
  const base = isDeferred ? Math.max(0, oddMean(plain)) : oddMean(plain);
  const worth = new Float64Array(paths);
  const share = new Float64Array(operating.length + 1);
  for (let k = 1; k < paths; k += 2) {
    const start = rule === null ? 0 : rule.usedAt[k];
    worth[k] = start < 0 ? 0 : starts[start].value[k];
    if (start !== 0) share[operating.length]++;
    if (start >= 0)
      operating.forEach((_, i) => {
        share[i] += (starts[start].used[k] >> i) & 1;
      });
  }
  const value = oddMean(worth);
  // Where never is the better base, nothing is taken from a path.
  const difference = worth.map((one, k) => one - (isDeferred && base === 0 ? 0 : plain[k]));
  return {
    base,
    value,
    added: value - base,
    standardError: oddError(difference),
    paths,
    used: rights.map((right) => ({
      name: right.name,
      share: (2 / paths) * share[right.kind === "defer" ? operating.length : operating.indexOf(right)],
    })),
    runs,
  };
}

interface Followed {
  readonly value: Float64Array;
  /** Rights used, a bit each. */
  readonly used: Int32Array;
}

/** Leaves of the tree from a date on. */
function plansOf(
  operating: readonly Operating[],
  dates: readonly number[],
  at: number,
  used: ReadonlySet<Operating>,
): number {
  if (at === dates.length || used.size === operating.length) return 1;
  return operating
    .filter((right) => !used.has(right) && right.years.includes(dates[at]))
    .reduce(
      (sum, right) =>
        sum + (right.kind === "abandon" ? 1 : plansOf(operating, dates, at + 1, new Set([...used, right]))),
      plansOf(operating, dates, at + 1, used),
    );
}

function oddMean(values: Float64Array): number {
  let sum = 0;
  for (let k = 1; k < values.length; k += 2) sum += values[k];
  return sum / (values.length / 2);
}

function oddError(values: Float64Array): number {
  const mean = oddMean(values);
  let squares = 0;
  for (let k = 1; k < values.length; k += 2) squares += (values[k] - mean) ** 2;
  const n = values.length / 2;
  return Math.sqrt(squares / Math.max(1, n - 1) / n);
}
