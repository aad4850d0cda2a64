import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { exampleAssessment } from "../../platform/src/api/exampleSite.ts";
import { expect, test } from "./app.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const document = exampleAssessment();

/** The invented site in place of what the server holds: made by the same functions as `relode assess`. */
async function serveExample(page: Page): Promise<void> {
  const { name, declared, money, npv, chanceOfLoss, realisations } = document;
  const entry = { id: "small", name, declared, money, npv, chanceOfLoss, realisations, issue: null };
  const damaged = {
    ...entry,
    id: "bad",
    name: "bad",
    declared: "unknown",
    npv: null,
    issue: "assessment.json: damaged",
  };
  await page.route("**/api/v1/sites", (route) => route.fulfill({ json: [entry, damaged] }));
  await page.route("**/api/v1/sites/small", (route) => route.fulfill({ json: document }));
  await page.route("**/api/v1/resources", (route) =>
    route.fulfill({
      json: [{ id: "small", name: "Small", declared: "synthetic", blocks: 8, realisations: 40, issue: null }],
    }),
  );
}

const figure = (page: Page, id: string) => page.getByTestId(`figure-${id}`);

test("the list says what is synthetic, what cannot be shown, and leads to the site", async ({ watched: page }) => {
  await serveExample(page);
  await page.goto("/sites");
  await expect(page.getByTestId("synthetic").first()).toContainText("nothing here was measured");
  await expect(page.getByText("Cannot be shown: assessment.json: damaged")).toBeVisible();
  await page.getByRole("link", { name: document.name }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(document.name);
});

test("every stage has its figures with unit, band and grade, and what is not assessed stands out", async ({
  watched: page,
}) => {
  await serveExample(page);
  await page.goto("/sites/small");
  for (const { id, unit, evidence } of document.figures) {
    await expect(figure(page, id)).toContainText(unit);
    await expect(figure(page, id).getByRole("img", { name: `Evidence ${evidence}` })).toHaveCount(1);
  }
  const open = page.getByRole("region", { name: "Not assessed" });
  for (const { what } of document.notAssessed) await expect(open).toContainText(new RegExp(what.slice(1, 20)));
  await expect(open).toContainText("does not mean fine");
  await expect(open).toContainText("Emissions of heap leach");
  await expect(page.locator('figure.chart svg[role="img"]')).toHaveCount(6);
  await expect(page.getByText(/of 5 intervals \(P5–P95\) cover it/)).toBeVisible();
  await expect(page.getByRole("link", { name: "See the body in three dimensions" })).toHaveAttribute(
    "href",
    "/bodies/small",
  );
});

test("a reader walks from the value back to a source and along the way again", async ({ watched: page }) => {
  await serveExample(page);
  await page.goto("/sites/small");
  await figure(page, "npv").getByRole("button", { name: "Co recovered over 4 years" }).click();
  await expect(figure(page, "won.Co")).toHaveAttribute("data-mark", "here");
  await expect(figure(page, "won.Co")).toBeInViewport();
  await expect(figure(page, "body.Co")).toHaveAttribute("data-mark", "under");
  await expect(figure(page, "body.Cu")).not.toHaveAttribute("data-mark", "here");
  await figure(page, "won.Co")
    .getByRole("button", { name: /^recovery of Co/ })
    .click();
  await expect(figure(page, "leach.recovery.Co")).toBeInViewport();
  await expect(figure(page, "leach.recovery.Co")).toContainText("invented yields of the leach");
  await expect(page).toHaveURL(/figure=leach\.recovery\.Co/);
  const trail = page.getByRole("navigation", { name: "Way back to the sources" });
  await expect(trail).toContainText("a source");
  await trail.getByRole("button", { name: "net present value" }).click();
  await expect(figure(page, "npv")).toHaveAttribute("data-mark", "here");
  await trail.getByRole("button", { name: "Clear" }).click();
  await expect(trail).toHaveCount(0);
});

test("an unknown site is told with what to do", async ({ page }) => {
  await page.goto("/sites/not-there");
  await expect(page.getByRole("alert")).toContainText("there is no assessed site");
});

test("the pages pass the accessibility rules, light and dark, and fit a phone", async ({ watched: page }) => {
  await serveExample(page);
  await page.goto("/sites/small?figure=won.Co");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(figure(page, "won.Co")).toHaveAttribute("data-mark", "here");
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
  for (const path of ["/sites", "/sites/small"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText("Stability, acid").or(figure(page, "npv")).first()).toBeVisible();
    expect(
      await page.evaluate(() => window.document.documentElement.scrollWidth - window.innerWidth),
      path,
    ).toBeLessThanOrEqual(0);
  }
});
