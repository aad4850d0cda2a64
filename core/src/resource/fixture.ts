import { type BlockColumn, type BlockModel, blockModel, type Support } from "./blockModel.ts";

/** A column for tests, of doubles. */
export function column(
  name: string,
  unit: string,
  values: ArrayLike<number>,
  realisations = 1,
  support: Support = "block",
): BlockColumn {
  return { name, unit, support, realisations, values: Float64Array.from(values) };
}

/** A row of n blocks of 10 x 10 x 10 m with density 2 t/m³, so that each weighs 2000 t dry. */
export function rowOfBlocks(n: number, columns: readonly BlockColumn[]): BlockModel {
  return blockModel({ originM: [0, 0, 0], sizeM: [10, 10, 10], count: [n, 1, 1], azimuthDeg: 0 }, [
    ...columns,
    column("density", "t dry/m3", new Float64Array(n).fill(2)),
  ]);
}
