import type { Issue } from "../../evidence/issue.ts";
import { caution, refuse } from "../fileIssue.ts";
import {
  type Attribute,
  type AttributeLocation,
  checkedObject,
  placesAt,
  type Scene,
  type SceneBlocks,
  type SceneObject,
  type Vector,
} from "../scene.ts";
import { openOmf } from "./omfArchive.ts";
import { interleaved, readOmfArray, subblockColumns } from "./omfArrays.ts";
import { JsonNode } from "./jsonNode.ts";

const mostRows = 200_000_000;
const deepestComposite = 8;
const locations: Readonly<Record<string, AttributeLocation>> = {
  Vertices: "vertices",
  Primitives: "primitives",
  Subblocks: "subblocks",
};

/** One file being read: its arrays, its origin, and what was found on the way. */
class OmfReader {
  readonly issues: Issue[] = [];
  readonly path: string;
  private readonly members: ReadonlyMap<string, Uint8Array>;
  private readonly origin: Vector;
  constructor(path: string, members: ReadonlyMap<string, Uint8Array>, origin: Vector) {
    this.path = path;
    this.members = members;
    this.origin = origin;
  }

  async columns(array: JsonNode): Promise<ReadonlyMap<string, readonly unknown[]>> {
    const name = array.at("filename").text();
    const rows = array.at("item_count").whole(0, mostRows);
    const bytes = this.members.get(name);
    if (bytes === undefined)
      refuse(`${this.path}, ${array.path}`, "omf-array", `names ${name}, which is not in the file`);
    return readOmfArray(bytes, `${this.path}, ${name}`, rows);
  }

  async numbers(array: JsonNode, names: readonly string[]): Promise<Float64Array> {
    const columns = await this.columns(array);
    for (const name of names)
      if (!columns.has(name)) refuse(`${this.path}, ${array.path}`, "omf-array", `has no column ${name}`);
    return interleaved(columns, names);
  }

  private async vertices(geometry: JsonNode): Promise<Float64Array> {
    const shift = plus(this.origin, geometry.at("origin").vectorOr([0, 0, 0]));
    const out = await this.numbers(geometry.at("vertices"), ["x", "y", "z"]);
    for (let at = 0; at < out.length; at += 1) out[at] += shift[at % 3];
    return out;
  }

  async objects(elements: readonly JsonNode[], prefix: string, depth: number): Promise<SceneObject[]> {
    const out: SceneObject[] = [];
    for (const element of elements) {
      const name = prefix + element.at("name").text();
      const geometry = element.at("geometry");
      if (geometry.at("type").text() === "Composite") {
        if (depth >= deepestComposite)
          refuse(`${this.path}, ${element.path}`, "omf-index", `composites lie deeper than ${deepestComposite}`);
        out.push(...(await this.objects(geometry.at("elements").listOr(), `${name} / `, depth + 1)));
        continue;
      }
      const bare = await this.object(geometry, name, element.at("description").textOr(""));
      out.push(checkedObject({ ...bare, attributes: await this.attributes(element, bare) }));
    }
    return out;
  }

  private async object(geometry: JsonNode, name: string, description: string): Promise<SceneObject> {
    const base = { name, description, attributes: [] };
    const type = geometry.at("type").text();
    if (type === "PointSet") return { ...base, type: "points", vertices: await this.vertices(geometry) };
    if (type === "LineSet") {
      const segments = Uint32Array.from(await this.numbers(geometry.at("segments"), ["a", "b"]));
      return { ...base, type: "lines", vertices: await this.vertices(geometry), segments };
    }
    if (type === "Surface") {
      const triangles = Uint32Array.from(await this.numbers(geometry.at("triangles"), ["a", "b", "c"]));
      return { ...base, type: "triangles", vertices: await this.vertices(geometry), triangles };
    }
    if (type === "GridSurface") return { ...base, ...(await this.gridSurface(geometry)) };
    if (type === "BlockModel") return { ...base, ...(await this.blocks(geometry)) };
    return refuse(`${this.path}, ${geometry.path}`, "omf-index", `has type ${type}, which OMF 2.0 does not know`);
  }

  private async gridSurface(geometry: JsonNode) {
    const orient = geometry.at("orient");
    const grid = geometry.at("grid");
    if (grid.at("type").text() !== "Regular")
      refuse(`${this.path}, ${grid.path}`, "omf-unsupported", "is a tensor grid surface; only regular ones are read");
    const [nu, nv] = grid
      .at("count")
      .numbers(2)
      .map((n) => n + 1);
    const heights = geometry.at("heights");
    return {
      type: "grid-surface" as const,
      origin: plus(this.origin, orient.at("origin").vector()),
      u: orient.at("u").vectorOr([1, 0, 0]),
      v: orient.at("v").vectorOr([0, 1, 0]),
      spacing: grid.at("size").numbers(2) as [number, number],
      corners: [nu, nv] as const,
      heights: heights.isThere() ? await this.numbers(heights, ["scalar"]) : new Float64Array(nu * nv),
    };
  }

  private async blocks(geometry: JsonNode): Promise<Omit<SceneBlocks, "name" | "description" | "attributes">> {
    const orient = geometry.at("orient");
    const grid = geometry.at("grid");
    const isRegular = grid.at("type").text() === "Regular";
    const sizes = isRegular
      ? grid
          .at("size")
          .numbers(3)
          .map((size) => Float64Array.of(size))
      : await Promise.all(["u", "v", "w"].map((axis) => this.numbers(grid.at(axis), ["scalar"])));
    const count = isRegular ? grid.at("count").numbers(3) : sizes.map((size) => size.length);
    if (!sizes.every((axis) => axis.every((size) => size > 0 && Number.isFinite(size))))
      refuse(`${this.path}, ${grid.path}`, "omf-index", "has a block size that is not above 0");
    if (!(count.every((n) => Number.isInteger(n) && n >= 1) && count[0] * count[1] * count[2] <= mostRows))
      refuse(
        `${this.path}, ${grid.path}`,
        "omf-index",
        `counts ${count.join(" x ")} blocks, from 1 to ${mostRows} are read`,
      );
    return {
      type: "blocks",
      origin: plus(this.origin, orient.at("origin").vector()),
      u: orient.at("u").vectorOr([1, 0, 0]),
      v: orient.at("v").vectorOr([0, 1, 0]),
      w: orient.at("w").vectorOr([0, 0, 1]),
      sizes: sizes as [Float64Array, Float64Array, Float64Array],
      count: count as [number, number, number],
      subblocks: await this.subblocks(geometry.at("subblocks")),
    };
  }

  private async subblocks(node: JsonNode): Promise<SceneBlocks["subblocks"]> {
    if (!node.isThere()) return null;
    const isRegular = node.at("type").text() === "Regular";
    const columns = await this.columns(node.at("subblocks"));
    const mode = node.at("mode").textOr("");
    return {
      kind: isRegular ? "regular" : "freeform",
      count: isRegular ? (node.at("count").numbers(3) as [number, number, number]) : null,
      mode: mode === "Octree" ? "octree" : mode === "Full" ? "full" : null,
      parents: Uint32Array.from(interleaved(columns, subblockColumns.parents)),
      corners: interleaved(columns, subblockColumns.corners),
    };
  }

  private async attributes(element: JsonNode, object: SceneObject): Promise<Attribute[]> {
    const out: Attribute[] = [];
    for (const node of element.at("attributes").listOr()) {
      const attribute = await this.attribute(node, object);
      if (attribute !== null) out.push(attribute);
    }
    return out;
  }

  private async attribute(node: JsonNode, object: SceneObject): Promise<Attribute | null> {
    const name = node.at("name").text();
    const location = locations[node.at("location").text()];
    const data = node.at("data");
    const type = data.at("type").text();
    const place = `${this.path}, ${object.name}, attribute ${name}`;
    if (
      location === undefined ||
      placesAt(object, location) === null ||
      !["Number", "Text", "Category", "Boolean"].includes(type)
    ) {
      this.issues.push(
        caution(place, "omf-skipped", `${type} at ${node.at("location").text()} is not read; the rest is`),
      );
      return null;
    }
    const columns = await this.columns(data.at("values"));
    if (type === "Number") {
      const unit = node.at("units").textOr("");
      return {
        kind: "number",
        name,
        unit: unit === "" ? null : unit,
        location,
        values: interleaved(columns, ["number"]),
      };
    }
    if (type === "Category") {
      const names = (await this.columns(data.at("names"))).get("name") ?? [];
      const values = (columns.get("index") ?? []).map((at) => (at === null ? null : wordOf(names[Number(at)])));
      return { kind: "text", name, unit: null, location, values };
    }
    const cells = columns.get(type === "Text" ? "text" : "bool") ?? [];
    return {
      kind: "text",
      name,
      unit: null,
      location,
      values: cells.map(wordOf),
    };
  }
}

/** A cell as a word; null where it holds none. */
function wordOf(cell: unknown): string | null {
  return typeof cell === "string" || typeof cell === "boolean" || typeof cell === "number" ? String(cell) : null;
}

function plus(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

/**
 * Reads an OMF 2 file: points, lines, surfaces, grid surfaces and block models, with attributes of numbers, words, categories and
 * booleans; composites are flattened into names `outer / inner`. Colours, vectors and textures are left out and named in the issues.
 * Throws DataError `format.not-omf`, `format.omf-version`, `format.omf-index`, `format.omf-array`, `format.omf-unsupported`,
 * `format.too-large`.
 *
 * @see github.com/gmggroup/omf-rust, omf.schema.json (MIT), version 2.0-beta.1
 */
export async function readOmf(bytes: Uint8Array, path: string): Promise<{ scene: Scene; issues: readonly Issue[] }> {
  const archive = openOmf(bytes, path);
  const index = new JsonNode(archive.index, path, "index");
  const reader = new OmfReader(path, archive.members, index.at("origin").vectorOr([0, 0, 0]));
  try {
    const objects = await reader.objects(index.at("elements").listOr(), "", 0);
    const word = (key: string) => index.at(key).textOr("");
    const scene: Scene = {
      name: word("name"),
      description: word("description"),
      crs: word("coordinate_reference_system") || null,
      lengthUnit: word("units") || null,
      objects,
    };
    return { scene, issues: reader.issues };
  } catch (error) {
    if (error instanceof RangeError) refuse(path, "omf-index", error.message);
    throw error;
  }
}
