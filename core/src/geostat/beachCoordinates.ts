import type { SampleSet } from "./sampleSet.ts";

/** Surface of heights at regular nodes, x fastest; heights between them are bilinear. */
export interface HeightGrid {
  readonly originM: readonly [number, number];
  readonly spacingM: readonly [number, number];
  readonly count: readonly [number, number];
  /** NaN where the surface is not known. */
  readonly zM: Float64Array;
}

/** A layered beach: slurry runs from the discharge line, and layers lie between two surfaces. */
export interface BeachFrame {
  /** Spigots in order along the dyke: one point, or a line of them. */
  readonly dischargeM: readonly (readonly [number, number])[];
  readonly top: HeightGrid;
  readonly bottom: HeightGrid;
  /**
   * Third coordinate: `fraction`, 0 on the bottom to 1 on the top, times the mean thickness (layers spread between both surfaces); `below-top`
   * (parallel to the top, as beaches grow); `above-bottom` (onlap).
   */
  readonly layers: "fraction" | "below-top" | "above-bottom";
  /** Thickness that stands for 1 of the fraction; default the mean thickness where both surfaces are known. */
  readonly thicknessM?: number;
}

/** Coordinates of a frame, packed: distance from the discharge, position along it, layer; all in metres. */
export type BeachTransform = {
  readonly toBeach: (xyzM: Float64Array) => Float64Array;
  readonly toMap: (beachM: Float64Array) => Float64Array;
};

/**
 * Unfolds a layered tailings beach: (x, y, z) to (distance down the beach from the nearest point of the discharge line, place along that line,
 * layer) and back, so that a model and a search may be long along the flow and thin across layers, whatever the slopes. With one spigot the
 * second coordinate is the bearing from it times the mean distance of the two surfaces' nodes, an arc in metres. Places where a surface is not
 * known or the body has no thickness become NaN and must be left out.
 *
 * The way back is exact on the side of the line to which the slurry runs (the side of the middle of the surfaces), and where the nearest
 * point of the line is not its corner.
 *
 * @throws {RangeError} no spigot, surfaces of unequal grids, or no place with thickness
 * @see Rossi and Deutsch (2014), Mineral Resource Estimation, section 3.4 (stratigraphic coordinates, conventions for onlap and truncation);
 *   Blight (2010), Geotechnical Engineering for Mine Waste Storage Facilities, ch. 4 (sorting down the beach)
 */
export function beachTransform(frame: BeachFrame): BeachTransform {
  const { dischargeM, top, bottom, layers } = frame;
  if (dischargeM.length === 0 || !dischargeM.every((point) => point.every(Number.isFinite)))
    throw new RangeError("beach: give one spigot or more with finite coordinates");
  for (const [name, grid] of [
    ["top", top],
    ["bottom", bottom],
  ] as const)
    checkGrid(name, grid);
  const { thicknessM, centre, reachM } = extentOf(frame);
  const unit = frame.thicknessM ?? thicknessM;
  if (!(unit > 0)) throw new RangeError("beach: the top lies nowhere above the bottom; check the surfaces");
  const line = dischargeM.length === 1 ? null : new DischargeLine(dischargeM, centre);
  const [x0, y0] = dischargeM[0];
  const plan = (x: number, y: number): [number, number] => {
    if (line !== null) return line.toFlow(x, y);
    const distance = Math.hypot(x - x0, y - y0);
    // Bearings are taken from that of the middle, so that the cut lies behind the spigot.
    const bearing = Math.atan2(x - x0, y - y0) - Math.atan2(centre[0] - x0, centre[1] - y0);
    return [distance, reachM * Math.atan2(Math.sin(bearing), Math.cos(bearing))];
  };
  const planBack = (s: number, t: number): [number, number] => {
    if (line !== null) return line.toMap(s, t);
    const bearing = t / reachM + Math.atan2(centre[0] - x0, centre[1] - y0);
    return [x0 + s * Math.sin(bearing), y0 + s * Math.cos(bearing)];
  };
  const toBeach = (xyzM: Float64Array) =>
    each(xyzM, (x, y, z) => {
      const [high, low] = [heightAt(top, x, y), heightAt(bottom, x, y)];
      if (!(high > low)) return [Number.NaN, Number.NaN, Number.NaN];
      const layer =
        layers === "below-top" ? z - high : layers === "above-bottom" ? z - low : (unit * (z - low)) / (high - low);
      return [...plan(x, y), layer];
    });
  const toMap = (beachM: Float64Array) =>
    each(beachM, (s, t, layer) => {
      const [x, y] = planBack(s, t);
      const [high, low] = [heightAt(top, x, y), heightAt(bottom, x, y)];
      if (!(high > low)) return [Number.NaN, Number.NaN, Number.NaN];
      const z =
        layers === "below-top"
          ? high + layer
          : layers === "above-bottom"
            ? low + layer
            : low + (layer / unit) * (high - low);
      return [x, y, z];
    });
  return { toBeach, toMap };
}

/**
 * Samples in the coordinates of a frame, for kriging there; those without coordinates are left out.
 * @returns the samples and the numbers of those left out
 */
export function samplesInBeach(
  samples: SampleSet,
  transform: BeachTransform,
): { readonly samples: SampleSet; readonly leftOut: number[] } {
  const beachM = transform.toBeach(samples.xyzM);
  const all = Array.from(samples.values.keys());
  const kept = all.filter((i) => Number.isFinite(beachM[3 * i]));
  return {
    samples: {
      xyzM: Float64Array.from(kept.flatMap((i) => [...beachM.subarray(3 * i, 3 * i + 3)])),
      values: Float64Array.from(kept, (i) => samples.values[i]),
      names: kept.map((i) => samples.names?.[i] ?? `sample ${i + 1}`),
      ...(samples.holes === undefined ? {} : { holes: Int32Array.from(kept, (i) => samples.holes?.[i] ?? 0) }),
    },
    leftOut: all.filter((i) => !Number.isFinite(beachM[3 * i])),
  };
}

/** Height of a surface, bilinear between nodes; NaN outside or beside an unknown node. */
export function heightAt({ originM, spacingM, count, zM }: HeightGrid, xM: number, yM: number): number {
  const u = (xM - originM[0]) / spacingM[0];
  const v = (yM - originM[1]) / spacingM[1];
  if (!(u >= 0 && v >= 0 && u <= count[0] - 1 && v <= count[1] - 1)) return Number.NaN;
  const i = Math.min(Math.floor(u), Math.max(0, count[0] - 2));
  const j = Math.min(Math.floor(v), Math.max(0, count[1] - 2));
  const [a, b] = [u - i, v - j];
  // A weight of zero must not let an unknown neighbour in.
  const node = (di: number, dj: number, weight: number) =>
    weight === 0 ? 0 : weight * zM[i + di + count[0] * (j + dj)];
  return node(0, 0, (1 - a) * (1 - b)) + node(1, 0, a * (1 - b)) + node(0, 1, (1 - a) * b) + node(1, 1, a * b);
}

/** The line of spigots: distance to it, signed by its side, and place along it. */
class DischargeLine {
  readonly #points: readonly (readonly [number, number])[];
  readonly #start: number[] = [0];
  /** Side of the beach: 1 left of the line, −1 right. */
  readonly #side: number;

  constructor(points: readonly (readonly [number, number])[], centre: readonly [number, number]) {
    for (let k = 1; k < points.length; k++) {
      const length = Math.hypot(points[k][0] - points[k - 1][0], points[k][1] - points[k - 1][1]);
      if (length === 0) throw new RangeError(`beach: spigots ${k} and ${k + 1} share a place; give one of them`);
      this.#start.push(this.#start[k - 1] + length);
    }
    this.#points = points;
    this.#side = 1;
    this.#side = this.toFlow(centre[0], centre[1])[0] < 0 ? -1 : 1;
  }

  toFlow(x: number, y: number): [number, number] {
    let best = { distance: Number.POSITIVE_INFINITY, signed: 0, along: 0 };
    const last = this.#points.length - 2;
    for (let k = 0; k <= last; k++) {
      const { ux, uy, length } = this.#leg(k);
      const [dx, dy] = [x - this.#points[k][0], y - this.#points[k][1]];
      // The outer legs go on beyond their ends, so that the way back is told there.
      const raw = dx * ux + dy * uy;
      const t = Math.min(
        k === last ? Number.POSITIVE_INFINITY : length,
        Math.max(k === 0 ? Number.NEGATIVE_INFINITY : 0, raw),
      );
      const [px, py] = [dx - t * ux, dy - t * uy];
      const distance = Math.hypot(px, py);
      if (distance < best.distance)
        best = { distance, signed: ux * py - uy * px < 0 ? -distance : distance, along: this.#start[k] + t };
    }
    return [best.signed * this.#side, best.along];
  }

  toMap(s: number, t: number): [number, number] {
    const last = this.#points.length - 2;
    let k = 0;
    while (k < last && t > this.#start[k + 1]) k++;
    const { ux, uy } = this.#leg(k);
    const along = t - this.#start[k];
    const off = s * this.#side;
    return [this.#points[k][0] + along * ux - off * uy, this.#points[k][1] + along * uy + off * ux];
  }

  #leg(k: number): { ux: number; uy: number; length: number } {
    const length = this.#start[k + 1] - this.#start[k];
    const [a, b] = [this.#points[k], this.#points[k + 1]];
    return { ux: (b[0] - a[0]) / length, uy: (b[1] - a[1]) / length, length };
  }
}

/** Mean thickness, middle of the nodes with thickness, and mean distance of them from the first spigot. */
function extentOf({ dischargeM, top, bottom }: BeachFrame): {
  thicknessM: number;
  centre: [number, number];
  reachM: number;
} {
  let [n, thickness, sx, sy, reach] = [0, 0, 0, 0, 0];
  for (let j = 0; j < top.count[1]; j++)
    for (let i = 0; i < top.count[0]; i++) {
      const [x, y] = [top.originM[0] + i * top.spacingM[0], top.originM[1] + j * top.spacingM[1]];
      const t = top.zM[i + top.count[0] * j] - heightAt(bottom, x, y);
      if (!(t > 0)) continue;
      n++;
      thickness += t;
      sx += x;
      sy += y;
      reach += Math.hypot(x - dischargeM[0][0], y - dischargeM[0][1]);
    }
  return { thicknessM: thickness / n, centre: [sx / n, sy / n], reachM: reach / n };
}

function checkGrid(name: string, { originM, spacingM, count, zM }: HeightGrid): void {
  if (!count.every((c) => Number.isInteger(c) && c >= 1) || zM.length !== count[0] * count[1])
    throw new RangeError(`beach: ${name} needs ${count[0]} x ${count[1]} heights, got ${zM.length}`);
  if (!originM.every(Number.isFinite) || !spacingM.every((d) => d > 0 && Number.isFinite(d)))
    throw new RangeError(`beach: ${name} needs a finite origin and spacings above 0 m`);
}

function each(packed: Float64Array, map: (a: number, b: number, c: number) => readonly number[]): Float64Array {
  if (packed.length % 3 !== 0)
    throw new RangeError(`packed positions need 3 coordinates each, got ${packed.length} in all`);
  const out = new Float64Array(packed.length);
  for (let i = 0; i < packed.length; i += 3) out.set(map(packed[i], packed[i + 1], packed[i + 2]), i);
  return out;
}
