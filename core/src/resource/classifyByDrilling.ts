import { KdTree } from "../numerics/kdTree.ts";
import type { BlockModel } from "./blockModel.ts";
import {
  checkTighter,
  type ClassificationProposal,
  inOrder,
  proposal,
  resourceClasses,
  type ResourceClass,
} from "./classification.ts";
import { centreOfIndex } from "./rotatedGrid.ts";

export interface DrillingLimits {
  readonly class: Exclude<ResourceClass, "unclassified">;
  readonly mostDistanceM: number;
  readonly leastHoles: number;
}

/**
 * Classes by drilling: at least n holes with a sample within a distance of the block's centre. The best class whose limits hold
 * is taken.
 *
 * @param samples positions packed x y z, and the number of the hole of each
 * @throws {RangeError} no limits, a class twice, a distance or number out of bounds or looser in a better class, samples and
 *   holes that disagree, a position that is not finite, or no samples
 */
export function classifyByDrilling(
  model: BlockModel,
  samples: { readonly xyzM: Float64Array; readonly holes: Int32Array },
  spec: { readonly limits: readonly DrillingLimits[] },
): ClassificationProposal {
  const limits = inOrder(spec.limits);
  for (const { class: of, mostDistanceM, leastHoles } of limits) {
    if (!(mostDistanceM > 0 && Number.isFinite(mostDistanceM)))
      throw new RangeError(`classification: the distance of ${of} must be finite and above 0 m, got ${mostDistanceM}`);
    if (!(Number.isInteger(leastHoles) && leastHoles >= 1 && leastHoles <= 32))
      throw new RangeError(`classification: holes of ${of} must be a whole number in 1-32, got ${leastHoles}`);
  }
  checkTighter(limits, "mostDistanceM", ({ mostDistanceM }) => mostDistanceM, 1);
  checkTighter(limits, "leastHoles", ({ leastHoles }) => leastHoles, -1);
  const most = Math.max(...limits.map(({ leastHoles }) => leastHoles));
  const distances = holeDistances(model, samples, most);
  const classes = new Uint8Array(model.blocks);
  for (const { class: of, mostDistanceM, leastHoles } of limits)
    for (let b = 0; b < model.blocks; b++)
      if (distances[leastHoles - 1][b] <= mostDistanceM) classes[b] = resourceClasses.indexOf(of);
  const words = limits.map(
    ({ class: of, mostDistanceM, leastHoles }) =>
      `${of}: ${leastHoles} holes or more within ${Number(mostDistanceM.toFixed(1))} m of the centre`,
  );
  const measured = [...new Set(limits.map(({ leastHoles }) => leastHoles))].sort((a, b) => a - b);
  return proposal(
    classes,
    words.join("; "),
    measured.map((n) => ({ name: `distance to hole number ${n}`, unit: "m", values: distances[n - 1] })),
  );
}

/** Distance from each block's centre to its nearest, second nearest … hole (its nearest sample), m; NaN where there is none. */
function holeDistances(
  model: BlockModel,
  { xyzM, holes }: { readonly xyzM: Float64Array; readonly holes: Int32Array },
  most: number,
): Float64Array[] {
  const n = holes.length;
  if (n === 0) throw new RangeError("classification: needs at least one sample, got none");
  if (xyzM.length !== 3 * n)
    throw new RangeError(`classification: ${n} hole numbers need ${3 * n} coordinates, got ${xyzM.length}`);
  for (let i = 0; i < xyzM.length; i++)
    if (!Number.isFinite(xyzM[i]))
      throw new RangeError(
        `sample ${Math.floor(i / 3) + 1}: coordinate ${"xyz"[i % 3]} is ${xyzM[i]}; leave the sample out`,
      );
  const tree = new KdTree(xyzM);
  const index = new Int32Array(n);
  const distance2 = new Float64Array(n);
  const result = Array.from({ length: most }, () => new Float64Array(model.blocks).fill(Number.NaN));
  const seen = new Set<number>();
  for (let b = 0; b < model.blocks; b++) {
    const [x, y, z] = centreOfIndex(model.grid, b);
    // Samples of one hole crowd together: ask for more until enough holes, or all samples, are found.
    for (let wanted = Math.min(n, 8 * most); ; wanted = Math.min(n, 4 * wanted)) {
      const found = tree.nearest(x, y, z, wanted, Number.POSITIVE_INFINITY, index, distance2);
      seen.clear();
      for (let i = 0; i < found && seen.size < most; i++) {
        if (seen.has(holes[index[i]])) continue;
        result[seen.size][b] = Math.sqrt(distance2[i]);
        seen.add(holes[index[i]]);
      }
      if (seen.size === most || wanted === n) break;
    }
  }
  return result;
}
