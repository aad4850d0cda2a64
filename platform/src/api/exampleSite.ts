import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type AssessedBody,
  type AssessedSite,
  assess,
  assessmentFigures,
  readSite,
  silentFigures,
  siteProducts,
  truthCheck,
} from "@relode/core/assessment";
import { blockModel } from "@relode/core/resource";
import { assessmentDocument } from "../report/assessmentDocument.ts";
import { assessmentHtml } from "../report/assessmentHtml.ts";
import { assessmentPictures } from "../report/assessmentPictures.ts";
import { csvText } from "../report/csvText.ts";

const realisations = 40;
const blocks = 8;

/** Eight invented blocks of 10,000 t with cobalt and copper, grades apart by realisation. */
function exampleBody(): AssessedBody {
  const grade = (ppm: number, phase: number) =>
    Float64Array.from({ length: blocks * realisations }, (_, at) => {
      const k = Math.floor(at / blocks);
      return ppm * (1 + 0.2 * Math.sin(k + phase)) * (at % blocks < 6 ? 1 : 0.2);
    });
  const column = (name: string, unit: string, values: Float64Array, count = 1) => ({
    name,
    unit,
    support: "block" as const,
    realisations: count,
    values,
  });
  const model = blockModel({ originM: [0, 0, 0], sizeM: [50, 20, 5], count: [4, 1, 2], azimuthDeg: 0 }, [
    column("density", "t dry/m3", new Float64Array(blocks).fill(2)),
    column("fraction", "1", new Float64Array(blocks).fill(1)),
    column("Co_ppm", "ppm", grade(1000, 0), realisations),
    column("Cu_ppm", "ppm", grade(2500, 1), realisations),
  ]);
  const grades = new Map([
    ["Co", "Co_ppm"],
    ["Cu", "Cu_ppm"],
  ]);
  const volumeFactor = Float64Array.from({ length: realisations }, (_, k) => 1 + 0.01 * Math.cos(k));
  return { model, density: "density", share: "fraction", grades, realisations, volumeFactor };
}

/** Site file of the invented blocks; one key is left out so that something has no number. */
export const exampleSiteFile = {
  schema: "relode.site/1",
  name: "Invented small pond",
  declared: "synthetic",
  resource: "small",
  elements: { Co: "Co_ppm", Cu: "Cu_ppm" },
  mining: {
    method: "dry",
    tonnesPerYear: 20_000,
    cutWidthM: 50,
    liftM: 5,
    advanceAzimuthDeg: 90,
    costPerTonne: { kind: "triangular", min: 1.5, mode: 2, max: 3 },
    source: "invented cost of digging",
  },
  routes: [
    {
      id: "leach",
      name: "heap leach",
      recovery: {
        Co: { kind: "triangular", min: 0.4, mode: 0.6, max: 0.7 },
        Cu: { kind: "triangular", min: 0.5, mode: 0.6, max: 0.7 },
      },
      costPerTonne: { kind: "triangular", min: 8, mode: 10, max: 14 },
      powerKwhPerTonne: 20,
      waterM3PerTonne: { kind: "uniform", min: 0.2, max: 0.5 },
      reagentsKgPerTonne: { lime: 4 },
      evidence: "synthetic",
      source: "invented yields of the leach",
    },
  ],
  economics: {
    moneyYear: 2024,
    terms: { discountRate: 0.1, basis: "real" },
    schedule: { buildYears: 1 },
    capital: [{ name: "plant", cost: 900_000 }],
    closure: { cost: 50_000 },
    products: [
      { name: "hydroxide", element: "Co", pricePerKg: 30, payable: 0.8 },
      { name: "cathode", element: "Cu", pricePerKg: 9, payable: 0.95 },
    ],
    uncertain: [{ key: "capital", kind: "triangular", min: 0.9, mode: 1, max: 1.4 }],
  },
  measurements: [
    { name: "two infill holes", of: "resource", settles: 0.5, cost: 1000 },
    { name: "column leach tests", of: "recovery", settles: 0.6, cost: 200_000 },
  ],
  truth: { file: "truth.json", recovery: { leach: { Co: 0.6, Cu: 0.6 } } },
};

/** The invented site assessed by the same functions as `relode assess`; it takes milliseconds. */
export function exampleAssessed(): AssessedSite {
  const { site, issues } = readSite(exampleSiteFile, "site.json");
  if (site === null) throw new Error(issues.map(({ message }) => message).join("; "));
  const { terms } = siteProducts(site, "site.json", []);
  if (terms === null) throw new Error("the products of the example cannot be read");
  const body = exampleBody();
  const assessment = assess(site, body, terms, "site.json", []);
  const flat = (ppm: number) => Float64Array.from({ length: blocks }, (_, b) => (b < 6 ? ppm : 0.2 * ppm));
  const truth = truthCheck(assessment, {
    massDryTonnes: new Float64Array(blocks).fill(10_000),
    gradePpm: { Co: flat(1000), Cu: flat(2500) },
  });
  return {
    assessment,
    figures: assessmentFigures(assessment),
    silent: silentFigures(assessment),
    truth,
    issues,
    inputs: [{ name: "site.json", sha256: "0".repeat(64) }],
  };
}

/** `assessment.json` of the invented site as `relode assess` writes it. */
export function exampleAssessment() {
  const assessed = exampleAssessed();
  return { schema: "relode.assessment/1", ...assessmentDocument(assessed), issues: assessed.issues, manifest };
}

const manifest = {
  software: "relode" as const,
  version: "0.0.0",
  command: "assess",
  seed: 1,
  inputs: [{ name: "site.json", sha256: "0".repeat(64) }],
  parameters: {},
  finishedAt: "2026-01-01T00:00:00Z",
  elapsedSeconds: 0.1,
};

/** Writes the invented site's folder for the tests of the API. */
export async function writeExampleSite(folder: string, id = "small"): Promise<void> {
  const assessed = exampleAssessed();
  const at = join(folder, id);
  await mkdir(at, { recursive: true });
  await writeFile(join(at, "assessment.json"), JSON.stringify(exampleAssessment()));
  await writeFile(join(at, "report.html"), assessmentHtml(assessed, assessmentPictures(assessed), manifest));
  const rows = assessed.figures.map(({ id: figure, unit, interval }) => [figure, unit, interval.mean]);
  await writeFile(join(at, "figures.csv"), csvText(["id", "unit", "mean"], rows));
}
