import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { evaluateProject, factorsWith, monteCarlo, readProject } from "../../core/src/economics/index.ts";
import { expect, test } from "./app.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const text = readFileSync(join(import.meta.dirname, "../../examples/economics/cobalt-tailings.json"), "utf8");
const { project } = readProject(JSON.parse(text), "example");
if (project === null) throw new Error("the example cannot be read");

/** The value that the page shows, with all its digits. */
const shown = async (page: Page) => Number(await page.getByTestId("npv").getAttribute("data-npv"));
const near = (value: number) => Math.max(1e-6 * Math.abs(value), 1e-3);

async function open(page: Page): Promise<void> {
  await page.goto("/economics");
  await expect(page.getByTestId("npv")).toBeVisible();
}

test("the example opens as synthetic, with the value, rates and band that core computes", async ({ watched: page }) => {
  await open(page);
  await expect(page.getByTestId("synthetic")).toContainText("no figure is a measurement");
  const base = evaluateProject(project);
  expect(Math.abs((await shown(page)) - base.npv)).toBeLessThan(near(base.npv));
  await expect(page.getByTestId("npv")).toContainText("USD of 2023");
  expect(base.realIrr.rates.length).toBe(2);
  await expect(page.getByTestId("npv")).toContainText("several rates");
  const { chanceOfLoss } = monteCarlo(project, 2000, 1);
  await expect(page.getByTestId("npv")).toContainText(`loss in ${(100 * chanceOfLoss).toFixed(1)} %`);
  await expect(page.locator('figure.chart svg[role="img"]')).toHaveCount(4);
  await expect(page.locator('tr[data-line="netCash"] td')).toHaveCount(base.years.length);
});

test("a slider changes the value as core says, and it is put back", async ({ watched: page }) => {
  await open(page);
  const base = await shown(page);
  const move = page.getByTestId("move-price.Mixed hydroxide Co");
  await move.getByRole("slider").focus();
  for (let press = 0; press < 12; press++) await page.keyboard.press("ArrowRight");
  const price = Number(await move.getAttribute("data-value"));
  expect(price).toBeGreaterThan(34.13);
  const expected = evaluateProject(project, factorsWith(project, [["price.Mixed hydroxide Co", price]])).npv;
  await expect.poll(async () => Math.abs((await shown(page)) - expected)).toBeLessThan(near(expected));
  await expect(page).toHaveURL(/set=/);
  await expect(page.getByRole("region", { name: "Table of both projects" }).getByRole("row").nth(1)).toHaveAttribute(
    "data-differs",
    "true",
  );
  await page.reload();
  await expect.poll(() => shown(page)).toBeCloseTo(expected, 0);
  await page.getByRole("button", { name: "Put all back" }).click();
  await expect.poll(() => shown(page)).toBe(base);
});

test("a scenario and another way to sell of the file change the value", async ({ watched: page }) => {
  await open(page);
  const base = await shown(page);
  await page.getByRole("button", { name: "Cobalt at 20 USD/kg" }).click();
  const low = evaluateProject(project, factorsWith(project, [["price.Mixed hydroxide Co", 20]])).npv;
  await expect.poll(async () => Math.abs((await shown(page)) - low)).toBeLessThan(near(low));
  await page.getByLabel("What is built and sold").first().click();
  await page.getByRole("option", { name: /bulk cobalt-copper/ }).click();
  await expect.poll(() => shown(page)).not.toBeCloseTo(low, 0);
  expect(await shown(page)).not.toBe(base);
});

test("an own file is opened in the browser, a faulty one told with the place of each fault", async ({
  watched: page,
}) => {
  await open(page);
  const input = page.locator('input[type="file"]');
  const file = (content: string) => ({ name: "mine.json", mimeType: "application/json", buffer: Buffer.from(content) });
  const document = JSON.parse(text) as Record<string, unknown>;
  await input.setInputFiles(file(JSON.stringify({ ...document, products: [], moneyYear: "soon" })));
  await expect(page.getByTestId("issues")).toContainText("mine.json.moneyYear");
  await expect(page.getByTestId("npv")).toHaveCount(0);
  await input.setInputFiles(file("{ not JSON"));
  await expect(page.getByTestId("issues")).toContainText("repair the file");
  await input.setInputFiles(
    file(JSON.stringify({ ...document, declared: "real", name: "Mine", uncertain: [], correlations: [] })),
  );
  await expect(page.getByRole("heading", { name: "Mine", exact: true })).toBeVisible();
  await expect(page.getByTestId("synthetic")).toHaveCount(0);
});

test("the page passes the accessibility rules, light and dark, and fits a phone", async ({ watched: page }) => {
  await page.goto("/economics?set=%7B%22capital%22%3A1.2%7D");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('figure.chart svg[role="img"]')).toHaveCount(5);
    expect(
      (
        await (colorScheme === "light"
          ? new AxeBuilder({ page }).withTags(rules)
          : new AxeBuilder({ page }).withRules("color-contrast")
        ).analyze()
      ).violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
    ).toEqual([]);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await page.reload();
  await expect(page.locator('figure.chart svg[role="img"]')).toHaveCount(5);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});
