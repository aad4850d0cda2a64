import { describe, expect, test } from "vitest";
import { concentrationBars } from "./concentrationBars.ts";
import { contributionBars } from "./contributionBars.ts";
import { curve } from "./curve.ts";
import { evidenceMixBar } from "./evidenceMixBar.ts";
import { intervalChart } from "./intervalChart.ts";
import { relianceBar } from "./relianceBar.ts";
import { shareBars } from "./shareBars.ts";
import { thresholdChart } from "./thresholdChart.ts";
import { tornado } from "./tornado.ts";
import { varianceBars } from "./varianceBars.ts";
import { xmlFault } from "./xmlCheck.ts";

const size = { widthPx: 700, title: "T", desc: "D" };
const nasty = `<b>"A" & 'B'</b>`;
const interval = { mean: 10, p05: 1, p50: 9, p95: 100 };

const row = { label: "Co", interval, evidence: "D", imports: 10, crustOnly: 100 } as const;
const contribution = {
  label: "Mine",
  amount: { mean: 50, p05: 20, p50: 45, p95: 100 },
  share: 0.5,
  evidence: "B",
} as const;
const variance = { ore: 0.1, elementDoubt: 0.5, depositType: 0.2, mineGrade: 0.1, recovery: 0.05, interaction: 0.05 };
const hhi = {
  label: "Ga",
  hhi: 5000,
  hhiUpper: 6000,
  largestCountry: "China",
  largestShare: 0.7,
  basis: "mine production",
};
const points = [0.01, 0.1, 1].map((recovery) => ({ recovery, p05: -recovery, p50: 0, p95: recovery }));

const charts: readonly (readonly [string, (label: string) => string])[] = [
  [
    "intervalChart",
    (label) => intervalChart([{ ...row, label }], { ...size, title: label, axisTitle: label, unit: label }),
  ],
  [
    "contributionBars",
    (label) => contributionBars([{ ...contribution, label }], { ...size, axisTitle: label, unit: label }),
  ],
  ["shareBars", (label) => shareBars([{ label, share: 0.4, note: label }], size)],
  ["varianceBars", (label) => varianceBars(variance, { ...size, title: label })],
  ["tornado", (label) => tornado([{ label, low: 1, high: 3 }], { ...size, base: 2, axisTitle: label, unit: label })],
  ["evidenceMixBar", (label) => evidenceMixBar({ A: 0.1, B: 0.2, C: 0.3, D: 0.4, S: 0 }, { ...size, title: label })],
  ["relianceBar", (label) => relianceBar({ nowPct: null, nowPrinted: label, nowLowerPct: 50, afterPct: null }, size)],
  ["thresholdChart", (label) => thresholdChart([{ label, recovery: { p05: 0.01, p50: 0.1, p95: 2 } }], size)],
  ["curve", (label) => curve(points, { ...size, yTitle: label, level: { value: 0, label } })],
  ["concentrationBars", (label) => concentrationBars([{ ...hhi, label, largestCountry: label, basis: label }], size)],
];

describe.each(charts)("%s", (_name, draw) => {
  test("is well-formed, named and described, also with words that look like markup", () => {
    const svg = draw(nasty);
    expect(xmlFault(svg)).toBeNull();
    expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*><title>.*?<\/title><desc>.*?<\/desc>/);
    expect(svg).not.toContain("<b>");
  });
  test("holds no number that is not one", () => expect(draw("x")).not.toMatch(/NaN|Infinity|undefined/));
});

test("on an axis from 1 to 100 the mean and the imports of 10 stand in its middle", () => {
  // The axis runs from 150 + 10 px to 700 - 190 - 14 px, so 10 lies at (160 + 496) / 2 = 328 px.
  const svg = intervalChart([row], { ...size, axisTitle: "Mass, t a year", unit: "t/yr" });
  expect(svg).toContain('<circle cx="328" cy="37" r="4"');
  expect(svg).toContain('<line x1="328" x2="328" y1="29" y2="45"');
  expect(svg).toContain(">Mass, t a year (log scale)</text>");
  expect(svg).toContain("Co: 10 t/yr (5–95 %: 1.0 – 100); US imports 10 t/yr; evidence D, modelled fallback");
});

test("unpublished imports leave no mark and are said to be unpublished", () => {
  const svg = intervalChart([{ ...row, imports: null }], { ...size, axisTitle: "", unit: "t" });
  expect(svg).toContain("US imports not published as a number");
});

test("a contribution of 50 on an axis to 100 is half as long as the axis", () => {
  // From 220 + 8 px to 700 - 52 px: 420 px for 100.
  const svg = contributionBars([contribution], { ...size, axisTitle: "t a year", unit: "t" });
  expect(svg).toContain('<rect x="228" y="11" width="210" height="16" fill="var(--plot-evidence-b, #2b8596)"/>');
});

test("shares are drawn in proportion to the largest", () => {
  // 700 - 210 - 66 = 424 px for the largest.
  const svg = shareBars(
    [
      { label: "a", share: 0.4 },
      { label: "b", share: 0.1 },
    ],
    size,
  );
  expect(svg).toContain('width="424"');
  expect(svg).toContain('width="106"');
});

test("the interaction stands last, whatever its share", () => {
  const svg = varianceBars({ ...variance, interaction: 0.9 }, size);
  expect(svg.lastIndexOf("Interaction</text>")).toBeGreaterThan(svg.lastIndexOf("Recovery</text>"));
  expect(svg.indexOf("Element, everywhere</text>")).toBeLessThan(svg.indexOf("Deposit type</text>"));
});

test("the widest swing of a tornado stands first", () => {
  const svg = tornado(
    [
      { label: "narrow", low: 9, high: 11 },
      { label: "wide", low: 1, high: 20 },
    ],
    { ...size, base: 10, axisTitle: "t", unit: "t" },
  );
  expect(svg.indexOf(">wide</text>")).toBeLessThan(svg.indexOf(">narrow</text>"));
  expect(svg).toContain("wide: 1.0 to 20 t, base 10 t");
});

test("a mix of evidence fills the width in proportion and leaves out grades without mass", () => {
  const svg = evidenceMixBar({ A: 0.25, B: 0, C: 0, D: 0.75, S: 0 }, { ...size, widthPx: 400 });
  expect(svg).toContain('<rect x="0" y="0" width="100" height="22"');
  expect(svg).toContain('<rect x="100" y="0" width="300" height="22"');
  expect(svg).toContain("D  modelled fallback: 75 %");
  expect(svg).not.toContain("published");
});

test("a reliance of 69 % and what is left of it stand at their places on the axis", () => {
  // 0 % at 12 px and 100 % at 682 px: 69 % at 474.3 px, 50 % at 347 px.
  const svg = relianceBar(
    { nowPct: 69, nowPrinted: "69 %", nowLowerPct: null, afterPct: { p05: 40, p50: 50, p95: 60 } },
    size,
  );
  expect(svg).toContain('<line x1="474.3" x2="474.3"');
  expect(svg).toContain('<circle cx="347" cy="43"');
  expect(svg).toContain("Published: 69 %");
});

test("a reliance that is withheld is named and has no mark", () => {
  const svg = relianceBar({ nowPct: null, nowPrinted: "W (withheld)", nowLowerPct: null, afterPct: null }, size);
  expect(svg).toContain("Published: W (withheld)");
  expect(svg).not.toContain('stroke-width="3"');
});

test("a reliance below zero widens the axis to the left", () => {
  const svg = relianceBar(
    { nowPct: 20, nowPrinted: "20 %", nowLowerPct: null, afterPct: { p05: -70, p50: -10, p95: 5 } },
    size,
  );
  expect(svg).toContain(">−100 %</text>");
});

test("where nothing can be recovered the threshold chart says so", () => {
  const none = Number.POSITIVE_INFINITY;
  const svg = thresholdChart([{ label: "Os", recovery: { p05: none, p50: none, p95: none } }], size);
  expect(svg).toContain("nothing to recover");
  expect(svg).toContain("Os: ∞ % (5–95 %: ∞ % – ∞ %)");
});

test("a threshold of 10 % stands half way between 1 % and 100 %", () => {
  // The axis always reaches from 10 % to 1,000 %; with 1 % it runs from 160 px to 630 px over three decades.
  const svg = thresholdChart([{ label: "Ge", recovery: { p05: 0.01, p50: 0.1, p95: 1 } }], size);
  expect(svg).toContain('<circle cx="316.67"');
});

test("a curve starts at its first positive recovery and ends at its last", () => {
  const svg = curve([{ recovery: 0, p05: 0, p50: 0, p95: 0 }, ...points], { ...size, yTitle: "y", yDomain: [-1, 1] });
  // 52 px to 682 px over two decades; 0 lies in the middle between 26 px and 220 px.
  expect(svg).toContain('d="M52.0 123.0L367.0 123.0L682.0 123.0"');
});

test("an index of 5,000 ends in the middle of the axis, its upper bound beyond", () => {
  // 42 px to 680 px for 0 to 10,000.
  const svg = concentrationBars([hhi], size);
  expect(svg).toContain('<rect x="42" y="28" width="319" height="18"');
  expect(svg).toContain('<line x1="361" x2="424.8"');
  expect(svg).toContain("largest: China 70 %");
});
