/** Minimise cost · x, with row bounds on A x and bounds on x; A by columns. Infinite bounds are ±Infinity. */
export interface LinearProgram {
  readonly cost: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** Compressed columns: entries of column j stand at starts[j] … starts[j + 1] − 1. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/** What a solver gives back; columns and duals only where the status is optimal. */
export interface LinearSolution {
  readonly status: "optimal" | "infeasible" | "unbounded" | "not solved";
  readonly objective: number;
  readonly columns: Float64Array;
  /** Change of the objective per unit of a row's right side. */
  readonly rowDuals: Float64Array;
}

/** A solver of linear programmes: the shell supplies one, since the core has no package of its own. */
export type SolveLinearProgram = (program: LinearProgram) => LinearSolution;

/** A linear programme without an optimum; says which kind. */
export class DispatchError extends Error {
  readonly code = "energy.no-optimum";
  constructor(message: string) {
    super(message);
    this.name = "DispatchError";
  }
}

/** Collects columns and rows one by one. */
export class LinearProgramBuilder {
  readonly #cost: number[] = [];
  readonly #lower: number[] = [];
  readonly #upper: number[] = [];
  readonly #rowLower: number[] = [];
  readonly #rowUpper: number[] = [];
  readonly #starts: number[] = [0];
  readonly #rows: number[] = [];
  readonly #values: number[] = [];

  /** @returns the row's number */
  addRow(lower: number, upper: number): number {
    this.#rowLower.push(lower);
    this.#rowUpper.push(upper);
    return this.#rowLower.length - 1;
  }

  /** @returns the column's number */
  addColumn(cost: number, upper: number, entries: readonly (readonly [row: number, value: number])[]): number {
    this.#cost.push(cost);
    this.#lower.push(0);
    this.#upper.push(upper);
    for (const [row, value] of entries) {
      this.#rows.push(row);
      this.#values.push(value);
    }
    this.#starts.push(this.#rows.length);
    return this.#cost.length - 1;
  }

  build(): LinearProgram {
    return {
      cost: Float64Array.from(this.#cost),
      lower: Float64Array.from(this.#lower),
      upper: Float64Array.from(this.#upper),
      rowLower: Float64Array.from(this.#rowLower),
      rowUpper: Float64Array.from(this.#rowUpper),
      starts: Int32Array.from(this.#starts),
      rows: Int32Array.from(this.#rows),
      values: Float64Array.from(this.#values),
    };
  }
}
