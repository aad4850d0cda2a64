import type { SceneBlocks } from "./scene.ts";

/** Distances of block borders along one axis, from the origin: one more than blocks. */
function borders(sizes: Float64Array, count: number): Float64Array {
  const out = new Float64Array(count + 1);
  for (let at = 0; at < count; at += 1) out[at + 1] = out[at] + (sizes.length === 1 ? sizes[0] : sizes[at]);
  if (sizes.length === 1) for (let at = 0; at <= count; at += 1) out[at] = at * sizes[0];
  return out;
}

/** Centres and sizes of the blocks, or of the sub-blocks where there are any, in the order of their attributes. */
export function blockCentres(blocks: SceneBlocks): { centres: Float64Array; sizes: Float64Array } {
  const edges = blocks.sizes.map((sizes, axis) => borders(sizes, blocks.count[axis]));
  const [nu, nv, nw] = blocks.count;
  const rows = blocks.subblocks === null ? nu * nv * nw : blocks.subblocks.parents.length / 3;
  const [centres, sizes] = [new Float64Array(3 * rows), new Float64Array(3 * rows)];
  for (let row = 0; row < rows; row += 1) {
    const along: number[] = [];
    for (let axis = 0; axis < 3; axis += 1) {
      const [low, high] = span(blocks, edges[axis], axis, row);
      along.push((low + high) / 2);
      sizes[3 * row + axis] = high - low;
    }
    for (let axis = 0; axis < 3; axis += 1)
      centres[3 * row + axis] =
        blocks.origin[axis] + along[0] * blocks.u[axis] + along[1] * blocks.v[axis] + along[2] * blocks.w[axis];
  }
  return { centres, sizes };
}

function span(blocks: SceneBlocks, edges: Float64Array, axis: number, row: number): [number, number] {
  const { subblocks, count } = blocks;
  if (subblocks === null) {
    const at = [row % count[0], Math.floor(row / count[0]) % count[1], Math.floor(row / (count[0] * count[1]))][axis];
    return [edges[at], edges[at + 1]];
  }
  const parent = subblocks.parents[3 * row + axis];
  const [start, size] = [edges[parent], edges[parent + 1] - edges[parent]];
  const share = size / (subblocks.count?.[axis] ?? 1);
  return [start + subblocks.corners[6 * row + axis] * share, start + subblocks.corners[6 * row + 3 + axis] * share];
}
