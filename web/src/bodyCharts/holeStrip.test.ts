import { expect, test } from "vitest";
import { domainRuns, holeStrip } from "./holeStrip.ts";

const sand = { code: 1, name: "sand" };
const slimes = { code: 2, name: "slimes <b>" };
const pieces = [
  { fromM: 0, toM: 1, value: 50, domain: sand },
  { fromM: 1, toM: 2, value: 100, domain: sand },
  { fromM: 2, toM: 3, value: null, domain: slimes },
];
const scale = { map: "viridis", range: [0, 100], isLog: false } as const;
const options = { widthPx: 300, title: "Hole", desc: "d" };

test("composites of one domain below each other are one run", () => {
  expect(domainRuns(pieces)).toEqual([
    { name: "sand", fromM: 0, toM: 2 },
    { name: "slimes <b>", fromM: 2, toM: 3 },
  ]);
});

test("a bar is as long as its value, ends in the colours of the scale, and one not measured has none", () => {
  const svg = holeStrip(pieces, 4, "Co", "ppm", scale, options);
  const widths = [...svg.matchAll(/width="([\d.]+)" height="[\d.]+" fill="rgb\(([\d,]+)\)"/g)];
  expect(widths).toHaveLength(2);
  expect(Number(widths[1]?.[1]) / Number(widths[0]?.[1])).toBeCloseTo(2, 2);
  // The upper end of viridis is #fde725.
  expect(widths[1]?.[2]).toBe("253,231,37");
});

test("names of domains are escaped and every bar says its depth, value and unit", () => {
  const svg = holeStrip(pieces, 4, "Co", "ppm", scale, options);
  expect(svg).toContain("2–3 m: slimes &lt;b&gt;");
  expect(svg).toContain("1–2 m: 100 ppm");
});

test("a hole without composites still has its axis of depth", () => {
  expect(holeStrip([], 12, "Co", "ppm", scale, options)).toContain("Depth, m");
});
