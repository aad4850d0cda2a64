/** Keys that lead to a number in nested data, or to a table or list of numbers. */
export interface NumberPlace {
  readonly keys: readonly string[];
  /** The number, or null where the place is a table or list. */
  readonly value: number | null;
  /** All numbers there: one, or those of the table. */
  readonly values: readonly number[];
}

const deepest = 12;

/**
 * Finds numbers by a path of names parted by dots. Names may hold dots themselves: the longest name that exists is taken at each step, and the
 * next shorter one when that leads nowhere.
 * @returns null where the path leads to no number
 */
export function numberPlace(holder: unknown, path: string): NumberPlace | null {
  const parts = path.split(".");
  return parts.length > deepest ? null : walk(holder, parts, []);
}

function walk(holder: unknown, parts: readonly string[], keys: readonly string[]): NumberPlace | null {
  if (parts.length === 0) return placeOf(holder, keys);
  if (typeof holder !== "object" || holder === null) return null;
  for (let taken = parts.length; taken >= 1; taken--) {
    const name = parts.slice(0, taken).join(".");
    if (!Object.hasOwn(holder, name)) continue;
    const found = walk((holder as Readonly<Record<string, unknown>>)[name], parts.slice(taken), [...keys, name]);
    if (found !== null) return found;
  }
  return null;
}

function placeOf(value: unknown, keys: readonly string[]): NumberPlace | null {
  if (typeof value === "number") return { keys, value, values: [value] };
  if (typeof value !== "object" || value === null) return null;
  const values = Object.values(value);
  const isNumbers = values.length > 0 && values.every((one) => typeof one === "number");
  return isNumbers ? { keys, value: null, values: values as number[] } : null;
}

/** The same data with the numbers at a place changed; what is not on the way is shared, nothing given is written to. */
export function withNumbers(holder: unknown, keys: readonly string[], change: (value: number) => number): unknown {
  if (typeof holder === "number") return change(holder);
  if (typeof holder !== "object" || holder === null) return holder;
  if (Array.isArray(holder))
    return holder.map((item: unknown, i) =>
      keys.length === 0 || keys[0] === String(i) ? withNumbers(item, keys.slice(1), change) : item,
    );
  const fields = holder as Readonly<Record<string, unknown>>;
  const [key] = keys;
  if (key !== undefined) return { ...fields, [key]: withNumbers(fields[key], keys.slice(1), change) };
  return Object.fromEntries(Object.entries(fields).map(([name, item]) => [name, withNumbers(item, [], change)]));
}
