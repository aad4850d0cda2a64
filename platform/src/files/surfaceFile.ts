import { createHash } from "node:crypto";
import { DataError, type Issue } from "@relode/core/evidence";
import { surfaceOfPoints, type SurfaceKind } from "@relode/core/resource";
import { type LengthUnit, metresPerUnit, readAsciiGrid, type SurfaceGrid } from "@relode/core/survey";
import { openUserTable } from "./userTable.ts";
import { readUserFile } from "./userTableBytes.ts";
import { sampleTableLimits } from "./userTableLimits.ts";

/** What a project says of a surface's file. */
export interface SurfaceFile {
  /** Name for the findings. */
  readonly file: string;
  readonly kind: SurfaceKind;
  readonly unit: LengthUnit;
  readonly object?: string;
  /** Cells on which triangles are laid, metres; chosen from their extent where absent. */
  readonly cellM?: number | null;
  /** Map system that the surface must be in, where one is declared. */
  readonly epsg?: number | null;
}

export interface OpenedSurface {
  /** Null where the issues hold an error. */
  readonly surface: SurfaceGrid | null;
  readonly issues: readonly Issue[];
  readonly sha256: string;
}

const mostBytes = 512 * 1024 * 1024;

/**
 * Reads a surface: surveyed points (CSV, XLSX, Parquet), an ESRI ASCII grid, a GeoTIFF, or triangles, points and lines of a DXF, an OMF
 * or a Surpac string file. Issues beside those of the readers: `surface.other-crs` (warning; the file's EPSG is not the declared one),
 * `surface.degrees` (error).
 * @throws {UserTableError} the file cannot be read
 */
export async function openSurface(path: string, spec: SurfaceFile): Promise<OpenedSurface> {
  const { file, kind, unit } = spec;
  if (kind === "points") {
    const table = await openUserTable(path, { limits: sampleTableLimits, dates: "text" });
    // Who chooses cells wants the ground up to the outermost points.
    const found = surfaceOfPoints(table.records, file, unit, spec.cellM === undefined ? null : "edges");
    return { surface: found.surface, issues: [...table.issues, ...found.issues], sha256: table.sha256 };
  }
  const bytes = await readUserFile(path, mostBytes, "an ASCII grid, GeoTIFF, DXF, OMF or Surpac string file");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (kind === "ascii-grid") {
    const { grid, issues } = readAsciiGrid(bytes.toString("utf8"), file, metresPerUnit[unit]);
    return { surface: grid, issues, sha256 };
  }
  try {
    return { ...(await drawnSurface(bytes, spec, kind)), sha256 };
  } catch (error) {
    if (error instanceof DataError) return { surface: null, issues: error.issues, sha256 };
    throw error;
  }
}

async function drawnSurface(
  bytes: Buffer,
  { file, unit, object, cellM = null, epsg = null }: SurfaceFile,
  kind: Exclude<SurfaceKind, "points" | "ascii-grid">,
): Promise<Pick<OpenedSurface, "surface" | "issues">> {
  // Readers of interchange formats load only where one is met.
  const { readScene, sceneSurface } = await import("@relode/core/formats");
  const endings = { geotiff: "tif", dxf: "dxf", omf: "omf", "surpac-strings": "str" } as const;
  // The kind is declared, so the reader is chosen by it and not by the name's end.
  const isNamed = new RegExp(`\\.${endings[kind]}f?$`, "i").test(file);
  const { scene, issues } = await readScene(bytes, isNamed ? file : `${file}.${endings[kind]}`);
  const all: Issue[] = [...issues];
  if (issues.some(({ code }) => code === "format.tiff-degrees"))
    all.push({
      path: file,
      code: "surface.degrees",
      severity: "error",
      message: "its cells are degrees, whose areas are not metres squared; project it, e.g. gdalwarp -t_srs EPSG:32612",
    });
  const stated = Number(/^epsg:(\d+)$/i.exec(scene.crs ?? "")?.[1] ?? Number.NaN);
  if (epsg !== null && Number.isInteger(stated) && stated !== epsg)
    all.push({
      path: file,
      code: "surface.other-crs",
      severity: "warning",
      message: `states EPSG:${stated}, the project EPSG:${epsg}; nothing is reprojected: is it the same system under two codes?`,
    });
  const made = sceneSurface(scene.objects, file, {
    metresPerFileUnit: metresPerUnit[unit],
    ...(object === undefined ? {} : { object }),
    ...(cellM === null ? {} : { cellM }),
  });
  all.push(...made.issues);
  return { surface: all.some(({ severity }) => severity === "error") ? null : made.surface, issues: all };
}
