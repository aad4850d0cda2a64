import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runCommandLine } from "./commandLine.ts";

const repository = fileURLToPath(new URL("../../../", import.meta.url));
const isThere = existsSync(join(repository, "../shared/data/geostat-reference/walker_exhaustive.csv.gz"));
if (!isThere)
  process.stderr.write("geostat truth: no Walker Lake and GSLIB tables beside the checkout; their tests are skipped\n");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relode-truth-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs `geostat truth` and gives its table by estimator. */
async function truthTable(config: string): Promise<Map<string, Record<string, number>>> {
  const out = join(folder, "truth.csv");
  const spy = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const code = await runCommandLine(["geostat", "truth", config, "--out", out]);
  const said = spy.mock.calls.map(([text]) => String(text)).join("");
  spy.mockRestore();
  expect(code, said).toBe(0);
  const [header, ...rows] = (await readFile(out, "utf8")).trim().split("\n");
  const names = header.split(",").slice(1);
  return new Map(
    rows.map((row) => {
      const [, name, rest] = /^"?([^"]*?)"?,([^"]*)$/.exec(row) ?? [];
      const numbers = rest.split(",").slice(-names.length).map(Number);
      return [name.split(",").slice(0, 1).join(), Object.fromEntries(names.map((key, i) => [key, numbers[i]]))];
    }),
  );
}

test("two samples against four truths, by hand: block means, plain mean and nearest neighbour", async () => {
  await writeFile(join(folder, "data.csv"), "x,y,v\n0.5,0.5,10\n3.5,0.5,40\n");
  await writeFile(
    join(folder, "all.csv"),
    "x,y,v\n0.5,0.2,8\n0.5,0.8,12\n1.5,0.5,20\n2.5,0.5,26\n3.5,0.5,40\n9,9,1e6\n",
  );
  const config = join(folder, "small.json");
  const search = { radius: 10, ndmax: 2 };
  const grid = { count: [4, 1, 1], first_centre: [0.5, 0.5, 0], size: [1, 1, 1] };
  const estimators = [{ name: "nn", kind: "NN" }];
  await writeFile(
    config,
    JSON.stringify({ value: "v", truth: { data: "all.csv", value: "v" }, grid, search, estimators }),
  );
  const table = await truthTable(config);
  // Truth 10, 20, 26, 40 (mean 24) against 25 everywhere, and against 10, 10, 40, 40.
  expect(table.get("plain mean everywhere")).toMatchObject({ n: 4, mean: 25, mean_error: 1, mean_absolute_error: 9 });
  expect(table.get("nn")).toMatchObject({ mean: 25, mean_error: 1, mean_absolute_error: 6, sd: 15 });
  expect(table.get("nn")?.["rmse"]).toBeCloseTo(Math.sqrt((100 + 196) / 4), 9);
});

test.skipIf(!isThere)(
  "Walker Lake V: crowded samples are 157 ppm high on average, and kriging takes away what means cannot",
  async () => {
    const table = await truthTable(join(repository, "bench/truth/walkerV.json"));
    // Isaaks and Srivastava (1989): sample mean 435.3, exhaustive mean 277.98 ppm (there 277.9).
    expect(table.get("plain mean everywhere")?.["mean"]).toBeCloseTo(435.3, 1);
    expect(table.get("plain mean everywhere")?.["mean_error"]).toBeCloseTo(435.2987 - 277.9786, 3);
    for (const name of ["cells mean everywhere", "polygons mean everywhere", "ordinary kriging"])
      expect(Math.abs(table.get(name)?.["mean_error"] ?? 999)).toBeLessThan(0.05 * 277.98);
    const rmse = (name: string) => table.get(name)?.["rmse"] ?? Number.NaN;
    expect(rmse("ordinary kriging")).toBeLessThan(rmse("inverse distance 3"));
    expect(rmse("inverse distance 3")).toBeLessThan(rmse("inverse distance 1"));
    expect(rmse("ordinary kriging")).toBeLessThan(rmse("nearest neighbour"));
    expect(Math.abs((table.get("ordinary kriging")?.["slope"] ?? 0) - 1)).toBeLessThan(0.1);
  },
);

test.skipIf(!isThere)(
  "GSLIB cluster.dat: declustered means come within 12 % of 2.58, the plain mean is 69 % high",
  async () => {
    const table = await truthTable(join(repository, "bench/truth/gslibCluster.json"));
    expect(table.get("plain mean everywhere")?.["mean"]).toBeCloseTo(4.35, 2);
    for (const name of ["cells mean everywhere", "polygons mean everywhere", "ordinary kriging"])
      expect(Math.abs((table.get(name)?.["mean"] ?? 0) / 2.5802 - 1)).toBeLessThan(0.12);
    const rmse = (name: string) => table.get(name)?.["rmse"] ?? Number.NaN;
    expect(rmse("ordinary kriging")).toBeLessThan(Math.min(rmse("inverse distance 2"), rmse("nearest neighbour")));
  },
);
