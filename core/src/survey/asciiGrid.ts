import { drillIssue, type DrillIssue } from "./drillIssue.ts";
import type { SurfaceGrid } from "./surfaceGrid.ts";

const headerKeys = ["ncols", "nrows", "xllcorner", "xllcenter", "yllcorner", "yllcenter", "cellsize", "nodata_value"];
const largestCells = 1e8;

/**
 * Reads an ESRI ASCII grid: six header lines (ncols, nrows, xllcorner or xllcenter, yllcorner or yllcenter, cellsize and,
 * if any, NODATA_value), then rows from north to south. Issues, all errors, with no grid: `grid.header`, `grid.size`,
 * `grid.not-a-number`, `grid.cell-count`.
 *
 * @param metresPerFileUnit of coordinates and elevations
 * @see Esri, ArcGIS documentation, Esri ASCII raster format
 */
export function readAsciiGrid(
  text: string,
  file: string,
  metresPerFileUnit = 1,
): { grid: SurfaceGrid | null; issues: DrillIssue[] } {
  const fail = (code: string, what: string, remedy: string) => ({
    grid: null,
    issues: [drillIssue({ file, code: `grid.${code}`, severity: "error", what, remedy })],
  });
  const header = new Map<string, number>();
  let at = 0;
  for (;;) {
    const line = /^[ \t]*([A-Za-z_]+)[ \t]+(\S+)[ \t]*(?:\r\n|\n|\r|$)/.exec(text.slice(at, at + 200));
    if (line === null) break;
    const key = (line[1] ?? "").toLowerCase();
    const value = Number(line[2]);
    if (!headerKeys.includes(key) || header.has(key) || !Number.isFinite(value))
      return fail(
        "header",
        `header line "${line[0].trim().slice(0, 60)}" is not understood`,
        `known are ${headerKeys.join(", ")}, each once with a number`,
      );
    header.set(key, value);
    at += line[0].length;
  }
  const number = (key: string) => header.get(key) ?? Number.NaN;
  const [columns, rows, cell] = [number("ncols"), number("nrows"), number("cellsize")];
  const west = header.has("xllcenter") ? number("xllcenter") : number("xllcorner") + cell / 2;
  const south = header.has("yllcenter") ? number("yllcenter") : number("yllcorner") + cell / 2;
  if (![columns, rows, cell, west, south].every(Number.isFinite))
    return fail("header", "the header lacks ncols, nrows, cellsize or the lower left corner", "complete it");
  if (
    !(
      Number.isInteger(columns) &&
      Number.isInteger(rows) &&
      columns > 0 &&
      rows > 0 &&
      columns * rows <= largestCells &&
      cell > 0
    )
  )
    return fail(
      "size",
      `${columns} x ${rows} cells of ${cell}: sizes must be whole and positive, cells at most ${largestCells}`,
      "cut or coarsen the grid",
    );
  // The format's own default where the line is left out.
  const noData = header.get("nodata_value") ?? -9999;
  const elevationM = new Float64Array(columns * rows);
  const cells = /\S+/g;
  cells.lastIndex = at;
  let i = 0;
  for (let found = cells.exec(text); found !== null; found = cells.exec(text), i++) {
    if (i >= elevationM.length)
      return fail(
        "cell-count",
        `more than the ${columns * rows} cells that ${columns} x ${rows} say`,
        "correct header or rows",
      );
    const value = Number(found[0]);
    if (!Number.isFinite(value))
      return fail(
        "not-a-number",
        `cell ${i + 1}, "${found[0].slice(0, 30)}", is not a number`,
        "correct it; decimals need a point",
      );
    // The file runs from north, the grid from south.
    const row = rows - 1 - Math.floor(i / columns);
    elevationM[row * columns + (i % columns)] = value === noData ? Number.NaN : value * metresPerFileUnit;
  }
  if (i < elevationM.length)
    return fail(
      "cell-count",
      `${i} cells, ${columns} x ${rows} need ${columns * rows}`,
      "the file is cut short or the header wrong",
    );
  return {
    grid: {
      columns,
      rows,
      cellM: cell * metresPerFileUnit,
      eastM: west * metresPerFileUnit,
      northM: south * metresPerFileUnit,
      elevationM,
    },
    issues: [],
  };
}
