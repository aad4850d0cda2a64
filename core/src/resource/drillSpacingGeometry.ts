import { fillUniform } from "../numerics/drawStream.ts";
import type { RegularGrid } from "../geostat/regularGrid.ts";

/** What is mined in a period: a square panel over the whole height of the face. */
export interface SpacingVolume {
  readonly name: string;
  readonly dryTonnes: number;
}

export interface SpacingGeometrySpec {
  readonly spacingsM: readonly number[];
  readonly volumes: readonly SpacingVolume[];
  /** Height of the face, metres. */
  readonly heightM: number;
  /** Length of a composite, metres. */
  readonly compositeM: number;
  readonly densityTPerM3: number;
}

/** A panel: its nodes, counted from the first, and its place. */
export interface SpacingPanel {
  readonly volume: number;
  /** First node along x and y, and nodes along an edge. */
  readonly from: readonly [number, number];
  readonly nodes: number;
}

export interface SpacingGeometry {
  readonly grid: RegularGrid;
  readonly nodeM: number;
  readonly levels: number;
  /** Height that one composite stands for, metres. */
  readonly levelM: number;
  readonly panels: readonly SpacingPanel[];
  /** Edge of the panels of each volume as drawn, metres: a whole number of nodes. */
  readonly edgesM: readonly number[];
}

const mostLevels = 12;
const mostNodes = 400_000;

/**
 * Nodes, panels and margin of a study of drill spacing: a panel's edge is √(T/(ρH)); of a smaller volume as many panels as lie side by side in the
 * largest one; around it 1.5 of the widest spacing, so that holes stand on all sides.
 * @throws {RangeError} a number out of bounds, no spacing or volume, or more nodes than 400,000
 */
export function spacingGeometry(spec: SpacingGeometrySpec): SpacingGeometry {
  checkGeometry(spec);
  const { spacingsM, volumes, heightM, compositeM, densityTPerM3 } = spec;
  const wanted = volumes.map(({ dryTonnes }) => Math.sqrt(dryTonnes / (densityTPerM3 * heightM)));
  const [least, most] = [Math.min(...wanted), Math.max(...wanted)];
  const [close, wide] = [Math.min(...spacingsM), Math.max(...spacingsM)];
  const levels = Math.min(mostLevels, Math.max(1, Math.round(heightM / compositeM)));
  const levelM = heightM / levels;
  const inLeast = Math.max(4, Math.ceil(least / (close / 3)));
  const nodeM = least / inLeast;
  const edges = wanted.map((edge) => Math.max(1, Math.round(edge / nodeM)));
  const margin = Math.ceil((1.5 * wide) / nodeM);
  const across = Math.round(most / nodeM) + 2 * margin;
  if (!(across * across * levels <= mostNodes))
    throw new RangeError(
      `drill spacing: panels of ${least.toPrecision(3)}-${most.toPrecision(3)} m with spacings of ${close}-${wide} m need ${across} x ${across} x ${levels} nodes, limit ${mostNodes}; leave out the closest or widest spacings`,
    );
  const largest = Math.max(...edges);
  const panels = edges.flatMap((nodes, volume) => {
    const side = Math.max(1, Math.floor(largest / nodes));
    return Array.from(
      { length: side * side },
      (_, at): SpacingPanel => ({
        volume,
        from: [margin + (at % side) * nodes, margin + Math.floor(at / side) * nodes],
        nodes,
      }),
    );
  });
  return {
    grid: {
      count: [across, across, levels],
      firstCentreM: [nodeM / 2, nodeM / 2, levelM / 2],
      sizeM: [nodeM, nodeM, levelM],
    },
    nodeM,
    levels,
    levelM,
    panels,
    edgesM: edges.map((nodes) => nodes * nodeM),
  };
}

function checkGeometry(spec: SpacingGeometrySpec): void {
  const { spacingsM, volumes, heightM, compositeM, densityTPerM3 } = spec;
  if (spacingsM.length === 0 || volumes.length === 0)
    throw new RangeError("drill spacing: name one spacing and one volume at least");
  if (new Set(spacingsM).size !== spacingsM.length) throw new RangeError("drill spacing: a spacing is named twice");
  const bounds: readonly [string, number, number, number][] = [
    ...spacingsM.map((spacing): [string, number, number, number] => ["spacing (m)", spacing, 0.1, 10_000]),
    ...volumes.map((volume): [string, number, number, number] => [
      `dry tonnes of a ${volume.name}`,
      volume.dryTonnes,
      1,
      1e12,
    ]),
    ["height of the face (m)", heightM, 0.1, 1000],
    ["composite (m)", compositeM, 0.01, 100],
    ["density (t/m3)", densityTPerM3, 0.2, 10],
  ];
  for (const [what, value, low, high] of bounds)
    if (!(value >= low && value <= high))
      throw new RangeError(`drill spacing: ${what} must lie in ${low}-${high}, got ${value}`);
}

/** Nodes of the lowest level nearest to a square lattice of holes, shifted by shares of the spacing; every node once. */
export function holesOfLattice(
  { grid, nodeM }: SpacingGeometry,
  spacingM: number,
  shift: readonly [number, number],
): Int32Array {
  const [nx, ny] = grid.count;
  const along = (count: number, share: number) => {
    const places: number[] = [];
    for (let at = share * spacingM; ; at += spacingM) {
      const node = Math.floor(at / nodeM);
      if (node >= count) return places;
      if (places.at(-1) !== node) places.push(node);
    }
  };
  const xs = along(nx, shift[0]);
  return Int32Array.from(along(ny, shift[1]).flatMap((y) => xs.map((x) => x + nx * y)));
}

/** Random shifts of a lattice as shares of its spacing. */
export function latticeShifts(seed: number, count: number): readonly (readonly [number, number])[] {
  const draws = new Float64Array(2 * count);
  fillUniform(draws, seed, "drill spacing shifts");
  return Array.from({ length: count }, (_, at): [number, number] => [draws[2 * at], draws[2 * at + 1]]);
}
