import { parquetMetadata, parquetRead } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { readCsv } from "../evidence/csv.ts";
import { type Issue, isUsable, DataError } from "../evidence/issue.ts";
import { blockCentres } from "./blockCentres.ts";
import { blocksFromTable, type TableColumns } from "./blockTable.ts";
import { readDxf, writeDxf } from "./dxf.ts";
import { fileText, reason, refuse, textBytes } from "./fileIssue.ts";
import { rasterOfLayer, rasterOfSurface, readGeoTiff, surfaceOfRaster, writeGeoTiff } from "./geoTiff.ts";
import { readGslib, writeGslib } from "./gslib.ts";
import { readOmf } from "./omf/readOmf.ts";
import { writeOmf } from "./omf/writeOmf.ts";
import type { LineSet, PointSet, Scene, SceneBlocks, SceneObject, TriangleSurface } from "./scene.ts";
import { readSurpacStrings, writeSurpacStrings } from "./surpacStrings.ts";
import { readVti, writeVti, writeVtp } from "./vtk.ts";

/** What a file format can carry. */
export interface SceneFormat {
  readonly extensions: readonly string[];
  readonly name: string;
  readonly holds: string;
  readonly reads: boolean;
  readonly writes: boolean;
}

/** Every interchange format, by its file name's end. */
export const sceneFormats: readonly SceneFormat[] = [
  {
    extensions: ["omf"],
    name: "Open Mining Format 2",
    holds: "points, lines, surfaces, grids, block models",
    reads: true,
    writes: true,
  },
  { extensions: ["csv"], name: "table of block centres", holds: "one block model", reads: true, writes: true },
  {
    extensions: ["parquet"],
    name: "table of block centres, Parquet",
    holds: "one block model",
    reads: true,
    writes: true,
  },
  {
    extensions: ["dat", "gslib", "geoeas"],
    name: "GSLIB, Geo-EAS",
    holds: "one block model, as centres",
    reads: true,
    writes: true,
  },
  { extensions: ["vti"], name: "VTK image data", holds: "one regular block model", reads: true, writes: true },
  {
    extensions: ["vtp"],
    name: "VTK poly data",
    holds: "one set of points, lines or triangles",
    reads: false,
    writes: true,
  },
  { extensions: ["dxf"], name: "DXF, ASCII", holds: "points, lines, triangles", reads: true, writes: true },
  { extensions: ["str"], name: "Surpac strings", holds: "lines", reads: true, writes: true },
  {
    extensions: ["tif", "tiff"],
    name: "GeoTIFF, 32-bit floats",
    holds: "one surface, or one layer of a block model",
    reads: true,
    writes: true,
  },
];

/** Choices where a format needs them. */
export interface SceneFileOptions {
  /** Block size in metres where a table of centres does not tell it. */
  readonly sizeM?: readonly (number | null)[];
  /** Of a block model, for GeoTIFF: the column and the layer from 0, the lowest, on. */
  readonly column?: string;
  readonly layer?: number;
  readonly epsg?: number | null;
  /** Date of the data, ISO 8601 with time and zone; written into OMF and string files. */
  readonly date?: string;
  /** Name of the object to write, where the format holds only one. */
  readonly object?: string;
}

const extensionOf = (name: string) => /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";

function formatOf(name: string, way: "reads" | "writes"): string {
  const extension = extensionOf(name);
  const known = sceneFormats.filter((format) => format[way]).flatMap((format) => format.extensions);
  if (!known.includes(extension))
    refuse(
      name,
      "unknown",
      `.${extension || "(none)"} is not ${way === "reads" ? "read" : "written"}; known are .${known.join(", .")}`,
    );
  return extension;
}

const scene = (name: string, objects: readonly SceneObject[]): Scene => ({
  name,
  description: "",
  crs: null,
  lengthUnit: null,
  objects,
});

/**
 * Reads an interchange file by its name's end. Throws DataError with code `format.*` where the file is not what it claims to be.
 */
export async function readScene(
  bytes: Uint8Array,
  name: string,
  options: SceneFileOptions = {},
): Promise<{ scene: Scene; issues: readonly Issue[] }> {
  const extension = formatOf(name, "reads");
  if (bytes.length === 0) refuse(name, "empty", "is empty");
  switch (extension) {
    case "omf":
      return readOmf(bytes, name);
    case "vti": {
      const { blocks, issues } = readVti(bytes, name);
      return { scene: scene(name, [blocks]), issues };
    }
    case "dxf": {
      const { objects, issues } = readDxf(fileText(bytes, name), name);
      return { scene: scene(name, objects), issues };
    }
    case "str":
      return { scene: scene(name, readSurpacStrings(fileText(bytes, name), name)), issues: [] };
    case "tif":
    case "tiff": {
      const { raster, issues } = await readGeoTiff(bytes, name);
      const crs = raster.epsg === null ? null : `epsg:${raster.epsg}`;
      return { scene: { ...scene(name, [surfaceOfRaster(raster, name)]), crs }, issues };
    }
    default: {
      const { columns, issues } = await tableOf(bytes, name, extension);
      const read = blocksFromTable(columns, name, options.sizeM);
      return { scene: scene(name, [read.blocks]), issues: [...issues, ...read.issues] };
    }
  }
}

async function tableOf(
  bytes: Uint8Array,
  name: string,
  extension: string,
): Promise<{ columns: TableColumns; issues: readonly Issue[] }> {
  if (extension === "csv") return csvColumns(fileText(bytes, name), name);
  if (extension === "parquet") return { columns: await parquetColumns(bytes, name), issues: [] };
  const { table, issues } = readGslib(fileText(bytes, name), name);
  return { columns: table.columns, issues };
}

/** Columns of a CSV: numbers where every cell is a number or blank, else words. Blank, `NA` and `-` are no value. */
export function csvColumns(text: string, name: string): { columns: TableColumns; issues: readonly Issue[] } {
  const { rows, issues } = readCsv(text, name);
  if (!isUsable(issues)) throw new DataError(`${name} is no readable CSV`, issues);
  const [header, ...body] = rows;
  if (header === undefined || body.length === 0) refuse(name, "empty", "has no rows below its header");
  const columns = new Map<string, Float64Array | (string | null)[]>();
  header.cells.forEach((label, at) => {
    if (columns.has(label))
      refuse(`${name}, column ${at + 1}`, "column-twice", `the name "${label}" is used twice; rename one`);
    const cells = body.map((row) => (row.cells[at] ?? "").trim());
    const values = new Float64Array(cells.length);
    const isNumber = cells.every((cell, row) => {
      const blank = cell === "" || cell === "-" || /^(na|nan|null)$/i.test(cell);
      values[row] = blank ? Number.NaN : Number(cell);
      return blank || !Number.isNaN(values[row]);
    });
    columns.set(label, isNumber ? values : cells.map((cell) => (cell === "" ? null : cell)));
  });
  return { columns, issues };
}

async function parquetColumns(bytes: Uint8Array, name: string): Promise<TableColumns> {
  try {
    const file = bytes.slice().buffer;
    const metadata = parquetMetadata(file);
    const rows = Number(metadata.num_rows);
    const held = new Map<string, unknown[]>();
    await parquetRead({
      file,
      metadata,
      onChunk: ({ columnName, columnData, rowStart }) => {
        const column = held.get(columnName) ?? new Array<unknown>(rows).fill(null);
        held.set(columnName, column);
        for (let row = 0; row < columnData.length; row += 1) column[rowStart + row] = columnData[row];
      },
    });
    return new Map(
      [...held].map(([key, cells]) => {
        const isNumber = cells.every(
          (cell) => cell === null || cell === undefined || typeof cell === "number" || typeof cell === "bigint",
        );
        return [
          key,
          isNumber
            ? Float64Array.from(cells, (cell) => (cell === null || cell === undefined ? Number.NaN : Number(cell)))
            : cells.map((cell) => (typeof cell === "string" || typeof cell === "boolean" ? String(cell) : null)),
        ];
      }),
    );
  } catch (error) {
    return refuse(name, "not-parquet", `is no readable Parquet file: ${reason(error)}`);
  }
}

/**
 * Writes a scene in the format that the file name's end names. Throws DataError `format.unknown`, `format.holds`.
 * @throws {RangeError} the format cannot carry what is to be written (turned rasters, sub-blocks in images)
 */
export async function writeScene(whole: Scene, name: string, options: SceneFileOptions = {}): Promise<Uint8Array> {
  const extension = formatOf(name, "writes");
  const chosen =
    options.object === undefined ? whole.objects : whole.objects.filter((object) => object.name === options.object);
  if (options.object !== undefined && chosen.length === 0)
    refuse(
      name,
      "holds",
      `"${options.object}" is not in the scene; it has ${whole.objects.map((object) => object.name).join(", ")}`,
    );
  const only = <T extends SceneObject>(what: string, is: (object: SceneObject) => object is T): T => {
    const found = chosen.filter(is);
    if (found.length !== 1)
      refuse(
        name,
        "holds",
        `.${extension} holds one ${what}, the scene has ${found.length}${found.length > 1 ? `: name one of ${found.map((object) => object.name).join(", ")}` : ""}`,
      );
    return found[0];
  };
  const isBlocks = (object: SceneObject): object is SceneBlocks => object.type === "blocks";
  const isDrawn = (object: SceneObject): object is PointSet | LineSet | TriangleSurface =>
    object.type === "points" || object.type === "lines" || object.type === "triangles";
  const date = options.date ?? "1970-01-01T00:00:00Z";
  const epsg = options.epsg ?? Number(/^epsg:(\d+)$/i.exec(whole.crs ?? "")?.[1] ?? Number.NaN);
  const code = Number.isInteger(epsg) ? epsg : null;
  switch (extension) {
    case "omf":
      return writeOmf({ ...whole, objects: chosen, crs: whole.crs ?? (code === null ? null : `epsg:${code}`) }, date);
    case "vti":
      return writeVti(only("block model", isBlocks));
    case "vtp":
      return writeVtp(only("set of points, lines or triangles", isDrawn));
    case "dxf": {
      const drawn = chosen.filter(isDrawn);
      if (drawn.length === 0) refuse(name, "holds", "DXF holds points, lines and triangles; the scene has none");
      return textBytes(writeDxf(drawn));
    }
    case "str": {
      const lines = chosen.filter((object) => object.type === "lines");
      if (lines.length === 0) refuse(name, "holds", "a string file holds lines; the scene has none");
      return textBytes(writeSurpacStrings(lines, whole.name || "relode", date.slice(0, 10)));
    }
    case "tif":
    case "tiff": {
      const surface = chosen.find((object) => object.type === "grid-surface");
      const rasters = chosen.filter((object) => object.type === "grid-surface" || object.type === "blocks");
      if (options.column === undefined && rasters.length > 1)
        refuse(
          name,
          "holds",
          `a GeoTIFF holds one surface or one layer of one column: name --object (${rasters.map((object) => object.name).join(", ")}) or --column`,
        );
      if (options.column === undefined && surface !== undefined) return writeGeoTiff(rasterOfSurface(surface, code));
      const blocks = only("block model", isBlocks);
      if (options.column === undefined) refuse(name, "holds", "a layer of a block model needs the column to write");
      return writeGeoTiff(rasterOfLayer(blocks, options.column, options.layer ?? 0, code));
    }
    default:
      return blockTable(only("block model", isBlocks), extension);
  }
}

/** A block model as rows of centres, sizes and columns; blocks without any value but 0 are left out, since a table needs no holes; units stand in brackets. */
function blockTable(blocks: SceneBlocks, extension: string): Uint8Array {
  const { centres, sizes } = blockCentres(blocks);
  const place = blocks.subblocks === null ? "primitives" : "subblocks";
  const attributes = blocks.attributes.filter(({ location }) => location === place);
  const held: number[] = [];
  for (let row = 0; row < centres.length / 3; row += 1)
    if (
      attributes.length === 0 ||
      attributes.some(({ kind, values }) =>
        kind === "number" ? !Number.isNaN(values[row]) && values[row] !== 0 : values[row] !== null,
      )
    )
      held.push(row);
  const frame = ["x", "y", "z", "dx", "dy", "dz"].map((name, at) => {
    const from = at < 3 ? centres : sizes;
    return { name, values: held.map((row) => from[3 * row + (at % 3)]) as (number | string | null)[] };
  });
  const columns = [
    ...frame,
    ...attributes.map(({ name, unit, kind, values }) => ({
      name:
        unit === null || unit === "1" || name.toLowerCase().includes(unit.toLowerCase()) ? name : `${name} [${unit}]`,
      values: held.map((row) => (kind === "number" && Number.isNaN(values[row]) ? null : values[row])),
    })),
  ];
  if (extension === "csv") {
    const quoted = (cell: number | string | null) =>
      cell === null
        ? ""
        : typeof cell === "string" && /[",\r\n]/.test(cell)
          ? `"${cell.replaceAll('"', '""')}"`
          : String(cell);
    const lines = [columns.map(({ name }) => quoted(name)).join(",")];
    for (let row = 0; row < held.length; row += 1)
      lines.push(columns.map(({ values }) => quoted(values[row])).join(","));
    return textBytes(`${lines.join("\n")}\n`);
  }
  if (extension === "parquet")
    return new Uint8Array(
      parquetWriteBuffer({
        columnData: columns.map(({ name, values }) => ({
          name,
          data: values,
          type: values.some((cell) => typeof cell === "string") ? ("STRING" as const) : ("DOUBLE" as const),
          nullable: true,
        })),
        createdBy: "relode",
      }),
    );
  const numbers = columns.filter(({ values }) => values.every((cell) => typeof cell !== "string"));
  return textBytes(
    writeGslib({
      title: blocks.name,
      columns: new Map(
        numbers.map(({ name, values }) => [
          name,
          Float64Array.from(values, (cell) => (typeof cell === "number" ? cell : Number.NaN)),
        ]),
      ),
    }),
  );
}
