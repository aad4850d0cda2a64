import { expect, test } from "vitest";
import { sankey, type SankeyFlow } from "./sankey.ts";
import { sankeyLayers } from "./sankeyLayers.ts";

const flow = (name: string, from: string | null, to: string | null, amount: number): SankeyFlow => ({
  name,
  from,
  to,
  amount,
});
const plant = [
  flow("ore", null, "mill", 100),
  flow("slurry", "mill", "float", 120),
  flow("middlings", "float", "mill", 20),
  flow("concentrate", "float", null, 30),
  flow("tails <&>", "float", null, 70),
];
const options = { widthPx: 900, title: "All", desc: "Flows.", unit: "kg/h" };

test("units stand one layer after what feeds them, and a recycle does not push its target on", () => {
  expect([...sankeyLayers(plant)]).toEqual([
    ["mill", 1],
    ["float", 2],
  ]);
  expect(sankeyLayers([flow("a", "x", "x", 1)]).get("x")).toBe(1);
  expect(sankeyLayers([flow("long", "a", "d", 1), flow("1", "a", "b", 1), flow("2", "b", "d", 1)]).get("d")).toBe(3);
});

test("widths of bands are in proportion to flows, and the one that goes back has its own colour", () => {
  const svg = sankey(plant, options);
  const width = (name: string) => {
    const [, px = "0"] = new RegExp(`<title>${name}: [^<]*</title><path [^>]*stroke-width="([\\d.]+)"`).exec(svg) ?? [];
    return Number(px);
  };
  expect(width("ore") / width("concentrate")).toBeCloseTo(100 / 30, 1);
  expect(width("slurry") / width("ore")).toBeCloseTo(1.2, 1);
  expect(svg.match(/stroke="var\(--plot-imports/g)).toHaveLength(1);
  expect(svg).toContain("tails &lt;&amp;&gt;: 70 kg/h");
  expect(svg).not.toContain("NaN");
});

test("nothing that flows is said, not drawn", () => {
  expect(sankey([flow("a", null, "b", 0)], options)).toContain("Nothing of it flows.");
});
