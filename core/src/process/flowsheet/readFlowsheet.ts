import type { Issue } from "../../evidence/issue.ts";
import type { ComponentSpec } from "../streams/component.ts";
import { phases } from "../streams/component.ts";
import {
  type FeedSpec,
  type FlowsheetDocument,
  flowsheetLimits,
  flowsheetSchema,
  type LiquidSpec,
  type MeasurementSpec,
  type SolverSpec,
  type StreamEnd,
  type StreamSpec,
  type UnitSpec,
} from "./flowsheetDocument.ts";
import { migrateFlowsheet } from "./migrateFlowsheet.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a flowsheet from parsed JSON, of this or an older form. Every fault is an issue with its path; a document comes back only
 * when there is no error. Issues: `process.not-an-object`, `process.schema`, `process.too-large`, `process.field`,
 * `process.field-unknown` (warning), `process.duplicate-id`.
 */
export function readFlowsheet(value: unknown): { document: FlowsheetDocument | null; issues: Issue[] } {
  const issues: Issue[] = [];
  const reader = new FieldReader(issues);
  if (!isFields(value)) {
    reader.error(
      "",
      "process.not-an-object",
      "the file holds no JSON object; expected schema, components, units, streams",
    );
    return { document: null, issues };
  }
  const file = migrateFlowsheet(value, issues);
  if (file === null) return { document: null, issues };
  const count = (key: "units" | "streams") => (Array.isArray(file[key]) ? file[key].length : 0);
  for (const key of ["units", "streams"] as const)
    if (count(key) > flowsheetLimits[key])
      reader.error(
        key,
        "process.too-large",
        `${count(key)} ${key}, limit ${flowsheetLimits[key]}; split the flowsheet into sections`,
      );
  if (issues.some(({ code }) => code === "process.too-large")) return { document: null, issues };
  reader.known(file, "", [
    "schema",
    "name",
    "description",
    "sources",
    "components",
    "sizeClassesUm",
    "units",
    "streams",
    "solver",
    "measurements",
    "correlations",
    // Where an editor drew the units; nothing is computed from it.
    "layout",
    "$schema",
  ]);
  const document: FlowsheetDocument = {
    schema: flowsheetSchema,
    name: reader.text(file, "name", "", "unnamed"),
    description: reader.text(file, "description", "", ""),
    sources: reader.list(file, "sources", "", []).map(String),
    components: reader.list(file, "components", "").map((item, i) => readComponent(reader, item, `components[${i}]`)),
    sizeClassesUm: reader.numbers(file, "sizeClassesUm", ""),
    units: reader.list(file, "units", "").map((item, i) => readUnit(reader, item, `units[${i}]`)),
    streams: reader.list(file, "streams", "").map((item, i) => readStream(reader, item, `streams[${i}]`)),
    solver: readSolver(reader, file["solver"]),
    measurements: reader
      .list(file, "measurements", "", [])
      .map((item, i) => readMeasurement(reader, item, `measurements[${i}]`)),
    ...(file["correlations"] === undefined ? {} : { correlations: file["correlations"] }),
  };
  reader.unique(document.units, "units");
  reader.unique(document.streams, "streams");
  reader.unique(document.components, "components");
  return { document: issues.some(({ severity }) => severity === "error") ? null : document, issues };
}

function readComponent(reader: FieldReader, item: unknown, path: string): ComponentSpec {
  if (typeof item === "string") return { id: reader.id(item, path), phase: "solid" };
  const fields = reader.object(item, path);
  reader.known(fields, path, [
    "id",
    "phase",
    "formula",
    "mixture",
    "molarMassGPerMol",
    "densityKgPerM3",
    "isCarrier",
    "susceptibilityM3PerKg",
    "note",
  ]);
  const phase = phases.find((known) => known === fields["phase"]);
  if (phase === undefined)
    reader.error(
      `${path}.phase`,
      "process.field",
      `must be one of ${phases.join(", ")}, got ${shown(fields["phase"])}`,
    );
  return {
    id: reader.id(fields["id"], `${path}.id`),
    phase: phase ?? "solid",
    ...(fields["formula"] === undefined ? {} : { formula: reader.text(fields, "formula", path) }),
    ...(fields["mixture"] === undefined ? {} : { mixture: reader.table(fields["mixture"], `${path}.mixture`) }),
    ...reader.optionalNumber(fields, "molarMassGPerMol", path, Number.MIN_VALUE),
    ...reader.optionalNumber(fields, "densityKgPerM3", path, Number.MIN_VALUE),
    ...reader.optionalNumber(fields, "susceptibilityM3PerKg", path),
    ...(typeof fields["isCarrier"] === "boolean" ? { isCarrier: fields["isCarrier"] } : {}),
  };
}

function readUnit(reader: FieldReader, item: unknown, path: string): UnitSpec {
  const fields = reader.object(item, path);
  reader.known(fields, path, ["id", "kind", "parameters", "uncertainty", "note"]);
  return {
    id: reader.id(fields["id"], `${path}.id`),
    kind: reader.text(fields, "kind", path),
    ...(fields["parameters"] === undefined ? {} : { parameters: fields["parameters"] }),
    ...(fields["uncertainty"] === undefined ? {} : { uncertainty: fields["uncertainty"] }),
  };
}

function readEnd(reader: FieldReader, value: unknown, path: string): StreamEnd | null {
  if (value === undefined || value === null) return null;
  const fields = reader.object(value, path);
  return { unit: reader.id(fields["unit"], `${path}.unit`), port: reader.id(fields["port"], `${path}.port`) };
}

function readStream(reader: FieldReader, item: unknown, path: string): StreamSpec {
  const fields = reader.object(item, path);
  reader.known(fields, path, ["id", "from", "to", "feed", "uncertainty", "note"]);
  return {
    id: reader.id(fields["id"], `${path}.id`),
    from: readEnd(reader, fields["from"], `${path}.from`),
    to: readEnd(reader, fields["to"], `${path}.to`),
    ...(fields["feed"] === undefined ? {} : { feed: readFeed(reader, fields["feed"], `${path}.feed`) }),
    ...(fields["uncertainty"] === undefined ? {} : { uncertainty: fields["uncertainty"] }),
  };
}

function readFeed(reader: FieldReader, value: unknown, path: string): FeedSpec {
  const fields = reader.object(value, path);
  reader.known(fields, path, [
    "kgPerH",
    "solids",
    "aqueous",
    "organic",
    "gas",
    "sizeFraction",
    "temperatureC",
    "pressureKPa",
    "measuredBy",
  ]);
  const feed: { -readonly [K in keyof FeedSpec]: FeedSpec[K] } = {};
  if (fields["kgPerH"] !== undefined)
    feed.kgPerH = reader.table(fields["kgPerH"], `${path}.kgPerH`, 0, flowsheetLimits.feedKgPerH);
  if (fields["solids"] !== undefined) {
    const solids = reader.object(fields["solids"], `${path}.solids`);
    feed.solids = {
      kgPerH: reader.number(solids, "kgPerH", `${path}.solids`, 0, flowsheetLimits.feedKgPerH),
      massFraction: reader.table(solids["massFraction"], `${path}.solids.massFraction`, 0, 1),
    };
  }
  for (const phase of ["aqueous", "organic"] as const)
    if (fields[phase] !== undefined) feed[phase] = readLiquid(reader, fields[phase], `${path}.${phase}`);
  if (fields["gas"] !== undefined) {
    const gas = reader.object(fields["gas"], `${path}.gas`);
    feed.gas = {
      molPerH: reader.number(gas, "molPerH", `${path}.gas`, 0),
      moleFraction: reader.table(gas["moleFraction"], `${path}.gas.moleFraction`, 0, 1),
    };
  }
  if (fields["sizeFraction"] !== undefined) feed.sizeFraction = readSizes(reader, fields["sizeFraction"], path);
  if (fields["temperatureC"] !== undefined)
    feed.temperatureC = reader.number(fields, "temperatureC", path, -273.15, 3000);
  if (fields["pressureKPa"] !== undefined) feed.pressureKPa = reader.number(fields, "pressureKPa", path, 0);
  return feed;
}

function readSizes(reader: FieldReader, value: unknown, path: string): NonNullable<FeedSpec["sizeFraction"]> {
  if (Array.isArray(value)) return reader.numberList(value, `${path}.sizeFraction`, 0, 1);
  const fields = reader.object(value, `${path}.sizeFraction`);
  return Object.fromEntries(
    Object.entries(fields).map(([name, list]) => [name, reader.numberList(list, `${path}.sizeFraction.${name}`, 0, 1)]),
  );
}

function readLiquid(reader: FieldReader, value: unknown, path: string): LiquidSpec {
  const fields = reader.object(value, path);
  reader.known(fields, path, ["litresPerH", "mgPerL", "molPerL", "carrier"]);
  return {
    litresPerH: reader.number(fields, "litresPerH", path, 0),
    ...(fields["mgPerL"] === undefined ? {} : { mgPerL: reader.table(fields["mgPerL"], `${path}.mgPerL`, 0) }),
    ...(fields["molPerL"] === undefined ? {} : { molPerL: reader.table(fields["molPerL"], `${path}.molPerL`, 0) }),
    ...(fields["carrier"] === undefined ? {} : { carrier: reader.text(fields, "carrier", path) }),
  };
}

function readSolver(reader: FieldReader, value: unknown): SolverSpec {
  if (value === undefined || value === null) return {};
  const fields = reader.object(value, "solver");
  reader.known(fields, "solver", ["tolerance", "maxPasses", "tears"]);
  return {
    ...reader.optionalNumber(fields, "tolerance", "solver", 1e-14, 1e-2),
    ...reader.optionalNumber(fields, "maxPasses", "solver", 1, 100_000),
    ...(fields["tears"] === undefined
      ? {}
      : { tears: reader.list(fields, "tears", "solver").map((id, i) => reader.id(id, `solver.tears[${i}]`)) }),
  };
}

function readMeasurement(reader: FieldReader, item: unknown, path: string): MeasurementSpec {
  const fields = reader.object(item, path);
  reader.known(fields, path, ["stream", "what", "kgPerH", "sdKgPerH", "source"]);
  return {
    stream: reader.id(fields["stream"], `${path}.stream`),
    what: reader.text(fields, "what", path, "total"),
    kgPerH: reader.number(fields, "kgPerH", path, 0),
    sdKgPerH: reader.number(fields, "sdKgPerH", path, 0),
    ...(fields["source"] === undefined ? {} : { source: reader.text(fields, "source", path) }),
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (typeof value === "number") return String(value);
  return value === undefined ? "nothing" : (JSON.stringify(value) ?? typeof value).slice(0, 60);
}

/** Reads fields and files an issue for each that cannot be used; what is returned then is only a placeholder. */
class FieldReader {
  readonly #issues: Issue[];

  constructor(issues: Issue[]) {
    this.#issues = issues;
  }

  error(path: string, code: string, message: string): void {
    this.#issues.push({ path, code, severity: "error", message });
  }

  known(fields: Fields, path: string, names: readonly string[]): void {
    for (const name of Object.keys(fields).slice(0, 1000))
      if (!names.includes(name))
        this.#issues.push({
          path: path === "" ? name.slice(0, 60) : `${path}.${name.slice(0, 60)}`,
          code: "process.field-unknown",
          severity: "warning",
          message: `not a field of this form and not used; known are ${names.join(", ")}`,
        });
  }

  object(value: unknown, path: string): Fields {
    if (isFields(value)) return value;
    this.error(path, "process.field", `must be an object, got ${shown(value)}`);
    return {};
  }

  list(fields: Fields, key: string, path: string, otherwise?: unknown[]): unknown[] {
    const value = fields[key];
    if (value === undefined && otherwise !== undefined) return otherwise;
    if (Array.isArray(value)) return value;
    this.error(at(path, key), "process.field", `must be a list, got ${shown(value)}`);
    return [];
  }

  text(fields: Fields, key: string, path: string, otherwise?: string): string {
    const value = fields[key];
    if (value === undefined && otherwise !== undefined) return otherwise;
    if (typeof value === "string") return value;
    this.error(at(path, key), "process.field", `must be text, got ${shown(value)}`);
    return "";
  }

  id(value: unknown, path: string): string {
    if (typeof value === "string" && value.length > 0 && value.length <= flowsheetLimits.idLength) return value;
    this.error(
      path,
      "process.field",
      `must be text of 1 to ${flowsheetLimits.idLength} characters, got ${shown(value)}`,
    );
    return "";
  }

  number(
    fields: Fields,
    key: string,
    path: string,
    min = Number.NEGATIVE_INFINITY,
    max = Number.POSITIVE_INFINITY,
  ): number {
    return this.#checked(fields[key], at(path, key), min, max);
  }

  optionalNumber(fields: Fields, key: string, path: string, min?: number, max?: number): Record<string, number> {
    return fields[key] === undefined ? {} : { [key]: this.number(fields, key, path, min, max) };
  }

  numbers(fields: Fields, key: string, path: string): number[] {
    return fields[key] === undefined ? [] : this.numberList(fields[key], at(path, key), Number.MIN_VALUE);
  }

  numberList(value: unknown, path: string, min?: number, max?: number): number[] {
    if (!Array.isArray(value) || value.length > 1000) {
      this.error(path, "process.field", `must be a list of at most 1000 numbers, got ${shown(value)}`);
      return [];
    }
    return value.map((item: unknown, i) => this.#checked(item, `${path}[${i}]`, min, max));
  }

  table(value: unknown, path: string, min?: number, max?: number): Record<string, number> {
    const fields = this.object(value, path);
    return Object.fromEntries(
      Object.entries(fields).map(([name, item]) => [name, this.#checked(item, `${path}.${name}`, min, max)]),
    );
  }

  unique(items: readonly { readonly id: string }[], path: string): void {
    const seen = new Set<string>();
    for (const [i, { id }] of items.entries()) {
      if (seen.has(id))
        this.error(`${path}[${i}]`, "process.duplicate-id", `id ${id} is used twice; give each its own`);
      seen.add(id);
    }
  }

  #checked(value: unknown, path: string, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY): number {
    if (typeof value !== "number" || !Number.isFinite(value))
      this.error(path, "process.field", `must be a finite number, got ${shown(value)}`);
    else if (value < min || value > max)
      this.error(path, "process.field", `must lie in ${bound(min)} to ${bound(max)}, got ${value}`);
    else return value;
    return 0;
  }
}

function at(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function bound(value: number): string {
  return value === Number.MIN_VALUE ? "above 0" : Number.isFinite(value) ? String(value) : value < 0 ? "-∞" : "∞";
}
