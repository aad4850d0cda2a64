import type { CovarianceModel } from "../geostat/covarianceModel.ts";
import { krige } from "../geostat/kriging.ts";
import type { SearchSpec } from "../geostat/neighbourSearch.ts";
import type { SpacingGeometry, SpacingPanel } from "./drillSpacingGeometry.ts";

/** Weights of the estimate of one panel. */
export interface PanelWeights {
  readonly node: Int32Array;
  readonly weight: Float64Array;
}

/** Cells along the edge of a panel. */
const cellsAcross = 4;

/**
 * Weights of the samples of a lattice of holes for the mean grade of each panel: ordinary kriging of its cells (4 x 4 in plan, a cell a
 * composite high, 3 x 3 points each), averaged. The neighbourhood counts a spacing along the layers like a composite across them.
 * @param holes nodes of the lowest level that are drilled; every level is sampled
 * @param maxSamples of one estimate; Infinity for all
 * @throws {RangeError} a cell finds no sample
 */
export function panelWeights(
  { grid, nodeM, levels, levelM, panels }: SpacingGeometry,
  holes: Int32Array,
  spacingM: number,
  model: CovarianceModel,
  maxSamples: number,
): readonly PanelWeights[] {
  const [nx, ny] = grid.count;
  const nodes = Int32Array.from({ length: holes.length * levels }, (_, at) => {
    const [hole, level] = [at % holes.length, Math.floor(at / holes.length)];
    return holes[hole] + level * nx * ny;
  });
  const xyzM = new Float64Array(3 * nodes.length);
  nodes.forEach((node, at) => {
    xyzM[3 * at] = ((node % nx) + 0.5) * nodeM;
    xyzM[3 * at + 1] = ((Math.floor(node / nx) % ny) + 0.5) * nodeM;
    xyzM[3 * at + 2] = (Math.floor(node / (nx * ny)) + 0.5) * levelM;
  });
  const radiusM = 4 * Math.max(spacingM, nodeM);
  const search: SearchSpec = { radiiM: [radiusM, radiusM, 4 * levelM], maxSamples };
  const samples = { xyzM, values: new Float64Array(nodes.length) };
  return panels.map((panel) => {
    const cellM = (panel.nodes * nodeM) / cellsAcross;
    const { weights } = krige(
      samples,
      { xyzM: cellCentres(panel, cellM, nodeM, levels, levelM) },
      {
        model,
        block: { sizeM: [cellM, cellM, levelM], points: [3, 3, 1], rule: "regular" },
        ...(maxSamples >= nodes.length ? {} : { search }),
      },
      { withWeights: true },
    );
    if (weights === null) throw new RangeError("drill spacing: kriging gave no weights");
    return summed(weights, nodes, cellsAcross * cellsAcross * levels);
  });
}

function cellCentres(panel: SpacingPanel, cellM: number, nodeM: number, levels: number, levelM: number): Float64Array {
  const cells = cellsAcross * cellsAcross;
  const xyzM = new Float64Array(3 * cells * levels);
  for (let at = 0; at < cells * levels; at++) {
    xyzM[3 * at] = panel.from[0] * nodeM + ((at % cellsAcross) + 0.5) * cellM;
    xyzM[3 * at + 1] = panel.from[1] * nodeM + ((Math.floor(at / cellsAcross) % cellsAcross) + 0.5) * cellM;
    xyzM[3 * at + 2] = (Math.floor(at / cells) + 0.5) * levelM;
  }
  return xyzM;
}

/** One weight a sample: the mean of its weights over all cells. */
function summed(
  { start, sample, weight }: { start: Int32Array; sample: Int32Array; weight: Float64Array },
  nodes: Int32Array,
  cells: number,
): PanelWeights {
  const sum = new Map<number, number>();
  for (let cell = 0; cell < cells; cell++) {
    if (start[cell + 1] === start[cell])
      throw new RangeError("drill spacing: a part of a panel finds no sample; this should not happen on a lattice");
    for (let a = start[cell]; a < start[cell + 1]; a++)
      sum.set(sample[a], (sum.get(sample[a]) ?? 0) + weight[a] / cells);
  }
  return { node: Int32Array.from(sum.keys(), (at) => nodes[at]), weight: Float64Array.from(sum.values()) };
}
