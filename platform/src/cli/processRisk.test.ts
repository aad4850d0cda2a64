import { readdirSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FlowsheetRisk } from "@relode/core/process";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import * as printing from "./print.ts";
import { runCommandLine } from "./commandLine.ts";
import { riskIssues, riskText } from "./processRiskText.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relode-process-risk-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A splitter of pyrite and quartz. */
const plant = (uncertainty: object | undefined) => ({
  schema: "relode.flowsheet/1",
  name: "splitter",
  components: [
    { id: "pyrite", phase: "solid" },
    { id: "quartz", phase: "solid" },
  ],
  units: [{ id: "split", kind: "splitter", parameters: { share: 0.7 }, uncertainty }],
  streams: [
    { id: "feed", to: { unit: "split", port: "in" }, feed: { kgPerH: { pyrite: 10, quartz: 90 } } },
    { id: "product", from: { unit: "split", port: "first" } },
    { id: "rest", from: { unit: "split", port: "second" } },
  ],
});

async function run(uncertainty: object | undefined, ...args: string[]) {
  const file = join(folder, "plant.json");
  await writeFile(file, JSON.stringify(plant(uncertainty)));
  const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  let document: { result: FlowsheetRisk; issues: { code: string }[] } | null = null;
  const printed = vi.spyOn(printing, "printJson").mockImplementation((whole) => {
    document = JSON.parse(JSON.stringify(whole)) as typeof document;
  });
  const code = await runCommandLine(["process", "risk", file, ...args, "--json"]);
  const words = said.mock.calls.map(([text]) => String(text)).join("");
  said.mockRestore();
  printed.mockRestore();
  process.exitCode = 0;
  return { code, said: words, document: document as { result: FlowsheetRisk; issues: { code: string }[] } | null };
}

const uniform = { share: { range: [0.6, 0.8], law: "uniform", grade: "B", source: "tests" } };

describe("process risk", () => {
  test("gives the band of a uniform recovery, the same for every seed to sampling error, and writes its tables", async () => {
    const out = join(folder, "out");
    const { code, document } = await run(uniform, "--draws", "400", "--sobol", "64", "--out", out);
    expect(code).toBe(0);
    expect(readdirSync(out).toSorted()).toEqual([
      "draws.csv",
      "outcomes.csv",
      "recoveries.svg",
      "report.html",
      "risk.json",
      "shares-recovery-Fe-product.svg",
      "shares-recovery-Fe-rest.svg",
      "shares-recovery-S-product.svg",
      "shares-recovery-S-rest.svg",
      "shares-recovery-Si-product.svg",
      "shares-recovery-Si-rest.svg",
      "shares.csv",
    ]);
    const page = await readFile(join(out, "report.html"), "utf8");
    const words = page.replaceAll(/<[^>]*>/g, " ").replaceAll(/[\s\u00a0]+/g, " ");
    // The splitter sends 70 % of everything to the product; the only figure drawn explains all of it.
    for (const part of ["Modelled.", "Fe to product % 70", "raises 100 %", "lowers 100 %", "uniform", "tests", "B"])
      expect(words).toContain(part);
    expect(page).not.toMatch(/<script|(?:src|href)="(?!#)|url\(|NaN|undefined|\[object/);
    const picture = await readFile(join(out, "recoveries.svg"), "utf8");
    expect(picture).toContain("Fe to product: median");
    expect(picture).not.toContain("var(");
    const recovery = document?.result.outcomes.find(({ id }) => id === "recovery.Fe.product");
    // 5 and 95 % of a uniform law from 0.6 to 0.8; sampling error of such a quantile of 400 draws is 0.0022.
    expect(Math.abs((recovery?.p05 ?? 0) - 0.61)).toBeLessThan(0.007);
    expect(Math.abs((recovery?.p95 ?? 0) - 0.79)).toBeLessThan(0.007);
    expect((await readFile(join(out, "draws.csv"), "utf8")).split("\r\n")[0]).toContain("split.share,recovery.");
    expect(await readFile(join(out, "shares.csv"), "utf8")).toContain("Sobol");
  });
  test("a file that declares nothing uncertain is told how", async () => {
    const { code, said } = await run(undefined);
    expect([code, /uncertainty/.test(said)]).toEqual([1, true]);
  });
  test("a law that cannot be is bad data, not a stack trace", async () => {
    const { code, said } = await run({ share: { sd: -1 } });
    expect([code, said.includes("sd must be a number of 0 or more"), / at /.test(said)]).toEqual([1, true, false]);
  });
  test("draws that failed are told with their count and reason, and put the bands in question", async () => {
    const { document } = await run(uniform, "--draws", "40");
    if (document === null) throw new Error("no document");
    const failure = { path: "unit split", code: "process.x", message: "no", draws: 4, first: [1, 2, 3, 9] };
    const risk = { ...document.result, failed: 4, solved: 36, failures: [failure] };
    const [all, reason] = riskIssues(risk);
    expect([all.code, reason.path]).toEqual(["process.draws-failed", "unit split"]);
    expect(all.message).toContain("4 of 40");
    expect(all.message).toContain("hold only where the plant works");
    expect(reason.message).toContain("first: 1, 2, 3, 9");
    const words = riskText(risk, { width: 120 }).replaceAll(/\s+/g, " ");
    for (const part of [
      "36 solved",
      "4 not",
      "Weakest grade of evidence among the laws: B",
      "Fe to product",
      "split.share",
    ])
      expect(words).toContain(part);
  });
});
