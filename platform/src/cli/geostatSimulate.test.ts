import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { runCommandLine } from "./commandLine.ts";

let folder: string;
const base = {
  value: "v",
  model: { nugget: 0.1, structures: [{ type: "spherical", sill: 0.9, range: 20 }] },
  search: { radii: [50, 50, 50], ndmax: 8 },
  grid: { count: [6, 5, 1], first_centre: [0, 0, 0], size: [3, 3, 1] },
  tails: { minimum: 0, maximum: 9 },
  nsim: 4,
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relode-simulate-"));
  await writeFile(join(folder, "data.csv"), "x,y,v,rock\n0,0,1,1\n9,0,2,1\n0,9,6,2\n12,12,4,2\n");
  const rows = Array.from({ length: 60 }, (_, i) => {
    const [a, b] = [Math.abs(Math.sin(i * 1.7)) + 0.1, Math.abs(Math.cos(i * 2.3)) + 0.2];
    return `${10 * (i % 8)},${10 * Math.floor(i / 8)},${a * 40},${a * b * 9 + 1},${b * 3}`;
  });
  await writeFile(join(folder, "many.csv"), `x,y,Co,Ni,Cu\n${rows.join("\n")}\n`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(verb: string, config: object, name = "out.csv", flags: string[] = []) {
  const path = join(folder, "config.json");
  const out = join(folder, name);
  await rm(out, { force: true });
  await writeFile(path, JSON.stringify(config));
  const spy = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const code = await runCommandLine(["geostat", verb, path, "--out", out, ...flags]);
  const said = spy.mock.calls.map(([text]) => String(text)).join("");
  spy.mockRestore();
  process.exitCode = 0;
  return { code, said, out, text: existsSync(out) && name.endsWith("csv") ? await readFile(out, "utf8") : "" };
}

/** Columns of a CSV as numbers. */
function table(text: string): Map<string, number[]> {
  const [header, ...rows] = text
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  return new Map(header.map((name, c) => [name, rows.map((row) => Number(row[c]))]));
}

describe("relode geostat simulate", () => {
  test.each([
    ["sgs", {}],
    ["turning-bands", { bands: 50 }],
    ["sis", { thresholds: [1.5, 3, 5] }],
  ])(
    "method %s: the sample at the first node has its value in every realisation, others stay in the tails",
    async (method, more) => {
      const { code, said, text } = await run("simulate", { ...base, method, ...more });
      expect(`${code} ${code === 0 ? "" : said}`).toBe("0 ");
      const columns = table(text);
      for (let k = 1; k <= 4; k++) {
        const field = columns.get(`sim_${k}`) ?? [];
        expect(field[0]).toBeCloseTo(1, 9);
        expect(field.every((v) => v >= 0 && v <= 9)).toBe(true);
      }
      expect(columns.get("sim_1")).not.toEqual(columns.get("sim_2"));
    },
  );

  test("method sis of categories draws no other code; blocks lie between the tails", async () => {
    const rock = table((await run("simulate", { ...base, value: "rock", method: "sis", categories: [1, 2] })).text);
    expect(new Set(rock.get("sim_3"))).toEqual(new Set([1, 2]));
    const blocks = table((await run("simulate", { ...base, method: "blocks", disc: [2, 2, 1] })).text);
    expect(blocks.get("sim_4")?.every((v) => v > 0 && v < 9)).toBe(true);
  });

  test("layout stacked writes a row group a realisation, the numbers of the columns, on any number of threads", async () => {
    const columns = table((await run("simulate", { ...base, nsim: 11 })).text);
    for (const threads of ["1", "2"]) {
      const { code, out } = await run("simulate", { ...base, nsim: 11, layout: "stacked" }, "out.parquet", [
        "--threads",
        threads,
      ]);
      expect(code).toBe(0);
      const file = await asyncBufferFromFile(out);
      const metadata = await parquetMetadataAsync(file);
      expect(metadata.row_groups.map((group) => Number(group.num_rows))).toEqual(new Array(11).fill(30));
      const values = (await parquetReadObjects({ file })).map((row) => Number(row.value));
      for (let i = 0; i < 330; i++)
        expect(values[i]).toBeCloseTo(columns.get(`sim_${Math.floor(i / 30) + 1}`)?.[i % 30] ?? Number.NaN, 9);
    }
  });

  test("layout stacked without a Parquet file ends with exit code 2", async () => {
    const { code, said } = await run("simulate", { ...base, layout: "stacked" });
    expect([code, said.includes("--out FILE.parquet")]).toEqual([2, true]);
  });
});

describe("relode geostat transform", () => {
  const many = { ...base, data: "many.csv", value: "Co", variables: ["Co", "Ni", "Cu"] };
  test.each([
    ["log", {}, 3],
    ["alr", { total: 1e6, with_rest: true }, 3],
    ["clr", { total: 1e6, with_rest: true }, 4],
    ["ilr", { total: 1e6, with_rest: true }, 3],
    ["maf", { lag: { distance: 15, tolerance: 6 } }, 3],
    ["ppmt", {}, 3],
  ])("%s goes there and back to the samples", async (transform, more, width) => {
    const there = await run("transform", { ...many, transform, ...more });
    expect(`${there.code} ${there.code === 0 ? "" : there.said}`).toBe("0 ");
    await writeFile(join(folder, "scores.csv"), there.text);
    const columns = [...table(there.text).keys()].slice(6);
    expect(columns).toHaveLength(width);
    const back = await run("transform", { ...many, transform, ...more, back: { data: "scores.csv", columns } });
    expect(`${back.code} ${back.code === 0 ? "" : back.said}`).toBe("0 ");
    const [original, again] = [table(there.text), table(back.text)];
    // CSV keeps twelve digits; against a whole of 10⁶ the log of the rest needs six of them.
    for (const name of ["Co", "Ni", "Cu"])
      for (const [i, value] of (original.get(name) ?? []).entries())
        expect(Math.abs((again.get(name)?.[i] ?? Number.NaN) / value - 1)).toBeLessThan(1e-9);
  });
});
