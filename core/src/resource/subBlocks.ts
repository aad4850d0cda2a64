import type { BodyColumns, DomainBlocks } from "./run/bodyColumns.ts";

/** One domain's parts of blocks as boxes along the axes of the grid. */
export interface SubBlocks {
  /** Place of the block among the domain's blocks. */
  readonly part: Int32Array;
  /** Least and greatest corner of each box, six shares of its block from 0 to 1. */
  readonly corners: Float64Array;
}

/** What a domain's boxes are cut from. */
export interface SubBlockDomain {
  readonly blocks: DomainBlocks;
  readonly topM: Float64Array;
  readonly bottomM: Float64Array;
}

/** Boxes thinner than this share of a block's height are rounding and left out. */
const leastShare = 1e-9;

/**
 * The parts of blocks that lie in a domain as boxes: a block that lies in it as a whole is one box, a block that a surface or contact cuts is one
 * box for each column of the body that crosses it, from the lower to the upper face of the domain there. The boxes of a block
 * add up to the share of it that the domain holds, so no volume is rounded to a fixed lattice of sub-blocks.
 * @param most boxes at most
 * @throws {RangeError} there would be more
 */
export function subBlocks(columns: BodyColumns, domain: SubBlockDomain, most: number): SubBlocks {
  let count = 0;
  eachBox(columns, domain, () => count++);
  if (count > most)
    throw new RangeError(
      `sub-blocks: ${count} in one domain, limit ${most}; use larger blocks or fewer nodes a block, which set the width of a sub-block`,
    );
  const part = new Int32Array(count);
  const corners = new Float64Array(6 * count);
  let at = 0;
  eachBox(columns, domain, (i, x0, x1, y0, y1, z0, z1) => {
    part[at] = i;
    corners.set([x0, y0, z0, x1, y1, z1], 6 * at++);
  });
  return { part, corners };
}

type ReceiveBox = (part: number, x0: number, x1: number, y0: number, y1: number, z0: number, z1: number) => void;

function eachBox({ grid, perBlock, count }: BodyColumns, domain: SubBlockDomain, receive: ReceiveBox): void {
  const [nx, ny] = grid.count;
  const [px, py] = perBlock;
  const dz = grid.sizeM[2];
  const inColumns = px * py;
  const from = new Float64Array(inColumns);
  const to = new Float64Array(inColumns);
  const { blocks } = domain.blocks;
  for (let i = 0; i < blocks.length; i++) {
    const b = blocks[i];
    const [bi, bj, k] = [b % nx, Math.floor(b / nx) % ny, Math.floor(b / (nx * ny))];
    let isWhole = true;
    for (let q = 0; q < inColumns; q++) {
      const c = bi * px + (q % px) + count[0] * (bj * py + Math.floor(q / px));
      const [high, low] = [domain.topM[c] - grid.originM[2], domain.bottomM[c] - grid.originM[2]];
      from[q] = high > low ? Math.max(0, low / dz - k) : 0;
      to[q] = high > low ? Math.min(1, high / dz - k) : 0;
      if (!(from[q] === 0 && to[q] === 1)) isWhole = false;
    }
    if (isWhole) {
      receive(i, 0, 1, 0, 1, 0, 1);
      continue;
    }
    for (let q = 0; q < inColumns; q++) {
      if (!(to[q] - from[q] > leastShare)) continue;
      const [x, y] = [q % px, Math.floor(q / px)];
      receive(i, x / px, (x + 1) / px, y / py, (y + 1) / py, from[q], to[q]);
    }
  }
}
