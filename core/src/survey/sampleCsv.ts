import type { Composites } from "./compositeSamples.ts";
import type { HolePath } from "./desurvey.ts";
import type { DrillIssue } from "./drillIssue.ts";
import { middlePositions } from "./holePaths.ts";
import type { AssayTable } from "./intervalTable.ts";

/** Words that a spreadsheet would run as a formula get a leading apostrophe. @see OWASP, CSV Injection */
function quoted(text: string): string {
  const words = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d[\d.,]*$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
}
/** NaN is an empty cell; eleven digits keep a coordinate to the tenth of a millimetre without noise. */
const number = (value: number) => (Number.isNaN(value) ? "" : String(Number(value.toPrecision(11))));
const csv = (header: readonly string[], rows: readonly (readonly string[])[]) =>
  `${[header, ...rows].map((row) => row.join(",")).join("\n")}\n`;

/** Findings as CSV, a row each. */
export function issuesCsv(issues: readonly DrillIssue[]): string {
  const cell = (value: string | number | null) =>
    value === null ? "" : typeof value === "number" ? number(value) : quoted(value);
  return csv(
    ["severity", "code", "file", "row", "column", "hole", "fromM", "toM", "value", "bound", "message"],
    issues.map((issue) =>
      [
        issue.severity,
        issue.code,
        issue.file,
        issue.row,
        issue.column,
        issue.hole,
        issue.fromM,
        issue.toM,
        issue.value,
        issue.bound,
        issue.message,
      ].map(cell),
    ),
  );
}

/** Stations of all paths as CSV: hole, depth, position and direction. */
export function pathsCsv(paths: ReadonlyMap<string, HolePath>): string {
  const rows: string[][] = [];
  for (const { hole, depthM, xyzM, tangent, isAssumedVertical } of paths.values())
    depthM.forEach((depth, i) =>
      rows.push([
        quoted(hole),
        number(depth),
        ...[...xyzM.subarray(3 * i, 3 * i + 3)].map(number),
        ...[...tangent.subarray(3 * i, 3 * i + 3)].map(number),
        String(isAssumedVertical),
      ]),
    );
  return csv(
    [
      "hole",
      "depthM",
      "eastM",
      "northM",
      "elevationM",
      "tangentEast",
      "tangentNorth",
      "tangentUp",
      "isAssumedVertical",
    ],
    rows,
  );
}

/** Samples with the position of their middles; grades in ppm, a flag beside each column that has cells below detection. */
export function samplesCsv(assay: AssayTable, paths: ReadonlyMap<string, HolePath>): string {
  const xyzM = middlePositions(assay, paths);
  const flagged = assay.variables.map(({ isBelowDetection }) => isBelowDetection.includes(1));
  const header = assay.variables.flatMap(({ substance }, v) =>
    flagged[v] ? [`${substance}_ppm`, `${substance}_isBelowDetection`] : [`${substance}_ppm`],
  );
  const rows = assay.hole.map((hole, i) => [
    quoted(hole),
    ...[assay.fromM[i], assay.toM[i], xyzM[3 * i], xyzM[3 * i + 1], xyzM[3 * i + 2]].map(number),
    ...assay.variables.flatMap(({ valuePpm, isBelowDetection }, v) =>
      flagged[v] ? [number(valuePpm[i]), String(isBelowDetection[i])] : [number(valuePpm[i])],
    ),
  ]);
  return csv(["hole", "fromM", "toM", "eastM", "northM", "elevationM", ...header.map(quoted)], rows);
}

/** Composites with the position of their middles; for each substance grade in ppm, measured and censored share. */
export function compositesCsv(composites: Composites, paths: ReadonlyMap<string, HolePath>): string {
  const xyzM = middlePositions(composites, paths);
  const header = composites.variables.flatMap(({ substance }) => [
    `${substance}_ppm`,
    `${substance}_measuredShare`,
    `${substance}_censoredShare`,
  ]);
  const rows = composites.hole.map((hole, i) => [
    quoted(hole),
    quoted(composites.domain[i] ?? ""),
    ...[composites.fromM[i], composites.toM[i], xyzM[3 * i], xyzM[3 * i + 1], xyzM[3 * i + 2]].map(number),
    ...composites.variables.flatMap(({ gradePpm, measuredShare, censoredShare }) =>
      [gradePpm[i], measuredShare[i], censoredShare[i]].map(number),
    ),
  ]);
  return csv(["hole", "domain", "fromM", "toM", "eastM", "northM", "elevationM", ...header.map(quoted)], rows);
}
