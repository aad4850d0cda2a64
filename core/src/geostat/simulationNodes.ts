import type { RegularGrid } from "./regularGrid.ts";
import type { SampleSet } from "./sampleSet.ts";

/**
 * Moves data to their nearest nodes: of several on one node the nearest counts, and of equally near ones the first; those outside the
 * grid do not.
 * @returns value of each node, NaN without a datum; node of each datum, −1 for none; how many fell away
 */
export function assignToNodes(
  { xyzM, values }: SampleSet,
  { count, firstCentreM, sizeM }: RegularGrid,
  nodes: number,
): {
  readonly values: Float64Array;
  readonly nodeOfDatum: Int32Array;
  readonly outside: number;
  readonly superseded: number;
} {
  const held = new Float64Array(nodes).fill(Number.NaN);
  const nodeOfDatum = new Int32Array(values.length).fill(-1);
  const holder = new Map<number, { datum: number; d2: number }>();
  let outside = 0;
  let superseded = 0;
  for (let d = 0; d < values.length; d++) {
    let d2 = 0;
    const at = [0, 1, 2].map((a) => {
      const step = Math.floor((xyzM[3 * d + a] - firstCentreM[a]) / sizeM[a] + 0.5);
      d2 += (xyzM[3 * d + a] - firstCentreM[a] - step * sizeM[a]) ** 2;
      return step;
    });
    if (at.some((step, a) => step < 0 || step >= count[a])) {
      outside++;
      continue;
    }
    const node = at[0] + count[0] * (at[1] + count[1] * at[2]);
    const other = holder.get(node);
    if (other !== undefined) superseded++;
    if (other !== undefined && other.d2 <= d2) continue;
    if (other !== undefined) nodeOfDatum[other.datum] = -1;
    holder.set(node, { datum: d, d2 });
    nodeOfDatum[d] = node;
    held[node] = values[d];
  }
  return { values: held, nodeOfDatum, outside, superseded };
}
