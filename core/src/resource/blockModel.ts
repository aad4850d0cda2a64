import { blockVolumeM3, modelBlocks, type RotatedGrid } from "./rotatedGrid.ts";

export type BlockValues = Float64Array | Float32Array | Uint8Array;

/** What the value of a block stands for: its mean, or the value at its centre. */
export type Support = "block" | "point";

/** One quantity in all blocks, in one or more realisations. NaN means "not estimated". */
export interface BlockColumn {
  readonly name: string;
  /** `ppm` by dry mass for grades, `t dry/m3` for density, `code` for categories, and so on. */
  readonly unit: string;
  readonly support: Support;
  readonly realisations: number;
  /** Realisation after realisation: block b of realisation r is entry r × blocks + b. */
  readonly values: BlockValues;
}

export interface BlockModel {
  readonly grid: RotatedGrid;
  readonly blocks: number;
  readonly volumeM3: number;
  readonly columns: ReadonlyMap<string, BlockColumn>;
}

/** Most values in one column, blocks times realisations: 16 GB of doubles. */
export const mostColumnValues = 2_000_000_000;

/**
 * A block model: a regular grid, turned by an azimuth if wanted, with its columns. The arrays are kept, not copied.
 * @throws {RangeError} as `modelBlocks` does, a name is empty or used twice, a unit is missing, or a column's length is not
 *   blocks × realisations
 */
export function blockModel(grid: RotatedGrid, columns: readonly BlockColumn[] = []): BlockModel {
  const blocks = modelBlocks(grid);
  const byName = new Map<string, BlockColumn>();
  for (const column of columns) {
    checkColumn(column, blocks);
    if (byName.has(column.name)) throw new RangeError(`column ${column.name}: the name is used twice; rename one`);
    byName.set(column.name, column);
  }
  return { grid, blocks, volumeM3: blockVolumeM3(grid), columns: byName };
}

/** The model with one more column, or with that column replaced. @throws {RangeError} as `blockModel` does */
export function withColumn(model: BlockModel, column: BlockColumn): BlockModel {
  checkColumn(column, model.blocks);
  return { ...model, columns: new Map([...model.columns, [column.name, column]]) };
}

function checkColumn({ name, unit, realisations, values }: BlockColumn, blocks: number): void {
  if (name === "") throw new RangeError("a column of a block model needs a name, got an empty one");
  if (unit === "") throw new RangeError(`column ${name}: a unit is missing; write 1 for a ratio, code for categories`);
  if (!(Number.isInteger(realisations) && realisations >= 1))
    throw new RangeError(`column ${name}: realisations must be a whole number from 1 on, got ${realisations}`);
  const wanted = blocks * realisations;
  if (wanted > mostColumnValues)
    throw new RangeError(
      `column ${name}: ${blocks} blocks x ${realisations} realisations = ${wanted} values, limit ${mostColumnValues}; use fewer realisations or larger blocks`,
    );
  if (values.length !== wanted)
    throw new RangeError(
      `column ${name}: ${blocks} blocks x ${realisations} realisations need ${wanted} values, got ${values.length}`,
    );
}

/**
 * A column by name, in the unit the reader expects.
 * @throws {RangeError} there is no such column, or it has another unit
 */
export function columnIn(model: BlockModel, name: string, unit: string): BlockColumn {
  const column = model.columns.get(name);
  if (column === undefined)
    throw new RangeError(
      `column ${name}: not in the block model; it has ${[...model.columns.keys()].join(", ") || "none"}`,
    );
  if (column.unit !== unit)
    throw new RangeError(`column ${name}: unit must be ${unit}, got ${column.unit}; convert the column first`);
  return column;
}

/** Value of a block in a realisation; a column with one realisation serves every one. */
export function valueAt(column: BlockColumn, block: number, realisation: number, blocks: number): number {
  return column.values[(column.realisations === 1 ? 0 : realisation) * blocks + block];
}

/**
 * Number of realisations that columns share: 1, or K where every column has 1 or K.
 * @throws {RangeError} two columns have different numbers above 1
 */
export function sharedRealisations(columns: readonly BlockColumn[]): number {
  let most = columns[0];
  for (const column of columns) if (column.realisations > most.realisations) most = column;
  for (const column of columns)
    if (column.realisations !== 1 && column.realisations !== most.realisations)
      throw new RangeError(
        `columns ${column.name} and ${most.name}: ${column.realisations} and ${most.realisations} realisations; give both the same number, or one of them 1`,
      );
  return most.realisations;
}

/** Mean over realisations of each block. */
export function blockMeans(column: BlockColumn, blocks: number): Float64Array {
  const means = new Float64Array(blocks);
  for (let r = 0; r < column.realisations; r++)
    for (let b = 0; b < blocks; b++) means[b] += column.values[r * blocks + b];
  for (let b = 0; b < blocks; b++) means[b] /= column.realisations;
  return means;
}
