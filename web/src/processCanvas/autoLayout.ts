import type { FlowsheetDocument } from "@relode/core/process";
import type { Position } from "../processWork/sheet.ts";

export const boxPx = { width: 138, gapX: 92, gapY: 44 } as const;

/** Height of a unit's box with its ports. */
export function boxHeightPx(ports: number): number {
  return Math.max(58, 20 + 19 * ports);
}

/** Layer of each unit: one more than the deepest unit before it, streams that close a recycle left out. */
export function layersOf({ units, streams }: Pick<FlowsheetDocument, "units" | "streams">): Map<string, number> {
  const after = new Map(units.map(({ id }) => [id, [] as string[]]));
  const entered = new Set<string>();
  const fed = new Set<string>();
  for (const { from, to } of streams) {
    if (!to || !after.has(to.unit)) continue;
    if (!from) fed.add(to.unit);
    else if (after.has(from.unit) && from.unit !== to.unit) {
      after.get(from.unit)?.push(to.unit);
      entered.add(to.unit);
    }
  }
  const state = new Map<string, "open" | "done">();
  const order: string[] = [];
  const forward = new Map(units.map(({ id }) => [id, [] as string[]]));
  const starts = [
    ...units.filter(({ id }) => !entered.has(id)),
    ...units.filter(({ id }) => fed.has(id)),
    ...units,
  ].map(({ id }) => id);
  for (const start of starts) {
    if (state.has(start)) continue;
    // Depth first without recursion: a stream to a unit still open closes a circle.
    const stack: { id: string; next: number }[] = [{ id: start, next: 0 }];
    state.set(start, "open");
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      const child = top && after.get(top.id)?.[top.next++];
      if (top && child === undefined) {
        state.set(top.id, "done");
        order.push(top.id);
        stack.pop();
      } else if (top && child !== undefined && state.get(child) !== "open") {
        forward.get(top.id)?.push(child);
        if (!state.has(child)) {
          state.set(child, "open");
          stack.push({ id: child, next: 0 });
        }
      }
    }
  }
  const layer = new Map(units.map(({ id }) => [id, 0]));
  for (const id of order.reverse())
    for (const child of forward.get(id) ?? [])
      layer.set(child, Math.max(layer.get(child) ?? 0, (layer.get(id) ?? 0) + 1));
  return layer;
}

/** Wanted width of the drawing over its height, and what stubs and words of feeds and products add to its width. */
const aspect = 1.5;
const marginPx = 210;
const rowGapPx = 84;
/** What a product or a feed between two columns adds to their gap, so that its name is not cut off. */
const stubPx = 56;

/**
 * Places for all units: layers from left to right, wrapped into rows so that the drawing fills a frame that is half as wide again as
 * high; units of a layer stand in the order of what feeds them.
 */
export function autoLayout(
  document: Pick<FlowsheetDocument, "units" | "streams">,
  heightPx: (id: string) => number,
): Map<string, Position> {
  const columns = orderedColumns(document);
  const loose = looseEnds(document);
  let best = placed(columns, heightPx, loose, columns.length);
  for (let inRow = columns.length - 1; inRow >= 3; inRow--) {
    const other = placed(columns, heightPx, loose, inRow);
    if (other.sizePx < best.sizePx) best = other;
  }
  return best.places;
}

/** Units that a stream leaves for the outside, and units that one enters from there. */
interface LooseEnds {
  readonly outOf: ReadonlySet<string>;
  readonly into: ReadonlySet<string>;
}

function looseEnds({ streams }: Pick<FlowsheetDocument, "streams">): LooseEnds {
  return {
    outOf: new Set(streams.flatMap(({ from, to }) => (from && !to ? [from.unit] : []))),
    into: new Set(streams.flatMap(({ from, to }) => (to && !from ? [to.unit] : []))),
  };
}

/** Units by layer, each layer in the order of the units that feed it. */
function orderedColumns(document: Pick<FlowsheetDocument, "units" | "streams">): string[][] {
  const layer = layersOf(document);
  const depth = document.units.reduce((most, { id }) => Math.max(most, 1 + (layer.get(id) ?? 0)), 1);
  const columns: string[][] = Array.from({ length: depth }, () => []);
  for (const { id } of document.units) columns[layer.get(id) ?? 0]?.push(id);
  const rank = new Map<string, number>();
  const before = new Map<string, string[]>();
  for (const { from, to } of document.streams)
    if (from && to) before.set(to.unit, [...(before.get(to.unit) ?? []), from.unit]);
  for (const column of columns) {
    const centre = (id: string) => {
      const known = (before.get(id) ?? []).flatMap((unit) => rank.get(unit) ?? []);
      return known.length === 0 ? 0 : known.reduce((a, b) => a + b, 0) / known.length;
    };
    column.sort((a, b) => centre(a) - centre(b));
    for (const [i, id] of column.entries()) rank.set(id, i - (column.length - 1) / 2);
  }
  return columns;
}

function placed(
  columns: readonly (readonly string[])[],
  heightPx: (id: string) => number,
  { outOf, into }: LooseEnds,
  inRow: number,
): { places: Map<string, Position>; sizePx: number } {
  const places = new Map<string, Position>();
  // Columns of all rows stand under one another, so that lines between rows find a straight way.
  const leftPx = [0];
  for (let c = 0; c + 1 < Math.min(inRow, columns.length); c++) {
    const hasStub = columns.some(
      (column, at) =>
        at % inRow === c &&
        at + 1 < columns.length &&
        (column.some((id) => outOf.has(id)) || (columns[at + 1] ?? []).some((id) => into.has(id))),
    );
    leftPx.push((leftPx[c] ?? 0) + boxPx.width + boxPx.gapX + (hasStub ? stubPx : 0));
  }
  let top = 0;
  for (let first = 0; first < columns.length; first += inRow) {
    const row = columns.slice(first, first + inRow);
    const columnHeight = (column: readonly string[]) =>
      column.reduce((sum, id) => sum + heightPx(id) + boxPx.gapY, -boxPx.gapY);
    const rowHeight = Math.max(...row.map(columnHeight));
    for (const [c, column] of row.entries()) {
      let y = top + (rowHeight - columnHeight(column)) / 2;
      for (const id of column) {
        places.set(id, [leftPx[c] ?? 0, Math.round(y)]);
        y += heightPx(id) + boxPx.gapY;
      }
    }
    top += rowHeight + rowGapPx;
  }
  const width = (leftPx.at(-1) ?? 0) + boxPx.width + boxPx.gapX + marginPx;
  return { places, sizePx: Math.max(width, aspect * top) };
}
