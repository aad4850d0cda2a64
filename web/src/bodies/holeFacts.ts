import { gridOfWorld, type RotatedGrid } from "@relode/core/resource";
import type { StripPiece } from "../bodyCharts/holeStrip.ts";
import type { BodyDocument, BodyHoles, Composite, Position } from "./bodyDocuments.ts";

/** What is known of one hole. */
export interface HoleFacts {
  readonly hole: string;
  readonly collar: Position;
  readonly path: readonly Position[];
  /** Length along the path, metres. */
  readonly depthM: number;
  /** Downwards. */
  readonly composites: readonly Composite[];
}

/** A hole with its composites; null where there is none of the name. */
export function holeFacts({ holes, composites }: BodyHoles, name: string): HoleFacts | null {
  const found = holes.find(({ hole }) => hole === name);
  if (found === undefined) return null;
  const { hole, collar, path } = found;
  let depthM = 0;
  for (const [i, at] of path.slice(1).entries()) {
    const from = path[i] ?? at;
    depthM += Math.hypot(at[0] - from[0], at[1] - from[1], at[2] - from[2]);
  }
  const own = composites.filter((composite) => composite.hole === name);
  return { hole, collar, path, depthM, composites: own.toSorted((a, b) => a.fromM - b.fromM) };
}

/** Composites as pieces of a strip of one variable. */
export function stripPieces(document: BodyDocument, { composites }: HoleFacts, variable: string): StripPiece[] {
  return composites.map(({ fromM, toM, values, domain }) => ({
    fromM,
    toM,
    value: values[variable] ?? null,
    domain: domainOf(document, domain),
  }));
}

/** Domain of a composite by its code or name. */
export function domainOf(document: BodyDocument, domain: Composite["domain"]): StripPiece["domain"] {
  if (domain === undefined || domain === null) return null;
  const found = document.domains?.find(({ code, name }) => code === domain || name === domain);
  return found ?? { code: 0, name: String(domain) };
}

/** Index of the block that holds a place on the map; null outside the grid. */
export function blockAt(grid: RotatedGrid, at: Position): number | null {
  const [u, v, w] = gridOfWorld(grid, [...at]);
  const [nx, ny, nz] = grid.count;
  const [i, j, k] = [u / grid.sizeM[0], v / grid.sizeM[1], w / grid.sizeM[2]].map((n) => Math.floor(n)) as [
    number,
    number,
    number,
  ];
  if (i < 0 || j < 0 || k < 0 || i >= nx || j >= ny || k >= nz) return null;
  return i + nx * (j + ny * k);
}
