import type { ResourceDocument } from "@relode/core/resource";
import { colour } from "../plot/svg.ts";
import { xyChart, type XySeries } from "../plot/xyChart.ts";
import { type ResourceParts, type ResourcePicture, said, slug } from "./resourcePicture.ts";

const unitShapes = {
  spherical: (h: number) => (h >= 1 ? 1 : 1.5 * h - 0.5 * h ** 3),
  exponential: (h: number) => 1 - Math.exp(-3 * h),
  gaussian: (h: number) => 1 - Math.exp(-3 * h * h),
} as const;

/** Experimental variogram and model of one domain. */
export function variogramPicture(document: ResourceDocument, domain: string, variable: string): ResourcePicture | null {
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

function valuesOf({ document, holes }: ResourceParts, domain: string, variable: string): number[] {
  const code = document.domains.find(({ name }) => name === domain)?.code;
  return holes.composites
    .filter((one) => one.domain === code)
    .flatMap(({ values }) => (typeof values[variable] === "number" ? [values[variable]] : []))
    .sort((a, b) => a - b);
}

/** Histogram of the composites of one domain. */
export function histogramPicture(parts: ResourceParts, domain: string, variable: string): ResourcePicture | null {
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

/** Cumulative frequency of the composites of one domain. */
export function probabilityPicture(parts: ResourceParts, domain: string, variable: string): ResourcePicture | null {
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
