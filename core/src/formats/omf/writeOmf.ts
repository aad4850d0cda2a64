import { type Attribute, type AttributeLocation, checkedObject, type Scene, type SceneObject } from "../scene.ts";
import { type ArrayColumn, omfArray, type OmfArrayKind } from "./omfArrays.ts";
import { packOmf } from "./omfArchive.ts";

type Json = Readonly<Record<string, unknown>>;

/** Numbers the arrays as they are written. */
class Arrays {
  readonly members = new Map<string, Uint8Array>();
  add(kind: OmfArrayKind, columns: readonly ArrayColumn[]): Json {
    const filename = `${this.members.size + 1}.parquet`;
    this.members.set(filename, omfArray(kind, columns));
    return { filename, item_count: columns[0]?.length ?? 0 };
  }
}

/** Every n-th value from `start`. */
function stride(values: Float64Array | Uint32Array, n: number, start: number): number[] {
  const out = new Array<number>(values.length / n);
  for (let row = 0; row < out.length; row += 1) out[row] = values[row * n + start];
  return out;
}

/** The n columns of values that lie row after row. */
const columnsOf = (values: Float64Array | Uint32Array, n: number) =>
  Array.from({ length: n }, (_, start) => stride(values, n, start));

const locationNames: Readonly<Record<AttributeLocation, string>> = {
  vertices: "Vertices",
  primitives: "Primitives",
  subblocks: "Subblocks",
};

function attributeJson(attribute: Attribute, arrays: Arrays): Json {
  const { name, unit } = attribute;
  const data =
    attribute.kind === "number"
      ? {
          type: "Number",
          values: arrays.add("Number", [
            Array.from(attribute.values, (value) => (Number.isFinite(value) ? value : null)),
          ]),
        }
      : { type: "Text", values: arrays.add("Text", [attribute.values]) };
  return { name, ...(unit === null ? {} : { units: unit }), location: locationNames[attribute.location], data };
}

function geometryJson(object: SceneObject, arrays: Arrays): Json {
  switch (object.type) {
    case "points":
      return { type: "PointSet", vertices: arrays.add("Vertex", columnsOf(object.vertices, 3)) };
    case "lines":
      return {
        type: "LineSet",
        vertices: arrays.add("Vertex", columnsOf(object.vertices, 3)),
        segments: arrays.add("Segment", columnsOf(object.segments, 2)),
      };
    case "triangles":
      return {
        type: "Surface",
        vertices: arrays.add("Vertex", columnsOf(object.vertices, 3)),
        triangles: arrays.add("Triangle", columnsOf(object.triangles, 3)),
      };
    case "grid-surface":
      return {
        type: "GridSurface",
        orient: { origin: object.origin, u: object.u, v: object.v },
        grid: { type: "Regular", size: object.spacing, count: object.corners.map((n) => n - 1) },
        heights: arrays.add("Scalar", [object.heights]),
      };
    case "blocks": {
      const isRegular = object.sizes.every((sizes) => sizes.length === 1);
      const { origin, u, v, w, subblocks } = object;
      return {
        type: "BlockModel",
        orient: { origin, u, v, w },
        grid: isRegular
          ? { type: "Regular", size: object.sizes.map((sizes) => sizes[0]), count: object.count }
          : {
              type: "Tensor",
              ...Object.fromEntries(
                object.sizes.map((sizes, axis) => [
                  ["u", "v", "w"][axis],
                  arrays.add("Scalar", [
                    sizes.length === 1 ? Array.from({ length: object.count[axis] }, () => sizes[0]) : sizes,
                  ]),
                ]),
              ),
            },
        ...(subblocks === null ? {} : { subblocks: subblocksJson(subblocks, arrays) }),
      };
    }
  }
}

function subblocksJson(
  subblocks: NonNullable<Extract<SceneObject, { type: "blocks" }>["subblocks"]>,
  arrays: Arrays,
): Json {
  const columns = [...columnsOf(subblocks.parents, 3), ...columnsOf(subblocks.corners, 6)];
  if (subblocks.kind === "freeform") return { type: "Freeform", subblocks: arrays.add("FreeformSubblock", columns) };
  const mode = subblocks.mode === null ? {} : { mode: subblocks.mode === "octree" ? "Octree" : "Full" };
  return { type: "Regular", count: subblocks.count, subblocks: arrays.add("RegularSubblock", columns), ...mode };
}

/**
 * A scene as an OMF 2 file (points, lines, surfaces, grid surfaces, block models with sub-blocks; numbers and words).
 * The same scene and date give the same octets.
 *
 * @param date when the data were made, ISO 8601 with time and zone
 * @throws {RangeError} an object contradicts itself: see `checkedObject`
 * @see github.com/gmggroup/omf-rust, omf.schema.json and src/file/parquet/schemas.rs (MIT)
 */
export function writeOmf(scene: Scene, date: string, application = "Relode"): Uint8Array {
  const arrays = new Arrays();
  const elements = scene.objects.map((object) => {
    const { name, description, attributes } = checkedObject(object);
    return {
      name,
      description,
      geometry: geometryJson(object, arrays),
      attributes: attributes.map((attribute) => attributeJson(attribute, arrays)),
    };
  });
  const { name, description, crs, lengthUnit } = scene;
  const index = {
    name,
    description,
    application,
    date,
    ...(crs === null ? {} : { coordinate_reference_system: crs }),
    ...(lengthUnit === null ? {} : { units: lengthUnit }),
    elements,
  };
  return packOmf(index, arrays.members);
}
