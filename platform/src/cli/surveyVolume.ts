import { DataError, type Issue } from "@relode/core/evidence";
import {
  dryDensity,
  dryTonnage,
  isInside,
  isSameLattice,
  type Lattice,
  moistureOfWet,
  outlineAreaM2,
  resampleSurface,
  type SurfaceGrid,
  volumeBetween,
  type VolumeUncertainty,
  volumeUncertainty,
  wetDensity,
} from "@relode/core/survey";
import { openSurface } from "../files/surfaceFile.ts";
import { csvText } from "../report/csvText.ts";
import { html, htmlTable } from "../report/html.ts";
import { textTable } from "../report/terminalText.ts";
import { terminalWidth } from "./print.ts";
import { openConfig, type SurveyInputFile } from "./surveyInput.ts";
import type { SurveyMade } from "./surveyMade.ts";
import { figure, figures, pictureFiles, surveyPage } from "./surveyPage.ts";
import { readVolumeConfig, type VolumeConfig } from "./surveyVolumeConfig.ts";
import { thicknessPicture } from "./surveyVolumePicture.ts";

/** A quantity with its standard error and interval. */
interface Quantity {
  readonly quantity: string;
  readonly unit: string;
  readonly mean: number;
  readonly sd: number;
  readonly p05: number;
  readonly p95: number;
}

const z95 = 1.6448536269514722;
const quantity = (name: string, unit: string, mean: number, sd: number): Quantity => ({
  quantity: name,
  unit,
  mean,
  sd,
  p05: mean - z95 * sd,
  p95: mean + z95 * sd,
});
const mostCells = 4_000_000;
/** Cells along the longer side at least, where a surface is drawn through points. */
const leastAlong = 400;
/** Surfaces whose cells are areas, not nodes of a triangulation. */
const isOfCells = ({ kind }: VolumeConfig["top"]) => kind === "ascii-grid" || kind === "geotiff";

/**
 * `relode survey volume`: what lies between two surfaces, with the error that the declared errors of the surfaces give.
 * @throws {UserTableError | DataError} files or configuration that cannot be used
 */
export async function volumeMade(path: string): Promise<SurveyMade> {
  const { name, json, input, place } = await openConfig(path);
  const config = readVolumeConfig(json, name);
  const inputs: SurveyInputFile[] = [input];
  const issues: Issue[] = [];
  const surfaces: SurfaceGrid[] = [];
  for (const spec of [config.top, config.base]) {
    const opened = await openSurface(place(spec.file), { ...spec, cellM: config.cellM, epsg: config.epsg });
    inputs.push({ name: spec.file, sha256: opened.sha256 });
    issues.push(...opened.issues);
    if (opened.surface !== null) surfaces.push(opened.surface);
  }
  if (surfaces.length < 2)
    throw new DataError(
      "a surface cannot be used",
      issues.filter(({ severity }) => severity === "error"),
    );
  const [top, base] = onOneLattice(surfaces[0], surfaces[1], config, issues);
  const between = volumeBetween(top, base, config.outline, `${config.top.file} over ${config.base.file}`);
  issues.push(...between.issues);
  if (!(between.areaM2 > 0))
    throw new DataError("the top lies above the base nowhere: there is no volume", [
      ...issues,
      {
        path: config.top.file,
        code: "survey.no-volume",
        severity: "error",
        message:
          "no cell has both surfaces with the top above the base; check datum, unit, coordinate system and which is which",
      },
    ]);
  const error = volumeUncertainty(top, between.isCounted, config.error);
  const areas = areasOf(surfaces[0], surfaces[1], top, base, config);
  issues.push(...doubts(config, top, base, between.isCounted, between.volumeM3, areas));
  const quantities = quantitiesOf(config, between.volumeM3, error.sigmaM3, between.areaM2);
  const parts = partsOf(config, error);
  const result = {
    quantities,
    areaM2: between.areaM2,
    meanThicknessM: between.meanThicknessM,
    cellM: top.cellM,
    crossedM3: between.crossedM3,
    areas,
    error: { ...error, declared: config.error },
  };
  const picture = thicknessPicture(top, base, between.isCounted, config);
  return {
    result,
    text: [...textTable(columns, quantities, terminalWidth()), "", ...areaLines(areas), ...parts].join("\n"),
    issues,
    files: [
      ["volume.json", `${JSON.stringify(result, null, 1)}\n`],
      [
        "volume.csv",
        csvText(
          ["quantity", "unit", "mean", "sd", "p05", "p95"],
          quantities.map((one) => [one.quantity, one.unit, one.mean, one.sd, one.p05, one.p95]),
        ),
      ],
      ["thickness.tif", await thicknessTiff(top, base, between.isCounted, config.epsg)],
      ["volume.html", page(config, quantities, areas, parts, issues, picture)],
      ...pictureFiles([picture]),
    ],
    inputs,
    parameters: { config: name, cellM: top.cellM },
    seed: null,
  };
}

/** Both surfaces on the cells of the finer one over the ground that both, or the outline, cover. */
function onOneLattice(
  top: SurfaceGrid,
  base: SurfaceGrid,
  { top: tops, base: bases, cellM, outline }: VolumeConfig,
  issues: Issue[],
): [SurfaceGrid, SurfaceGrid] {
  const isRaster = isOfCells(tops) && isOfCells(bases);
  if (isRaster && cellM === null && isSameLattice(top, base) && top.columns * top.rows <= mostCells) return [top, base];
  const end = (grid: SurfaceGrid, axis: 0 | 1) =>
    axis === 0 ? grid.eastM + (grid.columns - 1) * grid.cellM : grid.northM + (grid.rows - 1) * grid.cellM;
  const low = [Math.max(top.eastM, base.eastM), Math.max(top.northM, base.northM)];
  const high = [Math.min(end(top, 0), end(base, 0)), Math.min(end(top, 1), end(base, 1))];
  if (outline !== null)
    for (const [axis, values] of [outline.eastM, outline.northM].entries()) {
      low[axis] = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
      high[axis] = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    }
  if (!(high[0] > low[0] && high[1] > low[1]))
    throw new DataError("the surfaces do not overlap", [
      {
        path: "top, base",
        code: "survey.no-overlap",
        severity: "error",
        message: `the extents have no ground in common (top from ${top.eastM}, ${top.northM} m, base from ${base.eastM}, ${base.northM} m); check coordinate system and unit`,
      },
    ]);
  const least = Math.sqrt(((high[0] - low[0]) * (high[1] - low[1])) / mostCells);
  // Cells hang over the edge of a triangulation by up to half of their width, so they are small where nobody chose them.
  const usual = Math.min(top.cellM, base.cellM);
  const fine = Math.max(high[0] - low[0], high[1] - low[1]) / leastAlong;
  const wanted = cellM ?? (isRaster ? usual : Math.min(usual, fine));
  const size = Math.max(wanted, least);
  if (size > wanted)
    issues.push({
      path: "cellM",
      code: "survey.coarser-cells",
      severity: "warning",
      message: `cells of ${wanted} m would be more than ${mostCells}; ${Number(size.toPrecision(4))} m are taken`,
    });
  // Of rasters a centre on the edge is a whole cell. Else squares tile the common ground: a centre on its edge would count half a cell beyond.
  const first = isRaster ? 0 : size / 2;
  const count = (axis: 0 | 1) => {
    const cells = (high[axis] - low[axis]) / size;
    return isRaster ? Math.floor(cells + 1e-9) + 1 : Math.max(1, Math.ceil(cells - 1e-9));
  };
  const lattice: Lattice = {
    columns: count(0),
    rows: count(1),
    cellM: size,
    eastM: low[0] + first,
    northM: low[1] + first,
  };
  return [resampleSurface(top, lattice), resampleSurface(base, lattice)];
}

interface Areas {
  readonly topM2: number;
  readonly baseM2: number;
  readonly bothM2: number;
  readonly outlineM2: number | null;
  /** Within the outline, not covered by the top, by the base, by either. */
  readonly outlineWithoutM2: { readonly top: number; readonly base: number; readonly both: number } | null;
}

function areasOf(
  wholeTop: SurfaceGrid,
  wholeBase: SurfaceGrid,
  top: SurfaceGrid,
  base: SurfaceGrid,
  { top: tops, base: bases, outline }: VolumeConfig,
): Areas {
  const cellM2 = top.cellM ** 2;
  let [both, noTop, noBase, neither] = [0, 0, 0, 0];
  for (let i = 0; i < top.elevationM.length; i++) {
    const column = i % top.columns;
    const place = [top.eastM + column * top.cellM, top.northM + ((i - column) / top.columns) * top.cellM] as const;
    if (outline !== null && !isInside(outline, place[0], place[1])) continue;
    const [hasTop, hasBase] = [!Number.isNaN(top.elevationM[i]), !Number.isNaN(base.elevationM[i])];
    if (hasTop && hasBase) both++;
    else if (hasBase) noTop++;
    else if (hasTop) noBase++;
    else neither++;
  }
  return {
    topM2: coveredM2(wholeTop, isOfCells(tops)),
    baseM2: coveredM2(wholeBase, isOfCells(bases)),
    bothM2: both * cellM2,
    outlineM2: outline === null ? null : outlineAreaM2(outline),
    outlineWithoutM2: outline === null ? null : { top: noTop * cellM2, base: noBase * cellM2, both: neither * cellM2 },
  };
}

/** Ground that a surface covers: its cells, or of a triangulation's nodes the squares whose four corners it has. */
function coveredM2({ elevationM, columns, rows, cellM }: SurfaceGrid, ofCells: boolean): number {
  const has = (node: number) => !Number.isNaN(elevationM[node]);
  let squares = 0;
  for (let row = ofCells ? 0 : 1; row < rows; row++)
    for (let column = ofCells ? 0 : 1; column < columns; column++) {
      const at = row * columns + column;
      if (has(at) && (ofCells || (has(at - 1) && has(at - columns) && has(at - columns - 1)))) squares++;
    }
  return squares * cellM ** 2;
}

function areaLines({ topM2, baseM2, bothM2, outlineM2, outlineWithoutM2 }: Areas): string[] {
  const lines = [`area of the top ${figure(topM2)} m2, of the base ${figure(baseM2)} m2, of both ${figure(bothM2)} m2`];
  if (outlineM2 !== null && outlineWithoutM2 !== null)
    lines.push(
      `outline ${figure(outlineM2)} m2; in it without top ${figure(outlineWithoutM2.top)} m2, without base ${figure(outlineWithoutM2.base)} m2, without either ${figure(outlineWithoutM2.both)} m2`,
    );
  return lines;
}

/** What makes the volume doubtful beyond its error: thin ground, errors not declared, ground not covered. */
function doubts(
  config: VolumeConfig,
  top: SurfaceGrid,
  base: SurfaceGrid,
  isCounted: Uint8Array,
  volumeM3: number,
  areas: Areas,
): Issue[] {
  const { nuggetSigmaM, correlated, sharedSigmaM } = config.error;
  const sigmaM = Math.hypot(nuggetSigmaM, sharedSigmaM, ...correlated.map((part) => part.sigmaM));
  const issues: Issue[] = [];
  const warn = (path: string, code: string, message: string) =>
    issues.push({ path, code: `survey.${code}`, severity: "warning", message });
  if (!(sigmaM > 0))
    warn(
      "top, base",
      "no-error-declared",
      "no error of either surface is declared, so the volume has no interval; declare sigmaM, rangeM, nuggetSigmaM, sharedSigmaM",
    );
  let [thin, thinM3] = [0, 0];
  for (let i = 0; i < isCounted.length; i++) {
    const thickness = top.elevationM[i] - base.elevationM[i];
    if (isCounted[i] === 1 && thickness < 2 * sigmaM) {
      thin++;
      thinM3 += thickness * top.cellM ** 2;
    }
  }
  const n = isCounted.reduce((sum, mark) => sum + mark, 0);
  if (thin > 0.1 * n)
    warn(
      "top, base",
      "thin-cells",
      `${thin} of ${n} cells are thinner than twice the error of ${figure(sigmaM, 2)} m (${figure(thinM3)} m3, ${((100 * thinM3) / volumeM3).toFixed(1)} % of the volume): noise counts there where it is upward; draw an outline of the body`,
    );
  const outside = areas.outlineWithoutM2;
  if (outside !== null && areas.outlineM2 !== null) {
    const missing = outside.top + outside.base + outside.both;
    if (missing > 0.01 * areas.outlineM2)
      warn(
        "outline",
        "outline-not-covered",
        `${figure(missing)} m2 of the outline's ${figure(areas.outlineM2)} m2 lack a surface; their volume is not counted`,
      );
  }
  return issues;
}

function quantitiesOf(config: VolumeConfig, volumeM3: number, sigmaM3: number, areaM2: number): Quantity[] {
  const list = [
    quantity("volume", "m3", volumeM3, sigmaM3),
    quantity("mean thickness", "m", volumeM3 / areaM2, sigmaM3 / areaM2),
  ];
  const { density, moisture } = config;
  if (density === null) return list;
  // A dry density is a wet one without water.
  const rho = density.basis === "dry" ? dryDensity(density.tPerM3) : wetDensity(density.tPerM3);
  const w = density.basis === "dry" || moisture === null ? { value: 0, sigma: 0 } : moisture;
  const made = dryTonnage(volumeM3, wetDensity(rho), moistureOfWet(w.value), {
    volumeM3: sigmaM3,
    densityTPerM3: density.sigma,
    moisture: w.sigma,
  });
  list.push(quantity("dry mass", "t dry", made.dry, made.sigmaDryTonnes));
  if (density.basis === "wet")
    list.push(
      quantity(
        "wet mass",
        "t wet",
        made.wet,
        Math.sqrt((volumeM3 * density.sigma) ** 2 + (density.tPerM3 * sigmaM3) ** 2 + (density.sigma * sigmaM3) ** 2),
      ),
    );
  return list;
}

function partsOf({ error: declared }: VolumeConfig, error: VolumeUncertainty): string[] {
  const part = (sigmaM3: number) => `${figure(sigmaM3, 3)} m3`;
  return [
    `standard error ${part(error.sigmaM3)}: noise of cells ${part(error.nuggetM3)}, ${declared.correlated
      .map(({ rangeM, model }, i) => `correlated over ${figure(rangeM)} m (${model}) ${part(error.correlatedM3[i])}, `)
      .join("")}common shift ${part(error.sharedM3)}`,
    `taken as independent from cell to cell the error would be ${part(error.ifIndependentM3)}: too small`,
  ];
}

const columns = [
  { rank: 1, head: "quantity", value: (one: Quantity) => one.quantity },
  ...(["mean", "sd", "p05", "p95"] as const).map((key) => ({
    rank: 1,
    head: key === "p05" ? "P5" : key === "p95" ? "P95" : key,
    align: "right" as const,
    value: (one: Quantity) => figure(one[key], 5),
  })),
  { rank: 1, head: "unit", value: (one: Quantity) => one.unit },
];

async function thicknessTiff(
  top: SurfaceGrid,
  base: SurfaceGrid,
  isCounted: Uint8Array,
  epsg: number | null,
): Promise<Uint8Array> {
  const { writeGeoTiff } = await import("@relode/core/formats");
  const { columns: wide, rows, cellM, eastM, northM } = top;
  const values = top.elevationM.map((z, i) => (isCounted[i] === 1 ? z - base.elevationM[i] : Number.NaN));
  return writeGeoTiff({ columns: wide, rows, sizeM: [cellM, cellM], firstCentre: [eastM, northM], epsg, values });
}

function page(
  config: VolumeConfig,
  quantities: readonly Quantity[],
  areas: Areas,
  parts: readonly string[],
  issues: readonly Issue[],
  picture: ReturnType<typeof thicknessPicture>,
): string {
  return surveyPage(
    "Volume between surfaces",
    `${config.top.file} over ${config.base.file}`,
    "Mean, standard error and P5-P95 follow from the declared errors of both surfaces (normal distribution); an error that is not declared is not in them.",
    [
      {
        id: "volume",
        title: "Volume",
        body: html`${htmlTable(
          "Quantities",
          columns.map(({ head, value, ...rest }) => ({
            head,
            cell: value,
            ...("align" in rest ? { align: "right" as const } : {}),
          })),
          quantities,
        )}${[...areaLines(areas), ...parts].map((line) => html`<p>${line}.</p>`)}${
          config.density === null
            ? html`<p>No density is declared, so no mass is given.</p>`
            : html`<p>Density: ${config.density.source}.</p>`
        }`,
      },
      { id: "map", title: "Thickness", body: html`${figures([picture])}` },
      {
        id: "findings",
        title: "Findings",
        body: htmlTable(
          "Errors and warnings",
          [
            { head: "Where", cell: (issue: Issue) => issue.path },
            { head: "What", cell: (issue: Issue) => issue.message, wraps: true },
          ],
          issues.filter(({ severity }) => severity !== "info"),
        ),
      },
    ],
  );
}
