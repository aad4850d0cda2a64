/** What was found: the unknowns, which of them stand at 0, and the residual norm. */
export interface NonNegativeFit {
  readonly x: Float64Array;
  /** 1 where the unknown is free (above 0), 0 where the bound holds it. */
  readonly isFree: Uint8Array;
  /** Root of the sum of squared residuals. */
  readonly residual: number;
}

/**
 * Least squares with unknowns not below 0: min |A x − b|², x ≥ 0, by the active-set method of Lawson and Hanson on the normal matrix.
 * Columns are scaled first, so that unknowns of very different size are told apart. A column that depends on free ones stays at 0.
 *
 * @param matrix A row by row, rows × columns
 * @param right b, one a row
 * @throws {RangeError} lengths disagree or a value is not finite
 * @see Lawson and Hanson (1974), Solving Least Squares Problems, chapter 23
 */
export function nonNegativeLeastSquares(matrix: Float64Array, right: Float64Array): NonNegativeFit {
  const rows = right.length;
  const columns = matrix.length / rows;
  if (!(rows > 0 && Number.isInteger(columns) && columns > 0))
    throw new RangeError(`non-negative least squares: ${matrix.length} coefficients do not fill ${rows} rows`);
  if (!matrix.every(Number.isFinite) || !right.every(Number.isFinite))
    throw new RangeError("non-negative least squares: every coefficient and right side must be finite");
  const { normal, target, scale } = normalEquations(matrix, right, rows, columns);
  const x = new Float64Array(columns);
  const isFree = new Uint8Array(columns);
  const refused = new Uint8Array(columns);
  const tolerance = 1e-12 * Math.max(1e-300, ...target.map(Math.abs));
  for (let step = 0; step < 10 * columns + 10; step++) {
    const entering = steepest(normal, target, x, isFree, refused, columns, tolerance);
    if (entering < 0) break;
    isFree[entering] = 1;
    if (!settle(normal, target, x, isFree, columns, entering)) refused[entering] = 1;
    else refused.fill(0);
  }
  const unscaled = x.map((value, at) => value / scale[at]);
  return { x: unscaled, isFree, residual: residualOf(matrix, right, unscaled, columns) };
}

function normalEquations(matrix: Float64Array, right: Float64Array, rows: number, columns: number) {
  const scale = new Float64Array(columns);
  for (let at = 0; at < matrix.length; at++) scale[at % columns] += matrix[at] ** 2;
  for (let column = 0; column < columns; column++) scale[column] = Math.sqrt(scale[column]) || 1;
  const normal = new Float64Array(columns * columns);
  const target = new Float64Array(columns);
  for (let row = 0; row < rows; row++)
    for (let a = 0; a < columns; a++) {
      const value = matrix[row * columns + a] / scale[a];
      if (value === 0) continue;
      target[a] += value * right[row];
      for (let b = 0; b < columns; b++) normal[a * columns + b] += (value * matrix[row * columns + b]) / scale[b];
    }
  return { normal, target, scale };
}

/** The bound unknown along which the sum of squares falls fastest; −1 where none lowers it. */
function steepest(
  normal: Float64Array,
  target: Float64Array,
  x: Float64Array,
  isFree: Uint8Array,
  refused: Uint8Array,
  columns: number,
  tolerance: number,
): number {
  let [best, most] = [-1, tolerance];
  for (let a = 0; a < columns; a++) {
    if (isFree[a] === 1 || refused[a] === 1) continue;
    let gradient = target[a];
    for (let b = 0; b < columns; b++) gradient -= normal[a * columns + b] * x[b];
    if (gradient > most) [best, most] = [a, gradient];
  }
  return best;
}

/** Moves to the least squares of the free unknowns, binding those that would fall below 0. False where the entering one depends on others. */
function settle(
  normal: Float64Array,
  target: Float64Array,
  x: Float64Array,
  isFree: Uint8Array,
  columns: number,
  entering: number,
): boolean {
  for (let round = 0; round <= columns; round++) {
    const free: number[] = [];
    for (let a = 0; a < columns; a++) if (isFree[a] === 1) free.push(a);
    const goal = solveFree(normal, target, free, columns);
    if (goal === null || (round === 0 && goal[free.indexOf(entering)] <= 0)) {
      isFree[entering] = 0;
      x[entering] = 0;
      return false;
    }
    let share = 1;
    free.forEach((a, at) => {
      if (goal[at] <= 0) share = Math.min(share, x[a] / (x[a] - goal[at]));
    });
    free.forEach((a, at) => {
      x[a] += share * (goal[at] - x[a]);
    });
    if (share === 1) return true;
    free.forEach((a, at) => {
      if (goal[at] <= 0 && x[a] <= 1e-14 * Math.max(1, Math.abs(goal[at]))) {
        x[a] = 0;
        isFree[a] = 0;
      }
    });
  }
  return true;
}

/** Solves the free part of the normal equations by Cholesky; null where it is singular to 1e-11 of its diagonal. */
function solveFree(
  normal: Float64Array,
  target: Float64Array,
  free: readonly number[],
  columns: number,
): number[] | null {
  const n = free.length;
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = normal[free[i] * columns + free[j]];
      for (let k = 0; k < j; k++) sum -= l[i * n + k] * l[j * n + k];
      if (i === j) {
        if (sum <= 1e-11 * normal[free[i] * columns + free[i]]) return null;
        l[i * n + i] = Math.sqrt(sum);
      } else l[i * n + j] = sum / l[j * n + j];
    }
  const y = free.map((a) => target[a]);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) y[i] -= l[i * n + k] * y[k];
    y[i] /= l[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) y[i] -= l[k * n + i] * y[k];
    y[i] /= l[i * n + i];
  }
  return y;
}

function residualOf(matrix: Float64Array, right: Float64Array, x: Float64Array, columns: number): number {
  let sum = 0;
  for (let row = 0; row < right.length; row++) {
    let left = right[row];
    for (let a = 0; a < columns; a++) left -= matrix[row * columns + a] * x[a];
    sum += left * left;
  }
  return Math.sqrt(sum);
}
