import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeDxf, writeGeoTiff } from "@relode/core/formats";
import exceljs from "exceljs";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, describe, expect, test } from "vitest";
import { checked } from "./surveyCampaign.ts";
import { openCampaign } from "./surveyInput.ts";
import type { SurveyMade } from "./surveyMade.ts";
import { qaqcMade } from "./surveyQaqc.ts";
import { topCutMade } from "./surveyTopCut.ts";
import { volumeMade } from "./surveyVolume.ts";

const folder = mkdtempSync(join(tmpdir(), "relode-survey-verbs-"));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, body: string | Uint8Array) => {
  writeFileSync(join(folder, name), body);
  return join(folder, name);
};
const json = (name: string, value: unknown) => write(name, JSON.stringify(value));
const codes = ({ issues }: Pick<SurveyMade, "issues">) =>
  issues.filter(({ severity }) => severity !== "info").map(({ code }) => code);

/** 21 x 11 nodes of 10 m at one elevation. */
const flat = (z: number) =>
  `ncols 21\nnrows 11\nxllcenter 1000\nyllcenter 2000\ncellsize 10\nNODATA_value -9999\n${Array.from({ length: 11 }, () => new Array(21).fill(z).join(" ")).join("\n")}\n`;
const surface = (file: string, kind: string, more = {}) => ({ file, kind, unit: "m", ...more });
interface Quantity {
  quantity: string;
  mean: number;
  sd: number;
  p05: number;
  p95: number;
}
const quantities = (made: SurveyMade) =>
  new Map((made.result["quantities"] as Quantity[]).map((one) => [one.quantity, one]));

describe("volume between surfaces", () => {
  write("top.asc", flat(15));
  write("base.asc", flat(5));
  const both = (more: object, top = {}, base = {}) => ({
    top: surface("top.asc", "ascii-grid", top),
    base: surface("base.asc", "ascii-grid", base),
    ...more,
  });

  test("is area times thickness; noise of cells gives a σ √n, a common shift A σ, and their sum by variances", async () => {
    const made = await volumeMade(
      json("v.json", both({}, { nuggetSigmaM: 0.3, sharedSigmaM: 0.1 }, { nuggetSigmaM: 0.4 })),
    );
    const { mean, sd, p05, p95 } = quantities(made).get("volume") as Quantity;
    expect(mean).toBeCloseTo(231 * 100 * 10, 6);
    const expected = Math.hypot(100 * 0.5 * Math.sqrt(231), 231 * 100 * 0.1);
    expect(sd).toBeCloseTo(expected, 6);
    // Φ⁻¹(0.95) = 1.6449 (tables).
    expect([p05, p95]).toEqual([expect.closeTo(mean - 1.6449 * sd, -1), expect.closeTo(mean + 1.6449 * sd, -1)]);
    expect(codes(made)).toEqual([]);
  });

  test("a shift that both surfaces share cancels", async () => {
    const shared = { sharedSigmaM: 0.2, nuggetSigmaM: 0.1 };
    const made = await volumeMade(json("c.json", both({ sharedCorrelation: 1 }, shared, shared)));
    expect(quantities(made).get("volume")?.sd).toBeCloseTo(100 * Math.hypot(0.1, 0.1) * Math.sqrt(231), 6);
  });

  test("a wet density gives dry tonnes less water; without errors the dry mass is V ρ (1 - w) exactly", async () => {
    const made = await volumeMade(
      json(
        "m.json",
        both({
          density: { basis: "wet", tPerM3: 1.8, sigmaTPerM3: 0, source: "test" },
          moisture: { fraction: 0.25, sigma: 0 },
        }),
      ),
    );
    expect(quantities(made).get("dry mass")?.mean).toBeCloseTo(231_000 * 1.8 * 0.75, 6);
    expect(quantities(made).get("wet mass")?.mean).toBeCloseTo(231_000 * 1.8, 6);
    expect(codes(made)).toEqual(["survey.no-error-declared"]);
  });

  test("points and a raster: ground ends at the outermost points, whatever the cells", async () => {
    const at = [0, 50, 100, 150, 200].flatMap((x) => [0, 50, 100].map((y) => `${1000 + x},${2000 + y}`));
    write("top.csv", `x,y,z\n${at.map((place) => `${place},15`).join("\n")}\n`);
    write("low.csv", `x,y,z\n${at.map((place) => `${place},5`).join("\n")}\n`);
    for (const cellM of [undefined, 5, 20]) {
      const top = surface("top.csv", "points", { sigmaM: 0.1 });
      const made = await volumeMade(json("p.json", { top, base: surface("low.csv", "points"), cellM }));
      // 200 m x 100 m x 10 m.
      expect(quantities(made).get("volume")?.mean).toBeCloseTo(200_000, 4);
      const areas = made.result["areas"] as { topM2: number; bothM2: number };
      expect(areas.bothM2).toBeCloseTo(20_000, 4);
      expect(areas.topM2).toBeLessThanOrEqual(20_000);
    }
  });

  test("a GeoTIFF gives the volume that the ASCII grid gives, a DXF that of the ground within its corners", async () => {
    const values = new Float64Array(231).fill(5);
    write(
      "base.tif",
      writeGeoTiff({ columns: 21, rows: 11, sizeM: [10, 10], firstCentre: [1000, 2000], epsg: 32633, values }),
    );
    const corners = [1000, 2000, 5, 1200, 2000, 5, 1200, 2100, 5, 1000, 2100, 5];
    const triangles = Uint32Array.of(0, 1, 2, 0, 2, 3);
    write(
      "base.dxf",
      writeDxf([
        {
          type: "triangles",
          name: "BASE",
          description: "",
          attributes: [],
          vertices: Float64Array.from(corners),
          triangles,
        },
      ]),
    );
    for (const [kind, file, more, m3] of [
      ["geotiff", "base.tif", {}, 231_000],
      ["dxf", "base.dxf", { object: "BASE" }, 200_000],
    ] as const) {
      const base = surface(file, kind, { sigmaM: 0.1, ...more });
      const made = await volumeMade(json("f.json", { top: surface("top.asc", "ascii-grid"), base, cellM: 10 }));
      expect(quantities(made).get("volume")?.mean).toBeCloseTo(m3, 6);
    }
  });

  test("ground of the outline without a surface is named and not counted", async () => {
    const outline = [
      [995, 1995],
      [1305, 1995],
      [1305, 2105],
      [995, 2105],
    ];
    const made = await volumeMade(json("o.json", both({ outline, cellM: 10 }, { sigmaM: 0.1 })));
    const areas = made.result["areas"] as { outlineM2: number; outlineWithoutM2: { both: number } };
    expect(areas.outlineM2).toBeCloseTo(310 * 110, 6);
    // The surfaces end at east 1200; cells whose centres lie from 1200 on to 1305 have neither.
    expect(areas.outlineWithoutM2.both).toBeGreaterThan(90 * 100);
    expect(codes(made)).toContain("survey.outline-not-covered");
  });

  test.each([
    [
      "a wet density without moisture",
      { density: { basis: "wet", tPerM3: 2, sigmaTPerM3: 0, source: "x" } },
      {},
      "v.json cannot be used",
    ],
    ["an unknown key", { outlin: [] }, {}, "v.json cannot be used"],
    ["top below base", {}, { file: "low.asc" }, "the top lies above the base nowhere"],
    ["surfaces apart", {}, { file: "far.asc" }, "the surfaces do not overlap"],
  ])("%s is refused", async (_what, more, top, message) => {
    write("low.asc", flat(-3));
    write("far.asc", flat(20).replace("xllcenter 1000", "xllcenter 900000"));
    await expect(volumeMade(json("v.json", both(more, top)))).rejects.toThrow(message);
  });
});

describe("a campaign in other files", () => {
  const holes = ["A", "A", "A"];
  const project = (more: object) => ({
    collar: { file: "c.csv", unit: "m" },
    assay: { file: "a.csv", unit: "m" },
    composite: { lengthM: 1 },
    ...more,
  });
  write("c.csv", "hole,east,north,elevation,depth\nA,100,200,50,3\n");
  write("a.csv", "hole,from,to,Co_ppm\nA,0,1,10\nA,1,2,20\nA,2,3,30\n");

  test("Parquet tables are checked like CSV tables", async () => {
    write(
      "a.parquet",
      new Uint8Array(
        parquetWriteBuffer({
          columnData: [
            { name: "hole", data: holes, type: "STRING" },
            { name: "from", data: [0, 1, 2], type: "DOUBLE" },
            { name: "to", data: Int32Array.of(1, 2, 3), type: "INT32" },
            { name: "Co_ppm", data: Float32Array.of(10, 20, 30), type: "FLOAT" },
          ],
        }),
      ),
    );
    const [csv, parquet] = [
      await openCampaign(json("p1.json", project({}))),
      await openCampaign(json("p2.json", project({ assay: { file: "a.parquet", unit: "m" } }))),
    ];
    expect(parquet.tables.assay?.variables).toEqual(csv.tables.assay?.variables);
    expect(parquet.report.byCode).toEqual(csv.report.byCode);
  });

  test("tables may be sheets of one workbook; a date of drilling costs nothing but a word", async () => {
    const book = new exceljs.Workbook();
    book.addWorksheet("Readme").addRow(["nothing here"]);
    book.addWorksheet("Collar").addRows([
      ["hole", "east", "north", "elevation", "depth", "drilled"],
      ["A", 100, 200, 50, 3, new Date(Date.UTC(2026, 2, 1))],
    ]);
    book
      .addWorksheet("Assay")
      .addRows([["hole", "from", "to", "Co_ppm"], ...[0, 1, 2].map((z) => ["A", z, z + 1, 10 * z])]);
    write("db.xlsx", new Uint8Array(await book.xlsx.writeBuffer()));
    const campaign = await openCampaign(
      json("x.json", {
        collar: { file: "db.xlsx", sheet: "Collar", unit: "m" },
        assay: { file: "db.xlsx", sheet: "Assay", unit: "m" },
      }),
    );
    expect([campaign.report.holes, campaign.tables.assay?.hole.length]).toEqual([1, 3]);
    expect(campaign.fileIssues.map(({ code }) => code)).toEqual(["table.date-cells"]);
  });

  test("a resource project is checked by its drillholes", async () => {
    const whole = { name: "pond", declared: "synthetic", drillholes: project({}), surfaces: {}, body: {} };
    const campaign = await openCampaign(json("r.json", whole));
    expect(checked(campaign).result["intervals"]).toBe(3);
  });

  test("a fault of the JSON is named by line and column", async () => {
    await expect(openCampaign(write("bad.json", '{\n  "collar": {"file": "c.csv",}\n}'))).rejects.toThrow(
      "bad.json, line 2, column 30: is not JSON: a comma stands before the closing }; delete it",
    );
  });

  test("topcut gives candidates by domain of the log, and says where composites are too few", async () => {
    const n = 40;
    write("c40.csv", `hole,east,north,elevation,depth\nA,0,0,0,${n}\n`);
    write(
      "a40.csv",
      `hole,from,to,Co_ppm\n${Array.from({ length: n }, (_, i) => `A,${i},${i + 1},${i === 20 ? 900 : 10 + i}`).join("\n")}\n`,
    );
    write("l40.csv", "hole,from,to,code\nA,0,35,SAND\nA,35,40,CLAY\n");
    const made = await topCutMade(
      json(
        "t.json",
        project({
          collar: { file: "c40.csv", unit: "m" },
          assay: { file: "a40.csv", unit: "m" },
          lithology: { file: "l40.csv", unit: "m" },
        }),
      ),
      { samplesPerPeriod: 20, assurance: 0.8, seed: 1, caps: [100] },
    );
    const [sand] = made.result["groups"] as {
      domain: string;
      composites: number;
      candidates: { capPpm: number; metalRemoved: number }[];
    }[];
    expect([sand.domain, sand.composites]).toEqual(["SAND", 35]);
    // Σ of 10..44 without the 30 of place 20, and 900 in its stead: 945 - 30 + 900 = 1815; a cap of 100 removes 800.
    expect(sand.candidates.find(({ capPpm }) => capPpm === 100)?.metalRemoved).toBeCloseTo(800 / 1815, 12);
    expect(codes(made)).toContain("survey.few-composites");
    expect(made.files.map(([name]) => name)).toContain("pictures/probability-Co-SAND.svg");
  });
});

describe("control samples", () => {
  const table = "kind,sample,substance,original_ppm,result_ppm,certified_ppm,sd_ppm";
  write(
    "q.csv",
    `${table}\nstandard,S,Co,,103,100,2\nstandard,S,Co,,107,100,2\nblank,1,Co,500,<5,,\nblank,2,Co,500,80,,\nfield-duplicate,3,Co,30,10,,\n`,
  );

  test("a table alone, and a project that names it, give the same groups; a failed standard is an error", async () => {
    const alone = await qaqcMade(join(folder, "q.csv"));
    const project = await qaqcMade(json("q.json", { qaqc: { file: "q.csv" } }));
    expect(project.result).toEqual(alone.result);
    expect(codes(alone)).toContain("qaqc.standard-failed");
    const results = alone.files.find(([name]) => name === "qaqc-results.csv")?.[1];
    // z = 7/2; HARD = 20/40, CV of the pair √2 of it.
    expect(results).toContain("3,standard,S,Co,,107,3.5,,,failed");
    expect(results).toContain("6,field-duplicate,3,Co,30,10,,0.5,0.7071067812,far");
    expect(results).toContain("5,blank,2,Co,500,80,,,,failed");
  });

  test("rules of the project replace the conventions", async () => {
    const qaqc = { file: "q.csv", accepted: { field: { hard: 0.6 } }, blankTimes: 100, detectionLimitPpm: { Co: 1 } };
    const made = await qaqcMade(json("rules.json", { qaqc }));
    const groups = made.result["groups"] as {
      kind: string;
      failed?: number;
      shareWithin?: number;
      boundPpm?: number;
    }[];
    expect(groups.find(({ kind }) => kind === "blank")).toMatchObject({ failed: 0, boundPpm: 100 });
    expect(groups.find(({ kind }) => kind === "duplicate")?.shareWithin).toBe(1);
  });

  test("a table with semicolons is refused as a whole: nothing is made of it, and what it lacks is not told twice", async () => {
    const path = write("semicolons.csv", "kind;sample;substance;result_ppm\nblank;B;Co;3\n");
    const refused = await qaqcMade(path).catch((error: unknown) => error);
    expect(refused).toMatchObject({ message: "semicolons.csv cannot be read as a table" });
    expect(codes(refused as Pick<SurveyMade, "issues">)).toEqual(["csv.wrong-separator"]);
  });

  test.each([
    ["a project without qaqc", {}],
    ["a rule that is no number", { qaqc: { file: "q.csv", blankTimes: "five" } }],
    ["a rule that nobody knows", { qaqc: { file: "q.csv", blankTime: 5 } }],
  ])("%s is refused", async (_what, project) => {
    await expect(qaqcMade(json("no.json", project))).rejects.toThrow("no.json cannot be used as a project");
  });
});
