import type { ResourceDocument, ResourceHoles, ResourceSurfaces } from "@relode/core/resource";
import { cellMap } from "../plot/cellMap.ts";
import { colour } from "../plot/svg.ts";
import { xyChart, type XySeries } from "../plot/xyChart.ts";

/** What pictures of a resource are drawn from: the document, columns of the block table, holes and surfaces. */
export interface ResourceParts {
  readonly document: ResourceDocument;
  readonly column: (name: string) => Float32Array | undefined;
  readonly holes: ResourceHoles;
  readonly surfaces: ResourceSurfaces;
}

/** A picture with the words below it; `draw` makes it for a width in pixels. */
export interface ResourcePicture {
  readonly name: string;
  readonly caption: string;
  readonly draw: (widthPx: number) => string;
}

const mostCells = 40_000;

/** All pictures of a run, those of the variable named, else of its first one. */
export function resourcePictures(parts: ResourceParts, variable?: string): ResourcePicture[] {
  const { document } = parts;
  const grades = document.gradeTonnage.map((curve) => curve.variable);
  const first = variable !== undefined && grades.includes(variable) ? variable : grades[0];
  return [
    planPicture(parts, first),
    ...[0.33, 0.5, 0.67].map((share, i) => sectionPicture(parts, first, share, i + 1)),
    ...grades.map((name) => curvePicture(document, name)),
    ...(["x", "y", "z"] as const).map((axis) => swathPicture(document, first, axis)),
    ...document.domains.flatMap(({ name }) => [
      variogramPicture(document, name, first),
      histogramPicture(parts, name, first),
      probabilityPicture(parts, name, first),
    ]),
    validationPicture(document, first),
    accuracyPicture(document, first),
  ].filter((picture) => picture !== null);
}

const said = (document: ResourceDocument) => (document.declared === "synthetic" ? "Synthetic data. " : "");

function valueDomain(values: Float32Array | undefined): [number, number] {
  const sorted = (values ?? new Float32Array(0)).filter((v) => Number.isFinite(v)).sort();
  if (sorted.length === 0) return [0, 1];
  return [sorted[Math.floor(0.02 * (sorted.length - 1))], sorted[Math.floor(0.98 * (sorted.length - 1))]];
}

/** Plan along the axes of the grid: mean grade of each pile of blocks by dry mass, holes, outline of the body. */
function planPicture({ document, column, holes }: ResourceParts, variable: string): ResourcePicture {
  const { grid } = document;
  const [nx, ny, nz] = grid.count;
  const [mass, grade] = [column("massDryTonnes"), column(variable)];
  const every = Math.max(1, Math.ceil(Math.sqrt((nx * ny) / mostCells)));
  const cells: (readonly [number, number, number, number, number])[] = [];
  for (let j = 0; j < ny; j += every)
    for (let i = 0; i < nx; i += every) {
      let [sum, weight] = [0, 0];
      for (let k = 0; k < nz; k++) {
        const b = i + nx * (j + ny * k);
        if ((mass?.[b] ?? 0) > 0) {
          sum += (mass?.[b] ?? 0) * (grade?.[b] ?? 0);
          weight += mass?.[b] ?? 0;
        }
      }
      cells.push([
        i * grid.sizeM[0],
        j * grid.sizeM[1],
        every * grid.sizeM[0],
        every * grid.sizeM[1],
        weight > 0 ? sum / weight : Number.NaN,
      ] as const);
    }
  const dots = holes.holes.map(({ hole, collar }) => {
    const [u, v] = along(document, collar);
    return { label: hole, x: u, y: v };
  });
  const shown = valueDomain(Float32Array.from(cells, (cell) => cell[4]));
  return {
    name: "plan",
    caption: `${said(document)}Plan: kriged ${variable} averaged over the height of the body by dry mass (ppm); dots are holes. Axes run along the block model, azimuth ${grid.azimuthDeg} degrees, from its corner at east ${grid.originM[0]} m, north ${grid.originM[1]} m.`,
    draw: (widthPx) =>
      cellMap(
        { cells, lines: [], dots },
        {
          widthPx,
          title: `Plan of ${variable}`,
          desc: "Blocks coloured by grade with the mouths of the holes",
          xTitle: "Along x of the block model, m",
          yTitle: "Along y of the block model, m",
          valueTitle: variable.replace("_", " "),
          xDomain: [0, nx * grid.sizeM[0]],
          yDomain: [0, ny * grid.sizeM[1]],
          valueDomain: shown,
          exaggeration: 1,
        },
      ),
  };
}

function along({ grid }: ResourceDocument, at: readonly number[]): [number, number] {
  const angle = (grid.azimuthDeg * Math.PI) / 180;
  const [x, y] = [at[0] - grid.originM[0], at[1] - grid.originM[1]];
  return [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)];
}

function sectionPicture(
  { document, column, holes, surfaces }: ResourceParts,
  variable: string,
  share: number,
  number: number,
): ResourcePicture {
  const { grid } = document;
  const [nx, ny, nz] = grid.count;
  const [dx, dy, dz] = grid.sizeM;
  const j = Math.min(ny - 1, Math.floor(share * ny));
  const grade = column(variable);
  const every = Math.max(1, Math.ceil((nx * nz) / mostCells));
  const cells: (readonly [number, number, number, number, number])[] = [];
  let [low, high] = [nz, 0];
  for (let k = 0; k < nz; k++)
    for (let i = 0; i < nx; i += every) {
      const value = grade?.[i + nx * (j + ny * k)] ?? Number.NaN;
      if (Number.isFinite(value)) [low, high] = [Math.min(low, k), Math.max(high, k + 1)];
      cells.push([i * dx, grid.originM[2] + k * dz, every * dx, dz, value] as const);
    }
  if (low > high) [low, high] = [0, nz];
  const y = (j + 0.5) * dy;
  const lines = surfaces.surfaces.map(({ name, grid: lattice, z }) => {
    const row = Math.min(lattice.count[1] - 1, Math.max(0, Math.floor(y / lattice.spacing[1])));
    const xs = Array.from({ length: lattice.count[0] }, (_, i) => (i + 0.5) * lattice.spacing[0]);
    return {
      label: name,
      x: xs,
      y: xs.map((_, i) => z[i + lattice.count[0] * row] ?? Number.NaN),
      isDashed: name !== "top" && name !== "base",
    };
  });
  const near = holes.composites
    .map(({ hole, at, fromM, toM, values }) => ({
      place: along(document, at),
      hole,
      z: at[2],
      fromM,
      toM,
      value: values[variable],
    }))
    .filter(
      ({ place, value }) =>
        Math.abs(place[1] - y) <= Math.max(dy, document.body.spacingM / 2) && typeof value === "number",
    );
  return {
    name: `section-${number}`,
    caption: `${said(document)}Section along x at y = ${y.toFixed(0)} m: kriged ${variable} (ppm), today's surface, base, contacts (dashed), and composites within ${Math.max(dy, document.body.spacingM / 2).toFixed(0)} m in the same colours.`,
    draw: (widthPx) =>
      cellMap(
        {
          cells,
          lines,
          dots: near.map(({ hole, place, z, fromM, toM, value }) => ({
            label: `${hole} ${fromM.toFixed(1)}-${toM.toFixed(1)} m: ${String(value)} ppm`,
            x: place[0],
            y: z,
            ...(typeof value === "number" ? { value } : {}),
          })),
        },
        {
          widthPx,
          title: `Section ${number} of ${variable}`,
          desc: "Blocks and composites coloured by grade",
          xTitle: "Along x of the block model, m",
          yTitle: "Elevation, m",
          valueTitle: variable.replace("_", " "),
          xDomain: [0, nx * dx],
          yDomain: [grid.originM[2] + Math.max(0, low - 1) * dz, grid.originM[2] + Math.min(nz, high + 1) * dz],
          valueDomain: valueDomain(grade),
          exaggeration: 8,
        },
      ),
  };
}

function curvePicture(document: ResourceDocument, variable: string): ResourcePicture | null {
  const curve = document.gradeTonnage.find((one) => one.variable === variable);
  if (curve === undefined) return null;
  const { points } = curve;
  const x = points.map(({ cutoffPpm }) => cutoffPpm);
  const mt = (of: (point: (typeof points)[number]) => number | null | undefined) =>
    points.map((point) => (of(point) ?? Number.NaN) / 1e6);
  const series: XySeries[] = [
    {
      kind: "band",
      label: "P5-P95 of the realisations",
      colour: colour.accentSoft,
      x,
      y: mt((p) => p.massDryTonnes.p05),
      other: mt((p) => p.massDryTonnes.p95),
    },
    { kind: "line", label: "P50", colour: colour.accent, x, y: mt((p) => p.massDryTonnes.p50) },
    {
      kind: "line",
      label: "kriged model (smooth)",
      colour: colour.imports,
      isDashed: true,
      x,
      y: mt((p) => p.naive?.massDryTonnes),
    },
  ];
  return {
    name: `grade-tonnage-${variable}`,
    caption: `${said(document)}Dry tonnes at or above a cut-off of ${variable}: median and P5-P95 of ${document.realisations} realisations of blocks of ${document.grid.sizeM.join(" x ")} m. The kriged model is smoother than the ground and is drawn for comparison only.`,
    draw: (widthPx) =>
      xyChart(series, {
        widthPx,
        heightPx: 280,
        title: `Tonnage curve of ${variable}`,
        desc: "Tonnes at or above a cut-off",
        xTitle: `Cut-off, ppm ${variable.replace("_ppm", "")}`,
        yTitle: "Dry tonnes, Mt",
      }),
  };
}

function swathPicture(document: ResourceDocument, variable: string, axis: "x" | "y" | "z"): ResourcePicture | null {
  const swath = document.swaths.find((one) => one.variable === variable && one.axis === axis);
  if (swath === undefined) return null;
  const x = swath.slices.map(({ fromM, toM }) => (fromM + toM) / 2);
  const band = (of: "p05" | "p95") => swath.slices.map(({ realisationMean }) => realisationMean?.[of] ?? Number.NaN);
  const number = (value: number | null) => value ?? Number.NaN;
  const series: XySeries[] = [
    {
      kind: "band",
      label: "realisations, P5-P95 of the slice",
      colour: colour.accentSoft,
      x,
      y: band("p05"),
      other: band("p95"),
    },
    {
      kind: "line",
      label: "kriged model",
      colour: colour.accent,
      x,
      y: swath.slices.map(({ estimateMean }) => number(estimateMean)),
    },
    {
      kind: "dots",
      label: "composites, declustered",
      colour: colour.imports,
      x,
      y: swath.slices.map(({ dataMean }) => number(dataMean)),
    },
  ];
  return {
    name: `swath-${axis}`,
    caption: `${said(document)}Swath along ${axis}: mean ${variable} (ppm) of declustered composites, kriged model and realisations in slices across the body.`,
    draw: (widthPx) =>
      xyChart(series, {
        widthPx,
        heightPx: 250,
        title: `Swath of ${variable} along ${axis}`,
        desc: "Means in slices",
        xTitle: `Along ${axis} of the block model, m`,
        yTitle: `Mean ${variable.replace("_", " ")}`,
      }),
  };
}

const unitShapes = {
  spherical: (h: number) => (h >= 1 ? 1 : 1.5 * h - 0.5 * h ** 3),
  exponential: (h: number) => 1 - Math.exp(-3 * h),
  gaussian: (h: number) => 1 - Math.exp(-3 * h * h),
} as const;

function variogramPicture(document: ResourceDocument, domain: string, variable: string): ResourcePicture | null {
  const found = document.variograms.find(
    (one) => one.domain === domain && one.variable === variable && one.of === "grade",
  );
  if (found === undefined || found.variogram.along.length === 0) return null;
  const { model, along: level, down, verdict } = found.variogram;
  if (!model.structures.every(({ type }) => type in unitShapes)) return null;
  const curve = (axis: 0 | 2, longest: number, label: string, isDashed: boolean): XySeries => {
    const x = Array.from({ length: 61 }, (_, i) => (longest * i) / 60);
    const y = x.map((h) =>
      model.structures.reduce(
        (sum, s) => sum + s.sill * unitShapes[s.type as "spherical"](h / s.rangesM[axis]),
        model.nugget,
      ),
    );
    return { kind: "line", label, colour: isDashed ? colour.imports : colour.accent, isDashed, x, y };
  };
  const dots = (lags: typeof level, label: string, fill: string): XySeries => ({
    kind: "dots",
    label,
    colour: fill,
    x: lags.map(({ distanceM }) => distanceM),
    y: lags.map(({ value }) => value),
  });
  const longest = Math.max(...level.map(({ distanceM }) => distanceM));
  const deepest = Math.max(0, ...down.map(({ distanceM }) => distanceM));
  const series = [
    dots(level, "along the layers", colour.accent),
    curve(0, longest, "model along", false),
    ...(down.length > 0 ? [dots(down, "down the holes", colour.imports), curve(2, deepest, "model down", true)] : []),
  ];
  return {
    name: `variogram-${slug(domain)}`,
    caption: `${said(document)}Variogram of ${variable} in ${domain} (ppm squared) from ${found.samples} composites of ${found.holes} holes: ${verdict}.`,
    draw: (widthPx) =>
      xyChart(series, {
        widthPx,
        heightPx: 280,
        title: `Variogram, ${domain}`,
        desc: "Experimental classes and model",
        xTitle: "Distance, m (log)",
        xLog: true,
        yTitle: "Half mean squared difference, ppm squared",
      }),
  };
}

/** Words as part of a file name. */
export function slug(words: string): string {
  return (
    words
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "") || "domain"
  );
}

function valuesOf({ document, holes }: ResourceParts, domain: string, variable: string): number[] {
  const code = document.domains.find(({ name }) => name === domain)?.code;
  return holes.composites
    .filter((one) => one.domain === code)
    .flatMap(({ values }) => (typeof values[variable] === "number" ? [values[variable]] : []))
    .sort((a, b) => a - b);
}

function histogramPicture(parts: ResourceParts, domain: string, variable: string): ResourcePicture | null {
  const values = valuesOf(parts, domain, variable);
  if (values.length < 5) return null;
  const bins = Math.min(30, Math.max(6, Math.ceil(2 * values.length ** (1 / 3))));
  const [low, high] = [values[0], values[values.length - 1]];
  const width = (high - low) / bins || 1;
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) counts[Math.min(bins - 1, Math.floor((value - low) / width))]++;
  const x = counts.map((_, i) => low + i * width);
  const series: XySeries[] = [
    {
      kind: "bars",
      label: "",
      colour: colour.accent,
      x,
      other: x.map((left) => left + width),
      y: counts.map((n) => (100 * n) / values.length),
    },
  ];
  return {
    name: `histogram-${slug(domain)}`,
    caption: `${said(parts.document)}Histogram of ${values.length} composites of ${variable} in ${domain}, not declustered.`,
    draw: (widthPx) =>
      xyChart(series, {
        widthPx,
        heightPx: 230,
        title: `Histogram, ${domain}`,
        desc: "Composites by grade",
        xTitle: variable.replace("_", " "),
        yTitle: "Composites, %",
        yDomain: [0, 1.05 * Math.max(...series[0].y)],
      }),
  };
}

function probabilityPicture(parts: ResourceParts, domain: string, variable: string): ResourcePicture | null {
  const values = valuesOf(parts, domain, variable).filter((value) => value > 0);
  if (values.length < 5) return null;
  const y = values.map((_, i) => (100 * (i + 0.5)) / values.length);
  return {
    name: `probability-${slug(domain)}`,
    caption: `${said(parts.document)}Cumulative frequency of the composites of ${variable} in ${domain} on a logarithmic axis: a kink hints at mixed populations, a ragged end at a top cut.`,
    draw: (widthPx) =>
      xyChart([{ kind: "dots", label: "", colour: colour.accent, x: values, y }], {
        widthPx,
        heightPx: 230,
        title: `Cumulative frequency, ${domain}`,
        desc: "Share of composites below a grade",
        xTitle: `${variable.replace("_", " ")} (log)`,
        xLog: true,
        yTitle: "Composites below, %",
        yDomain: [0, 100],
      }),
  };
}

const domainColours = [colour.accent, colour.imports, "#7a5195", "#58712f", "#c28a00", "#444444"];

function validationPicture(document: ResourceDocument, variable: string): ResourcePicture | null {
  const of = document.validation.filter((one) => one.variable === variable);
  if (of.length === 0) return null;
  const series = of.map(
    ({ domain, pairs }, d): XySeries => ({
      kind: "dots",
      label: domain,
      colour: domainColours[d % domainColours.length],
      x: pairs.map(([, estimate]) => estimate),
      y: pairs.map(([value]) => value),
    }),
  );
  return {
    name: "cross-validation",
    caption: `${said(document)}Cross-validation of ${variable}: composites of holes left out in ${of[0].folds} groups against their estimates from the other holes; on the dashed line both are equal.`,
    draw: (widthPx) =>
      xyChart(series, {
        widthPx,
        heightPx: 340,
        title: "Cross-validation",
        desc: "Truth against estimate",
        xTitle: `Estimate, ${variable.replace("_", " ")}`,
        yTitle: `Composite, ${variable.replace("_", " ")}`,
        hasDiagonal: true,
      }),
  };
}

function accuracyPicture(document: ResourceDocument, variable: string): ResourcePicture | null {
  const of = document.validation.filter((one) => one.variable === variable);
  if (of.length === 0) return null;
  const series = of.map(
    ({ domain, accuracy }, d): XySeries => ({
      kind: "line",
      label: domain,
      colour: domainColours[d % domainColours.length],
      isDashed: d % 2 === 1,
      x: accuracy.map(({ stated }) => 100 * stated),
      y: accuracy.map(({ found }) => 100 * found),
    }),
  );
  return {
    name: "accuracy",
    caption: `${said(document)}Are the intervals right? Share of left-out composites of ${variable} within the interval foretold for them, against its stated probability; below the dashed line the intervals are too narrow.`,
    draw: (widthPx) =>
      xyChart(series, {
        widthPx,
        heightPx: 300,
        title: "Accuracy of local intervals",
        desc: "Found against stated share",
        xTitle: "Stated probability of the interval, %",
        yTitle: "Composites within it, %",
        hasDiagonal: true,
        xDomain: [0, 100],
        yDomain: [0, 100],
      }),
  };
}
