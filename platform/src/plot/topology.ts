/** The parts of a TopoJSON file that an outline needs. */
export interface Topology {
  readonly arcs: readonly (readonly (readonly number[])[])[];
  readonly transform?: { readonly scale: readonly number[]; readonly translate: readonly number[] };
  readonly objects: Readonly<Record<string, TopologyObject>>;
}

export interface TopologyObject {
  readonly type: string;
  readonly arcs?: unknown;
  readonly geometries?: readonly TopologyObject[];
}

/**
 * Rings of all polygons of one object, each a list of positions in the file's own coordinates.
 * @throws {RangeError} the file has no such object
 * @see Bostock and Metcalf (2013), The TopoJSON Format Specification, sections 2.1.4 (arcs) and 2.1.3 (quantised positions)
 */
export function topologyRings(topology: Topology, objectName: string): [number, number][][] {
  const object = topology.objects[objectName];
  if (object === undefined)
    throw new RangeError(`topology has no object ${objectName}; it has ${Object.keys(topology.objects).join(", ")}`);
  const decoded = topology.arcs.map((arc) => decodeArc(arc, topology.transform));
  const rings: [number, number][][] = [];
  for (const indices of ringsOf(object)) {
    const ring: [number, number][] = [];
    for (const index of indices) {
      const arc = index < 0 ? [...(decoded[~index] ?? [])].reverse() : (decoded[index] ?? []);
      ring.push(...(ring.length > 0 ? arc.slice(1) : arc));
    }
    rings.push(ring);
  }
  return rings;
}

function decodeArc(arc: Topology["arcs"][number], transform: Topology["transform"]): [number, number][] {
  const [kx = 1, ky = 1] = transform?.scale ?? [];
  const [dx = 0, dy = 0] = transform?.translate ?? [];
  let x = 0;
  let y = 0;
  return arc.map(([px = 0, py = 0]) => {
    x = transform ? x + px : px;
    y = transform ? y + py : py;
    return [x * kx + dx, y * ky + dy];
  });
}

function ringsOf(object: TopologyObject): number[][] {
  if (object.type === "GeometryCollection") return (object.geometries ?? []).flatMap(ringsOf);
  if (object.type === "Polygon") return object.arcs as number[][];
  if (object.type === "MultiPolygon") return (object.arcs as number[][][]).flat();
  return [];
}
