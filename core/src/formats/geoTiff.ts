import { fromArrayBuffer, writeArrayBuffer } from "geotiff";
import { caution, reason, refuse } from "./fileIssue.ts";
import type { GridSurface, SceneBlocks } from "./scene.ts";
import type { Issue } from "../evidence/issue.ts";

const mostPixels = 100_000_000;
/** Marks "no value" in a written raster: GDAL's usual choice for 32-bit floats. */
const noData = -3.4028234663852886e38;

/** Rows from south to north of a map-parallel raster. */
export interface Raster {
  readonly columns: number;
  readonly rows: number;
  readonly sizeM: readonly [number, number];
  /** Centre of the south-west pixel, in the raster's map system. */
  readonly firstCentre: readonly [number, number];
  /** EPSG code of the projected system, null where none is stated. */
  readonly epsg: number | null;
  /** West to east, then south to north; NaN where there is no value. */
  readonly values: Float64Array;
}

/**
 * A raster as GeoTIFF: one band of 32-bit floats, GDAL_NODATA for missing values. With no EPSG code it is placed but belongs to no
 * stated system.
 * @throws {RangeError} counts, sizes or the number of values do not agree
 * @see OGC 19-008r4, GeoTIFF 1.1
 */
export function writeGeoTiff(raster: Raster): Uint8Array {
  const { columns, rows, sizeM, firstCentre, epsg, values } = raster;
  if (!(columns >= 1 && rows >= 1 && columns * rows === values.length && sizeM.every((size) => size > 0)))
    throw new RangeError(
      `a raster of ${columns} x ${rows} pixels of ${sizeM.join(" x ")} m needs ${columns * rows} values, got ${values.length}`,
    );
  const northFirst = new Float32Array(values.length);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const value = values[(rows - 1 - row) * columns + column];
      northFirst[row * columns + column] = Number.isFinite(value) ? value : noData;
    }
  const west = firstCentre[0] - sizeM[0] / 2;
  const north = firstCentre[1] + (rows - 0.5) * sizeM[1];
  // 32767 is "user-defined": without it the library stamps degrees of WGS 84.
  const keys = { GTModelTypeGeoKey: 1, GTRasterTypeGeoKey: 1, ProjectedCSTypeGeoKey: epsg ?? 32_767 };
  const octets = writeArrayBuffer(northFirst, {
    width: columns,
    height: rows,
    ModelPixelScale: [sizeM[0], sizeM[1], 0],
    ModelTiepoint: [0, 0, 0, west, north, 0],
    GDAL_NODATA: `${noData}`,
    SampleFormat: [3],
    BitsPerSample: [32],
    ...keys,
  } as Parameters<typeof writeArrayBuffer>[1]);
  return new Uint8Array(octets);
}

/**
 * Reads the first band of a map-parallel GeoTIFF. Throws DataError `format.not-tiff`, `format.tiff-place`, `format.too-large`.
 */
export async function readGeoTiff(
  bytes: Uint8Array,
  path: string,
): Promise<{ raster: Raster; issues: readonly Issue[] }> {
  try {
    const image = await (await fromArrayBuffer(bytes.slice().buffer)).getImage();
    const [columns, rows] = [image.getWidth(), image.getHeight()];
    if (columns * rows > mostPixels)
      refuse(path, "too-large", `${columns} x ${rows} pixels, limit ${mostPixels}; cut or coarsen it`);
    const [dx, dy] = image.getResolution();
    const [west, north] = image.getOrigin();
    if (!(dx > 0 && dy < 0 && Number.isFinite(west) && Number.isFinite(north)))
      refuse(path, "tiff-place", "is not placed parallel to the map with north up; warp it first");
    const keys: Record<string, unknown> = { ...image.getGeoKeys() };
    const none = image.getGDALNoData();
    const band = (await image.readRasters({ samples: [0] }))[0] as ArrayLike<number>;
    const values = new Float64Array(columns * rows);
    for (let row = 0; row < rows; row += 1)
      for (let column = 0; column < columns; column += 1) {
        const value = band[(rows - 1 - row) * columns + column];
        const isNone = none !== null && (value === none || Math.fround(value) === Math.fround(none));
        values[row * columns + column] = isNone || !Number.isFinite(value) ? Number.NaN : value;
      }
    // GTRasterTypeGeoKey 2: the tie point is the centre of the pixel, not its corner.
    const half = keys.GTRasterTypeGeoKey === 2 ? 0 : 0.5;
    const code = keys.ProjectedCSTypeGeoKey;
    const issues: Issue[] = [];
    if (image.getSamplesPerPixel() > 1)
      issues.push(caution(path, "tiff-bands", `has ${image.getSamplesPerPixel()} bands; the first is read`));
    if (keys.GTModelTypeGeoKey === 2)
      issues.push(
        caution(path, "tiff-degrees", "is in degrees of latitude and longitude; project it before volumes are taken"),
      );
    const raster: Raster = {
      columns,
      rows,
      sizeM: [dx, -dy],
      firstCentre: [west + half * dx, north + (rows - 1 + half) * dy],
      epsg: typeof code === "number" && code !== 32_767 ? code : null,
      values,
    };
    return { raster, issues };
  } catch (error) {
    if (error instanceof Error && error.name === "DataError") throw error;
    return refuse(path, "not-tiff", `is no readable TIFF: ${reason(error)}`);
  }
}

/** Elevations of a raster as a grid surface: its nodes are the pixels' centres. */
export function surfaceOfRaster(raster: Raster, name: string): GridSurface {
  const { columns, rows, firstCentre, sizeM, values } = raster;
  return {
    type: "grid-surface",
    name,
    description: "",
    attributes: [],
    origin: [firstCentre[0], firstCentre[1], 0],
    u: [1, 0, 0],
    v: [0, 1, 0],
    spacing: sizeM,
    corners: [columns, rows],
    heights: values,
  };
}

/** A map-parallel grid surface as a raster. @throws {RangeError} the grid is turned */
export function rasterOfSurface(surface: GridSurface, epsg: number | null): Raster {
  const { origin, u, v, spacing, corners, heights } = surface;
  if (u[0] !== 1 || v[1] !== 1)
    throw new RangeError(`${surface.name}: the grid is turned; a GeoTIFF is written parallel to the map`);
  const values = heights.map((height) => height + origin[2]);
  return { columns: corners[0], rows: corners[1], sizeM: spacing, firstCentre: [origin[0], origin[1]], epsg, values };
}

/**
 * One layer of a block model as a raster.
 * @param layer from 0, the lowest, on
 * @throws {RangeError} the model is turned, has sub-blocks or unequal blocks, or lacks the layer or the column of numbers
 */
export function rasterOfLayer(blocks: SceneBlocks, column: string, layer: number, epsg: number | null): Raster {
  const [nu, nv, nw] = blocks.count;
  if (blocks.u[0] !== 1 || blocks.v[1] !== 1)
    throw new RangeError(`${blocks.name}: the model is turned; a GeoTIFF is written parallel to the map`);
  if (blocks.subblocks !== null || blocks.sizes.some((sizes) => sizes.length !== 1))
    throw new RangeError(`${blocks.name}: a layer needs blocks of one size without sub-blocks`);
  if (!(Number.isInteger(layer) && layer >= 0 && layer < nw))
    throw new RangeError(`layer must be a whole number in 0-${nw - 1}, got ${layer}`);
  const attribute = blocks.attributes.find(
    ({ name, kind, location }) => name === column && kind === "number" && location === "primitives",
  );
  if (attribute === undefined || attribute.kind !== "number")
    throw new RangeError(
      `${blocks.name} has no column of numbers "${column}"; it has ${blocks.attributes.map(({ name }) => name).join(", ")}`,
    );
  const [dx, dy] = [blocks.sizes[0][0], blocks.sizes[1][0]];
  return {
    columns: nu,
    rows: nv,
    sizeM: [dx, dy],
    firstCentre: [blocks.origin[0] + dx / 2, blocks.origin[1] + dy / 2],
    epsg,
    values: attribute.values.slice(layer * nu * nv, (layer + 1) * nu * nv),
  };
}
