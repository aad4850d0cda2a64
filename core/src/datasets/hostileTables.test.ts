import { expect, test } from "vitest";
import { readCriticalLists } from "./criticalLists/readCriticalLists.ts";
import { readCrustalAbundance } from "./crustalAbundance/readCrustalAbundance.ts";
import { readDepositTypes } from "./depositTypes/readDepositTypes.ts";
import { readElements } from "./elements/readElements.ts";
import { readEvIntensity } from "./evIntensity/readEvIntensity.ts";
import { readMineralMarket } from "./mineralMarket/readMineralMarket.ts";
import { readOreGeochemistryPriors } from "./oreGeochemistryPriors/readOreGeochemistryPriors.ts";
import { readOreTonnageClosure } from "./oreTonnageClosure/readOreTonnageClosure.ts";
import { readOxideFactors } from "./oxideFactors/readOxideFactors.ts";
import { readStudyClaims } from "./studyClaims/readStudyClaims.ts";
import { readTailingsCases } from "./tailingsCases/readTailingsCases.ts";
import { readUsMetalMines } from "./usMetalMines/readUsMetalMines.ts";
import { readWorldProduction } from "./worldProduction/readWorldProduction.ts";

type Cells = Readonly<Record<string, string>>;

/** CSV of a good row with one or more cells replaced; `rows` repeats it. */
function csv(good: Cells, change: Cells, rows = 1): string {
  const cells = { ...good, ...change };
  const line = Object.values(cells)
    .map((cell) => `"${cell.replaceAll('"', '""')}"`)
    .join(",");
  return `${[Object.keys(cells).join(","), ...Array<string>(rows).fill(line)].join("\n")}\n`;
}

const mine: Cells = {
  id: "a",
  name: "A",
  lon: "-110",
  lat: "40",
  mainCommodity: "Cu",
  depositType: "Skarn copper",
  oreLowT: "90",
  oreMidT: "100",
  oreHighT: "110",
  oreBasis: "B",
  source: "report",
};
const prior: Cells = {
  depositType: "Skarn copper",
  group: "Skarn",
  element: "Co",
  medianPpm: "10",
  gsd: "2",
  whatItIs: "ore",
  evidence: "B",
  source: "report",
};
const crust: Cells = {
  element: "Co",
  upperCrustPpm: "17",
  upperCrustSource: "a",
  bulkCrustPpm: "26",
  bulkCrustSource: "b",
};
const market: Cells = {
  edition: "mcs2026",
  year: "2023",
  element: "Co",
  form: "Co content",
  elementFraction: "1",
  consumptionPrinted: "6,440",
  importsPrinted: "9,500",
};
const production: Cells = {
  element: "Co",
  commodity: "Cobalt",
  stage: "mine",
  country: "Cuba",
  year: "2024",
  unit: "t",
  amountPrinted: "3,500",
};
const closure: Cells = {
  mine: "A",
  year: "2018",
  metal: "Zn",
  metalRecoveredT: "80",
  headGradeFraction: "0.1",
  recovery: "0.8",
  oreReportedT: "1000",
  primarySource: "report",
};
const tailings: Cells = { site: "A", country: "B", quantity: "Co", source: "report", confidence: "high" };
const claim: Cells = {
  id: "C1",
  topic: "t",
  object: "Li",
  operator: "~",
  value: "4",
  unit: "%",
  meaning: "m",
  source: "s",
};

test("the good rows are good, so that each finding below comes from its change alone", () => {
  expect(readUsMetalMines(csv(mine, {}))).toMatchObject({
    issues: [],
    rows: [{ id: "a", counted: true, streams: [] }],
  });
  expect(readOreGeochemistryPriors(csv(prior, {})).issues).toEqual([]);
  expect(readCrustalAbundance(csv(crust, {})).issues).toEqual([]);
  expect(readMineralMarket(csv(market, {})).issues).toEqual([]);
  expect(readWorldProduction(csv(production, {})).issues).toEqual([]);
  expect(readOreTonnageClosure(csv(closure, {})).issues).toEqual([]);
  expect(readTailingsCases(csv(tailings, {})).issues).toEqual([]);
  expect(readStudyClaims(csv(claim, {})).issues).toEqual([]);
});

test("a prior without a mean gets the mean of its lognormal", () => {
  // 0.5 ln^2 2 = 0.2402265; e^0.24 = 1.2712492 (table), times e^0.0002265 = 1.0002265, gives 1.271537
  expect(readOreGeochemistryPriors(csv(prior, {})).rows[0]?.meanPpm).toBeCloseTo(12.71537, 4);
});

type Reader = (csvText: string) => { rows: object[]; issues: { path: string; code: string; message: string }[] };
const hostile: [string, Reader, string, string, string, string][] = [
  [
    "a longitude off the globe",
    readUsMetalMines,
    csv(mine, { lon: "-1100" }),
    "lon",
    "table.below-minimum",
    "-1100 deg lies below the minimum -180 deg",
  ],
  [
    "a latitude off the globe",
    readUsMetalMines,
    csv(mine, { lat: "90.01" }),
    "lat",
    "table.above-maximum",
    "90.01 deg lies above the maximum 90 deg",
  ],
  [
    "a negative tonnage",
    readUsMetalMines,
    csv(mine, { oreLowT: "-1" }),
    "oreLowT",
    "table.below-minimum",
    "-1 t/a lies below the minimum 0 t/a",
  ],
  [
    "a tonnage with thousands separators",
    readUsMetalMines,
    csv(mine, { oreMidT: "1,000" }),
    "oreMidT",
    "table.not-a-number",
    '"1,000" is not a plain decimal number (t/a)',
  ],
  [
    "a range out of order",
    readUsMetalMines,
    csv(mine, { oreMidT: "120" }),
    "oreMidT",
    "mine.ore-order",
    "ore must satisfy low <= mid <= high, got 90, 120, 110 t/a",
  ],
  [
    "an unknown grade of evidence",
    readUsMetalMines,
    csv(mine, { oreBasis: "E" }),
    "oreBasis",
    "table.not-a-choice",
    '"E" is not one of A, B, C, D',
  ],
  [
    "a blank source",
    readUsMetalMines,
    csv(mine, { source: " " }),
    "source",
    "table.blank",
    "cell is blank; a value is required",
  ],
  [
    "a mis-spelt symbol",
    readUsMetalMines,
    csv(mine, { headGradesPpm: '{"CU":4200}' }),
    "headGradesPpm",
    "dataset.unknown-element",
    '"CU" is not an element symbol or one of TREO; write e.g. Co, Nd, Pt',
  ],
  [
    "a grade above everything",
    readUsMetalMines,
    csv(mine, { headGradesPpm: '{"Cu":1000001}' }),
    "headGradesPpm",
    "dataset.amount-range",
    "Cu is 1000001; a number from 0 to 1000000 ppm is required",
  ],
  [
    "grades that sum to more than the rock",
    readUsMetalMines,
    csv(mine, { headGradesPpm: '{"Cu":600000,"Fe":600000}' }),
    "headGradesPpm",
    "mine.grade-sum",
    "head grades sum to 1200000 ppm, limit 1000000; check the unit",
  ],
  [
    "an unknown grade written as null",
    readUsMetalMines,
    csv(mine, { headGradesPpm: '{"Cu":null}' }),
    "headGradesPpm",
    "dataset.null-amount",
    "Cu is null; leave the element out when it is not known",
  ],
  [
    "a recovery in per cent",
    readUsMetalMines,
    csv(mine, { recoveries: '{"Cu":85}' }),
    "recoveries",
    "dataset.amount-range",
    "Cu is 85; a number from 0 to 1 (fraction) is required",
  ],
  [
    "a recovery as text",
    readUsMetalMines,
    csv(mine, { recoveries: '{"Cu":"0.85"}' }),
    "recoveries",
    "dataset.amount-range",
    'Cu is "0.85"; a number from 0 to 1 (fraction) is required',
  ],
  [
    "a list for a map",
    readUsMetalMines,
    csv(mine, { mainProductsT: "[1]" }),
    "mainProductsT",
    "dataset.not-an-object",
    'expected an object such as {"Cu":4200}, got another JSON value',
  ],
  [
    "broken JSON",
    readUsMetalMines,
    csv(mine, { byproductsT: "{Cu:1}" }),
    "byproductsT",
    "table.not-json",
    '"{Cu:1}" is not valid JSON',
  ],
  [
    "a stream without ore",
    readUsMetalMines,
    csv(mine, { streams: '[{"route":"mill"}]' }),
    "streams",
    "mine.stream",
    "stream 1 has no oreT of 0 t/a or more; a list of {route, oreT, gradesPpm, recoveries} is required",
  ],
  [
    "one stream for a list",
    readUsMetalMines,
    csv(mine, { streams: '{"route":"mill","oreT":1}' }),
    "streams",
    "mine.stream",
    "the cell holds no list; a list of {route, oreT, gradesPpm, recoveries} is required",
  ],
  [
    "a spread below one",
    readOreGeochemistryPriors,
    csv(prior, { gsd: "0.9" }),
    "gsd",
    "table.below-minimum",
    "0.9 lies below the minimum 1",
  ],
  [
    "an oxide for an element",
    readOreGeochemistryPriors,
    csv(prior, { element: "Fe2O3" }),
    "element",
    "dataset.unknown-element",
    '"Fe2O3" is not an element symbol; write e.g. Co, Nd, Pt',
  ],
  [
    "a host without its ratio",
    readOreGeochemistryPriors,
    csv(prior, { scalesWith: "Ni", ratioToHost: "" }),
    "ratioToHost",
    "prior.ratio-alone",
    "scalesWith and ratioToHost must both be given or both be blank",
  ],
  [
    "an element carried by itself",
    readOreGeochemistryPriors,
    csv(prior, { scalesWith: "Co", ratioToHost: "1" }),
    "scalesWith",
    "prior.scales-with-itself",
    "Co cannot scale with itself; name its host metal",
  ],
  [
    "a crust of nothing",
    readCrustalAbundance,
    csv(crust, { upperCrustPpm: "0" }),
    "upperCrustPpm",
    "crust.zero",
    "Co is 0 ppm; an abundance above 0 ppm is required",
  ],
  [
    "a word for a figure",
    readMineralMarket,
    csv(market, { importsPrinted: "withheld" }),
    "importsPrinted",
    "market.figure",
    '"withheld" is no printed figure; write e.g. 3,390 or W, NA, E, s, >50, <2 or leave it blank',
  ],
  [
    "separators in the wrong place",
    readMineralMarket,
    csv(market, { importsPrinted: "33,90" }),
    "importsPrinted",
    "market.figure",
    '"33,90" is no printed figure; write e.g. 3,390 or W, NA, E, s, >50, <2 or leave it blank',
  ],
  [
    "a negative import",
    readMineralMarket,
    csv(market, { importsPrinted: "-5" }),
    "importsPrinted",
    "market.figure",
    '"-5" is no printed figure; write e.g. 3,390 or W, NA, E, s, >50, <2 or leave it blank',
  ],
  [
    "a reliance above all",
    readMineralMarket,
    csv(market, { netImportReliancePctPrinted: "240" }),
    "netImportReliancePctPrinted",
    "market.reliance",
    "net import reliance 240 % exceeds 100 %",
  ],
  [
    "an unknown edition",
    readMineralMarket,
    csv(market, { edition: "mcs2019" }),
    "edition",
    "table.not-a-choice",
    '"mcs2019" is not one of mcs2024, mcs2025, mcs2026',
  ],
  [
    "a fraction of nothing",
    readMineralMarket,
    csv(market, { elementFraction: "0" }),
    "elementFraction",
    "market.fraction",
    "fraction of element is 0; a mass fraction above 0 is required",
  ],
  [
    "a price from nowhere",
    readMineralMarket,
    csv(market, { usdPerKgElement: "30", priceQuoted: "" }),
    "priceQuoted",
    "market.price-without-quote",
    "a price per kg of element needs the quotation it comes from",
  ],
  [
    "a production in words",
    readWorldProduction,
    csv(production, { amountPrinted: "plenty" }),
    "amountPrinted",
    "production.figure",
    '"plenty" is no printed figure; write e.g. 1,200 or W, NA, s, —',
  ],
  [
    "an unknown stage",
    readWorldProduction,
    csv(production, { stage: "shop" }),
    "stage",
    "table.not-a-choice",
    '"shop" is not one of mine, refinery, smelter, primary',
  ],
  [
    "a wrong atomic number",
    readElements,
    csv({ symbol: "Co", name: "cobalt", atomicNumber: "28", atomicWeight: "58.933" }, {}),
    "atomicNumber",
    "element.number",
    "Co has atomic number 27, got 28",
  ],
  [
    "an oxide without its element",
    readOxideFactors,
    csv({ formula: "CaF2", element: "C", factor: "0.5" }, {}),
    "formula",
    "oxide.element-missing",
    "CaF2 holds no C; check formula and element",
  ],
  [
    "an ore that does not follow from its metal",
    readOreTonnageClosure,
    csv(closure, { oreFromFormulaT: "1100" }),
    "oreFromFormulaT",
    "closure.arithmetic",
    "1100 t/a differs from metal / (grade x recovery) = 1000 t/a by more than 0.05 %",
  ],
  [
    "a grade in per cent",
    readOreTonnageClosure,
    csv(closure, { headGradeFraction: "15.7" }),
    "headGradeFraction",
    "table.above-maximum",
    "15.7 (fraction) lies above the maximum 1 (fraction)",
  ],
  [
    "a grade without a unit",
    readTailingsCases,
    csv(tailings, { grade: "0.3", gradeUnit: "" }),
    "gradeUnit",
    "tailings.no-unit",
    "grade 0.3 has no unit; write e.g. % or ppm",
  ],
  [
    "a comparison with nothing",
    readStudyClaims,
    csv(claim, { value: "" }),
    "value",
    "claim.no-value",
    "operator ~ needs a number to compare with",
  ],
  [
    "a vehicle of two weights",
    readEvIntensity,
    csv(
      {
        model: "m",
        element: "Li",
        publishedAmount: "8.9",
        publishedUnit: "kg/vehicle",
        kgPerVehicle: "9",
        source: "s",
      },
      {},
    ),
    "kgPerVehicle",
    "ev.published-differs",
    "9 kg differs from the published 8.9 kg",
  ],
  [
    "a list of names for symbols",
    readCriticalLists,
    csv({ listId: "X", jurisdiction: "Y", entry: "cobalt", elements: "cobalt" }, {}),
    "elements",
    "dataset.unknown-element",
    '"cobalt" is not an element symbol; write e.g. Co, Nd, Pt',
  ],
];

test.each(hostile)("%s is an error and the row is left out", (_what, read, text, column, code, message) => {
  const { rows, issues } = read(text);
  expect(rows).toEqual([]);
  expect(issues).toEqual([{ path: `data.csv, row 2, column ${column}`, code, severity: "error", message }]);
});

test.each<[string, Reader, string, string, string]>([
  ["mine id", readUsMetalMines, csv(mine, {}, 2), "id", "a"],
  ["prior", readOreGeochemistryPriors, csv(prior, {}, 2), "element", "Skarn copper | Co"],
  ["market row", readMineralMarket, csv(market, {}, 2), "element", "mcs2026 2023 Co"],
  ["country", readWorldProduction, csv(production, {}, 2), "country", "Cobalt | mine | Cuba | 2024"],
  ["deposit type", readDepositTypes, csv({ type: "T", environment: "E", group: "G" }, {}, 2), "type", "T"],
])("the second of two rows with the same %s is left out", (_what, read, text, column, key) => {
  const { rows, issues } = read(text);
  expect(rows).toHaveLength(1);
  expect(issues).toEqual([
    {
      path: `data.csv, row 3, column ${column}`,
      code: "dataset.duplicate",
      severity: "error",
      message: `"${key}" stands in row 2 already; keep one of the two rows`,
    },
  ]);
});

test.each<[string, Reader, string, string, string, string]>([
  [
    "a mean that is the median",
    readOreGeochemistryPriors,
    csv(prior, { meanPpm: "10" }),
    "meanPpm",
    "prior.mean-mismatch",
    "mean 10 ppm differs from median x exp(0.5 ln^2 gsd) = 12.72 ppm by more than 1 %",
  ],
  [
    "streams that miss the ore",
    readUsMetalMines,
    csv(mine, { streams: '[{"route":"mill","oreT":50}]' }),
    "streams",
    "mine.stream-sum",
    "streams sum to 50 t/a, oreMidT is 100 t/a; they should agree within 2 %",
  ],
  [
    "a statement that does not close",
    readTailingsCases,
    csv(tailings, { reported: "100", recomputed: "120", unit: "t" }),
    "recomputed",
    "tailings.recomputed",
    "120 differs from the reported 100 t by more than 5 %",
  ],
])("%s is a warning and the row is kept", (_what, read, text, column, code, message) => {
  const { rows, issues } = read(text);
  expect(rows).toHaveLength(1);
  expect(issues).toEqual([{ path: `data.csv, row 2, column ${column}`, code, severity: "warning", message }]);
});

test("a table without a required column names it, and an unknown column is only ignored", () => {
  const { id: _id, ...rest } = mine;
  expect(readUsMetalMines(csv(rest, {})).issues).toEqual([
    {
      path: "data.csv, line 1",
      code: "table.missing-column",
      severity: "error",
      message:
        "column id is missing; found: name, lon, lat, mainCommodity, depositType, oreLowT, oreMidT, oreHighT, oreBasis, source",
    },
  ]);
  const extra = readUsMetalMines(csv(mine, { colour: "red" }));
  expect(extra.rows).toHaveLength(1);
  expect(extra.issues.map((issue) => [issue.code, issue.severity])).toEqual([["table.unknown-column", "warning"]]);
});
