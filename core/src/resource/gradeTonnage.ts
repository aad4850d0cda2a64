import type { Interval } from "../evidence/estimate.ts";
import type { Issue } from "../evidence/issue.ts";
import { bandOf } from "./band.ts";
import { type BlockColumn, blockMeans, type BlockModel, columnIn, sharedRealisations, valueAt } from "./blockModel.ts";
import { columnIssues, densityBounds, gradeBounds, refuseErrors, supportIssues } from "./checkBlocks.ts";

export interface GradeTonnageSpec {
  /** Column of block grades, ppm, K realisations. */
  readonly realisations: string;
  /** Column of the estimate (kriging, inverse distance), ppm, one realisation, for the naive curve; left out if there is none. */
  readonly estimate?: string;
  /** Column of dry bulk density, t dry/m3, 1 or K realisations. */
  readonly density: string;
  /** Ascending, from 0 on. */
  readonly cutoffsPpm: readonly number[];
  /** 1 for blocks that count, 0 for others (a class, a bench); default all. */
  readonly mask?: Uint8Array;
}

/** Material at or above one cut-off, for one curve. */
export interface CurvePoint {
  readonly massDryTonnes: number;
  /** NaN where nothing reaches the cut-off. */
  readonly meanGradePpm: number;
  readonly metalTonnes: number;
}

export interface GradeTonnagePoint {
  readonly cutoffPpm: number;
  readonly massDryTonnes: Interval;
  /** Mean: expected metal over expected tonnes. Percentiles: over the realisations in which something reaches the cut-off. */
  readonly meanGradePpm: Interval;
  readonly metalTonnes: Interval;
  /** Realisations in which at least one block reaches the cut-off. */
  readonly realisationsWithOre: number;
  /** The curve of the estimate's own blocks, which smoothing distorts. */
  readonly naive: CurvePoint | null;
}

/** Spread of the estimate against that of the blocks it stands for, both weighted by tonnes. */
export interface Smoothing {
  readonly estimateVariancePpm2: number;
  readonly realisationVariancePpm2: number;
  /** Below 1 where the estimate is smoother than the ground; NaN for uniform ground. */
  readonly ratio: number;
}

export interface GradeTonnage {
  readonly points: readonly GradeTonnagePoint[];
  readonly realisations: number;
  readonly smoothing: Smoothing | null;
  readonly issues: readonly Issue[];
}

/**
 * Grade-tonnage curve with its band: for each cut-off c and realisation r, T = Σ V ρ [z ≥ c], metal M = Σ V ρ z [z ≥ c] 10⁻⁶,
 * mean grade M/T; then mean, P5, P50 and P95 over realisations. Beside it the naive curve of the estimate.
 *
 * Time grows with blocks × realisations × log(cut-offs); memory with realisations × cut-offs.
 * @throws {RangeError} cut-offs missing, negative, not finite or not ascending; a column is missing, in another unit or of
 *   another number of realisations; a mask of another length
 * @throws {DataError} a grade outside 0-1,000,000 ppm, a density outside 0.2-10 t/m³, or blocks missing in some realisations
 * @see Rossi and Deutsch (2014), Mineral Resource Estimation, ch. 7 and 12
 */
export function gradeTonnage(model: BlockModel, spec: GradeTonnageSpec): GradeTonnage {
  const { cutoffsPpm, mask } = spec;
  checkCutoffs(cutoffsPpm);
  if (mask !== undefined && mask.length !== model.blocks)
    throw new RangeError(`mask: ${model.blocks} blocks need ${model.blocks} entries, got ${mask.length}`);
  const grade = columnIn(model, spec.realisations, "ppm");
  const density = columnIn(model, spec.density, "t dry/m3");
  const estimate = spec.estimate === undefined ? null : columnIn(model, spec.estimate, "ppm");
  if (estimate !== null && estimate.realisations !== 1)
    throw new RangeError(`column ${estimate.name}: an estimate has 1 realisation, got ${estimate.realisations}`);
  const realisations = sharedRealisations([grade, density]);
  const issues = [
    ...columnIssues(model, grade, gradeBounds),
    ...(estimate === null ? [] : columnIssues(model, estimate, gradeBounds)),
    ...columnIssues(model, density, densityBounds),
    ...supportIssues(grade),
    ...missingIssues(model, grade, density, mask),
  ];
  refuseErrors(issues);

  const curves = Array.from({ length: realisations }, (_, r) => curveOf(model, grade, density, r, spec));
  const meanDensity = estimate === null ? null : meanOverRealisations(density, model.blocks);
  const naive = estimate === null || meanDensity === null ? null : curveOf(model, estimate, meanDensity, 0, spec);
  const points = cutoffsPpm.map((cutoffPpm, c): GradeTonnagePoint => {
    const at = curves.map((curve) => curve[c]);
    const withOre = at.filter(({ massDryTonnes }) => massDryTonnes > 0);
    const massDryTonnes = bandOf(at.map((point) => point.massDryTonnes));
    const metalTonnes = bandOf(at.map((point) => point.metalTonnes));
    return {
      cutoffPpm,
      massDryTonnes,
      metalTonnes,
      meanGradePpm: {
        ...bandOf(withOre.map((point) => point.meanGradePpm)),
        mean: massDryTonnes.mean > 0 ? (metalTonnes.mean / massDryTonnes.mean) * 1e6 : Number.NaN,
      },
      realisationsWithOre: withOre.length,
      naive: naive === null ? null : naive[c],
    };
  });
  const smoothing = estimate === null ? null : smoothingOf(model, grade, estimate, density, realisations, mask);
  if (realisations > 1) issues.push(...smoothingIssues(points, smoothing));
  return { points, realisations, smoothing, issues };
}

function checkCutoffs(cutoffsPpm: readonly number[]): void {
  if (cutoffsPpm.length === 0 || cutoffsPpm.length > 10_000)
    throw new RangeError(`grade-tonnage: give 1 to 10000 cut-offs, got ${cutoffsPpm.length}`);
  for (const [c, cutoff] of cutoffsPpm.entries()) {
    if (!(cutoff >= 0 && Number.isFinite(cutoff)))
      throw new RangeError(`grade-tonnage: a cut-off must be finite and at least 0 ppm, got ${cutoff}`);
    if (c > 0 && cutoff <= cutoffsPpm[c - 1])
      throw new RangeError(`grade-tonnage: cut-offs must ascend, got ${cutoff} after ${cutoffsPpm[c - 1]} ppm`);
  }
}

function missingIssues(model: BlockModel, grade: BlockColumn, density: BlockColumn, mask?: Uint8Array): Issue[] {
  let missing = 0;
  for (let b = 0; b < model.blocks; b++) {
    if (mask !== undefined && mask[b] === 0) continue;
    if (Number.isNaN(density.values[b]) && !Number.isNaN(grade.values[b])) missing++;
  }
  if (missing === 0) return [];
  return [
    {
      path: `column ${density.name}`,
      code: "resource.no-density",
      severity: "warning",
      message: `${missing} blocks with a grade have no density and are left out of the tonnage; estimate density there`,
    },
  ];
}

/** Mean density over realisations, for an estimate that has only one. */
function meanOverRealisations(density: BlockColumn, blocks: number): BlockColumn {
  return { ...density, realisations: 1, values: blockMeans(density, blocks) };
}

/** Tonnes and metal at or above each cut-off in one realisation: blocks fall into bins, bins are summed from the top. */
function curveOf(
  { blocks, volumeM3 }: BlockModel,
  grade: BlockColumn,
  density: BlockColumn,
  realisation: number,
  { cutoffsPpm, mask }: GradeTonnageSpec,
): CurvePoint[] {
  const bins = cutoffsPpm.length;
  const mass = new Float64Array(bins);
  const metal = new Float64Array(bins);
  for (let b = 0; b < blocks; b++) {
    if (mask !== undefined && mask[b] === 0) continue;
    const z = valueAt(grade, b, realisation, blocks);
    const tonnes = volumeM3 * valueAt(density, b, realisation, blocks);
    // NaN fails both comparisons.
    if (!(z >= cutoffsPpm[0] && tonnes > 0)) continue;
    let [low, high] = [0, bins];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (cutoffsPpm[middle] <= z) low = middle;
      else high = middle;
    }
    mass[low] += tonnes;
    metal[low] += tonnes * z * 1e-6;
  }
  for (let c = bins - 2; c >= 0; c--) {
    mass[c] += mass[c + 1];
    metal[c] += metal[c + 1];
  }
  return cutoffsPpm.map((_, c) => ({
    massDryTonnes: mass[c],
    meanGradePpm: mass[c] > 0 ? (metal[c] / mass[c]) * 1e6 : Number.NaN,
    metalTonnes: metal[c],
  }));
}

function smoothingOf(
  model: BlockModel,
  grade: BlockColumn,
  estimate: BlockColumn,
  density: BlockColumn,
  realisations: number,
  mask?: Uint8Array,
): Smoothing {
  let sum = 0;
  for (let r = 0; r < realisations; r++) sum += weightedVariance(model, grade, density, r, mask);
  const realisationVariancePpm2 = sum / realisations;
  const estimateVariancePpm2 = weightedVariance(model, estimate, density, 0, mask);
  const ratio = realisationVariancePpm2 > 0 ? estimateVariancePpm2 / realisationVariancePpm2 : Number.NaN;
  return { estimateVariancePpm2, realisationVariancePpm2, ratio };
}

/** Variance of grade over blocks, weighted by tonnes, by West's updating formula, which keeps its digits. */
function weightedVariance(
  { blocks }: BlockModel,
  grade: BlockColumn,
  density: BlockColumn,
  realisation: number,
  mask?: Uint8Array,
): number {
  let [weight, mean, squares] = [0, 0, 0];
  for (let b = 0; b < blocks; b++) {
    if (mask !== undefined && mask[b] === 0) continue;
    const z = valueAt(grade, b, realisation, blocks);
    const w = valueAt(density, b, realisation, blocks);
    if (Number.isNaN(z) || Number.isNaN(w)) continue;
    weight += w;
    const step = z - mean;
    mean += (w / weight) * step;
    squares += w * step * (z - mean);
  }
  return weight > 0 ? squares / weight : Number.NaN;
}

function smoothingIssues(points: readonly GradeTonnagePoint[], smoothing: Smoothing | null): Issue[] {
  const outside = points.filter(({ naive, massDryTonnes, metalTonnes }) => {
    if (naive === null) return false;
    return isOutside(naive.massDryTonnes, massDryTonnes) || isOutside(naive.metalTonnes, metalTonnes);
  });
  if (smoothing === null || outside.length === 0) return [];
  return [
    {
      path: `cut-offs ${outside.map(({ cutoffPpm }) => cutoffPpm).join(", ")} ppm`,
      code: "resource.smoothing",
      severity: "warning",
      message: `the estimate's tonnes or metal lie outside P5-P95 of the realisations; its variance is ${smoothing.ratio.toPrecision(3)} times theirs; report the curve of the realisations`,
    },
  ];
}

function isOutside(value: number, { p05, p95 }: Interval): boolean {
  // Sums in another order differ in their last digits, which is no finding.
  const slack = 1e-9 * Math.abs(p95);
  return value < p05 - slack || value > p95 + slack;
}
