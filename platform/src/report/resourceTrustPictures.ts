import type { ResourceDocument } from "@relode/core/resource";
import { colour } from "../plot/svg.ts";
import { xyChart, type XySeries } from "../plot/xyChart.ts";
import { type ResourcePicture, said } from "./resourcePicture.ts";

const domainColours = [colour.accent, colour.imports, "#7a5195", "#58712f", "#c28a00", "#444444"];

/** Composites of holes left out against their estimates. */
export function validationPicture(document: ResourceDocument, variable: string): ResourcePicture | null {
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

/** Do intervals of left-out composites hold what they promise? */
export function accuracyPicture(document: ResourceDocument, variable: string): ResourcePicture | null {
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
