import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { writePlanRun } from "../jobs/resourcePlanFixture.ts";
import { runCommandLine } from "./commandLine.ts";
import * as printing from "./print.ts";

let folder: string;
let forty: string;
let hundreds: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relode-plan-"));
  forty = join(folder, "forty");
  hundreds = join(folder, "hundreds");
  // Co rises by 10 ppm a block to the east and by 1 ppm a realisation.
  await writePlanRun(forty, 40, (b, k) => 100 + 10 * (b % 4) + k);
  // Only the easternmost blocks are uncertain: 100 ppm ± 20, all together.
  await writePlanRun(hundreds, 200, (b, k) => 100 + (b % 4 === 3 ? 40 * ((((k * 73) % 200) + 0.5) / 200 - 0.5) : 0));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Answer {
  readonly code: number;
  readonly said: string;
  readonly result: Record<string, unknown>;
}

async function run(...args: string[]): Promise<Answer> {
  const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  let document: { result?: Record<string, unknown> | null } = {};
  const printed = vi.spyOn(printing, "printJson").mockImplementation((whole) => {
    document = JSON.parse(JSON.stringify(whole)) as typeof document;
  });
  const code = await runCommandLine(["resource", ...args, "--json"]);
  const words = said.mock.calls.map(([text]) => String(text)).join("");
  said.mockRestore();
  printed.mockRestore();
  process.exitCode = 0;
  return { code, said: words, result: document.result ?? {} };
}

interface Band {
  readonly mean: number;
  readonly p05: number;
}
interface Directions {
  readonly azimuthDeg: number;
  readonly bestShare: number;
  readonly discountedValueMillionUsd: Band | null;
  readonly shortOfBest: Band;
  readonly years: readonly { readonly dryTonnes: Band; readonly metals: readonly { readonly meanGradePpm: Band }[] }[];
}
const dry = ["--method", "dry", "--lift", "5", "--cut", "10", "--tonnes", "6000"];

describe("resource schedule", () => {
  test("the first year to the east holds the six western blocks of the top lift: 105 ppm and the mean of 0 to 39", async () => {
    const { code, result } = await run("schedule", forty, ...dry);
    const [{ years }] = result["directions"] as readonly Directions[];
    expect(code).toBe(0);
    expect(years.map(({ dryTonnes }) => Math.round(dryTonnes.mean))).toEqual([6000, 6000, 6000, 5000]);
    expect(years[0].metals[0].meanGradePpm.mean).toBeCloseTo(124.5, 9);
    // Type 7 at 5 % of 40 realisations: 0.05 × 39 = 1.95.
    expect(years[0].metals[0].meanGradePpm.p05).toBeCloseTo(106.95, 9);
    const lifts = result["lifts"] as readonly { topM: number; bottomM: number; dryTonnes: Band }[];
    expect(lifts.map(({ topM, bottomM, dryTonnes }) => [topM, bottomM, Math.round(dryTonnes.mean)])).toEqual([
      [10, 5, 12_000],
      [5, 0, 11_000],
    ]);
    expect((await readFile(join(forty, "schedule.csv"), "utf8")).split("\r\n")).toHaveLength(6);
    expect(await readFile(join(forty, "schedule.svg"), "utf8")).not.toContain("NaN");
    expect(existsSync(join(forty, "schedule.parquet"))).toBe(true);
  });
  test("with discounting the direction that digs the rich east first wins in all realisations", async () => {
    const out = join(folder, "directions");
    const { result } = await run("schedule", forty, ...dry, "--azimuth", "90,270", "--out", out);
    const directions = result["directions"] as readonly Directions[];
    expect(result["best"]).toBe(270);
    expect(directions.map(({ bestShare }) => bestShare)).toEqual([0, 1]);
    expect(directions[0].shortOfBest.p05).toBeGreaterThan(0);
    expect(readdirSync(out).toSorted()).toEqual([
      "lifts.csv",
      "schedule-plan.svg",
      "schedule.csv",
      "schedule.json",
      "schedule.parquet",
      "schedule.svg",
    ]);
  });
  test("without discounting every direction is worth the sum over blocks, at 0.02 USD a ppm less 1 USD a tonne", async () => {
    const { result } = await run("schedule", forty, ...dry, "--azimuth", "90,270", "--discount", "0");
    const expected = Array.from({ length: 23 }, (_, at) => 0.02 * (100 + 10 * ((at + 1) % 4) + 19.5) - 1).reduce(
      (sum, value) => sum + value / 1000,
      0,
    );
    for (const { discountedValueMillionUsd, shortOfBest } of result["directions"] as readonly Directions[]) {
      expect(discountedValueMillionUsd?.mean).toBeCloseTo(expected, 9);
      expect(shortOfBest.mean).toBeCloseTo(0, 9);
    }
  });
  test("a run without prices is compared by metal, and says so", async () => {
    const plain = join(folder, "plain");
    await writePlanRun(plain, 30, () => 100, false);
    const { result } = await run("schedule", plain, ...dry, "--azimuth", "0,90");
    expect(result["comparedBy"]).toBe("discounted metal, t");
    expect(JSON.stringify(result["notes"])).toContain("the run has no prices");
  });
  test.each([
    ["no slope", ["--method", "hydraulic", "--tonnes", "6000"], "needs --slope"],
    ["an unknown method", ["--method", "blast", "--tonnes", "6000"], "must be hydraulic or dry"],
    [
      "a lift below a layer",
      ["--method", "dry", "--lift", "2", "--tonnes", "6000"],
      "at least one layer of blocks, 5 m",
    ],
    ["tonnes that are none", ["--method", "dry", "--lift", "5", "--tonnes", "many"], "must be a number"],
    ["an azimuth that is none", [...dry, "--azimuth", "90,east"], "numbers from -360 to 360"],
    ["a ramp-up of 0", [...dry, "--rampup", "0,1"], "numbers from 0.000001 to 1"],
    ["an unknown variable", [...dry, "--variable", "Au"], "it has Co_ppm, Cu_ppm"],
    ["too many periods", ["--method", "dry", "--lift", "5", "--tonnes", "1", "--cut", "0.0001"], "number from 0.001"],
  ])("%s ends with exit code 2 and no file", async (_what, args, words) => {
    const out = join(folder, "refused");
    const { code, said } = await run("schedule", forty, ...args, "--out", out);
    expect([code, existsSync(out)]).toEqual([2, false]);
    expect(said.replaceAll("1e-6", "0.000001")).toContain(words);
  });
  test("an output folder that is a file is refused, a damaged run is bad data", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    expect(await run("schedule", forty, ...dry, "--out", file)).toMatchObject({ code: 2 });
    const damaged = join(folder, "damaged");
    await writePlanRun(damaged, 30, () => 100);
    await writeFile(join(damaged, "realisations", "Co_ppm.parquet"), "PAR1 no");
    expect(await run("schedule", damaged, ...dry)).toMatchObject({ code: 1 });
    expect((await run("schedule", join(folder, "nowhere"), ...dry)).code).toBe(1);
  });
});

describe("resource next-hole", () => {
  const terms = ["--price", "Co=40", "--recovery", "Co=0.5", "--cost", "2", "--units", "body"];
  test("the hole that tells the only unknown is worth E|w|/2: w uniform on ±2400 USD gives 600", async () => {
    const { code, result } = await run("next-hole", hundreds, ...terms, "--error", "0", "--hole-cost", "100");
    expect(code).toBe(0);
    const [best] = result["holes"] as readonly { i: number; worth: number; standardError: number }[];
    expect(best.i).toBe(3);
    expect(result["perfectUsd"]).toBeCloseTo(600, 6);
    expect(Math.abs(best.worth - 600)).toBeLessThan(15);
    expect(JSON.stringify(result["notes"])).toContain("it pays");
    expect(await readFile(join(hundreds, "next-holes.svg"), "utf8")).toContain("H9");
  });
  test("where the decision is clear no hole is worth anything, and the words say so", async () => {
    const clear = ["--price", "Co=40", "--recovery", "Co=0.5", "--cost", "0.5", "--units", "domains"];
    const { result } = await run("next-hole", hundreds, ...clear);
    expect(result["perfectUsd"]).toBe(0);
    expect(JSON.stringify(result["notes"])).toContain("no hole is worth more than its noise");
  });
  test.each([
    ["40 realisations", () => forty, terms, "has 40 realisations; the next hole needs 100"],
    [
      "a price without a recovery",
      () => hundreds,
      ["--price", "Co=40,Cu=9", "--recovery", "Co=0.5", "--cost", "2"],
      "lacks Cu",
    ],
    [
      "an element not in the run",
      () => hundreds,
      ["--price", "Au=9", "--recovery", "Au=0.5", "--cost", "2"],
      "it has Co_ppm",
    ],
    [
      "a price twice",
      () => hundreds,
      ["--price", "Co=1,Co=2", "--recovery", "Co=0.5", "--cost", "2"],
      "names Co twice",
    ],
    ["a price that is none", () => hundreds, ["--price", "Co", "--recovery", "Co=0.5", "--cost", "2"], "NAME=NUMBER"],
    ["unknown units", () => hundreds, [...terms.slice(0, 6), "--units", "rooms"], "lifts, domains or body"],
  ])("%s ends with exit code 2", async (_what, of, args, words) => {
    const { code, said } = await run("next-hole", of(), ...args);
    expect(code).toBe(2);
    expect(said).toContain(words);
  });
});

describe("resource drill-spacing", () => {
  test("errors grow with the spacing; the face is the domain's volume over its plan, 11,500 m³ over 1,200 m²", async () => {
    const { code, result } = await run(
      "drill-spacing",
      forty,
      "--tonnes",
      "20000",
      "--spacings",
      "20,40",
      "--replicates",
      "20",
    );
    expect(code).toBe(0);
    expect(result["heightM"]).toBeCloseTo(11_500 / 1200, 3);
    const rows = result["rows"] as readonly { volume: string; relativeError: number; standardError: number }[];
    const year = rows.filter(({ volume }) => volume === "year").map(({ relativeError }) => relativeError);
    expect(year).toEqual(year.toSorted((a, b) => a - b));
    expect(JSON.stringify(result["notes"])).toContain("measured by custom");
    expect(await readFile(join(forty, "drill-spacing.csv"), "utf8")).toContain("relativeError90");
  });
  test("all domains are studied in one run, each with its name in the table and its picture", async () => {
    const out = join(folder, "spacing-all");
    const plan = ["--tonnes", "20000", "--spacings", "20,40", "--replicates", "20", "--domain", "all", "--out", out];
    const { code, result } = await run("drill-spacing", forty, ...plan);
    expect(code).toBe(0);
    expect(result["studies"]).toMatchObject([{ domain: "sand" }]);
    expect(result["rows"]).toMatchObject(Array.from({ length: 4 }, () => ({ domain: "sand" })));
    expect(existsSync(join(out, "drill-spacing-sand.svg"))).toBe(true);
  });
  test.each([
    ["an unknown domain", ["--tonnes", "20000", "--domain", "clay"], "the run has sand"],
    ["a spacing twice", ["--tonnes", "20000", "--spacings", "20,20"], "named twice"],
    ["too many nodes", ["--tonnes", "1e9", "--spacings", "1,20"], "limit 400000"],
  ])("%s ends with exit code 2", async (_what, args, words) => {
    const { code, said } = await run("drill-spacing", forty, ...args);
    expect(code).toBe(2);
    expect(said).toContain(words);
  });
});

describe("resource minerals, probability and precision", () => {
  test("copper as chalcopyrite, 34.63 % Cu by mass: tonnes of mineral are tonnes of copper over 0.3463", async () => {
    const list = join(folder, "minerals-in.json");
    await writeFile(list, JSON.stringify({ source: "microscopy", minerals: ["chalcopyrite"], elements: ["Cu"] }));
    const { code, result } = await run("minerals", forty, "--minerals", list);
    const [first] = result["minerals"] as readonly { dryTonnes: Band }[];
    const copperT = Array.from({ length: 23 }, (_, at) => (100 + 10 * ((at + 1) % 4) + 19.5) / 100).reduce(
      (a, b) => a + b,
    );
    expect(code).toBe(0);
    expect(first.dryTonnes.mean / (copperT / 0.3463)).toBeCloseTo(1, 3);
    expect(existsSync(join(forty, "minerals.parquet"))).toBe(true);
  });
  test.each([
    ["no JSON", "{", 1, "JSON"],
    ["an unknown key", JSON.stringify({ minerals: [], elements: [], source: "x", more: 1 }), 1, "unknown key more"],
    ["no source", JSON.stringify({ minerals: ["pyrite"], elements: ["Cu"] }), 1, "source"],
    [
      "an element without a column",
      JSON.stringify({ minerals: ["pyrite"], elements: ["Fe"], source: "x" }),
      1,
      "no variable Fe_ppm",
    ],
    [
      "an unknown mineral",
      JSON.stringify({ minerals: ["unobtainite"], elements: ["Cu"], source: "x" }),
      2,
      "unobtainite",
    ],
  ])("a list with %s is refused", async (_what, text, exit, words) => {
    const list = join(folder, "bad.json");
    await writeFile(list, text);
    const { code, said } = await run("minerals", forty, "--minerals", list);
    expect(code).toBe(exit);
    expect(said).toContain(words);
  });
  test("blocks of 100 to 130 ppm reach 120 in 20, 30, 40 and 40 of 40 realisations: 19,000 t are expected", async () => {
    const { code, result } = await run("probability", forty, "--cutoff", "120", "--out", join(folder, "probability"));
    expect(code).toBe(0);
    expect(result["rows"]).toMatchObject([
      { cutoffPpm: 120, expectedTonnes: 5 * 500 + 6 * 750 + 12_000, tonnesAt50: 23_000, tonnesAt80: 12_000 },
    ]);
    expect(existsSync(join(folder, "probability", "probability-Co_ppm-120.svg"))).toBe(true);
    expect((await run("probability", forty, "--cutoff", "-1")).code).toBe(2);
  });
  test("blocks of 100 to 130 ppm and 0 to 39 more reach 140 in 0, 10, 20 and 30 of 40 realisations: 9,000 t are recovered on average", async () => {
    const out = join(folder, "recoverable");
    const { code, result } = await run("recoverable", forty, "--cutoff", "0,140", "--panel", "4x3x1", "--out", out);
    expect(code).toBe(0);
    // The kriged column holds 120 to 150 ppm: half of its blocks reach 140.
    expect(result["rows"]).toMatchObject([
      { cutoffPpm: 0, simulatedTonnes: { mean: 23_000, p05: 23_000 }, krigedTonnes: 23_000 },
      { cutoffPpm: 140, simulatedTonnes: { mean: 9000 }, krigedTonnes: 12_000 },
    ]);
    const [all] = result["rows"] as readonly { conditionedTonnes: number }[];
    expect(all.conditionedTonnes).toBeCloseTo(23_000, 6);
    expect(result["domains"]).toMatchObject([{ name: "sand", panels: 2 }]);
    expect((await readFile(join(out, "recoverable-panels.csv"), "utf8")).trim().split("\n")).toHaveLength(5);
    expect(await readFile(join(out, "recoverable.svg"), "utf8")).not.toContain("NaN");
  });
  test("above all grades there is no rock and no grade, not the tail of a distribution", async () => {
    const { code, result } = await run("recoverable", forty, "--cutoff", "99999", "--panel", "4x3x1");
    expect(code).toBe(0);
    expect(result["rows"]).toMatchObject([
      { conditionedTonnes: 0, conditionedGradePpm: null, krigedTonnes: 0, simulatedTonnes: { mean: 0 } },
    ]);
  });
  test.each([
    ["one block as a panel", "1x1x1", "one block is no panel"],
    ["words as a panel", "four", "write blocks along x, y and z"],
    ["a single panel", "4x3x2", "two panels are needed"],
  ])("recoverable refuses %s by its reason", async (_what, panel, words) => {
    const { code, said } = await run("recoverable", forty, "--cutoff", "100", "--panel", panel);
    expect(code).toBe(2);
    expect(said).toContain(words);
  });
  test("a selection names the run that it was made on, and takes all 23 blocks at any price that pays for the poorest", async () => {
    const priced = join(folder, "priced");
    await writePlanRun(priced, 0, (b) => 100 + 10 * (b % 4));
    expect((await run("optimise", priced)).code).toBe(0);
    const left = JSON.parse(await readFile(join(priced, "selection.json"), "utf8")) as Record<string, unknown>;
    expect(left["manifest"]).toMatchObject({ command: "resource optimise", inputs: [{ name: "resource.json" }] });
    const { rows } = left["result"] as { rows: { priceFactor: number; blocks: number }[] };
    expect(rows.map(({ priceFactor }) => priceFactor)).toEqual(
      rows.map(({ priceFactor }) => priceFactor).toSorted((a, b) => a - b),
    );
    expect(rows.at(-1)).toMatchObject({ priceFactor: 2, blocks: 23 });
  });
  test("metal within ±15 % in all realisations is measured in every block; a rule that is none is refused", async () => {
    const { code, result } = await run("classify", forty, "--rule", "precision:measured=2000,indicated=8000");
    expect(code).toBe(0);
    expect(result["classes"]).toMatchObject([{ blocks: 0 }, { blocks: 0 }, { blocks: 0 }, { blocks: 23 }]);
    const left = JSON.parse(await readFile(join(forty, "classes.json"), "utf8")) as Record<string, unknown>;
    expect(left["result"]).toEqual(result);
    const resourceJson = await readFile(join(forty, "resource.json"));
    expect(left["manifest"]).toMatchObject({
      command: "resource classify",
      inputs: [{ name: "resource.json", sha256: createHash("sha256").update(resourceJson).digest("hex") }],
    });
    const { code: bad, said } = await run("classify", forty, "--rule", "precision:measured=-5");
    expect(bad).toBe(2);
    expect(said).toContain("is not understood");
  });
});
