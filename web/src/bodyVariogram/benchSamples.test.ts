import { expect, test } from "vitest";
import type { BodyDocument, BodyHoles } from "../bodies/bodyDocuments.ts";
import { benchSamples } from "./benchSamples.ts";

const grid = { originM: [0, 0, 50], sizeM: [1, 1, 1], count: [9, 9, 9], azimuthDeg: 0 };
const document = { grid, domains: [{ code: 1, name: "sand" }] } as unknown as BodyDocument;
const composite = (hole: string, z: number, layerM: number | null | undefined, domain: number | null = 1) => ({
  hole,
  fromM: 0,
  toM: 1,
  at: [1, 2, z] as const,
  values: { Co_ppm: 5 },
  domain,
  ...(layerM === undefined ? {} : { layerM }),
});
const of = (...composites: ReturnType<typeof composite>[]): BodyHoles => ({ holes: [], composites });

test("heights are those along the layers where the run gives them; a composite without one is left out", () => {
  const taken = benchSamples(document, of(composite("A", 60, 3), composite("B", 61, null)), "Co_ppm", "sand");
  expect(taken.isAlongLayers).toBe(true);
  expect([...taken.xyzM]).toEqual([1, 2, 3]);
});

test("a run that gives none has heights of the map over the grid's floor", () => {
  const taken = benchSamples(
    document,
    of(composite("A", 60, undefined), composite("B", 61, undefined)),
    "Co_ppm",
    "sand",
  );
  expect(taken.isAlongLayers).toBe(false);
  expect([...taken.xyzM]).toEqual([1, 2, 10, 1, 2, 11]);
  expect([...taken.holes]).toEqual([0, 1]);
});

test("all domains together keep heights of the map, since their layers follow different surfaces", () => {
  const taken = benchSamples(document, of(composite("A", 60, 3), composite("B", 61, 1, 2)), "Co_ppm", "*");
  expect(taken.isAlongLayers).toBe(false);
  expect([...taken.xyzM]).toEqual([1, 2, 10, 1, 2, 11]);
});
