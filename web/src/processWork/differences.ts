import type { FlowsheetDocument } from "@relode/core/process";

/** One thing in which two flowsheets differ: a unit or stream that only one has, or a parameter. */
export interface Difference {
  readonly kind: "unit" | "stream";
  readonly id: string;
  /** Way to the parameter, e.g. `parameters.cells`; empty where the whole is missing. */
  readonly path: string;
  readonly a: string | null;
  readonly b: string | null;
}

/** In what two flowsheets differ, units and streams being the same where their names are; in the order of the first, then of the second. */
export function differences(a: FlowsheetDocument, b: FlowsheetDocument): readonly Difference[] {
  return [
    ...between("unit", a.units as unknown as readonly Part[], b.units as unknown as readonly Part[]),
    ...between("stream", a.streams as unknown as readonly Part[], b.streams as unknown as readonly Part[]),
  ];
}

type Part = { readonly id: string } & Readonly<Record<string, unknown>>;

function between(kind: Difference["kind"], a: readonly Part[], b: readonly Part[]): Difference[] {
  const inA = new Map(a.map((part) => [part.id, part]));
  const inB = new Map(b.map((part) => [part.id, part]));
  return [...new Set([...inA.keys(), ...inB.keys()])].flatMap((id): Difference[] => {
    const [one, other] = [inA.get(id), inB.get(id)];
    if (!one || !other) return [{ kind, id, path: "", a: one ? "there" : null, b: other ? "there" : null }];
    const [left, right] = [leaves(one), leaves(other)];
    return [...new Set([...left.keys(), ...right.keys()])]
      .filter((path) => left.get(path) !== right.get(path))
      .map((path) => ({ kind, id, path, a: left.get(path) ?? null, b: right.get(path) ?? null }));
  });
}

/** Every number and word in a value, by the way to it. */
function leaves(value: unknown, path = "", found = new Map<string, string>()): Map<string, string> {
  if (typeof value === "object" && value !== null)
    for (const [key, part] of Object.entries(value)) leaves(part, path === "" ? key : `${path}.${key}`, found);
  else found.set(path, String(value));
  return found;
}
