import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parquetMetadata, parquetRead } from "hyparquet";
import { DataError } from "@relode/core/evidence";
import type { Attribute, Scene, SceneBlocks, SceneObject, Vector } from "@relode/core/formats";
import type { RotatedGrid } from "@relode/core/resource";

interface ResourceDocument {
  readonly schema: string;
  readonly name: string;
  readonly declared: string;
  readonly crs: { readonly epsg: number | null };
  readonly grid: RotatedGrid;
  readonly columns: readonly { readonly name: string; readonly unit: string; readonly variable: string | null }[];
}

interface HolesDocument {
  readonly holes: readonly { readonly hole: string; readonly path: readonly (readonly [number, number, number])[] }[];
  readonly composites: readonly {
    readonly hole: string;
    readonly at: readonly [number, number, number];
    readonly values: Readonly<Record<string, number | null>>;
  }[];
}

interface SurfacesDocument {
  readonly surfaces: readonly {
    readonly name: string;
    readonly grid: {
      readonly origin: readonly [number, number];
      readonly spacing: readonly [number, number];
      readonly count: readonly [number, number];
      /** Turn of the lattice about its first node; 0 where absent. */
      readonly azimuthDeg?: number;
    };
    readonly z: readonly (number | null)[];
  }[];
}

/** A document of a resource folder. Throws DataError `resource.not-readable`. */
async function document<T>(folder: string, name: string): Promise<T> {
  try {
    return JSON.parse(await readFile(join(folder, name), "utf8")) as T;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const issue = { path: join(folder, name), code: "resource.not-readable", severity: "error" as const, message };
    throw new DataError(`${join(folder, name)} cannot be read: make the folder with relode resource estimate`, [issue]);
  }
}

/**
 * What `relode resource estimate` wrote, as a scene for interchange: the block model with its columns, the holes, the composites
 * and the surfaces. Throws DataError `resource.not-readable`, `resource.schema`.
 */
export async function resourceScene(folder: string): Promise<Scene> {
  const resource = await document<ResourceDocument>(folder, "resource.json");
  if (resource.schema !== "relode.resource/1")
    throw new DataError(`${folder} has schema ${resource.schema}`, [
      {
        path: join(folder, "resource.json"),
        code: "resource.schema",
        severity: "error",
        message: `schema must be relode.resource/1, got ${resource.schema}; estimate it again with this version`,
      },
    ]);
  const holes = await document<HolesDocument>(folder, "holes.json");
  const { surfaces } = await document<SurfacesDocument>(folder, "surfaces.json");
  const objects: SceneObject[] = [
    await blocksOf(folder, resource),
    ...(holes.holes.length > 0 ? [holeLines(holes)] : []),
    ...(holes.composites.length > 0 ? [compositePoints(holes)] : []),
    ...surfaces.map(surfaceObject),
  ];
  const { name, declared, crs } = resource;
  const description = declared === "synthetic" ? "declared synthetic: no measurement" : "";
  return { name, description, crs: crs.epsg === null ? null : `epsg:${crs.epsg}`, lengthUnit: "m", objects };
}

async function blocksOf(folder: string, { grid, columns, name }: ResourceDocument): Promise<SceneBlocks> {
  const file = new Uint8Array(await readFile(join(folder, "blocks.parquet"))).buffer;
  const metadata = parquetMetadata(file);
  const [nu, nv, nw] = grid.count;
  const held = new Map(columns.map((column) => [column.name, new Float64Array(nu * nv * nw).fill(Number.NaN)]));
  await parquetRead({
    file,
    metadata,
    columns: [...held.keys()],
    onChunk: ({ columnName, columnData, rowStart }) => {
      const column = held.get(columnName);
      for (let row = 0; row < columnData.length; row += 1) {
        const cell: unknown = columnData[row];
        if (column !== undefined && (typeof cell === "number" || typeof cell === "bigint"))
          column[rowStart + row] = Number(cell);
      }
    },
  });
  return {
    type: "blocks",
    name: `${name} blocks`,
    description: "",
    origin: grid.originM,
    ...turned(grid.azimuthDeg),
    w: [0, 0, 1],
    sizes: grid.sizeM.map((size) => Float64Array.of(size)) as unknown as SceneBlocks["sizes"],
    count: grid.count,
    subblocks: null,
    attributes: columns.map((column) => number(column.name, column.unit, held.get(column.name) ?? new Float64Array(0))),
  };
}

function number(
  name: string,
  unit: string | null,
  values: Float64Array,
  location: Attribute["location"] = "primitives",
): Attribute {
  return { kind: "number", name, unit, location, values };
}

function holeLines({ holes }: HolesDocument): SceneObject {
  const vertices: number[] = [];
  const segments: number[] = [];
  const names: string[] = [];
  for (const { hole, path } of holes)
    path.forEach((at, step) => {
      const vertex = vertices.length / 3;
      vertices.push(...at);
      if (step === 0) return;
      segments.push(vertex - 1, vertex);
      names.push(hole);
    });
  return {
    type: "lines",
    name: "holes",
    description: "",
    vertices: Float64Array.from(vertices),
    segments: Uint32Array.from(segments),
    attributes: [{ kind: "text", name: "hole", unit: null, location: "primitives", values: names }],
  };
}

function compositePoints({ composites }: HolesDocument): SceneObject {
  const variables = [...new Set(composites.flatMap(({ values }) => Object.keys(values)))];
  return {
    type: "points",
    name: "composites",
    description: "",
    vertices: Float64Array.from(composites.flatMap(({ at }) => at)),
    attributes: [
      {
        kind: "text",
        name: "hole",
        unit: null,
        location: "vertices",
        values: composites.map(({ hole }) => hole),
      },
      ...variables.map((variable) =>
        number(
          variable,
          /_(ppm|ppb|pct)$/.exec(variable)?.[1]?.replace("pct", "%") ?? null,
          Float64Array.from(composites, ({ values }) => values[variable] ?? Number.NaN),
          "vertices",
        ),
      ),
    ],
  };
}

function surfaceObject({ name, grid, z }: SurfacesDocument["surfaces"][number]): SceneObject {
  return {
    type: "grid-surface",
    name,
    description: "",
    origin: [grid.origin[0], grid.origin[1], 0],
    ...turned(grid.azimuthDeg ?? 0),
    spacing: grid.spacing,
    corners: grid.count,
    heights: Float64Array.from(z, (height) => height ?? Number.NaN),
    attributes: [],
  };
}

/** Horizontal axes of a grid whose second axis points to an azimuth. */
function turned(azimuthDeg: number): { readonly u: Vector; readonly v: Vector } {
  if (azimuthDeg === 0) return { u: [1, 0, 0], v: [0, 1, 0] };
  const angle = (azimuthDeg * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return { u: [cosine, -sine, 0], v: [sine, cosine, 0] };
}
