import { checkSurveys } from "./checkSurveys.ts";
import { desurvey, type DesurveyMethod, type HolePath, OppositeDirectionsError, positionAt } from "./desurvey.ts";
import { type DrillIssue, drillIssue } from "./drillIssue.ts";
import { collarRowByHole, type DrillholeTables } from "./drillholeTables.ts";

/**
 * Paths of all holes of the collar table from their usable stations; a hole named twice takes its first row.
 * Issues: `survey.opposite-directions` (error; the hole is left out).
 *
 * @param stations usable survey rows of each hole, as `checkSurveys` gives; found anew where absent
 */
export function holePaths(
  tables: DrillholeTables,
  method: DesurveyMethod = "minimum-curvature",
  stations: ReadonlyMap<string, readonly number[]> = checkSurveys(tables).stations,
): { paths: Map<string, HolePath>; issues: DrillIssue[] } {
  const { collar, survey } = tables;
  const paths = new Map<string, HolePath>();
  const issues: DrillIssue[] = [];
  for (const [hole, i] of collarRowByHole(collar)) {
    const rows = survey === null ? [] : (stations.get(hole) ?? []);
    const column = (values: Float64Array | undefined) => Float64Array.from(rows, (row) => values?.[row] ?? Number.NaN);
    const mouth = [collar.eastM[i], collar.northM[i], collar.elevationM[i]] as const;
    try {
      paths.set(
        hole,
        desurvey(hole, mouth, column(survey?.depthM), column(survey?.azimuthDeg), column(survey?.dipDownDeg), method),
      );
    } catch (error) {
      if (!(error instanceof OppositeDirectionsError)) throw error;
      issues.push(
        drillIssue({
          file: survey?.file ?? collar.file,
          hole,
          code: error.code,
          severity: "error",
          what: error.message,
          remedy: "the hole is left out",
        }),
      );
    }
  }
  return { paths, issues };
}

/**
 * Positions of the middles of intervals, packed east, north, elevation, metres; NaN for a hole without a path or an
 * interval that starts above the mouth.
 */
export function middlePositions(
  intervals: { readonly hole: readonly string[]; readonly fromM: Float64Array; readonly toM: Float64Array },
  paths: ReadonlyMap<string, HolePath>,
): Float64Array {
  const xyzM = new Float64Array(3 * intervals.hole.length).fill(Number.NaN);
  intervals.hole.forEach((hole, i) => {
    const path = paths.get(hole);
    const middle = (intervals.fromM[i] + intervals.toM[i]) / 2;
    if (path !== undefined && middle >= 0) positionAt(path, middle, xyzM, 3 * i);
  });
  return xyzM;
}
