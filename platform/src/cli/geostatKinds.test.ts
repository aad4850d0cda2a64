import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runCommandLine } from "./commandLine.ts";

let folder: string;
/** Samples of the plane v = 2 + 3 d with a drift d that is known everywhere. */
const samples: readonly (readonly [number, number, number])[] = [
  [1, 1, 4],
  [9, 2, 1],
  [3, 8, 7],
  [8, 9, 2],
  [5, 5, 5],
];
const blocks = [
  [4, 4],
  [8, 4],
  [4, 8],
  [8, 8],
].map(([x, y]) => ({ x, y, d: x - y / 2 }));
const base = {
  value: "v",
  model: { nugget: 0.01, structures: [{ type: "spherical", sill: 2, range: 20 }] },
  search: { radius: 50, ndmax: 8 },
  grid: { count: [2, 2, 1], first_centre: [4, 4, 0], size: [4, 4, 1] },
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relode-geostat-kinds-"));
  await writeFile(
    join(folder, "data.csv"),
    `x,y,d,v\n${samples.map(([x, y, d]) => `${x},${y},${d},${2 + 3 * d}`).join("\n")}\n`,
  );
  await writeFile(join(folder, "targets.csv"), `d,azimuth\n${blocks.map(({ d }) => `${d},45`).join("\n")}\n`);
  const nodes = [-10, 30].flatMap((y) => [-10, 30].map((x) => [x, y]));
  await writeFile(join(folder, "top.csv"), `x,y,z\n${nodes.map(([x, y]) => `${x},${y},10`).join("\n")}\n`);
  await writeFile(join(folder, "bottom.csv"), `x,y,z\n${nodes.map(([x, y]) => `${x},${y},-10`).join("\n")}\n`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Columns of the table that a verb writes, as text. */
async function run(verb: string, config: object): Promise<{ column: (name: string) => string[]; said: string }> {
  const path = join(folder, "config.json");
  const out = join(folder, "out.csv");
  await rm(out, { force: true });
  await writeFile(path, JSON.stringify(config));
  const spy = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const code = await runCommandLine(["geostat", verb, path, "--out", out]);
  const said = spy.mock.calls.map(([text]) => String(text)).join("");
  spy.mockRestore();
  process.exitCode = 0;
  expect(code, said).toBe(0);
  const [header, ...rows] = (await readFile(out, "utf8"))
    .trim()
    .split("\n")
    .map((line) => line.replaceAll(/"[^"]*"/g, (cell) => cell.replaceAll(",", ";")).split(","));
  return { said, column: (name) => rows.map((row) => row[header.indexOf(name)]) };
}
const estimates = async (change: object) => (await run("krige", { ...base, ...change })).column("estimate").map(Number);

test("KED on values that are a line in the drift gives that line at every block", async () => {
  const got = await estimates({ kind: "KED", external: ["d"], targets: "targets.csv" });
  for (const [t, { d }] of blocks.entries()) expect(got[t]).toBeCloseTo(2 + 3 * d, 6);
});

test("NN gives the nearest sample, and IDW of power 0 the mean", async () => {
  // Nearest to (4, 4) is (5, 5); to (8, 8) it is (8, 9).
  const nearest = await estimates({ kind: "NN" });
  expect([nearest[0], nearest[3]]).toEqual([17, 8]);
  const mean = samples.reduce((sum, [, , d]) => sum + (2 + 3 * d) / 5, 0);
  for (const value of await estimates({ kind: "IDW", power: 0 })) expect(value).toBeCloseTo(mean, 9);
});

test("IK gives probabilities that rise with the threshold; above all values it is 1", async () => {
  const { column } = await run("krige", { ...base, kind: "IK", thresholds: [10, 15, 99] });
  const [low, middle, all] = ["p_10", "p_15", "p_99"].map((name) => column(name).map(Number));
  for (const t of blocks.keys()) {
    expect(low[t]).toBeLessThanOrEqual(middle[t]);
    expect(all[t]).toBeCloseTo(1, 9);
  }
});

test("CK without correlation between the variables is ordinary kriging of each", async () => {
  const structure = {
    type: "spherical",
    range: 20,
    sills: [
      [2, 0],
      [0, 5],
    ],
  };
  const coregionalisation = {
    nugget_matrix: [
      [0.01, 0],
      [0, 0],
    ],
    structures: [structure],
  };
  const { column } = await run("krige", { ...base, kind: "CK", variables: ["v", "d"], coregionalisation });
  const alone = await estimates({ kind: "OK" });
  for (const [t, value] of column("v_estimate").entries()) expect(Number(value)).toBeCloseTo(alone[t], 6);
});

test("CCK with correlation 0 is simple kriging, whatever the secondary variable", async () => {
  const secondary = { column: "d", correlation: 0 };
  const got = await estimates({ kind: "CCK", skmean: 10, secondary, targets: "targets.csv" });
  const alone = await estimates({ kind: "SK", skmean: 10 });
  for (const t of blocks.keys()) expect(got[t]).toBeCloseTo(alone[t], 6);
});

test("a restriction lowers estimates far from the rich sample, local angles of an isotropic model change nothing", async () => {
  const plain = await estimates({});
  const restricted = await estimates({ restrict: { above: 15, radius: 1 } });
  for (const t of blocks.keys()) expect(restricted[t]).toBeLessThan(plain[t]);
  const turned = await estimates({ local_angles: { azimuth: "azimuth" }, targets: "targets.csv" });
  for (const t of blocks.keys()) expect(turned[t]).toBeCloseTo(plain[t], 6);
});

test("a beach between level surfaces that runs east from a straight dyke is the map again", async () => {
  const plain = await estimates({});
  const beach = {
    discharge: [
      [-10, -10],
      [-10, 30],
    ],
    top: "top.csv",
    bottom: "bottom.csv",
  };
  const got = await estimates({ beach });
  for (const t of blocks.keys()) expect(got[t]).toBeCloseTo(plain[t], 6);
});

test("a map, a cloud and indicators come from the variogram verb; fits end in a verdict", async () => {
  const map = await run("variogram", { ...base, map: { reach: [1, 1, 0], size: [5, 5, 1] } });
  // Cells of 5 m and one on each side: separations below 7.5 m along both axes, from both ends, at once in the middle.
  let pairs = 0;
  for (const [xa, ya] of samples)
    for (const [xb, yb] of samples) {
      const [dx, dy] = [Math.abs(xa - xb), Math.abs(ya - yb)];
      if (dx + dy > 0 && dx < 7.5 && dy < 7.5) pairs += dx < 2.5 && dy < 2.5 ? 0.5 : 1;
    }
  const counted = map.column("pairs").map(Number);
  expect(counted.reduce((sum, n) => sum + n, 0)).toBe(pairs);
  const cloud = await run("variogram", { ...base, cloud: { cutoff: 100, most: 3 } });
  expect(cloud.said).toContain("pairs: 10");
  // The greatest difference is 23 - 5 = 18.
  expect(Number(cloud.column("value")[0])).toBe(162);
  const indicators = await run("variogram", { ...base, thresholds: [10], lags: { width: 20, cutoff: 20 } });
  // Two of five at or below 10: 6 of 10 pairs are split.
  expect(indicators.column("value").map(Number)).toEqual([0.3]);
  const fit = await run("fit", { ...base, method: "ml", fit_nugget: false });
  expect(fit.said).toContain("verdict: do not trust: 5 samples, at least 50 are needed");
});
