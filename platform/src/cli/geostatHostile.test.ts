import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { runCommandLine } from "./commandLine.ts";

let folder: string;
const tables: Readonly<Record<string, string>> = {
  "good.csv": "x,y,z,v\n0,0,0,1\n9,0,0,2\n0,9,0,6\n9,9,0,4\n5,4,0,3\n2,7,0,5\n",
  "twice.csv": "x,y,v\n0,0,1\n0,0,2\n0,9,6\n",
  "line.csv": "x,y,v\n0,0,1\n1,1,2\n2,2,6\n3,3,4\n",
  "one.csv": "x,y,v\n0,0,1\n",
  "nan.csv": "x,y,v\n0,0,NaN\n9,0,2\n0,9,6\n",
  "infinite.csv": "x,y,v\n0,0,1e999\n9,0,2\n0,9,6\n",
  "words.csv": "x,y,v\n0,0,1\n9,0,12 ppm\n0,9,6\n",
  "gap.csv": "x,y,v\n0,,1\n9,0,2\n0,9,6\n",
  "none.csv": "x,y,v\n0,0,\n9,0,\n",
  "header.csv": "x,y,v\n",
  "empty.csv": "",
  "same.csv": "x,y,v,v\n0,0,1,2\n",
  "coordinate.csv": "x,y,v\n10,0,10\n20,5,20\n40,9,40\n",
  "depth.csv": "x,y,v\n1,4500,10\n2,5600,20\n3,7800,40\n",
  "degrees.csv": "x,y,v\n9.81,47.1,10\n9.82,47.3,20\n9.84,47.2,40\n",
  "swapped.csv": "x,y,v\n5200100,420100,1\n5200150,420900,2\n5200900,420500,3\n",
  "units.csv": `x,y,v\n${Array.from({ length: 10 }, (_, i) => `${i * 7},${i * i},${i < 5 ? 0.01 + i / 1000 : 120 + i}`).join("\n")}\n`,
};
const base = {
  data: "good.csv",
  value: "v",
  lags: { width: 5, cutoff: 20 },
  model: { nugget: 1, structures: [{ type: "spherical", sill: 2, range: 20 }] },
  search: { radius: 50, ndmax: 8 },
  grid: { count: [2, 2, 1], first_centre: [2, 2, 0], size: [3, 3, 1] },
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relode-geostat-hostile-"));
  for (const [name, text] of Object.entries(tables)) await writeFile(join(folder, name), text);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(verb: string, config: unknown): Promise<{ code: number; said: string; files: string[] }> {
  const path = join(folder, "config.json");
  await writeFile(path, typeof config === "string" ? config : JSON.stringify(config));
  const spy = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const code = await runCommandLine(["geostat", verb, path, "--out", join(folder, "out.csv")]);
  const said = spy.mock.calls.map(([text]) => String(text)).join("");
  spy.mockRestore();
  process.exitCode = 0;
  const known = new Set([...Object.keys(tables), "config.json"]);
  const files = (await readdir(folder)).filter((name) => !known.has(name));
  await rm(join(folder, "out.csv"), { force: true });
  return { code, said, files };
}

type Refusal = readonly [what: string, verb: string, config: unknown, code: number, reason: string];
const refusals: readonly Refusal[] = [
  [
    "duplicate points",
    "krige",
    { ...base, data: "twice.csv", model: { nugget: 0, structures: base.model.structures } },
    1,
    "row 2 and twice.csv, row 3 share a position",
  ],
  [
    "duplicate points in a likelihood",
    "fit",
    { ...base, data: "twice.csv", method: "ml" },
    1,
    "3 samples for 3 parameters, at least 5 are needed",
  ],
  [
    "collinear samples in a hull",
    "decluster",
    { ...base, data: "line.csv", method: "polygons", boundary: "hull" },
    1,
    "boundary: needs 3 corners",
  ],
  ["one sample for a fit", "fit", { ...base, data: "one.csv" }, 1, "fit: 0 classes for 3 parameters"],
  [
    "a cell NaN",
    "krige",
    { ...base, data: "nan.csv" },
    1,
    "NaN is no number; correct it or leave the cell empty [geostat.not-a-number]",
  ],
  ["a cell beyond all numbers", "krige", { ...base, data: "infinite.csv" }, 1, "1e999 is no number"],
  [
    "a cell with its unit",
    "krige",
    { ...base, data: "words.csv" },
    1,
    "words.csv, row 3, column v: 12 ppm is no number",
  ],
  [
    "a value without a place",
    "krige",
    { ...base, data: "gap.csv" },
    1,
    "gap.csv, row 2, column y: empty, though the row has a value",
  ],
  ["no value at all", "krige", { ...base, data: "none.csv" }, 1, "no row has a value"],
  ["a header alone", "krige", { ...base, data: "header.csv" }, 1, "header.csv: a header and no rows"],
  ["an empty file", "krige", { ...base, data: "empty.csv" }, 1, "the file is empty"],
  [
    "a file that is not there",
    "krige",
    { ...base, data: "nowhere.csv" },
    2,
    "no such file; check the path and its spelling [file.not-found]",
  ],
  ["two columns of one name", "krige", { ...base, data: "same.csv" }, 1, "two columns are named v"],
  ["a grid of 10^12 blocks", "krige", { ...base, grid: { ...base.grid, count: [1e4, 1e4, 1e4] } }, 1, "limit 50000000"],
  [
    "a grid too large for a table",
    "krige",
    { ...base, grid: { ...base.grid, count: [5000, 5000, 1] } },
    1,
    "limit 4000000 in one table",
  ],
  [
    "a Gaussian model without nugget on close points",
    "krige",
    { ...base, model: { structures: [{ type: "gaussian", sill: 1, range: 1e7 }] } },
    1,
    "add a nugget",
  ],
  [
    "a number in quotes",
    "krige",
    { ...base, search: { radius: "50", ndmax: 8 } },
    1,
    'config.json.search.radius: must be a finite number, got "50"; write 50 without quotes',
  ],
  [
    "a list with a number in quotes",
    "krige",
    { ...base, grid: { ...base.grid, size: [3, "3", 1] } },
    1,
    "write 3 without quotes",
  ],
  ["a key misspelt", "krige", { ...base, kindd: "SK" }, 1, "unknown key kindd; did you mean kind?"],
  [
    "a key misspelt further in",
    "krige",
    { ...base, search: { radius: 50, ndmax: 8, ndmni: 2 } },
    1,
    "config.json.search.ndmni: unknown key ndmni; did you mean ndmin?",
  ],
  ["an unknown kind", "krige", { ...base, kind: "XK" }, 1, "must be one of OK, SK, UK, KED, IK, CK, CCK, IDW, NN"],
  ["universal kriging without a drift", "krige", { ...base, kind: "UK" }, 1, "needs the terms of the drift"],
  [
    "simple kriging without a mean",
    "krige",
    { ...base, kind: "SK" },
    1,
    "config.json.skmean: must be a finite number, got nothing",
  ],
  [
    "a table of targets with too few rows",
    "krige",
    { ...base, kind: "KED", external: ["v"], targets: "one.csv" },
    1,
    "holds 1 rows, the grid 4 blocks",
  ],
  [
    "cokriging with a matrix of the wrong size",
    "krige",
    {
      ...base,
      kind: "CK",
      variables: ["v", "z"],
      coregionalisation: { structures: [{ type: "spherical", range: 9, sills: [[1]] }] },
    },
    1,
    "must be 2 rows of 2 finite numbers",
  ],
  [
    "a cutoff in the wrong order of magnitude",
    "variogram",
    { ...base, lags: { width: 1e-9, cutoff: 1e9 } },
    1,
    "number of classes must be whole, 1 to 10000",
  ],
  [
    "a map without end",
    "variogram",
    { ...base, map: { reach: [1e4, 1e4, 0], size: [1, 1, 1] } },
    1,
    "limit 1000000; use larger ones",
  ],
  ["a threshold outside the data", "variogram", { ...base, thresholds: [99] }, 1, "all samples lie at or below 99"],
  ["a configuration that is no JSON", "krige", "{ data: good }", 1, "config.json, line 1, column 3: is not JSON"],
  ["a configuration that is a list", "krige", [base], 1, "must be an object"],
];

describe("refused, with the reason, the exit code, no stack and no file:", () => {
  test.each(refusals)("%s", async (_what, verb, config, code, reason) => {
    const got = await run(verb, config);
    expect(got.said).toContain(reason);
    expect(got.code).toBe(code);
    expect(got.said).not.toMatch(/\n\s+at |this should not happen/);
    expect(got.files).toEqual([]);
  });
});

describe("warned of, and computed:", () => {
  test.each([
    ["a value that equals a coordinate", "coordinate.csv", "geostat.value-is-coordinate"],
    ["a depth in place of a map coordinate", "depth.csv", "geostat.narrow-coordinate"],
    ["degrees in place of metres", "degrees.csv", "geostat.not-metres"],
    ["northing and easting exchanged", "swapped.csv", "geostat.swapped-axes"],
    ["per cent and ppm in one column", "units.csv", "geostat.two-units"],
  ])("%s", async (_what, data, code) => {
    const got = await run("transform", { ...base, data });
    expect(got.said).toContain(code);
    expect(got.code).toBe(0);
    expect(got.files).toEqual(["out.csv"]);
  });
  test("sound data, for their small number alone", async () => {
    const got = await run("krige", base);
    expect([got.code, got.said.match(/geostat\.[a-z-]+/g)]).toEqual([0, ["geostat.very-few-samples"]]);
  });
});
