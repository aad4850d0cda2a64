import type { AxesM } from "../../geostat/ellipsoid.ts";

/** With three coarse grids (every 12th node first) so many nodes hold some 140 of the coarsest, far more than condition one node. */
const mostNodes = 250_000;

/**
 * Radii of a search over nodes, drawn in by one factor where the ellipsoid would hold more nodes than `most`: on fine nodes the sixteen best are found
 * long before its rim, and looking through millions of empty ones for each node of the coarsest grid takes most of the time.
 */
export function searchOverNodes(radiiM: AxesM, sizeM: AxesM, most = mostNodes): AxesM {
  const nodes = ((4 * Math.PI) / 3) * radiiM.reduce((product, radius, a) => product * (radius / sizeM[a]), 1);
  const factor = Math.min(1, Math.cbrt(most / nodes));
  return [radiiM[0] * factor, radiiM[1] * factor, radiiM[2] * factor];
}
