import type { Issue } from "../evidence/issue.ts";

/** Classes in order of confidence; blocks carry their position in this list. */
export const resourceClasses = ["unclassified", "inferred", "indicated", "measured"] as const;
export type ResourceClass = (typeof resourceClasses)[number];

/** What a rule proposes: a competent person decides. */
export interface ClassificationProposal {
  /** Position in `resourceClasses`, for each block. */
  readonly classes: Uint8Array;
  /** The rule in words and numbers, to be printed beside the classes. */
  readonly rule: string;
  readonly blocks: Readonly<Record<ResourceClass, number>>;
  /** What the rule saw in each class: least, mean and greatest of each measure over its blocks. */
  readonly evidence: readonly ClassEvidence[];
  readonly issues: readonly Issue[];
}

export interface ClassEvidence {
  readonly class: ResourceClass;
  readonly measure: string;
  readonly unit: string;
  readonly blocks: number;
  readonly least: number;
  readonly mean: number;
  readonly greatest: number;
}

/** One quantity that a rule looks at, for each block. */
export interface Measure {
  readonly name: string;
  readonly unit: string;
  readonly values: ArrayLike<number>;
}

type NamedClass = Exclude<ResourceClass, "unclassified">;

/** Limits from the least confident class to the most. @throws {RangeError} no limits, or a class twice */
export function inOrder<T extends { readonly class: NamedClass }>(limits: readonly T[]): T[] {
  if (limits.length === 0) throw new RangeError("classification: give limits for at least one class, got none");
  const sorted = [...limits].sort((a, b) => resourceClasses.indexOf(a.class) - resourceClasses.indexOf(b.class));
  for (let i = 1; i < sorted.length; i++)
    if (sorted[i].class === sorted[i - 1].class)
      throw new RangeError(`classification: ${sorted[i].class} has limits twice; keep one`);
  return sorted;
}

/**
 * A better class must not be easier to reach.
 * @param sign 1 for a limit from above, −1 for one from below
 * @throws {RangeError} it is
 */
export function checkTighter<T extends { readonly class: NamedClass }>(
  limits: readonly T[],
  what: string,
  of: (limit: T) => number | undefined,
  sign: 1 | -1,
): void {
  let previous: { readonly class: NamedClass; readonly bound: number } | null = null;
  for (const limit of limits) {
    const bound = of(limit);
    if (bound === undefined) continue;
    if (!Number.isFinite(bound))
      throw new RangeError(`classification: ${what} of ${limit.class} must be finite, got ${bound}`);
    if (previous !== null && sign * bound > sign * previous.bound)
      throw new RangeError(
        `classification: ${what} of ${limit.class} is ${bound}, looser than ${previous.bound} of ${previous.class}; exchange them`,
      );
    previous = { class: limit.class, bound };
  }
}

/** Counts and evidence of a proposal. */
export function proposal(
  classes: Uint8Array,
  rule: string,
  measures: readonly Measure[],
  issues: readonly Issue[] = [],
): ClassificationProposal {
  const blocks = { unclassified: 0, inferred: 0, indicated: 0, measured: 0 };
  for (const code of classes) blocks[resourceClasses[code]]++;
  const evidence = resourceClasses.flatMap((name, code) =>
    measures.map((measure) => evidenceOf(name, code, classes, measure)),
  );
  return { classes, rule, blocks, evidence: evidence.filter((line) => line.blocks > 0), issues };
}

/** Over the blocks of a class in which the measure exists. */
function evidenceOf(
  name: ResourceClass,
  code: number,
  classes: Uint8Array,
  { name: measure, unit, values }: Measure,
): ClassEvidence {
  let [blocks, sum, least, greatest] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let b = 0; b < classes.length; b++) {
    const value = values[b];
    if (classes[b] !== code || Number.isNaN(value)) continue;
    blocks++;
    sum += value;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return { class: name, measure, unit, blocks, least, mean: sum / blocks, greatest };
}
