import { foldedKey } from "./leaves.ts";

/** Inputs of a case that a function cannot be called with; becomes a failed row. */
export class CaseInputError extends Error {
  readonly code = "validate.bad-input";
  constructor(message: string) {
    super(message);
    this.name = "CaseInputError";
  }
}

/**
 * Typed access to the inputs of a case. Case and underscores of keys do not count. What the case does not give is looked up in
 * what its file says for all cases.
 */
export class CaseInputs {
  readonly #values: ReadonlyMap<string, unknown>;
  /** The case's own inputs as they stand: keys with their capitals. */
  readonly own: Readonly<Record<string, unknown>>;
  /** Paths of the expected values of the case. */
  readonly askedLeaves: readonly string[];

  constructor(inputs: unknown, shared: Readonly<Record<string, unknown>> = {}, askedLeaves: readonly string[] = []) {
    if (typeof inputs !== "object" || inputs === null || Array.isArray(inputs))
      throw new CaseInputError("the case has no inputs; write inputs: { quantity, ... }");
    this.own = inputs as Readonly<Record<string, unknown>>;
    this.askedLeaves = askedLeaves;
    this.#values = new Map(
      [...Object.entries(shared), ...Object.entries(inputs)].map(([key, value]) => [foldedKey(key), value]),
    );
  }

  has(key: string): boolean {
    return this.#values.get(foldedKey(key)) !== undefined;
  }

  number(key: string): number {
    const value = this.#values.get(foldedKey(key));
    if (typeof value !== "number") throw new CaseInputError(`input ${key} must be a number, got ${shown(value)}`);
    return value;
  }

  numberOr<T>(key: string, otherwise: T): number | T {
    const value = this.#values.get(foldedKey(key));
    return value === undefined || value === null ? otherwise : this.number(key);
  }

  text(key: string): string {
    const value = this.#values.get(foldedKey(key));
    if (typeof value !== "string") throw new CaseInputError(`input ${key} must be text, got ${shown(value)}`);
    return value;
  }

  /** The value as it stands in the file; undefined when it is not there. */
  raw(key: string): unknown {
    return this.#values.get(foldedKey(key));
  }

  /** A column; null stands for NaN, "not analysed". */
  column(key: string): Float64Array {
    const value = this.#values.get(foldedKey(key));
    if (!Array.isArray(value)) throw new CaseInputError(`input ${key} must be a list of numbers, got ${shown(value)}`);
    return Float64Array.from(value, (cell: unknown, i) => {
      if (cell === null) return Number.NaN;
      if (typeof cell !== "number") throw new CaseInputError(`input ${key}[${i}] must be a number, got ${shown(cell)}`);
      return cell;
    });
  }

  /** Names with a number each, in the order given. */
  numbers(key: string): [string, number][] {
    const value = this.#values.get(foldedKey(key));
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new CaseInputError(`input ${key} must be an object of numbers, got ${shown(value)}`);
    return Object.entries(value).map(([name, amount]: [string, unknown]) => {
      if (typeof amount !== "number")
        throw new CaseInputError(`input ${key}.${name} must be a number, got ${shown(amount)}`);
      return [name, amount];
    });
  }
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : (JSON.stringify(value) ?? typeof value).slice(0, 60);
}
