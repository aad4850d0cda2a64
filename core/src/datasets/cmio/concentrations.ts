import type { ElementColumns, QuantityColumn } from "./elementColumns.ts";
import type { FindingTally } from "./findingTally.ts";

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
/** Numbers that compilers of tables write for "no data"; none is a credible detection limit. */
const missingCodes = [-999, -9999, -99999];
const disagreementFactor = 2;

/** What one cell says. `ppm` is in ppm of the element; with `below` it is the detection limit. */
interface Reading {
  readonly ppm: number;
  readonly below: boolean;
}

/** The cells of the record being read. */
export interface RecordCells {
  readonly isBlank: (column: number) => boolean;
  readonly cell: (column: number) => string;
  readonly line: number;
}

/**
 * Reads the concentrations of one record under the table's conventions: negative = below the detection limit of that
 * magnitude, blank = not analysed, zero = below the stated limit or else not analysed. Nothing odd passes uncounted.
 */
export class ConcentrationReader {
  readonly #name: string;
  readonly #tally: FindingTally;

  constructor(name: string, tally: FindingTally) {
    this.#name = name;
    this.#tally = tally;
  }

  /** One element of a record, or null when it was not analysed. */
  element(record: RecordCells, columns: ElementColumns): Reading | null {
    let best: Reading | null = null;
    let bestColumn: QuantityColumn | null = null;
    for (const column of columns.alternatives) {
      const reading = this.#quantity(record, column);
      if (reading === null) continue;
      if (best === null || bestColumn === null || (best.below && (!reading.below || reading.ppm < best.ppm))) {
        best = reading;
        bestColumn = column;
      } else if (!best.below && !reading.below) this.#compare(record, bestColumn, best, column, reading);
    }
    if (columns.parts === null) return best;
    const ferric = this.#quantity(record, columns.parts[0]);
    const ferrous = this.#quantity(record, columns.parts[1]);
    if (best !== null) return best;
    if (ferric !== null && ferrous !== null && !ferric.below && !ferrous.below)
      return { ppm: ferric.ppm + ferrous.ppm, below: false };
    if (ferric !== null || ferrous !== null)
      this.#note(
        "cmio.partial-iron",
        "info",
        "rows give only part of the iron (FEO or FE2O3 alone, or one of them below detection); Fe counts as not analysed there",
        record,
        columns.parts[0],
        "",
      );
    return null;
  }

  #quantity(record: RecordCells, column: QuantityColumn): Reading | null {
    if (record.isBlank(column.column)) return null;
    const text = record.cell(column.column).trim();
    if (text === "") return null;
    const value = Number(text);
    if (!(value - value === 0) || !decimal.test(text)) {
      this.#note(
        "cmio.not-a-number",
        "warning",
        "concentrations are not plain decimal numbers and are left out",
        record,
        column,
        text,
      );
      return null;
    }
    if (value < 0 && missingCodes.includes(value)) {
      this.#note(
        "cmio.missing-code",
        "warning",
        "cells hold a no-data code (-999, -9999 or -99999) and count as not analysed",
        record,
        column,
        text,
      );
      return null;
    }
    if (Math.abs(value) * column.ppmPerUnit > column.maxPpm) {
      this.#note(
        "cmio.above-unity",
        "warning",
        `concentrations or limits exceed ${column.maxPpm} ppm and are left out; check the unit of the column`,
        record,
        column,
        text,
      );
      return null;
    }
    const toPpm = column.ppmPerUnit * column.elementFraction;
    const limit = this.#limit(record, column);
    if (value > 0) {
      if (value < limit)
        this.#note(
          "cmio.measured-below-limit",
          "info",
          "positive values lie below their stated detection limit and are kept as measured",
          record,
          column,
          `${text}, limit ${limit}`,
        );
      return { ppm: value * toPpm, below: false };
    }
    if (value < 0) {
      if (limit > 0 && Math.abs(-value - limit) > 1e-6 * limit)
        this.#note(
          "cmio.limit-differs",
          "warning",
          "values below detection carry another limit than their detection-limit column; the magnitude of the negative value is used",
          record,
          column,
          `${text}, limit ${limit}`,
        );
      return { ppm: -value * toPpm, below: true };
    }
    if (limit > 0) {
      this.#note(
        "cmio.zero-below-limit",
        "info",
        "zeros count as below their stated detection limit",
        record,
        column,
        `${text}, limit ${limit}`,
      );
      return { ppm: limit * toPpm, below: true };
    }
    this.#note(
      "cmio.zero-not-analysed",
      "warning",
      "zeros have no stated detection limit and count as not analysed",
      record,
      column,
      text,
    );
    return null;
  }

  /** Detection limit in the unit of the value; NaN when none, not positive, or no number. */
  #limit(record: RecordCells, column: QuantityColumn): number {
    if (column.limitColumn < 0 || record.isBlank(column.limitColumn)) return Number.NaN;
    const text = record.cell(column.limitColumn).trim();
    const limit = Number(text);
    if (text === "" || !(limit > 0)) return Number.NaN;
    return limit * column.ppmPerUnit <= column.maxPpm ? limit : Number.NaN;
  }

  #compare(record: RecordCells, column: QuantityColumn, kept: Reading, other: QuantityColumn, unused: Reading): void {
    const ratio = kept.ppm / unused.ppm;
    if (ratio > disagreementFactor || ratio < 1 / disagreementFactor)
      this.#note(
        "cmio.columns-disagree",
        "warning",
        `cells give an element twice, more than a factor ${disagreementFactor} apart; the element's own column is used`,
        record,
        column,
        `${kept.ppm} ppm, ${other.name} gives ${unused.ppm} ppm`,
      );
  }

  #note(
    code: string,
    severity: "warning" | "info",
    meaning: string,
    record: RecordCells,
    column: QuantityColumn,
    shown: string,
  ): void {
    this.#tally.add(
      code,
      severity,
      meaning,
      () => `${this.#name}, row ${record.line}, column ${column.name}`,
      () => `row ${record.line}, ${column.name}${shown === "" ? "" : ` = ${shown.slice(0, 80)}`}`,
    );
  }
}
