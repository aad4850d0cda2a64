import { SingularMatrixError } from "../numerics/solveLinear.ts";
import { type CoregionalisationModel, crossCovariance, prepareCoregionalisation } from "./coregionalisation.ts";
import { KrigingSystem } from "./krigingSystem.ts";
import { NeighbourSearch, type SearchSpec } from "./neighbourSearch.ts";
import { checkSamples, type SampleSet } from "./sampleSet.ts";

export interface CokrigingSpec {
  readonly model: CoregionalisationModel;
  /** Applied to each variable by itself; absent, all samples take part. */
  readonly search?: SearchSpec;
}

/** Columns of length m; a place where a variable has too few samples holds NaN in all of them. */
export interface CokrigingResult {
  /** One column a variable. */
  readonly estimate: readonly Float64Array[];
  /** Covariance of the errors of variables u and v, column u·q + v; the variances stand at u·q + u. */
  readonly errorCovariance: readonly Float64Array[];
  readonly used: Int32Array;
  readonly tooFewSamples: number;
}

const mostSamples = 4000;

/**
 * Ordinary cokriging of q variables that need not be measured at the same places: weights of a variable sum to one for its own
 * estimate and to zero for the others'.
 *
 * @param variables samples of each variable, in the order of the model
 * @param xyzM packed target positions
 * @throws {RangeError} samples, model or search are not usable, or a neighbourhood exceeds 4,000 samples
 * @throws {SingularMatrixError} samples of one variable share a position, or variables are perfectly correlated where both are known
 * @see Wackernagel (2003), Multivariate Geostatistics, 3rd ed., ch. 24; Chilès and Delfiner (2012), section 5.4
 */
export function cokrige(variables: readonly SampleSet[], xyzM: Float64Array, spec: CokrigingSpec): CokrigingResult {
  const model = prepareCoregionalisation(spec.model);
  const q = model.variables;
  if (variables.length !== q)
    throw new RangeError(`cokriging: the model has ${q} variables, the samples ${variables.length}`);
  for (const samples of variables) checkSamples(samples);
  const { search } = spec;
  const searches =
    search === undefined
      ? null
      : variables.map(({ xyzM: at, holes }) => new NeighbourSearch(at, search, holes ?? null, null));
  const capacity = variables.reduce((sum, { values }, u) => sum + (searches?.[u].found.length ?? values.length), 0);
  if (capacity > mostSamples)
    throw new RangeError(`cokriging: ${capacity} samples in one system, limit ${mostSamples}; give a search`);
  const system = new KrigingSystem(capacity, q, 1 + q);
  const variable = new Int32Array(capacity);
  const sample = new Int32Array(capacity);
  const m = xyzM.length / 3;
  if (!Number.isInteger(m)) throw new RangeError(`packed targets need 3 coordinates each, got ${xyzM.length} in all`);
  const estimate = Array.from({ length: q }, () => new Float64Array(m).fill(Number.NaN));
  const errorCovariance = Array.from({ length: q * q }, () => new Float64Array(m).fill(Number.NaN));
  const used = new Int32Array(m);
  const centre = variables.map(({ values }) => values.reduce((sum, value) => sum + value, 0) / values.length);
  const ws = Array.from({ length: q }, () => new Float64Array(capacity));
  let tooFewSamples = 0;
  let isFactored = false;
  for (let t = 0; t < m; t++) {
    const at = xyzM.subarray(3 * t, 3 * t + 3);
    if (searches !== null || !isFactored) {
      const n = choose(variables, searches, at, search?.minSamples ?? 1, variable, sample);
      used[t] = Math.max(0, n);
      if (n < 0) {
        tooFewSamples++;
        continue;
      }
      fillSystem(n);
      isFactored = true;
    }
    const n = system.n;
    used[t] = n;
    for (let u = 0; u < q; u++) {
      const row = n + q + 1 + u;
      for (let i = 0; i < n; i++) system.rows[row * system.stride + i] = covarianceAt(i, u, at);
      system.forward(row);
      system.f0.fill(0);
      system.f0[u] = 1;
      system.reduce(row);
      estimate[u][t] = centre[u] + system.wDot(n + q);
      ws[u].set(system.w);
    }
    for (let u = 0; u < q; u++) for (let v = 0; v < q; v++) errorCovariance[u * q + v][t] = errorCovarianceOf(u, v, n);
  }
  return { estimate, errorCovariance, used, tooFewSamples };

  function fillSystem(n: number): void {
    const { rows, stride } = system;
    for (let i = 0; i < n; i++) {
      const own = variables[variable[i]];
      const place = own.xyzM.subarray(3 * sample[i], 3 * sample[i] + 3);
      for (let j = 0; j <= i; j++) rows[i * stride + j] = covarianceAt(j, variable[i], place);
      for (let u = 0; u < q; u++) rows[(n + u) * stride + i] = variable[i] === u ? 1 : 0;
      rows[(n + q) * stride + i] = own.values[sample[i]] - centre[variable[i]];
    }
    const failed = system.factor(n, q + 1);
    if (failed < 0 && system.factorDrift()) return;
    const name = failed < 0 ? "the variables" : `sample ${sample[failed] + 1} of variable ${variable[failed] + 1}`;
    throw new SingularMatrixError(
      `${name} cannot be told from other samples: two lie at one place, or the model ties the variables perfectly; drop one, or add a nugget`,
      failed,
      [name],
    );
  }

  /** Covariance between chosen sample i and variable u at a place. */
  function covarianceAt(i: number, u: number, place: Float64Array): number {
    const from = variables[variable[i]].xyzM;
    const k = 3 * sample[i];
    return crossCovariance(model, variable[i], u, from[k] - place[0], from[k + 1] - place[1], from[k + 2] - place[2]);
  }

  /** C_uv(0) − w_u·y_v − w_v·y_u + w_u·w_v. */
  function errorCovarianceOf(u: number, v: number, n: number): number {
    const { rows, stride } = system;
    let c = crossCovariance(model, u, v, 0, 0, 0);
    const [yu, yv] = [(n + q + 1 + u) * stride, (n + q + 1 + v) * stride];
    for (let k = 0; k < n; k++) c += ws[u][k] * ws[v][k] - ws[u][k] * rows[yv + k] - ws[v][k] * rows[yu + k];
    return c;
  }
}

/** @returns number of samples chosen, or −1 when a variable has too few */
function choose(
  variables: readonly SampleSet[],
  searches: readonly NeighbourSearch[] | null,
  at: Float64Array,
  minSamples: number,
  variable: Int32Array,
  sample: Int32Array,
): number {
  let n = 0;
  for (let u = 0; u < variables.length; u++) {
    const count = searches === null ? variables[u].values.length : searches[u].find(at[0], at[1], at[2]);
    if (count < minSamples) return -1;
    for (let i = 0; i < count; i++) {
      variable[n] = u;
      sample[n++] = searches === null ? i : searches[u].found[i];
    }
  }
  return n;
}
