import { expect, summary, test } from "./app.ts";

test("a table shows its licence, checksum, columns and rows", async ({ watched: page }) => {
  await summary(page);
  await page.goto("/data");
  const first = page.locator(".dataset").first();
  await first.getByRole("button", { name: "Columns, caveats and rows" }).click();
  await expect(page).toHaveURL(/dataset=/);
  await expect(first).toContainText(/[0-9a-f]{64}/);
  await expect(first.getByRole("region", { name: /^Columns of/ }).getByRole("row")).not.toHaveCount(1);
  await expect(
    first
      .getByRole("region", { name: /^Rows of/ })
      .getByRole("row")
      .nth(1),
  ).toBeVisible();
});

test("the notice on what the numbers rest on leads to how to bring CMiO", async ({ watched: page }) => {
  await summary(page);
  await page.goto("/mines");
  await page.getByRole("link", { name: "How to load CMiO" }).click();
  await expect(page.getByRole("heading", { name: "Bring the CMiO ore samples" })).toBeInViewport();
});

test("the results of the run can be downloaded", async ({ watched: page }) => {
  await summary(page);
  await page.goto("/data");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Elements (CSV)" }).click();
  expect((await download).suggestedFilename()).toMatch(/elements.*\.csv$/);
});
