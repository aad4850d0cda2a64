import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { readAssays } from "./assayTable.ts";
import { readCollars } from "./collarTable.ts";
import { compositeSamples, defaultComposites } from "./compositeSamples.ts";
import { positionAt } from "./desurvey.ts";
import { domainPieces } from "./domainPieces.ts";
import type { DrillholeTables } from "./drillholeTables.ts";
import { holePaths } from "./holePaths.ts";
import { readLithology } from "./lithologyTable.ts";
import { type QualityReport, qualityReport } from "./qualityReport.ts";
import { readSurveys } from "./surveyTable.ts";

// Babbitt (Minnesota), Copper Creek (Arizona), Forrestania (Western Australia) and Tom (Yukon): public example data of the
// packages pygslib and drilldown (both MIT), which are not part of this repository. Every expected count and mean was
// found by a short script in another language that shares no code with this one.
const folder = fileURLToPath(new URL("../../../../shared/data/drillholes/", import.meta.url));
const isThere = existsSync(`${folder}babbitt_assay.csv.gz`);
const open = (name: string) => gunzipSync(readFileSync(`${folder}${name}.csv.gz`)).toString();

describe.skipIf(!isThere)(isThere ? "real drillholes" : "real drillholes: not beside the checkout, not run", () => {
  const campaigns = new Map<string, { tables: DrillholeTables; report: QualityReport }>();

  beforeAll(() => {
    for (const [name, log] of [
      ["babbitt", null],
      ["coppercreek", "lithology"],
      ["forrestania", null],
      ["tomzone", "interp"],
    ] as const) {
      const unit = name === "babbitt" ? "us-ft" : "m";
      const percent = { unit: "pct" } as const;
      const assays = name === "babbitt" ? { assays: { CU: percent, NI: percent, S: percent, FE: percent } } : {};
      const tables: DrillholeTables = {
        collar: readCollars(open(`${name}_collar`), "collar.csv", { unit }),
        survey: readSurveys(open(`${name}_survey`), "survey.csv", {
          unit,
          positiveDip: name === "babbitt" ? "down" : "up",
          azimuth: { north: "grid" },
        }),
        assay: readAssays(open(`${name}_assay`), "assay.csv", { unit, ...assays }),
        lithology: log === null ? null : readLithology(open(`${name}_${log}`), "log.csv", { unit }),
      };
      campaigns.set(name, { tables, report: qualityReport(tables) });
    }
  });

  const campaign = (name: string) => {
    const found = campaigns.get(name);
    if (found === undefined) throw new Error(`no campaign ${name}`);
    return found;
  };
  const count = (name: string, code: string) =>
    campaign(name).report.byCode.find((row) => row.code === code)?.count ?? 0;

  it.each([
    ["babbitt", 399, 2628, 35616, 4],
    ["coppercreek", 545, 5822, 67321, 4],
    ["forrestania", 100, 144, 4074, 50],
    ["tomzone", 273, 7687, 6215, 3],
  ])(
    "%s is read whole: %i mouths, %i stations, %i intervals, %i substances",
    (name, mouths, stations, intervals, substances) => {
      const { collar, survey, assay } = campaign(name).tables;
      expect([collar.hole.length, survey?.hole.length, assay?.hole.length, assay?.variables.length]).toEqual([
        mouths,
        stations,
        intervals,
        substances,
      ]);
    },
  );

  it.each([
    [
      "babbitt",
      {
        "assay.zero": 10,
        "assay.row-not-measured": 11926,
        "collar.same-coordinates": 3,
        "collar.twin": 22,
        "survey.sentinel-depth": 70,
        "assay.gap": 0,
        "assay.overlap": 0,
      },
    ],
    [
      "coppercreek",
      {
        "assay.overlap": 26,
        "assay.duplicate-interval": 141,
        "assay.gap": 585,
        "assay.starts-below-mouth": 256,
        "assay.row-not-measured": 232,
        "collar.no-assay": 57,
        "collar.same-coordinates": 54,
        "collar.twin": 415,
        "assay.zero": 0,
      },
    ],
    [
      "forrestania",
      {
        "assay.overlap": 2,
        "assay.gap": 207,
        "assay.zero": 11444,
        "collar.no-survey": 28,
        "collar.no-assay": 28,
        "collar.same-coordinates": 36,
        "collar.twin": 19,
        "collar.elevation-constant": 1,
        "assay.starts-below-mouth": 49,
      },
    ],
    [
      "tomzone",
      {
        "assay.gap": 471,
        "assay.overlap": 0,
        "assay.starts-below-mouth": 173,
        "assay.row-not-measured": 34,
        "collar.no-assay": 67,
        "collar.same-coordinates": 42,
        "collar.twin": 129,
      },
    ],
  ])("%s has the findings that a hand count gives", (name, expected) => {
    expect(Object.fromEntries(Object.keys(expected).map((code) => [code, count(name, code)]))).toEqual(expected);
  });

  it.each([
    ["coppercreek", { Cu: 331, Mo: 7804, Ag: 311, Au: 1489 }],
    ["forrestania", { Ag: 1, As: 2, Au: 2, Be: 1, Bi: 2, Cd: 2, La: 2, Sb: 2, Th: 1, Tl: 2, U: 1 }],
    ["tomzone", {}],
  ])("the negatives of %s are below-detection cells, counted by substance", (name, expected) => {
    const variables = campaign(name).tables.assay?.variables ?? [];
    const counts = variables.map(
      ({ substance, isBelowDetection }) => [substance, isBelowDetection.reduce((a, b) => a + b, 0)] as const,
    );
    expect(Object.fromEntries(counts.filter(([, n]) => n > 0))).toEqual(expected);
  });

  // Great-circle interpolation of the directions, 4000 steps a segment, summed: no ratio factor in it.
  it.each([
    ["coppercreek", "AE-1", 100, [549038.368867, 3623356.012356, 1186.959861]],
    ["coppercreek", "AE-1", 609.6, [549056.440313, 3623375.631007, 678.083409]],
    ["tomzone", "MP20-001", 100, [438650.387417, 7003115.593317, 1225.764835]],
    ["tomzone", "MP20-001", 602, [438402.302189, 7003310.326632, 837.963273]],
  ])("%s hole %s lies at %d m where a numerical integration puts it", (name, hole, depthM, expected) => {
    const { tables, report } = campaign(name);
    const path = holePaths(tables, "minimum-curvature", report.stations).paths.get(hole);
    const xyz = new Float64Array(3);
    if (path !== undefined) positionAt(path, depthM, xyz);
    expected.forEach((value, axis) => expect(Math.abs(xyz[axis] - value)).toBeLessThan(2e-4));
  });

  it.each([
    ["babbitt", "Cu", 0.363793141028788, 63725.94361188719],
    ["babbitt", "Ni", 0.09093353640228859, 63177.607315214605],
    ["tomzone", "Zn", 3.8852536026527864, 7235.224],
    ["tomzone", "Pb", 2.385076628131613, 7223.034],
  ])(
    "composites of %s keep the length-weighted mean of %s and its measured metres",
    (name, substance, meanPct, measuredM) => {
      const { assay } = campaign(name).tables;
      if (assay === null) throw new Error("no assays");
      const pieces = domainPieces(assay, null);
      const { variables } = compositeSamples(pieces, assay.variables, {
        ...defaultComposites,
        lengthM: 3,
        leastMeasuredShare: 0,
      });
      const found = variables.find((variable) => variable.substance === substance);
      let [metal, metres] = [0, 0];
      found?.gradePpm.forEach((grade, c) => {
        if (Number.isNaN(grade)) return;
        metal += grade * (found.weight[c] ?? 0);
        metres += found.weight[c] ?? 0;
      });
      expect(metres).toBeCloseTo(measuredM, 4);
      expect(metal / metres / 1e4).toBeCloseTo(meanPct, 8);
    },
  );

  // The same means as above: cutting samples at the contacts of the log moves no metal.
  it.each([
    ["Zn", 3.8852536026527864, 7235.224],
    ["Ag", 27.458114700245556e-4, 7193.254],
  ])(
    "composites of Tom within the logged facies keep the mean of %s and its measured metres",
    (substance, meanPct, measuredM) => {
      const { assay, lithology } = campaign("tomzone").tables;
      if (assay === null) throw new Error("no assays");
      const pieces = domainPieces(assay, lithology);
      const options = { ...defaultComposites, lengthM: 2, leastMeasuredShare: 0, residual: "distribute" as const };
      const { variables, domain } = compositeSamples(pieces, assay.variables, options);
      const found = variables.find((variable) => variable.substance === substance);
      let [metal, metres] = [0, 0];
      found?.gradePpm.forEach((grade, c) => {
        if (Number.isNaN(grade)) return;
        metal += grade * (found.weight[c] ?? 0);
        metres += found.weight[c] ?? 0;
      });
      expect(new Set(domain).size).toBeGreaterThan(3);
      expect(metres).toBeCloseTo(measuredM, 2);
      expect(metal / metres / 1e4).toBeCloseTo(meanPct, 5);
    },
  );
});
