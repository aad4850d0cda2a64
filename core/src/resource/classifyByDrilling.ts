import { NeighbourSearch } from "../geostat/neighbourSearch.ts";
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
 * @param inside shares of the blocks in the body: those of 0 are not looked at and stay unclassified; absent, all are looked at
 * @throws {RangeError} no limits, a class twice, a distance or number out of bounds or looser in a better class, samples and
 *   holes that disagree, a position that is not finite, or no samples
 */
export function classifyByDrilling(
  model: BlockModel,
  samples: { readonly xyzM: Float64Array; readonly holes: Int32Array },
  spec: { readonly limits: readonly DrillingLimits[] },
  inside: ArrayLike<number> | null = null,
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
  const distances = holeDistances(model, samples, most, inside);
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

/** Farther than any two places of one map. */
const farM = 1e9;

/** Distance from each block's centre to its nearest, second nearest … hole (its nearest sample), m; NaN where there is none. */
function holeDistances(
  model: BlockModel,
  { xyzM, holes }: { readonly xyzM: Float64Array; readonly holes: Int32Array },
  most: number,
  inside: ArrayLike<number> | null,
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
  // The nearest sample of each hole: one a hole, from however far.
  const search = new NeighbourSearch(
    xyzM,
    { radiiM: [farM, farM, farM], maxSamples: most, maxPerHole: 1 },
    holes,
    null,
  );
  const result = Array.from({ length: most }, () => new Float64Array(model.blocks).fill(Number.NaN));
  for (let b = 0; b < model.blocks; b++) {
    if (inside !== null && !(inside[b] > 0)) continue;
    const [x, y, z] = centreOfIndex(model.grid, b);
    const found = search.find(x, y, z);
    for (let h = 0; h < found; h++) {
      const at = 3 * search.found[h];
      const [dx, dy, dz] = [xyzM[at] - x, xyzM[at + 1] - y, xyzM[at + 2] - z];
      result[h][b] = Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return result;
}
