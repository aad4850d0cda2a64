/** A regular grid of blocks, turned about the vertical; x runs fastest, then y, then z. */
export interface RotatedGrid {
  /** Outer corner of block (0, 0, 0): least x, y and z of the grid's own axes, in the world's coordinates. */
  readonly originM: readonly [number, number, number];
  readonly sizeM: readonly [number, number, number];
  readonly count: readonly [number, number, number];
  /** Where the grid's y axis points, clockwise from grid north; its x axis lies 90° further. */
  readonly azimuthDeg: number;
}

/** Most blocks in one model: 160 MB for one column of doubles. */
export const mostModelBlocks = 20_000_000;

/** A triple of metres or of block numbers. */
export type Triple = [number, number, number];

/**
 * Number of blocks of a grid, checked.
 * @throws {RangeError} a count is not a whole number from 1 on, a size not finite and above 0 m, an origin not finite, an
 *   azimuth outside -360 to 360 degrees, or the model exceeds 20 million blocks
 */
export function modelBlocks({ originM, sizeM, count, azimuthDeg }: RotatedGrid): number {
  if (!count.every((n) => Number.isInteger(n) && n >= 1))
    throw new RangeError(`block model: counts must be whole numbers from 1 on, got ${count.join(", ")}`);
  if (!sizeM.every((size) => size > 0 && Number.isFinite(size)))
    throw new RangeError(`block model: sizes must be finite and above 0 m, got ${sizeM.join(", ")}`);
  if (!originM.every(Number.isFinite))
    throw new RangeError(`block model: the origin must be finite, got ${originM.join(", ")}`);
  if (!(Math.abs(azimuthDeg) <= 360))
    throw new RangeError(`block model: azimuth must lie in -360 to 360 degrees, got ${azimuthDeg}`);
  const total = count[0] * count[1] * count[2];
  if (total > mostModelBlocks)
    throw new RangeError(
      `block model: ${count.join(" x ")} = ${total} blocks, limit ${mostModelBlocks}; enlarge the blocks or split the model`,
    );
  return total;
}

/** Volume of one block in m³. */
export function blockVolumeM3({ sizeM }: RotatedGrid): number {
  return sizeM[0] * sizeM[1] * sizeM[2];
}

/** Sine and cosine of the azimuth, exact at quarter turns so that an axis-parallel grid stays exactly so. */
function turn(azimuthDeg: number): { sine: number; cosine: number } {
  const quarter = azimuthDeg / 90;
  if (Number.isInteger(quarter)) {
    const q = ((quarter % 4) + 4) % 4;
    return { sine: [0, 1, 0, -1][q], cosine: [1, 0, -1, 0][q] };
  }
  const angle = (azimuthDeg * Math.PI) / 180;
  return { sine: Math.sin(angle), cosine: Math.cos(angle) };
}

/**
 * World position of a point given along the grid's axes, metres from its origin:
 * east = x₀ + u cos α + v sin α, north = y₀ − u sin α + v cos α, up = z₀ + w.
 */
export function worldOfGrid({ originM, azimuthDeg }: RotatedGrid, uvwM: Readonly<Triple>): Triple {
  const { sine, cosine } = turn(azimuthDeg);
  const [u, v, w] = uvwM;
  return [originM[0] + u * cosine + v * sine, originM[1] - u * sine + v * cosine, originM[2] + w];
}

/** Metres along the grid's axes from its origin: the inverse of `worldOfGrid`. */
export function gridOfWorld({ originM, azimuthDeg }: RotatedGrid, xyzM: Readonly<Triple>): Triple {
  const { sine, cosine } = turn(azimuthDeg);
  const [x, y] = [xyzM[0] - originM[0], xyzM[1] - originM[1]];
  return [x * cosine - y * sine, x * sine + y * cosine, xyzM[2] - originM[2]];
}

/** Block numbers (i, j, k) of an index. @throws {RangeError} the index is not a whole number in the grid */
export function ijkOfIndex(grid: RotatedGrid, index: number): Triple {
  const [nx, ny, nz] = grid.count;
  if (!(Number.isInteger(index) && index >= 0 && index < nx * ny * nz))
    throw new RangeError(`block index must be a whole number in 0-${nx * ny * nz - 1}, got ${index}`);
  return [index % nx, Math.floor(index / nx) % ny, Math.floor(index / (nx * ny))];
}

/** World position of a block's centre. @throws {RangeError} the index is not a whole number in the grid */
export function centreOfIndex(grid: RotatedGrid, index: number): Triple {
  const [i, j, k] = ijkOfIndex(grid, index);
  const [dx, dy, dz] = grid.sizeM;
  return worldOfGrid(grid, [(i + 0.5) * dx, (j + 0.5) * dy, (k + 0.5) * dz]);
}

/** Index of the block that holds a world position, −1 outside the grid; a face belongs to the block above it on its axis. */
export function indexOfWorld(grid: RotatedGrid, xyzM: Readonly<Triple>): number {
  const uvw = gridOfWorld(grid, xyzM);
  const [i, j, k] = uvw.map((metres, axis) => Math.floor(metres / grid.sizeM[axis]));
  const [nx, ny, nz] = grid.count;
  if (!(i >= 0 && i < nx && j >= 0 && j < ny && k >= 0 && k < nz)) return -1;
  return i + nx * (j + ny * k);
}

/** Packed world positions of all centres, as estimators take them. @throws as `modelBlocks` does */
export function modelCentres(grid: RotatedGrid): Float64Array {
  const total = modelBlocks(grid);
  const xyzM = new Float64Array(3 * total);
  for (let b = 0; b < total; b++) xyzM.set(centreOfIndex(grid, b), 3 * b);
  return xyzM;
}
