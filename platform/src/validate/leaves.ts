/** A value at the end of a path in JSON. */
export type Leaf = number | string | boolean | null;

/** Bounds that keep a hostile case from taking memory or time. */
export const leafLimits = { depth: 12, count: 20_000 } as const;

/** A case nests deeper, or holds more values, than `leafLimits`. */
export class LeafLimitError extends Error {
  readonly code = "validate.too-deep";
  constructor(what: string) {
    super(`${what}; split the case`);
    this.name = "LeafLimitError";
  }
}

/**
 * Values of a JSON document by their path: `{ a: { b: [1, 2] } }` gives `a.b[0]` 1 and `a.b[1]` 2. A document that is one
 * value has the path `value`. An empty object or list gives its path with null: something was announced and is not there.
 * @throws {LeafLimitError} deeper or larger than `leafLimits`
 */
export function leavesOf(document: unknown): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  collect(document, "", 0, leaves);
  return leaves;
}

function collect(node: unknown, path: string, depth: number, leaves: Map<string, Leaf>): void {
  if (depth > leafLimits.depth) throw new LeafLimitError(`expected values nest deeper than ${leafLimits.depth} levels`);
  if (typeof node === "object" && node !== null) {
    const entries = Array.isArray(node)
      ? node.map((value, i): [string, unknown] => [`${path}[${i}]`, value])
      : Object.entries(node).map(([key, value]): [string, unknown] => [path === "" ? key : `${path}.${key}`, value]);
    if (entries.length === 0) leaves.set(path || "value", null);
    for (const [key, value] of entries) collect(value, key, depth + 1, leaves);
    return;
  }
  if (leaves.size >= leafLimits.count) throw new LeafLimitError(`a case holds more than ${leafLimits.count} values`);
  const isLeaf = typeof node === "number" || typeof node === "string" || typeof node === "boolean";
  leaves.set(path || "value", isLeaf ? node : null);
}

/** A key as compared: case, underscores and hyphens do not count, so `kg_per_vehicle` and `kgPerVehicle` are one. */
export function foldedKey(key: string): string {
  return key.replace(/[_\-\s]/g, "").toLowerCase();
}
