import { editDistance } from "../../evidence/editDistance.ts";
import type { Issue } from "../../evidence/issue.ts";

type Json = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isJsonObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Typed reading of one object of a project file; what is wrong is collected, the first sound value stands in. Codes:
 * `project.unknown-key` (names the nearest known key), `.missing`, `.not-a-choice`, `.not-in-range`, `.not-an-object`, `.not-a-list`.
 */
export class ProjectFields {
  readonly at: string;
  readonly #value: Json;
  readonly #issues: Issue[];

  constructor(value: Json, at: string, known: readonly string[] | null, issues: Issue[]) {
    this.at = at;
    this.#value = value;
    this.#issues = issues;
    if (known !== null)
      for (const key of Object.keys(value))
        if (!known.includes(key))
          this.fault(
            key,
            "unknown-key",
            `"${key}" is not known here; did you mean "${nearestKey(key, known)}"? Known are ${known.join(", ")}`,
          );
  }

  fault(key: string, code: string, message: string): void {
    const path = this.at === "" ? key : key === "" ? this.at : `${this.at}.${key}`;
    this.#issues.push({ path, code: `project.${code}`, severity: "error", message });
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#value, key) && this.#value[key] != null;
  }

  raw(key: string): unknown {
    return this.has(key) ? this.#value[key] : undefined;
  }

  keys(): string[] {
    return Object.keys(this.#value);
  }

  object(key: string, known: readonly string[] | null): ProjectFields | null {
    if (!this.has(key)) return null;
    const inner = this.#value[key];
    if (isJsonObject(inner)) return new ProjectFields(inner, this.#path(key), known, this.#issues);
    this.fault(key, "not-an-object", `${shown(inner)} is not an object; write { ... }`);
    return null;
  }

  list(key: string, known: readonly string[] | null): ProjectFields[] {
    const inner = this.raw(key);
    if (inner === undefined) return [];
    if (!Array.isArray(inner) || !inner.every(isJsonObject)) {
      this.fault(key, "not-a-list", `${shown(inner)} is not a list of objects; write [{ ... }, ...]`);
      return [];
    }
    return inner.map((item, i) => new ProjectFields(item, `${this.#path(key)}[${i}]`, known, this.#issues));
  }

  text(key: string, fallback?: string): string {
    const inner = this.raw(key);
    if (typeof inner === "string" && inner.trim() !== "") return inner;
    if (inner === undefined && fallback !== undefined) return fallback;
    this.fault(key, "missing", `a text is needed, got ${shown(inner)}; declare it`);
    return fallback ?? "";
  }

  texts(key: string): string[] {
    const inner = this.raw(key);
    if (inner === undefined) return [];
    if (Array.isArray(inner) && inner.every((item) => typeof item === "string")) return inner;
    this.fault(key, "not-a-list", `${shown(inner)} is not a list of texts; write ["...", ...]`);
    return [];
  }

  choice<T extends string>(key: string, choices: readonly [T, ...T[]], fallback?: T): T {
    const found = choices.find((choice) => choice === this.raw(key));
    if (found !== undefined) return found;
    if (!this.has(key) && fallback !== undefined) return fallback;
    const message = `one of ${choices.join(", ")} is needed, got ${shown(this.raw(key))}; declare it, it is not guessed`;
    this.fault(key, this.has(key) ? "not-a-choice" : "missing", message);
    return choices[0];
  }

  number(key: string, fallback: number | null, low: number, high: number): number {
    const inner = this.raw(key);
    if (inner === undefined && fallback !== null) return fallback;
    if (typeof inner === "number" && inner >= low && inner <= high) return inner;
    this.fault(key, "not-in-range", `a number from ${low} to ${high} is needed, got ${shown(inner)}; correct it`);
    return fallback ?? low;
  }

  whole(key: string, fallback: number, low: number, high: number): number {
    const value = this.number(key, fallback, low, high);
    if (Number.isInteger(value)) return value;
    this.fault(key, "not-in-range", `a whole number from ${low} to ${high} is needed, got ${value}; correct it`);
    return fallback;
  }

  /** A list of `count` finite numbers, or of any length from 1 where `count` is null. */
  numbers(key: string, count: number | null, fallback: readonly number[] | null): number[] {
    const inner = this.raw(key);
    if (inner === undefined && fallback !== null) return [...fallback];
    const isGood =
      Array.isArray(inner) &&
      inner.every((item) => typeof item === "number" && Number.isFinite(item)) &&
      (count === null ? inner.length > 0 : inner.length === count);
    if (isGood) return inner as number[];
    this.fault(
      key,
      "not-in-range",
      `${count === null ? "a list of" : count} finite numbers are needed, got ${shown(inner)}; correct it`,
    );
    return fallback === null ? new Array<number>(count ?? 1).fill(1) : [...fallback];
  }

  #path(key: string): string {
    return this.at === "" ? key : `${this.at}.${key}`;
  }
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 60);
}

/** The known key with the least edit distance. */
export function nearestKey(key: string, known: readonly string[]): string {
  const word = key.toLowerCase().slice(0, 60);
  const distances = known.map((name) => editDistance(word, name.toLowerCase()));
  return known[distances.indexOf(Math.min(...distances))] ?? "";
}
