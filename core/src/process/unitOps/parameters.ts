import type { Issue } from "../../evidence/issue.ts";
import type { StreamBasis } from "../streams/basis.ts";

/** As in `ParameterSpec`, without the import that would close a circle. */
interface Spec {
  readonly kind: "number" | "list" | "table" | "records" | "word" | "words";
  readonly unit: string;
  readonly min?: number;
  readonly max?: number;
  readonly isWhole?: boolean;
  readonly choices?: readonly string[];
  readonly default?: unknown;
  readonly window?: { readonly min: number; readonly max: number; readonly source: string };
  readonly fields?: Readonly<Record<string, Spec>>;
  readonly namesComponents?: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** One record of a table of records. */
export interface ParameterRecord {
  readonly name: string;
  readonly numbers: ReadonlyMap<string, number>;
  readonly words: ReadonlyMap<string, string>;
}

/** Parameters of a unit, checked against its specification once, then read many times. */
export class Parameters {
  readonly #values = new Map<string, unknown>();
  readonly #columns = new Map<string, Float64Array>();
  readonly #basis: StreamBasis;

  /**
   * Reads parameters from a file. Issues, all with path, value, bound and remedy: `process.parameter-missing`,
   * `process.parameter-unknown`, `process.parameter-type`, `process.parameter-range`, `process.parameter-component`, and the
   * warning `process.outside-window`.
   */
  constructor(
    specs: Readonly<Record<string, Spec>>,
    given: unknown,
    basis: StreamBasis,
    path: string,
    issues: Issue[],
  ) {
    this.#basis = basis;
    const report = (where: string, code: string, message: string, severity: Issue["severity"] = "error") =>
      issues.push({ path: where, code, severity, message });
    if (given !== undefined && !isFields(given)) {
      report(path, "process.parameter-type", `parameters must be an object, got ${shown(given)}`);
      return;
    }
    const fields: Fields = given ?? {};
    for (const name of Object.keys(fields))
      if (specs[name] === undefined)
        report(
          `${path}, parameter ${name.slice(0, 60)}`,
          "process.parameter-unknown",
          `the unit has no such parameter; it takes ${Object.keys(specs).join(", ") || "none"}`,
        );
    for (const [name, spec] of Object.entries(specs)) {
      const where = `${path}, parameter ${name}`;
      const value = fields[name] ?? spec.default;
      if (value === undefined || value === null) {
        report(where, "process.parameter-missing", `must be given, a ${spec.kind} in ${spec.unit}`);
        continue;
      }
      const read = readValue(spec, value, where, basis, report);
      if (read !== undefined) this.#values.set(name, read);
    }
  }

  number(name: string): number {
    return this.#values.get(name) as number;
  }

  word(name: string): string {
    return this.#values.get(name) as string;
  }

  words(name: string): readonly string[] {
    return this.#values.get(name) as readonly string[];
  }

  list(name: string): readonly number[] {
    return this.#values.get(name) as readonly number[];
  }

  table(name: string): ReadonlyMap<string, number> {
    return this.#values.get(name) as ReadonlyMap<string, number>;
  }

  records(name: string): readonly ParameterRecord[] {
    return this.#values.get(name) as readonly ParameterRecord[];
  }

  /** A table by index of component; `otherwise` for those it does not name (`default` in the table goes before). */
  byComponent(name: string, otherwise: number): Float64Array {
    const known = this.#columns.get(name);
    if (known !== undefined) return known;
    const table = this.table(name);
    const column = Float64Array.from(
      this.#basis.components,
      ({ id }) => table.get(id) ?? table.get("default") ?? otherwise,
    );
    this.#columns.set(name, column);
    return column;
  }
}

type Report = (where: string, code: string, message: string, severity?: Issue["severity"]) => void;

const mostEntries = 5000;

function readValue(spec: Spec, value: unknown, where: string, basis: StreamBasis, report: Report): unknown {
  switch (spec.kind) {
    case "number":
      return readNumber(spec, value, where, report);
    case "word":
      return readWord(spec, value, where, basis, report);
    case "list":
    case "words": {
      if (!Array.isArray(value) || value.length > mostEntries) {
        report(where, "process.parameter-type", `must be a list of at most ${mostEntries}, got ${shown(value)}`);
        return undefined;
      }
      return value.map((item: unknown, i) =>
        spec.kind === "list"
          ? readNumber(spec, item, `${where}[${i}]`, report)
          : readWord(spec, item, `${where}[${i}]`, basis, report),
      );
    }
    case "table":
      return readTable(spec, value, where, basis, report);
    case "records":
      return readRecords(spec, value, where, basis, report);
  }
}

function readNumber(spec: Spec, value: unknown, where: string, report: Report): number | undefined {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    report(
      where,
      "process.parameter-type",
      `must be a finite number${spec.unit === "1" ? "" : ` in ${spec.unit}`}, got ${shown(value)}`,
    );
    return undefined;
  }
  if (value < (spec.min ?? Number.NEGATIVE_INFINITY) || value > (spec.max ?? Number.POSITIVE_INFINITY)) {
    const bounds = `${spec.min ?? "-∞"} to ${spec.max ?? "∞"} ${spec.unit}`;
    report(where, "process.parameter-range", `must lie in ${bounds}, got ${value}`);
    return undefined;
  }
  if (spec.isWhole === true && !Number.isInteger(value)) {
    report(where, "process.parameter-range", `must be a whole number, got ${value}`);
    return undefined;
  }
  const { window } = spec;
  if (window !== undefined && (value < window.min || value > window.max))
    report(
      where,
      "process.outside-window",
      `${value} ${spec.unit} lies outside ${window.min} to ${window.max} where it was established (${window.source}); the result is an extrapolation`,
      "warning",
    );
  return value;
}

function readWord(spec: Spec, value: unknown, where: string, basis: StreamBasis, report: Report): string | undefined {
  if (typeof value !== "string") {
    report(where, "process.parameter-type", `must be text, got ${shown(value)}`);
    return undefined;
  }
  if (spec.choices !== undefined && !spec.choices.includes(value)) {
    report(where, "process.parameter-range", `must be one of ${spec.choices.join(", ")}, got ${shown(value)}`);
    return undefined;
  }
  if (spec.namesComponents === true && value !== "" && !basis.index.has(value)) {
    report(where, "process.parameter-component", `no component ${shown(value)} in this flowsheet`);
    return undefined;
  }
  return value;
}

function readTable(spec: Spec, value: unknown, where: string, basis: StreamBasis, report: Report): unknown {
  if (!isFields(value) || Object.keys(value).length > mostEntries) {
    report(where, "process.parameter-type", `must be an object of numbers by name, got ${shown(value)}`);
    return undefined;
  }
  const table = new Map<string, number>();
  for (const [name, item] of Object.entries(value)) {
    const at = `${where}.${name.slice(0, 60)}`;
    if (spec.namesComponents === true && name !== "default" && !basis.index.has(name))
      report(at, "process.parameter-component", "no component of this name in the flowsheet");
    const number = readNumber(spec, item, at, report);
    if (number !== undefined) table.set(name, number);
  }
  return table;
}

function readRecords(spec: Spec, value: unknown, where: string, basis: StreamBasis, report: Report): unknown {
  if (!isFields(value) || Object.keys(value).length > mostEntries) {
    report(where, "process.parameter-type", `must be an object of records by name, got ${shown(value)}`);
    return undefined;
  }
  const fields = spec.fields ?? {};
  return Object.entries(value).map(([name, item]): ParameterRecord => {
    const at = `${where}.${name.slice(0, 60)}`;
    const numbers = new Map<string, number>();
    const words = new Map<string, string>();
    if (spec.namesComponents === true && !basis.index.has(name))
      report(at, "process.parameter-component", "no component of this name in the flowsheet");
    if (!isFields(item)) {
      report(at, "process.parameter-type", `must be an object, got ${shown(item)}`);
      return { name, numbers, words };
    }
    for (const key of Object.keys(item))
      if (fields[key] === undefined)
        report(`${at}.${key.slice(0, 60)}`, "process.parameter-unknown", `takes ${Object.keys(fields).join(", ")}`);
    for (const [key, field] of Object.entries(fields)) {
      const given = item[key] ?? field.default;
      if (given === undefined || given === null)
        report(`${at}.${key}`, "process.parameter-missing", `must be given, in ${field.unit}`);
      else if (field.kind === "word") {
        const word = readWord(field, given, `${at}.${key}`, basis, report);
        if (word !== undefined) words.set(key, word);
      } else {
        const number = readNumber(field, given, `${at}.${key}`, report);
        if (number !== undefined) numbers.set(key, number);
      }
    }
    return { name, numbers, words };
  });
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? typeof value).slice(0, 60);
}
