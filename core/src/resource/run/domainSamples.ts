import { declusterCells } from "../../geostat/declusterCells.ts";
import type { Composites } from "../../survey/compositeSamples.ts";
import { gridOfWorld } from "../rotatedGrid.ts";
import { type BodyColumns, columnAt } from "./bodyColumns.ts";
import type { DomainSpec } from "./resourceProject.ts";

/** Composites of the whole campaign with what is measured in them; a column each. */
export interface BodySamples {
  readonly hole: readonly string[];
  readonly holeNumber: Int32Array;
  readonly fromM: Float64Array;
  readonly toM: Float64Array;
  /** World positions of the middles, packed. */
  readonly xyzM: Float64Array;
  /** Domain of each composite, −1 for none. */
  readonly domain: Int32Array;
  /** By variable; NaN where not measured. Density is the last one where it is measured. */
  readonly values: readonly Float64Array[];
}

/** Samples of one domain in the coordinates of its layers: u, v along the grid's axes, w upwards from the layer's reference. */
export interface LayeredSamples {
  /** Rows of the body's samples. */
  readonly rows: Int32Array;
  readonly uvwM: Float64Array;
  readonly holes: Int32Array;
  /** Declustering weights that sum to their number; samples taken over a soft boundary have 0. */
  readonly weights: Float64Array;
  readonly isOwn: Uint8Array;
}

/** Elevation that the layers of a domain are parallel to, at a column; NaN outside the body. */
export type LayerReference = (column: number) => number;

/** Joins positions and domains of composites; density rides along as one more variable. */
export function bodySamples(
  composites: Composites,
  xyzM: Float64Array,
  domains: readonly DomainSpec[],
  values: readonly Float64Array[],
): BodySamples {
  const number = new Map<string, number>();
  const domainOf = new Map(domains.flatMap(({ codes }, d) => codes.map((code) => [code, d] as const)));
  // A single domain without codes takes whatever lies in the body.
  const isWhole = domains.length === 1 && domains[0].codes.length === 0;
  return {
    hole: composites.hole,
    holeNumber: Int32Array.from(composites.hole, (hole) => {
      const known = number.get(hole) ?? number.size;
      number.set(hole, known);
      return known;
    }),
    fromM: composites.fromM,
    toM: composites.toM,
    xyzM,
    domain: Int32Array.from(composites.domain, (code) => (isWhole ? 0 : (domainOf.get(code) ?? -1))),
    values,
  };
}

/**
 * Samples of a domain laid along its layers, with weights from cells of the hole spacing in plan and two composites in height.
 * Beside its own the domain takes, over a soft boundary, those of its neighbours within `softM` of the contact.
 */
export function layeredSamples(
  samples: BodySamples,
  columns: BodyColumns,
  d: number,
  spec: DomainSpec,
  reference: LayerReference,
  bounds: { readonly topM: Float64Array; readonly bottomM: Float64Array },
  lengths: { readonly spacingM: number; readonly compositeM: number },
): LayeredSamples {
  const rows: number[] = [];
  const uvw: number[] = [];
  const own: number[] = [];
  for (let i = 0; i < samples.domain.length; i++) {
    const from = samples.domain[i];
    if (from !== d && (spec.softM === 0 || Math.abs(from - d) !== 1)) continue;
    const [x, y, z] = samples.xyzM.subarray(3 * i, 3 * i + 3);
    if (Number.isNaN(x) || Number.isNaN(z)) continue;
    const [u, v] = gridOfWorld(columns.grid, [x, y, z]);
    const c = columnAt(columns, u, v);
    const level = c < 0 ? Number.NaN : reference(c);
    if (Number.isNaN(level)) continue;
    if (from !== d && !(Math.min(Math.abs(z - bounds.topM[c]), Math.abs(z - bounds.bottomM[c])) <= spec.softM))
      continue;
    rows.push(i);
    uvw.push(u, v, z - level);
    own.push(from === d ? 1 : 0);
  }
  const isOwn = Uint8Array.from(own);
  const weights = new Float64Array(rows.length);
  const mine = Array.from(isOwn.keys()).filter((i) => isOwn[i] === 1);
  if (mine.length > 0) {
    const found = declusterCells(
      {
        xyzM: Float64Array.from(mine.flatMap((i) => uvw.slice(3 * i, 3 * i + 3))),
        values: new Float64Array(mine.length),
      },
      { sizesM: [lengths.spacingM], proportions: [1, (2 * lengths.compositeM) / lengths.spacingM], origins: 10 },
    );
    for (const [at, i] of mine.entries()) weights[i] = found.weights[at];
  }
  return {
    rows: Int32Array.from(rows),
    uvwM: Float64Array.from(uvw),
    holes: Int32Array.from(rows, (i) => samples.holeNumber[i]),
    weights,
    isOwn,
  };
}

/** Median over holes of the distance to the nearest other mouth, metres; NaN for a single hole. */
export function holeSpacing(eastM: Float64Array, northM: Float64Array): number {
  const nearest = Array.from(eastM.keys(), (i) => {
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j < eastM.length; j++) {
      const distance = Math.hypot(eastM[i] - eastM[j], northM[i] - northM[j]);
      // Twins and wedges share a place and say nothing about the spacing.
      if (i !== j && distance > 1 && distance < least) least = distance;
    }
    return least;
  })
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  return nearest.length === 0 ? Number.NaN : nearest[Math.floor(nearest.length / 2)];
}
