import type { CmioField } from "./cmioFields.ts";

/** Where one quantity stands in the file. */
export interface QuantityColumn {
  readonly quantity: string;
  readonly name: string;
  readonly column: number;
  /** Column of the detection limit; -1 when the file has none. */
  readonly limitColumn: number;
  /** ppm of the quantity per unit of the cell: 1, 0.001 for ppb, 10,000 for wt %. */
  readonly ppmPerUnit: number;
  /** Mass of element in one mass of the quantity. */
  readonly elementFraction: number;
  /** Largest credible cell, ppm of the quantity; oxides may pass 100 wt % by a little analytical error. */
  readonly maxPpm: number;
}

/** The columns that can give one element, best first; iron apart, each alone gives the whole element. */
export interface ElementColumns {
  readonly element: string;
  readonly alternatives: readonly QuantityColumn[];
  /** Ferric and ferrous iron, whose sum gives Fe when no total is there; else null. */
  readonly parts: readonly [QuantityColumn, QuantityColumn] | null;
}

/** ppm in one unit of a column. */
export function ppmPerUnit(unit: string): number {
  const factor = new Map([
    ["ppm", 1],
    ["ppb", 1e-3],
    ["wt %", 1e4],
  ]).get(unit);
  if (factor === undefined) throw new RangeError(`unit of a concentration must be ppm, ppb or wt %, got "${unit}"`);
  return factor;
}

const pureMaxPpm = 1e6;
const oxideMaxPpm = 1.05e6;

/**
 * The columns of a file from which each element is read: the element's own column first, then its oxide
 * (for iron all iron as Fe2O3, then ferric plus ferrous).
 * @param fields schema
 * @param columnOf column of a field name, upper case
 */
export function elementColumns(fields: readonly CmioField[], columnOf: ReadonlyMap<string, number>): ElementColumns[] {
  const limitColumn = new Map<string, number>();
  for (const field of fields)
    if (field.kind === "detection-limit") limitColumn.set(field.quantity, columnOf.get(field.name) ?? -1);
  const byElement = new Map<string, QuantityColumn[]>();
  for (const field of fields) {
    if (field.kind !== "value") continue;
    const columns = byElement.get(field.element) ?? [];
    byElement.set(field.element, columns);
    const column = columnOf.get(field.name);
    if (column === undefined) continue;
    const pure = field.formula === field.element;
    const found: QuantityColumn = {
      quantity: field.quantity,
      name: field.name,
      column,
      limitColumn: limitColumn.get(field.quantity) ?? -1,
      ppmPerUnit: ppmPerUnit(field.unit),
      elementFraction: field.elementFraction,
      maxPpm: pure ? pureMaxPpm : oxideMaxPpm,
    };
    if (pure) columns.unshift(found);
    else columns.push(found);
  }
  return [...byElement]
    .filter(([, columns]) => columns.length > 0)
    .map(([element, columns]) => {
      const ferric = columns.find((c) => c.quantity === "FE2O3");
      const ferrous = columns.find((c) => c.quantity === "FEO");
      return {
        element,
        alternatives: columns.filter((c) => c !== ferric && c !== ferrous),
        parts: ferric && ferrous ? ([ferric, ferrous] as const) : null,
      };
    });
}
