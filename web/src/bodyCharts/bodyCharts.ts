import { colour, element, type PlotOptions, svgDocument, titled } from "../../../platform/src/plot/svg.ts";
import { formatPct, formatQuantity } from "../../../platform/src/plot/format.ts";
import type { Band, BodySwath, BodyValidation, GradeCurve } from "../bodies/readBody.ts";
import { band, key, line, mark, plotFrame, plotHeightPx, type Place } from "./frame.ts";

const number = (value: number | null | undefined) => value ?? Number.NaN;
const greatest = (values: readonly number[]) => Math.max(0, ...values.filter(Number.isFinite));

export type CurveMeasure = "massDryTonnes" | "meanGradePpm" | "metalTonnes";

/** One curve of a grade-tonnage table against the cut-off: mean within P5-P95, the estimate's own curve dashed. */
export function gradeTonnageChart(
  { points, unit }: GradeCurve,
  measure: CurveMeasure,
  yTitle: string,
  cutoff: number | null,
  options: PlotOptions,
): string {
  const of = (point: GradeCurve["points"][number]): Band => point[measure];
  const naive = points.map((point): Place => [point.cutoffPpm, number(point.naive?.[measure])]);
  const high = greatest([
    ...points.flatMap((point) => [number(of(point).p95), number(of(point).mean)]),
    ...naive.map(([, y]) => y),
  ]);
  const last = points.at(-1)?.cutoffPpm ?? 1;
  const frame = plotFrame(options.widthPx, [0, last], [0, high * 1.04], `Cut-off, ${unit}`, yTitle);
  frame.parts.push(
    band(
      frame,
      points.map((point) => ({ x: point.cutoffPpm, low: number(of(point).p05), high: number(of(point).p95) })),
    ),
    line(frame, naive, { stroke: colour.imports, "stroke-width": 1.8, "stroke-dasharray": "6 4" }),
    line(
      frame,
      points.map((point): Place => [point.cutoffPpm, number(of(point).mean)]),
      { stroke: colour.accent, "stroke-width": 2.5 },
    ),
  );
  if (cutoff !== null && cutoff <= last)
    frame.parts.push(mark(frame, cutoff, `cut-off ${formatQuantity(cutoff)} ${unit}`));
  return svgDocument(options, plotHeightPx, frame.parts);
}

/** Means in slices along an axis: data, estimate, and the band of the realisations. */
export function swathChart({ slices, axis }: BodySwath, yTitle: string, options: PlotOptions): string {
  const middle = (slice: BodySwath["slices"][number]) => (slice.fromM + slice.toM) / 2;
  const high = greatest(
    slices.flatMap((slice) => [number(slice.dataMean), number(slice.estimateMean), number(slice.realisationMean?.p95)]),
  );
  const last = slices.at(-1)?.toM ?? 1;
  const most = Math.max(1, ...slices.map(({ samples }) => samples));
  const frame = plotFrame(
    options.widthPx,
    [0, last],
    [0, high * 1.06],
    `Along ${axis} of the grid, m from its origin`,
    yTitle,
  );
  frame.parts.push(
    band(
      frame,
      slices.map((slice) => ({
        x: middle(slice),
        low: number(slice.realisationMean?.p05),
        high: number(slice.realisationMean?.p95),
      })),
    ),
    line(
      frame,
      slices.map((slice): Place => [middle(slice), number(slice.estimateMean)]),
      { stroke: colour.accent, "stroke-width": 2.5 },
    ),
  );
  for (const slice of slices) {
    const mean = number(slice.dataMean);
    if (Number.isNaN(mean) || slice.samples === 0) continue;
    const dot = element("circle", {
      cx: frame.x.toPx(middle(slice)),
      cy: frame.y.toPx(mean),
      r: 2.5 + 4 * Math.sqrt(slice.samples / most),
      fill: colour.imports,
      "fill-opacity": 0.8,
    });
    frame.parts.push(titled(`${slice.fromM}–${slice.toM} m: ${formatQuantity(mean)}, ${slice.samples} samples`, dot));
  }
  frame.parts.push(
    key(options.widthPx, [
      { words: "samples", stroke: colour.imports, isDot: true },
      { words: "estimate", stroke: colour.accent },
    ]),
  );
  return svgDocument(options, plotHeightPx, frame.parts);
}

/** Truth against the estimate made without it; the line is equality. */
export function scatterChart({ pairs, unit }: BodyValidation, options: PlotOptions): string {
  const high = greatest(pairs.flat());
  const frame = plotFrame(
    options.widthPx,
    [0, high * 1.03],
    [0, high * 1.03],
    `Estimate without the hole, ${unit}`,
    `Measured, ${unit}`,
  );
  frame.parts.push(
    line(
      frame,
      [
        [0, 0],
        [high, high],
      ],
      { stroke: colour.muted, "stroke-dasharray": "4 4" },
    ),
  );
  for (const [truth, estimate] of pairs)
    frame.parts.push(
      element("circle", {
        cx: frame.x.toPx(estimate),
        cy: frame.y.toPx(truth),
        r: 3,
        fill: colour.accent,
        "fill-opacity": 0.45,
      }),
    );
  return svgDocument(options, plotHeightPx, frame.parts);
}

/** Share of measured values found within intervals of a stated probability; on the line the spread is right. */
export function accuracyChart({ accuracy }: BodyValidation, options: PlotOptions): string {
  const frame = plotFrame(
    options.widthPx,
    [0, 1],
    [0, 1],
    "Stated probability of the interval",
    "Share of values found in it",
  );
  frame.parts.push(
    line(
      frame,
      [
        [0, 0],
        [1, 1],
      ],
      { stroke: colour.muted, "stroke-dasharray": "4 4" },
    ),
  );
  for (const { stated, found } of accuracy)
    if (found !== null)
      frame.parts.push(
        titled(
          `${formatPct(stated)} stated, ${formatPct(found)} found`,
          element("circle", { cx: frame.x.toPx(stated), cy: frame.y.toPx(found), r: 5, fill: colour.accent }),
        ),
      );
  return svgDocument(options, plotHeightPx, frame.parts);
}
