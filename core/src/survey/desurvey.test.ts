import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { type DesurveyMethod, desurvey, doglegRadians, direction, positionAt, ratioFactor } from "./desurvey.ts";

const methods: DesurveyMethod[] = ["minimum-curvature", "balanced-tangential", "tangential"];
const mouth = [1000, 2000, 300] as const;

function at(path: ReturnType<typeof desurvey>, depthM: number): number[] {
  const xyz = new Float64Array(3);
  positionAt(path, depthM, xyz);
  return [...xyz];
}

function near(got: readonly number[], expected: readonly number[], digits = 9): void {
  got.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? Number.NaN, digits));
}

describe.each(methods)("by %s", (method) => {
  it("a straight hole keeps its direction at every depth, between stations and beyond the last", () => {
    const path = desurvey("A", mouth, [0, 40, 100], [90, 90, 90], [30, 30, 30], method);
    const c = Math.cos(Math.PI / 6);
    for (const s of [0, 10, 40, 70, 100, 250]) near(at(path, s), [1000 + s * c, 2000, 300 - s / 2]);
  });

  it("a hole without stations is vertical and flagged", () => {
    const path = desurvey("A", mouth, [], [], [], method);
    expect(path.isAssumedVertical).toBe(true);
    near(at(path, 75), [1000, 2000, 225]);
  });

  it("above its first station a hole runs straight along that station's direction", () => {
    const path = desurvey("A", mouth, [50], [0], [60], method);
    near(at(path, 20), [1000, 2000 + 10, 300 - 20 * Math.sin(Math.PI / 3)]);
    expect(path.isAssumedVertical).toBe(false);
  });

  it("positions do not jump at a station", () => {
    const path = desurvey("A", mouth, [0, 30, 60], [10, 40, 5], [80, 60, 30], method);
    near(at(path, 30 - 1e-9), at(path, 30), 6);
    near(at(path, 60 - 1e-9), at(path, 60), 6);
  });
});

// A quarter circle of radius R from straight down to level north: x = R sin φ, z = -R(…): closed form of the circle.
it("a quarter circle is followed exactly by minimum curvature at every depth", () => {
  const radius = 100;
  const path = desurvey("A", [0, 0, 0], [0, (radius * Math.PI) / 2], [0, 0], [90, 0]);
  for (const phi of [0.01, 0.3, 0.9, 1.4, Math.PI / 2])
    near(at(path, radius * phi), [0, radius * (1 - Math.cos(phi)), -radius * Math.sin(phi)]);
});

it("a circle in an inclined plane is followed exactly when surveyed at uneven depths", () => {
  // Tangent t(φ) = cos φ u + sin φ v with u, v orthonormal; position R (sin φ u + (1 - cos φ) v).
  const u = [0.6, 0, -0.8];
  const v = [0, 1, 0];
  const radius = 500;
  const depths = [0, 37, 120, 400];
  const tangents = depths.map((s) => u.map((x, i) => Math.cos(s / radius) * x + Math.sin(s / radius) * (v[i] ?? 0)));
  const azimuth = tangents.map(([x, y]) => (Math.atan2(x ?? 0, y ?? 0) * 180) / Math.PI);
  const dip = tangents.map(([, , z]) => (-Math.asin(z ?? 0) * 180) / Math.PI);
  const path = desurvey("A", [0, 0, 0], depths, azimuth, dip);
  for (const s of [5, 37, 80, 250, 400]) {
    const phi = s / radius;
    near(
      at(path, s),
      u.map((x, i) => radius * (Math.sin(phi) * x + (1 - Math.cos(phi)) * (v[i] ?? 0))),
      8,
    );
  }
});

// drillingformulas.com, "Minimum Curvature Method" (after Lapeyrouse, Formulas and Calculations for Drilling, Production
// and Workover, 2nd ed.): 3500 ft 15° N20E, 3600 ft 25° N45E; north 27.22, east 19.45, TVD 94.01 ft. Inclination from vertical.
it("the published worked example comes out to its printed hundredths of a foot", () => {
  const path = desurvey("A", [0, 0, 0], [0, 3500, 3600], [20, 20, 45], [75, 75, 65]);
  const [top, bottom] = [at(path, 3500), at(path, 3600)];
  expect((bottom[1] ?? 0) - (top[1] ?? 0)).toBeCloseTo(27.22, 2);
  expect((bottom[0] ?? 0) - (top[0] ?? 0)).toBeCloseTo(19.45, 2);
  expect((top[2] ?? 0) - (bottom[2] ?? 0)).toBeCloseTo(94.01, 2);
  // The page prints a dogleg of 0.22605 rad = 12.95°. Its ratio factor 1.00408 does not follow from it; 1.00428 does
  // (1 + β²/12 + β⁴/120) and gives the printed positions.
  expect(doglegRadians(path.tangent, 1, 2)).toBeCloseTo(0.22605, 5);
  expect(ratioFactor(0.22605)).toBeCloseTo(1 + 0.22605 ** 2 / 12 + 0.22605 ** 4 / 120, 5);
});

it("balanced tangential takes half the length along each direction, tangential the upper one", () => {
  const stations = [
    [0, 100],
    [0, 90],
    [90, 0],
  ] as const;
  near(at(desurvey("A", [0, 0, 0], ...stations, "balanced-tangential"), 100), [50, 0, -50]);
  near(at(desurvey("A", [0, 0, 0], ...stations, "tangential"), 100), [0, 0, -100]);
});

it("the ratio factor is continuous where its series takes over", () => {
  expect(ratioFactor(0.02 - 1e-12)).toBeCloseTo(ratioFactor(0.02), 12);
  expect(ratioFactor(0)).toBe(1);
  expect(ratioFactor(Math.PI / 2)).toBeCloseTo(4 / Math.PI, 12);
});

it("directions follow the compass: north, east, straight down, straight up", () => {
  near(direction(0, 0), [0, 1, 0]);
  near(direction(90, 0), [1, 0, 0]);
  near(direction(123, 90), [0, 0, -1]);
  near(direction(7, -90), [0, 0, 1]);
});

const station = fc.record({
  stepM: fc.double({ min: 1, max: 100, noNaN: true }),
  azimuth: fc.double({ min: 0, max: 360, noNaN: true }),
  dip: fc.double({ min: -85, max: 89, noNaN: true }),
});

test.prop([fc.array(station, { minLength: 2, maxLength: 8 })])(
  "an arc is as long as the hole: small chords along minimum curvature add up to the drilled length",
  (stations) => {
    let depth = 0;
    const depths = stations.map(({ stepM }, i) => (i === 0 ? 0 : (depth += stepM)));
    const path = desurvey(
      "A",
      mouth,
      depths,
      stations.map((s) => s.azimuth),
      stations.map((s) => s.dip),
    );
    const last = depths.at(-1) ?? 0;
    const steps = 4000;
    let length = 0;
    let previous = at(path, 0);
    for (let k = 1; k <= steps; k++) {
      const next = at(path, (last * k) / steps);
      length += Math.hypot(...next.map((value, i) => value - (previous[i] ?? 0)));
      previous = next;
    }
    expect(length / last).toBeLessThanOrEqual(1 + 1e-9);
    expect(length / last).toBeGreaterThan(1 - 1e-4);
  },
);

test.prop([fc.array(station, { minLength: 2, maxLength: 6 }), fc.double({ min: 0, max: 1, noNaN: true })])(
  "a station put on the arc where it already runs changes nothing",
  (stations, share) => {
    let depth = 0;
    const depths = stations.map(({ stepM }, i) => (i === 0 ? 0 : (depth += stepM)));
    const azimuth = stations.map((s) => s.azimuth);
    const dip = stations.map((s) => s.dip);
    const path = desurvey("A", mouth, depths, azimuth, dip);
    const extra = (depths[1] ?? 1) * (0.1 + 0.8 * share);
    // Direction there by a central difference of the path itself.
    const h = 1e-3;
    const [a, b] = [at(path, extra - h), at(path, extra + h)];
    const [dx, dy, dz] = b.map((value, i) => (value - (a[i] ?? 0)) / (2 * h));
    const extraAzimuth = (Math.atan2(dx ?? 0, dy ?? 0) * 180) / Math.PI;
    const extraDip = (Math.atan2(-(dz ?? 0), Math.hypot(dx ?? 0, dy ?? 0)) * 180) / Math.PI;
    const put = <T>(list: readonly T[], value: T) => [list[0] as T, value, ...list.slice(1)];
    const again = desurvey("A", mouth, put(depths, extra), put(azimuth, extraAzimuth), put(dip, extraDip));
    near(at(again, depths.at(-1) ?? 0), at(path, depths.at(-1) ?? 0), 2);
  },
);

it.each([
  [
    "depths that do not ascend",
    [0, 10, 10],
    [0, 0, 0],
    [90, 90, 90],
    "hole A: station depths must ascend from 0 m or more, got 10 then 10",
  ],
  ["a negative depth", [-1], [0], [90], "hole A: station depths must ascend from 0 m or more, got none then -1"],
  ["a dip beyond vertical", [0], [0], [91], "hole A, 0 m: dip must lie in -90 to 90 degrees, got 91"],
  ["a missing azimuth", [0], [Number.NaN], [90], "hole A: station 0 must be finite, got depth 0 m, azimuth NaN"],
  ["columns of other length", [0, 1], [0], [90], "hole A: 2 depths need as many azimuths and dips, got 1 and 1"],
])("%s is refused", (_what, depths, azimuths, dips, message) => {
  expect(() => desurvey("A", mouth, depths, azimuths, dips)).toThrow(new RangeError(message));
});

it("two opposite directions have no arc and say so", () => {
  expect(() => desurvey("A", mouth, [0, 10], [0, 180], [0, 0])).toThrow(
    "hole A, 10 m: the station points back along the one above it, no arc joins them; correct azimuth or dip",
  );
});

it("a depth above the mouth is refused", () => {
  expect(() => at(desurvey("A", mouth, [], [], []), -0.1)).toThrow(
    new RangeError("hole A: depth must be finite and at least 0 m, got -0.1"),
  );
});
