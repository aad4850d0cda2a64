/** Measured values and where they were taken. */
export interface SampleSet {
  /** Packed positions x₀ y₀ z₀ x₁ …, length 3n; a flat study has z = 0. */
  readonly xyzM: Float64Array;
  /** Length n, one unit for all, no NaN. */
  readonly values: Float64Array;
  /** Hole number of each sample. */
  readonly holes?: Int32Array;
  /** Values of each external drift at the samples. */
  readonly externalDrift?: readonly Float64Array[];
  /** Names for messages; default `sample 1` and so on. */
  readonly names?: readonly string[];
}

/**
 * @throws {RangeError} lengths disagree, or a position, value or drift is not finite: the first such sample is named
 */
export function checkSamples({ xyzM, values, holes, externalDrift, names }: SampleSet): void {
  const n = values.length;
  if (xyzM.length !== 3 * n)
    throw new RangeError(`${n} samples need ${3 * n} coordinates, got ${xyzM.length}; pack x, y, z of each`);
  if (holes !== undefined && holes.length !== n)
    throw new RangeError(`${n} samples need ${n} hole numbers, got ${holes.length}`);
  const name = (i: number) => names?.[i] ?? `sample ${i + 1}`;
  const columns = [
    ["value", values] as const,
    ...(externalDrift ?? []).map((column, e) => [`drift ${e + 1}`, column] as const),
  ];
  for (const [what, column] of columns) {
    if (column.length !== n) throw new RangeError(`${n} samples need ${n} values of ${what}, got ${column.length}`);
    for (let i = 0; i < n; i++)
      if (!Number.isFinite(column[i]))
        throw new RangeError(`${name(i)}: ${what} is ${column[i]}; leave out samples without a finite number`);
  }
  for (let i = 0; i < xyzM.length; i++)
    if (!Number.isFinite(xyzM[i]))
      throw new RangeError(
        `${name(Math.floor(i / 3))}: coordinate ${"xyz"[i % 3]} is ${xyzM[i]}; leave the sample out`,
      );
}
