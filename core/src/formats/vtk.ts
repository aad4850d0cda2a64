import type { Issue } from "../evidence/issue.ts";
import { caution, refuse } from "./fileIssue.ts";
import type { Attribute, LineSet, PointSet, SceneBlocks, TriangleSurface, Vector } from "./scene.ts";
import { AppendedArrays, escapeXml, type VtkPacking, vtkNumbers, vtkTags } from "./vtkXml.ts";

const mostCells = 200_000_000;

/** Attributes of one place as DataArray elements; words have no place in VTK's numbers and are left out. */
function arraysOf(attributes: readonly Attribute[], location: Attribute["location"], arrays: AppendedArrays): string {
  return attributes
    .filter((attribute) => attribute.kind === "number" && attribute.location === location)
    .map((attribute) =>
      arrays.add(
        attribute.unit === null ? attribute.name : `${attribute.name} [${attribute.unit}]`,
        attribute.values as Float64Array,
      ),
    )
    .join("\n");
}

/**
 * A regular block model as VTK ImageData (.vti), values on cells, turned axes in `Direction` (VTK 9 and later), as ParaView and PyVista
 * read it. The unit stands in brackets after the name.
 * @throws {RangeError} blocks differ in size along an axis, or the model has sub-blocks
 * @see Kitware, VTK XML file formats: ImageData
 */
export function writeVti(blocks: SceneBlocks): Uint8Array {
  if (blocks.subblocks !== null)
    throw new RangeError(`${blocks.name}: VTK image data hold no sub-blocks; write OMF or CSV`);
  if (blocks.sizes.some((sizes) => sizes.length !== 1))
    throw new RangeError(`${blocks.name}: VTK image data need blocks of one size; write OMF or CSV`);
  const { u, v, w, count } = blocks;
  const extent = `0 ${count[0]} 0 ${count[1]} 0 ${count[2]}`;
  const direction = [0, 1, 2].flatMap((row) => [u[row], v[row], w[row]]).join(" ");
  const arrays = new AppendedArrays();
  const cells = arraysOf(blocks.attributes, "primitives", arrays);
  const points = arraysOf(blocks.attributes, "vertices", arrays);
  const spacing = blocks.sizes.map((sizes) => sizes[0]).join(" ");
  return arrays.file(
    "ImageData",
    `<ImageData WholeExtent="${extent}" Origin="${blocks.origin.join(" ")}" Spacing="${spacing}" Direction="${direction}">
<Piece Extent="${extent}"><PointData>${points}</PointData><CellData>${cells}</CellData></Piece></ImageData>`,
  );
}

/** Points, lines or triangles as VTK PolyData (.vtp). */
export function writeVtp(object: PointSet | LineSet | TriangleSurface): Uint8Array {
  const arrays = new AppendedArrays();
  const points = object.vertices.length / 3;
  const cells =
    object.type === "points"
      ? Uint32Array.from({ length: points }, (_, at) => at)
      : object.type === "lines"
        ? object.segments
        : object.triangles;
  const corners = object.type === "points" ? 1 : object.type === "lines" ? 2 : 3;
  const element = object.type === "points" ? "Verts" : object.type === "lines" ? "Lines" : "Polys";
  const total = cells.length / corners;
  const pointData = arraysOf(object.attributes, "vertices", arrays);
  const cellData = arraysOf(object.attributes, "primitives", arrays);
  const coordinates = arrays.add("Points", object.vertices, 3);
  const connectivity = arrays.add("connectivity", cells);
  const offsets = arrays.add(
    "offsets",
    Uint32Array.from({ length: total }, (_, at) => (at + 1) * corners),
  );
  return arrays.file(
    "PolyData",
    `<!-- ${escapeXml(object.name).replaceAll("--", "- ")} --><PolyData><Piece NumberOfPoints="${points}" NumberOf${element}="${total}">
<PointData>${pointData}</PointData><CellData>${cellData}</CellData><Points>${coordinates}</Points>
<${element}>${connectivity}${offsets}</${element}></Piece></PolyData>`,
  );
}

/**
 * Reads VTK ImageData (.vti) in ASCII, base 64 or raw appended form, plain or packed by zlib, as a block model.
 * Throws DataError `format.not-vtk`, `format.vtk-grid`, `format.vtk-array`, `format.vtk-appended`.
 *
 * @see Kitware, VTK XML file formats
 */
export function readVti(bytes: Uint8Array, path: string): { blocks: SceneBlocks; issues: readonly Issue[] } {
  const { tags, appendedAt } = vtkTags(bytes, path);
  const file = tags.find(({ name }) => name === "VTKFile")?.attributes ?? new Map<string, string>();
  const image = tags.find(({ name }) => name === "ImageData");
  if (image === undefined)
    refuse(path, "vtk-grid", `holds ${file.get("type") ?? "no known data"}; ImageData (.vti) is read`);
  const pieces = tags.filter(({ name }) => name === "Piece");
  if (pieces.length !== 1) refuse(path, "vtk-grid", `has ${pieces.length} pieces; write it as one`);
  const numbers = (key: string, fallback: readonly number[]) => {
    const text = image.attributes.get(key);
    const values = text === undefined ? [...fallback] : text.trim().split(/\s+/).map(Number);
    if (values.length !== fallback.length || !values.every(Number.isFinite))
      refuse(`${path}, ${key}`, "vtk-grid", `must be ${fallback.length} numbers, got "${text}"`);
    return values;
  };
  const extent = numbers("WholeExtent", [0, 0, 0, 0, 0, 0]);
  const spacing = numbers("Spacing", [1, 1, 1]);
  const d = numbers("Direction", [1, 0, 0, 0, 1, 0, 0, 0, 1]);
  const count = [0, 1, 2].map((axis) => extent[2 * axis + 1] - extent[2 * axis]);
  if (!count.every((n) => Number.isInteger(n) && n >= 1) || count[0] * count[1] * count[2] > mostCells)
    refuse(
      `${path}, WholeExtent`,
      "vtk-grid",
      `gives ${count.join(" x ")} cells; from 1 to ${mostCells} are read, at least 1 along each axis`,
    );
  if (!spacing.every((size) => size > 0))
    refuse(`${path}, Spacing`, "vtk-grid", `must be above 0, got ${spacing.join(" ")}`);
  const axes = [0, 1, 2].map((axis) => [d[axis], d[3 + axis], d[6 + axis]] as Vector);
  const first = numbers("Origin", [0, 0, 0]);
  const origin = [0, 1, 2].map(
    (k) => first[k] + axes.reduce((sum, axis, at) => sum + axis[k] * spacing[at] * extent[2 * at], 0),
  );
  const packing: VtkPacking = {
    path,
    bytes,
    appendedAt,
    isLittleEndian: file.get("byte_order") !== "BigEndian",
    headerType: file.get("header_type") === "UInt64" ? "UInt64" : "UInt32",
    compressor: file.get("compressor") ?? null,
    isAppendedBase64: isBase64(bytes, appendedAt),
  };
  const { attributes, issues } = attributesOf(tags, packing, count);
  const blocks: SceneBlocks = {
    type: "blocks",
    name: path,
    description: "",
    attributes,
    origin: origin as unknown as Vector,
    u: axes[0],
    v: axes[1],
    w: axes[2],
    sizes: spacing.map((size) => Float64Array.of(size)) as unknown as SceneBlocks["sizes"],
    count: count as [number, number, number],
    subblocks: null,
  };
  return { blocks, issues };
}

function isBase64(bytes: Uint8Array, appendedAt: number | null): boolean {
  if (appendedAt === null) return false;
  const before = String.fromCharCode(...bytes.subarray(Math.max(0, appendedAt - 120), appendedAt));
  return before.includes("base64");
}

function attributesOf(
  tags: ReturnType<typeof vtkTags>["tags"],
  packing: VtkPacking,
  count: readonly number[],
): { attributes: Attribute[]; issues: Issue[] } {
  const cells = count[0] * count[1] * count[2];
  const corners = (count[0] + 1) * (count[1] + 1) * (count[2] + 1);
  const attributes: Attribute[] = [];
  const issues: Issue[] = [];
  let location: "primitives" | "vertices" | null = null;
  for (const tag of tags) {
    if (tag.name === "CellData") location = "primitives";
    else if (tag.name === "PointData") location = "vertices";
    if (tag.name !== "DataArray" || location === null) continue;
    const [, name, unit] = /^(.*?)(?: \[([^\]]+)\])?$/s.exec(tag.attributes.get("Name") ?? "unnamed") ?? [
      "",
      "unnamed",
      undefined,
    ];
    const components = Number(tag.attributes.get("NumberOfComponents") ?? 1);
    if (components > 1) {
      issues.push(
        caution(
          `${packing.path}, array ${name}`,
          "vtk-skipped",
          `has ${components} components; only single numbers are read`,
        ),
      );
      continue;
    }
    const values = vtkNumbers(tag, packing, location === "primitives" ? cells : corners);
    attributes.push({ kind: "number", name, unit: unit ?? null, location, values });
  }
  return { attributes, issues };
}
