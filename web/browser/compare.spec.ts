import { expect, summary, test } from "./app.ts";

test("a run started from the page reports progress and can be cancelled", async ({ watched: page }) => {
  await summary(page);
  await page.goto("/compare");
  const b = page.getByRole("region", { name: "Scenario B" });
  await expect(b).toHaveAttribute("data-status", "done");
  await b.getByLabel("Draws").fill("200000");
  await b.getByLabel("Seed").fill(String(1 + (Date.now() % 1_000_000)));
  const events = page.waitForRequest((request) => request.url().endsWith("/events"));
  await b.getByRole("button", { name: "Run scenario B" }).click();
  await events;
  await expect(b.getByRole("progressbar")).toBeVisible();
  await b.getByRole("button", { name: "Cancel run B" }).click();
  await expect(b).toHaveAttribute("data-status", "cancelled");
  await expect(b).toContainText("Cancelled");
});

test("a finished run stands in the address and beside the other in the table", async ({ watched: page }) => {
  test.setTimeout(150_000);
  await summary(page);
  await page.goto("/compare");
  const b = page.getByRole("region", { name: "Scenario B" });
  await expect(b).toHaveAttribute("data-status", "done");
  await b.getByLabel("Draws").fill("500");
  await b.getByLabel("Seed").fill("7");
  await b.getByRole("button", { name: "Run scenario B" }).click();
  await expect(page).toHaveURL(/[?&]b=/);
  await expect(b).toHaveAttribute("data-status", "done", { timeout: 120_000 });
  await expect(page.getByRole("table", { name: "Comparison by element" })).toBeVisible();
  await expect(page.getByText("Both scenarios are the same run")).toHaveCount(0);
  const address = page.url();
  await page.goto("/data");
  await page.goto(address);
  await expect(page.getByRole("region", { name: "Scenario B" }).getByLabel("Draws")).toHaveValue("500");
});
