import type { Issue } from "@relode/core/evidence";
import type { SampleSet } from "@relode/core/geostat";

interface ColumnNames {
  readonly x: string;
  readonly y: string;
  readonly z: string;
  readonly value: string;
}

/** Spans this many times apart suggest a depth or a grade in place of a map coordinate. */
const spanRatio = 100;
/** A gap by this factor within the middle of a column suggests two units: per cent and ppm are 10,000 apart, ppm and ppb 1,000. */
const unitGap = 300;
/** Least share of the values on each side of such a gap. */
const gapShare = 0.05;

/** Fewer samples than this give no variogram; fewer than the second give one whose range is a guess. */
const [veryFewSamples, fewSamples] = [10, 30];

/** Caution about results from few samples: the kriging variance knows nothing of a variogram that is wrong. */
function fewDoubt(file: string, n: number): Issue {
  const isVery = n < veryFewSamples;
  return {
    path: file,
    code: isVery ? "geostat.very-few-samples" : "geostat.few-samples",
    severity: "warning",
    message: isVery
      ? `${n} ${n === 1 ? "sample" : "samples"}: too few to know a variogram or a mean; take results as a sketch, and sample more before anything is decided on them (30 or more for a variogram)`
      : `${n} samples: a variogram from fewer than ${fewSamples} is unsure, and kriging variances do not show it; vary range and nugget and compare`,
  };
}

/**
 * Warnings about columns that are numbers and still look wrong: a coordinate as value, swapped columns, degrees, two units in one
 * column. Rules of thumb: they stop nothing.
 */
export function sampleDoubts(file: string, names: ColumnNames, { xyzM, values }: SampleSet): Issue[] {
  const n = values.length;
  const [x, y, z] = [0, 1, 2].map((axis) => xyzM.filter((_, i) => i % 3 === axis));
  const issues: Issue[] = [];
  const warn = (column: string, code: string, message: string) =>
    issues.push({ path: `${file}, column ${column}`, code, severity: "warning", message });
  for (const [name, of] of [
    [names.x, x],
    [names.y, y],
    [names.z, z],
  ] as const)
    if (n > 1 && spanOf(of) > 0 && of.every((c, i) => c === values[i]))
      warn(
        names.value,
        "geostat.value-is-coordinate",
        `equals coordinate ${name} in every row; name the grade in \`value\``,
      );
  if (n < fewSamples) issues.push(fewDoubt(file, n));
  if (n < 3) return issues;
  const [sx, sy, sz] = [spanOf(x), spanOf(y), spanOf(z)];
  const shown = (span: number) => `${Number(span.toPrecision(3))} m`;
  if (Math.max(sx, sy) > spanRatio * Math.min(sx, sy) && Math.min(sx, sy) > 0)
    warn(
      sx < sy ? names.x : names.y,
      "geostat.narrow-coordinate",
      `spans ${shown(Math.min(sx, sy))} and the other map coordinate ${shown(Math.max(sx, sy))}; is it a depth or a grade?`,
    );
  if (sz > 5 * Math.max(sx, sy) && Math.max(sx, sy) > 0)
    warn(
      names.z,
      "geostat.tall-body",
      `spans ${shown(sz)}, x and y at most ${shown(Math.max(sx, sy))}; are columns swapped?`,
    );
  if (Math.max(sx, sy) > 0 && Math.max(sx, sy) < 1)
    warn(
      names.x,
      "geostat.not-metres",
      "x and y span less than 1 m; degrees or kilometres? Distances are taken in metres",
    );
  if (leastOf(x) > 1e6 && leastOf(y) > 1e5 && leastOf(y) + sy < 1e6)
    warn(names.x, "geostat.swapped-axes", "looks like a northing and y like an easting; swap them in `columns`");
  if (leastOf(values) > 1e5 && spanOf(values) < 0.1 * leastOf(values))
    warn(
      names.value,
      "geostat.value-like-coordinate",
      "looks like a map coordinate (large, little spread); is the column right?",
    );
  for (const [name, of] of [
    [names.x, x],
    [names.y, y],
    [names.value, values],
  ] as const) {
    const gap = widestGap(of);
    if (gap !== null)
      warn(
        name,
        "geostat.two-units",
        `no value between ${gap.low} and ${gap.high}, and many on both sides; two units in one column?`,
      );
  }
  return issues;
}

function leastOf(column: Float64Array): number {
  return column.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function spanOf(column: Float64Array): number {
  return column.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) - leastOf(column);
}

function widestGap(column: Float64Array): { low: number; high: number } | null {
  const sizes = column
    .map(Math.abs)
    .filter((size) => size > 0)
    .sort();
  const least = Math.max(1, Math.ceil(gapShare * sizes.length));
  for (let i = least; i <= sizes.length - least; i++)
    if (i > 0 && sizes[i] > unitGap * sizes[i - 1]) return { low: sizes[i - 1], high: sizes[i] };
  return null;
}
