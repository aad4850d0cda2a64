import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareFlowsheet, readFlowsheet, solveFlowsheet, unitDiagrams } from "@relode/core/process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { xmlFault } from "../plot/xmlCheck.ts";
import { checkPicturesFolder, writeDiagrams } from "./processPictures.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relode-pictures-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** One litre of each phase an hour would be 1 kg of water and 0.82 kg of kerosene: 100 L/h of both here. */
function diagrams() {
  const { document } = readFlowsheet({
    schema: "relode.flowsheet/1",
    name: "battery",
    components: [
      { id: "H2O", phase: "aqueous" },
      { id: "H", phase: "aqueous", formula: "H+" },
      { id: "Cl", phase: "aqueous", formula: "Cl-" },
      { id: "Nd", phase: "aqueous", formula: "Nd+3" },
      { id: "kerosene", phase: "organic", formula: "C12H26", isCarrier: true, densityKgPerM3: 820 },
      { id: "DEHPA", phase: "organic", formula: "C16H35O4P" },
      { id: "NdR3", phase: "organic", formula: "Nd(C16H34O4P)3" },
    ],
    units: [
      {
        id: "load <a/b>",
        kind: "solvent-extraction",
        parameters: {
          stages: 4,
          extractant: "DEHPA",
          metals: { Nd: { complex: "NdR3", valence: 3, distribution: 2 } },
        },
      },
    ],
    streams: [
      {
        id: "liquor",
        to: { unit: "load <a/b>", port: "aqueous" },
        feed: { kgPerH: { H2O: 100, H: 0.1, Cl: 4, Nd: 0.02 } },
      },
      { id: "solvent", to: { unit: "load <a/b>", port: "organic" }, feed: { kgPerH: { kerosene: 82, DEHPA: 5 } } },
      { id: "raffinate", from: { unit: "load <a/b>", port: "aqueous" } },
      { id: "loaded", from: { unit: "load <a/b>", port: "organic" } },
    ],
  });
  const { flowsheet, issues } = prepareFlowsheet(document as never);
  if (flowsheet === null) throw new Error(JSON.stringify(issues));
  return unitDiagrams(flowsheet, solveFlowsheet(flowsheet));
}

test("a battery fed 200 mg/L at D O/A = 2 in 4 stages leaves a thirty-first of it, and its picture is one file of sound XML", async () => {
  const drawn = diagrams();
  expect(drawn).toHaveLength(1);
  // Kremser: (E − 1)/(E⁵ − 1) = 1/31; water alone counts as volume, at 0.997 to 1 kg/L.
  const { aqueousMgPerL, organicMgPerL } = drawn[0].steps;
  const feed = aqueousMgPerL[aqueousMgPerL.length - 1];
  expect(feed).toBeGreaterThan(199);
  expect(feed).toBeLessThan(201);
  const factor = 2 * drawn[0].organicToAqueous;
  expect(aqueousMgPerL[0] / feed).toBeCloseTo((factor - 1) / (factor ** 5 - 1), 8);
  expect(organicMgPerL[0]).toBe(0);
  const written = await writeDiagrams(join(folder, "pictures"), drawn);
  expect(await readdir(join(folder, "pictures"))).toEqual(["mccabe-thiele-load_a_b_-Nd.svg"]);
  const svg = await readFile(written[0], "utf8");
  expect(xmlFault(svg)).toBeNull();
  expect(svg).toContain("Nd in the aqueous, mg/L");
});

test("a folder that is a file, or whose parent is not there, is refused before any work", async () => {
  await writeFile(join(folder, "file"), "");
  expect(() => checkPicturesFolder(join(folder, "file"))).toThrow(/is no folder; choose another with --pictures/);
  expect(() => checkPicturesFolder(join(folder, "no", "such"))).toThrow(/there is no folder .*no/);
});
