import { surveySynonyms } from "./columnGuess.ts";
import type { DrillIssue } from "./drillIssue.ts";
import { type LengthUnit, metresPerUnit } from "./lengthUnit.ts";
import { openTable, readRows, type TableInput } from "./tableRecords.ts";

/** To which north azimuths are measured, and what brings them to grid north. */
export type AzimuthReference =
  | { readonly north: "grid" }
  /** Grid north east of true north is a positive convergence: grid = true - convergence. */
  | { readonly north: "true"; readonly convergenceDeg: number }
  /** Magnetic north east of true north is a positive declination: true = magnetic + declination. */
  | { readonly north: "magnetic"; readonly declinationDeg: number; readonly convergenceDeg: number };

export interface SurveyOptions {
  readonly unit: LengthUnit;
  /** What a dip of +60 means in the file: 60 degrees below the horizontal, or above. */
  readonly positiveDip: "down" | "up";
  readonly azimuth: AzimuthReference;
  /** Role (hole, depth, azimuth, dip) to column name. */
  readonly columns?: Readonly<Record<string, string>>;
}

/** Downhole orientation stations, a column each. */
export interface SurveyTable {
  readonly file: string;
  readonly row: Int32Array;
  readonly hole: readonly string[];
  readonly depthM: Float64Array;
  /** Clockwise from grid north. Not folded into 0-360, so that a bad value stays visible. */
  readonly azimuthDeg: Float64Array;
  /** Below the horizontal positive: 90 is straight down, -90 straight up. */
  readonly dipDownDeg: Float64Array;
  readonly positiveDip: "down" | "up";
  readonly issues: readonly DrillIssue[];
}

/** Degrees to add to a written azimuth to refer it to grid north: declination minus convergence. */
export function azimuthCorrectionDeg(reference: AzimuthReference): number {
  if (reference.north === "grid") return 0;
  if (reference.north === "true") return -reference.convergenceDeg;
  return reference.declinationDeg - reference.convergenceDeg;
}

/**
 * Reads orientation stations: depths to metres, azimuths to grid north, dips to positive down.
 * Ranges and jumps are judged by `checkSurveys`, not here.
 *
 * @throws {RangeError} declination or convergence is not finite
 */
export function readSurveys(input: TableInput, file: string, options: SurveyOptions): SurveyTable {
  const correction = azimuthCorrectionDeg(options.azimuth);
  if (!Number.isFinite(correction))
    throw new RangeError(`declination and convergence must be finite, got ${correction}`);
  const opened = openTable(input, file, surveySynonyms, options.columns ?? {}, ["hole", "depth", "azimuth", "dip"]);
  const name = (role: string) => opened.map.columns.get(role) ?? "";
  const { rows, issues } = readRows(opened, file, {
    [name("hole")]: { kind: "text", required: true },
    [name("depth")]: { kind: "number", required: true, min: 0, unit: options.unit },
    [name("azimuth")]: { kind: "number", required: true, unit: "degrees" },
    [name("dip")]: { kind: "number", required: true, unit: "degrees" },
  });
  const sign = options.positiveDip === "down" ? 1 : -1;
  const metres = metresPerUnit[options.unit];
  return {
    file,
    row: Int32Array.from(rows, (row) => row.line),
    hole: rows.map((row) => row.text(name("hole")).trim()),
    depthM: Float64Array.from(rows, (row) => row.number(name("depth")) * metres),
    azimuthDeg: Float64Array.from(rows, (row) => row.number(name("azimuth")) + correction),
    dipDownDeg: Float64Array.from(rows, (row) => row.number(name("dip")) * sign),
    positiveDip: options.positiveDip,
    issues: [...opened.issues, ...issues],
  };
}
