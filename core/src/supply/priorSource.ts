import type { DepositType } from "../datasets/depositTypes/depositType.ts";
import type { OrePrior } from "../datasets/oreGeochemistryPriors/prior.ts";
import type { Mine } from "../datasets/usMetalMines/mine.ts";
import type { EvidenceGrade } from "../evidence/estimate.ts";
import { weakerGrade } from "../evidence/estimate.ts";

/**
 * A lognormal concentration with its log-variance split by what shares it:
 * doubt about the element common to all types, doubt about the type common to its mines, and the mine's own departure.
 */
export interface GradeModel {
  readonly meanPpm: number;
  /** Standard deviations of ln(grade). */
  readonly sdElement: number;
  readonly sdType: number;
  readonly sdMine: number;
  /** Mines with the same key share the draw of `sdType`. */
  readonly typeKey: string;
  readonly evidence: EvidenceGrade;
  readonly basis: string;
  readonly source: string;
  readonly depositTypeUsed: string;
  /** Prior weight in deposits, against which sampled deposits are counted. */
  readonly priorDeposits: number;
}

/** Shares of log-variance for rows without a count of deposits; our judgement, stated in docs/screening.md. */
const sharedVariance = {
  /** Published or recalled: half is doubt about the type, half between its deposits. */
  BC: { element: 0, type: 0.5, mine: 0.5 },
  /** Crust times a judged class: the same person judged all types, so a quarter is common to all. */
  D: { element: 0.25, type: 0.5, mine: 0.25 },
} as const;

/** Between-deposit spread where only one deposit was seen: a factor of 2, the spread that the table assumes. */
const assumedBetweenDepositSd = Math.LN2;

/** How many deposits a prior of each grade is worth against deposits sampled; A rows count their own. */
const priorDepositsByGrade: Readonly<Record<EvidenceGrade, number>> = { A: 10, B: 5, C: 3, D: 1, S: 1 };

/** Number of deposits that a prior row rests on; 0 when it does not say. Drill samples of one deposit are one deposit. */
export function depositsBehind(prior: OrePrior): number {
  if (prior.nUnit === "deposits" || prior.nUnit === "sample groups") return prior.n;
  const mines = /mine-years, (\d+) mines?/.exec(prior.nUnit);
  if (mines) return Number(mines[1]);
  return prior.nUnit === "" ? 0 : 1;
}

/**
 * Grade of a type's statistic as evidence for a mine of the type. Grade A of the table says that it was computed from data;
 * at the mine it is a published figure, B, for nothing was measured there. What fits US mines poorly is C at best.
 */
function evidenceAt(prior: OrePrior): EvidenceGrade {
  const grade = prior.evidence === "A" ? "B" : prior.evidence;
  return prior.usFit === "poor" ? weakerGrade(grade, "C") : grade;
}

/** Splits the spread of one prior row into its shared and its own part. */
export function gradeModelOf(prior: OrePrior, basis: string, depositTypeUsed: string): GradeModel {
  const s = Math.log(prior.gsd);
  const typeKey = `${prior.depositType}/${prior.variant}`;
  const common = {
    meanPpm: prior.meanPpm,
    typeKey,
    evidence: evidenceAt(prior),
    basis,
    source: prior.source,
    depositTypeUsed,
  };
  const deposits = depositsBehind(prior);
  if (prior.evidence === "A" && deposits > 0) {
    // The computed spread of several deposits is between deposits; that of samples within one deposit averages out over a year of feed.
    const between = deposits > 1 ? s : assumedBetweenDepositSd;
    return { ...common, sdElement: 0, sdType: between / Math.sqrt(deposits), sdMine: between, priorDeposits: deposits };
  }
  const share = prior.evidence === "D" || prior.evidence === "S" ? sharedVariance.D : sharedVariance.BC;
  return {
    ...common,
    sdElement: s * Math.sqrt(share.element),
    sdType: s * Math.sqrt(share.type),
    sdMine: s * Math.sqrt(share.mine),
    priorDeposits: priorDepositsByGrade[prior.evidence],
  };
}

/** Most that types of a pool may differ, as a standard deviation of ln(grade): a factor of 3. */
const maxBetweenTypesSd = Math.log(3);

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
}

/** Looks up priors by type and variant, with a flagged fall-back to secondary type, group, environment and crust. */
export class PriorTable {
  readonly #rows = new Map<string, OrePrior>();
  readonly #groupOf = new Map<string, DepositType>();
  readonly #typesWithPriors: readonly string[];

  constructor(priors: readonly OrePrior[], depositTypes: readonly DepositType[]) {
    for (const prior of priors) {
      if (!prior.variant.startsWith("EVIDENCE ONLY"))
        this.#rows.set(`${prior.depositType}|${prior.variant}|${prior.element}`, prior);
    }
    for (const type of depositTypes) this.#groupOf.set(type.type, type);
    this.#typesWithPriors = [...new Set(priors.map((prior) => prior.depositType))].sort();
  }

  /** Prior row of exactly this type, the mine's variant first. */
  row(depositType: string, variant: string, element: string): OrePrior | undefined {
    return this.#rows.get(`${depositType}|${variant}|${element}`) ?? this.#rows.get(`${depositType}||${element}`);
  }

  /**
   * Concentration model of an element in a mine's ore: the type's row, else that of the secondary type, else the pool of
   * the group's types, else of the environment's. A pool takes the median of its types, so that one type rich in its own
   * metal does not lend it to the others, and adds the spread between types (robust, at most a factor of 3) to the mine's own.
   * Undefined when nothing in reach has the element.
   */
  gradeModel(mine: Mine, element: string): GradeModel | undefined {
    const own = this.row(mine.depositType, mine.priorVariant, element);
    if (own) return gradeModelOf(own, own.variant ? `prior, ${own.variant}` : "prior", mine.depositType);
    if (mine.depositTypeSecondary) {
      const second = this.row(mine.depositTypeSecondary, "", element);
      if (second)
        return gradeModelOf(
          second,
          `prior (fall-back: secondary type ${mine.depositTypeSecondary})`,
          mine.depositTypeSecondary,
        );
    }
    const place = this.#groupOf.get(mine.depositType);
    if (!place) return undefined;
    return (
      this.#pool(element, `group ${place.group}`, (type) => this.#groupOf.get(type)?.group === place.group) ??
      this.#pool(
        element,
        `environment ${place.environment}`,
        (type) => this.#groupOf.get(type)?.environment === place.environment,
      )
    );
  }

  #pool(element: string, name: string, belongs: (type: string) => boolean): GradeModel | undefined {
    const models: GradeModel[] = [];
    for (const type of this.#typesWithPriors) {
      const row = belongs(type) ? this.#rows.get(`${type}||${element}`) : undefined;
      if (row) models.push(gradeModelOf(row, "prior", type));
    }
    if (models.length === 0) return undefined;
    const n = models.length;
    const average = (of: (model: GradeModel) => number) => models.reduce((sum, model) => sum + of(model), 0) / n;
    const logMeans = models.map((model) => Math.log(model.meanPpm));
    const centre = median(logMeans);
    const between =
      Math.min(maxBetweenTypesSd, 1.4826 * median(logMeans.map((value) => Math.abs(value - centre)))) ** 2;
    return {
      meanPpm: Math.exp(centre),
      sdElement: Math.sqrt(average((model) => model.sdElement ** 2)),
      sdType: Math.sqrt(average((model) => model.sdType ** 2)),
      sdMine: Math.sqrt(average((model) => model.sdMine ** 2) + between),
      typeKey: `pool/${name}`,
      evidence: models.map((model) => model.evidence).reduce(weakerGrade, "D"),
      basis: `prior (fall-back: ${name}, ${n} ${n === 1 ? "type" : "types"})`,
      source: `pool of ${n} deposit types of the ${name}`,
      depositTypeUsed: name,
      priorDeposits: 1,
    };
  }
}
