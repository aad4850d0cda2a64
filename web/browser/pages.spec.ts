import { AxeBuilder } from "@axe-core/playwright";
import { expect, pagePaths, summary, test } from "./app.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });
    for (const name of ["map", "elements", "element", "mines", "mine", "claims", "compare", "data"]) {
      test(`the ${name} page opens by its address and axe finds nothing wrong with it`, async ({ watched: page }) => {
        const wanted = (await pagePaths(page)).find((entry) => entry.name === name);
        expect(wanted).toBeDefined();
        await page.goto(wanted!.path);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(wanted!.heading);
        await expect(page.locator(".mantine-Skeleton-root")).toHaveCount(0);
        if (name === "map") await expect(page.getByTestId("map")).toHaveAttribute("data-marks", /\d/);
        const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
        expect(
          violations.map(
            ({ id, nodes }) =>
              `${id}: ${nodes
                .slice(0, 3)
                .map((node) => node.html.slice(0, 160))
                .join(" | ")}`,
          ),
        ).toEqual([]);
      });
    }
  });
}

test.describe("on a phone, 390 px wide", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });
  test("no page scrolls sideways", async ({ watched: page }) => {
    for (const { name, path, heading } of await pagePaths(page)) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
      await expect(page.locator(".mantine-Skeleton-root")).toHaveCount(0);
      const excessPx = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(excessPx, name).toBe(0);
    }
  });
  test("the bottom bar leads to every page", async ({ watched: page }) => {
    await summary(page);
    await page.goto("/");
    for (const label of ["Elements", "Mines", "Claims", "Compare", "Data", "Map"]) {
      await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: label }).tap();
      await expect(page.locator('.nav a[data-status="active"]')).toHaveText(label);
    }
  });
});

test("the start page paints within 1.5 s", async ({ watched: page }) => {
  await summary(page);
  await page.goto("/elements");
  await page.goto("/");
  const paintMs = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const paint = list.getEntriesByName("first-contentful-paint")[0];
          if (paint) resolve(paint.startTime);
        }).observe({ type: "paint", buffered: true });
      }),
  );
  expect(paintMs).toBeLessThan(1500);
});

test("an address that names no page says so and leads back", async ({ watched: page }) => {
  await page.goto("/nowhere");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no such page");
  await page.getByRole("main").getByRole("link", { name: "elements" }).click();
  await expect(page).toHaveURL(/\/elements/);
});

test("when the server is gone the page says how to start it", async ({ page }) => {
  await summary(page);
  await page.route("**/api/v1/**", (route) => route.abort("connectionrefused"));
  await page.goto("/elements");
  await expect(page.getByRole("alert")).toContainText("npm start");
  await page.unroute("**/api/v1/**");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("table", { name: "Elements" })).toBeVisible();
});

test("an element that is not in the run is refused with the server's reason", async ({ page }) => {
  await summary(page);
  await page.goto("/elements/Xx");
  await expect(page.getByRole("alert")).toContainText("Xx");
});
