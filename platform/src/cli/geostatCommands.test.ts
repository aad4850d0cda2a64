import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runCommandLine } from "./commandLine.ts";

let folder: string;
const base = {
  value: "v",
  model: { nugget: 4, structures: [] },
  search: { radii: [50, 50, 50], ndmax: 8 },
  grid: { count: [2, 1, 1], first_centre: [5, 5, 0], size: [900, 1, 1] },
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relode-geostat-cli-"));
  await writeFile(join(folder, "data.csv"), "x,y,v\n0,0,1\n9,0,2\n0,9,6\n");
  await writeFile(join(folder, "twice.csv"), "x,y,v\n0,0,1\n0,0,2\n0,9,6\n");
  await writeFile(join(folder, "words.csv"), "x,y,v\n0,0,1\n9,0,<0.5\n0,9,6\n");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Exit code, messages and the file written, if any. */
async function run(verb: string, config: object): Promise<{ code: number; said: string; file: string | null }> {
  const path = join(folder, "config.json");
  const out = join(folder, "out.csv");
  await rm(out, { force: true });
  await writeFile(path, JSON.stringify(config));
  const spy = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const code = await runCommandLine(["geostat", verb, path, "--out", out]);
  const said = spy.mock.calls.map(([text]) => String(text)).join("");
  spy.mockRestore();
  process.exitCode = 0;
  return { code, said, file: existsSync(out) ? await readFile(out, "utf8") : null };
}

test("krige writes the mean under a pure nugget, and an empty cell where no sample is near", async () => {
  const { code, file } = await run("krige", base);
  expect(code).toBe(0);
  expect(file).toBe(
    "x,y,z,estimate,variance,n_used,slope,status\n5,5,0,3,5.33333333333,3,0,ok\n905,5,0,,,0,,too few samples\n",
  );
});

test.each([
  ["two samples at one place", { ...base, data: "twice.csv" }, "row 2 and twice.csv, row 3 share a position"],
  ["a cell below detection without a rule", { ...base, data: "words.csv" }, "<0.5 lies below detection; declare"],
  ["a grid of 10^12 blocks", { ...base, grid: { ...base.grid, count: [1e4, 1e4, 1e4] } }, "limit 50000000"],
  ["a model with a negative sill", { ...base, model: { nugget: -1, structures: [] } }, "nugget must be finite"],
  ["a column that is not there", { ...base, value: "Zn" }, "no column Zn; it has x, y, v"],
])("%s ends with exit code 1, the reason, and no file", async (_what, config, reason) => {
  const { code, said, file } = await run("krige", config);
  expect(said).toContain(reason);
  expect([code, file]).toEqual([1, null]);
});

test("every verb answers on the same table", async () => {
  const lags = { width: 10, cutoff: 20 };
  const start = { nugget: 0.1, structures: [{ type: "spherical", sill: 1, range: 10 }] };
  const configs = {
    variogram: { ...base, lags },
    fit: { ...base, lags: { width: 1, cutoff: 20 }, model: start, ranges: "fixed", fit_nugget: false },
    simulate: { ...base, grid: { ...base.grid, count: [5, 5, 1], size: [2, 2, 1] }, nsim: 2, tails: { maximum: 9 } },
    decluster: { ...base, cell_min: 1, cell_max: 5, n_cells: 4 },
    transform: base,
    validate: base,
  };
  for (const [verb, config] of Object.entries(configs)) {
    const { code, said, file } = await run(verb, config);
    expect(`${verb} ${code} ${code === 0 ? "" : said}`).toBe(`${verb} 0 `);
    expect(file?.split("\n").length).toBeGreaterThan(2);
  }
});
