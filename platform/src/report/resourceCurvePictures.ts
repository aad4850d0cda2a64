import type { ResourceDocument } from "@relode/core/resource";
import { colour } from "../plot/svg.ts";
import { xyChart, type XySeries } from "../plot/xyChart.ts";
import { type ResourcePicture, said } from "./resourcePicture.ts";

/** Dry tonnes at or above a cut-off, with their band. */
export function curvePicture(document: ResourceDocument, variable: string): ResourcePicture | null {
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

/** Means in slices of composites, kriged model and realisations. */
export function swathPicture(
  document: ResourceDocument,
  variable: string,
  axis: "x" | "y" | "z",
): ResourcePicture | null {
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
