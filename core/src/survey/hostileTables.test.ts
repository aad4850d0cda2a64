import { describe, expect, it } from "vitest";
import { type AssayOptions, readAssays } from "./assayTable.ts";
import { type CollarOptions, readCollars } from "./collarTable.ts";
import { defaultDrillholeChecks, qualityReport } from "./qualityReport.ts";
import { readLithology } from "./lithologyTable.ts";
import { readSurveys, type SurveyOptions } from "./surveyTable.ts";

// A sound campaign of five holes; each case below spoils one thing and must be told so, exactly.
const collarRows = [
  "A,501000,7002000,100,30",
  "B,501100,7002000,101,30",
  "C,501000,7002100,102,30",
  "D,501100,7002100,103,30",
  "E,501050,7002050,104,30",
];
const surveyRows = ["A", "B", "C", "D", "E"].map((hole) => `${hole},0,0,90`);
const assayRows = ["A", "B", "C", "D", "E"].map((hole, i) => `${hole},0,30,S${i},${0.11 + 0.013 * i},1.8`);
const logRows = ["A", "B", "C", "D", "E"].map((hole) => `${hole},0,30,beach`);

interface Spoilt {
  readonly collar?: readonly string[] | string;
  readonly survey?: readonly string[] | string;
  readonly assay?: readonly string[] | string;
  readonly log?: readonly string[] | string;
  readonly collarOptions?: Partial<CollarOptions>;
  readonly surveyOptions?: Partial<SurveyOptions>;
  readonly assayOptions?: Partial<AssayOptions>;
  readonly isSulphide?: boolean;
}

const text = (header: string, rows: readonly string[] | string) =>
  typeof rows === "string" ? rows : [header, ...rows].join("\n");

function report(spoilt: Spoilt) {
  const { collar = collarRows, survey = surveyRows, assay = assayRows, log = logRows } = spoilt;
  return qualityReport(
    {
      collar: readCollars(text("hole,east,north,elevation,depth", collar), "collar.csv", {
        unit: "m",
        ...spoilt.collarOptions,
      }),
      survey: readSurveys(text("hole,depth,azimuth,dip", survey), "survey.csv", {
        unit: "m",
        positiveDip: "down",
        azimuth: { north: "grid" },
        ...spoilt.surveyOptions,
      }),
      assay: readAssays(text("hole,from,to,sample,Cu_pct,density", assay), "assay.csv", {
        unit: "m",
        densityBasis: "dry",
        ...spoilt.assayOptions,
      }),
      lithology: readLithology(text("hole,from,to,code", log), "log.csv", { unit: "m" }),
    },
    { ...defaultDrillholeChecks, grade: { ...defaultDrillholeChecks.grade, isSulphide: spoilt.isSulphide ?? false } },
  );
}

const chatter = new Set(["columns.guessed", "assay.column-guessed"]);
const findings = (spoilt: Spoilt) =>
  report(spoilt)
    .issues.filter(({ code }) => !chatter.has(code))
    .map(({ severity, code, path, message }) => `${severity} ${code} | ${path} | ${message}`);

it("a sound campaign has no findings beyond what was guessed", () => {
  expect(findings({})).toEqual([]);
  expect(report({}).holesWithoutFindings).toBe(5);
});

const put = (rows: readonly string[], i: number, row: string) => rows.map((old, k) => (k === i ? row : old));

const cases: [string, Spoilt, string[]][] = [
  [
    "an empty collar file",
    { collar: "" },
    ["error table.empty | collar.csv | the file has no header line; expected columns: hole"],
  ],
  [
    "a collar file without north",
    { collar: "hole,east,elevation,depth\nA,1,2,3" },
    [
      "error columns.role-missing | collar.csv, row 1 | no column is declared for north and none has a usual name; name it under columns.north; found: hole, east, elevation, depth",
    ],
  ],
  [
    "a declared column that is not there",
    { collarOptions: { columns: { east: "XCOLL" } } },
    [
      "error columns.not-found | collar.csv, row 1 | column XCOLL, declared as east, is not in the file; found: hole, east, north, elevation, depth",
    ],
  ],
  [
    "a role that does not exist",
    { collarOptions: { columns: { easting: "east" } } },
    [
      'error columns.unknown-role | collar.csv, row 1 | "easting" is no role of this table; use one of hole, east, north, elevation, depth',
    ],
  ],
  [
    "one column in two roles",
    { collarOptions: { columns: { east: "east", north: "east" } } },
    [
      "error columns.used-twice | collar.csv, row 1 | column east is declared as east and as north; declare one column per role",
    ],
  ],
  [
    "a hole named twice",
    { collar: [...collarRows, "A,501300,7002000,100,30"] },
    ["error collar.duplicate-hole | collar.csv, row 7, hole A | hole A already stands in row 2; keep one row per hole"],
  ],
  [
    "two holes from one mouth",
    { collar: put(collarRows, 1, "B,501000,7002000,100,30") },
    [
      "warning collar.same-coordinates | collar.csv, row 3, hole B | same coordinates as hole A in row 2; confirm that both were drilled from one mouth (fan, wedge, redrill), or correct one",
    ],
  ],
  [
    "twin holes",
    { collar: put(collarRows, 1, "B,501003,7002000,100,30") },
    [
      "info collar.twin | collar.csv, row 3, hole B | 3 m from hole A, within the twin distance of 5 m; compare their grades over the same depths before both are used",
    ],
  ],
  [
    "a far hole",
    { collar: put(collarRows, 1, "B,591100,7002000,101,30") },
    [
      "warning collar.far-away | collar.csv, row 3, hole B | east 591100 m lies 90050 m from the median of all holes, bound 1000 m; check the coordinate, or move the hole to a project of its own",
    ],
  ],
  [
    "exchanged coordinates",
    { collar: put(collarRows, 1, "B,7002050,501050,101,30") },
    [
      "warning collar.coordinates-swapped | collar.csv, row 3, hole B | east 7002050 and north 501050 m fit the other holes when exchanged; exchange them in the file",
    ],
  ],
  [
    "a hole in feet",
    { collar: put(collarRows, 1, "B,1643963.255,22972604.987,101,30") },
    [
      "warning collar.other-unit | collar.csv, row 3, hole B | east 1643963.3 and north 22972605 m fit the other holes when multiplied by 0.3048; one campaign is in feet, the other in metres: convert it",
    ],
  ],
  [
    "mouths all at one elevation",
    { collar: collarRows.map((row) => row.replace(/,10\d,/, ",0,")) },
    [
      "warning collar.elevation-constant | collar.csv | all 5 holes start at elevation 0 m; give surveyed elevations, or set the holes on a terrain model; thickness and volume are wrong otherwise",
    ],
  ],
  [
    "a mouth at the origin",
    { collar: put(collarRows, 1, "B,0,0,101,30") },
    [
      "warning collar.at-origin | collar.csv, row 3, hole B | east and north are both 0; enter the coordinates, or confirm that the local origin is a hole",
      "warning collar.far-away | collar.csv, row 3, hole B | east 0 m lies 501000 m from the median of all holes, bound 1000 m; check the coordinate, or move the hole to a project of its own",
    ],
  ],
  [
    "a coordinate in words",
    {
      collar: put(collarRows, 4, "E,east of the dam,7002050,104,30"),
      assay: assayRows.slice(0, 4),
      survey: surveyRows.slice(0, 4),
      log: logRows.slice(0, 4),
    },
    ['error table.not-a-number | collar.csv, row 6, column east | "east of the dam" is not a plain decimal number (m)'],
  ],
  [
    "a collar row cut short",
    {
      collar: put(collarRows, 4, "E,1050"),
      assay: assayRows.slice(0, 4),
      survey: surveyRows.slice(0, 4),
      log: logRows.slice(0, 4),
    },
    ["error table.ragged-row | collar.csv, row 6 | row has 2 cells, the header has 5"],
  ],
  [
    "a hole without survey",
    { survey: surveyRows.slice(1) },
    [
      "warning collar.no-survey | collar.csv, row 2, hole A | the hole has no survey and is taken as vertical; add its direction, or confirm that it was drilled vertical",
    ],
  ],
  [
    "a hole without assays",
    { assay: assayRows.slice(1) },
    [
      "info collar.no-assay | collar.csv, row 2, hole A | the hole has no assay interval; add them, or leave the hole out of the project",
    ],
  ],
  [
    "a hole without log",
    { log: logRows.slice(1) },
    [
      "info collar.no-lithology | collar.csv, row 2, hole A | the hole has no lithology interval; add them, or leave the hole out of the project",
    ],
  ],
  [
    "stations of an unknown hole",
    { survey: [...surveyRows, "Z,0,0,90"] },
    [
      "error survey.no-collar | survey.csv, row 7, hole Z, 0 m | hole Z is not in the collar table; stations: 1; add the collar or correct the name",
    ],
  ],
  [
    "assays of an unknown hole",
    { assay: [...assayRows, "Z,0,30,S9,0.1,1.8"] },
    [
      "error assay.no-collar | assay.csv, row 7, hole Z, 0-30 m | hole Z is not in the collar table; intervals: 1; add the collar or correct the name",
    ],
  ],
  [
    "dips of the other sign",
    {
      surveyOptions: { positiveDip: "up" },
      survey: ["A,0,0,60"],
      collar: collarRows.slice(0, 1),
      assay: assayRows.slice(0, 1),
      log: logRows.slice(0, 1),
    },
    [
      "info survey.upward | survey.csv, row 2, hole A, 0 m | the hole starts 60 degrees upward; confirm underground drilling, or the sign of the dip",
    ],
  ],
  [
    "most dips of the other sign",
    { surveyOptions: { positiveDip: "up" } },
    [
      "info survey.upward | survey.csv, row 2, hole A, 0 m | the hole starts 90 degrees upward; confirm underground drilling, or the sign of the dip",
      "info survey.upward | survey.csv, row 3, hole B, 0 m | the hole starts 90 degrees upward; confirm underground drilling, or the sign of the dip",
      "info survey.upward | survey.csv, row 4, hole C, 0 m | the hole starts 90 degrees upward; confirm underground drilling, or the sign of the dip",
      "info survey.upward | survey.csv, row 5, hole D, 0 m | the hole starts 90 degrees upward; confirm underground drilling, or the sign of the dip",
      "info survey.upward | survey.csv, row 6, hole E, 0 m | the hole starts 90 degrees upward; confirm underground drilling, or the sign of the dip",
      "error survey.dip-sign | survey.csv | 5 of 5 stations point upward with dip declared positive up; declare dip positive down, or confirm underground drilling hole by hole",
    ],
  ],
  [
    "a dip beyond vertical",
    { survey: [...surveyRows, "A,15,0,95"] },
    [
      "error survey.dip-range | survey.csv, row 7, hole A, 15 m | dip 95 degrees lies outside -90 to 90; correct it; the station is not used",
    ],
  ],
  [
    "an azimuth of 400",
    { survey: [...surveyRows, "A,15,400,90"] },
    [
      "warning survey.azimuth-range | survey.csv, row 7, hole A, 15 m | azimuth 400 degrees (after correction to grid north) lies outside 0-360 and is used as it stands; write it within 0-360",
    ],
  ],
  [
    "an azimuth of 4000",
    { survey: [...surveyRows, "A,15,4000,90"] },
    [
      "error survey.azimuth-range | survey.csv, row 7, hole A, 15 m | azimuth 4000 degrees lies outside 0-360; correct it; the station is not used",
    ],
  ],
  [
    "a jump of direction",
    { survey: put(surveyRows, 0, "A,0,0,60").concat("A,15,0,30") },
    [
      "warning survey.dogleg | survey.csv, row 7, hole A, 15 m | the hole turns 30 degrees over 15 m, 60 degrees per 30 m, bound 15; check azimuth, dip and depth of both stations; magnetic rock disturbs compasses",
    ],
  ],
  [
    "two directions at one depth",
    { survey: put(surveyRows, 0, "A,0,0,60").concat("A,0,90,60") },
    [
      "error survey.conflicting-depth | survey.csv, row 7, hole A, 0 m | points 41.4096 degrees away from the station of row 2 at the same depth; keep the right one; the first is used",
    ],
  ],
  [
    "a station repeated",
    { survey: [...surveyRows, "A,0,0,90"] },
    [
      "info survey.duplicate-depth | survey.csv, row 7, hole A, 0 m | repeats the station of row 2; remove it; the first is used",
    ],
  ],
  [
    "a station below the hole",
    { survey: [...surveyRows, "A,45,0,80"] },
    [
      "warning survey.beyond-end | survey.csv, row 7, hole A, 45 m | station at 45 m, the hole ends at 30 m; correct the depth or the end of the hole; the station is not used",
    ],
  ],
  [
    "a station at 90000 to mark the end",
    { survey: [...surveyRows, "A,90000,0,90"] },
    [
      "info survey.sentinel-depth | survey.csv, row 7, hole A, 90000 m | station at 90000 m, the hole ends at 30 m; it repeats the direction above it; it changes nothing and is not used",
    ],
  ],
  [
    "stations out of order",
    { survey: ["A,10,0,90", ...surveyRows] },
    [
      "info survey.order | survey.csv, row 2, hole A, 10 m | stations do not stand in order of depth and are taken in order; sort the file",
    ],
  ],
  [
    "a first station far down",
    { survey: put(surveyRows, 0, "A,20,0,90") },
    [
      "info survey.first-station | survey.csv, row 2, hole A, 20 m | the first station lies at 20 m; the hole is taken straight from its mouth to there; add the direction at the mouth",
    ],
  ],
  [
    "overlapping samples",
    { assay: put(assayRows, 0, "A,0,20,S0,0.11,1.8").concat("A,18,30,S8,0.12,1.8") },
    [
      "error assay.overlap | assay.csv, row 7, hole A, 18-30 m | overlaps row 2 by 2 m; correct the depths, or split the tables by sampling campaign",
    ],
  ],
  [
    "a sample entered twice",
    { assay: [...assayRows, "A,0,30,S8,0.11,1.8"] },
    ["error assay.duplicate-interval | assay.csv, row 7, hole A, 0-30 m | repeats the interval of row 2; keep one"],
  ],
  [
    "a gap",
    { assay: put(assayRows, 0, "A,0,10,S0,0.11,1.8").concat("A,12,30,S8,0.12,1.8") },
    [
      "warning assay.gap | assay.csv, row 7, hole A, 12-30 m | 2 m between 10 and 12 m have no interval; state whether the core was lost, not sampled, or barren; it is not taken as zero",
    ],
  ],
  [
    "from after to",
    { assay: [...assayRows, "A,40,30,S8,0.11,1.8"] },
    [
      "error assay.from-after-to | assay.csv, row 7, hole A, 40-30 m | starts at 40 m after it ends at 30 m; exchange or correct the depths",
    ],
  ],
  [
    "no length",
    { assay: [...assayRows, "A,30,30,S8,0.11,1.8"] },
    ["error assay.zero-length | assay.csv, row 7, hole A, 30-30 m | has no length; correct the depths or remove it"],
  ],
  [
    "a depth above the mouth",
    { assay: [...assayRows, "A,-3,0,S8,0.11,1.8"] },
    [
      "error assay.negative-depth | assay.csv, row 7, hole A, -3-0 m | starts at -3 m, above the mouth; correct the depth",
    ],
  ],
  [
    "a sample beyond the end",
    { assay: [...assayRows, "A,30,33,S8,0.11,1.8"] },
    [
      "error assay.beyond-end | assay.csv, row 7, hole A, 30-33 m | ends at 33 m, the hole at 30 m; correct the depth, the unit or the end of the hole",
    ],
  ],
  [
    "assays that start and end inside the hole",
    { assay: put(assayRows, 0, "A,5,25,S0,0.11,1.8") },
    [
      "info assay.starts-below-mouth | assay.csv, row 2, hole A, 5-25 m | nothing from the mouth to 5 m; confirm that it was not sampled",
      "info assay.ends-above-end | assay.csv, row 2, hole A, 5-25 m | nothing from 25 m to the end of the hole at 30 m; confirm that it was not sampled",
    ],
  ],
  [
    "a sample number used twice",
    { assay: put(assayRows, 1, "B,0,30,S0,0.123,1.8") },
    [
      "warning assay.duplicate-sample | assay.csv, row 3, hole B, 0-30 m | sample S0 already stands in row 2 (hole A); correct the number, or move laboratory duplicates to the quality-control table",
    ],
  ],
  [
    "a grade of zero",
    { assay: put(assayRows, 0, "A,0,30,S0,0,1.8") },
    [
      "warning assay.zero | assay.csv, row 2, hole A, 0-30 m, column Cu_pct | Cu is exactly 0; enter the detection limit (e.g. <0.01), or leave the cell blank if it was not measured",
    ],
  ],
  [
    "a grade in ppm among percents",
    { assay: put(assayRows, 0, "A,0,30,S0,1100,1.8") },
    [
      "error assay.above-100-pct | assay.csv, row 2, hole A, 0-30 m, column Cu_pct | Cu is 1100 wt%, limit 100; check the unit of the column",
    ],
  ],
  [
    "a word for below detection without a limit",
    { assay: put(assayRows, 0, "A,0,30,S0,BDL,1.8") },
    [
      'error assay.no-limit | assay.csv, row 2, hole A, column Cu_pct | "BDL" says below detection but no limit is known; the cell is left not measured; declare assays.Cu_pct.detectionLimit',
      "info assay.row-not-measured | assay.csv, row 2, hole A, 0-30 m | no substance of the interval was measured; confirm that it was not sampled; it is not taken as zero",
    ],
  ],
  [
    "a grade with a comma for the point",
    { assay: put(assayRows, 0, 'A,0,30,S0,"0,11",1.8') },
    [
      'error assay.unreadable | assay.csv, row 2, hole A, column Cu_pct | "0,11" is neither a grade at least 0, nor a detection limit, nor a word for not measured; the cell is left not measured; correct the cell',
      "info assay.row-not-measured | assay.csv, row 2, hole A, 0-30 m | no substance of the interval was measured; confirm that it was not sampled; it is not taken as zero",
    ],
  ],
  [
    "an over-range grade",
    { assay: put(assayRows, 0, "A,0,30,S0,>1,1.8") },
    [
      'warning assay.over-range | assay.csv, row 2, hole A, column Cu_pct | ">1" pct lies above the range of the method and is kept at its upper limit; enter the over-range determination',
    ],
  ],
  [
    "a sentinel",
    { assay: put(assayRows, 0, "A,0,30,S0,-999,1.8") },
    [
      "warning assay.sentinel | assay.csv, row 2, column Cu_pct | 1 Cu cell of -999 is taken as not measured; declare the codes under assay.sentinels, or leave such cells blank",
      "info assay.row-not-measured | assay.csv, row 2, hole A, 0-30 m | no substance of the interval was measured; confirm that it was not sampled; it is not taken as zero",
    ],
  ],
  [
    "a declared sentinel in three cells",
    {
      assay: put(put(put(assayRows, 0, "A,0,30,S0,-77,1.8"), 2, "C,0,30,S2,-77,1.8"), 3, "D,0,30,S3,-77,1.8"),
      assayOptions: { sentinels: [-77] },
    },
    [
      "info assay.sentinel | assay.csv, row 2, column Cu_pct | 3 Cu cells of -77 are taken as not measured; so it is declared under assay.sentinels",
      ...[
        [2, "A"],
        [4, "C"],
        [5, "D"],
      ].map(
        ([row, hole]) =>
          `info assay.row-not-measured | assay.csv, row ${row}, hole ${hole}, 0-30 m | no substance of the interval was measured; confirm that it was not sampled; it is not taken as zero`,
      ),
    ],
  ],
  [
    "decimal commas in a whole column of grades",
    {
      assay: assayRows.map((row) => row.replace(/,0\.(\d+),/, ',"0,$1",')),
      assayOptions: { assays: { Cu_pct: {} } },
    },
    [
      'error table.decimal-comma | assay.csv, row 2, column Cu_pct | 5 of 5 cells hold a comma, first "0,11"; write decimals with a point and no sign between thousands; it is not guessed which of both the comma is',
      ...["A", "B", "C", "D", "E"].map(
        (hole, i) =>
          `info assay.row-not-measured | assay.csv, row ${i + 2}, hole ${hole}, 0-30 m | no substance of the interval was measured; confirm that it was not sampled; it is not taken as zero`,
      ),
    ],
  ],
  [
    "decimal commas in a whole column of depths",
    { log: ["A", "B", "C", "D", "E"].map((hole) => `${hole},0,"29,5",beach`) },
    [
      'error table.decimal-comma | log.csv, row 2, column to | 5 of 5 cells hold a comma, first "29,5"; write decimals with a point and no sign between thousands; it is not guessed which of both the comma is',
    ],
  ],
  [
    "hole names in lower case",
    { assay: assayRows.map((row, i) => (i < 3 ? row.toLowerCase().replace("s", "S") : row)) },
    [
      "info collar.no-assay | collar.csv, row 2, hole A | the hole has no assay interval; add them, or leave the hole out of the project",
      "info collar.no-assay | collar.csv, row 3, hole B | the hole has no assay interval; add them, or leave the hole out of the project",
      "info collar.no-assay | collar.csv, row 4, hole C | the hole has no assay interval; add them, or leave the hole out of the project",
      "error assay.hole-case | assay.csv, row 2 | 3 hole names differ from the collar table in upper and lower case alone (3 rows), e.g. a here and A there; write them alike in both files; spellings are not joined, as they may be two holes",
    ],
  ],
  [
    "a hole name in lower case in the surveys",
    { survey: surveyRows.map((row) => row.replace("B", "b")) },
    [
      "error survey.hole-case | survey.csv, row 3 | 1 hole name differs from the collar table in upper and lower case alone (1 row), e.g. b here and B there; write them alike in both files; spellings are not joined, as they may be two holes",
      "warning collar.no-survey | collar.csv, row 3, hole B | the hole has no survey and is taken as vertical; add its direction, or confirm that it was drilled vertical",
    ],
  ],
  [
    "a blank grade",
    { assay: put(assayRows, 0, "A,0,30,S0,,1.8") },
    [
      "info assay.row-not-measured | assay.csv, row 2, hole A, 0-30 m | no substance of the interval was measured; confirm that it was not sampled; it is not taken as zero",
    ],
  ],
  [
    "limits a hundred apart",
    { assay: put(put(assayRows, 0, "A,0,30,S0,<0.001,1.8"), 1, "B,0,30,S1,-0.1,1.8") },
    [
      "info assay.detection-limits | assay.csv, column Cu_pct | 2 cells lie below detection, limit in pct (cells): 0.001 (1), 0.1 (1); the limit and a flag are kept; a named rule replaces them when composites are made",
      "warning assay.several-limits | assay.csv, column Cu_pct | detection limits differ from 0.001 to 0.1 pct, a factor of ten or more; several methods or laboratories are mixed, or a code such as -1 is read as a limit; check the certificates",
    ],
  ],
  [
    "a density in kg/m3",
    { assay: put(assayRows, 0, "A,0,30,S0,0.11,1800") },
    [
      "warning assay.density-range | assay.csv, row 2, hole A, 0-30 m | dry bulk density 1800 t/m3 lies outside 0.3-8; check its unit (t/m3 = g/cm3)",
    ],
  ],
  [
    "an assay file without a known unit",
    { assay: "hole,from,to,copper\nA,0,30,0.1" },
    [
      'error assay.no-columns | assay.csv, row 1 | no assay column is declared and no name gives both a substance and a unit; declare them under assays, e.g. { "Cu": { "unit": "pct" } }',
    ],
  ],
  [
    "an assay column without a unit",
    { assayOptions: { assays: { density: { substance: "Cu" } } } },
    [
      "error assay.unit-unknown | assay.csv, row 1, column density | the unit of the column is neither declared nor in its name; declare assays.density.unit as ppm, pct, g/t, ppb, oz/st or kg/t",
    ],
  ],
  [
    "a negative grade where none may be",
    { assay: put(assayRows, 0, "A,0,30,S0,-0.1,1.8"), assayOptions: { assays: { Cu_pct: { negative: "error" } } } },
    [
      'error assay.unreadable | assay.csv, row 2, hole A, column Cu_pct | "-0.1" is neither a grade at least 0, nor a detection limit, nor a word for not measured; the cell is left not measured; correct the cell',
      "info assay.row-not-measured | assay.csv, row 2, hole A, 0-30 m | no substance of the interval was measured; confirm that it was not sampled; it is not taken as zero",
    ],
  ],
  [
    "a log without a code",
    { log: put(logRows, 0, "A,0,30,") },
    [
      "warning lithology.blank-code | log.csv, row 2, hole A, column code | the interval has no code; log it, or name it as not logged",
    ],
  ],
  [
    "an unfinished quote",
    { log: 'hole,from,to,code\nA,0,30,"beach' },
    [
      "error csv.unterminated-quote | log.csv, line 2 | a quoted cell starts on line 2 and never ends; the file is cut short or a quote is not doubled",
    ],
  ],
];

describe("each hand-made fault is told with place, value, bound and remedy", () => {
  it.each(cases)("%s", (_what, spoilt, expected) => {
    expect(findings(spoilt)).toEqual(expected);
  });
});
