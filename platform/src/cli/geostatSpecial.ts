import {
  type BeachFrame,
  beachTransform,
  type HeightGrid,
  krige,
  krigeLocally,
  type KrigingResult,
  type KrigingSpec,
  restrictedKriging,
  type SampleSet,
  samplesInBeach,
  type Settings,
  SettingsError,
  type TargetSet,
} from "@relode/core/geostat";
import type { GeostatInput } from "./geostatInput.ts";

type Columns = (names: readonly string[]) => Promise<Float64Array[]>;

export interface SpecialKriging {
  readonly result: KrigingResult;
  readonly summary: Readonly<Record<string, unknown>>;
}

/**
 * Kriging with one of: `restrict` { above, radii, angles, beyond }, `local_angles` { azimuth, dip, rotation, step } by columns of `targets`, `beach`
 * { discharge, top, bottom, layers } with tables of x, y, z at regular nodes. Null where the run names none.
 * @throws {SettingsError} the run names more than one, or asks for blocks in beach coordinates
 */
export async function specialKriging(
  input: GeostatInput,
  from: Settings,
  samples: SampleSet,
  targets: TargetSet,
  spec: KrigingSpec,
  targetColumns: Columns,
): Promise<SpecialKriging | null> {
  const asked = ["restrict", "local_angles", "beach"].filter((key) => from.has(key));
  if (asked.length === 0) return null;
  if (asked.length > 1)
    throw new SettingsError(`${from.path}.${asked[1]}`, `cannot go with ${asked[0]}; use one in a run`);
  if (from.has("restrict")) return restricted(from.object("restrict"), samples, targets, spec);
  if (from.has("local_angles")) return local(from.object("local_angles"), samples, targets, spec, targetColumns);
  return inBeach(input, from.object("beach"), samples, targets, spec);
}

function restricted(s: Settings, samples: SampleSet, targets: TargetSet, spec: KrigingSpec): SpecialKriging {
  const radius = s.has("radius") ? s.number("radius") : null;
  const result = restrictedKriging(samples, targets, spec, {
    above: s.number("above"),
    radiiM: radius === null ? s.three("radii") : [radius, radius, radius],
    ...(s.has("angles") ? { anglesDeg: s.three("angles") } : {}),
    beyond: s.has("beyond") ? s.choice(["clamp", "leave-out"] as const, "beyond") : "clamp",
  });
  return { result, summary: { restricted: result.restricted } };
}

async function local(
  s: Settings,
  samples: SampleSet,
  targets: TargetSet,
  spec: KrigingSpec,
  targetColumns: Columns,
): Promise<SpecialKriging> {
  const named = ["azimuth", "dip", "rotation"].filter((key) => key === "azimuth" || s.has(key));
  const [azimuthDeg, ...others] = await targetColumns(named.map((key) => s.text(key)));
  const of = (key: string) => others[named.indexOf(key) - 1];
  const result = krigeLocally(
    samples,
    targets,
    spec,
    {
      azimuthDeg,
      ...(named.includes("dip") ? { dipDeg: of("dip") } : {}),
      ...(named.includes("rotation") ? { rotationDeg: of("rotation") } : {}),
    },
    s.has("step") ? s.number("step") : 5,
  );
  return { result, summary: { directions: result.directions } };
}

async function inBeach(
  input: GeostatInput,
  s: Settings,
  samples: SampleSet,
  targets: TargetSet,
  spec: KrigingSpec,
): Promise<SpecialKriging> {
  if (spec.block !== undefined)
    throw new SettingsError(
      `${s.path}.disc`,
      "blocks have no box in beach coordinates; estimate points (leave `disc` out)",
    );
  const frame: BeachFrame = {
    dischargeM: pointsOf(s, "discharge"),
    top: await surfaceOf(input, s.text("top")),
    bottom: await surfaceOf(input, s.text("bottom")),
    layers: s.has("layers") ? s.choice(["fraction", "below-top", "above-bottom"] as const, "layers") : "fraction",
  };
  const transform = beachTransform(frame);
  const beach = samplesInBeach(samples, transform);
  const placesM = transform.toBeach(targets.xyzM);
  const inside = Array.from({ length: placesM.length / 3 }, (_, t) => t).filter((t) => Number.isFinite(placesM[3 * t]));
  const part = krige(
    beach.samples,
    { xyzM: Float64Array.from(inside.flatMap((t) => [...placesM.subarray(3 * t, 3 * t + 3)])) },
    spec,
  );
  const spread = <T extends Float64Array | Int32Array | Uint8Array>(whole: T, of: T): T => {
    for (const [k, t] of inside.entries()) whole[t] = of[k];
    return whole;
  };
  const m = placesM.length / 3;
  const blank = () => new Float64Array(m).fill(Number.NaN);
  const result = {
    ...part,
    estimate: spread(blank(), part.estimate),
    variance: spread(blank(), part.variance),
    slope: spread(blank(), part.slope),
    used: spread(new Int32Array(m), part.used),
    status: spread(new Uint8Array(m).fill(3), part.status),
  };
  return { result, summary: { samplesOutside: beach.leftOut.length, blocksOutside: m - inside.length } };
}

function pointsOf(s: Settings, key: string): [number, number][] {
  const list = s.raw(key);
  const isPoint = (point: unknown): point is [number, number] =>
    Array.isArray(point) && point.length === 2 && point.every((c) => typeof c === "number" && Number.isFinite(c));
  if (Array.isArray(list) && list.length > 0 && list.every(isPoint)) return list;
  throw new SettingsError(`${s.path}.${key}`, "must be a list of points [x, y] in metres");
}

/** A table of x, y, z at the nodes of a regular grid, in any order. */
async function surfaceOf(input: GeostatInput, file: string): Promise<HeightGrid> {
  const table = await input.open(file);
  const [x, y, z] = ["x", "y", "z"].map((name) => table.numbers(name));
  const axis = (of: Float64Array) => [...new Set(of)].sort((a, b) => a - b);
  const [xs, ys] = [axis(x), axis(y)];
  const step = (values: readonly number[]) =>
    values.length > 1 ? (values[values.length - 1] - values[0]) / (values.length - 1) : 1;
  const [dx, dy] = [step(xs), step(ys)];
  const isEven = (values: readonly number[], d: number) =>
    values.every((v, i) => Math.abs(v - values[0] - i * d) < 1e-6 * Math.max(d, 1));
  if (!isEven(xs, dx) || !isEven(ys, dy))
    throw new SettingsError(file, "nodes must stand in equal steps along x and along y; grid the surface first");
  const zM = new Float64Array(xs.length * ys.length).fill(Number.NaN);
  for (let i = 0; i < z.length; i++)
    zM[Math.round((x[i] - xs[0]) / dx) + xs.length * Math.round((y[i] - ys[0]) / dy)] = z[i];
  return { originM: [xs[0], ys[0]], spacingM: [dx, dy], count: [xs.length, ys.length], zM };
}
