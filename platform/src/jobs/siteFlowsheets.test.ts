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

describe("a route with a flowsheet", () => {
  test("carries its recovery with the judged spread, its power and its reagents; other routes stay as they are", async () => {
    const made = await withFlowsheets(site({}), "site.json", folder);
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
    await expect(withFlowsheets(site(change), "site.json", folder)).rejects.toThrow(words);
    await expect(withFlowsheets(site(change), "site.json", folder)).rejects.toBeInstanceOf(DataError);
  });
});
