import { expect, it } from "vitest";
import { readSurveyProject } from "./surveyProject.ts";

const collar = { file: "c.csv", unit: "m" };
const survey = { file: "s.csv", unit: "m", positiveDip: "up", azimuth: { north: "grid" } };
const told = (json: unknown) =>
  readSurveyProject(json, "p.json").issues.map(({ code, path, message }) => `${code} | ${path} | ${message}`);

it("a whole project is read as declared, with the defaults of what is left out", () => {
  const { project, issues } = readSurveyProject(
    {
      collar: { ...collar, unit: "us-ft", depthUnit: "ft", epsg: "EPSG:26852", columns: { hole: "BHID" } },
      survey: { ...survey, azimuth: { north: "magnetic", declinationDeg: 3, convergenceDeg: -1 } },
      assay: {
        file: "a.csv",
        unit: "m",
        assays: { CU: { unit: "pct", detectionLimit: 0.01, negative: "code" } },
        sentinels: [-5],
      },
      composite: { lengthM: 3, residual: "distribute", density: true, densityFallbackTPerM3: 1.7 },
      checks: {
        isSulphide: true,
        body: [
          [0, 0],
          [1, 0],
          [1, 1],
        ],
      },
    },
    "p.json",
  );
  expect(issues).toEqual([]);
  expect(project?.collar).toEqual({
    file: "c.csv",
    unit: "us-ft",
    depthUnit: "ft",
    epsg: "EPSG:26852",
    columns: { hole: "BHID" },
  });
  expect(project?.survey?.azimuth).toEqual({ north: "magnetic", declinationDeg: 3, convergenceDeg: -1 });
  expect(project?.assay).toEqual({
    file: "a.csv",
    unit: "m",
    assays: { CU: { unit: "pct", detectionLimit: 0.01, negative: "code" } },
    sentinels: [-5],
  });
  expect(project?.composite).toMatchObject({
    lengthM: 3,
    residual: "distribute",
    density: { fallbackTPerM3: 1.7 },
    censored: "half-limit",
  });
  expect([
    project?.method,
    project?.lithology,
    project?.checks.grade.isSulphide,
    project?.checks.collar.body?.eastM.length,
  ]).toEqual(["minimum-curvature", null, true, 3]);
});

it.each([
  [
    "no object",
    7,
    'config.missing | p.json, collar | a project needs a collar table; declare "collar": { "file": ..., "unit": ... }',
  ],
  [
    "no unit",
    { collar: { file: "c.csv" } },
    "config.missing | p.json, collar.unit | one of m, ft, us-ft is needed, got nothing; declare it; it is not guessed",
  ],
  [
    "a unit of another name",
    { collar: { file: "c.csv", unit: "feet" } },
    'config.not-a-choice | p.json, collar.unit | one of m, ft, us-ft is needed, got "feet"; declare it; it is not guessed',
  ],
  [
    "no file",
    { collar: { unit: "m" } },
    "config.missing | p.json, collar.file | a text is needed, got nothing; declare it",
  ],
  [
    "a misspelt key",
    { collar, surveys: survey },
    'config.unknown-key | p.json, surveys | "surveys" is not known here; known are collar, survey, assay, lithology, desurvey, composite, checks',
  ],
  [
    "a list for a table",
    { collar, survey: [] },
    "config.not-an-object | p.json, survey | [] is not an object; write { ... }",
  ],
  [
    "no sign of the dip",
    { collar, survey: { ...survey, positiveDip: undefined } },
    "config.not-a-choice | p.json, survey.positiveDip | one of down, up is needed, got nothing; declare it; it is not guessed",
  ],
  [
    "no north",
    { collar, survey: { file: "s", unit: "m", positiveDip: "up" } },
    'config.missing | p.json, survey.azimuth | the north of azimuths is needed; declare { "north": "grid" }, or "true" or "magnetic" with declination and convergence; it is not guessed',
  ],
  [
    "true north without convergence",
    { collar, survey: { ...survey, azimuth: { north: "true" } } },
    "config.missing | p.json, survey.azimuth.convergenceDeg | azimuths from true north need the convergence of the grid; declare it in degrees, grid north east of true north positive; 0 where it is negligible",
  ],
  [
    "magnetic north without declination",
    { collar, survey: { ...survey, azimuth: { north: "magnetic", convergenceDeg: 0 } } },
    "config.missing | p.json, survey.azimuth.declinationDeg | azimuths from magnetic north need the declination of the year; declare it in degrees, east positive",
  ],
  [
    "a length of minus one",
    { collar, composite: { lengthM: -1 } },
    "config.not-in-range | p.json, composite.lengthM | a number from 0.01 to 1000 is needed, got -1; correct it",
  ],
  [
    "a flag in words",
    { collar, checks: { isSulphide: "yes" } },
    'config.not-a-flag | p.json, checks.isSulphide | true or false is needed, got "yes"; correct it',
  ],
  [
    "an outline of two corners",
    {
      collar,
      checks: {
        body: [
          [0, 0],
          [1, 1],
        ],
      },
    },
    "config.not-an-outline | p.json, checks.body | an outline needs three corners or more, each [east, north] in metres; correct it",
  ],
  [
    "a grade unit of another name",
    { collar, assay: { file: "a", unit: "m", assays: { Cu: { unit: "%" } } } },
    'config.not-a-choice | p.json, assay.assays.Cu.unit | one of ppm, pct, g/t, ppb, oz/st, kg/t is needed, got "%"; declare it; it is not guessed',
  ],
  [
    "a percentage by name that is declared ppm",
    { collar, assay: { file: "a", unit: "m", assays: { Cu_pct: { unit: "ppm" }, Au_gpt: { unit: "ppm" } } } },
    "config.unit-contradicts | p.json, assay.assays.Cu_pct.unit | the column's name Cu_pct says pct, the declared unit is ppm; declare pct, or rename the column in file and project if its grades are in ppm",
  ],
])("%s is told and no project comes back", (_what, json, expected) => {
  expect(told(json)).toEqual([expected]);
  expect(readSurveyProject(json, "p.json").project).toBeNull();
});

it("a key of the prototype is no table", () => {
  expect(told(JSON.parse('{"__proto__": {"collar": 1}}'))[0]).toMatch(/^config\.unknown-key/);
});
