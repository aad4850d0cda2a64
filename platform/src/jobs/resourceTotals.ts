import type { Interval } from "@relode/core/evidence";
import type { PreparedBody, ResourceTotal } from "@relode/core/resource";
import type { EstimatedBody } from "./resourceEstimate.ts";
import { wetRealisations } from "./resourceWet.ts";
import { type SimulatedBody, totalBand } from "./resourceSimulate.ts";

/** Dry tonnes, metal and mean grade of the body and of each domain, with their bands and the kriged model's. */
export function totalsOf(
  body: PreparedBody,
  estimated: EstimatedBody,
  simulated: SimulatedBody | null,
): ResourceTotal[] {
  const point = (value: number): Interval => ({ mean: value, p05: Number.NaN, p50: Number.NaN, p95: Number.NaN });
  const rows: ResourceTotal[] = [];
  const places = [{ of: "body", d: -1 }, ...body.domains.map(({ name }, d) => ({ of: name, d }))];
  const wets =
    estimated.wet === null || simulated === null
      ? null
      : wetRealisations(estimated.wet, simulated.domainMass, estimated.domainMass, body.project.seed);
  for (const { of, d } of places) {
    const pick = (list: Float64Array) => (d < 0 ? list.reduce((a, b) => a + b, 0) : list[d]);
    const mass = pick(estimated.domainMass);
    const masses = simulated === null ? null : d < 0 ? simulated.mass : simulated.domainMass.map((list) => list[d]);
    rows.push({
      of,
      quantity: "dry tonnes",
      variable: null,
      unit: "t dry",
      interval: masses === null ? point(mass) : totalBand(masses),
      estimate: mass,
    });
    if (estimated.wet !== null) {
      const wet = pick(estimated.wet.domainWet);
      const each = wets?.map((list) => (d < 0 ? list.reduce((a, b) => a + b, 0) : list[d])) ?? null;
      rows.push({
        of,
        quantity: "wet tonnes",
        variable: null,
        unit: "t wet",
        interval: each === null ? point(wet) : totalBand(each),
        estimate: wet,
      });
      rows.push({
        of,
        quantity: "moisture",
        variable: null,
        unit: "water over wet mass",
        interval:
          each === null || masses === null
            ? point(1 - mass / wet)
            : totalBand(each.map((tonnes, k) => (tonnes > 0 ? 1 - masses[k] / tonnes : 0))),
        estimate: 1 - mass / wet,
      });
    }
    for (const [v, { name }] of estimated.grades.entries()) {
      const metal = 1e-6 * pick(estimated.domainMetal[v]);
      const metals =
        simulated === null ? null : d < 0 ? simulated.metal[v] : simulated.domainMetal[v].map((list) => list[d]);
      rows.push({
        of,
        quantity: "contained metal",
        variable: name,
        unit: "t",
        interval: metals === null ? point(metal) : totalBand(metals),
        estimate: metal,
      });
      const grade = (1e6 * metal) / mass;
      rows.push({
        of,
        quantity: "mean grade",
        variable: name,
        unit: "ppm",
        interval:
          metals === null || masses === null
            ? point(grade)
            : totalBand(metals.map((t, k) => (masses[k] > 0 ? (1e6 * t) / masses[k] : 0))),
        estimate: grade,
      });
    }
  }
  return rows;
}
