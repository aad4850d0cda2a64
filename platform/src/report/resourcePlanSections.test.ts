import { expect, test } from "vitest";
import { resourcePlanSections } from "./resourcePlanSections.ts";

const band = (mean: number) => ({ mean, p05: 0.9 * mean, p50: mean, p95: 1.1 * mean });
const rows = [{ priceFactor: 2, blocks: 7, massDryTonnes: band(1234), marginMillionUsd: band(-5) }];
const svg = '<svg xmlns="x" width="760"><desc>Plan of A &amp; B.</desc></svg>';

test("a plan in the folder becomes a section with its table, bands, notes and picture; one that is not there none", () => {
  const sections = resourcePlanSections([
    {
      file: "selection.json",
      json: { moneyYear: 2024, rows, assumptions: ["price of Co: 30"] },
      pictures: [{ name: "a.svg", svg }],
    },
  ]);
  expect(sections.map(({ id }) => id)).toEqual(["plan-selection"]);
  const { html } = sections[0].body;
  expect(html.replaceAll(/\u00a0/g, " ").replaceAll(/<[^>]*>/g, "")).toContain("1,234 (1,111 – 1,357)");
  expect(html).toContain("million USD2024");
  expect(html).toContain("price of Co: 30");
  expect(html).toContain("<figcaption>Plan of A &amp; B.</figcaption>");
  expect(html).toContain("<svg ");
});

test.each([
  "<svg onload='x()'></svg>",
  "<svg><script>x()</script></svg>",
  '<svg><a xlink:href="javascript:x()">y</a></svg>',
  "<p>not a picture</p>",
])("a picture that our plots do not draw stays out of the page: %s", (bad) => {
  const [section] = resourcePlanSections([
    { file: "selection.json", json: { rows }, pictures: [{ name: "b.svg", svg: bad }] },
  ]);
  expect(section.body.html).not.toContain("<figure>");
});

test.each([null, 7, [], { result: 3 }, { rows: [null, 4, { priceFactor: "<b>" }] }])(
  "a file with other things in it, %j, gives dashes and no markup",
  (json) => {
    const [section] = resourcePlanSections([{ file: "selection.json", json, pictures: [] }]);
    expect(section.body.html).not.toContain("<b>");
    expect(section.body.html).not.toContain("NaN");
  },
);

test("a drill-spacing study of several domains has a table for each", () => {
  const study = (domain: string) => ({
    domain,
    variable: "Co_ppm",
    rows: [{ spacingM: 25, volume: "year", relativeError: 0.1 }],
  });
  const [section] = resourcePlanSections([
    { file: "drill-spacing.json", json: { result: { studies: [study("upper"), study("lower")] } }, pictures: [] },
  ]);
  expect(section.body.html.match(/<table>/g)).toHaveLength(2);
});

test("a classification by another rule tells rule, tonnes with their share, what it saw, and the findings it left", () => {
  const json = {
    result: {
      rule: "holes within 60 m",
      classes: [
        { class: "inferred", blocks: 3, massDryTonnes: 250 },
        { class: "indicated", blocks: 9, massDryTonnes: 750 },
      ],
      evidence: [{ class: "indicated", measure: "distance", unit: "m", least: 1, mean: 20, greatest: 60 }],
    },
    issues: [{ severity: "warning", code: "x.y", path: "holes", message: "few holes" }],
    manifest: { finishedAt: "2026-01-02T00:00:00Z", inputs: [{ name: "resource.json", sha256: "ab12" }] },
  };
  const [section] = resourcePlanSections([{ file: "classes.json", json, pictures: [] }]);
  const words = section.body.html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
  for (const part of [
    "Rule: holes within 60 m",
    "750 75",
    "distance m 1 20 60",
    "few holes",
    "Made 2026-01-02",
    "ab12",
  ])
    expect(words).toContain(part);
});
