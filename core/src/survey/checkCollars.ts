import type { CollarTable } from "./collarTable.ts";
import { collarOutliers } from "./collarOutliers.ts";
import { closeCollars } from "./closeCollars.ts";
import { type DrillIssue, drillIssue, shown } from "./drillIssue.ts";
import { isInside, type Outline } from "./outline.ts";

export interface CollarCheckOptions {
  /** Two mouths closer than this are twins. */
  readonly twinDistanceM: number;
  /** Outline of the waste body on the ground, metres; null where there is none. */
  readonly body: Outline | null;
  /** A coordinate further from the median than this many times the median deviation is far out. */
  readonly outlierDeviations: number;
}

export const defaultCollarChecks: CollarCheckOptions = { twinDistanceM: 5, body: null, outlierDeviations: 20 };

/**
 * What a geologist looks for in a collar table. Codes: `collar.duplicate-hole`, `collar.same-coordinates`, `collar.twin`
 * (info), `collar.far-away`, `collar.coordinates-swapped`, `collar.other-unit`, `collar.outside-body`,
 * `collar.elevation-constant`, `collar.at-origin`.
 */
export function checkCollars(collar: CollarTable, options: CollarCheckOptions = defaultCollarChecks): DrillIssue[] {
  const issues: DrillIssue[] = [];
  const { file, row, hole, eastM, northM, elevationM } = collar;
  const tell = (
    i: number,
    code: string,
    severity: "error" | "warning" | "info",
    what: string,
    remedy: string,
    value?: number | string,
    bound?: number | string,
  ) =>
    issues.push(
      drillIssue({
        file,
        row: row[i],
        hole: hole[i] ?? "",
        code,
        severity,
        what,
        remedy,
        ...(value === undefined ? {} : { value }),
        ...(bound === undefined ? {} : { bound }),
      }),
    );
  const first = new Map<string, number>();
  hole.forEach((name, i) => {
    const other = first.get(name);
    if (other === undefined) first.set(name, i);
    else
      tell(
        i,
        "collar.duplicate-hole",
        "error",
        `hole ${name} already stands in row ${row[other]}`,
        "keep one row per hole",
        name,
      );
    if (eastM[i] === 0 && northM[i] === 0)
      tell(
        i,
        "collar.at-origin",
        "warning",
        "east and north are both 0",
        "enter the coordinates, or confirm that the local origin is a hole",
        0,
      );
  });
  for (const { i, j, distanceM } of closeCollars(collar, options.twinDistanceM)) {
    if (hole[i] === hole[j]) continue;
    if (distanceM === 0 && elevationM[i] === elevationM[j])
      tell(
        j,
        "collar.same-coordinates",
        "warning",
        `same coordinates as hole ${hole[i]} in row ${row[i]}`,
        "confirm that both were drilled from one mouth (fan, wedge, redrill), or correct one",
        hole[i],
      );
    else
      tell(
        j,
        "collar.twin",
        "info",
        `${shown(distanceM)} m from hole ${hole[i]}, within the twin distance of ${options.twinDistanceM} m`,
        "compare their grades over the same depths before both are used",
        distanceM,
        options.twinDistanceM,
      );
  }
  for (const { i, kind, what, remedy, value, bound } of collarOutliers(collar, options.outlierDeviations))
    tell(i, `collar.${kind}`, "warning", what, remedy, value, bound);
  if (options.body !== null)
    for (let i = 0; i < hole.length; i++)
      if (!isInside(options.body, eastM[i], northM[i]))
        tell(
          i,
          "collar.outside-body",
          "warning",
          `the mouth at ${eastM[i].toFixed(1)}, ${northM[i].toFixed(1)} m lies outside the outline of the body`,
          "check coordinates and outline; the hole tells nothing about the body unless it is inclined into it",
        );
  if (hole.length >= 3 && elevationM.every((z) => z === elevationM[0]))
    issues.push(
      drillIssue({
        file,
        code: "collar.elevation-constant",
        severity: "warning",
        value: elevationM[0],
        what: `all ${hole.length} holes start at elevation ${shown(elevationM[0])} m`,
        remedy:
          "give surveyed elevations, or set the holes on a terrain model; thickness and volume are wrong otherwise",
      }),
    );
  return issues;
}
