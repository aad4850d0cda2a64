import {
  compileProject,
  type Distribution,
  distributionQuantile,
  evaluateProject,
  factorsWith,
  monteCarlo,
  pathSwings,
  type Project,
  type ProjectEvaluation,
  projectKeys,
  readAlternatives,
  readProject,
  scenarioValues,
  type TornadoSwing,
} from "@relode/core/economics";
import type { AccountCost } from "@relode/core/economics";
import type { Interval, Issue } from "@relode/core/evidence";

/** Quantities that a reader has moved, by key, in their own units. */
export type Moved = Readonly<Record<string, number>>;

/** A quantity that can be moved, and between which values. */
export interface Control {
  readonly key: string;
  readonly unit: string;
  readonly base: number;
  readonly low: number;
  readonly high: number;
  /** The file gives it a distribution. */
  readonly isUncertain: boolean;
  /** For a factor: what it multiplies, in money or tonnes; null for quantities in their own unit. */
  readonly of: { readonly amount: number; readonly unit: string } | null;
}

/** One way to build or sell: the document's own, then its alternatives. */
export interface Variant {
  readonly name: string;
  readonly controls: readonly Control[];
}

/** What a page needs to know of a document. */
export interface OpenedProject {
  readonly name: string;
  readonly declared: "real" | "synthetic";
  readonly money: string;
  readonly currency: string;
  readonly terms: string;
  /** Prices of some product follow paths: whole paths are among the swings. */
  readonly hasPricePaths: boolean;
  readonly variants: readonly Variant[];
  readonly scenarios: readonly { readonly name: string; readonly values: Moved }[];
}

/** A document read: its projects, and what was found in it. `opened` is null when it cannot be used. */
export interface ReadDocument {
  readonly opened: OpenedProject | null;
  readonly projects: readonly Project[];
  readonly issues: readonly Issue[];
}

/** Reads a document and what can be moved in it and in its alternatives. */
export function openDocument(document: unknown, name: string, accounts: readonly AccountCost[]): ReadDocument {
  const { project, issues } = readProject(document, name, accounts);
  if (project === null) return { opened: null, projects: [], issues };
  const others = readAlternatives(document, name, accounts);
  const scenarios = scenarioValues(document, name, project);
  const projects = [project, ...others.alternatives.map(({ project: other }) => other)];
  const names = ["As the file has it", ...others.alternatives.map(({ name: label }) => label)];
  const percent = (fraction: number) => `${Number((100 * fraction).toPrecision(3))} %`;
  return {
    opened: {
      name: project.name,
      declared: project.declared,
      money: `${project.currency} of ${project.moneyYear}`,
      currency: project.currency,
      terms: `discounted at ${percent(project.discountRate)} ${project.basis}, inflation ${percent(project.inflation)} a year, ${project.buildYears} years of building and ${project.feedTonnes.length} of operation`,
      hasPricePaths: project.products.some(({ priceModel }) => priceModel !== null),
      variants: projects.map((one, i) => ({ name: names[i] ?? one.name, controls: controlsOf(one) })),
      scenarios: scenarios.values,
    },
    projects,
    issues: [...issues, ...others.issues, ...scenarios.issues],
  };
}

const spans: Readonly<Record<string, readonly [low: number, high: number]>> = {
  price: [0.25, 2.5],
  recovery: [0.25, 1.5],
  grade: [0.25, 2.5],
  feed: [0.5, 1.5],
  capital: [0.5, 2],
  operating: [0.5, 2],
  closure: [0, 3],
  discountRate: [0, 2.5],
};

/** All keys of a project with bounds wide enough for what its distributions hold. */
export function controlsOf(project: Project): Control[] {
  const capital = project.capital.reduce((sum, { cost }) => sum + cost, 0);
  const { table } = evaluateProject({ ...project, inflation: 0, basis: "real" });
  const operating = table.operating.reduce((sum, cost) => sum + cost, 0) / project.feedTonnes.length;
  const feed = project.feedTonnes.reduce((sum, tonnes) => sum + tonnes, 0) / project.feedTonnes.length;
  const of: Readonly<Record<string, Control["of"]>> = {
    capital: { amount: capital, unit: project.currency },
    operating: { amount: operating, unit: `${project.currency} a year` },
    feed: { amount: feed, unit: "t dry a year" },
    closure: { amount: project.closure.cost, unit: project.currency },
  };
  return [...projectKeys(project).values()]
    .filter(({ key, base }) => Number.isFinite(base) && (key !== "closure" || project.closure.cost > 0))
    .map(({ key, unit, base, most }) => {
      const [least, largest] = spans[key.split(".")[0] ?? ""] ?? [0.5, 2];
      const law = project.uncertain.find((one) => one.key === key)?.distribution;
      const ends = law === undefined ? [] : [distributionQuantile(law, 0.01), distributionQuantile(law, 0.99)];
      return {
        key,
        unit,
        base,
        low: Math.min(least * base, ...ends),
        high:
          key === "discountRate" ? Math.max(0.2, largest * base) : Math.min(most, Math.max(largest * base, ...ends)),
        isUncertain: law !== undefined,
        of: of[key] ?? null,
      };
    });
}

/** A project at the moved quantities: annual table, value, all rates, payback, levelised cost. */
export function evaluateMoved(project: Project, moved: Moved): ProjectEvaluation {
  return evaluateProject(project, factorsWith(project, Object.entries(moved)));
}

/** Price paths tried for the swing of each product: a tenth of a second's work at most, so that a slider follows. */
const swingPaths = 500;

/**
 * Swings of the value about the moved quantities: each uncertain one at its 10 and 90 % quantile, moved along with its base; where none
 * is declared, every one by ± 20 %. Price paths, where products have them, between the paths that give 10 and 90 % of the values. Widest
 * first. Without moves these are the swings of `relode economics`.
 */
export function swingsMoved(project: Project, moved: Moved): TornadoSwing[] {
  const keys = projectKeys(project);
  const kernel = compileProject(project);
  const rows =
    project.uncertain.length > 0
      ? movedLaws(project, moved)
          .filter(({ distribution }) => distribution.kind !== "constant")
          .map(({ key, distribution }) => ({
            key,
            low: distributionQuantile(distribution, 0.1),
            high: distributionQuantile(distribution, 0.9),
          }))
      : [...keys.values()].map(({ key, base, most }) => {
          const at = moved[key] ?? base;
          return { key, low: 0.8 * at, high: Math.min(most, 1.2 * at) };
        });
  const valueAt = (key: string, value: number) =>
    kernel.run(factorsWith(project, [...Object.entries(moved), [key, Math.min(value, keys.get(key)?.most ?? value)]]));
  return rows
    .map(({ key, low, high }) => ({
      key,
      unit: keys.get(key)?.unit ?? "",
      lowInput: low,
      highInput: high,
      npvAtLow: valueAt(key, low),
      npvAtHigh: valueAt(key, high),
    }))
    .concat(pathSwings(project, swingPaths, 1, factorsWith(project, Object.entries(moved))))
    .toSorted((a, b) => Math.abs(b.npvAtHigh - b.npvAtLow) - Math.abs(a.npvAtHigh - a.npvAtLow));
}

/** Uncertain quantities after the move: a distribution keeps its shape and is scaled with its base; what has none is fixed there. */
function movedLaws(project: Project, moved: Moved): { key: string; distribution: Distribution }[] {
  const keys = projectKeys(project);
  const laws = project.uncertain.map(({ key, distribution }) => {
    const at = moved[key];
    const base = keys.get(key)?.base ?? Number.NaN;
    return { key, distribution: at === undefined || base === 0 ? distribution : scaled(distribution, at / base) };
  });
  const known = new Set(laws.map(({ key }) => key));
  const fixed = Object.entries(moved)
    .filter(([key]) => !known.has(key))
    .map(([key, value]) => ({ key, distribution: { kind: "constant" as const, value } }));
  return [...laws, ...fixed];
}

/** The distribution of a quantity times a factor above 0; a factor of 0 leaves the single value 0. */
export function scaled(d: Distribution, factor: number): Distribution {
  if (!(factor > 0)) return { kind: "constant", value: 0 };
  switch (d.kind) {
    case "constant":
      return { kind: "constant", value: d.value * factor };
    case "uniform":
      return { kind: "uniform", min: d.min * factor, max: d.max * factor };
    case "triangular":
      return { kind: "triangular", min: d.min * factor, mode: d.mode * factor, max: d.max * factor };
    case "normal":
      return { kind: "normal", mean: d.mean * factor, sd: d.sd * factor };
    case "lognormal":
      return { kind: "lognormal", median: d.median * factor, gsd: d.gsd };
    case "column":
      return { kind: "column", values: Array.from(d.values, (value) => value * factor) };
  }
}

/** Realisations of the value about the moved quantities. */
export interface MovedRisk {
  readonly realisations: number;
  readonly seed: number;
  readonly interval: Interval;
  readonly standardError: number;
  readonly chanceOfLoss: number;
  readonly fan: readonly { readonly year: number; readonly p05: number; readonly p50: number; readonly p95: number }[];
  readonly npv: Float64Array;
  /** Realisations held at a bound (a recovery above 1), by key. */
  readonly held: readonly (readonly [key: string, count: number])[];
}

const mostRealisations = 20_000;

/**
 * Monte Carlo about the moved quantities by the streams of `relode economics risk`: the same seed and no move give its numbers. A column of
 * realisations in the file sets their number.
 */
export function riskMoved(project: Project, moved: Moved, realisations = 2000, seed = 1): MovedRisk | null {
  const uncertain = movedLaws(project, moved);
  const hasPaths = project.products.some(({ priceModel }) => priceModel !== null);
  if (!hasPaths && project.uncertain.length === 0) return null;
  const given = uncertain.find(({ distribution }) => distribution.kind === "column")?.distribution;
  const K = given?.kind === "column" ? given.values.length : realisations;
  if (K > mostRealisations)
    throw new RangeError(
      `the column of realisations has ${K} values, limit ${mostRealisations} in the browser; use relode economics risk`,
    );
  const found = monteCarlo({ ...project, uncertain }, K, seed);
  return {
    realisations: K,
    seed,
    interval: found.interval,
    standardError: found.standardError,
    chanceOfLoss: found.chanceOfLoss,
    fan: found.fan,
    npv: found.npv,
    held: [...found.heldAtBound],
  };
}
