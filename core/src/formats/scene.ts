/** A place or direction: east, north, up. */
export type Vector = readonly [number, number, number];

/** Where the values of an attribute sit. A block model's primitives are its parent blocks. */
export type AttributeLocation = "vertices" | "primitives" | "subblocks";

/** One named quantity on an object: numbers (NaN where there is none), or words (null where there is none). */
export type Attribute =
  | {
      readonly kind: "number";
      readonly name: string;
      /** Unit as the file states it, null where it states none. */
      readonly unit: string | null;
      readonly location: AttributeLocation;
      readonly values: Float64Array;
    }
  | {
      readonly kind: "text";
      readonly name: string;
      readonly unit: null;
      readonly location: AttributeLocation;
      readonly values: readonly (string | null)[];
    };

interface Named {
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

/** Points: x, y, z of each, one after another. */
export interface PointSet extends Named {
  readonly type: "points";
  readonly vertices: Float64Array;
}

/** Line segments between vertices: pairs of vertex numbers. */
export interface LineSet extends Named {
  readonly type: "lines";
  readonly vertices: Float64Array;
  readonly segments: Uint32Array;
}

/** A triangulated surface: triples of vertex numbers. */
export interface TriangleSurface extends Named {
  readonly type: "triangles";
  readonly vertices: Float64Array;
  readonly triangles: Uint32Array;
}

/** Elevations at the corners of a regular grid in the horizontal plane. */
export interface GridSurface extends Named {
  readonly type: "grid-surface";
  /** First corner; heights are added to its third coordinate. */
  readonly origin: Vector;
  readonly u: Vector;
  readonly v: Vector;
  readonly spacing: readonly [number, number];
  /** Corners along u and v, u fastest: one more than cells. */
  readonly corners: readonly [number, number];
  readonly heights: Float64Array;
}

/** Sub-blocks of parent blocks: their parents (i, j, k each) and corners (least and greatest, each three). */
export interface Subblocks {
  /** Whole numbers on a grid inside the parent, or shares of the parent from 0 to 1. */
  readonly kind: "regular" | "freeform";
  /** Cells of the grid inside a parent; null for free sub-blocks. */
  readonly count: readonly [number, number, number] | null;
  readonly mode: "octree" | "full" | null;
  readonly parents: Uint32Array;
  readonly corners: Float64Array;
}

/** Blocks along three perpendicular axes, u fastest, then v, then w. */
export interface SceneBlocks extends Named {
  readonly type: "blocks";
  readonly origin: Vector;
  readonly u: Vector;
  readonly v: Vector;
  readonly w: Vector;
  /** Size of each block along each axis: one number for equal blocks, else one a block. */
  readonly sizes: readonly [Float64Array, Float64Array, Float64Array];
  readonly count: readonly [number, number, number];
  readonly subblocks: Subblocks | null;
}

export type SceneObject = PointSet | LineSet | TriangleSurface | GridSurface | SceneBlocks;

/** What an interchange file holds: objects in one coordinate system. */
export interface Scene {
  readonly name: string;
  readonly description: string;
  /** As the file says it, such as `epsg:32611`; null where it is silent. */
  readonly crs: string | null;
  /** Unit of length as the file says it; null where it is silent. */
  readonly lengthUnit: string | null;
  readonly objects: readonly SceneObject[];
}

/** How many values an attribute at a place must have; null where the object has no such place. */
export function placesAt(object: SceneObject, location: AttributeLocation): number | null {
  if (location === "subblocks")
    return object.type === "blocks" && object.subblocks !== null ? object.subblocks.parents.length / 3 : null;
  if (object.type === "blocks") {
    const [nu, nv, nw] = object.count;
    return location === "primitives" ? nu * nv * nw : (nu + 1) * (nv + 1) * (nw + 1);
  }
  if (object.type === "grid-surface") {
    const [nu, nv] = object.corners;
    return location === "vertices" ? nu * nv : (nu - 1) * (nv - 1);
  }
  if (location === "vertices") return object.vertices.length / 3;
  if (object.type === "lines") return object.segments.length / 2;
  return object.type === "triangles" ? object.triangles.length / 3 : null;
}

/**
 * The object, checked.
 * @throws {RangeError} an attribute has another number of values than its place, sits where the object has no place, or a segment
 *   or triangle names a vertex that is not there
 */
export function checkedObject<T extends SceneObject>(object: T): T {
  for (const attribute of object.attributes) {
    const wanted = placesAt(object, attribute.location);
    if (wanted === null)
      throw new RangeError(`${object.name}, attribute ${attribute.name}: ${object.type} have no ${attribute.location}`);
    if (attribute.values.length !== wanted)
      throw new RangeError(
        `${object.name}, attribute ${attribute.name}: ${attribute.values.length} values for ${wanted} ${attribute.location}`,
      );
  }
  const corners = object.type === "lines" ? object.segments : object.type === "triangles" ? object.triangles : null;
  if (corners !== null && "vertices" in object) {
    const vertices = object.vertices.length / 3;
    for (const corner of corners)
      if (corner >= vertices)
        throw new RangeError(
          `${object.name}: vertex ${corner} is named, but there are ${vertices} (0-${vertices - 1})`,
        );
  }
  return object;
}
