import { expect, it } from "vitest";
import { readAsciiGrid } from "./asciiGrid.ts";

const head = "ncols 3\nnrows 2\nxllcorner 100\nyllcorner 200\ncellsize 10\nNODATA_value -9999\n";

it("rows run from north to south in the file, cells hold their centres, no-data is NaN", () => {
  const { grid, issues } = readAsciiGrid(`${head}1 2 3\n4 -9999 6\n`, "g.asc");
  expect(issues).toEqual([]);
  expect([grid?.columns, grid?.rows, grid?.cellM, grid?.eastM, grid?.northM]).toEqual([3, 2, 10, 105, 205]);
  expect([...(grid?.elevationM ?? [])]).toEqual([4, Number.NaN, 6, 1, 2, 3]);
});

it("xllcenter is the centre itself, keys of any case and CRLF are read, feet become metres", () => {
  const { grid } = readAsciiGrid(
    "NCOLS 1\r\nNROWS 1\r\nXLLCENTER 10\r\nYLLCENTER 20\r\nCELLSIZE 2\r\n5\r\n",
    "g.asc",
    0.3048,
  );
  expect([grid?.eastM, grid?.northM, grid?.cellM, grid?.elevationM[0]]).toEqual([10, 20, 2, 5].map((v) => v * 0.3048));
});

it.each([
  ["an empty file", "", "grid.header", "the header lacks ncols, nrows, cellsize or the lower left corner; complete it"],
  [
    "a row cut short",
    `${head}1 2 3\n4 5`,
    "grid.cell-count",
    "5 cells, 3 x 2 need 6; the file is cut short or the header wrong",
  ],
  [
    "a cell too many",
    `${head}1 2 3 4 5 6 7`,
    "grid.cell-count",
    "more than the 6 cells that 3 x 2 say; correct header or rows",
  ],
  [
    "a decimal comma",
    `${head}1 2 3\n4 5,5 6`,
    "grid.not-a-number",
    'cell 5, "5,5", is not a number; correct it; decimals need a point',
  ],
  [
    "a trillion cells",
    head.replace("ncols 3", "ncols 1e6").replace("nrows 2", "nrows 1e6"),
    "grid.size",
    "1000000 x 1000000 cells of 10: sizes must be whole and positive, cells at most 100000000; cut or coarsen the grid",
  ],
  [
    "a cell of no size",
    head.replace("cellsize 10", "cellsize 0"),
    "grid.size",
    "3 x 2 cells of 0: sizes must be whole and positive, cells at most 100000000; cut or coarsen the grid",
  ],
  [
    "an unknown key",
    `dx 5\n${head}`,
    "grid.header",
    'header line "dx 5" is not understood; known are ncols, nrows, xllcorner, xllcenter, yllcorner, yllcenter, cellsize, nodata_value, each once with a number',
  ],
])("%s is told and no grid comes back", (_what, text, code, message) => {
  const { grid, issues } = readAsciiGrid(text, "g.asc");
  expect(grid).toBeNull();
  expect(issues.map((issue) => [issue.code, issue.message])).toEqual([[code, message]]);
});

it("without a NODATA_value line, -9999 means no value, as the format says", () => {
  const { grid } = readAsciiGrid("ncols 2\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 1\n-9999 5\n", "g.asc");
  expect(grid?.elevationM).toEqual(Float64Array.of(Number.NaN, 5));
});
