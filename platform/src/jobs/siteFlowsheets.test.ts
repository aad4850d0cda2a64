import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { flowsheetReport, prepareFlowsheet, readFlowsheet, solveFlowsheet, ukyCoalRefuse } from "@relode/core/process";
import { DataError } from "@relode/core/evidence";
import { withFlowsheets } from "./siteFlowsheets.ts";

const folder = mkdtempSync(join(tmpdir(), "relode-site-flowsheet-"));
afterAll(() => rmSync(folder, { recursive: true }));
const document = ukyCoalRefuse();
writeFileSync(join(folder, "uky.json"), JSON.stringify(document));
const { flowsheet } = prepareFlowsheet(readFlowsheet(document).document!);
const report = flowsheetReport(flowsheet!, solveFlowsheet(flowsheet!));
const feed = report.streams.find(({ from, solidsTPerH }) => from === null && solidsTPerH > 0)!;
const outlet = Object.keys(report.elements[0].shareByOutlet)[0];
const drawing = { realisations: 40, seed: 3 };
const site = (change: object) => ({
  routes: [
    { id: "plain" },
    {
      id: "leach",
      costPerTonne: 3,
      flowsheet: { file: "uky.json", feed: feed.stream, products: { Nd: [outlet] }, relativeSpread: 0.1, ...change },
    },
  ],
});

describe("a route whose flowsheet declares uncertainty", () => {
  /** A splitter: recovery of iron is the share itself. */
  const plant = (uncertainty: object) => ({
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
  const made = async (uncertainty: object, change: object = {}) => {
    writeFileSync(join(folder, "split.json"), JSON.stringify(plant(uncertainty)));
    const products = { Fe: ["product"], Si: ["product"] };
    const flowsheet = { file: "split.json", feed: "feed", products, ...change };
    const { document: found } = await withFlowsheets({ routes: [{ flowsheet }] }, "site.json", folder, drawing);
    return (found as { routes: { recovery: Record<string, unknown>; evidence: string; source: string }[] }).routes[0];
  };
  const uniform = { share: { range: [0.6, 0.8], law: "uniform", grade: "B", source: "tests" } };
  test("carries one recovery a realisation, the same plant for all elements, within the law", async () => {
    const { recovery, evidence, source } = await made(uniform);
    const { kind, values } = recovery["Fe"] as { kind: string; values: number[] };
    expect([kind, values.length, evidence]).toEqual(["column", 40, "flowsheet"]);
    const silicon = (recovery["Si"] as { values: number[] }).values;
    values.forEach((value, k) => expect(silicon[k] / value).toBeCloseTo(1, 9));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0.6);
    expect(Math.max(...values)).toBeLessThanOrEqual(0.8);
    // Standard deviation of a uniform law: width over √12.
    const mean = values.reduce((sum, value) => sum + value, 0) / 40;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 39);
    expect(sd).toBeCloseTo(0.2 / Math.sqrt(12), 2);
    expect(source).toContain("1 uncertain figures (weakest grade B)");
  });
  test("a judged spread comes on top, element by element", async () => {
    const { recovery } = await made(uniform, { relativeSpread: 0.1 });
    const [iron, silicon] = ["Fe", "Si"].map((element) => (recovery[element] as { values: number[] }).values);
    expect(iron.some((value, k) => Math.abs(value - silicon[k]) > 0.01)).toBe(true);
  });
  test("laws of synthetic grade make the route synthetic; without any spread the file is refused", async () => {
    expect((await made({ share: { sd: 0.02, grade: "S" } })).evidence).toBe("synthetic");
    await expect(made({})).rejects.toThrow("relativeSpread must lie in");
  });
});

describe("a route with a flowsheet", () => {
  test("carries its recovery with the judged spread, its power and its reagents; other routes stay as they are", async () => {
    const made = await withFlowsheets(site({}), "site.json", folder, drawing);
    const [plain, leach] = (made.document as { routes: Record<string, unknown>[] }).routes;
    expect(plain).toEqual({ id: "plain" });
    const share = report.elements.find(({ element }) => element === "Nd")!.shareByOutlet[outlet];
    expect(leach).toMatchObject({
      evidence: "flowsheet",
      costPerTonne: 3,
      powerKwhPerTonne: report.powerKw / feed.solidsTPerH,
    });
    const { Nd } = leach["recovery"] as { Nd: number | { mode: number; min: number; max: number } };
    if (typeof Nd === "number") expect(Nd).toBe(share);
    else {
      expect(Nd.mode).toBeCloseTo(share, 12);
      // The standard deviation of a triangle about its middle is half its base over √24.
      expect((Nd.max - Nd.min) / Math.sqrt(24)).toBeCloseTo(0.1 * share, 12);
    }
    expect(made.inputs.map(({ name }) => name)).toEqual(["uky.json"]);
  });
  test.each([
    ["a file that is not there", { file: "none.json" }, "not there"],
    ["a feed that is no stream", { feed: "nowhere" }, "is no stream with solids"],
    ["an outlet that is none", { products: { Nd: ["nowhere"] } }, "is no outlet"],
    ["an element that the flowsheet lacks", { products: { Xe: [outlet] } }, "not among the elements"],
    ["no spread", { relativeSpread: undefined }, "relativeSpread must lie in"],
  ])("%s is refused by name", async (_what, change, words) => {
    await expect(withFlowsheets(site(change), "site.json", folder, drawing)).rejects.toThrow(words);
    await expect(withFlowsheets(site(change), "site.json", folder, drawing)).rejects.toBeInstanceOf(DataError);
  });
});
