import { describe, expect, test } from "vitest";
import { readAsciiGrid } from "../../survey/asciiGrid.ts";
import { readAssays } from "../../survey/assayTable.ts";
import { readCollars } from "../../survey/collarTable.ts";
import { readLithology } from "../../survey/lithologyTable.ts";
import { qualityReport } from "../../survey/qualityReport.ts";
import { readSurveys } from "../../survey/surveyTable.ts";
import { bandOf } from "../band.ts";
import { TurningBands } from "../../geostat/simulationBands.ts";
import type { CovarianceModel } from "../../geostat/covarianceModel.ts";
import { streamNumber } from "../../numerics/drawStream.ts";
import { examplePond, type ExamplePondOptions } from "../example/pondFiles.ts";
import type { FieldMaker } from "../example/pondGround.ts";
import { BodySimulation } from "./bodySimulation.ts";
import { prepareBody } from "./prepareBody.ts";
import { readResourceProject } from "./resourceProject.ts";
import { surfaceOfPoints } from "./surfacePoints.ts";

// Set RELODE_LARGE=1 for twenty ponds of four kinds with 100 realisations (hours); without it one pond with few.
const isLarge = process.env["RELODE_LARGE"] === "1";
const elements = ["Co", "Nd"] as const;
const units = ["OX", "UP", "LO"] as const;

/** Fields whose covariance is no product: ellipsoids, by turning bands; elements that are not looked at stay 0. */
function joined(structures: CovarianceModel["structures"]): FieldMaker {
  return (seed, name, { count, spacingM }) => {
    let field = new Float64Array(count[0] * count[1] * count[2]);
    if (/\.(Cu|Ni|S)$/.test(name)) return field;
    const none = { xyzM: new Float64Array(0), values: new Float64Array(0) };
    const grid = { count, sizeM: spacingM, firstCentreM: [0, 0, 0] } as const;
    const bands = new TurningBands(none, {
      model: { nugget: 0, structures },
      grid,
      seed: streamNumber(`${seed}.${name}`),
      bands: 150,
    });
    bands.simulateEach(0, 1, (_, values) => {
      field = values.slice();
    });
    return field;
  };
}
const spherical = joined([
  { type: "spherical", sill: 0.4, rangesM: [60, 50, 3] },
  { type: "spherical", sill: 0.6, rangesM: [220, 160, 9] },
]);
const exponential = joined([{ type: "exponential", sill: 1, rangesM: [150, 150, 6] }]);

/** Realisations of dry tonnes and metal of a pond, in all and by unit, with their truth. */
function simulated(
  seed: number,
  realisations: number,
  nodesPerBlock: readonly number[],
  options: ExamplePondOptions = {},
) {
  const { files, truth } = examplePond(seed, options);
  const text = (name: string) => files.get(name) ?? "";
  const json = {
    ...JSON.parse(text("project.json")),
    variables: elements.map((substance) => ({ substance })),
    value: undefined,
    simulation: { realisations, nodesPerBlock },
    seed: 7 * seed + 3,
  };
  const { project } = readResourceProject(json, "project.json");
  if (project === null || project.drillholes.survey === null) throw new Error("the example must be readable");
  const { collar, survey, assay, lithology, checks } = project.drillholes;
  if (assay === null || lithology === null) throw new Error("the example has assays and a log");
  const tables = {
    collar: readCollars(text("collar.csv"), "collar.csv", collar),
    survey: readSurveys(text("survey.csv"), "survey.csv", survey),
    assay: readAssays(text("assay.csv"), "assay.csv", assay),
    lithology: readLithology(text("lithology.csv"), "lithology.csv", lithology),
  };
  const today = surfaceOfPoints(text("surface-today.csv"), "surface-today.csv", "m").surface;
  const natural = readAsciiGrid(text("surface-natural.asc"), "surface-natural.asc").grid;
  if (today === null || natural === null) throw new Error("the surfaces must be readable");
  const body = prepareBody({
    project,
    tables,
    report: qualityReport(tables, checks),
    surfaces: new Map([
      ["today", today],
      ["natural", natural],
    ]),
  });
  const simulation = new BodySimulation(body);
  const rows = new Map<string, { truth: number; drawn: number[] }>();
  const add = (name: string, value: number, of: number) => {
    const row = rows.get(name) ?? { truth: of, drawn: [] };
    row.drawn.push(value);
    rows.set(name, row);
  };
  const sum = (list: Float64Array) => list.reduce((a, b) => a + b, 0);
  for (let k = 0; k < realisations; k++) {
    const { volumeFactor: f, domainMass, domainMetal } = simulation.realisation(k, realisations - k);
    add("tonnes", f * sum(domainMass), truth.totals.massDryTonnes);
    for (const [e, element] of elements.entries()) {
      add(element, 1e-6 * f * sum(domainMetal[e]), truth.totals.metalTonnes[element]);
      for (const [d, unit] of units.entries())
        add(`${element} ${unit}`, 1e-6 * f * domainMetal[e][d], truth.units[unit].metalTonnes[element]);
    }
  }
  return { rows, body, simulation };
}

describe("intervals of a synthetic pond", () => {
  test.runIf(!isLarge)(
    "lie around its truth: tonnes within 2 %, cobalt within 10 %, in each unit within 25 %",
    () => {
      const { rows, body, simulation } = simulated(1, 4, [1, 1, 1]);
      const off = (name: string) => {
        const { truth, drawn } = rows.get(name) ?? { truth: Number.NaN, drawn: [] };
        return bandOf(drawn).mean / truth - 1;
      };
      expect(Math.abs(off("tonnes"))).toBeLessThan(0.02);
      expect(Math.abs(off("Co"))).toBeLessThan(0.1);
      // The spread of the cobalt in the units is 3 to 5 % of it at these holes.
      for (const unit of units) expect(Math.abs(off(`Co ${unit}`))).toBeLessThan(0.25);
      const drawn = rows.get("Co")?.drawn ?? [];
      expect(new Set(drawn).size).toBe(4);
      // The body's volume does not depend on where its contacts are drawn; a realisation asked for again is the same.
      const again = simulation.realisation(2);
      const volume = again.volume.reduce((a, b) => a + b, 0);
      expect(volume / body.volumeM3).toBeCloseTo(1, 6);
      expect(1e-6 * again.volumeFactor * again.domainMetal[0].reduce((a, b) => a + b, 0)).toBe(drawn[2]);
    },
    400_000,
  );

  test.runIf(isLarge).each([
    ["separable, 56 m", {}],
    ["separable, 80 m", { spacingM: 80 }],
    ["spherical, 56 m", { field: spherical }],
    ["exponential, 120 m", { field: exponential, spacingM: 120 }],
  ])(
    "hold the truth of twenty ponds about as often as they promise: %s",
    (kind, options) => {
      const counts = new Map<string, { held: number; squares: number }>();
      for (let seed = 201; seed <= 220; seed++)
        for (const [name, { truth, drawn }] of simulated(seed, 100, [2, 2, 2], options).rows) {
          const { mean, p05, p95 } = bandOf(drawn);
          const variance = drawn.reduce((total, x) => total + (x - mean) ** 2, 0) / (drawn.length - 1);
          const row = counts.get(name) ?? { held: 0, squares: 0 };
          row.held += truth >= p05 && truth <= p95 ? 1 : 0;
          row.squares += (mean - truth) ** 2 / variance;
          counts.set(name, row);
        }
      const lines = Array.from(
        counts,
        ([name, { held, squares }]) =>
          `${name}: ${held} of 20, error over deviation ${Math.sqrt(squares / 20).toFixed(2)}`,
      );
      console.log([kind, ...lines].join("\n"));
      // P5-P95 of type 7 over 100 realisations hold a further one in 0.9 x 99/101 = 0.882 of cases: 17.6 of 20 are promised, and a
      // binomial count falls below 14 in 1 case of 100. The cap's metal rests on its contact as well, which is not looked at here.
      for (const [name, { held }] of counts)
        if (!name.endsWith("OX")) expect(held, `${kind}, ${name}`).toBeGreaterThanOrEqual(14);
    },
    36_000_000,
  );
});
