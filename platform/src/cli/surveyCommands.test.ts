import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "relode-survey-"));
const main = new URL("./main.ts", import.meta.url).pathname;
const loader = new URL("../../../node_modules/tsx/dist/cli.mjs", import.meta.url).pathname;
const relode = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [loader, main, ...args], {
    encoding: "utf8",
    cwd: folder,
  });
  return { status, stdout, stderr };
};
const project = (more: object = {}) => ({
  collar: { file: "collar.csv", unit: "m", epsg: "EPSG:32633" },
  survey: { file: "survey.csv.gz", unit: "m", positiveDip: "down", azimuth: { north: "grid" } },
  assay: { file: "assay.csv", unit: "m" },
  composite: { lengthM: 2 },
  ...more,
});
const write = (name: string, body: string | Uint8Array) => writeFileSync(join(folder, name), body);

beforeAll(() => {
  write("collar.csv", "hole,east,north,elevation,depth\nA,100,200,50,6\n");
  write("survey.csv.gz", gzipSync("hole,depth,azimuth,dip\nA,0,90,30\n"));
  write("assay.csv", "hole,from,to,Cu_ppm\nA,0,1,10\nA,1,4,40\nA,4,6,<5\n");
  write("project.json", JSON.stringify(project()));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("composite writes composites at the middle of their depths; 30 degrees down to the east, x = 100 + s cos 30", () => {
  const { status, stderr } = relode("survey", "composite", "project.json", "--out", "out");
  expect([status, stderr.split("\n").filter((line) => line.startsWith("error"))]).toEqual([0, []]);
  const lines = readFileSync(join(folder, "out", "composites.csv"), "utf8")
    .trim()
    .split("\n");
  expect(lines[0]).toBe("hole,domain,fromM,toM,eastM,northM,elevationM,Cu_ppm,Cu_measuredShare,Cu_censoredShare");
  // s = 1: 100 + 0.8660254038, 50 - 0.5; grade (10 + 40)/2. s = 5: half the limit of 5.
  expect(lines[1]).toBe("A,,0,2,100.8660254,200,49.5,25,1,0");
  expect(lines[3]).toBe("A,,4,6,104.33012702,200,47.5,2.5,1,1");
});

test("check prints one JSON object with the findings, the inputs by checksum and the version", () => {
  const { status, stdout } = relode("survey", "check", "project.json", "--json");
  const document = JSON.parse(stdout) as {
    result: { holes: number; epsg: string };
    manifest: { command: string; inputs: { name: string; sha256: string }[] };
  };
  expect([status, document.result.holes, document.result.epsg, document.manifest.command]).toEqual([
    0,
    1,
    "EPSG:32633",
    "survey check",
  ]);
  expect(document.manifest.inputs.map(({ name }) => name)).toEqual([
    "project.json",
    "collar.csv",
    "survey.csv.gz",
    "assay.csv",
  ]);
});

test("bad data ends with 1 and is told; the tables are written all the same", () => {
  write("overlap.csv", "hole,from,to,Cu_ppm\nA,0,3,10\nA,2,6,40\n");
  write("overlap.json", JSON.stringify(project({ assay: { file: "overlap.csv", unit: "m" } })));
  const { status, stderr } = relode("survey", "check", "overlap.json", "--out", "bad");
  expect(status).toBe(1);
  expect(stderr).toContain(
    "error: overlap.csv, row 3, hole A, 2-6 m: overlaps row 2 by 1 m; correct the depths, or split the tables by sampling campaign [assay.overlap]",
  );
  expect(readdirSync(join(folder, "bad")).sort()).toEqual(["issues.csv", "quality.json"]);
});

test.each([
  [
    "a project that is not JSON",
    "broken.json",
    "{\n",
    1,
    "broken.json, line 2, column 1: is not JSON: a key between double quotes is needed, not the end of the file",
  ],
  [
    "a project without units",
    "nounit.json",
    JSON.stringify({ collar: { file: "collar.csv" } }),
    1,
    "one of m, ft, us-ft is needed, got nothing",
  ],
  [
    "a table that is not there",
    "nofile.json",
    JSON.stringify({ collar: { file: "none.csv", unit: "m" } }),
    2,
    "none.csv: no such file",
  ],
  [
    "a damaged gzip file",
    "gz.json",
    JSON.stringify({ collar: { file: "torn.csv.gz", unit: "m" } }),
    1,
    "the gzip file is damaged",
  ],
])("%s ends with a message and no stack", (_what, name, body, code, message) => {
  write("torn.csv.gz", gzipSync("hole,east\n".repeat(1000)).subarray(0, 30));
  write(name, body);
  const { status, stderr } = relode("survey", "check", name);
  expect(status).toBe(code);
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/\n\s+at /);
});
