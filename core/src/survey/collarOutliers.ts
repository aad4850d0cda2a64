import { quantilesInPlace } from "../numerics/quantiles.ts";
import type { CollarTable } from "./collarTable.ts";
import { shown } from "./drillIssue.ts";
import { metresPerUnit } from "./lengthUnit.ts";

export interface CollarOutlier {
  readonly i: number;
  readonly kind: "far-away" | "coordinates-swapped" | "other-unit";
  readonly what: string;
  readonly remedy: string;
  readonly value: number;
  readonly bound: number;
}

const leastSpreadM = 25;
/** A coordinate to the decimetre: six digits would not show where a hole is. */
const metres = (value: number) => String(Math.round(value * 10) / 10);

interface Axis {
  readonly name: string;
  readonly values: Float64Array;
  readonly median: number;
  /** Half-width of the accepted band, metres. */
  readonly reachM: number;
}

/**
 * Hole mouths far from the others: |x − median| > k · MAD on an axis, MAD the median absolute deviation, at least 25 m
 * so that a campaign on one line or of few holes is not torn apart. Each is tried with its coordinates exchanged and in the other unit: where that
 * brings it among the others, it is said. Needs five holes.
 * @see Iglewicz and Hoaglin (1993), How to Detect and Handle Outliers, ASQC (median absolute deviation)
 */
export function collarOutliers(collar: CollarTable, deviations: number): CollarOutlier[] {
  const n = collar.hole.length;
  if (n < 5) return [];
  const east = axis("east", collar.eastM, deviations);
  const north = axis("north", collar.northM, deviations);
  const elevation = axis("elevation", collar.elevationM, deviations);
  const found: CollarOutlier[] = [];
  for (let i = 0; i < n; i++) {
    const out = [east, north, elevation].find((a) => !within(a, a.values[i]));
    if (out === undefined) continue;
    const [x, y] = [east.values[i], north.values[i]];
    const common = { i, value: out.values[i], bound: out.reachM };
    const scale = [metresPerUnit.ft, 1 / metresPerUnit.ft].find((f) => amid(east, x * f) && amid(north, y * f));
    if (out !== elevation && amid(east, y) && amid(north, x))
      found.push({
        ...common,
        kind: "coordinates-swapped",
        what: `east ${metres(x)} and north ${metres(y)} m fit the other holes when exchanged`,
        remedy: "exchange them in the file",
      });
    else if (out !== elevation && scale !== undefined)
      found.push({
        ...common,
        kind: "other-unit",
        what: `east ${metres(x)} and north ${metres(y)} m fit the other holes when multiplied by ${shown(scale)}`,
        remedy: "one campaign is in feet, the other in metres: convert it",
      });
    else
      found.push({
        ...common,
        kind: "far-away",
        what: `${out.name} ${metres(out.values[i])} m lies ${metres(Math.abs(out.values[i] - out.median))} m from the median of all holes, bound ${metres(out.reachM)} m`,
        remedy: "check the coordinate, or move the hole to a project of its own",
      });
  }
  return found;
}

const within = (a: Axis, value: number) => Math.abs(value - a.median) <= a.reachM;
/** A hint must bring the hole well among the others, not merely inside the bound. */
const amid = (a: Axis, value: number) => Math.abs(value - a.median) <= a.reachM / 4;

function axis(name: string, values: Float64Array, deviations: number): Axis {
  const median = quantilesInPlace(values.slice(), [0.5])[0] ?? 0;
  const spread = quantilesInPlace(
    values.map((value) => Math.abs(value - median)),
    [0.5],
  )[0];
  return { name, values, median, reachM: deviations * Math.max(leastSpreadM, spread ?? 0) };
}
