import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { flowsheetReport, prepareFlowsheet, readFlowsheet, solveFlowsheet } from "@relode/core/process";
import { expect, test } from "./app.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const exampleFile = join(import.meta.dirname, "../src/processExamples/grinding-flotation.json");

interface File {
  units: { id: string; parameters: Record<string, unknown> }[];
}

/** Share of an element by outlet as the core computes it here, outside the browser. */
function share(value: unknown, element: string, outlet: string): number {
  const { document } = readFlowsheet(value);
  const flowsheet = document && prepareFlowsheet(document).flowsheet;
  if (!flowsheet) throw new Error("the example of the test cannot be solved");
  const report = flowsheetReport(flowsheet, solveFlowsheet(flowsheet));
  return report.elements.find((one) => one.element === element)?.shareByOutlet[outlet] ?? Number.NaN;
}

async function openExample(page: Page, name: RegExp = /Regrinding and flotation/): Promise<void> {
  await page.goto("/process");
  await page.getByRole("button", { name }).click();
  await solved(page);
}

async function solved(page: Page): Promise<void> {
  await expect(page.getByTestId("status")).toHaveAttribute("data-status", "converged");
}

async function cell(page: Page, words: string): Promise<number> {
  return Number(await page.locator(`[data-cell="${words}"]`).getAttribute("data-value"));
}

const unit = (page: Page, id: string): Locator => page.locator(`[data-unit="${id}"]`);
const port = (page: Page, name: string): Locator => page.getByRole("button", { name, exact: true });

test("an example opens, solves and survives a reload", async ({ watched: page }) => {
  await openExample(page, /UKy coal refuse/);
  await expect(page.getByTestId("status")).toContainText("Solved");
  await expect(page.getByTestId("streams").getByRole("row")).toHaveCount(43);
  await page.reload();
  await solved(page);
  await page.getByRole("button", { name: "Reset" }).click();
  await page.getByRole("button", { name: "Delete and begin again" }).click();
  await expect(page.getByRole("button", { name: /Regrinding/ })).toBeVisible();
  await page.waitForTimeout(400);
  expect(await page.evaluate(() => localStorage.getItem("relode.process"))).toBeNull();
});

test("an edited parameter changes the recovery as the core says; a wrong one keeps the last good result", async ({
  watched: page,
}) => {
  const file = JSON.parse(readFileSync(exampleFile, "utf8")) as File;
  await openExample(page);
  await page.getByRole("tab", { name: "Recoveries" }).click();
  const before = share(file, "Cu", "copper concentrate");
  expect(await cell(page, "Cu copper concentrate")).toBeCloseTo(before, 8);
  await unit(page, "rougher").click();
  const cells = page.getByRole("textbox", { name: "cells", exact: true });
  await cells.fill("2");
  await cells.press("Enter");
  const rougher = file.units.find(({ id }) => id === "rougher");
  if (rougher) rougher.parameters["cells"] = 2;
  const after = share(file, "Cu", "copper concentrate");
  expect(Math.abs(after - before)).toBeGreaterThan(0.001);
  await expect.poll(() => cell(page, "Cu copper concentrate")).toBeCloseTo(after, 8);
  await cells.fill("-1");
  await cells.press("Enter");
  await expect(page.getByTestId("status")).toHaveAttribute("data-status", "unready");
  await expect(page.getByTestId("unit-panel")).toContainText("must lie in 1 to 1000");
  await expect(page.getByTestId("status")).toContainText("last good solve");
  expect(await cell(page, "Cu copper concentrate")).toBeCloseTo(after, 8);
  await page.getByRole("button", { name: "Undo" }).click();
  await solved(page);
});

test("a unit is added from the catalogue; ports are connected by mouse and by keyboard", async ({ watched: page }) => {
  await page.goto("/process");
  await page.getByRole("button", { name: "Start empty" }).click();
  for (const kind of ["splitter", "mixer", "thickener"]) {
    await page.getByRole("button", { name: "Add a unit" }).click();
    await page.getByRole("textbox", { name: "Search the catalogue" }).fill(kind);
    await page
      .locator(".pf-catalogue button")
      .filter({ has: page.getByText(kind, { exact: true }) })
      .first()
      .click();
    await expect(unit(page, kind)).toBeVisible();
  }
  await expect(page.getByTestId("status")).toHaveAttribute("data-status", "unready");
  await expect(page.getByTestId("status")).toContainText("missing");
  await page.getByRole("button", { name: "Fit", exact: true }).click();
  await port(page, "Outlet first of splitter").locator("path").dragTo(port(page, "Inlet in of mixer").locator("path"));
  const lines = page.locator("[data-stream]");
  await expect(lines).toHaveCount(1);
  await expect(page.getByTestId("stream-panel")).toContainText("from first of splitter, to in of mixer");
  await unit(page, "mixer").focus();
  const place = await unit(page, "mixer").locator("rect").getAttribute("x");
  await page.keyboard.press("ArrowRight");
  await expect(unit(page, "mixer").locator("rect")).toHaveAttribute("x", String(Number(place) + 10));
  await page.keyboard.press("Enter");
  await port(page, "Outlet out of mixer").focus();
  await page.keyboard.press("Enter");
  await port(page, "Inlet feed of thickener").focus();
  await page.keyboard.press("Enter");
  await expect(lines).toHaveCount(2);
  await unit(page, "thickener").focus();
  await page.keyboard.press("Delete");
  await expect(unit(page, "thickener")).toHaveCount(0);
});

test("a broken file lists its issues with their paths", async ({ watched: page }) => {
  await page.goto("/process");
  const open = async (name: string, text: string) =>
    page.getByLabel("Flowsheet file").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  await open(
    "bad.json",
    '{"schema":"relode.flowsheet/1","components":[{"id":"a","phase":"plasma"}],"units":7,"streams":[]}',
  );
  const issues = page.getByTestId("file-issues");
  await expect(issues).toContainText("components[0].phase");
  await expect(issues).toContainText("units");
  await open("text.json", "not json");
  await expect(issues).toContainText("not JSON");
});

test("the Sankey's flows add up, a sweep draws its curve, two cases stand side by side", async ({ watched: page }) => {
  await openExample(page);
  await page.getByRole("tab", { name: "Sankey" }).click();
  const sums = page.getByTestId("sankey-sums");
  for (const element of ["Cu", "Fe"]) {
    await page.getByRole("combobox", { name: "Flow of" }).selectOption(element);
    await expect(page.getByTestId("sankey")).toContainText(`Flow of ${element}`);
    const [fed, left] = [Number(await sums.getAttribute("data-in")), Number(await sums.getAttribute("data-out"))];
    expect(fed).toBeGreaterThan(100);
    expect(Math.abs(fed - left) / fed).toBeLessThan(1e-9);
  }
  // Copper in 1000 kg/h of CuFeS2: 63.546 / 183.52 of it.
  await page.getByRole("combobox", { name: "Flow of" }).selectOption("Cu");
  expect(Number(await sums.getAttribute("data-in"))).toBeCloseTo((1000 * 63.546) / 183.52, 0);
  await expect.poll(() => page.getByTestId("sankey").locator("svg[role=img] path").count()).toBeGreaterThan(8);
  await page.getByRole("tab", { name: "Sweep" }).click();
  await page.getByRole("textbox", { name: "Points, 2 to 60" }).fill("4");
  await page.getByRole("button", { name: "Compute curve" }).click();
  await expect(page.getByTestId("sweep").locator("circle")).toHaveCount(4);
  await page.getByRole("button", { name: "Copy as new case" }).click();
  await solved(page);
  await unit(page, "rougher").click();
  const cells = page.getByRole("textbox", { name: "cells", exact: true });
  await cells.fill("2");
  await cells.press("Enter");
  await solved(page);
  await page.getByRole("tab", { name: "Compare" }).click();
  await expect(page.getByTestId("beside").getByTestId("picture")).toHaveCount(2);
  await expect(page.getByTestId("beside").locator("[data-differs]")).toHaveCount(2);
  const differing = page.getByTestId("differences").getByRole("row").filter({ hasText: "unit rougher" });
  await expect(differing).toContainText("cells2");
  await expect(page.getByTestId("compare")).toContainText("Electric power");
  await expect(page.getByTestId("compare")).toContainText("Fe to copper concentrate");
});

for (const [scheme, tab] of [
  ["light", "Sankey"],
  ["dark", "Streams"],
  ["light", "Compare"],
] as const)
  test(`the page passes axe, ${scheme}, ${tab}`, async ({ watched: page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await openExample(page);
    await unit(page, "cyclone").click();
    await expect(page.getByTestId("unit-panel")).toContainText("Partition curve");
    if (tab === "Compare") {
      await page.getByRole("button", { name: "Copy as new case" }).click();
      await solved(page);
    }
    await page.getByRole("tab", { name: tab }).click();
    const { violations } = await new AxeBuilder({ page }).include("#main").withTags(rules).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`),
    ).toEqual([]);
  });

test("a phone shows the page without scrolling it sideways", async ({ watched: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openExample(page);
  await unit(page, "mill").click();
  for (const tab of ["Streams", "Recoveries", "Duties", "Sankey", "Sweep", "Components"]) {
    await page.getByRole("tab", { name: tab }).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
});
