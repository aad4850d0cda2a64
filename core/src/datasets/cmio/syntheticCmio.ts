import { fillNormal, fillUniform } from "../../numerics/drawStream.ts";
import { normalQuantile } from "../../numerics/normal.ts";
import type { CmioField } from "./cmioFields.ts";
import { ppmPerUnit } from "./elementColumns.ts";
import { neutraliseCsvCell } from "./neutraliseCsvCell.ts";
import { syntheticPrefix } from "./syntheticPrefix.ts";
import { type SyntheticEra, type SyntheticTruth, type SyntheticType, syntheticTruth } from "./syntheticTruth.ts";

export interface SyntheticCmioOptions {
  readonly fields: readonly CmioField[];
  readonly seed?: number;
  /** Data rows; the real table of January 2026 had 29,087. */
  readonly rows?: number;
  readonly truth?: SyntheticTruth;
}

interface SyntheticDeposit {
  readonly uid: string;
  readonly name: string;
  /** ln grade offset of each element, in the order of the columns. */
  readonly offsets: Float64Array;
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
}

interface ValueColumns {
  readonly symbol: string;
  readonly pure: CmioField | null;
  readonly oxide: CmioField | null;
}

const realRows = 29_087;
const smallestLimitInUnit = 0.01;
const rowDraws = 8;
const otherLimitShare = 0.05;
const limitGivenShare = 0.5;

/**
 * A synthetic table with the true schema (FID, every field, geometry) drawn from known parameters; each string is one
 * line with its line end, the header first, so a table of any size streams. The same seed gives the same bytes, and
 * row i does not depend on how many rows follow. Every DEPOSIT_UID begins with `SYNTHETIC.`, every deposit name says so.
 *
 * ln grade = ln median + between-deposit sd x B + within-deposit sd x (sqrt(rho) F + sqrt(1 - rho) E), with B one draw
 * per deposit, F one per sample, E one per cell, all standard normal, rho the within-deposit correlation. Rows that
 * are not ore sit at background. Grades are rounded to three decimals of their column's unit, as in the real table;
 * below the limit of the row's method era the cell holds minus the limit (in 1 of 20 such cells twice the limit).
 *
 * @throws {RangeError} rows is no whole number of 0 or more
 */
export function* syntheticCmio(options: SyntheticCmioOptions): Generator<string, void, undefined> {
  const { fields, seed = 1, rows = realRows, truth = syntheticTruth } = options;
  if (!Number.isInteger(rows) || rows < 0)
    throw new RangeError(`rows must be a whole number of 0 or more, got ${rows}`);
  const columns = valueColumns(fields);
  const columnOf = new Map(fields.map((field, i) => [field.name, i + 1]));
  const deposits = truth.types.map((type) => depositsOf(type, columns, seed));
  const weights = truth.types.map((type) => depositWeights(type, truth.samplingLogSd, seed));
  yield `${["FID", ...fields.map((field) => field.name), "SHAPE"].join(",")}\n`;
  const draws = new Float64Array(rowDraws + 4 * columns.length);
  const cells: string[] = Array.from({ length: fields.length + 2 }, () => "");
  for (let i = 0; i < rows; i++) {
    fillUniform(draws, seed, `row ${i}`);
    const t = pick(
      draws[0],
      truth.types.map((type) => type.rowShare),
    );
    const d = pick(draws[1], weights[t]);
    const era =
      truth.eras[
        pick(
          draws[2],
          truth.eras.map((e) => e.rowShare),
        )
      ];
    const relation =
      truth.relations[
        pick(
          draws[3],
          truth.relations.map((r) => r[1]),
        )
      ][0];
    const material =
      truth.materials[
        pick(
          draws[4],
          truth.materials.map((m) => m[1]),
        )
      ][0];
    cells.fill("");
    const put = (name: string, text: string) => {
      const column = columnOf.get(name);
      if (column !== undefined) cells[column] = neutraliseCsvCell(text);
    };
    describe(put, truth.types[t], deposits[t][d], era, relation, material, i);
    cells[0] = `CriticalMineralDepositsGeochemistry.${i + 1}`;
    cells[cells.length - 1] = `POINT (${deposits[t][d].latitudeDeg} ${deposits[t][d].longitudeDeg})`;
    analyse(put, columns, truth, truth.types[t], deposits[t][d], era, relation.endsWith("ore"), draws);
    yield `${cells.join(",")}\n`;
  }
}

/** Columns of each element, in the order of the schema. */
function valueColumns(fields: readonly CmioField[]): ValueColumns[] {
  const symbols = [...new Set(fields.filter((f) => f.kind === "value").map((f) => f.element))];
  return symbols.map((symbol) => {
    const own = fields.filter((f) => f.kind === "value" && f.element === symbol);
    return {
      symbol,
      pure: own.find((f) => f.formula === symbol) ?? null,
      oxide: own.find((f) => f.formula !== symbol && f.quantity !== "FEO" && f.quantity !== "FE2O3") ?? null,
    };
  });
}

function depositsOf(type: SyntheticType, columns: readonly ValueColumns[], seed: number): SyntheticDeposit[] {
  const slug = type.type.replace(/[^A-Za-z]+/g, "-").replace(/-$/, "");
  return Array.from({ length: type.deposits }, (_, d) => {
    const uid = `${syntheticPrefix}${slug}.${d + 1}`;
    const offsets = new Float64Array(columns.length);
    fillNormal(offsets, seed, `offsets of ${uid}`);
    columns.forEach(({ symbol }, j) => {
      offsets[j] *= type.elements.get(symbol)?.betweenLogSd ?? 0;
    });
    const place = new Float64Array(2);
    fillUniform(place, seed, `place of ${uid}`);
    const name = `Synthetic ${type.type} ${d + 1}`;
    return {
      uid,
      name,
      offsets,
      latitudeDeg: decimals(30 + 18 * place[0]),
      longitudeDeg: decimals(-122 + 40 * place[1]),
    };
  });
}

function depositWeights(type: SyntheticType, logSd: number, seed: number): number[] {
  const draws = new Float64Array(type.deposits);
  fillNormal(draws, seed, `weights of ${type.type}`);
  const weights = [...draws].map((z) => Math.exp(logSd * z));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

/** Index of the share into which a uniform draw falls; shares add to 1, rounding falls to the last. */
function pick(u: number, shares: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < shares.length - 1; i++) {
    sum += shares[i];
    if (u < sum) return i;
  }
  return shares.length - 1;
}

function describe(
  put: (name: string, text: string) => void,
  type: SyntheticType,
  deposit: SyntheticDeposit,
  era: SyntheticEra,
  relation: string,
  material: string,
  row: number,
): void {
  put("DEPOSIT_ANALYSIS_ID", `SYNTHETIC.ANALYSIS.${row + 1}`);
  put("SAMPLE_UID", `SYNTHETIC.SAMPLE.${row + 1}`);
  put("DEPOSIT_UID", deposit.uid);
  put("DEPOSIT_NAME", deposit.name);
  put("DEPOSIT_TYPE", type.type);
  put("DEPOSIT_GROUP", type.group);
  put("DEPOSIT_ENVIRONMENT", type.environment);
  put("DEPOSIT_LATITUDE_WGS84", String(deposit.latitudeDeg));
  put("DEPOSIT_LONGITUDE_WGS84", String(deposit.longitudeDeg));
  put("COUNTRY", "USA");
  put("STATE", "US-XX");
  put("SAMPLE_DEPOSIT_RELATION", relation);
  put("MATERIAL_CLASS", material);
  put("SAMPLE_TYPE", "unknown");
  put("SAMPLE_DESCRIPTION", `synthetic, not a rock: row ${row + 1}, "generated"`);
  put("ANALYSIS_DATETIME", era.date);
  put("SUBMITTER", "synthetic generator");
}

function analyse(
  put: (name: string, text: string) => void,
  columns: readonly ValueColumns[],
  truth: SyntheticTruth,
  type: SyntheticType,
  deposit: SyntheticDeposit,
  era: SyntheticEra,
  isOre: boolean,
  draws: Float64Array,
): void {
  const shared = Math.sqrt(truth.withinCorrelation) * normalQuantile(draws[5]);
  const own = Math.sqrt(1 - truth.withinCorrelation);
  columns.forEach(({ symbol, pure, oxide }, j) => {
    const at = rowDraws + 4 * j;
    const model = type.elements.get(symbol);
    const background = truth.backgroundPpm.get(symbol);
    if (draws[at] >= era.analysedShare || model === undefined || background === undefined) return;
    const field = (era.oxides ? (oxide ?? pure) : (pure ?? oxide)) ?? null;
    if (field === null) return;
    const median = isOre ? model.medianPpm : background;
    const scatter = model.withinLogSd * (shared + own * normalQuantile(draws[at + 1]));
    const perUnit = ppmPerUnit(field.unit) * field.elementFraction;
    const value = (median * Math.exp(deposit.offsets[j] + scatter)) / perUnit;
    const overBackground = truth.rockForming.includes(symbol)
      ? truth.rockFormingLimitOverBackground
      : era.limitOverBackground;
    const limit = Math.max(smallestLimitInUnit, decimals((background * overBackground) / perUnit));
    if (value >= limit) put(field.name, String(decimals(Math.min(value, 1e6 / perUnit))));
    else put(field.name, String(decimals(-limit * (draws[at + 2] < otherLimitShare ? 2 : 1))));
    if (draws[at + 3] < limitGivenShare) put(`${field.quantity}_DETECTION_LIMIT`, String(limit));
    put(`${field.quantity}_METHOD`, era.method);
  });
}

function decimals(value: number): number {
  return Math.round(value * 1000) / 1000;
}
