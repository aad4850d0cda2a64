import type { AssayColumnOptions, AssayOptions } from "./assayTable.ts";
import type { CollarOptions } from "./collarTable.ts";
import type { ResidualRule } from "./compositeRuns.ts";
import { type CompositeOptions, defaultComposites } from "./compositeSamples.ts";
import type { DensityOptions } from "./densityColumns.ts";
import type { DesurveyMethod } from "./desurvey.ts";
import { type DrillIssue, drillIssue } from "./drillIssue.ts";
import { gradeUnitOfName, gradeUnits, ppmPerUnit } from "./gradeUnit.ts";
import { lengthUnits } from "./lengthUnit.ts";
import type { LithologyOptions } from "./lithologyTable.ts";
import { defaultDrillholeChecks, type DrillholeCheckOptions } from "./qualityReport.ts";
import type { CensoredRule } from "./replaceCensored.ts";
import type { AzimuthReference, SurveyOptions } from "./surveyTable.ts";

/** File of a table, and its sheet where the file is a workbook of several. */
interface TableFile {
  readonly file: string;
  readonly sheet?: string;
}

/** One campaign as its owner declares it: files, units, signs, and what is to be made of them. */
export interface SurveyProject {
  readonly collar: CollarOptions & TableFile;
  readonly survey: (SurveyOptions & TableFile) | null;
  readonly assay: (AssayOptions & TableFile) | null;
  readonly lithology: (LithologyOptions & TableFile) | null;
  readonly method: DesurveyMethod;
  readonly composite: CompositeOptions;
  readonly checks: DrillholeCheckOptions;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads fields of a JSON object and collects what is wrong with them. */
interface Fields {
  readonly has: (key: string) => boolean;
  readonly object: (key: string) => Fields | null;
  readonly text: (key: string) => string;
  readonly choice: <T extends string>(key: string, choices: readonly T[], fallback?: T) => T;
  readonly number: (key: string, fallback: number, low: number, high: number) => number;
  readonly flag: (key: string, fallback: boolean) => boolean;
  readonly raw: (key: string) => unknown;
  readonly keys: () => readonly string[];
  readonly fault: (key: string, code: string, what: string, remedy: string) => void;
}

function fields(value: Json, at: string, known: readonly string[] | null, file: string, issues: DrillIssue[]): Fields {
  const tell = (key: string, code: string, what: string, remedy: string) =>
    issues.push(
      drillIssue({
        file: `${file}, ${at === "" ? key : `${at}.${key}`}`,
        code: `config.${code}`,
        severity: "error",
        what,
        remedy,
      }),
    );
  for (const key of Object.keys(value))
    if (known !== null && !known.includes(key))
      tell(key, "unknown-key", `"${key}" is not known here`, `known are ${known.join(", ")}`);
  const has = (key: string) => Object.hasOwn(value, key) && value[key] !== null;
  const shown = (key: string) => JSON.stringify(value[key])?.slice(0, 60) ?? "nothing";
  return {
    has,
    fault: tell,
    keys: () => Object.keys(value),
    raw: (key) => (has(key) ? value[key] : undefined),
    object: (key) => {
      if (!has(key)) return null;
      const inner = value[key];
      if (typeof inner === "object" && inner !== null && !Array.isArray(inner))
        return fields(
          inner as Json,
          at === "" ? key : `${at}.${key}`,
          keysOf(at === "" ? key : `${at}.${key}`),
          file,
          issues,
        );
      tell(key, "not-an-object", `${shown(key)} is not an object`, "write { ... }");
      return null;
    },
    text: (key) => {
      const inner = value[key];
      if (typeof inner === "string" && inner !== "") return inner;
      tell(key, "missing", `a text is needed, got ${shown(key)}`, "declare it");
      return "";
    },
    choice: (key, choices, fallback) => {
      const found = choices.find((choice) => choice === value[key]);
      if (found !== undefined) return found;
      if (!has(key) && fallback !== undefined) return fallback;
      tell(
        key,
        has(key) ? "not-a-choice" : "missing",
        `one of ${choices.join(", ")} is needed, got ${shown(key)}`,
        "declare it; it is not guessed",
      );
      return choices[0] as (typeof choices)[number];
    },
    number: (key, fallback, low, high) => {
      if (!has(key)) return fallback;
      const inner = value[key];
      if (typeof inner === "number" && inner >= low && inner <= high) return inner;
      tell(key, "not-in-range", `a number from ${low} to ${high} is needed, got ${shown(key)}`, "correct it");
      return fallback;
    },
    flag: (key, fallback) => {
      if (!has(key)) return fallback;
      if (typeof value[key] === "boolean") return value[key];
      tell(key, "not-a-flag", `true or false is needed, got ${shown(key)}`, "correct it");
      return fallback;
    },
  };
}

const projectKeys = ["collar", "survey", "assay", "lithology", "desurvey", "composite", "checks"];

function keysOf(path: string): readonly string[] | null {
  const table = ["file", "sheet", "unit", "columns"];
  if (path === "collar") return [...table, "depthUnit", "epsg"];
  if (path === "survey") return [...table, "positiveDip", "azimuth"];
  if (path === "survey.azimuth") return ["north", "declinationDeg", "convergenceDeg"];
  if (path === "assay") return [...table, "assays", "sentinels", "densityBasis", "moistureUnit", "moistureOf"];
  if (path === "lithology") return table;
  if (path === "desurvey") return ["method"];
  if (path === "composite") return [...Object.keys(defaultComposites), "densityFallbackTPerM3"];
  if (path === "checks")
    return ["twinDistanceM", "outlierDeviations", "doglegDegPer30M", "toleranceM", "isSulphide", "oxideSumPct", "body"];
  if (path.startsWith("assay.assays.")) return ["substance", "unit", "detectionLimit", "negative"];
  return null;
}

/**
 * Reads a project file: `collar`, `survey`, `assay`, `lithology` (each with `file`, `unit`, `columns`), `desurvey`,
 * `composite`, `checks`. Units, the sign of the dip and the north of azimuths must be declared: they are never guessed.
 * Errors: `config.missing`, `config.unknown-key`, `config.not-a-choice`, `config.not-in-range`, `config.not-an-object`,
 * `config.not-a-flag`, `config.not-an-outline`, `config.unit-contradicts`.
 *
 * @returns null with issues where the file cannot be used
 */
export function readSurveyProject(
  json: unknown,
  file: string,
): { project: SurveyProject | null; issues: DrillIssue[] } {
  const issues: DrillIssue[] = [];
  const root = fields(isObject(json) ? json : {}, "", projectKeys, file, issues);
  const collar = root.object("collar");
  if (collar === null) {
    issues.push(
      drillIssue({
        file: `${file}, collar`,
        code: "config.missing",
        severity: "error",
        what: "a project needs a collar table",
        remedy: 'declare "collar": { "file": ..., "unit": ... }',
      }),
    );
    return { project: null, issues };
  }
  const epsg = collar.has("epsg") ? { epsg: collar.text("epsg") } : {};
  const depthUnit = collar.has("depthUnit") ? { depthUnit: collar.choice("depthUnit", lengthUnits) } : {};
  const survey = root.object("survey");
  const assay = root.object("assay");
  const lithology = root.object("lithology");
  const project: SurveyProject = {
    collar: { ...table(collar), ...epsg, ...depthUnit },
    survey:
      survey === null
        ? null
        : { ...table(survey), positiveDip: survey.choice("positiveDip", ["down", "up"]), azimuth: azimuth(survey) },
    assay: assay === null ? null : { ...table(assay), ...density(assay), ...assayColumns(assay) },
    lithology: lithology === null ? null : table(lithology),
    method: (root.object("desurvey") ?? collar).choice<DesurveyMethod>(
      "method",
      ["minimum-curvature", "balanced-tangential", "tangential"],
      "minimum-curvature",
    ),
    composite: composite(root.object("composite")),
    checks: checks(root.object("checks")),
  };
  return { project: issues.length > 0 ? null : project, issues };
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function table(from: Fields) {
  const columns = from.object("columns");
  const named =
    columns === null ? {} : { columns: Object.fromEntries(columns.keys().map((role) => [role, columns.text(role)])) };
  const sheet = from.has("sheet") ? { sheet: from.text("sheet") } : {};
  return { file: from.text("file"), ...sheet, unit: from.choice("unit", lengthUnits), ...named };
}

function azimuth(survey: Fields): AzimuthReference {
  const declared = survey.object("azimuth");
  if (declared === null) {
    if (!survey.has("azimuth"))
      survey.fault(
        "azimuth",
        "missing",
        "the north of azimuths is needed",
        'declare { "north": "grid" }, or "true" or "magnetic" with declination and convergence; it is not guessed',
      );
    return { north: "grid" };
  }
  const north = declared.choice("north", ["grid", "true", "magnetic"]);
  const convergenceDeg = declared.number("convergenceDeg", 0, -180, 180);
  if (north === "grid") return { north };
  if (!declared.has("convergenceDeg"))
    declared.fault(
      "convergenceDeg",
      "missing",
      `azimuths from ${north} north need the convergence of the grid`,
      "declare it in degrees, grid north east of true north positive; 0 where it is negligible",
    );
  if (north === "true") return { north, convergenceDeg };
  if (!declared.has("declinationDeg"))
    declared.fault(
      "declinationDeg",
      "missing",
      "azimuths from magnetic north need the declination of the year",
      "declare it in degrees, east positive",
    );
  return { north, convergenceDeg, declinationDeg: declared.number("declinationDeg", 0, -180, 180) };
}

function density(assay: Fields): DensityOptions {
  return {
    ...(assay.has("densityBasis") ? { densityBasis: assay.choice("densityBasis", ["dry", "wet"]) } : {}),
    ...(assay.has("moistureUnit") ? { moistureUnit: assay.choice("moistureUnit", ["fraction", "pct"]) } : {}),
    ...(assay.has("moistureOf") ? { moistureOf: assay.choice("moistureOf", ["wet", "dry"]) } : {}),
  };
}

function assayColumns(assay: Fields): Pick<AssayOptions, "assays" | "sentinels"> {
  const declared = assay.object("assays");
  const sentinels = assay.raw("sentinels");
  const list = Array.isArray(sentinels)
    ? { sentinels: sentinels.filter((value): value is number => typeof value === "number") }
    : {};
  if (declared === null) return list;
  const entries = declared.keys().map((column): [string, AssayColumnOptions] => {
    const own = declared.object(column);
    if (own === null) return [column, {}];
    checkUnitOfName(own, column);
    return [
      column,
      {
        ...(own.has("substance") ? { substance: own.text("substance") } : {}),
        ...(own.has("unit") ? { unit: own.choice("unit", gradeUnits) } : {}),
        ...(own.has("detectionLimit")
          ? { detectionLimit: own.number("detectionLimit", Number.NaN, Number.MIN_VALUE, 1e9) }
          : {}),
        ...(own.has("negative") ? { negative: own.choice("negative", ["detection-limit", "code", "error"]) } : {}),
      },
    ];
  });
  return { assays: Object.fromEntries(entries), ...list };
}

/** A grade read in another unit than its column's name says is wrong by that factor, 10 000 for % as ppm. */
function checkUnitOfName(own: Fields, column: string): void {
  const said = gradeUnitOfName(column);
  const unit = gradeUnits.find((one) => one === own.raw("unit"));
  if (said === null || unit === undefined || ppmPerUnit[said] === ppmPerUnit[unit]) return;
  own.fault(
    "unit",
    "unit-contradicts",
    `the column's name ${column} says ${said}, the declared unit is ${unit}`,
    `declare ${said}, or rename the column in file and project if its grades are in ${unit}`,
  );
}

function composite(from: Fields | null): CompositeOptions {
  if (from === null) return defaultComposites;
  const d = defaultComposites;
  const fallback = from.number("densityFallbackTPerM3", Number.NaN, 0.2, 10);
  return {
    lengthM: from.number("lengthM", d.lengthM, 0.01, 1000),
    residual: from.choice<ResidualRule>("residual", ["merge", "keep", "distribute"], d.residual),
    leastShare: from.number("leastShare", d.leastShare, 0, 1),
    censored: from.choice<CensoredRule>("censored", ["zero", "half-limit", "limit", "regression"], d.censored),
    leastMeasuredShare: from.number("leastMeasuredShare", d.leastMeasuredShare, 0, 1),
    notMeasured: from.choice("notMeasured", ["leave-out", "as-zero"] as const, d.notMeasured),
    density: from.flag("density", false) ? { fallbackTPerM3: Number.isNaN(fallback) ? null : fallback } : null,
    gapM: from.number("gapM", d.gapM, 0, 1000),
  };
}

function checks(from: Fields | null): DrillholeCheckOptions {
  if (from === null) return defaultDrillholeChecks;
  const d = defaultDrillholeChecks;
  const ring = from.raw("body");
  const corners = Array.isArray(ring)
    ? ring.filter((c): c is [number, number] => Array.isArray(c) && c.length === 2 && c.every(Number.isFinite))
    : [];
  const body =
    corners.length >= 3
      ? { eastM: Float64Array.from(corners, ([x]) => x), northM: Float64Array.from(corners, ([, y]) => y) }
      : null;
  if (from.has("body") && (body === null || !Array.isArray(ring) || ring.length !== corners.length))
    from.fault(
      "body",
      "not-an-outline",
      "an outline needs three corners or more, each [east, north] in metres",
      "correct it",
    );
  return {
    collar: {
      twinDistanceM: from.number("twinDistanceM", d.collar.twinDistanceM, 0.001, 1e4),
      outlierDeviations: from.number("outlierDeviations", d.collar.outlierDeviations, 1, 1e6),
      body,
    },
    survey: { ...d.survey, doglegDegPer30M: from.number("doglegDegPer30M", d.survey.doglegDegPer30M, 0.01, 1e4) },
    interval: { ...d.interval, toleranceM: from.number("toleranceM", d.interval.toleranceM, 0, 10) },
    grade: {
      ...d.grade,
      isSulphide: from.flag("isSulphide", d.grade.isSulphide),
      oxideSumPct: from.number("oxideSumPct", d.grade.oxideSumPct, 50, 200),
    },
    column: d.column,
  };
}
