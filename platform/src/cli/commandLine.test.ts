import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildOnce, relode, startRelode } from "./builtCommand.ts";
import { commandTree } from "./commandLine.ts";

const folder = mkdtempSync(join(tmpdir(), "relode-commands-"));
const dataset = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../core/src/datasets/${name}`, import.meta.url)), "utf8");

beforeAll(buildOnce);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Json = Record<string, never> & {
  result: Record<string, never>;
  issues: unknown[];
  manifest: Record<string, never>;
};

/** Runs with --json; standard output must be one object of three parts and nothing else. */
async function json(args: string): Promise<{ document: Json; text: string }> {
  const { code, stdout, stderr } = await relode(`${args} --json`);
  expect(code, stderr).toBe(0);
  const document = JSON.parse(stdout) as Json;
  expect(Object.keys(document)).toEqual(["result", "issues", "manifest"]);
  expect(document.manifest).toMatchObject({ software: "relode" });
  return { document, text: stdout };
}

async function text(args: string, environment: Record<string, string> = {}): Promise<string> {
  const { code, stdout, stderr } = await relode(args, environment);
  expect(code, stderr).toBe(0);
  return stdout;
}

const timeless = (output: string) => output.replaceAll(/"(finishedAt|elapsedSeconds)": .*/g, "");
const quick = "--draws 200 --threads 0";

describe("relode supply screen", () => {
  test("gives for every element and mine the fields that scripts rely on", async () => {
    const { document } = await json(`supply screen ${quick} --elements Ge,Li`);
    const { elements, mines, totals } = document.result as unknown as Record<string, Record<string, unknown>[]>;
    expect(elements?.map((element) => element["symbol"])).toEqual(["Ge", "Li"]);
    for (const element of elements ?? [])
      expect(Object.keys(element)).toEqual(
        expect.arrayContaining(
          ["symbol", "unrecoveredT", "containedT", "crustOnlyT", "evidence", "importsT", "netImportsT"].concat([
            "consumptionT",
            "netImportReliancePct",
            "recoveryToReplaceImports",
            "topMines",
          ]),
        ),
      );
    const lithium = elements?.[1] as { unrecoveredT: object; topMines: object[]; importsT: { printed: string } };
    expect(Object.keys(lithium.unrecoveredT).sort()).toEqual(["mean", "p05", "p50", "p95"]);
    expect(lithium.topMines[0]).toMatchObject({ id: expect.any(String), share: expect.any(Number) });
    // USGS Mineral Commodity Summaries 2026, lithium: imports for consumption 3,390 t.
    expect(lithium.importsT.printed).toBe("3,390");
    expect(lithium).toHaveProperty("evEquivalentMillion");
    for (const mine of mines ?? []) {
      expect(Object.keys(mine)).toEqual(
        expect.arrayContaining(["id", "name", "oreT", "elements", "mainProductValueUsd", "byproductValueUsd"]),
      );
      expect(Object.keys(mine["elements"] as object).sort()).toEqual(["Ge", "Li"]);
    }
    expect(totals).toMatchObject({ mines: mines?.length });
    expect(document.manifest).toMatchObject({ command: "supply screen", seed: 20250821, parameters: { draws: 200 } });
  });

  test("the same seed gives the same bytes but for times, on none, one or two threads; another seed does not", async () => {
    const run = async (flags: string) =>
      timeless((await json(`supply screen --draws 200 --elements Ge,Co ${flags}`)).text);
    const once = await run("--seed 7 --threads 0");
    expect(await run("--seed 7 --threads 0")).toBe(once);
    expect(await run("--seed 7 --threads 1")).toBe(once);
    expect(await run("--seed 7 --threads 2")).toBe(once);
    expect(await run("--seed 8 --threads 0")).not.toBe(once);
  });

  test("--out writes every table and the report, whole and nothing else; the own table is in the manifest", async () => {
    const own = join(folder, "mines.csv");
    writeFileSync(own, dataset("usMetalMines/data.csv"));
    const out = join(folder, "new", "results");
    const { document } = await json(`supply screen ${quick} --elements Ge --mines ${own} --out ${out}`);
    expect(readdirSync(out).sort()).toEqual(
      ["elements.csv", "elements.parquet", "mine_elements.csv", "mine_elements.parquet", "mines.csv"].concat([
        "report.html",
        "screening.json",
      ]),
    );
    expect(JSON.parse(readFileSync(join(out, "screening.json"), "utf8")).result).toEqual(document.result);
    expect(readFileSync(join(out, "elements.parquet")).subarray(0, 4).toString()).toBe("PAR1");
    expect(JSON.stringify(document.manifest)).toContain(`usMetalMines (own table ${own})`);
  });

  test("its summary fits the terminal, with units, intervals and evidence", async () => {
    for (const width of [60, 80, 160]) {
      const summary = await text(`supply screen ${quick} --elements Ge,Li,Co`, { COLUMNS: String(width) });
      expect(Math.max(...summary.split("\n").map((line) => line.length))).toBeLessThanOrEqual(width);
      expect(summary).toMatch(/^Ge .*kt \([\d.]+–[\d.]+\)/m);
      expect(summary).toMatch(/5th to 95th\s+percentile/);
      expect(summary).not.toContain("\u001b");
    }
  });
});

describe("relode supply mine", () => {
  test("Eagle's head grade of nickel, 22,000 ppm in the mine table, is what is shown", async () => {
    expect(dataset("usMetalMines/data.csv")).toMatch(/^eagle,.*""Ni"":22000/m);
    const shown = await text(`supply mine eagle ${quick} --elements Ni`);
    expect(shown).toMatch(/^Ni .*22,000 \(/m);
    expect(shown).toContain("ppm of dry ore");
    expect(shown).toContain("head grade");
  });

  test("one mine alone is the mine of the whole run", async () => {
    const flags = `${quick} --elements Zn,Ge,Ag`;
    const alone = (await json(`supply mine red-dog ${flags}`)).document.result;
    const whole = (await json(`supply screen ${flags}`)).document.result as unknown as { mines: { id: string }[] };
    expect(alone).toEqual(whole.mines.find((mine) => mine.id === "red-dog"));
  });
});

describe("other questions of relode supply", () => {
  test("element: the mass by mine adds up to the national mass", async () => {
    const { result } = (await json(`supply element Ge ${quick}`)).document as unknown as {
      result: { element: { unrecoveredT: { mean: number } }; mines: { unrecoveredT: { mean: number } }[] };
    };
    const sum = result.mines.reduce((total, mine) => total + mine.unrecoveredT.mean, 0);
    expect(sum / result.element.unrecoveredT.mean).toBeCloseTo(1, 5);
  });

  test("element: the text names mass, imports, price, evidence and sources", async () => {
    const shown = await text(`supply element Ge ${quick}`);
    for (const part of ["Not recovered", "36 t a year", "per kg", "Evidence, % of the mass", "Sources", "Morenci"])
      expect(shown).toContain(part);
  });

  test("scenario: twice the recovery is twice the mass, and imports replaced are mass over imports", async () => {
    const run = async (recovery: number) =>
      (await json(`supply scenario Li --draws 200 --recovery ${recovery}`)).document.result as unknown as {
        recoveredT: { mean: number };
        importsReplaced: { mean: number };
      };
    const [one, two] = [await run(0.1), await run(0.2)];
    expect(two.recoveredT.mean / one.recoveredT.mean).toBeCloseTo(2, 10);
    expect(one.importsReplaced.mean).toBeCloseTo(one.recoveredT.mean / 3390, 10);
  });

  test("scenario: the text carries unit, interval, edition and where the evidence is", async () => {
    const shown = await text("supply scenario Li --draws 200 --recovery 0.05 --demand 1.5");
    expect(shown).toMatch(/Recovered +[\d,.]+ t a year \([\d,.]+ to [\d,.]+\)/);
    expect(shown).toContain("Li: 5 % of the unrecovered mass recovered, demand x 1.5");
    expect(shown.replaceAll("\n", " ")).toContain("USGS Mineral Commodity Summaries 2026");
  });

  test("converge: steps up to the draws asked for, the error falling as they grow", async () => {
    const { result } = (await json("supply converge --draws 3000 --elements Ge")).document as unknown as {
      result: { elements: { symbol: string; rows: { draws: number; meanErrorPct: number }[] }[] };
    };
    const rows = result.elements[0]?.rows ?? [];
    expect(rows.map((row) => row.draws)).toEqual([100, 300, 1000, 3000]);
    // The error of a mean goes with 1/sqrt(n): from 100 to 3000 draws by about 5.5.
    expect((rows[0]?.meanErrorPct ?? 0) / (rows[3]?.meanErrorPct ?? 1)).toBeGreaterThan(3);
  });

  test("concentration: HHI lies between the square of the largest share and that share, and is sorted", async () => {
    const { result } = (await json("supply concentration")).document as unknown as {
      result: { elements: { symbol: string; hhi: number; largestShare: number; largestCountry: string }[] };
    };
    for (const { hhi, largestShare } of result.elements) {
      expect(hhi).toBeGreaterThanOrEqual(1e4 * largestShare ** 2 - 1e-6);
      expect(hhi).toBeLessThanOrEqual(1e4 * largestShare + 1e-6);
    }
    expect(result.elements.map(({ hhi }) => hhi)).toEqual(result.elements.map(({ hhi }) => hhi).sort((a, b) => b - a));
    expect(result.elements[0]).toMatchObject({ symbol: "Ga", largestCountry: "China" });
  });

  test("claims: without samples some claims are said to be not testable", async () => {
    const { result } = (await json(`supply claims ${quick} --elements Ge`)).document as unknown as {
      result: { verdicts: { id: string; verdict: string; source: string }[] };
    };
    expect(result.verdicts.length).toBeGreaterThan(10);
    expect(result.verdicts.map(({ verdict }) => verdict)).toContain("not testable without CMiO");
    for (const { source } of result.verdicts) expect(source).not.toBe("");
  });

  test("report: one HTML file, and only messages otherwise", async () => {
    const file = join(folder, "report.html");
    const ended = await relode(`supply report ${quick} --elements Ge --out ${file}`);
    expect([ended.code, ended.stdout]).toEqual([0, ""]);
    expect(ended.stderr).toContain(`wrote ${file}`);
    expect(readFileSync(file, "utf8").toLowerCase()).toMatch(/^<!doctype html>[^]*germanium[^]*<\/html>\s*$/);
  });
});

describe("relode data and validate", () => {
  test("list and verify know all tables; the periodic table has 118 elements", async () => {
    const list = (await json("data list")).document.result as unknown as { tables: { id: string; rows: number }[] };
    expect(list.tables.find((table) => table.id === "elements")?.rows).toBe(118);
    expect((await json("data verify")).document.result).toEqual({ tables: list.tables.length, cmio: null, errors: 0 });
    expect(await text("data verify")).toBe(`${list.tables.length} tables verified: 0 errors, 0 notes and warnings\n`);
    expect(await text("data list")).toMatch(/^elements +118 /m);
  });

  test("show prints source, licence, units and the rows asked for", async () => {
    const shown = await text("data show elements --rows 1");
    for (const part of ["Cite: ", "Licence: ", "SHA-256 ", "hydrogen"]) expect(shown).toContain(part);
    const { result } = (await json("data show elements --rows 2")).document as unknown as { result: { rows: [] } };
    expect(result.rows).toHaveLength(2);
  });

  test("validate prints a row per expected value and a last line with the counts", async () => {
    const cases = fileURLToPath(new URL("../../../validation/usDoj2010", import.meta.url));
    const shown = (await text(`validate ${cases}`)).trimEnd().split("\n");
    const [, passed] = /^(\d+) passed, 0 failed, 0 not covered$/.exec(shown.at(-1) ?? "") ?? [];
    expect(Number(passed)).toBeGreaterThan(0);
    expect(shown).toHaveLength(Number(passed) + 1);
  });
});

test("serve answers on the address it prints and ends on Ctrl-C with code 0", async () => {
  const run = startRelode(["serve", "--port", "0", "--threads", "0", "--data", join(folder, "served")]);
  const url = await run.says(/listening on (http:\S+)/);
  const health = await fetch(`${url}/api/v1/health`);
  expect(await health.json()).toMatchObject({ status: "ok" });
  run.interrupt();
  const ended = await run.ended;
  expect(ended.code).toBe(0);
  expect(ended.stdout).toBe(`listening on ${url}\n`);
});

test("two starts on one data folder go on side by side, and Ctrl-C ends both with 130 and no half screening", async () => {
  const data = join(folder, "shared");
  const runs = [0, 1].map(() => startRelode(["start", "--port", "0", "--threads", "0", "--data", data]));
  await Promise.all(runs.map((run) => run.says(/screening: 0 %/)));
  for (const run of runs) run.interrupt();
  for (const run of runs) expect(await run.ended).toMatchObject({ code: 130, stdout: "" });
  expect(readdirSync(join(data, "screenings"))).toEqual([]);
});

describe("help", () => {
  const paths: string[] = [];
  const walk = (command: ReturnType<typeof commandTree>, path: string) => {
    paths.push(path);
    for (const child of command.commands) walk(child, `${path} ${child.name()}`.trim());
  };
  walk(commandTree(), "");

  const manual = readFileSync(new URL("../../../docs/command-line.md", import.meta.url), "utf8");
  test.each(paths.slice(1))("the manual page of the command line names `%s`", (path) => {
    expect(manual.includes(path), `docs/command-line.md does not say "${path}"`).toBe(true);
  });

  test.each(paths)("of `relode %s` says what it is for and fits 100 columns", (path) => {
    let command = commandTree();
    for (const word of path.split(" ").filter((part) => part !== ""))
      command = command.commands.find((child) => child.name() === word) ?? command;
    const help = command.helpInformation();
    expect(help).toContain(`Usage: ${`relode ${path}`.trim()}`);
    expect(command.description().length).toBeGreaterThan(15);
    expect(Math.max(...help.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
    for (const option of command.options) expect(option.description, option.flags).not.toBe("");
  });

  test("goes to standard output with code 0, the version too", async () => {
    for (const args of ["help", "--help", "supply help screen"]) {
      const ended = await relode(args);
      expect([ended.code, ended.stderr]).toEqual([0, ""]);
      expect(ended.stdout).toContain("Usage: relode");
    }
    expect(await text("--version")).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{8}\n$/);
  });
});
