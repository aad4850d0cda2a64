import { fillNormal } from "../../numerics/drawStream.ts";
import type { RotatedGrid } from "../rotatedGrid.ts";
import { layeredField } from "./layeredField.ts";
import { assayRelativeError, drillPond, type PondDrilling } from "./pondDrilling.ts";
import { type FieldMaker, pondElements, pondGround, type PondGround } from "./pondGround.ts";
import { pondLengthM, pondOriginM, pondOutline, pondWidthM } from "./pondShape.ts";
import { type PondTruth, pondTruth } from "./pondTruth.ts";

/** Files of the example by name, and its truth. */
export interface ExamplePond {
  readonly files: ReadonlyMap<string, string>;
  readonly truth: PondTruth;
}

const labelled = "synthetic example, drawn by relode; no measurement";

/** Blocks of 25 x 25 x 2 m over the whole pond. */
export const examplePondGrid: RotatedGrid = {
  originM: [pondOriginM[0], pondOriginM[1], 96],
  sizeM: [25, 25, 2],
  count: [pondLengthM / 25, pondWidthM / 25, 13],
  azimuthDeg: 0,
};

export interface ExamplePondOptions {
  readonly realisations?: number;
  /** Distance of the holes, metres; default 56. */
  readonly spacingM?: number;
  /** How the ground's factors are drawn; default separable exponentials. */
  readonly field?: FieldMaker;
}

/**
 * The example project: tables of about 65 holes with detection limits and quality control, two surveyed surfaces, a project
 * file that declares every unit, and the truth. Everything in it is synthetic and says so; one seed gives one pond.
 * @throws {RangeError} as the random streams do
 */
export function examplePond(seed: number, options: ExamplePondOptions = {}): ExamplePond {
  const ground = pondGround(seed, options.field);
  const drilling = drillPond(ground, options.spacingM);
  const truth = pondTruth(ground, examplePondGrid);
  const files = new Map([
    ["collar.csv", collars(drilling)],
    ["survey.csv", surveys(drilling)],
    ["assay.csv", assays(drilling)],
    ["lithology.csv", logs(drilling)],
    ["qaqc.csv", qualityControl(ground, drilling)],
    ["surface-today.csv", todayPoints(ground)],
    ["surface-natural.asc", naturalGround(ground)],
    ["project.json", `${JSON.stringify(project(ground, options.realisations ?? 50), null, 2)}\n`],
  ]);
  return { files, truth };
}

const csv = (rows: readonly (readonly (string | number)[])[]) => `${rows.map((row) => row.join(",")).join("\n")}\n`;

function collars({ holes }: PondDrilling): string {
  const rows = holes.map(({ hole, xM, yM, elevationM, depthM }) => [
    hole,
    (pondOriginM[0] + xM).toFixed(1),
    (pondOriginM[1] + yM).toFixed(1),
    elevationM.toFixed(2),
    depthM.toFixed(1),
  ]);
  return csv([["hole", "east", "north", "elevation", "depth"], ...rows]);
}

function surveys({ holes }: PondDrilling): string {
  const rows = holes.flatMap(({ hole, azimuthDeg, dipDeg, depthM }) =>
    [0, depthM].map((depth) => [hole, depth, azimuthDeg, dipDeg]),
  );
  return csv([["hole", "depth", "azimuth", "dip"], ...rows]);
}

/** A grade as the laboratory prints it: in its unit, rounded, `<limit` below detection. */
function printed(gradePpm: number, e: number): string {
  const { unit, detectionLimit, decimals } = pondElements[e];
  const value = unit === "pct" ? gradePpm / 10_000 : gradePpm;
  return value < detectionLimit ? `<${detectionLimit}` : value.toFixed(decimals);
}

function assays({ samples }: PondDrilling): string {
  const header = ["hole", "from", "to", "sample", ...pondElements.map(({ substance, unit }) => `${substance}_${unit}`)];
  const rows = samples.map(({ hole, fromM, toM, sample, gradePpm, densityTPerM3, moisturePct }) => [
    hole,
    fromM,
    toM,
    sample,
    ...gradePpm.map(printed),
    densityTPerM3.toFixed(3),
    moisturePct.toFixed(1),
  ]);
  return csv([[...header, "dry_density", "moisture_pct"], ...rows]);
}

function logs({ log }: PondDrilling): string {
  return csv([["hole", "from", "to", "code"], ...log.map(({ hole, fromM, toM, code }) => [hole, fromM, toM, code])]);
}

/** One blank, one standard and one field duplicate of cobalt for about every twentieth sample. */
function qualityControl({ seed }: PondGround, { samples }: PondDrilling): string {
  const z = new Float64Array(4 * Math.ceil(samples.length / 20));
  fillNormal(z, seed, "resource.examplePond.qaqc");
  const rows: (string | number)[][] = [];
  for (let q = 0; 20 * q + 10 < samples.length; q++) {
    const { sample, gradePpm } = samples[20 * q + 10];
    const again = gradePpm[0] * Math.exp(Math.SQRT2 * assayRelativeError * z[4 * q]);
    rows.push(["field-duplicate", sample, "Co", printed(gradePpm[0], 0), printed(again, 0), "", ""]);
    rows.push(["blank", sample, "Co", "", z[4 * q + 1] > 1.5 ? "6" : "<5", "", ""]);
    rows.push(["standard", "SYN-1", "Co", "", (250 + 8 * z[4 * q + 2]).toFixed(0), "250", "8"]);
  }
  return csv([["kind", "sample", "substance", "original_ppm", "result_ppm", "certified_ppm", "sd_ppm"], ...rows]);
}

/** Today's surface: points of a survey every 20 m or so with an error of 0.05 m. */
function todayPoints({ seed, shape }: PondGround): string {
  const rows: string[][] = [];
  const [nx, ny] = [pondLengthM / 20 + 3, pondWidthM / 15 + 3];
  const z = new Float64Array(3 * nx * ny + 4);
  fillNormal(z, seed, "resource.examplePond.today");
  for (let j = 0; j < ny; j++)
    for (let i = 0; i < nx; i++) {
      const at = 3 * (i + nx * j);
      const [x, y] = [(i - 1) * 20 + z[at], (j - 1) * 15 + z[at + 1]];
      rows.push([
        (pondOriginM[0] + x).toFixed(2),
        (pondOriginM[1] + y).toFixed(2),
        (shape.topM(x, y) + 0.05 * z[at + 2]).toFixed(2),
      ]);
    }
  return csv([["east", "north", "elevation"], ...rows]);
}

/** Standard deviation of the old map and the distance over which its errors go together (practical range), metres. */
const map = { sigmaM: 0.4, rangeM: 90 };

/** Natural ground from an old map: an ESRI grid of 10 m with an error of 0.4 m that is correlated over 90 m. */
function naturalGround({ seed, shape }: PondGround): string {
  const cell = 10;
  const [columns, rows] = [pondLengthM / cell + 4, pondWidthM / cell + 4];
  const error = layeredField(seed, "map", { count: [columns, rows, 1], spacingM: [cell, cell, 1] }, [
    { share: 1, lengthsM: [map.rangeM / 3, map.rangeM / 3, 1] },
  ]);
  const lines: string[] = [];
  for (let r = rows - 1; r >= 0; r--)
    lines.push(
      Array.from({ length: columns }, (_, c) => {
        const [x, y] = [(c - 1.5) * cell, (r - 1.5) * cell];
        return (shape.baseM(x, y) + map.sigmaM * error[c + columns * r]).toFixed(2);
      }).join(" "),
    );
  return [
    `ncols ${columns}`,
    `nrows ${rows}`,
    `xllcorner ${pondOriginM[0] - 2 * cell}`,
    `yllcorner ${pondOriginM[1] - 2 * cell}`,
    `cellsize ${cell}`,
    "NODATA_value -9999",
    ...lines,
    "",
  ].join("\n");
}

function project(ground: PondGround, realisations: number): object {
  const outline = pondOutline(ground.shape).map(([x, y]) => [
    Math.round((pondOriginM[0] + x) * 10) / 10,
    Math.round((pondOriginM[1] + y) * 10) / 10,
  ]);
  const columns = Object.fromEntries(
    pondElements.map(({ substance, unit }) => [`${substance}_${unit}`, { substance, unit }]),
  );
  return {
    name: `Example pond, seed ${ground.seed}`,
    declared: "synthetic",
    note: labelled,
    crs: { epsg: null, note: "local grid in metres of an invented place" },
    drillholes: {
      collar: { file: "collar.csv", unit: "m" },
      survey: { file: "survey.csv", unit: "m", positiveDip: "down", azimuth: { north: "grid" } },
      assay: {
        file: "assay.csv",
        unit: "m",
        assays: columns,
        columns: { density: "dry_density", moisture: "moisture_pct" },
        densityBasis: "dry",
        moistureUnit: "pct",
        moistureOf: "wet",
      },
      lithology: { file: "lithology.csv", unit: "m" },
      composite: { lengthM: 1, residual: "merge", leastShare: 0.5, censored: "half-limit" },
    },
    qaqc: { file: "qaqc.csv" },
    surfaces: {
      today: { file: "surface-today.csv", kind: "points", unit: "m", sigmaM: 0.05, rangeM: 30 },
      natural: { file: "surface-natural.asc", kind: "ascii-grid", unit: "m", sigmaM: map.sigmaM, rangeM: map.rangeM },
    },
    body: { top: "today", base: "natural", outline },
    domains: [
      { name: "oxidised cap", codes: ["OX"], layers: "body-top" },
      { name: "upper tailings", codes: ["UP"], layers: "body-top" },
      { name: "lower tailings", codes: ["LO"], layers: "domain-top" },
    ],
    outside: ["NAT"],
    variables: pondElements.map(({ substance }) => ({ substance })),
    grid: examplePondGrid,
    simulation: { realisations },
    seed: 1,
    truth: "truth.json",
    value: {
      products: [
        { element: "Co", priceUsdPerKg: 30, recovery: 0.6, payable: 0.8, refiningUsdPerKg: 3 },
        { element: "Cu", priceUsdPerKg: 9, recovery: 0.55, payable: 0.95, refiningUsdPerKg: 0.4 },
      ],
      deductionsUsdPerT: 2,
      costUsdPerT: 9,
      moneyYear: 2024,
      source: "round figures assumed for a synthetic example; no quotation",
    },
  };
}

/** The truth as a JSON document; blocks outside the pond hold null, numbers seven digits. */
export function truthJson(truth: PondTruth): string {
  const list = (values: Float64Array) =>
    Array.from(values, (value) => (Number.isNaN(value) ? null : Number(value.toPrecision(7))));
  const gradePpm = Object.fromEntries(
    Object.entries(truth.blocks.gradePpm).map(([name, values]) => [name, list(values)]),
  );
  return `${JSON.stringify({ ...truth, blocks: { massDryTonnes: list(truth.blocks.massDryTonnes), gradePpm } })}\n`;
}
