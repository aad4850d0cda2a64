import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { buildOnce, relode } from "./builtCommand.ts";
import { runCommandLine } from "./commandLine.ts";

const folder = mkdtempSync(join(tmpdir(), "relode-formats-"));
const place = (name: string) => join(folder, name);
writeFileSync(place("blocks.csv"), "x,y,z,Co_ppm\n5,5,1,120\n15,5,1,130\n5,5,3,90\n15,5,3,80\n5,15,1,7\n");
beforeAll(buildOnce, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

async function run(...words: string[]): Promise<{ code: number; said: string }> {
  let said = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => ((said += String(text)), true));
  return { code: await runCommandLine(["formats", ...words]), said };
}

describe("formats convert", () => {
  test("a table becomes an OMF file and the table again", async () => {
    expect((await run("convert", place("blocks.csv"), place("a.omf"))).code).toBe(0);
    expect((await run("convert", place("a.omf"), place("b.csv"))).code).toBe(0);
    expect(readFileSync(place("b.csv"), "utf8")).toBe(
      "x,y,z,dx,dy,dz,Co_ppm\n5,5,1,10,10,2,120\n15,5,1,10,10,2,130\n5,15,1,10,10,2,7\n5,5,3,10,10,2,90\n15,5,3,10,10,2,80\n",
    );
  });
  test.each([
    ["a file that is not there", ["convert", place("none.csv"), place("o.omf")], 2, "file.not-found"],
    ["an unknown ending", ["convert", place("blocks.csv"), place("o.xyz")], 1, "is not written; known are"],
    [
      "a layer that is not there",
      ["convert", place("blocks.csv"), place("o.tif"), "--column", "Co_ppm", "--layer", "7"],
      2,
      "0-1",
    ],
    [
      "a column that is not there",
      ["convert", place("blocks.csv"), place("o.tif"), "--column", "Ni"],
      2,
      "it has Co_ppm",
    ],
    ["a size of words", ["convert", place("blocks.csv"), place("o.omf"), "--size", "a,b"], 2, "usage.bad-size"],
    ["a folder that is no result", ["convert", folder, place("o.omf")], 1, "resource.not-readable"],
  ])("%s is refused, and nothing is left behind", async (_what, words, code, text) => {
    const before = readdirSync(folder);
    const result = await run(...words);
    expect(result.code).toBe(code);
    expect(result.said).toContain(text);
    expect(readdirSync(folder)).toEqual(before);
    expect(existsSync(place("o.omf"))).toBe(false);
  });
});

test("formats inspect says extent, unit and range", async () => {
  const { code, stdout } = await relode(`formats inspect ${place("blocks.csv")} --json`);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).result).toMatchObject({
    objects: [
      {
        least: [0, 0, 0],
        greatest: [20, 20, 4],
        columns: [{ name: "Co_ppm", unit: "ppm", least: 7, greatest: 130, missing: 3 }],
      },
    ],
  });
});
