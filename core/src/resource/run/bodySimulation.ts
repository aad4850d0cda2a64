import { clippedShare, type FourierGrid, mostFourierData } from "../../geostat/fourierSimulation.ts";
import { backTransform, normalScore, type NormalScoreTable, type Tails } from "../../geostat/normalScore.ts";
import type { RegularGrid } from "../../geostat/regularGrid.ts";
import { assignToNodes } from "../../geostat/simulationNodes.ts";
import type { VariogramDraw } from "../../geostat/variogramPosterior.ts";
import { choleskyInPlace } from "../../numerics/cholesky.ts";
import { fillNormal, streamNumber } from "../../numerics/drawStream.ts";
import type { AutoVariogram } from "./autoVariogram.ts";
import { blockColumnOf } from "./bodyColumns.ts";
import { FactorSimulation, fourierGridFor, realisationsADraw } from "./factorSimulation.ts";
import { modelsOf } from "./factorModels.ts";
import type { PreparedBody, PreparedDomain } from "./prepareBody.ts";
import { givenModel, variableSamples } from "./variableSamples.ts";

/** One realisation of the whole body, in blocks; overwritten by the next. */
export interface BodyRealisation {
  /** Dry tonnes by block; 0 outside the body. */
  readonly mass: Float64Array;
  /** Σ tonnes × grade (t × ppm) by variable and block; density has none. */
  readonly metal: readonly Float64Array[];
  /** In-body volume by block, m³. */
  readonly volume: Float64Array;
  /** Dry tonnes by domain, and tonnes × ppm by variable and domain. */
  readonly domainMass: Float64Array;
  readonly domainMetal: readonly Float64Array[];
  /** What the volume of the whole body is multiplied by, for the errors of its surfaces. */
  volumeFactor: number;
}

interface Score {
  readonly variable: number;
  readonly table: NormalScoreTable;
  readonly tails: Tails;
}

/** Variables of one domain that are simulated together through uncorrelated factors: y = L f. */
interface Group {
  readonly scores: readonly Score[];
  /** Lower triangle, row by row, p × p. */
  readonly mixing: Float64Array;
  readonly factors: readonly FactorSimulation[];
  /** By place among the realisations drawn together, then by factor. */
  readonly fields: Float64Array[][];
  readonly variograms: readonly AutoVariogram[];
  readonly draws: readonly (readonly VariogramDraw[])[];
  readonly dataUsed: number;
  readonly dataSuperseded: number;
}

interface SimulatedDomain {
  readonly domain: PreparedDomain;
  readonly groups: readonly Group[];
  readonly nodes: RegularGrid;
  /** Layer coordinate of the lower face of the lowest nodes, metres. */
  readonly lowestM: number;
  readonly layers: number;
}

/** How one group of variables was simulated, for the report. */
export interface SimulatedGroup {
  readonly domain: string;
  readonly variables: readonly string[];
  /** Correlation of the normal scores, row by row. */
  readonly correlation: Float64Array;
  readonly variograms: readonly AutoVariogram[];
  /** Variograms of each factor that the realisations are drawn from, `realisationsADraw` each. */
  readonly draws: readonly (readonly VariogramDraw[])[];
  readonly dataUsed: number;
  readonly dataSuperseded: number;
}

/**
 * Conditional simulation of a layered body. In each domain normal scores (declustered) of the variables measured together are
 * taken apart into uncorrelated factors (Cholesky factor of their correlation), each is simulated by sequential Gaussian simulation on
 * nodes along the layers, and the values are put together, transformed back and averaged over the part of each block that
 * the node stands for, weighted by dry mass. Contacts between domains, and the volume, are drawn anew in each realisation.
 * Realisation k depends on the seed and k alone.
 * @see Deutsch and Journel (1998), GSLIB, V.2.3; Chilès and Delfiner (2012), Geostatistics, 7.2.6 and 7.6 (Gaussian factors)
 */
export class BodySimulation {
  readonly body: PreparedBody;
  readonly groups: readonly SimulatedGroup[];
  readonly nodes: number;
  readonly #domains: readonly SimulatedDomain[];
  readonly #out: BodyRealisation;
  readonly #density: number;
  /** Realisations whose fields are held: the first, and how many. */
  #drawnFrom = 0;
  #drawn = 0;

  /**
   * @param known how the groups were simulated elsewhere, from the same body: nothing is fitted again
   * @throws {RangeError} a simulation grid or model that is not usable
   */
  constructor(body: PreparedBody, known: readonly SimulatedGroup[] = []) {
    this.body = body;
    this.#density = body.variables.findIndex(({ unit }) => unit === "t dry/m3");
    this.#domains = body.domains
      .filter(({ blocks }) => blocks.blocks.length > 0)
      .map((domain) => simulatedDomain(body, domain, known));
    this.groups = this.#domains.flatMap(({ domain, groups }) =>
      groups.map((group) => ({
        domain: domain.name,
        variables: group.scores.map(({ variable }) => body.variables[variable].name),
        correlation: squared(group.mixing, group.scores.length),
        variograms: group.variograms,
        draws: group.draws,
        dataUsed: group.dataUsed,
        dataSuperseded: group.dataSuperseded,
      })),
    );
    this.nodes = this.#domains.reduce((sum, { nodes }) => sum + nodes.count[0] * nodes.count[1] * nodes.count[2], 0);
    const total = body.grid.count[0] * body.grid.count[1] * body.grid.count[2];
    const grades = body.variables.filter(({ unit }) => unit === "ppm");
    this.#out = {
      mass: new Float64Array(total),
      metal: grades.map(() => new Float64Array(total)),
      volume: new Float64Array(total),
      domainMass: new Float64Array(body.domains.length),
      domainMetal: grades.map(() => new Float64Array(body.domains.length)),
      volumeFactor: 1,
    };
  }

  /**
   * Draws realisation k. The arrays returned are used again by the next call.
   * @param ahead how many are asked for from k on, one after another: some are drawn together, with the same values in less time
   */
  realisation(k: number, ahead = 1): BodyRealisation {
    if (k < this.#drawnFrom || k >= this.#drawnFrom + this.#drawn) this.#drawFields(k, ahead);
    const out = this.#out;
    for (const list of [out.mass, out.volume, out.domainMass, ...out.metal, ...out.domainMetal]) list.fill(0);
    const { volumeM3, volumeSigmaM3, project } = this.body;
    const z = new Float64Array(2);
    fillNormal(z, project.seed, `resource.volume.${k}`);
    out.volumeFactor = Math.max(0.05, 1 + (volumeM3 > 0 ? volumeSigmaM3 / volumeM3 : 0) * z[0]);
    const { density } = project;
    const constantDensity = density === null ? Number.NaN : Math.max(0.2, density.tPerM3 + density.sigmaTPerM3 * z[1]);
    // Top of the current domain: the drawn bottom of the one above.
    let top = this.body.columns.topM;
    for (const domain of this.body.domains) {
      const bottom = new Float64Array(top.length);
      if (domain.contact === null) bottom.set(this.body.columns.baseM);
      else domain.contact.simulate(k, bottom);
      for (let c = 0; c < bottom.length; c++) if (bottom[c] > top[c]) bottom[c] = top[c];
      const simulated = this.#domains.find((one) => one.domain === domain);
      if (simulated !== undefined) this.#addDomain(simulated, k, top, bottom, constantDensity);
      top = bottom;
    }
    return out;
  }

  #drawFields(k: number, ahead: number): void {
    const count = Math.max(1, Math.min(ahead, drawnTogether(this.body.project.simulation.path, this.groups)));
    for (const { groups } of this.#domains)
      for (const { factors, fields } of groups)
        for (const [f, factor] of factors.entries())
          factor.simulateEach(k, count, (at, field) => {
            fields[at - k] ??= factors.map(({ nodes }) => new Float64Array(nodes));
            fields[at - k][f].set(field);
          });
    this.#drawnFrom = k;
    this.#drawn = count;
  }

  #addDomain(
    { domain, groups, lowestM, layers, nodes }: SimulatedDomain,
    k: number,
    top: Float64Array,
    bottom: Float64Array,
    constantDensity: number,
  ): void {
    const { columns, grid } = this.body;
    const out = this.#out;
    const d = domain.code - 1;
    const [nx, ny, nz] = grid.count;
    const dz = grid.sizeM[2];
    const layerM = nodes.sizeM[2];
    const inPlane = nodes.count[0] * nodes.count[1];
    const area = columns.stepM[0] * columns.stepM[1];
    const values = new Float64Array(this.body.variables.length);
    for (let c = 0; c < top.length; c++) {
      const [high, low] = [top[c], bottom[c]];
      if (!(high > low)) continue;
      const foot = domain.reference(c) + lowestM;
      const column = blockColumnOf(columns, c);
      const last = Math.min(layers - 1, Math.floor((high - foot) / layerM));
      for (let l = Math.max(0, Math.min(layers - 1, Math.floor((low - foot) / layerM))); l <= last; l++) {
        // The outermost nodes stand for what lies beyond them.
        const from = l === 0 ? low : Math.max(low, foot + l * layerM);
        const to = l === layers - 1 ? high : Math.min(high, foot + (l + 1) * layerM);
        if (!(to > from)) continue;
        valuesAt(groups, k - this.#drawnFrom, c + inPlane * l, values);
        const rho = this.#density < 0 ? constantDensity : values[this.#density];
        const [a, b] = [from - grid.originM[2], to - grid.originM[2]];
        for (let q = Math.max(0, Math.floor(a / dz)); q < nz && q * dz < b; q++) {
          const thick = Math.min(b, (q + 1) * dz) - Math.max(a, q * dz);
          if (!(thick > 0)) continue;
          const at = column + nx * ny * q;
          const tonnes = area * thick * rho;
          out.volume[at] += area * thick;
          out.mass[at] += tonnes;
          out.domainMass[d] += tonnes;
          for (let v = 0; v < out.metal.length; v++) {
            out.metal[v][at] += tonnes * values[v];
            out.domainMetal[v][d] += tonnes * values[v];
          }
        }
      }
    }
  }
}

/** Realisations that are best asked for together, from a multiple of that number on: those of the largest domain that share a variogram. */
export function drawnTogether(path: "each" | "one", groups: readonly SimulatedGroup[]): number {
  const most = groups.reduce((n, { dataUsed, dataSuperseded }) => Math.max(n, dataUsed + dataSuperseded), 0);
  return path === "one" ? 8 : realisationsADraw(most);
}

/** Values of all variables at a node, of the realisation at place `drawn` among those held. */
function valuesAt(groups: readonly Group[], drawn: number, node: number, values: Float64Array): void {
  for (const { scores, mixing, fields: held } of groups) {
    const fields = held[drawn];
    const p = scores.length;
    for (let a = 0; a < p; a++) {
      let y = 0;
      for (let f = 0; f <= a; f++) y += mixing[a * p + f] * fields[f][node];
      values[scores[a].variable] = backTransform(y, scores[a].table, scores[a].tails);
    }
  }
}

function squared(mixing: Float64Array, p: number): Float64Array {
  const c = new Float64Array(p * p);
  for (let a = 0; a < p; a++)
    for (let b = 0; b < p; b++) for (let f = 0; f < p; f++) c[a * p + b] += mixing[a * p + f] * mixing[b * p + f];
  return c;
}

function simulatedDomain(
  body: PreparedBody,
  domain: PreparedDomain,
  known: readonly SimulatedGroup[],
): SimulatedDomain {
  const { columns, grid, project } = body;
  const layerM = grid.sizeM[2] / project.simulation.nodesPerBlock[2];
  let [lowestM, highestM] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const above = body.domains[domain.code - 2]?.contact ?? null;
  for (let c = 0; c < columns.topM.length; c++) {
    const level = domain.reference(c);
    if (Number.isNaN(columns.topM[c]) || Number.isNaN(level)) continue;
    // Contacts are drawn anew in each realisation: the nodes reach two standard deviations further.
    const low = Math.max(columns.baseM[c], domain.bottomM[c] - 2 * (domain.contact?.sigmaM[c] ?? 0));
    const high = Math.min(columns.topM[c], domain.topM[c] + 2 * (above?.sigmaM[c] ?? 0));
    if (!(high > low) || !(domain.topM[c] > domain.bottomM[c])) continue;
    lowestM = Math.min(lowestM, low - level);
    highestM = Math.max(highestM, high - level);
  }
  const layers = Math.max(1, Math.ceil((highestM - lowestM) / layerM - 1e-9));
  const nodes: RegularGrid = {
    count: [columns.count[0], columns.count[1], layers],
    firstCentreM: [columns.stepM[0] / 2, columns.stepM[1] / 2, lowestM + layerM / 2],
    sizeM: [columns.stepM[0], columns.stepM[1], layerM],
  };
  return { domain, groups: groupsOf(body, domain, nodes, known), nodes, lowestM, layers };
}

/** Least share of the samples of every variable that must hold all of them, for the variables to be simulated together. */
const leastShared = 0.8;

function groupsOf(
  body: PreparedBody,
  domain: PreparedDomain,
  nodes: RegularGrid,
  known: readonly SimulatedGroup[],
): Group[] {
  const all = body.variables.map((_, v) => variableSamples(body, domain, v));
  const complete = new Map<number, number>();
  for (const { at } of all) for (const i of at) complete.set(i, (complete.get(i) ?? 0) + 1);
  const whole = Array.from(complete).filter(([, n]) => n === all.length).length;
  const isJoint = all.length > 1 && all.every(({ at }) => whole >= leastShared * at.length) && whole >= 10;
  const { realisations, method } = body.project.simulation;
  const wrapped = method === "fourier" && realisations > 0 ? fourierGridFor(nodes) : null;
  const together = isJoint ? [all.map((_, v) => v)] : all.map((_, v) => [v]);
  return together.flatMap((variables) => {
    const group = groupOf(body, domain, nodes, variables, known, wrapped);
    // Variables that follow from each other have no factors of their own.
    return group === null
      ? variables.map((v) => groupOf(body, domain, nodes, [v], known, wrapped)).filter((one) => one !== null)
      : [group];
  });
}

function groupOf(
  body: PreparedBody,
  domain: PreparedDomain,
  nodes: RegularGrid,
  variables: readonly number[],
  known: readonly SimulatedGroup[],
  wrapped: FourierGrid | null,
): Group | null {
  const p = variables.length;
  const of = variables.map((v) => variableSamples(body, domain, v));
  const shared = Array.from(of[0].at).filter((i) => of.every(({ at }) => p === 1 || at.includes(i)));
  const scores: Score[] = [];
  const y = variables.map((variable, a) => {
    const at = new Map(Array.from(of[a].at, (i, row) => [i, row] as const));
    const rows = shared.map((i) => at.get(i) ?? 0);
    const values = Float64Array.from(rows, (row) => of[a].set.values[row]);
    const transform = normalScore(
      values,
      Float64Array.from(rows, (row) => of[a].weights[row]),
      "random",
      body.project.seed,
    );
    scores.push({ variable, table: transform.table, tails: tailsOf(transform.table, of[a].topCutPpm) });
    return transform.scores;
  });
  const weights = Float64Array.from(shared, (i) => domain.samples.weights[i]);
  const mixing = mixingOf(y, weights);
  if (mixing === null) return null;
  const factors = unmixed(y, mixing);
  const xyzM = Float64Array.from(shared.flatMap((i) => [...domain.samples.uvwM.subarray(3 * i, 3 * i + 3)]));
  const holes = Int32Array.from(shared, (i) => domain.samples.holes[i]);
  const names = variables.map((v) => body.variables[v].name);
  const before = known.find((group) => group.domain === domain.name && group.variables.join() === names.join());
  const found =
    before ??
    modelsOf(
      factors.map((values) => ({ xyzM, values, holes })),
      {
        body,
        name: `${domain.name}.${names.join()}`,
        given: variables.map((v) => givenModel(body, domain, v)),
      },
    );
  const { maxSamples, path } = body.project.simulation;
  const fourier = shared.length <= mostFourierData ? wrapped : null;
  const { nodeOfDatum, superseded } =
    fourier === null
      ? assignToNodes({ xyzM, values: factors[0] }, nodes, nodes.count[0] * nodes.count[1] * nodes.count[2])
      : { nodeOfDatum: new Int32Array(shared.length), superseded: 0 };
  return {
    scores,
    mixing,
    variograms:
      fourier === null
        ? found.variograms.map(nodeAfterNode)
        : (before?.variograms ?? wrappedTold(found.variograms, fourier)),
    draws: found.draws,
    dataUsed: nodeOfDatum.reduce((n, node) => n + (node >= 0 ? 1 : 0), 0),
    dataSuperseded: superseded,
    fields: [],
    factors: factors.map(
      (values, f) =>
        new FactorSimulation(
          { xyzM, values, holes },
          {
            draws: found.draws[f],
            nodes,
            fourier,
            spacingM: body.spacingM,
            compositeM: body.compositeM,
            maxSamples,
            path,
            seed: streamNumber(`${body.project.seed}.${domain.name}.${variables.join()}.${f}`),
          },
        ),
    ),
  };
}

/** A variogram with the doubt that its factor is simulated sequentially. */
function nodeAfterNode(variogram: AutoVariogram): AutoVariogram {
  const doubt =
    "simulated node after node from data moved to nodes: totals spread by up to a third less than the model says";
  return { ...variogram, doubts: [...variogram.doubts.filter((one) => one !== doubt), doubt] };
}

/** Share of the variance that the wrapped lattice may bend without a word: the variance of a mean falls by as much at most. */
const mostClipped = 0.03;

/** Variograms with the doubt that their ranges do not fit the wrapped lattice of the nodes. */
function wrappedTold(variograms: readonly AutoVariogram[], on: FourierGrid): readonly AutoVariogram[] {
  return variograms.map((variogram) => {
    const share = clippedShare(variogram.model, on);
    if (!(share > mostClipped)) return variogram;
    const doubt = `ranges longer than the nodes reach: ${(100 * share).toFixed(0)} % of the variance is negative on the wrapped grid and set to 0; variances of totals are up to that share too low`;
    return { ...variogram, doubts: [...variogram.doubts, doubt] };
  });
}

/** Values fall in probability straight to half the least, and rise to a quarter above the greatest or to the top cut. */
function tailsOf({ values }: NormalScoreTable, topCutPpm: number | null): Tails {
  const greatest = values[values.length - 1];
  return {
    lower: { minimum: values[0] / 2 },
    upper: { kind: "power", maximum: Math.max(greatest, topCutPpm ?? 1.25 * greatest) },
  };
}

/** Cholesky factor of the weighted correlation of the scores, row by row; null where they follow from each other. */
function mixingOf(y: readonly Float64Array[], weights: Float64Array): Float64Array | null {
  const p = y.length;
  if (p === 1) return Float64Array.of(1);
  const total = weights.reduce((sum, w) => sum + w, 0);
  const moment = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, i) => sum + weights[i] * x * b[i], 0) / total;
  const mean = y.map((a) => a.reduce((sum, x, i) => sum + weights[i] * x, 0) / total);
  const stride = 8 * Math.ceil(p / 8);
  const rows = new Float64Array(p * stride);
  const sd = y.map((a, i) => Math.sqrt(moment(a, a) - mean[i] ** 2));
  for (let a = 0; a < p; a++)
    for (let b = 0; b <= a; b++)
      rows[a * stride + b] = a === b ? 1 : (moment(y[a], y[b]) - mean[a] * mean[b]) / (sd[a] * sd[b]);
  if (choleskyInPlace(rows, stride, p, p) >= 0) return null;
  const mixing = new Float64Array(p * p);
  for (let a = 0; a < p; a++) for (let b = 0; b <= a; b++) mixing[a * p + b] = rows[a * stride + b];
  return mixing;
}

/** f = L⁻¹ y by forward substitution. */
function unmixed(y: readonly Float64Array[], mixing: Float64Array): Float64Array[] {
  const p = y.length;
  const f: Float64Array[] = [];
  for (let a = 0; a < p; a++)
    f.push(
      y[a].map((value, i) => {
        let rest = value;
        for (let b = 0; b < a; b++) rest -= mixing[a * p + b] * f[b][i];
        return rest / mixing[a * p + a];
      }),
    );
  return f;
}
