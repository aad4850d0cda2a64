/** Entries after fill-in beyond which a system is given up: it is no chain any more. */
const mostEntries = 4e6;
/** Share of the largest entry of a row that a pivot must have. */
const threshold = 0.1;

/**
 * Solves A x = b for a sparse A, row by row as maps from column to value, by Gaussian elimination: always the row with the fewest
 * entries, in it the diagonal where it has at least a tenth of the largest, else of such entries that of the column with the fewest
 * (Markowitz).
 * The rows are used up.
 *
 * @returns null where A is singular or fills in too much
 * @see Markowitz (1957), Management Science 3, 255-269; Duff, Erisman and Reid (2017), Direct Methods for Sparse Matrices, 2nd ed., ch. 7
 */
export function solveSparse(rows: Map<number, number>[], b: Float64Array): Float64Array | null {
  const n = rows.length;
  const right = Float64Array.from(b);
  const columns = Array.from({ length: n }, () => new Set<number>());
  let entries = 0;
  for (const [i, row] of rows.entries()) {
    for (const j of row.keys()) columns[j].add(i);
    entries += row.size;
  }
  const queue = new CountQueue(rows);
  const isDone = new Uint8Array(n);
  const order: { row: number; column: number }[] = [];
  for (let k = 0; k < n; k++) {
    const i = queue.take(rows, isDone);
    const pivotRow = rows[i];
    const j = pivotColumn(i, pivotRow, columns);
    if (j < 0 || entries > mostEntries) return null;
    isDone[i] = 1;
    order.push({ row: i, column: j });
    const pivot = pivotRow.get(j) as number;
    for (const other of pivotRow.keys()) columns[other].delete(i);
    for (const at of columns[j]) {
      const row = rows[at];
      const before = row.size;
      const factor = (row.get(j) as number) / pivot;
      row.delete(j);
      for (const [column, value] of pivotRow) {
        if (column === j) continue;
        const old = row.get(column);
        if (old === undefined) columns[column].add(at);
        row.set(column, (old ?? 0) - factor * value);
      }
      right[at] -= factor * right[i];
      entries += row.size - before;
      queue.put(at, row.size);
    }
    columns[j].clear();
  }
  const x = new Float64Array(n);
  for (const { row, column } of order.reverse()) {
    let sum = right[row];
    for (const [j, value] of rows[row]) if (j !== column) sum -= value * x[j];
    x[column] = sum / (rows[row].get(column) as number);
  }
  return x.every(Number.isFinite) ? x : null;
}

function pivotColumn(i: number, row: ReadonlyMap<number, number>, columns: readonly ReadonlySet<number>[]): number {
  let largest = 0;
  for (const value of row.values()) largest = Math.max(largest, Math.abs(value));
  if (!(largest > 1e-300 && largest < Number.POSITIVE_INFINITY)) return -1;
  if (Math.abs(row.get(i) ?? 0) >= threshold * largest) return i;
  let best = -1;
  for (const [j, value] of row)
    if (Math.abs(value) >= threshold * largest && (best < 0 || columns[j].size < columns[best].size)) best = j;
  return best;
}

/** Rows by number of entries; an entry is stale when its row has grown or gone. */
class CountQueue {
  readonly #bins: number[][] = [];
  #lowest = 0;

  constructor(rows: readonly ReadonlyMap<number, number>[]) {
    for (let i = rows.length - 1; i >= 0; i--) this.put(i, rows[i].size);
  }

  put(row: number, count: number): void {
    while (this.#bins.length <= count) this.#bins.push([]);
    this.#bins[count].push(row);
    this.#lowest = Math.min(this.#lowest, count);
  }

  /** A row not done with the fewest entries. */
  take(rows: readonly ReadonlyMap<number, number>[], isDone: Uint8Array): number {
    for (;;) {
      const row = this.#bins[this.#lowest].pop();
      if (row === undefined) this.#lowest++;
      else if (isDone[row] === 0 && rows[row].size === this.#lowest) return row;
    }
  }
}
