import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readAqueousConstants } from "../../datasets/aqueousConstants/readAqueousConstants.ts";
import { prepareFlowsheet } from "../flowsheet/prepareFlowsheet.ts";
import { solveFlowsheet } from "../flowsheet/solveFlowsheet.ts";
import { mineWaterConstants } from "./mineWaterConstants.ts";
import { neutralisationStage } from "./neutralisationStage.ts";
import { stageEquilibrium } from "./stageEquilibrium.ts";

const file = new URL("../../datasets/aqueousConstants/data.csv", import.meta.url);

test("the constants of a stage are those of the data set", () => {
  const { rows } = readAqueousConstants(readFileSync(file, "utf8"));
  // All that a stage needs are there, each once: an empty list would agree with anything.
  const names = mineWaterConstants.map(({ table, kind, name }) => `${table} ${kind} ${name}`);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(100);
  for (const ours of mineWaterConstants) {
    const theirs = rows.find((r) => r.table === ours.table && r.kind === ours.kind && r.name === ours.name);
    expect(theirs, `${ours.table} ${ours.name}`).toBeDefined();
    if (theirs === undefined) continue;
    expect(ours.reaction).toBe(theirs.reaction);
    for (const key of ["logK25", "deltaHKjPerMol", "ionSizeAngstrom", "b", "alkalinity"] as const)
      expect(ours[key] || 0, `${ours.name} ${key}`).toBe(theirs[key] || 0);
    for (let i = 0; i < 6; i++) expect(ours.coefficients[i] ?? 0).toBe(theirs.coefficients[i] ?? 0);
  }
});

describe("a stage at pH 3.5", () => {
  const water = {
    temperatureC: 25,
    molPerKg: { H2O: 55.50843, "H+": 0.005, "Fe+3": 0.007, "SO4-2": 0.013, "Mg+2": 0 },
    phases: ["Fe(OH)3(a)"],
    pH: 3.5,
    baseFormula: "Ca(OH)2",
  };
  const result = stageEquilibrium({ ...water, liquorMolPerKg: water.molPerKg });

  test("holds the ferric iron that the solubility product of ferrihydrite allows: log a = 4.891 - 3 pH - 3 log a of water", () => {
    const iron = result.speciesAmounts().find(({ name }) => name === "Fe+3");
    expect(iron?.logActivity).toBeCloseTo(4.891 - 3 * 3.5 - 3 * Math.log10(result.waterActivity), 6);
  });

  test("gives back the same water when its own sludge is put into it", () => {
    const sludge = 0.05;
    const molPerKg = {
      ...water.molPerKg,
      "Fe+3": water.molPerKg["Fe+3"] + sludge,
      "H+": water.molPerKg["H+"] - 3 * sludge,
      H2O: water.molPerKg.H2O + 3 * sludge,
    };
    const again = stageEquilibrium({ ...water, liquorMolPerKg: water.molPerKg, molPerKg });
    expect(again.reagentMol).toBeCloseTo(result.reagentMol, 9);
    expect(again.phases[0].mol).toBeCloseTo(result.phases[0].mol + sludge, 9);
  });
});

test("a trace falls with its host after Doerner and Hoskins, and a water above the pH gets no base", () => {
  const { example } = neutralisationStage;
  const run = (pH: number) => {
    const { flowsheet } = prepareFlowsheet({
      schema: "relode.flowsheet/1",
      name: "one stage",
      components: [...example.components],
      units: [{ id: "stage", kind: neutralisationStage.kind, parameters: { ...example.parameters, pH } }],
      streams: [
        { id: "in", from: null, to: { unit: "stage", port: "feed" }, feed: { kgPerH: example.inlets["feed"] } },
        { id: "out", from: { unit: "stage", port: "slurry" }, to: null },
      ],
    });
    if (flowsheet === null) throw new Error("the example does not stand");
    const solution = solveFlowsheet(flowsheet);
    return { solution, results: solution.duties.get("stage")?.results ?? {} };
  };
  const { results } = run(3.5);
  expect(results["removal.Sc"]).toBeCloseTo(1 - (1 - results["removal.Fe3"]) ** 0.1, 12);
  const above = run(2);
  expect(above.solution.duties.get("stage")?.dosedKgPerH?.["portlandite"]).toBe(0);
  expect(above.solution.issues.map(({ code }) => code)).toContain("process.no-base");
});
