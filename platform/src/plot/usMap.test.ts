import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { albersUsa } from "./albersUsa.ts";
import { type Topology, topologyRings } from "./topology.ts";
import { usMap } from "./usMap.ts";
import { xmlFault } from "./xmlCheck.ts";

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../node_modules/us-atlas/${name}.json`, import.meta.url), "utf8")) as Topology;
const geographic = read("states-10m");
const projected = read("states-albers-10m");
const options = { widthPx: 975, title: "Mines", desc: "By mass", sizeTitle: "Cobalt, t a year", unit: "t/yr" };

/** Westmost, southmost, eastmost and northmost position of one state. */
function extremes(topology: Topology, name: string) {
  const states = topology.objects["states"]?.geometries ?? [];
  const state = states.find((item) => (item as { properties?: { name?: string } }).properties?.name === name);
  const points = topologyRings({ ...topology, objects: { one: state! } }, "one").flat();
  return points;
}

describe("the map projection", () => {
  test.each(["Colorado", "Florida", "Washington", "Hawaii"])(
    "puts %s where us-atlas puts it, to within a pixel",
    (name) => {
      const here = extremes(geographic, name).flatMap(([lon, lat]) => albersUsa(lon, lat) ?? []);
      const there = extremes(projected, name).flat();
      const box = (values: number[]) => {
        const xs = values.filter((_, i) => i % 2 === 0);
        const ys = values.filter((_, i) => i % 2 === 1);
        return [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      };
      box(here).forEach((edge, i) => expect(Math.abs(edge - box(there)[i]!)).toBeLessThan(1));
    },
  );

  test("puts a mine of Alaska inside the outline of Alaska", () => {
    const [x, y] = albersUsa(-162.86, 68.07)!;
    const outline = extremes(projected, "Alaska");
    expect(x).toBeGreaterThan(Math.min(...outline.map((point) => point[0])));
    expect(x).toBeLessThan(Math.max(...outline.map((point) => point[0])));
    expect(y).toBeGreaterThan(Math.min(...outline.map((point) => point[1])));
    expect(y).toBeLessThan(Math.max(...outline.map((point) => point[1])));
  });

  test("has no place for Chile or for what is no position", () => {
    expect(albersUsa(-70, -23)).toBeNull();
    expect(albersUsa(Number.NaN, 40)).toBeNull();
  });
});

describe("topologyRings", () => {
  test("decodes differences, scale and reversed arcs", () => {
    const topology: Topology = {
      transform: { scale: [2, 1], translate: [10, 0] },
      arcs: [
        [
          [0, 0],
          [1, 0],
        ],
        [
          [0, 0],
          [0, 3],
          [1, -3],
        ],
      ],
      objects: { square: { type: "Polygon", arcs: [[0, ~1]] } },
    };
    expect(topologyRings(topology, "square")).toEqual([
      [
        [10, 0],
        [12, 0],
        [10, 3],
        [10, 0],
      ],
    ]);
  });
  test("names the objects there are when one is missing", () => {
    expect(() => topologyRings(projected, "lakes")).toThrow("no object lakes; it has states, nation");
  });
});

describe("usMap", () => {
  const state: [number, number][] = [
    [0, 0],
    [10, 0],
    [10, 10],
  ];
  test("draws circles with area in proportion to value, the largest first", () => {
    const svg = usMap(
      [state],
      [
        { label: "small", lon: -110, lat: 35, value: 25 },
        { label: "large", lon: -112, lat: 40, value: 100 },
      ],
      options,
    );
    const radii = [...svg.matchAll(/r="([\d.]+)" fill="var\(--plot-accent/g)].map((match) => Number(match[1]));
    expect(radii).toEqual([26, 13]);
    expect(svg.indexOf("large: 100 t/yr")).toBeLessThan(svg.indexOf("small: 25 t/yr"));
    expect(svg).toContain('d="M0.0,0.0L10.0,0.0L10.0,10.0Z"');
  });
  test("counts what is not on the map and escapes names", () => {
    const svg = usMap(
      [],
      [
        { label: "<x>", lon: -70, lat: -23, value: 1 },
        { label: "a & b", lon: -110, lat: 35, value: 1 },
      ],
      options,
    );
    expect(svg).toContain("Cobalt, t a year; 1 not on this map");
    expect(svg).toContain("a &amp; b: 1.0 t/yr");
    expect(xmlFault(svg)).toBeNull();
  });
});
