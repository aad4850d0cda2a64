import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { readCmioFields } from "./cmioFields.ts";
import { neutraliseCsvCell } from "./neutraliseCsvCell.ts";
import type { OreSamples } from "./oreSamples.ts";
import { type CmioReaderOptions, createCmioReader } from "./readCmio.ts";

const folder = new URL("./fields/", import.meta.url);
const fieldsCsv = readFileSync(new URL("data.csv", folder), "utf8");
const { fields } = readCmioFields(fieldsCsv);

const ore = {
  DEPOSIT_UID: "AUS.NSW.335841",
  DEPOSIT_NAME: "Woodlawn",
  DEPOSIT_TYPE: "Bimodal felsic VMS",
  SAMPLE_DEPOSIT_RELATION: "high grade ore",
  MATERIAL_CLASS: "rock",
};

type Row = Readonly<Record<string, string>>;

const line = (cells: readonly string[]) =>
  cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",");

/** A table with the columns its rows name. */
function table(...rows: readonly Row[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [names, ...rows.map((row) => names.map((name) => row[name] ?? ""))]
    .map((cells) => `${line(cells)}\n`)
    .join("");
}

function read(text: string, options: Partial<CmioReaderOptions> = {}, pieceLength = text.length) {
  const reader = createCmioReader({ fields, name: "t.csv", ...options });
  for (let i = 0; i < text.length; i += Math.max(1, pieceLength))
    reader.push(text.slice(i, i + Math.max(1, pieceLength)));
  return reader.finish();
}

function samplesOf(text: string, options: Partial<CmioReaderOptions> = {}): OreSamples {
  const { samples, issues } = read(text, options);
  if (samples === null) throw new Error(issues.map((issue) => issue.message).join("; "));
  return samples;
}

function cell(samples: OreSamples, row: number, element: string): { ppm: number; below: number } {
  const at = row * samples.elements.length + samples.elements.indexOf(element);
  return { ppm: samples.ppm[at], below: samples.belowDetection[at] };
}

const codes = (text: string, options: Partial<CmioReaderOptions> = {}) =>
  read(text, options).issues.map((issue) => issue.code);

describe("the schema", () => {
  test("has the 339 fields of the dictionary, each once, and the checksum of its source note", () => {
    const source = JSON.parse(readFileSync(new URL("source.json", folder), "utf8"));
    expect(fields.length).toBe(339);
    expect(new Set(fields.map((field) => field.name)).size).toBe(339);
    expect(source.rows).toBe(339);
    expect(createHash("sha256").update(fieldsCsv).digest("hex")).toBe(source.sha256);
  });

  // Oxide to element factors as printed in analytical tables (reciprocals of the element-to-oxide factors of
  // James Cook University, Element-to-stoichiometric oxide conversion factors: 1.8895, 1.3992, 1.4297, 1.2865, 1.2046,
  // 1.6582, 1.2912, 1.3480, 2.2916, 2.1392, 2.4972, 1.6681).
  test.each([
    ["AL2O3", 1.8895],
    ["CAO", 1.3992],
    ["FE2O3TOT", 1.4297],
    ["FEO", 1.2865],
    ["K2O", 1.2046],
    ["MGO", 1.6582],
    ["MNO", 1.2912],
    ["NA2O", 1.348],
    ["P2O5", 2.2916],
    ["SIO2", 2.1392],
    ["SO3", 2.4972],
    ["TIO2", 1.6681],
  ])("%s holds one part of element in %f parts of oxide", (quantity, oxideFactor) => {
    const field = fields.find((f) => f.name === `${quantity}_WT_PERCENT`);
    expect((field?.elementFraction ?? 0) * oxideFactor).toBeCloseTo(1, 3);
  });

  test("gives in ppb exactly Au, Hg, Os, Pd, Pt, Re, Rh and Ru", () => {
    const ppb = fields.filter((f) => f.kind === "value" && f.unit === "ppb").map((f) => f.element);
    expect(ppb).toEqual(["Au", "Hg", "Os", "Pd", "Pt", "Re", "Rh", "Ru"]);
  });
});

describe("concentrations", () => {
  // Cells of the Woodlawn rows AU.1459665 and AU.1459702, printed in a public notebook (Geoscience Australia, CC BY 4.0).
  const woodlawn = {
    ...ore,
    SAMPLE_DEPOSIT_RELATION: "unknown",
    CO_PPM: "-2",
    CO_DETECTION_LIMIT: "1",
    V_PPM: "-10",
    V_DETECTION_LIMIT: "2",
    BI_PPM: "1.0",
    BI_DETECTION_LIMIT: "2",
    CO2_WT_PERCENT: "-0.05",
    AL2O3_WT_PERCENT: "15.62",
    HREE_PPM: "0",
    TOTAL_WT_PERCENT: "127.71",
  };
  const unknowns = { filter: { includeUnknown: true } };

  test("a negative value is below detection with its magnitude as the limit, also where the limit column differs", () => {
    const samples = samplesOf(table(woodlawn), unknowns);
    expect(cell(samples, 0, "Co")).toEqual({ ppm: 2, below: 1 });
    expect(cell(samples, 0, "V")).toEqual({ ppm: 10, below: 1 });
    const { issues } = read(table(woodlawn), unknowns);
    const found = issues.find((issue) => issue.code === "cmio.limit-differs");
    expect(found?.message).toBe(
      "2 values below detection carry another limit than their detection-limit column; the magnitude of the negative value is used; first: row 2, CO_PPM = -2, limit 1",
    );
  });

  test("a positive value below its limit stays as measured and is counted", () => {
    expect(cell(samplesOf(table(woodlawn), unknowns), 0, "Bi")).toEqual({ ppm: 1, below: 0 });
    expect(codes(table(woodlawn), unknowns)).toContain("cmio.measured-below-limit");
  });

  test("rare-earth sums, the analytical total and CO2 give no element", () => {
    const samples = samplesOf(table(woodlawn), unknowns);
    expect([...samples.elements].sort()).toEqual(["Al", "Bi", "Co", "V"]);
  });

  test("15.62 wt % Al2O3 is 82,670 ppm Al", () => {
    // 15.62 / 1.8895 = 8.267 wt %
    expect(cell(samplesOf(table(woodlawn), unknowns), 0, "Al").ppm).toBeCloseTo((15.62 / 1.8895) * 1e4, -1);
  });

  test("a blank is not analysed, a zero is below its limit, a zero without a limit is not analysed", () => {
    const samples = samplesOf(
      table({ ...ore, CU_PPM: "5", ZN_PPM: "", PB_PPM: "0", PB_DETECTION_LIMIT: "3", AG_PPM: "0" }),
    );
    expect(cell(samples, 0, "Zn").ppm).toBeNaN();
    expect(cell(samples, 0, "Pb")).toEqual({ ppm: 3, below: 1 });
    expect(cell(samples, 0, "Ag").ppm).toBeNaN();
  });

  test("gold at -20,000 ppb is below 20 ppm; iridium is in ppm", () => {
    const samples = samplesOf(table({ ...ore, AU_PPB: "-20000", IR_PPM: "0.25" }));
    expect(cell(samples, 0, "Au")).toEqual({ ppm: 20, below: 1 });
    expect(cell(samples, 0, "Ir")).toEqual({ ppm: 0.25, below: 0 });
  });

  test("carbon is in wt % of carbon", () => {
    expect(cell(samplesOf(table({ ...ore, C_WT_PERCENT: "1.5" })), 0, "C").ppm).toBe(15_000);
  });

  test("an element's own column is preferred to its oxide, and a disagreement beyond a factor 2 is counted", () => {
    const text = table({ ...ore, TI_PPM: "3000", TIO2_WT_PERCENT: "5" });
    expect(cell(samplesOf(text), 0, "Ti")).toEqual({ ppm: 3000, below: 0 });
    expect(codes(text)).toContain("cmio.columns-disagree");
    expect(codes(table({ ...ore, TI_PPM: "3000", TIO2_WT_PERCENT: "0.5" }))).not.toContain("cmio.columns-disagree");
  });

  test("a measured oxide is preferred to an element below detection", () => {
    const samples = samplesOf(table({ ...ore, MN_PPM: "-500", MNO_WT_PERCENT: "0.12912" }));
    expect(cell(samples, 0, "Mn").below).toBe(0);
    expect(cell(samples, 0, "Mn").ppm).toBeCloseTo(1000, 0);
  });

  test("iron is FE_PPM, else total Fe2O3, else ferric plus ferrous, and never one of the two alone", () => {
    const rows = [
      { FE_PPM: "7" },
      { FE2O3TOT_WT_PERCENT: "14.297", FEO_WT_PERCENT: "1" },
      { FE2O3_WT_PERCENT: "14.297", FEO_WT_PERCENT: "12.865" },
      { FEO_WT_PERCENT: "3" },
    ];
    const samples = samplesOf(table(...rows.map((row) => ({ ...ore, CU_PPM: "1", ...row }))));
    expect(cell(samples, 0, "Fe").ppm).toBe(7);
    expect(cell(samples, 1, "Fe").ppm / 1e5).toBeCloseTo(1, 3);
    expect(cell(samples, 2, "Fe").ppm / 2e5).toBeCloseTo(1, 3);
    expect(cell(samples, 3, "Fe").ppm).toBeNaN();
  });

  test.each([
    ["=cmd|' /C calc'!A0", "cmio.not-a-number"],
    ["<0.5", "cmio.not-a-number"],
    ["0x10", "cmio.not-a-number"],
    ["1e400", "cmio.not-a-number"],
    ["NaN", "cmio.not-a-number"],
    ["-9999", "cmio.missing-code"],
    ["1000001", "cmio.above-unity"],
  ])("the concentration %s is left out and counted as %s", (text, code) => {
    const whole = table({ ...ore, CU_PPM: text, ZN_PPM: "1" });
    expect(cell(samplesOf(whole), 0, "Cu").ppm).toBeNaN();
    expect(read(whole).issues.find((issue) => issue.code === code)).toMatchObject({
      severity: "warning",
      path: "t.csv, row 2, column CU_PPM",
    });
  });

  property.prop([fc.integer({ min: 1, max: 999_999_999 }).map((n) => n / 1000)])(
    "any positive ppm comes out as it went in, to single precision",
    (value) => {
      expect(cell(samplesOf(table({ ...ore, ZN_PPM: String(value) })), 0, "Zn")).toEqual({
        ppm: Math.fround(value),
        below: 0,
      });
    },
  );
});

describe("rows", () => {
  const kinds: readonly (readonly [string, Row])[] = [
    ["relation: gangue", { SAMPLE_DEPOSIT_RELATION: "gangue" }],
    ["relation: alteration halo", { SAMPLE_DEPOSIT_RELATION: "Alteration halo" }],
    ["relation: host rock", { SAMPLE_DEPOSIT_RELATION: "host  rock" }],
    ["relation: unknown", { SAMPLE_DEPOSIT_RELATION: "unknown" }],
    ["relation: unknown", { SAMPLE_DEPOSIT_RELATION: "" }],
    ["relation: other", { SAMPLE_DEPOSIT_RELATION: "orebody margin" }],
    ["material: concentrate", { MATERIAL_CLASS: "Concentrate" }],
    ["material: tailings", { MATERIAL_CLASS: "tailings" }],
    ["material: soil", { MATERIAL_CLASS: "soil" }],
    ["material: unknown", { MATERIAL_CLASS: "unknown" }],
    ["sample type: concentrate", { SAMPLE_TYPE: "flotation concentrate" }],
    ["deposit type: missing", { DEPOSIT_TYPE: "" }],
    ["deposit: no identifier", { DEPOSIT_UID: "" }],
    ["row: no element analysed", { CU_PPM: "" }],
  ];
  test.each(kinds)("a row is left out by default as %s: %o", (reason, change) => {
    const samples = samplesOf(table({ ...ore, CU_PPM: "1" }, { ...ore, CU_PPM: "2", ...change }));
    expect(samples.filter).toEqual({ rowsRead: 2, rowsKept: 1, leftOut: { [reason]: 1 } });
  });

  test("rows kept and left out add up to the rows read", () => {
    const samples = samplesOf(
      table({ ...ore, CU_PPM: "1" }, ...kinds.map(([, change]) => ({ ...ore, CU_PPM: "2", ...change }))),
    );
    const leftOut = Object.values(samples.filter.leftOut).reduce((a, b) => a + b, 0);
    expect(samples.filter.rowsKept + leftOut).toBe(kinds.length + 1);
  });

  test("regolith labelled as ore is kept, regolith of unknown relation never", () => {
    const laterite = { ...ore, MATERIAL_CLASS: "regolith", NI_PPM: "12000" };
    const rows = table(laterite, { ...laterite, SAMPLE_DEPOSIT_RELATION: "unknown" });
    expect(samplesOf(rows, { filter: { includeUnknown: true } }).filter).toMatchObject({
      rowsKept: 1,
      leftOut: { "material: regolith": 1 },
    });
  });

  test("a relation named in the options is kept", () => {
    const text = table({ ...ore, SAMPLE_DEPOSIT_RELATION: "gangue", CU_PPM: "1" });
    expect(samplesOf(text, { filter: { relations: ["gangue"] } }).filter.rowsKept).toBe(1);
  });

  test("a repeated DEPOSIT_ANALYSIS_ID is left out, a repeated SAMPLE_UID is not", () => {
    const rows = ["1", "1", "2"].map((id) => ({
      ...ore,
      DEPOSIT_ANALYSIS_ID: id,
      SAMPLE_UID: "AU.1459664",
      CU_PPM: "1",
    }));
    expect(samplesOf(table(...rows)).filter).toMatchObject({ rowsKept: 2, leftOut: { "row: repeated analysis": 1 } });
  });

  test("one row with the synthetic prefix makes the whole table synthetic", () => {
    const text = table({ ...ore, CU_PPM: "1" }, { ...ore, DEPOSIT_UID: "SYNTHETIC.X.1", CU_PPM: "1" });
    expect(samplesOf(text).synthetic).toBe(true);
    expect(codes(text)).toContain("cmio.mixed-synthetic");
    expect(samplesOf(table({ ...ore, CU_PPM: "1" })).synthetic).toBe(false);
  });
});

describe("the file", () => {
  test("columns match in any case, and FID, geometry and a byte-order mark are no hindrance", () => {
    const text = table({ FID: "x.1", ...ore, CU_PPM: "7", SHAPE: "POINT (-35.1, 149.6)" });
    const header = text.slice(0, text.indexOf("\n"));
    expect(cell(samplesOf(`\uFEFF${header.toLowerCase()}${text.slice(header.length)}`), 0, "Cu").ppm).toBe(7);
  });

  test("cutting the text anywhere changes nothing: quotes, CRLF and line feeds inside cells included", () => {
    const text = table({ ...ore, SAMPLE_DESCRIPTION: 'a "b", c\nd', CU_PPM: "1" }, { ...ore, CU_PPM: "2" }).replaceAll(
      "\n",
      "\r\n",
    );
    const whole = read(text);
    expect(whole.samples?.ppm).toEqual(Float32Array.of(1, 2));
    for (let length = 1; length < 60; length++) expect(read(text, {}, length)).toEqual(whole);
  });

  const good = table({ ...ore, CU_PPM: "1" }, { ...ore, CU_PPM: "2" });
  const twice = "DEPOSIT_UID,DEPOSIT_UID,DEPOSIT_NAME,DEPOSIT_TYPE,SAMPLE_DEPOSIT_RELATION,MATERIAL_CLASS,CU_PPM\n";
  test.each([
    ["", "cmio.empty", "the file is empty; get it again"],
    [good.slice(0, good.indexOf("\n") + 1), "cmio.no-rows", "the file has a header but no rows; get it again"],
    [
      good.slice(0, -12),
      "cmio.truncated",
      "the last row ends in the middle after 2 rows; the file is cut short, get it again",
    ],
    [
      "a,b\n1,2\n",
      "cmio.missing-column",
      "required columns are missing: DEPOSIT_UID, DEPOSIT_NAME, DEPOSIT_TYPE, SAMPLE_DEPOSIT_RELATION, MATERIAL_CLASS; found 2 columns: A, B; take the layer cmmi:CriticalMineralDepositsGeochemistry with all its columns",
    ],
    ["a;b\n1;2\n", "cmio.separator", "the header has one column; the separator must be a comma, found 1 columns: A;B"],
    [twice, "cmio.duplicate-column", "column DEPOSIT_UID occurs twice; remove one"],
    [
      table(ore),
      "cmio.no-element-columns",
      "no concentration column such as CU_PPM; found 5 columns: DEPOSIT_UID, DEPOSIT_NAME, DEPOSIT_TYPE, SAMPLE_DEPOSIT_RELATION, MATERIAL_CLASS",
    ],
    [
      `${good}"a,b\n`,
      "cmio.unterminated-quote",
      "a quoted cell never ends; the file is cut short or a quote is not doubled; get it again",
    ],
    [
      "<!DOCTYPE html><html><head><title>Sign in</title>",
      "cmio.html-page",
      'this is a web page titled "Sign in", not the table; the service may be down or behind a sign-in page',
    ],
    [
      '<ows:ExceptionReport><ows:Exception exceptionCode="NoApplicableCode"><ows:ExceptionText>out of memory</ows:ExceptionText>',
      "cmio.service-exception",
      "the service answered with an exception report: NoApplicableCode: out of memory; check --service and the layer name, or try again later",
    ],
    [
      "<?xml version='1.0'?><wfs:FeatureCollection>",
      "cmio.gml",
      "this is GML, not CSV; ask the service for outputFormat=csv",
    ],
    [
      '{"error": "busy"}',
      "cmio.json",
      'the answer is JSON, not CSV: {"error": "busy"}; ask the service for outputFormat=csv',
    ],
    [
      "D\u0000E\u0000P\u0000",
      "cmio.encoding",
      "the text holds NUL characters: it is UTF-16 read as UTF-8, or binary; save it as CSV in UTF-8",
    ],
    [
      table({ ...ore, SAMPLE_DEPOSIT_RELATION: "host rock", CU_PPM: "1" }),
      "cmio.no-ore",
      "none of 1 rows passes the filter (relation: host rock 1); change the filter, for example with unknown relations included",
    ],
    [
      `${good}x\n`.repeat(1) + "y\n".repeat(3),
      "cmio.ragged",
      "4 of 6 rows do not fit the header's 6 columns, bound 1 %; get the file again, unedited",
    ],
  ])("%j is refused as %s", (text, code, message) => {
    const { samples, issues } = read(text);
    expect(samples).toBeNull();
    expect(issues.filter((issue) => issue.severity === "error").map((issue) => [issue.code, issue.message])).toEqual([
      [code, message],
    ]);
  });

  test.each([
    [{ maxRows: 1 }, "cmio.too-many-rows", "more than 1 rows; is this the right file?"],
    [{ maxColumns: 3 }, "cmio.too-many-columns", "a row has more than 3 columns; is this the right file?"],
    [
      { maxCellCharacters: 5 },
      "cmio.cell-too-long",
      "a cell has 11 characters, limit 5; a quote is probably not closed",
    ],
  ])("the bound %o holds", (limits, code, message) => {
    const { issues } = read(good, { limits });
    expect(issues.filter((issue) => issue.severity === "error")).toEqual([expect.objectContaining({ code, message })]);
  });

  test("a cell that never ends stops the reader before the memory is full", () => {
    const reader = createCmioReader({ fields, limits: { maxCellCharacters: 100_000 } });
    reader.push(`${good}"`);
    let pushed = 0;
    while (!reader.failed && pushed < 1000) {
      reader.push("x".repeat(10_000));
      pushed++;
    }
    expect(reader.failed).toBe(true);
    expect(pushed).toBeLessThan(20);
  });

  property.prop([fc.string({ maxLength: 300 }), fc.integer({ min: 1, max: 40 })])(
    "no text makes the reader throw, and without samples there is an error",
    (text, length) => {
      const { samples, issues } = read(table({ ...ore, CU_PPM: "1" }) + text, {}, length);
      expect(samples !== null || issues.some((issue) => issue.severity === "error")).toBe(true);
    },
  );
});

test("a formula in a name is text, and is disarmed only where it is written", () => {
  const name = '=HYPERLINK("http://x","y")';
  const { deposits } = samplesOf(table({ ...ore, DEPOSIT_NAME: name, CU_PPM: "1" }));
  expect(deposits[0]?.name).toBe(name);
  expect(neutraliseCsvCell(name)).toBe('"\'=HYPERLINK(""http://x"",""y"")"');
});

describe("written cells", () => {
  test.each([
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["+1+1", "'+1+1"],
    ["-2", "-2"],
    ['a "b"', '"a ""b"""'],
    ["-a,b", '"\'-a,b"'],
    [" =1", "' =1"],
    ["plain", "plain"],
  ])("%j is written as %j", (text, written) => {
    expect(neutraliseCsvCell(text)).toBe(written);
  });
});
