import { readFile } from "node:fs/promises";
import { expect, summary, test } from "./app.ts";

test("the table sorts by a column, both ways, and says so", async ({ watched: page }) => {
  const { elements } = await summary(page);
  const bySize = [...elements].sort((a, b) => b.unrecoveredT.mean - a.unrecoveredT.mean);
  await page.goto("/elements");
  const header = page.getByRole("columnheader", { name: "Discarded", exact: true });
  await header.getByRole("button").click();
  await expect(header).toHaveAttribute("aria-sort", "descending");
  await expect(page).toHaveURL(/sort=unrecovered/);
  const first = page.getByRole("table", { name: "Elements" }).getByRole("row").nth(1);
  await expect(first.getByRole("link")).toContainText(bySize[0]!.name);
  await header.getByRole("button").click();
  await expect(header).toHaveAttribute("aria-sort", "ascending");
  await expect(first.getByRole("link")).toContainText(bySize.at(-1)!.name);
});

test("search and the critical list leave only what matches", async ({ watched: page }) => {
  const { elements } = await summary(page);
  const list = elements.flatMap((element) => element.onCriticalLists)[0]!;
  const listed = elements.filter((element) => element.onCriticalLists.includes(list)).length;
  await page.goto(`/elements?list=${encodeURIComponent(list)}`);
  await expect(page.getByRole("table", { name: "Elements" })).toHaveAttribute("aria-rowcount", String(listed + 1));
  await page.goto("/elements");
  await page.getByLabel("Find an element").fill("cobalt");
  await expect(page.getByRole("table", { name: "Elements" })).toHaveAttribute("aria-rowcount", "2");
  await page.getByLabel("Find an element").fill("no such thing");
  await expect(page.getByText("No element matches")).toBeVisible();
});

test("only rows near the view are in the page", async ({ watched: page }) => {
  const { elements } = await summary(page);
  await page.goto("/elements");
  const table = page.getByRole("table", { name: "Elements" });
  await expect(table).toHaveAttribute("aria-rowcount", String(elements.length + 1));
  expect(await table.getByRole("row").count()).toBeLessThan(elements.length);
});

test("a withheld or bounded figure is shown as such, never as a number", async ({ watched: page }) => {
  const { elements } = await summary(page);
  const bounded = elements.find((element) => element.netImportReliancePct.printed.startsWith(">"));
  if (bounded === undefined) throw new Error("the default run prints no bounded reliance such as >50");
  await page.goto(`/elements/${bounded.symbol}`);
  await expect(page.getByTestId("whatif")).toContainText(`${bounded.netImportReliancePct.printed} %`);
});

test("the recovery slider moves the reliance in under 100 ms and stands in the address", async ({ watched: page }) => {
  const { elements } = await summary(page);
  const cobalt = elements.find(({ symbol }) => symbol === "Co")!;
  await page.goto("/elements/Co");
  const panel = page.getByTestId("whatif");
  await expect(panel).toContainText("realisations drawn in this browser");
  const elapsedMs: number[] = [];
  for (const recovery of [0.01, 0.5, 0.9]) {
    await panel.getByRole("button", { name: recovery === 0.01 ? "1.0 %" : `${100 * recovery} %` }).click();
    await expect(panel).toHaveAttribute("data-recovery", String(recovery));
    elapsedMs.push(Number(await panel.getAttribute("data-elapsed-ms")));
  }
  // The best of three: other programs share the processor with the page.
  expect(Math.min(...elapsedMs)).toBeLessThan(100);
  await expect(page).toHaveURL(/recovery=0\.9/);
  const slider = panel.getByRole("slider");
  await slider.focus();
  const before = Number(await panel.getAttribute("data-recovery"));
  await slider.press("ArrowLeft");
  await expect(panel).not.toHaveAttribute("data-recovery", String(before));
  expect(Number(await panel.getAttribute("data-recovery"))).toBeLessThan(before);
  // 90 % of the median over imports, by hand from the server's summary; the browser draws fewer realisations.
  const expected = (100 * 0.9 * cobalt.unrecoveredT.p50) / cobalt.importsT.value!;
  await page.goto("/elements/Co?recovery=0.9");
  await expect(panel).toContainText("realisations drawn in this browser");
  const words = await panel.locator("dt:text-is('Of US imports (median)') + dd").innerText();
  const shown = Number(/^([\d.,]+) %/.exec(words)?.[1]?.replaceAll(",", ""));
  expect(Math.abs(shown - expected) / expected).toBeLessThan(0.1);
});

test("a chart is saved as SVG and PNG, its data as CSV, and shown as a table", async ({ watched: page }) => {
  await summary(page);
  await page.goto("/elements/Co");
  const menu = page.getByRole("button", { name: "Save or show as table: Where it is discarded" });
  const save = async (item: string) => {
    await menu.click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: item }).click();
    const file = await download;
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  };
  const svg = await save("Save picture as SVG");
  expect(svg.name).toBe("Co-by-mine.svg");
  expect(svg.bytes.toString()).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[\s\S]*<title>[\s\S]*<\/svg>$/);
  expect(svg.bytes.toString()).not.toContain("var(--");
  const png = await save("Save picture as PNG");
  expect([...png.bytes.subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
  expect(png.bytes.length).toBeGreaterThan(5000);
  const csv = await save("Save data as CSV");
  expect(csv.bytes.toString("utf8")).toContain("mine,mean_t,p05_t,p50_t,p95_t,share,evidence,basis");
  await menu.click();
  await page.getByRole("menuitem", { name: "Show as table" }).click();
  await expect(page.getByRole("region", { name: "Data of the chart" }).getByRole("columnheader").first()).toHaveText(
    "mine",
  );
});

test("back returns from an element to the table as it was left", async ({ watched: page }) => {
  await summary(page);
  await page.goto("/elements?q=co&sort=symbol&dir=asc");
  await page.getByRole("table", { name: "Elements" }).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/elements\/Co/);
  await page.goBack();
  await expect(page.getByLabel("Find an element")).toHaveValue("co");
});
