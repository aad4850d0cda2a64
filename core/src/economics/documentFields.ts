import type { Issue } from "../evidence/issue.ts";

/** Bounds of a number in a document. */
export interface NumberBounds {
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string;
}

/**
 * Reads an object of a JSON document key by key; whatever is wrong becomes an issue with its path, value, bound and remedy, and
 * the reader goes on with a stand-in, so that one pass finds everything. Keys never asked for are told at the end.
 */
export class DocumentFields {
  readonly path: string;
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #issues: Issue[];
  readonly #asked = new Set<string>();

  constructor(value: unknown, path: string, issues: Issue[]) {
    this.path = path;
    this.#issues = issues;
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      this.#fields = value as Readonly<Record<string, unknown>>;
    else {
      this.#fields = {};
      this.fault("", "economics.not-an-object", `must be an object, got ${shown(value)}`);
    }
  }

  /** Files an error about a key of this object. */
  fault(key: string, code: string, message: string, severity: Issue["severity"] = "error"): void {
    this.#issues.push({ path: key === "" ? this.path : `${this.path}.${key}`, code, severity, message });
  }

  has(key: string): boolean {
    this.#asked.add(key);
    return Object.hasOwn(this.#fields, key) && this.#fields[key] !== null && this.#fields[key] !== undefined;
  }

  raw(key: string): unknown {
    return this.has(key) ? this.#fields[key] : undefined;
  }

  keys(): string[] {
    return Object.keys(this.#fields);
  }

  /** A finite number within bounds; `otherwise` where the key is absent, an error where there is no `otherwise`. */
  number(key: string, bounds: NumberBounds = {}, otherwise?: number): number {
    if (!this.has(key)) {
      if (otherwise !== undefined) return otherwise;
      this.fault(key, "economics.missing", `is missing; give a number${bounds.unit ? ` in ${bounds.unit}` : ""}`);
      return Number.NaN;
    }
    return this.#checked(key, this.#fields[key], bounds);
  }

  #checked(key: string, value: unknown, { min, max, unit }: NumberBounds): number {
    const words = unit ? ` ${unit}` : "";
    if (typeof value !== "number" || !Number.isFinite(value))
      this.fault(key, "economics.not-a-number", `must be a finite number, got ${shown(value)}`);
    else if (min !== undefined && value < min)
      this.fault(key, "economics.below-minimum", `${value}${words} lies below the minimum ${min}${words}`);
    else if (max !== undefined && value > max)
      this.fault(key, "economics.above-maximum", `${value}${words} lies above the maximum ${max}${words}`);
    else return value;
    return Number.NaN;
  }

  /** A list of numbers within bounds, not longer than `most`. */
  numbers(key: string, bounds: NumberBounds, otherwise: readonly number[], most = 400): number[] {
    if (!this.has(key)) return [...otherwise];
    const value = this.#fields[key];
    if (!Array.isArray(value) || value.length === 0 || value.length > most) {
      this.fault(key, "economics.not-a-list", `must be a list of 1 to ${most} numbers, got ${shown(value)}`);
      return [...otherwise];
    }
    return value.map((item: unknown, i) => this.#checked(`${key}[${i}]`, item, bounds));
  }

  text(key: string, otherwise?: string): string {
    if (!this.has(key) && otherwise !== undefined) return otherwise;
    const value = this.raw(key);
    if (typeof value === "string" && value.trim() !== "" && value.length <= 500) return value;
    this.fault(key, "economics.not-text", `must be text of 1 to 500 characters, got ${shown(value)}`);
    return "";
  }

  choice<T extends string>(key: string, choices: readonly T[], otherwise?: T): T {
    if (!this.has(key) && otherwise !== undefined) return otherwise;
    const value = this.raw(key);
    const found = choices.find((choice) => choice === value);
    if (found === undefined)
      this.fault(key, "economics.not-a-choice", `must be one of ${choices.join(", ")}, got ${shown(value)}`);
    return found ?? choices[0];
  }

  flag(key: string, otherwise: boolean): boolean {
    if (!this.has(key)) return otherwise;
    const value = this.raw(key);
    if (typeof value !== "boolean")
      this.fault(key, "economics.not-a-flag", `must be true or false, got ${shown(value)}`);
    return value === true;
  }

  /** An object under a key; null where absent. */
  object(key: string): DocumentFields | null {
    return this.has(key) ? new DocumentFields(this.#fields[key], `${this.path}.${key}`, this.#issues) : null;
  }

  /** Objects of a list, not more than `most`; none where absent. */
  list(key: string, most = 1000): DocumentFields[] {
    if (!this.has(key)) return [];
    const value = this.#fields[key];
    if (!Array.isArray(value) || value.length > most) {
      this.fault(key, "economics.not-a-list", `must be a list of at most ${most} objects, got ${shown(value)}`);
      return [];
    }
    return value.map((item: unknown, i) => new DocumentFields(item, `${this.path}.${key}[${i}]`, this.#issues));
  }

  /** Numbers by name, e.g. grade by element. */
  byName(key: string, bounds: NumberBounds): Map<string, number> {
    const found = new Map<string, number>();
    const inner = this.object(key);
    for (const name of inner?.keys() ?? []) found.set(name, inner?.number(name, bounds) ?? Number.NaN);
    return found;
  }

  /** Tells keys that nothing asked for: a misspelt key would be dropped unseen. */
  tellUnknown(): void {
    for (const key of this.keys())
      if (!this.#asked.has(key) && key !== "note" && key !== "source")
        this.fault(
          key,
          "economics.unknown-key",
          `is not known here and is ignored; known: ${[...this.#asked].slice(0, 24).join(", ")}`,
          "warning",
        );
  }
}

/** A value in few words; what is nested is named, not written out: a hostile file may nest without end. */
function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  return (JSON.stringify(value) ?? typeof value).slice(0, 60);
}
