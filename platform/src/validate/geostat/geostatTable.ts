import { type Issue, readCsv } from "@relode/core/evidence";

/** A small table of a geostatistics case: numbers by column, NaN where a cell is empty or holds words. */
export class GeostatTable {
  readonly names: readonly string[];
  readonly rows: number;
  readonly issues: readonly Issue[];
  readonly #cells: readonly (readonly string[])[];

  constructor(text: string, name: string) {
    const { rows, issues } = readCsv(text, name);
    this.names = rows[0]?.cells ?? [];
    this.#cells = rows.slice(1).map(({ cells }) => cells);
    this.rows = this.#cells.length;
    this.issues = issues;
  }

  has(name: string): boolean {
    return this.names.includes(name);
  }

  text(name: string): string[] {
    const at = this.names.indexOf(name);
    if (at < 0) throw new RangeError(`the table has no column ${name}; it has ${this.names.join(", ")}`);
    return this.#cells.map((cells) => cells[at] ?? "");
  }

  column(name: string): Float64Array {
    return Float64Array.from(this.text(name), (cell) => (cell.trim() === "" ? Number.NaN : Number(cell)));
  }

  /** Packed positions; z is 0 in a flat study. */
  positions(): Float64Array {
    const [x, y] = [this.column("x"), this.column("y")];
    const z = this.has("z") ? this.column("z") : new Float64Array(this.rows);
    return Float64Array.from({ length: 3 * this.rows }, (_, i) => [x, y, z][i % 3][Math.floor(i / 3)]);
  }
}
