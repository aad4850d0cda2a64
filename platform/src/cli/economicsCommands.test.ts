import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import * as printing from "./print.ts";
import { runCommandLine } from "./commandLine.ts";

const example = (name: string) => fileURLToPath(new URL(`../../../examples/economics/${name}`, import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relode-economics-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Exit code, what went to standard error, and the JSON object printed. */
async function run(
  ...args: string[]
): Promise<{ code: number; said: string; document: Record<string, unknown> | null }> {
  const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  let document: Record<string, unknown> | null = null;
  const printed = vi.spyOn(printing, "printJson").mockImplementation((whole) => {
    document = JSON.parse(JSON.stringify(whole)) as Record<string, unknown>;
  });
  const code = await runCommandLine([...args, "--json"]);
  const words = said.mock.calls.map(([text]) => String(text)).join("");
  said.mockRestore();
  printed.mockRestore();
  process.exitCode = 0;
  return { code, said: words, document };
}

describe("economics", () => {
  test("evaluate writes the annual table, the picture and the object, all in money with its year", async () => {
    const out = join(folder, "evaluate");
    const { code, document } = await run("economics", "evaluate", example("cobalt-tailings.json"), "--out", out);
    expect(code).toBe(0);
    expect(readdirSync(out).toSorted()).toEqual(["annual.csv", "cash-flow.svg", "evaluation.json", "report.html"]);
    const page = await readFile(join(out, "report.html"), "utf8");
    const words = page.replaceAll(/<style>.*?<\/style>|<[^>]*>/gs, " ").replaceAll(/[\s\u00a0]+/g, " ");
    const { result, manifest } = document as {
      result: { npv: number };
      manifest: { inputs: { sha256: string }[] };
    };
    // The value in millions with its money, the words why it has no band, and what repeats it.
    expect(words).toContain(`${(result.npv / 1e6).toFixed(1)} million USD of 2023 one value: economics evaluate draws`);
    for (const part of ["Synthetic project.", "median 1,250, gsd 1.12", "34.13", manifest.inputs[0].sha256])
      expect(words).toContain(part);
    expect(page).not.toMatch(/<script|(?:src|href)="(?!#)|url\(|NaN|undefined|\[object/);
    expect(document?.["result"]).toMatchObject({ project: { declared: "synthetic", money: "USD of 2023" } });
    expect(await readFile(join(out, "cash-flow.svg"), "utf8")).toContain("USD of 2023, SYNTHETIC project");
    expect((await readFile(join(out, "annual.csv"), "utf8")).split("\r\n")[0]).toContain("netCash_USD_of_the_day");
  });
  test("risk repeats to the last digit under one seed and differs under another", async () => {
    const npv = async (seed: string) => {
      const { document } = await run(
        "economics",
        "risk",
        example("cobalt-tailings.json"),
        "--realisations",
        "200",
        "--sobol",
        "0",
        "--seed",
        seed,
      );
      const found = document?.["result"] as { result: { interval: { mean: number } } } | undefined;
      return found?.result.interval.mean;
    };
    const first = await npv("1");
    expect(await npv("1")).toBe(first);
    expect(await npv("2")).not.toBe(first);
  });
  test("realisations of a table beside the file stay in order, and an empty cell is refused by its place", async () => {
    const document = JSON.parse(await readFile(example("cobalt-tailings.json"), "utf8")) as {
      uncertain: unknown[];
      options: unknown[];
    };
    document.uncertain = [{ key: "grade.Co", kind: "column", file: "k.csv", column: "Co" }];
    const file = join(folder, "column.json");
    await writeFile(file, JSON.stringify({ ...document, correlations: [], options: [] }));
    await writeFile(join(folder, "k.csv"), `Co\n${Array.from({ length: 120 }, (_, k) => 900 + k).join("\n")}\n`);
    const out = join(folder, "risk");
    expect((await run("economics", "risk", file, "--out", out, "--sobol", "0")).code).toBe(0);
    const page = (await readFile(join(out, "report.html"), "utf8")).replaceAll("\u00a0", " ");
    // 900 to 1,019 ppm, each once: the quantiles of the realisations themselves.
    expect(page.replaceAll(/<[^>]*>/g, "")).toContain("960 (906 – 1,010)");
    expect(page).toContain("column");
    const lines = (await readFile(join(out, "realisations.csv"), "utf8")).trim().split("\r\n");
    expect(lines).toHaveLength(121);
    expect(lines[1]).toMatch(/^0,900,/);
    await writeFile(join(folder, "k.csv"), 'Co\n900\n""\n901\n902\n');
    const refused = await run("economics", "risk", file);
    expect([refused.code, refused.said]).toEqual([1, expect.stringContaining("values[1]") as string]);
  });
  test.each([
    ["no JSON", "{", "json.syntax"],
    ["a list", "[]", "economics.not-an-object"],
    ["a deep list", `${"[".repeat(5000)}${"]".repeat(5000)}`, "json.syntax"],
    ["another file's form", '{"schema":"relode.survey/1"}', "economics.schema"],
  ])("%s ends with exit code 1 and leaves no folder of half a result", async (_what, text, code) => {
    const file = join(folder, "bad.json");
    const out = join(folder, "bad");
    await writeFile(file, text);
    const found = await run("economics", "evaluate", file, "--out", out);
    expect([found.code, JSON.stringify(found.document)]).toEqual([1, expect.stringContaining(`"${code}"`) as string]);
    expect(existsSync(out) ? readdirSync(out) : []).toEqual([]);
  });
  test("a curve of a file that holds no screening says what to give", async () => {
    const file = join(folder, "none.json");
    await writeFile(file, "{}");
    const { code, said } = await run("economics", "curve", file);
    expect([code, said]).toEqual([
      1,
      expect.stringContaining("give screening.json of `supply screen --out`") as string,
    ]);
  });
});

describe("energy", () => {
  test("a day of power, a pond and an inventory answer", async () => {
    const day = JSON.parse(await readFile(example("power.json"), "utf8")) as object;
    await writeFile(join(folder, "day.json"), JSON.stringify({ ...day, hours: 24 }));
    for (const [verb, file] of [
      ["dispatch", join(folder, "day.json")],
      ["water", example("water.json")],
      ["emissions", example("emissions.json")],
    ] as const)
      expect((await run("energy", verb, file)).code).toBe(0);
  });
  test("a load that nobody can serve is exit code 1 with the remedy", async () => {
    await writeFile(join(folder, "dark.json"), JSON.stringify({ schema: "relode.power/1", hours: 2, loadMW: 5 }));
    const { code, said } = await run("energy", "dispatch", join(folder, "dark.json"));
    expect([code, said]).toEqual([1, expect.stringContaining("the load cannot be served") as string]);
  });
  test("an emission factor without a source is refused by its path", async () => {
    const document = {
      schema: "relode.emissions/1",
      activities: [{ name: "x", scope: 1, amount: 1, factor: { kgCo2ePerUnit: 1, unit: "kg" } }],
    };
    await writeFile(join(folder, "nosource.json"), JSON.stringify(document));
    const { code, said } = await run("energy", "emissions", join(folder, "nosource.json"));
    expect([code, said]).toEqual([1, expect.stringContaining("activities[0].factor.source") as string]);
  });
});
