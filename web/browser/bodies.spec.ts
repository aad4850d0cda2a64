import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./app.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface Body {
  readonly id: string;
  readonly name: string;
  readonly declared: string;
  readonly issue: string | null;
  readonly realisations: number;
}

/** The first body of the server; on a first start it takes some seconds to be made. */
async function body(page: Page): Promise<Body> {
  for (let attempt = 0; attempt < 240; attempt++) {
    const bodies = (await (await page.request.get("/api/v1/resources")).json()) as Body[];
    const found = bodies.find(({ issue, realisations }) => issue === null && realisations > 0);
    if (found) return found;
    await page.waitForTimeout(500);
  }
  throw new Error("no body appeared within 120 s");
}

/** Opens the 3D view and waits until the skin of the blocks is drawn. */
async function openView(page: Page): Promise<Locator> {
  const { id } = await body(page);
  await page.goto(`/bodies/${id}`);
  const scene = page.getByTestId("scene");
  await expect(scene).toHaveAttribute("data-faces", /[1-9]/);
  await expect(page.getByTestId("legend")).toBeVisible();
  await settled(page);
  return scene;
}

/** Lets frames that were asked for be drawn. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 60)))),
  );
}

/** How many different colours the canvas shows, and a sum that changes with the picture. */
async function picture(page: Page, scene: Locator): Promise<{ colours: number; sum: number }> {
  const png = (await scene.screenshot()).toString("base64");
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0);
    const pixels = context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray(0);
    const seen = new Set<number>();
    let sum = 0;
    for (let i = 0; i < pixels.length; i += 4) {
      const colour = ((pixels[i]! >> 3) << 10) | ((pixels[i + 1]! >> 3) << 5) | (pixels[i + 2]! >> 3);
      seen.add(colour);
      sum = (sum * 31 + colour) >>> 0;
    }
    return { colours: seen.size, sum };
  }, png);
}

test("the list says plainly that the example is synthetic and leads to it", async ({ watched: page }) => {
  test.setTimeout(150_000);
  const { name, declared } = await body(page);
  await page.goto("/bodies");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bodies of waste");
  if (declared === "synthetic") await expect(page.getByText("no number here was measured").first()).toBeVisible();
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
});

test("the body is drawn, and cut-off and section change the picture and the totals", async ({ watched: page }) => {
  const scene = await openView(page);
  const whole = await picture(page, scene);
  expect(whole.colours).toBeGreaterThan(60);
  const shown = page.getByTestId("shown");
  const all = Number(await shown.getAttribute("data-blocks"));
  await page.getByRole("slider", { name: /^Hide below/ }).focus();
  for (let press = 0; press < 3; press++) await page.keyboard.press("PageUp");
  for (let press = 0; press < 40; press++) await page.keyboard.press("ArrowRight");
  await expect.poll(async () => Number(await shown.getAttribute("data-blocks"))).toBeLessThan(all);
  await expect.poll(async () => (await picture(page, scene)).sum).not.toBe(whole.sum);
  const cut = Number(await shown.getAttribute("data-blocks"));
  await page.getByRole("button", { name: "Cut open" }).click();
  await expect.poll(async () => Number(await shown.getAttribute("data-blocks"))).toBeLessThan(cut);
  await page.getByRole("button", { name: "Whole model" }).click();
  await expect(shown).toHaveAttribute("data-blocks", String(cut));
});

test("a click on a block shows its values and the samples behind them", async ({ watched: page }) => {
  const scene = await openView(page);
  const box = (await scene.boundingBox())!;
  await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.45);
  const block = page.getByTestId("block");
  await expect(block).toContainText("Estimate");
  const samples = block.getByRole("region", { name: "Samples behind the estimate" });
  await expect(samples).toBeVisible();
  expect(await samples.getByRole("row").count()).toBeGreaterThan(3);
  await expect(block).toContainText("Weights sum to 1.00");
  // The same block by its numbers, without the picture.
  const index = await block.getAttribute("data-index");
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(block).toHaveCount(0);
  await page.getByRole("button", { name: "Middle" }).click();
  await expect(block).toBeVisible();
  expect(index).toMatch(/^\d+$/);
});

test("the keyboard turns the view and the player goes through the realisations", async ({ watched: page }) => {
  const scene = await openView(page);
  const before = await picture(page, scene);
  await scene.focus();
  await page.keyboard.press("p");
  await settled(page);
  const plan = await picture(page, scene);
  expect(plan.sum).not.toBe(before.sum);
  await page.getByRole("combobox", { name: "Colour by" }).click();
  await page.getByRole("option", { name: /^Realisation/ }).click();
  const player = page.getByTestId("player");
  await expect(player).toHaveAttribute("data-k", "0");
  await page.getByRole("button", { name: "Next realisation" }).click();
  await expect(player).toHaveAttribute("data-k", "1");
  const meshes = await scene.getAttribute("data-faces");
  await page.getByRole("button", { name: "Play" }).click();
  await expect(player).toHaveAttribute("data-k", /^[3-9]$/);
  await page.getByRole("button", { name: "Pause" }).click();
  await settled(page);
  expect((await picture(page, scene)).sum).not.toBe(plan.sum);
  expect(await scene.getAttribute("data-faces")).toBe(meshes);
});

test("a hole is chosen by its trace or by name; its strip, composites and blocks are shown", async ({
  watched: page,
}) => {
  const scene = await openView(page);
  // Without blocks the traces lie open: somewhere near the middle of the plan one is met.
  await page.getByRole("switch", { name: "Blocks" }).click({ force: true });
  await page.getByRole("button", { name: "Look N" }).click();
  await settled(page);
  const box = (await scene.boundingBox())!;
  const hole = page.getByTestId("hole");
  for (let at = 0; at < 40 && (await hole.count()) === 0; at++) {
    await page.mouse.click(box.x + box.width * (0.4 + 0.005 * at), box.y + box.height * 0.5);
    await settled(page);
  }
  await expect(hole).toContainText("Collar");
  const clicked = (await hole.getAttribute("data-hole")) ?? "";
  expect(page.url()).toContain(encodeURIComponent(clicked));
  // By name, with the keyboard alone.
  const names = page.getByRole("combobox", { name: /^One of/ });
  await names.focus();
  await names.fill("");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(hole).not.toHaveAttribute("data-hole", clicked);
  const composites = hole.getByRole("region", { name: /^Composites of/ });
  const rows = (await composites.getByRole("row").count()) - 1;
  expect(rows).toBeGreaterThan(2);
  expect(
    await hole
      .locator("svg title")
      .filter({ hasText: / m: [\d,.]+ ppm/ })
      .count(),
  ).toBe(rows);
  await composites.getByRole("button").first().click();
  await expect(page.getByTestId("block")).toBeVisible();
});

test("plans stand on their own tab and in the picture; what is not made names its command", async ({
  watched: page,
}) => {
  const { id } = await body(page);
  const api = `**/api/v1/resources/${id}/plans`;
  const entry = (plan: string, isMade: boolean, columns: string[] = []) => ({
    plan,
    command: `relode resource ${plan}`,
    isMade,
    columns,
    issue: null,
  });
  const blocks = 24 * 18 * 13;
  const years = Buffer.from(Float32Array.from({ length: blocks }, (_, b) => 1 + (b % 5)).buffer);
  const band = (mean: number) => ({ mean, p05: 0.9 * mean, p50: mean, p95: 1.1 * mean });
  const year = (group: number) => ({
    group,
    dryTonnes: band(1000 * (group + 1)),
    metals: [{ name: "Co_ppm", metalT: band(1), meanGradePpm: band(200 - group) }],
    valueMillionUsd: null,
  });
  const direction = {
    azimuthDeg: 90,
    rule: "dry, invented for the test",
    years: [0, 1, 2, 3, 4].map(year),
    discountedMetalT: band(3),
    discountedValueMillionUsd: null,
    shortOfBest: band(0),
    bestShare: 1,
  };
  const schedule = { comparedBy: "discounted metal, t", best: 90, directions: [direction], lifts: [], notes: ["n"] };
  const place = { i: 1, j: 1, x: 10_300, y: 20_200, worth: 9000, standardError: 1000, explains: 0.2 };
  const holes = {
    holes: [place, { ...place, x: 10_200, worth: -5 }],
    perfectUsd: 20_000,
    units: [],
    holeCostUsd: 3000,
    costUsdPerT: 8,
    assumptions: [],
    notes: ["best place"],
  };
  const plan = (result: object) => ({ result, manifest: null, isOfThisRun: false });
  await page.route(api, (route) =>
    route.fulfill({
      json: [
        entry("schedule", true, ["year_azimuth_90"]),
        entry("next-hole", true),
        ...["drill-spacing", "optimise", "probability", "minerals"].map((name) => entry(name, false)),
      ],
    }),
  );
  await page.route(`${api}/schedule`, (route) => route.fulfill({ json: plan(schedule) }));
  await page.route(`${api}/next-hole`, (route) => route.fulfill({ json: plan(holes) }));
  await page.route(`${api}/schedule/columns/year_azimuth_90`, (route) =>
    route.fulfill({ body: years, contentType: "application/octet-stream" }),
  );
  await page.goto(`/bodies/${id}?tab=plans`);
  await expect(page.getByTestId("plan-schedule")).toContainText("3,000 (2,700–3,300)");
  await expect(page.getByTestId("plan-schedule").getByRole("alert")).toContainText("estimated again");
  await expect(page.getByTestId("plan-next-hole")).toContainText("9,000 ± 1,000");
  await expect(page.getByTestId("plan-drill-spacing")).toContainText("relode resource drill-spacing");
  await page.getByRole("link", { name: "Year of mining, face moving to 90°" }).click();
  await expect(page.getByTestId("scene")).toHaveAttribute("data-faces", /[1-9]/);
  await expect(page.getByTestId("legend")).toContainText("Year of mining");
  await expect(page.getByRole("button", { name: /^proposed hole 1: worth 9,000/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^proposed hole 2/ })).toHaveCount(0);
});

test("dragging the range of the variogram changes misfit and cross-validation, and the fit betters it", async ({
  watched: page,
}) => {
  const { id } = await body(page);
  await page.goto(`/bodies/${id}?tab=variogram`);
  const bench = page.getByTestId("bench");
  await expect(bench.getByTestId("rmse")).toHaveText(/\d/);
  const misfit = async () => Number(await bench.getAttribute("data-misfit"));
  const before = await misfit();
  const error = await bench.getByTestId("rmse").textContent();
  const handle = page.getByTestId("range-0");
  const box = (await handle.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 110, box.y - 10, { steps: 4 });
  await page.mouse.up();
  const dragged = await misfit();
  expect(dragged).not.toBe(before);
  await expect(bench.getByTestId("rmse")).not.toHaveText(error ?? "");
  await page.getByTestId("nugget-0").focus();
  await page.keyboard.press("Shift+ArrowUp");
  const worse = await misfit();
  expect(worse).not.toBe(dragged);
  await page.getByRole("button", { name: "Fit automatically" }).click();
  await expect.poll(misfit).toBeLessThan(worse);
  await page.getByText("Model as JSON").click();
  expect(await page.getByTestId("model-json").textContent()).toContain('"nugget"');
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });
    test("axe finds nothing wrong with the list and the tabs of a body", async ({ watched: page }) => {
      test.setTimeout(180_000);
      const { id } = await body(page);
      const places = [
        "/bodies",
        ...["view", "grades", "plans", "checks", "variogram"].map((tab) => `/bodies/${id}?tab=${tab}`),
      ];
      for (const place of places) {
        await page.goto(place);
        if (place.includes("tab=view")) await expect(page.getByTestId("scene")).toHaveAttribute("data-faces", /[1-9]/);
        else if (place.includes("tab=variogram")) await expect(page.getByTestId("rmse")).toHaveText(/\d/);
        else if (place.includes("tab=plans")) await expect(page.getByTestId("plan-schedule")).toBeVisible();
        else if (place.includes("tab=")) await expect(page.locator(".chart svg").first()).toBeVisible();
        else await expect(page.locator(".body-list li").first()).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
        expect(violations.map(({ id: rule, nodes }) => `${place} ${rule}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual(
          [],
        );
      }
    });
  });
}

test.describe("on a phone, 390 px wide", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });
  test("no tab scrolls sideways and the picture is there", async ({ watched: page }) => {
    const scene = await openView(page);
    expect((await picture(page, scene)).colours).toBeGreaterThan(60);
    for (const tab of ["3D view", "Grade and tonnage", "Plans", "Checks", "Variogram"]) {
      await page.getByRole("tab", { name: tab }).tap();
      await settled(page);
      const excessPx = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(excessPx, tab).toBe(0);
    }
  });
});

test("a body that is not there is refused with the server's reason", async ({ page }) => {
  await page.goto("/bodies/no-such-body");
  await expect(page.getByRole("alert")).toContainText("no-such-body");
});
