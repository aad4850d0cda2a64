import type { Interval } from "../evidence/estimate.ts";
import { bandOf } from "./band.ts";
import { type BlockModel, columnIn, sharedRealisations, valueAt } from "./blockModel.ts";
import { columnIssues, densityBounds, gradeBounds, refuseErrors } from "./checkBlocks.ts";

export interface GroupTotalsSpec {
  /** Group of each block (period, lift, bench), −1 for none. */
  readonly group: Int32Array;
  readonly count: number;
  /** Column of dry bulk density, t dry/m3. */
  readonly density: string;
  /** Column of the share of each block inside the body, unit 1. */
  readonly share?: string;
  /** Columns of grades, ppm. */
  readonly grades: readonly string[];
  /** 1 for blocks that count, one for all realisations; default all. */
  readonly mask?: Uint8Array;
}

/** Sums by group in each realisation: entry group × realisations + realisation. */
export interface GroupTotals {
  readonly count: number;
  readonly realisations: number;
  readonly tonnes: Float64Array;
  /** Metal in tonnes, by grade column. */
  readonly metalT: ReadonlyMap<string, Float64Array>;
}

/**
 * Dry tonnes and metal of groups of blocks (periods of a sequence, lifts) in each realisation, so that what a year holds stays joined
 * to what the next holds: T = Σ V s ρ, M = Σ V s ρ z 10⁻⁶. A block whose grade is not estimated
 * counts with its tonnes and without metal of that element.
 *
 * @throws {RangeError} a column is missing or has another unit, or groups of another length
 * @throws {DataError} a grade or density out of bounds, or blocks missing in some realisations
 */
export function groupTotals(model: BlockModel, spec: GroupTotalsSpec): GroupTotals {
  const { group, count, mask } = spec;
  if (group.length !== model.blocks)
    throw new RangeError(`groups: ${model.blocks} blocks need ${model.blocks} group numbers, got ${group.length}`);
  const density = columnIn(model, spec.density, "t dry/m3");
  const grades = spec.grades.map((name) => columnIn(model, name, "ppm"));
  const share = spec.share === undefined ? null : columnIn(model, spec.share, "1");
  refuseErrors([
    ...columnIssues(model, density, densityBounds),
    ...grades.flatMap((grade) => columnIssues(model, grade, gradeBounds)),
  ]);
  const realisations = sharedRealisations([density, ...grades, ...(share === null ? [] : [share])]);
  const tonnes = new Float64Array(count * realisations);
  const metals = grades.map(() => new Float64Array(count * realisations));
  for (let r = 0; r < realisations; r++)
    for (let block = 0; block < model.blocks; block++) {
      const at = group[block];
      if (at < 0 || mask?.[block] === 0) continue;
      const inside = share === null ? 1 : valueAt(share, block, r, model.blocks);
      const mass = model.volumeM3 * inside * valueAt(density, block, r, model.blocks);
      if (!(mass > 0)) continue;
      const entry = at * realisations + r;
      tonnes[entry] += mass;
      for (let g = 0; g < grades.length; g++) {
        const grade = valueAt(grades[g], block, r, model.blocks);
        if (!Number.isNaN(grade)) metals[g][entry] += mass * grade * 1e-6;
      }
    }
  return { count, realisations, tonnes, metalT: new Map(grades.map(({ name }, g) => [name, metals[g]])) };
}

/** One group as people read it. */
export interface GroupRow {
  readonly group: number;
  readonly dryTonnes: Interval;
  readonly metals: readonly { readonly name: string; readonly metalT: Interval; readonly meanGradePpm: Interval }[];
}

/** Bands of each group over realisations. The mean of the mean grade is E[M]/E[T]. */
export function groupRows(totals: GroupTotals): readonly GroupRow[] {
  const { realisations, count } = totals;
  const slice = (values: Float64Array, at: number) => values.subarray(at * realisations, (at + 1) * realisations);
  return Array.from({ length: count }, (_, group) => {
    const tonnes = slice(totals.tonnes, group);
    const dryTonnes = bandOf(tonnes);
    const metals = [...totals.metalT].map(([name, metal]) => {
      const metalT = bandOf(slice(metal, group));
      const grade = bandOf(slice(metal, group).map((mass, r) => (tonnes[r] > 0 ? (mass / tonnes[r]) * 1e6 : 0)));
      return {
        name,
        metalT,
        meanGradePpm: { ...grade, mean: dryTonnes.mean > 0 ? (metalT.mean / dryTonnes.mean) * 1e6 : 0 },
      };
    });
    return { group, dryTonnes, metals };
  });
}
