import type { ComponentSpec, FlowsheetDocument, StreamSpec, UnitSpec } from "@relode/core/process";
import type { Position, Sheet } from "./sheet.ts";

/** One end of a stream: a port of a unit. */
export interface End {
  readonly unit: string;
  readonly port: string;
}

/** An edited sheet, or why the edit cannot be made. */
export type Edited = { readonly sheet: Sheet; readonly made: string } | { readonly refused: string };

const change = (sheet: Sheet, part: Partial<FlowsheetDocument>): Sheet => ({
  ...sheet,
  document: { ...sheet.document, ...part },
});

/** `base`, or `base 2`, `base 3` ... where taken. */
export function freeId(base: string, taken: readonly { readonly id: string }[]): string {
  const used = new Set(taken.map(({ id }) => id));
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base} ${n}`;
    if (!used.has(id)) return id;
  }
}

/** Adds a unit without parameters: what it needs is then said by the core. */
export function addUnit(sheet: Sheet, kind: string, at: Position): Edited {
  const id = freeId(kind, sheet.document.units);
  const edited = change(sheet, { units: [...sheet.document.units, { id, kind, parameters: {} }] });
  return { sheet: { ...edited, layout: { ...edited.layout, [id]: at } }, made: id };
}

/** Takes a unit away: streams that left it go too, streams that entered it become products. */
export function removeUnit(sheet: Sheet, id: string): Sheet {
  const { [id]: _gone, ...layout } = sheet.layout;
  const streams = sheet.document.streams.flatMap((stream): StreamSpec[] => {
    if (stream.from?.unit === id) return [];
    if (stream.to?.unit !== id) return [stream];
    if ((stream.from ?? null) === null) return [];
    return [{ ...stream, to: null }];
  });
  return { ...change(sheet, { units: sheet.document.units.filter((unit) => unit.id !== id), streams }), layout };
}

/** A new name for a unit, in its streams as well. */
export function renameUnit(sheet: Sheet, id: string, name: string): Edited {
  const refused = badName(name, id, sheet.document.units);
  if (refused !== null) return { refused };
  const end = (old: StreamSpec["from"]) => (old?.unit === id ? { ...old, unit: name } : (old ?? null));
  const layout = Object.fromEntries(Object.entries(sheet.layout).map(([unit, at]) => [unit === id ? name : unit, at]));
  const edited = change(sheet, {
    units: sheet.document.units.map((unit) => (unit.id === id ? { ...unit, id: name } : unit)),
    streams: sheet.document.streams.map((s) => ({ ...s, from: end(s.from), to: end(s.to) })),
  });
  return { sheet: { ...edited, layout }, made: name };
}

/** A new name for a stream, in measurements and tears as well. */
export function renameStream(sheet: Sheet, id: string, name: string): Edited {
  const { streams, measurements, solver } = sheet.document;
  const refused = badName(name, id, streams);
  if (refused !== null) return { refused };
  const edited = change(sheet, {
    streams: streams.map((stream) => (stream.id === id ? { ...stream, id: name } : stream)),
    ...(measurements && { measurements: measurements.map((m) => (m.stream === id ? { ...m, stream: name } : m)) }),
    ...(solver?.tears && { solver: { ...solver, tears: solver.tears.map((tear) => (tear === id ? name : tear)) } }),
  });
  return { sheet: edited, made: name };
}

function badName(name: string, old: string, taken: readonly { readonly id: string }[]): string | null {
  if (name.trim() === "" || name.length > 100) return "a name needs 1 to 100 characters";
  return name !== old && taken.some(({ id }) => id === name) ? `${name} is taken; give another name` : null;
}

/** A stream from an outlet to an inlet. A product of that outlet is led on; an outlet that feeds a unit already is refused. */
export function connect(sheet: Sheet, from: End, to: End): Edited {
  const { streams } = sheet.document;
  const old = streams.find((stream) => stream.from?.unit === from.unit && stream.from.port === from.port);
  if (old === undefined) {
    const id = freeId(`${from.unit} ${from.port}`.slice(0, 90), streams);
    return { sheet: change(sheet, { streams: [...streams, { id, from, to }] }), made: id };
  }
  if ((old.to ?? null) !== null)
    return {
      refused: `outlet ${from.port} of ${from.unit} already feeds ${old.to?.unit} as ${old.id}; delete that stream, or put a splitter between`,
    };
  return { sheet: change(sheet, { streams: streams.map((s) => (s === old ? { ...s, to } : s)) }), made: old.id };
}

/** A feed of nothing at an inlet: its flows are then given. */
export function addFeed(sheet: Sheet, to: End): Edited {
  const id = freeId(`${to.unit} ${to.port}`.slice(0, 90), sheet.document.streams);
  return { sheet: change(sheet, { streams: [...sheet.document.streams, { id, to, feed: { kgPerH: {} } }] }), made: id };
}

/** A stream that leaves the flowsheet from an outlet. */
export function addProduct(sheet: Sheet, from: End): Edited {
  const id = freeId(`${from.unit} ${from.port}`.slice(0, 90), sheet.document.streams);
  return { sheet: change(sheet, { streams: [...sheet.document.streams, { id, from, to: null }] }), made: id };
}

export function removeStream(sheet: Sheet, id: string): Sheet {
  return change(sheet, { streams: sheet.document.streams.filter((stream) => stream.id !== id) });
}

export function moveUnit(sheet: Sheet, id: string, at: Position): Sheet {
  return { ...sheet, layout: { ...sheet.layout, [id]: [Math.round(at[0]), Math.round(at[1])] } };
}

export function setComponents(sheet: Sheet, components: readonly ComponentSpec[]): Sheet {
  return change(sheet, { components });
}

/** Where a number sits: under a unit's parameters or a stream's feed. */
export interface Target {
  readonly kind: "unit" | "stream";
  readonly id: string;
}

/** Sets what stands at a path of the parameters of a unit or of the feed of a stream; `undefined` takes it away. */
export function setAt(
  document: FlowsheetDocument,
  target: Target,
  path: readonly string[],
  value: unknown,
): FlowsheetDocument {
  if (target.kind === "unit") {
    const units = document.units.map(
      (unit): UnitSpec =>
        unit.id === target.id ? { ...unit, parameters: changed(unit.parameters ?? {}, path, value) } : unit,
    );
    return { ...document, units };
  }
  const streams = document.streams.map(
    (stream): StreamSpec =>
      stream.id === target.id
        ? { ...stream, feed: changed(stream.feed ?? {}, path, value) as NonNullable<StreamSpec["feed"]> }
        : stream,
  );
  return { ...document, streams };
}

function changed(old: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(old))
    return (old as unknown[]).map((item, i) => (String(i) === key ? changed(item, rest, value) : item));
  const fields = typeof old === "object" && old !== null ? (old as Readonly<Record<string, unknown>>) : {};
  if (rest.length === 0 && value === undefined) {
    const { [key]: _gone, ...others } = fields;
    return others;
  }
  return { ...fields, [key]: changed(fields[key], rest, value) };
}

/** Every number under parameters or a feed, with its path. */
export function numbersIn(value: unknown, path: readonly string[] = []): { path: string[]; value: number }[] {
  if (typeof value === "number") return [{ path: [...path], value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => numbersIn(item, [...path, key]));
}
