import { describe, expect, it } from "vitest";
import { readAssays } from "./assayTable.ts";
import { checkColumns } from "./checkColumns.ts";
import { checkCollars, defaultCollarChecks } from "./checkCollars.ts";
import { checkGrades, defaultGradeChecks } from "./checkGrades.ts";
import { readCollars } from "./collarTable.ts";
import { gradeUnitOfName, ppmPerUnit, substanceOfName } from "./gradeUnit.ts";
import { metresPerUnit } from "./lengthUnit.ts";
import { azimuthCorrectionDeg, readSurveys } from "./surveyTable.ts";
import { readAssayCell } from "./assayCell.ts";

const told = (issues: readonly { code: string; path: string; message: string }[]) =>
  issues.map(({ code, path, message }) => `${code} | ${path} | ${message}`);
const grades = (header: string, row: string, isSulphide = false) =>
  told(
    checkGrades(readAssays(`hole,from,to,${header}\nA,0,2,${row}`, "a.csv", { unit: "m" }), {
      ...defaultGradeChecks,
      isSulphide,
    }),
  );

describe("grades that no rock can have", () => {
  it.each([
    [
      "oxides above 102 %",
      "SiO2_pct,Al2O3_pct,Fe2O3_pct",
      "60,25,23.3",
      "assay.oxide-sum | a.csv, row 2, hole A, 0-2 m | oxides sum to 108.3 wt%, limit 102; check the units of the columns",
    ],
    [
      "elements above 100 %",
      "Cu_pct,Fe_pct,S_pct",
      "30,45,35",
      "assay.element-sum | a.csv, row 2, hole A, 0-2 m | elements sum to 110 wt%, limit 100; check the units of the columns",
    ],
    // 207.2/(207.2 + 15.999) = 0.92832
    [
      "more lead than litharge",
      "Pb_pct",
      "93",
      "assay.above-ceiling | a.csv, row 2, hole A, 0-2 m, column Pb_pct | Pb is 93 wt%, more than the 92.832 wt% of litharge PbO; check the unit of the column",
    ],
    [
      "gold in per cent that was ppm",
      "Au_pct",
      "150",
      "assay.above-100-pct | a.csv, row 2, hole A, 0-2 m, column Au_pct | Au is 150 wt%, limit 100; check the unit of the column",
    ],
  ])("%s", (_what, header, row, expected) => expect(grades(header, row)).toEqual([expected]));

  it("oxides of 102 % exactly pass", () => expect(grades("SiO2_pct,CaO_pct", "60,42")).toEqual([]));

  // Sphalerite needs 32.06/65.38 of its zinc as sulphur: 10 % Zn needs 4.9036 % S.
  it("zinc that asks for more sulphur than was found is told only where the ore is declared sulphide", () => {
    expect(grades("Zn_pct,S_pct", "10,3")).toEqual([]);
    expect(grades("Zn_pct,S_pct", "10,3", true)).toEqual([
      "assay.sulphur-short | a.csv, row 2, hole A, 0-2 m, column S_pct | the metals need at least 4.90364 wt% S as sulphides, found 3; oxide or native metal, or a slip in one of the assays",
    ]);
    expect(grades("Zn_pct,S_pct", "10,4.91", true)).toEqual([]);
  });
});

describe("what shows only over a column", () => {
  const labs = (factor: number) =>
    ["L1", "L2", "L3"].flatMap((lab, k) =>
      Array.from(
        { length: 10 },
        (_, i) => `A${k},${i},${i + 1},${lab},${(0.2 + 0.013 * i) * (lab === "L2" ? factor : 1)}`,
      ),
    );
  const check = (rows: readonly string[]) =>
    told(checkColumns(readAssays(`hole,from,to,lab,Cu_pct\n${rows.join("\n")}`, "a.csv", { unit: "m" })));

  it("laboratories that agree are silent", () => expect(check(labs(1))).toEqual([]));
  it("a laboratory that writes ppm where the others write % is named with the factor", () => {
    // Medians 0.2 + 0.013 · 4.5 = 0.2585 % = 2585 ppm, and 10000 times that.
    expect(check(labs(1e4))[0]).toBe(
      "assay.unit-slip | a.csv, column Cu_pct | the median 25850000 ppm of laboratory L2 and 2585 ppm of the others differ by a factor 10000, close to 10000 (% and ppm); check the unit on the certificates",
    );
  });
  it("values heaped on one number and on fives are counted", () => {
    const rows = Array.from(
      { length: 100 },
      (_, i) => `A,${i},${i + 1},L,${i < 60 ? 0.25 : (0.01 * (i + 1)).toFixed(2)}`,
    );
    expect(check(rows)).toEqual([
      "assay.value-heap | a.csv, column Cu_pct | 60 of 100 detected cells hold the same 0.25 pct; check whether it stands for a detection limit, half of one, or a default",
      // 0.61 … 1.00 has 8 numbers that end in 0 or 5
      "assay.rounding-heap | a.csv, column Cu_pct | 68 % of 100 detected cells end in 0 or 5 at the digit 10^-2 pct, 20 % expected of one even rounding; several roundings are mixed; check methods and laboratories by campaign",
    ]);
  });
});

it("a mouth outside the outline of the body is told", () => {
  const collar = readCollars("hole,x,y,z\nA,5,5,0\nB,15,5,1", "c.csv", { unit: "m" });
  const body = { eastM: Float64Array.of(0, 10, 10, 0), northM: Float64Array.of(0, 0, 10, 10) };
  expect(told(checkCollars(collar, { ...defaultCollarChecks, body }))).toEqual([
    "collar.outside-body | c.csv, row 3, hole B | the mouth at 15.0, 5.0 m lies outside the outline of the body; check coordinates and outline; the hole tells nothing about the body unless it is inclined into it",
  ]);
});

describe("units, references and cells", () => {
  it.each([
    ["Cu_pct", "pct"],
    ["Cu %", "pct"],
    ["Au (g/t)", "g/t"],
    ["Ag_ppm", "ppm"],
    ["AU_PPB", "ppb"],
    ["Au_opt", "oz/st"],
    ["pct", null],
    ["Cu", null],
  ])("%s is in %s", (name, unit) => {
    expect(gradeUnitOfName(name)).toBe(unit);
  });
  it.each([
    ["CU_pct", "Cu"],
    ["sio2", "SiO2"],
    ["Fe_ppm", "Fe"],
    ["copper", null],
    ["XQ_ppm", null],
  ])("%s holds %s", (name, substance) => {
    expect(substanceOfName(name, (symbol) => ["Cu", "Fe"].includes(symbol))).toBe(substance);
  });
  // NIST SP 811: 1 troy oz per short ton is 34.285 71 g/t
  it("an ounce per short ton is 34.2857 g/t", () => expect(ppmPerUnit["oz/st"]).toBeCloseTo(34.28571, 4));
  it("the US survey foot is two millionths longer than the international", () =>
    expect(metresPerUnit["us-ft"] / metresPerUnit.ft - 1).toBeCloseTo(2e-6, 9));
  it("a magnetic azimuth gains the declination and loses the convergence", () => {
    expect(azimuthCorrectionDeg({ north: "magnetic", declinationDeg: 11, convergenceDeg: 1.5 })).toBe(9.5);
    const survey = readSurveys("hole,depth,az,dip\nA,10,350,-60", "s.csv", {
      unit: "ft",
      positiveDip: "up",
      azimuth: { north: "magnetic", declinationDeg: 4, convergenceDeg: 1 },
    });
    expect([survey.depthM[0], survey.azimuthDeg[0], survey.dipDownDeg[0]]).toEqual([3.048, 353, 60]);
  });
  const rule = { negative: "detection-limit", detectionLimit: 0.02, negativeIsCode: false, sentinels: [-999] } as const;
  it.each([
    ["0.3", { kind: "value", value: 0.3 }],
    ["<0.5", { kind: "below", limit: 0.5 }],
    ["< 0.5", { kind: "below", limit: 0.5 }],
    ["<=0.5", { kind: "below", limit: 0.5 }],
    ["-0.01", { kind: "below", limit: 0.01 }],
    ["BDL", { kind: "below", limit: 0.02 }],
    [">100", { kind: "above", limit: 100 }],
    ["-999", { kind: "not-measured", reason: "sentinel" }],
    ["", { kind: "not-measured", reason: "blank" }],
    ["NS", { kind: "not-measured", reason: "word" }],
    ["<-1", { kind: "unreadable" }],
    ["<0", { kind: "unreadable" }],
    ["1e400", { kind: "unreadable" }],
    ["0x1F", { kind: "unreadable" }],
    ["5 ppm", { kind: "unreadable" }],
  ])("the cell %j is %j", (text, expected) => expect(readAssayCell(text, rule)).toEqual(expected));
  it("a negative that is a mere code takes the declared limit", () => {
    expect(readAssayCell("-1", { ...rule, negativeIsCode: true })).toEqual({ kind: "below", limit: 0.02 });
  });
});
