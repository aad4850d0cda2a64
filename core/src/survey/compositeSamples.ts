import { cutDepths, type ResidualRule, runsOf } from "./compositeRuns.ts";
import type { DomainPieces } from "./domainPieces.ts";
import type { AssayVariable } from "./intervalTable.ts";
import { type CensoredRule, type ReplacedColumn, replaceCensored } from "./replaceCensored.ts";

export interface CompositeOptions {
  readonly lengthM: number;
  readonly residual: ResidualRule;
  /** `merge`: a rest shorter than this share of the length is joined to the composite above. */
  readonly leastShare: number;
  readonly censored: CensoredRule;
  /** A substance measured over less than this share of a composite is not measured there. */
  readonly leastMeasuredShare: number;
  /** `leave-out`: the grade is of the measured part. `as-zero`: unmeasured metres count as barren, a choice to be declared. */
  readonly notMeasured: "leave-out" | "as-zero";
  /** Weight by length times dry density; a piece without density takes this value, null makes it an error. */
  readonly density: { readonly fallbackTPerM3: number | null } | null;
  /** A longer gap between samples ends a run. */
  readonly gapM: number;
}

export const defaultComposites: CompositeOptions = {
  lengthM: 2,
  residual: "merge",
  leastShare: 0.5,
  censored: "half-limit",
  leastMeasuredShare: 0.5,
  notMeasured: "leave-out",
  density: null,
  gapM: 0.005,
};

export interface CompositeVariable {
  readonly column: string;
  readonly substance: string;
  /** NaN where less than the least share was measured. */
  readonly gradePpm: Float64Array;
  /** Share of the length that was measured. */
  readonly measuredShare: Float64Array;
  /** Share of the weight that lies below detection and was replaced by the rule. */
  readonly censoredShare: Float64Array;
  /** Σ length (m) or Σ length × density (t/m²) behind the grade: grade × weight is conserved. */
  readonly weight: Float64Array;
  readonly censoredApplied: ReplacedColumn["applied"];
}

/** Composites, a column each, holes together, ascending in depth. */
export interface Composites {
  readonly hole: readonly string[];
  readonly domain: readonly string[];
  readonly fromM: Float64Array;
  readonly toM: Float64Array;
  readonly variables: readonly CompositeVariable[];
}

/**
 * Composites of even length within each hole and domain: grade = Σ wᵢ gᵢ / Σ wᵢ over the measured pieces, w the length
 * or length × dry density. Unmeasured pieces never enter as zero unless `as-zero` is declared; their share is kept.
 *
 * @param pieces samples cut at the contacts, from `domainPieces`
 * @param variables assays over the rows of the sample table
 * @param dryDensityTPerM3 over the same rows, NaN where not measured; needed when weighting by density
 * @throws {RangeError} a length, share or density outside its bounds; no density where it is needed
 * @see Sinclair and Blackwell (2002), Applied Mineral Inventory Estimation, Cambridge University Press, section 6.3
 */
export function compositeSamples(
  pieces: DomainPieces,
  variables: readonly AssayVariable[],
  options: CompositeOptions = defaultComposites,
  dryDensityTPerM3: Float64Array | null = null,
): Composites {
  checkOptions(options);
  const weightPerM = pieceWeights(pieces, options, dryDensityTPerM3);
  const layout = layOut(pieces, options);
  return {
    hole: layout.map(({ piece }) => pieces.hole[piece] ?? ""),
    domain: layout.map(({ piece }) => pieces.domain[piece] ?? ""),
    fromM: Float64Array.from(layout, ({ fromM }) => fromM),
    toM: Float64Array.from(layout, ({ toM }) => toM),
    variables: variables.map((variable) => compositeVariable(variable, pieces, weightPerM, layout, options)),
  };
}

interface Slot {
  /** First piece that reaches into the composite. */
  readonly piece: number;
  /** End of the run of pieces. */
  readonly end: number;
  readonly fromM: number;
  readonly toM: number;
}

function layOut(pieces: DomainPieces, { lengthM, residual, leastShare, gapM }: CompositeOptions): Slot[] {
  const slots: Slot[] = [];
  for (const { first, end } of runsOf(pieces, gapM)) {
    const depths = cutDepths(pieces.fromM[first], pieces.toM[end - 1], lengthM, residual, leastShare);
    let piece = first;
    for (let k = 0; k + 1 < depths.length; k++) {
      const [fromM, toM] = [depths[k] ?? 0, depths[k + 1] ?? 0];
      while (piece < end - 1 && pieces.toM[piece] <= fromM) piece++;
      slots.push({ piece, end, fromM, toM });
    }
  }
  return slots;
}

function compositeVariable(
  variable: AssayVariable,
  pieces: DomainPieces,
  weightPerM: Float64Array,
  slots: readonly Slot[],
  options: CompositeOptions,
): CompositeVariable {
  const { valuePpm, applied } = replaceCensored(variable, options.censored);
  const [gradePpm, measuredShare, censoredShare, weight] = [0, 0, 0, 0].map(() => new Float64Array(slots.length));
  slots.forEach(({ piece, end, fromM, toM }, c) => {
    let [metal, measuredM, measuredWeight, censoredWeight, allWeight] = [0, 0, 0, 0, 0];
    for (let p = piece; p < end && pieces.fromM[p] < toM; p++) {
      const metres = Math.min(toM, pieces.toM[p]) - Math.max(fromM, pieces.fromM[p]);
      if (!(metres > 0)) continue;
      const row = pieces.sampleRow[p];
      const w = metres * weightPerM[p];
      allWeight += w;
      if (Number.isNaN(valuePpm[row])) continue;
      measuredM += metres;
      measuredWeight += w;
      metal += w * valuePpm[row];
      if (variable.isBelowDetection[row] === 1) censoredWeight += w;
    }
    measuredShare[c] = Math.min(1, measuredM / (toM - fromM));
    censoredShare[c] = measuredWeight > 0 ? censoredWeight / measuredWeight : Number.NaN;
    weight[c] = options.notMeasured === "as-zero" ? allWeight : measuredWeight;
    const isEnough = options.notMeasured === "as-zero" || measuredShare[c] >= options.leastMeasuredShare - 1e-9;
    gradePpm[c] = isEnough && weight[c] > 0 ? metal / weight[c] : Number.NaN;
  });
  const { column, substance } = variable;
  return { column, substance, gradePpm, measuredShare, censoredShare, weight, censoredApplied: applied };
}

function pieceWeights(
  pieces: DomainPieces,
  { density }: CompositeOptions,
  measured: Float64Array | null,
): Float64Array {
  const weights = new Float64Array(pieces.hole.length).fill(1);
  if (density === null) return weights;
  for (let p = 0; p < weights.length; p++) {
    const value = measured?.[pieces.sampleRow[p]] ?? Number.NaN;
    if (Number.isNaN(value) && density.fallbackTPerM3 === null)
      throw new RangeError(
        `hole ${pieces.hole[p]}, ${pieces.fromM[p]} m: no density was measured and none is declared; give density.fallbackTPerM3 or weight by length`,
      );
    weights[p] = Number.isNaN(value) ? (density.fallbackTPerM3 ?? Number.NaN) : value;
    if (!(weights[p] > 0))
      throw new RangeError(
        `hole ${pieces.hole[p]}, ${pieces.fromM[p]} m: dry density must be positive, got ${weights[p]} t/m3`,
      );
  }
  return weights;
}

function checkOptions({ lengthM, leastShare, leastMeasuredShare, gapM }: CompositeOptions): void {
  if (!(lengthM > 0.001 && lengthM < Number.POSITIVE_INFINITY))
    throw new RangeError(`composite length must be finite and above 0.001 m, got ${lengthM}`);
  if (!(leastShare >= 0 && leastShare <= 1))
    throw new RangeError(`least share of a residual must lie in 0-1, got ${leastShare}`);
  if (!(leastMeasuredShare >= 0 && leastMeasuredShare <= 1))
    throw new RangeError(`least measured share must lie in 0-1, got ${leastMeasuredShare}`);
  if (!(gapM >= 0)) throw new RangeError(`bridged gap must be at least 0 m, got ${gapM}`);
}
