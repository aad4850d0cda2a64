import { checkHoleCase } from "./holeCase.ts";
import { direction, doglegRadians } from "./desurvey.ts";
import { type DrillIssue, drillIssue, shown } from "./drillIssue.ts";
import { type DrillholeTables, type HoleEnd, holeEnds } from "./drillholeTables.ts";
import type { SurveyTable } from "./surveyTable.ts";

export interface SurveyCheckOptions {
  /** Largest turn between two stations, degrees per 30 m. */
  readonly doglegDegPer30M: number;
  /** A station may lie so far below the end of the hole. */
  readonly endToleranceM: number;
  /** First station deeper than this is said. */
  readonly firstStationM: number;
}

export const defaultSurveyChecks: SurveyCheckOptions = { doglegDegPer30M: 15, endToleranceM: 1, firstStationM: 15 };

/** A station so many times deeper than the deepest interval of all holes marks the end of a list, not a measurement. */
const absurdEnds = 2;

/** A station that may be used, by its row in the survey table. */
export interface SurveyCheck {
  readonly issues: readonly DrillIssue[];
  /** Usable rows of each hole, by ascending depth. Those with an error are left out. */
  readonly stations: ReadonlyMap<string, readonly number[]>;
}

type Tell = (
  i: number,
  code: string,
  severity: "error" | "warning" | "info",
  what: string,
  remedy: string,
  value?: number,
  bound?: number,
) => void;

/**
 * What a geologist looks for in a survey table. Codes: `survey.dip-range`, `survey.azimuth-range`, `survey.dip-sign`,
 * `survey.order` (info), `survey.duplicate-depth`, `survey.conflicting-depth`, `survey.beyond-end`, `survey.sentinel-depth` (info), `survey.below-intervals` (info),
 * `survey.dogleg`, `survey.first-station` (info), `survey.upward` (info), `survey.no-collar`, `survey.hole-case`. A station that
 * repeats a depth, lies beyond the declared end of its hole (or twice as deep as the deepest interval of all) or has a dip out of range is not used.
 */
export function checkSurveys(tables: DrillholeTables, options: SurveyCheckOptions = defaultSurveyChecks): SurveyCheck {
  const { survey, collar } = tables;
  const issues: DrillIssue[] = [];
  const stations = new Map<string, number[]>();
  if (survey === null) return { issues, stations };
  const tell: Tell = (i, code, severity, what, remedy, value, bound) =>
    issues.push(
      drillIssue({
        file: survey.file,
        row: survey.row[i],
        hole: survey.hole[i] ?? "",
        fromM: survey.depthM[i],
        code,
        severity,
        what,
        remedy,
        ...(value === undefined ? {} : { value }),
        ...(bound === undefined ? {} : { bound }),
      }),
    );
  const known = new Set(collar.hole);
  const ends = holeEnds(tables);
  let deepestM = 0;
  for (const { depthM } of ends.values()) deepestM = Math.max(deepestM, depthM);
  const byHole = new Map<string, number[]>();
  survey.hole.forEach((hole, i) => {
    const list = byHole.get(hole);
    if (list === undefined) byHole.set(hole, [i]);
    else list.push(i);
  });
  const otherCase = checkHoleCase(collar.hole, survey, "survey", issues);
  for (const [hole, rows] of byHole) {
    if (!known.has(hole) && !otherCase.has(hole))
      tell(
        rows[0] ?? 0,
        "survey.no-collar",
        "error",
        `hole ${hole} is not in the collar table; stations: ${rows.length}`,
        "add the collar or correct the name",
      );
    if (rows.some((i, k) => k > 0 && survey.depthM[i] < survey.depthM[rows[k - 1]]))
      tell(
        rows[0] ?? 0,
        "survey.order",
        "info",
        "stations do not stand in order of depth and are taken in order",
        "sort the file",
      );
    const inRange = rows.filter((i) => isInRange(survey, i, tell));
    inRange.sort((a, b) => survey.depthM[a] - survey.depthM[b] || a - b);
    stations.set(hole, usableStations(survey, inRange, ends.get(hole) ?? null, deepestM, options, tell));
  }
  const all = survey.dipDownDeg;
  const upward = all.reduce((n, dip) => n + (dip < 0 ? 1 : 0), 0);
  if (all.length >= 3 && upward > all.length / 2)
    issues.push(
      drillIssue({
        file: survey.file,
        code: "survey.dip-sign",
        severity: "error",
        value: upward,
        bound: all.length / 2,
        what: `${upward} of ${all.length} stations point upward with dip declared positive ${survey.positiveDip}`,
        remedy: `declare dip positive ${survey.positiveDip === "down" ? "up" : "down"}, or confirm underground drilling hole by hole`,
      }),
    );
  return { issues, stations };
}

function isInRange(survey: SurveyTable, i: number, tell: Tell): boolean {
  const [dip, azimuth] = [survey.dipDownDeg[i], survey.azimuthDeg[i]];
  if (!(azimuth >= -180 && azimuth <= 540))
    tell(
      i,
      "survey.azimuth-range",
      "error",
      `azimuth ${shown(azimuth)} degrees lies outside 0-360`,
      "correct it; the station is not used",
      azimuth,
      360,
    );
  else if (azimuth < 0 || azimuth > 360)
    tell(
      i,
      "survey.azimuth-range",
      "warning",
      `azimuth ${shown(azimuth)} degrees (after correction to grid north) lies outside 0-360 and is used as it stands`,
      "write it within 0-360",
      azimuth,
      360,
    );
  if (!(dip >= -90 && dip <= 90)) {
    tell(
      i,
      "survey.dip-range",
      "error",
      `dip ${shown(dip)} degrees lies outside -90 to 90`,
      "correct it; the station is not used",
      dip,
      90,
    );
    return false;
  }
  return azimuth >= -180 && azimuth <= 540;
}

function usableStations(
  survey: SurveyTable,
  sorted: readonly number[],
  end: HoleEnd | null,
  deepestM: number,
  options: SurveyCheckOptions,
  tell: Tell,
): number[] {
  const used: number[] = [];
  const at = (i: number) => direction(survey.azimuthDeg[i], survey.dipDownDeg[i]);
  const turnDeg = (i: number, j: number) => (doglegRadians([...at(i), ...at(j)], 0, 1) * 180) / Math.PI;
  for (const i of sorted) {
    const depth = survey.depthM[i];
    const previous = used.at(-1);
    const endM = end?.depthM ?? Number.NaN;
    if (depth > endM + options.endToleranceM) {
      // The end is only known to lie at the deepest interval or below: a station there is sound unless absurdly deep.
      const mayBeReal = end?.from === "deepest-interval" && depth <= absurdEnds * deepestM;
      const where = `station at ${shown(depth)} m, ${end?.from === "declared" ? "the hole ends" : "the intervals end"} at ${shown(endM)} m`;
      if (mayBeReal)
        tell(
          i,
          "survey.below-intervals",
          "info",
          where,
          "confirm that the rest was not sampled; the station is used",
          depth,
          endM,
        );
      else if (previous !== undefined && turnDeg(previous, i) < 1e-6)
        tell(
          i,
          "survey.sentinel-depth",
          "info",
          `${where}; it repeats the direction above it`,
          "it changes nothing and is not used",
          depth,
          endM,
        );
      else
        tell(
          i,
          "survey.beyond-end",
          "warning",
          where,
          "correct the depth or the end of the hole; the station is not used",
          depth,
          endM,
        );
      if (!mayBeReal) continue;
    }
    if (previous !== undefined && survey.depthM[previous] === depth) {
      const turn = turnDeg(previous, i);
      if (turn < 1e-6)
        tell(
          i,
          "survey.duplicate-depth",
          "info",
          `repeats the station of row ${survey.row[previous]}`,
          "remove it; the first is used",
          depth,
        );
      else
        tell(
          i,
          "survey.conflicting-depth",
          "error",
          `points ${shown(turn)} degrees away from the station of row ${survey.row[previous]} at the same depth`,
          "keep the right one; the first is used",
          turn,
          0,
        );
      continue;
    }
    if (previous !== undefined) {
      const turn = turnDeg(previous, i);
      const per30M = (turn * 30) / (depth - survey.depthM[previous]);
      if (per30M > options.doglegDegPer30M && turn > 2)
        tell(
          i,
          "survey.dogleg",
          "warning",
          `the hole turns ${shown(turn)} degrees over ${shown(depth - survey.depthM[previous])} m, ${shown(per30M)} degrees per 30 m, bound ${options.doglegDegPer30M}`,
          "check azimuth, dip and depth of both stations; magnetic rock disturbs compasses",
          per30M,
          options.doglegDegPer30M,
        );
    } else if (depth > options.firstStationM)
      tell(
        i,
        "survey.first-station",
        "info",
        `the first station lies at ${shown(depth)} m; the hole is taken straight from its mouth to there`,
        "add the direction at the mouth",
        depth,
        options.firstStationM,
      );
    used.push(i);
  }
  const first = used[0];
  if (first !== undefined && survey.dipDownDeg[first] < 0)
    tell(
      first,
      "survey.upward",
      "info",
      `the hole starts ${shown(-survey.dipDownDeg[first])} degrees upward`,
      "confirm underground drilling, or the sign of the dip",
      survey.dipDownDeg[first],
      0,
    );
  return used;
}
