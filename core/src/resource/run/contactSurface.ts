import { krige } from "../../geostat/kriging.ts";
import type { SampleSet } from "../../geostat/sampleSet.ts";
import { SequentialGaussian } from "../../geostat/sequentialGaussian.ts";
import { streamNumber } from "../../numerics/drawStream.ts";
import { gridOfWorld } from "../rotatedGrid.ts";
import { type AutoVariogram, autoVariogram } from "./autoVariogram.ts";
import { type BodyColumns, columnAt } from "./bodyColumns.ts";
import type { ContactPoint } from "./holeLog.ts";

/** Bottom of a domain over the columns of the body: its best surface, and other surfaces that the holes allow as well. */
export interface ContactSurface {
  /** Elevation at each column, between base and top of the body; NaN outside. */
  readonly meanM: Float64Array;
  /** Kriging standard deviation at each column, metres; 0 for a surface that is given. */
  readonly sigmaM: Float64Array;
  readonly holes: number;
  readonly variogram: AutoVariogram | null;
  /** Writes realisation k of the elevation. */
  readonly simulate: (k: number, target: Float64Array) => void;
}

export interface ContactRequest {
  readonly columns: BodyColumns;
  readonly contacts: readonly ContactPoint[];
  /** What is interpolated: the depth below the body's top, or the elevation. */
  readonly quantity: "depth" | "elevation";
  readonly spacingM: number;
  readonly seed: number;
  readonly name: string;
}

const mostNodes = 40_000;

/**
 * Contact between two domains from the holes: ordinary kriging of its depth or elevation. Holes in which the lower domain is missing
 * bound the contact from above only: they count where the surface without them would pass above. Realisations are the
 * kriged surface plus simulated errors, e = s − s*, with s* kriged from the simulated values at the holes.
 * @throws {RangeError} no hole shows the contact
 * @see Journel and Huijbregts (1978), Mining Geostatistics, section VII.A (conditioning by kriging)
 */
export function contactSurface(request: ContactRequest): ContactSurface {
  const { columns, quantity, spacingM, seed, name } = request;
  const { points, bounds } = placed(request);
  if (points.length === 0)
    throw new RangeError(`contact below ${name}: no hole shows it; give the domain a base surface`);
  let data = points;
  const nodes = nodeLattice(columns);
  for (let pass = 0; pass < 4 && bounds.length > 0; pass++) {
    const { samples, model } = fitted(data, spacingM);
    const estimate =
      samples.values.length < 2 ? null : krige(samples, { xyzM: packed(bounds) }, { model: model.model });
    const broken = bounds.filter((bound, i) => {
      const value = estimate === null ? data[0].value : estimate.estimate[i];
      return !data.includes(bound) && (quantity === "depth" ? value < bound.value : value > bound.value);
    });
    if (broken.length === 0) break;
    data = [...data, ...broken];
  }
  const { samples, model } = fitted(data, spacingM);
  const isOne = samples.values.length < 2;
  const weights = isOne ? null : krige(samples, { xyzM: nodes.xyzM }, { model: model.model }, { withWeights: true });
  const estimate = weights?.estimate ?? new Float64Array(nodes.xyzM.length / 3).fill(data[0].value);
  const sigma = weights?.variance.map((v) => Math.sqrt(Math.max(0, v))) ?? new Float64Array(estimate.length);
  const meanM = toColumns(columns, nodes, estimate, quantity);
  const sigmaM = Float64Array.from(meanM, (z, c) => (Number.isNaN(z) ? Number.NaN : sigma[nodes.nodeOf(c)]));
  const free = isOne
    ? null
    : new SequentialGaussian(
        { xyzM: new Float64Array(0), values: new Float64Array(0) },
        {
          model: model.model,
          grid: { count: [nodes.count[0], nodes.count[1], 1], firstCentreM: nodes.firstM, sizeM: nodes.sizeM },
          search: { radiiM: [6 * spacingM, 6 * spacingM, 6 * spacingM], maxSamples: 16 },
          seed: streamNumber(`${seed}.contact.${name}`),
        },
      );
  const nodeOfSample = Int32Array.from({ length: samples.values.length }, (_, i) =>
    nodes.at(samples.xyzM[3 * i], samples.xyzM[3 * i + 1]),
  );
  const simulate = (k: number, target: Float64Array) => {
    if (free === null || weights?.weights == null) {
      target.set(meanM);
      return;
    }
    const field = new Float64Array(free.nodes);
    free.simulate(k, field);
    const { start, sample, weight } = weights.weights;
    const value = Float64Array.from(estimate, (mean, t) => {
      let kriged = 0;
      for (let w = start[t]; w < start[t + 1]; w++) kriged += weight[w] * field[nodeOfSample[sample[w]]];
      return mean + field[t] - kriged;
    });
    target.set(toColumns(columns, nodes, value, quantity));
  };
  return { meanM, sigmaM, holes: data.length, variogram: isOne ? null : model, simulate };
}

interface Place {
  readonly u: number;
  readonly v: number;
  readonly value: number;
}

function placed({ columns, contacts, quantity }: ContactRequest): { points: Place[]; bounds: Place[] } {
  const points: Place[] = [];
  const bounds: Place[] = [];
  const seen = new Set<string>();
  for (const { atM, kind } of contacts) {
    const [u, v, w] = gridOfWorld(columns.grid, [atM[0], atM[1], atM[2]]);
    const c = columnAt(columns, u, v);
    const z = w + columns.grid.originM[2];
    const value = quantity === "elevation" ? z : c < 0 ? Number.NaN : Math.max(0, columns.topM[c] - z);
    const key = `${u.toFixed(2)} ${v.toFixed(2)}`;
    // Twin holes at one mouth would make the system singular; the first one counts.
    if (Number.isNaN(value) || seen.has(key)) continue;
    seen.add(key);
    (kind === "seen" ? points : bounds).push({ u, v, value });
  }
  return { points, bounds };
}

const packed = (places: readonly Place[]) => Float64Array.from(places.flatMap(({ u, v }) => [u, v, 0]));

function fitted(data: readonly Place[], spacingM: number): { samples: SampleSet; model: AutoVariogram } {
  const samples = { xyzM: packed(data), values: Float64Array.from(data, ({ value }) => value) };
  const mean = data.reduce((sum, { value }) => sum + value, 0) / data.length;
  const variance = data.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / Math.max(1, data.length - 1);
  return { samples, model: autoVariogram(samples, { spacingM, compositeM: 0, sill: Math.max(variance, 1e-4) }) };
}

/** Nodes on which a contact is simulated: the columns of the body, or every few of them where there are many. */
function nodeLattice(columns: BodyColumns) {
  const every = Math.max(1, Math.ceil(Math.sqrt((columns.count[0] * columns.count[1]) / mostNodes)));
  const count = columns.count.map((n) => Math.ceil(n / every));
  const sizeM = [columns.stepM[0] * every, columns.stepM[1] * every, 1] as const;
  const firstM = [sizeM[0] / 2, sizeM[1] / 2, 0] as const;
  const xyzM = new Float64Array(3 * count[0] * count[1]);
  for (let t = 0; t < xyzM.length / 3; t++) {
    xyzM[3 * t] = firstM[0] + (t % count[0]) * sizeM[0];
    xyzM[3 * t + 1] = firstM[1] + Math.floor(t / count[0]) * sizeM[1];
  }
  const clamp = (i: number, n: number) => Math.min(n - 1, Math.max(0, i));
  return {
    count,
    sizeM,
    firstM,
    xyzM,
    at: (u: number, v: number) =>
      clamp(Math.floor(u / sizeM[0]), count[0]) + count[0] * clamp(Math.floor(v / sizeM[1]), count[1]),
    nodeOf: (c: number) =>
      Math.floor((c % columns.count[0]) / every) + count[0] * Math.floor(Math.floor(c / columns.count[0]) / every),
  };
}

function toColumns(
  { topM, baseM }: BodyColumns,
  nodes: ReturnType<typeof nodeLattice>,
  value: Float64Array,
  quantity: "depth" | "elevation",
): Float64Array {
  return Float64Array.from(topM, (top, c) => {
    if (Number.isNaN(top)) return Number.NaN;
    const of = value[nodes.nodeOf(c)];
    return Math.min(top, Math.max(baseM[c], quantity === "depth" ? top - of : of));
  });
}
