import { type FlowsheetDocument, flowsheetSchema } from "@relode/core/process";
import { expect, test } from "vitest";
import { drawSheet, placesOf } from "../processCanvas/drawing.ts";
import example from "../processExamples/grinding-flotation.json" with { type: "json" };
import { addUnit, connect, removeUnit, renameUnit, setAt } from "./edits.ts";
import { ProcessSolver, sweep } from "./processWork.ts";
import { sankeyFlows } from "./sankey.ts";
import { emptySheet, type Sheet, sheetFromText, sheetFromValue, sheetText } from "./sheet.ts";

function opened(): Sheet {
  const { sheet, issues } = sheetFromValue(example);
  expect(issues).toEqual([]);
  if (sheet === null) throw new Error("the example does not open");
  return sheet;
}

test("a saved flowsheet opens as it was, with places and who measured the feed", () => {
  const sheet: Sheet = { ...opened(), layout: { mill: [30, -12] } };
  expect(sheetFromText(sheetText(sheet)).sheet).toEqual(sheet);
  expect(sheet.document.streams[0]?.feed?.measuredBy).toBe("assumed");
});

test("an untouched layout leaves no field in the file that the command line does not know", () => {
  expect(JSON.parse(sheetText(opened()))).not.toHaveProperty("layout");
});

test("text that is no JSON is one issue, not an exception", () => {
  expect(sheetFromText("{").issues.map(({ code }) => code)).toEqual(["process.not-json"]);
});

test("an outlet that feeds a unit is refused a second stream", () => {
  const refused = connect(opened(), { unit: "mill", port: "product" }, { unit: "rougher", port: "feed" });
  expect(refused).toMatchObject({ refused: expect.stringContaining("mill product") as string });
});

test("without a unit its outlets are gone and what fed it becomes a product", () => {
  const { streams } = removeUnit(opened(), "cleaner").document;
  expect(streams.find(({ id }) => id === "copper concentrate")).toBeUndefined();
  expect(streams.find(({ id }) => id === "rougher concentrate")?.to).toBeNull();
});

test("a renamed unit keeps its streams and solves to the same recovery", () => {
  const renamed = renameUnit(opened(), "mill", "ball mill");
  if (!("sheet" in renamed)) throw new Error(renamed.refused);
  const recovery = (sheet: Sheet) =>
    new ProcessSolver().solve("a", sheet.document).report?.elements.find(({ element }) => element === "Cu")
      ?.shareByOutlet["copper concentrate"];
  expect(recovery(renamed.sheet)).toBeCloseTo(recovery(opened()) ?? Number.NaN, 9);
});

test("a new unit of an empty flowsheet lacks what the core demands of it", () => {
  const added = addUnit(emptySheet(), "thickener", [0, 0]);
  if (!("sheet" in added)) throw new Error(added.refused);
  const answer = new ProcessSolver().solve("a", added.sheet.document);
  // One inlet without stream, one parameter without usual value.
  expect(answer.status).toBe("unready");
  expect(answer.degreesOfFreedom).toEqual({ missing: 2, excess: 0 });
});

test("elements of the Sankey leave as they enter, dosed reagents counted", () => {
  const answer = new ProcessSolver().solve("a", opened().document);
  if (answer.report === null) throw new Error("not solved");
  const { inKgPerH, outKgPerH } = sankeyFlows(answer.report, "element:Cu", answer.elementShare);
  // Chalcopyrite CuFeS2: 63.546 / (63.546 + 55.845 + 2 × 32.06) of 1000 kg/h.
  expect(inKgPerH).toBeCloseTo((1000 * 63.546) / 183.511, 1);
  expect(outKgPerH).toBeCloseTo(inKgPerH, 6);
});

test("a splitter alone: the swept share is the recovery, a share above 1 gives a reason instead of a number", () => {
  const document: FlowsheetDocument = {
    schema: flowsheetSchema,
    name: "split",
    components: [{ id: "quartz", phase: "solid" as const }],
    units: [{ id: "s", kind: "splitter", parameters: { share: 0.5 } }],
    streams: [
      { id: "in", to: { unit: "s", port: "in" }, feed: { kgPerH: { quartz: 10 } } },
      { id: "a", from: { unit: "s", port: "first" } },
      { id: "b", from: { unit: "s", port: "second" } },
    ],
  };
  const points = sweep({
    document,
    target: { kind: "unit", id: "s" },
    path: ["share"],
    values: [0.25, 0.75, 1.5],
    output: JSON.stringify(["recovery", "Si", "a"]),
  });
  expect(points.map(({ output }) => output)).toEqual([expect.closeTo(25, 9), expect.closeTo(75, 9), null]);
  expect(points[2]?.reason).toContain("share");
  expect(setAt(document, { kind: "stream", id: "in" }, ["kgPerH", "quartz"], 5).streams[0]?.feed).toEqual({
    kgPerH: { quartz: 5 },
  });
});

test("lines are level or upright, join their ports and the recycles of the example are told apart", () => {
  const sheet = opened();
  const { streams } = drawSheet(sheet.document, placesOf(sheet));
  for (const { points } of streams)
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1] ?? [0, 0], points[i] ?? [0, 0]];
      expect(Math.min(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]))).toBeLessThan(1);
    }
  expect(
    streams
      .filter(({ isRecycle }) => isRecycle)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(["cleaner tailings", "mill product", "returned water"]);
});
