import type { EvidenceGrade } from "../../evidence/estimate.ts";
import type { Issue } from "../../evidence/issue.ts";
import type { PairCorrelation } from "../../numerics/correlatedDraws.ts";
import type { FlowsheetDocument } from "../flowsheet/flowsheetDocument.ts";
import { findUnitOp } from "../unitOps/catalogue.ts";
import type { ParameterSpec } from "../unitOps/unitOp.ts";
import { numberPlace, type NumberPlace } from "./numberPlace.ts";
import { cutLaw, type CutLaw, readLaw } from "./uncertainLaw.ts";

/** One number of a flowsheet, or one factor on a table of numbers, that is not known exactly. */
export interface UncertainQuantity {
  /** Id of the unit or stream, a dot, the path: `leach.recovery.Nd`, `tailings.solids.kgPerH`. */
  readonly name: string;
  readonly of: "unit" | "feed";
  /** Index of the unit or stream in the document. */
  readonly index: number;
  readonly keys: readonly string[];
  /** True where the path names a table: all its numbers are drawn together, by one factor about 1. */
  readonly isFactor: boolean;
  readonly base: number;
  readonly unit: string;
  readonly law: CutLaw;
  /** What takes up the change, so that fractions still sum to 1; null for none. */
  readonly closedBy: readonly string[] | null;
  readonly grade: EvidenceGrade;
  readonly source: string;
}

/** What a document says about what it does not know. */
export interface Uncertainty {
  readonly quantities: readonly UncertainQuantity[];
  readonly correlations: readonly PairCorrelation[];
  readonly issues: readonly Issue[];
}

type Fields = Readonly<Record<string, unknown>>;
type Report = (path: string, code: string, message: string, severity?: Issue["severity"]) => void;

const grades: readonly EvidenceGrade[] = ["A", "B", "C", "D", "S"];
const mostQuantities = 500;
const known = ["law", "sd", "relativeSd", "gsd", "range", "grade", "source", "closedBy", "note"];

/**
 * Reads `uncertainty` of units and streams and `correlations` of a flowsheet: each key a path to a parameter or a part of the feed, each value a law
 * with grade of evidence and source. Issues: `process.uncertainty` (a law, path or bound that cannot be), `process.uncertainty-cut` (a share of the
 * law lies beyond hard bounds and is left out), `process.uncertainty-sum` (fractions that no longer sum to 1), `process.uncertainty-grade`.
 */
export function readUncertainty(document: FlowsheetDocument): Uncertainty {
  const issues: Issue[] = [];
  const report: Report = (path, code, message, severity = "error") => issues.push({ path, code, severity, message });
  const quantities: UncertainQuantity[] = [];
  for (const [index, unit] of document.units.entries())
    for (const [path, value] of entries(unit.uncertainty, `unit ${unit.id}.uncertainty`, report)) {
      const specs = findUnitOp(unit.kind)?.parameters ?? {};
      const defaults = Object.fromEntries(Object.entries(specs).map(([name, { default: usual }]) => [name, usual]));
      const holder = { ...defaults, ...(isFields(unit.parameters) ? unit.parameters : {}) };
      const limits = (keys: readonly string[]) => parameterLimits(specs, keys);
      const at = { where: `unit ${unit.id}, uncertainty of ${path.slice(0, 80)}`, of: "unit" as const, index };
      add(quantities, readQuantity(at, `${unit.id}.${path}`, holder, path, value, limits, report));
    }
  for (const [index, stream] of document.streams.entries())
    for (const [path, value] of entries(stream.uncertainty, `stream ${stream.id}.uncertainty`, report)) {
      const at = { where: `stream ${stream.id}, uncertainty of ${path.slice(0, 80)}`, of: "feed" as const, index };
      if (stream.feed === undefined)
        report(at.where, "process.uncertainty", "the stream has no feed to be uncertain of");
      else add(quantities, readQuantity(at, `${stream.id}.${path}`, stream.feed, path, value, feedLimits, report));
    }
  if (quantities.length > mostQuantities)
    report("uncertainty", "process.uncertainty", `${quantities.length} uncertain quantities, limit ${mostQuantities}`);
  const names = new Set<string>();
  for (const { name } of quantities) {
    if (names.has(name))
      report(name, "process.uncertainty", "names a unit and a stream alike, or one number twice; rename one");
    names.add(name);
  }
  return { quantities, correlations: readCorrelations(document.correlations, names, report), issues };
}

function add(quantities: UncertainQuantity[], one: UncertainQuantity | null): void {
  if (one !== null) quantities.push(one);
}

function entries(value: unknown, path: string, report: Report): [string, unknown][] {
  if (value === undefined || value === null) return [];
  if (isFields(value)) return Object.entries(value);
  report(path, "process.uncertainty", 'must be an object of laws by path, e.g. { "share": { "sd": 0.02 } }');
  return [];
}

/** Where a number may lie. */
export interface Limits {
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** Why no law may be given here; null where one may. */
  readonly refused: string | null;
  readonly isShare: boolean;
}

function readQuantity(
  { where, of, index }: { where: string; of: "unit" | "feed"; index: number },
  name: string,
  holder: unknown,
  path: string,
  value: unknown,
  limitsOf: (keys: readonly string[]) => Limits,
  report: Report,
): UncertainQuantity | null {
  const refuse = (message: string) => {
    report(where, "process.uncertainty", message);
    return null;
  };
  if (!isFields(value)) return refuse('must be an object, e.g. { "sd": 0.02, "grade": "B", "source": "..." }');
  for (const key of Object.keys(value).slice(0, 100))
    if (!known.includes(key))
      report(
        where,
        "process.field-unknown",
        `${key.slice(0, 40)} is not used; known are ${known.join(", ")}`,
        "warning",
      );
  const place = numberPlace(holder, path);
  if (place === null)
    return refuse(
      `leads to no number; there are ${Object.keys(holder as Fields)
        .slice(0, 20)
        .join(", ")}`,
    );
  const limits = limitsOf(place.keys);
  if (limits.refused !== null) return refuse(limits.refused);
  const isFactor = place.value === null;
  const base = place.value ?? 1;
  const law = readLaw(value, base);
  if (typeof law === "string") return refuse(law);
  const { min, max } = isFactor ? factorBounds(place, limits) : limits;
  const cut = cutLaw(law, min, max);
  if (cut === null)
    return refuse(`less than half of the law lies within ${min} to ${max} ${limits.unit}, where it may; narrow it`);
  const lost = 1 - (cut.to - cut.from);
  if (lost > 0.01)
    report(
      where,
      "process.uncertainty-cut",
      `${(100 * lost).toFixed(1)} % of the law lies beyond ${min} to ${max}, where the quantity may be; drawn from the rest`,
      "warning",
    );
  return {
    name,
    of,
    index,
    keys: place.keys,
    isFactor,
    base,
    unit: isFactor ? "factor" : limits.unit,
    law: cut,
    closedBy: closure(value["closedBy"], holder, place, limits, where, report),
    grade: gradeOf(value["grade"], where, report),
    source: typeof value["source"] === "string" ? value["source"].slice(0, 500) : "no source given",
  };
}

function closure(
  given: unknown,
  holder: unknown,
  place: NumberPlace,
  { isShare }: Limits,
  where: string,
  report: Report,
): readonly string[] | null {
  if (given !== undefined) {
    const by = typeof given === "string" ? numberPlace(holder, given) : null;
    if (by !== null && by.value !== null && place.value !== null && by.keys.join("\n") !== place.keys.join("\n"))
      return by.keys;
    report(where, "process.uncertainty", "closedBy must be the path of another number of the same unit or feed");
    return null;
  }
  if (!isShare) return null;
  const isSize = place.keys[0] === "sizeFraction";
  report(
    where,
    "process.uncertainty-sum",
    isSize
      ? "the shares of sizes must sum to 1; name in closedBy the one that takes up the change"
      : "drawn alone it changes the whole flow too; name in closedBy the fraction that takes up the change, or leave it so",
    isSize ? "error" : "warning",
  );
  return null;
}

function gradeOf(given: unknown, where: string, report: Report): EvidenceGrade {
  const found = grades.find((grade) => grade === given);
  if (found === undefined)
    report(
      where,
      "process.uncertainty-grade",
      given === undefined
        ? "no grade of evidence given: taken as D, judged"
        : `grade must be one of ${grades.join(", ")}; taken as D, judged`,
      given === undefined ? "info" : "warning",
    );
  return found ?? "D";
}

/** Bounds of a factor on a table, so that none of its numbers leaves its own. */
function factorBounds({ values }: NumberPlace, { min, max }: Limits): { min: number; max: number } {
  const most = Math.max(...values.filter((value) => value > 0), 0);
  return { min: min >= 0 ? 0 : Number.NEGATIVE_INFINITY, max: most > 0 ? max / most : Number.POSITIVE_INFINITY };
}

/** Unit and hard bounds of a number of a unit's parameters, and why it may have no law. */
export function parameterLimits(specs: Readonly<Record<string, ParameterSpec>>, keys: readonly string[]): Limits {
  const spec = specs[keys[0] ?? ""];
  const field = spec?.kind === "records" && keys.length === 3 ? spec.fields?.[keys[2] ?? ""] : spec;
  const limits = {
    unit: field?.unit ?? "1",
    min: field?.min ?? Number.NEGATIVE_INFINITY,
    max: field?.max ?? Number.POSITIVE_INFINITY,
    isShare: false,
  };
  if (field === undefined || field.kind === "word" || field.kind === "words" || field.kind === "records")
    return { ...limits, refused: "is no number of this unit; a law may be given to numbers and tables of numbers" };
  return {
    ...limits,
    refused: field.isWhole === true ? "is a whole number, which has no spread; vary it by hand" : null,
  };
}

const feedUnits: Readonly<Record<string, string>> = {
  kgPerH: "kg/h",
  massFraction: "mass fraction",
  moleFraction: "mole fraction",
  sizeFraction: "mass fraction",
  litresPerH: "L/h",
  mgPerL: "mg/L",
  molPerL: "mol/L",
  molPerH: "mol/h",
  temperatureC: "°C",
  pressureKPa: "kPa",
};

function feedLimits(keys: readonly string[]): Limits {
  const named = keys.findLast((key) => feedUnits[key] !== undefined) ?? "";
  const isFraction = named.endsWith("Fraction");
  return {
    unit: feedUnits[named] ?? "1",
    min: named === "temperatureC" ? -273.15 : 0,
    max: isFraction ? 1 : named === "temperatureC" ? 3000 : Number.POSITIVE_INFINITY,
    refused: null,
    isShare: isFraction,
  };
}

function readCorrelations(value: unknown, names: ReadonlySet<string>, report: Report): PairCorrelation[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length > 10_000) {
    report("correlations", "process.uncertainty", "must be a list of { a, b, correlation }");
    return [];
  }
  return value.flatMap((item: unknown, i): PairCorrelation[] => {
    const where = `correlations[${i}]`;
    const { a, b, correlation } = isFields(item) ? item : {};
    for (const end of [a, b])
      if (typeof end !== "string" || !names.has(end)) {
        const shown = typeof end === "string" ? end.slice(0, 80) : typeof end;
        report(
          where,
          "process.uncertainty",
          `no uncertain quantity ${shown}; there are ${[...names].slice(0, 12).join(", ")}`,
        );
        return [];
      }
    if (typeof correlation !== "number" || !(Math.abs(correlation) <= 1)) {
      report(where, "process.uncertainty", "correlation must be a number from -1 to 1");
      return [];
    }
    return [{ a: a as string, b: b as string, correlation }];
  });
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
