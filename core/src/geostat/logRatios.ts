/** Transforms of compositions to coordinates without a sum to keep. */
export const logRatioKinds = ["alr", "clr", "ilr"] as const;
export type LogRatioKind = (typeof logRatioKinds)[number];

/**
 * Log-ratio coordinates of compositions of D parts, one column a part. With g the geometric mean of the parts:
 * alr yᵢ = ln(xᵢ / x_D), D − 1 columns, the last part divides; clr yᵢ = ln(xᵢ / g), D columns that sum to zero;
 * ilr yᵢ = √(i / (i + 1)) ln(g(x₁ … xᵢ) / xᵢ₊₁), i = 1 … D − 1: coordinates in an orthonormal basis.
 *
 * @param parts D ≥ 2 columns of one length, all above 0, in one unit; what is left to the whole (e.g. 1e6 ppm) must be a part too where
 *   it matters
 * @throws {RangeError} fewer than two parts, columns of different lengths, or a part that is not above 0: a value below detection
 *   must be replaced first, by a method that says so
 * @see Aitchison (1986), The Statistical Analysis of Compositional Data; Egozcue and others (2003), Mathematical Geology 35, 279-300
 */
export function logRatios(parts: readonly Float64Array[], kind: LogRatioKind): Float64Array[] {
  checkParts(parts);
  const logs = parts.map((column) => column.map(Math.log));
  const d = parts.length;
  const n = parts[0].length;
  if (kind === "alr") return logs.slice(0, -1).map((column) => column.map((y, i) => y - logs[d - 1][i]));
  if (kind === "clr") {
    const mean = Float64Array.from({ length: n }, (_, i) => logs.reduce((sum, column) => sum + column[i], 0) / d);
    return logs.map((column) => column.map((y, i) => y - mean[i]));
  }
  return Array.from({ length: d - 1 }, (_, k) => {
    const factor = Math.sqrt((k + 1) / (k + 2));
    return Float64Array.from({ length: n }, (_, i) => {
      let sum = 0;
      for (let j = 0; j <= k; j++) sum += logs[j][i];
      return factor * (sum / (k + 1) - logs[k + 1][i]);
    });
  });
}

/**
 * Compositions of coordinates, closed to `total`: the inverse of `logRatios` for compositions with that sum.
 * @param total sum of the parts of every row, e.g. 1e6 for ppm; a column where it differs from row to row
 * @throws {RangeError} no coordinates, or a sum not above 0
 */
export function fromLogRatios(
  coordinates: readonly Float64Array[],
  kind: LogRatioKind,
  total: number | Float64Array,
): Float64Array[] {
  const m = coordinates.length;
  if (m === 0) throw new RangeError("log-ratios: give at least one column of coordinates");
  const n = coordinates[0].length;
  const d = kind === "clr" ? m : m + 1;
  const parts = Array.from({ length: d }, () => new Float64Array(n));
  const logs = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    logs.fill(0);
    if (kind === "ilr")
      for (let k = 0; k < m; k++) {
        const y = coordinates[k][i];
        const share = y / Math.sqrt((k + 1) * (k + 2));
        for (let j = 0; j <= k; j++) logs[j] += share;
        logs[k + 1] -= share * (k + 1);
      }
    else for (let k = 0; k < m; k++) logs[k] = coordinates[k][i];
    const most = logs.reduce((a, b) => Math.max(a, b));
    let sum = 0;
    for (let j = 0; j < d; j++) sum += parts[j][i] = Math.exp(logs[j] - most);
    const whole = typeof total === "number" ? total : total[i];
    if (!(whole > 0)) throw new RangeError(`log-ratios: row ${i + 1}: the parts must sum to more than 0, got ${whole}`);
    for (let j = 0; j < d; j++) parts[j][i] *= whole / sum;
  }
  return parts;
}

function checkParts(parts: readonly Float64Array[]): void {
  if (parts.length < 2) throw new RangeError(`log-ratios need 2 parts or more, got ${parts.length}`);
  for (const [c, column] of parts.entries()) {
    if (column.length !== parts[0].length)
      throw new RangeError(`log-ratios: part ${c + 1} has ${column.length} rows, part 1 has ${parts[0].length}`);
    const at = column.findIndex((value) => !(value > 0 && Number.isFinite(value)));
    if (at >= 0)
      throw new RangeError(
        `log-ratios: part ${c + 1} of row ${at + 1} is ${column[at]}; parts must exceed 0: replace what is below detection first, and say how`,
      );
  }
}
