import { choleskyInPlace } from "../numerics/cholesky.ts";
import { type CovarianceModel, covariance, prepareModel, type PreparedModel } from "./covarianceModel.ts";

/** Data of a Gaussian likelihood: values about a drift Fβ, with F packed by columns. */
export interface LikelihoodData {
  readonly xyzM: Float64Array;
  readonly values: Float64Array;
  /** Columns of the drift, the constant first. */
  readonly drift: readonly Float64Array[];
}

/** Log-likelihood at one set of parameters; derivatives where asked for. */
export interface LikelihoodPoint {
  readonly logLikelihood: number;
  readonly score: Float64Array;
  /** Information matrix, row by row. */
  readonly information: Float64Array;
  /** Generalised least squares estimate of the drift. */
  readonly beta: Float64Array;
}

/**
 * Gaussian log-likelihood with the drift at its generalised least squares estimate:
 * ML −½(ln|C| + rᵀC⁻¹r + n ln 2π); REML −½(ln|C| + ln|FᵀC⁻¹F| + rᵀC⁻¹r + (n − p) ln 2π), r = z − Fβ.
 * Score −½(tr(Q ∂ᵢC) − zᵀP ∂ᵢC P z) with Q = C⁻¹ (ML) or P (REML), and average information ½ zᵀP ∂ᵢC P ∂ⱼC P z, which needs no
 * product of matrices. Time n³/2.
 *
 * @param derivatives ∂C/∂θ as models of which two differ by the step: `[ahead, behind, step]` for each parameter, or null
 * @returns null when C is not positive definite
 * @see Mardia and Marshall (1984), Biometrika 71, 135-146; Kitanidis (1983), Water Resources Research 19, 909-921 (REML);
 *   Gilmour, Thompson and Cullis (1995), Biometrics 51, 1440-1450 (average information)
 */
export function exactLikelihood(
  data: LikelihoodData,
  model: CovarianceModel,
  isRestricted: boolean,
  derivatives: readonly (readonly [CovarianceModel, CovarianceModel, number])[] | null,
): LikelihoodPoint | null {
  const n = data.values.length;
  const p = data.drift.length;
  const prepared = prepareModel(model);
  // Rows: C, then the drift columns, then the values; one sweep gives L, L⁻¹F and L⁻¹z.
  const rows = new Float64Array((n + p + 1) * n);
  fillCovariance(prepared, data.xyzM, rows, n);
  for (const [a, column] of [...data.drift, data.values].entries()) rows.set(column, (n + a) * n);
  if (choleskyInPlace(rows, n, n, n + p + 1) >= 0) return null;
  const g = (a: number) => rows.subarray((n + a) * n, (n + a + 1) * n);
  const normal = new Float64Array((p + 1) * p);
  for (let a = 0; a < p; a++) for (let b = 0; b <= a; b++) normal[a * p + b] = dot(g(a), g(b));
  for (let b = 0; b < p; b++) normal[p * p + b] = dot(g(p), g(b));
  if (choleskyInPlace(normal, p, p, p + 1) >= 0) return null;
  let logDeterminant = 0;
  for (let i = 0; i < n; i++) logDeterminant += 2 * Math.log(rows[i * n + i]);
  let logNormal = 0;
  for (let a = 0; a < p; a++) logNormal += 2 * Math.log(normal[a * p + a]);
  const beta = backward(normal, p, normal.subarray(p * p, p * p + p));
  const explained = dot(normal.subarray(p * p, p * p + p), normal.subarray(p * p, p * p + p));
  const quadratic = dot(g(p), g(p)) - explained;
  const freedom = isRestricted ? n - p : n;
  const logLikelihood =
    -0.5 * (logDeterminant + (isRestricted ? logNormal : 0) + quadratic + freedom * Math.log(2 * Math.PI));
  if (derivatives === null)
    return { logLikelihood, beta, score: new Float64Array(0), information: new Float64Array(0) };
  return { logLikelihood, beta, ...scoreAndInformation(data, rows, normal, isRestricted, derivatives) };
}

function scoreAndInformation(
  { xyzM, values, drift }: LikelihoodData,
  rows: Float64Array,
  normal: Float64Array,
  isRestricted: boolean,
  derivatives: readonly (readonly [CovarianceModel, CovarianceModel, number])[],
): { score: Float64Array; information: Float64Array } {
  const n = values.length;
  const p = drift.length;
  const inverse = inverseOf(rows, n);
  // W = C⁻¹F S^-T with S the factor of FᵀC⁻¹F: P = C⁻¹ − W Wᵀ.
  const w = drift.map((column) => symmetricProduct(inverse, column, n));
  for (let a = 0; a < p; a++) {
    for (let b = 0; b < a; b++) for (let i = 0; i < n; i++) w[a][i] -= normal[a * p + b] * w[b][i];
    for (let i = 0; i < n; i++) w[a][i] /= normal[a * p + a];
  }
  const project = (v: Float64Array) => {
    const out = symmetricProduct(inverse, v, n);
    for (const column of w) {
      const along = dot(column, v);
      for (let i = 0; i < n; i++) out[i] -= along * column[i];
    }
    return out;
  };
  const pz = project(values);
  const k = derivatives.length;
  const score = new Float64Array(k);
  const applied: Float64Array[] = [];
  for (const [a, [ahead, behind, step]] of derivatives.entries()) {
    const [high, low] = [onlyWhatDiffers(ahead, behind), onlyWhatDiffers(behind, ahead)];
    const dPz = new Float64Array(n);
    const dW = w.map(() => new Float64Array(n));
    const row = new Float64Array(n);
    let trace = 0;
    for (let i = 0; i < n; i++) {
      fillDerivative(high, low, step, xyzM, i, row);
      for (let j = 0, at = i * n; j < i; j++) trace += 2 * inverse[at + j] * row[j];
      trace += inverse[i * n + i] * row[i];
      addSymmetricRow(row, i, pz, dPz);
      if (isRestricted) for (let c = 0; c < p; c++) addSymmetricRow(row, i, w[c], dW[c]);
    }
    if (isRestricted) for (let c = 0; c < p; c++) trace -= dot(w[c], dW[c]);
    score[a] = -0.5 * (trace - dot(pz, dPz));
    applied.push(dPz);
  }
  const information = new Float64Array(k * k);
  for (let a = 0; a < k; a++) {
    const projected = project(applied[a]);
    for (let b = 0; b <= a; b++) information[a * k + b] = information[b * k + a] = 0.5 * dot(projected, applied[b]);
  }
  return { score, information };
}

/** The part of a model that another does not share; null when there is none. */
function onlyWhatDiffers(model: CovarianceModel, other: CovarianceModel): PreparedModel | null {
  const structures = model.structures.filter((structure, s) => {
    const twin = other.structures[s];
    return structure.sill !== twin.sill || structure.rangesM.some((range, a) => range !== twin.rangesM[a]);
  });
  const nugget = model.nugget === other.nugget ? 0 : model.nugget;
  return nugget > 0 || structures.some(({ sill }) => sill > 0) ? prepareModel({ nugget, structures }) : null;
}

/** ∂C between sample i and those up to it. */
function fillDerivative(
  high: PreparedModel | null,
  low: PreparedModel | null,
  step: number,
  xyzM: Float64Array,
  i: number,
  row: Float64Array,
): void {
  for (let j = 0; j <= i; j++) {
    const x = xyzM[3 * i] - xyzM[3 * j];
    const y = xyzM[3 * i + 1] - xyzM[3 * j + 1];
    const z = xyzM[3 * i + 2] - xyzM[3 * j + 2];
    const ahead = high === null ? 0 : covariance(high, x, y, z);
    row[j] = (ahead - (low === null ? 0 : covariance(low, x, y, z))) / step;
  }
}

/** Adds row i of a symmetric matrix, and what mirrors it, times a vector. */
function addSymmetricRow(row: Float64Array, i: number, v: Float64Array, out: Float64Array): void {
  let sum = row[i] * v[i];
  for (let j = 0; j < i; j++) {
    sum += row[j] * v[j];
    out[j] += row[j] * v[i];
  }
  out[i] += sum;
}

function fillCovariance(model: PreparedModel, xyzM: Float64Array, rows: Float64Array, n: number): void {
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++)
      rows[i * n + j] = covariance(
        model,
        xyzM[3 * i] - xyzM[3 * j],
        xyzM[3 * i + 1] - xyzM[3 * j + 1],
        xyzM[3 * i + 2] - xyzM[3 * j + 2],
      );
}

/** Lower triangle of C⁻¹ = MᵀM, M = L⁻¹, by rows and four at a time, so that memory is read in order and seldom. */
function inverseOf(factor: Float64Array, n: number): Float64Array {
  const m = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const [to, pivot] = [i * n, 1 / factor[i * n + i]];
    for (let k = 0; k < i; k += 4) {
      // Rows past the fourth have zeros right of their diagonal, so one loop serves all four.
      const [l0, l1, l2, l3] = [0, 1, 2, 3].map((d) => (k + d < i ? -factor[to + k + d] * pivot : 0));
      const last = Math.min(k + 3, i - 1);
      const [k0, k1, k2, k3] = [0, 1, 2, 3].map((d) => Math.min(k + d, i - 1) * n);
      for (let j = 0; j <= last; j++) m[to + j] += l0 * m[k0 + j] + l1 * m[k1 + j] + l2 * m[k2 + j] + l3 * m[k3 + j];
    }
    m[to + i] = pivot;
  }
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i += 4) {
    const rows = [0, 1, 2, 3].map((d) => Math.min(i + d, n - 1) * n);
    const [r0, r1, r2, r3] = rows;
    for (let a = 0; a < Math.min(i + 4, n); a++) {
      const [l0, l1, l2, l3] = rows.map((row, d) => (i + d < n ? m[row + a] : 0));
      for (let b = 0, to = a * n; b <= a; b++)
        inverse[to + b] += l0 * m[r0 + b] + l1 * m[r1 + b] + l2 * m[r2 + b] + l3 * m[r3 + b];
    }
  }
  return inverse;
}

/** Product of a symmetric matrix, of which the lower triangle is kept, with a vector. */
function symmetricProduct(lower: Float64Array, v: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = lower[i * n + i] * v[i];
    for (let j = 0, at = i * n; j < i; j++) {
      sum += lower[at + j] * v[j];
      out[j] += lower[at + j] * v[i];
    }
    out[i] += sum;
  }
  return out;
}

/** Solves Lᵀx = y for a lower factor of order p. */
function backward(factor: Float64Array, p: number, y: Float64Array): Float64Array {
  const x = Float64Array.from(y);
  for (let a = p - 1; a >= 0; a--) {
    for (let b = a + 1; b < p; b++) x[a] -= factor[b * p + a] * x[b];
    x[a] /= factor[a * p + a];
  }
  return x;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
