import { nonNegativeLeastSquares } from "../numerics/nonNegativeLeastSquares.ts";
import { atomicWeightsGPerMol } from "../process/streams/atomicWeights.ts";
import { molarMassGPerMol, readFormula } from "../process/streams/formula.ts";
import { minerals as knownMinerals } from "../process/streams/minerals.ts";
import { type BlockColumn, type BlockModel, columnIn, sharedRealisations, valueAt } from "./blockModel.ts";

/** A mineral that may be in the waste: a name known to Relode, or one with its own composition. */
export interface MineralChoice {
  readonly name: string;
  /** End-member formula; default the one of Relode's table. */
  readonly formula?: string;
  /** Mass fractions by element from a microprobe, where a formula is not enough (Co in pyrite). Overrides the formula. */
  readonly massFractions?: Readonly<Record<string, number>>;
}

/** An assayed element and how well it is known. */
export interface AssayedElement {
  readonly element: string;
  /** Relative standard error of the assay; default 0.05. */
  readonly relativeError?: number;
  /** Absolute standard error below which it does not fall, ppm; default 10. */
  readonly leastErrorPpm?: number;
}

export interface MineralSystem {
  readonly minerals: readonly string[];
  readonly elements: readonly AssayedElement[];
  /** Mass fraction of each element in each mineral, element by element. */
  readonly fractions: Float64Array;
  /** Minerals that the assays cannot tell from a mixture of the others, with these others. */
  readonly ambiguous: readonly { readonly mineral: string; readonly resembles: readonly string[] }[];
}

/** Minerals of one sample. */
export interface MineralEstimate {
  /** Mass fraction of each mineral, 0-1, in the order of the system. */
  readonly fractions: Float64Array;
  /** Standard error from the assays' errors; NaN for a mineral held at 0. */
  readonly standardErrors: Float64Array;
  /** Mass that no mineral of the list takes. */
  readonly unassigned: number;
  /** Assay minus what the minerals hold, ppm, element by element. */
  readonly residualsPpm: Float64Array;
  /** Root mean square of residuals over their standard errors: well above 1 where the list of minerals does not fit. */
  readonly misfit: number;
}

/** How firmly the minerals must add up to at most 1: standard error of the sum. */
const sumError = 1e-4;

/**
 * The composition matrix of a mineral list, with what it cannot tell apart.
 * @throws {RangeError} an unknown mineral without a formula, a formula that cannot be read, mass fractions above 1, an element twice, or more
 *   minerals than elements plus one (the sum)
 */
export function mineralSystem(choices: readonly MineralChoice[], elements: readonly AssayedElement[]): MineralSystem {
  const symbols = elements.map(({ element }) => element);
  const twice = symbols.find((symbol, at) => symbols.indexOf(symbol) !== at);
  if (twice !== undefined) throw new RangeError(`element to mineral: ${twice} is assayed twice; keep one`);
  for (const symbol of symbols)
    if (!atomicWeightsGPerMol.has(symbol)) throw new RangeError(`element to mineral: ${symbol} is no element`);
  if (choices.length === 0 || choices.length > elements.length + 1)
    throw new RangeError(
      `element to mineral: ${choices.length} minerals from ${elements.length} elements; at most one more than elements can be told apart`,
    );
  const compositions = choices.map(compositionOf);
  const fractions = new Float64Array(elements.length * choices.length);
  symbols.forEach((symbol, row) => {
    compositions.forEach((composition, column) => {
      fractions[row * choices.length + column] = composition.get(symbol) ?? 0;
    });
  });
  const names = choices.map(({ name }) => name);
  return { minerals: names, elements, fractions, ambiguous: ambiguities(names, fractions, elements.length) };
}

function compositionOf({ name, formula, massFractions }: MineralChoice): ReadonlyMap<string, number> {
  if (massFractions !== undefined) {
    const entries = Object.entries(massFractions);
    const sum = entries.reduce((total, [, fraction]) => total + fraction, 0);
    if (!entries.every(([, fraction]) => fraction >= 0) || !(sum <= 1 + 1e-6))
      throw new RangeError(`${name}: mass fractions must be at least 0 and add up to at most 1, got ${sum}`);
    return new Map(entries);
  }
  const text = formula ?? knownMinerals.get(name)?.formula;
  if (text === undefined)
    throw new RangeError(`${name}: not in Relode's table of minerals; give its formula or mass fractions`);
  const composition = readFormula(text);
  const molar = molarMassGPerMol(composition);
  return new Map(
    [...composition.atoms].map(([symbol, atoms]) => [
      symbol,
      (atoms * (atomicWeightsGPerMol.get(symbol) ?? 0)) / molar,
    ]),
  );
}

/** Minerals whose composition is nearly a positive mixture of others'. */
function ambiguities(names: readonly string[], fractions: Float64Array, rows: number): MineralSystem["ambiguous"] {
  const columns = names.length;
  const out: { mineral: string; resembles: string[] }[] = [];
  for (let mineral = 0; mineral < columns; mineral++) {
    const others = names.map((_, at) => at).filter((at) => at !== mineral);
    if (others.length === 0) continue;
    // The sum of fractions is a row too: a mixture must also weigh the same.
    const matrix = new Float64Array((rows + 1) * others.length);
    const target = new Float64Array(rows + 1);
    for (let row = 0; row <= rows; row++) {
      const value = (column: number) => (row === rows ? 1 : fractions[row * columns + column]);
      target[row] = value(mineral);
      others.forEach((other, at) => {
        matrix[row * others.length + at] = value(other);
      });
    }
    const { x, residual } = nonNegativeLeastSquares(matrix, target);
    if (residual < 0.02)
      out.push({ mineral: names[mineral], resembles: others.filter((_, at) => x[at] > 0.02).map((at) => names[at]) });
  }
  return out;
}

/**
 * Minerals of one sample from its assays: min Σ ((aᵢ − Σⱼ fᵢⱼ mⱼ)/σᵢ)² with m ≥ 0 and Σ m ≤ 1. The list of minerals is a judgement (from
 * microscopy or diffraction) that the answer rests on: look at `misfit`, `unassigned` and `ambiguous`.
 *
 * @param assaysPpm one an element, dry mass; NaN for an element that was not assayed in this sample
 * @throws {RangeError} another number of assays than elements, or a negative one
 * @see Whiten (2007), Minerals Engineering 20, 1290-1293 (calculating mineral composition from chemical assays)
 */
export function elementToMineral(system: MineralSystem, assaysPpm: ArrayLike<number>): MineralEstimate {
  const { elements, minerals, fractions } = system;
  if (assaysPpm.length !== elements.length)
    throw new RangeError(
      `element to mineral: ${elements.length} elements need as many assays, got ${assaysPpm.length}`,
    );
  const used = elements.map((_, row) => row).filter((row) => !Number.isNaN(assaysPpm[row]));
  for (const row of used)
    if (!(assaysPpm[row] >= 0))
      throw new RangeError(
        `element to mineral: ${elements[row].element} is ${assaysPpm[row]} ppm; assays are at least 0`,
      );
  const n = minerals.length;
  // The last column is mass of no mineral; the last row the sum.
  const matrix = new Float64Array((used.length + 1) * (n + 1));
  const right = new Float64Array(used.length + 1);
  const errors = used.map((row) => {
    const { relativeError = 0.05, leastErrorPpm = 10 } = elements[row];
    return Math.max(assaysPpm[row] * relativeError, leastErrorPpm) * 1e-6;
  });
  used.forEach((row, at) => {
    right[at] = (assaysPpm[row] * 1e-6) / errors[at];
    for (let column = 0; column < n; column++) matrix[at * (n + 1) + column] = fractions[row * n + column] / errors[at];
  });
  for (let column = 0; column <= n; column++) matrix[used.length * (n + 1) + column] = 1 / sumError;
  right[used.length] = 1 / sumError;
  const { x, isFree } = nonNegativeLeastSquares(matrix, right);
  const residualsPpm = new Float64Array(elements.length).fill(Number.NaN);
  let squares = 0;
  used.forEach((row, at) => {
    let held = 0;
    for (let column = 0; column < n; column++) held += fractions[row * n + column] * x[column];
    residualsPpm[row] = assaysPpm[row] - held * 1e6;
    squares += ((residualsPpm[row] * 1e-6) / errors[at]) ** 2;
  });
  return {
    fractions: x.slice(0, n),
    standardErrors: standardErrors(matrix, isFree, used.length + 1, n + 1).slice(0, n),
    unassigned: x[n],
    residualsPpm,
    misfit: used.length === 0 ? Number.NaN : Math.sqrt(squares / used.length),
  };
}

/** Roots of the diagonal of (AᵀA)⁻¹ over free unknowns, by Gauss-Jordan; NaN for bound ones and where it is singular. */
function standardErrors(matrix: Float64Array, isFree: Uint8Array, rows: number, columns: number): Float64Array {
  const free = Array.from({ length: columns }, (_, at) => at).filter((at) => isFree[at] === 1);
  const n = free.length;
  const out = new Float64Array(columns).fill(Number.NaN);
  const work = Array.from({ length: n }, (_, i) => {
    const line = new Float64Array(2 * n);
    for (let j = 0; j < n; j++)
      for (let row = 0; row < rows; row++) line[j] += matrix[row * columns + free[i]] * matrix[row * columns + free[j]];
    line[n + i] = 1;
    return line;
  });
  for (let pivot = 0; pivot < n; pivot++) {
    const scale = work[pivot][pivot];
    if (!(scale > 0)) return out;
    for (let k = 0; k < 2 * n; k++) work[pivot][k] /= scale;
    for (let i = 0; i < n; i++) {
      if (i === pivot) continue;
      const factor = work[i][pivot];
      for (let k = 0; k < 2 * n; k++) work[i][k] -= factor * work[pivot][k];
    }
  }
  free.forEach((at, i) => {
    out[at] = Math.sqrt(Math.max(0, work[i][n + i]));
  });
  return out;
}

/**
 * Minerals of every block and realisation as columns `mineral_<name>` (mass fraction, unit 1) and `mineral_misfit`. Blocks with a grade
 * missing hold NaN. Grades are carried in ppm.
 *
 * @param gradeColumns column of each element of the system, ppm
 * @throws {RangeError} a column is missing or has another unit, or another number of columns than elements
 */
export function mineralColumns(
  model: BlockModel,
  system: MineralSystem,
  gradeColumns: readonly string[],
): readonly BlockColumn[] {
  if (gradeColumns.length !== system.elements.length)
    throw new RangeError(
      `element to mineral: ${system.elements.length} elements need as many columns, got ${gradeColumns.length}`,
    );
  const grades = gradeColumns.map((name) => columnIn(model, name, "ppm"));
  const realisations = sharedRealisations(grades);
  const total = model.blocks * realisations;
  const columns = [...system.minerals.map((name) => `mineral_${name}`), "mineral_misfit"].map(
    (name): BlockColumn & { readonly values: Float64Array } => ({
      name,
      unit: "1",
      support: grades[0].support,
      realisations,
      values: new Float64Array(total).fill(Number.NaN),
    }),
  );
  const assays = new Float64Array(grades.length);
  for (let r = 0; r < realisations; r++)
    for (let block = 0; block < model.blocks; block++) {
      for (let e = 0; e < grades.length; e++) assays[e] = valueAt(grades[e], block, r, model.blocks);
      if (assays.some(Number.isNaN)) continue;
      const { fractions, misfit } = elementToMineral(system, assays);
      fractions.forEach((fraction, at) => {
        columns[at].values[r * model.blocks + block] = fraction;
      });
      columns[fractions.length].values[r * model.blocks + block] = misfit;
    }
  return columns;
}
