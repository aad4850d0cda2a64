import type { EvidenceGrade, Interval } from "@relode/core/evidence";
import { evidenceColour, evidenceMeaning } from "./evidenceColour.ts";
import { formatQuantity } from "./format.ts";
import { axisHeightPx, bottomAxis, logScale, type Scale } from "./scale.ts";
import { colour, element, fitText, type PlotOptions, svgDocument, text, titled } from "./svg.ts";

/** One row of an interval chart; all masses in the unit of the axis. */
export interface IntervalRow {
  readonly label: string;
  readonly interval: Interval;
  readonly evidence: EvidenceGrade;
  /** Gross imports; null where no number is published. */
  readonly imports: number | null;
  /** What plain crust would hold; null to leave the mark out. */
  readonly crustOnly: number | null;
}

export interface IntervalChartOptions extends PlotOptions {
  /** Quantity and unit, e.g. `Unrecovered, t of element a year`. */
  readonly axisTitle: string;
  readonly unit: string;
  /** Name of the upright mark; `US imports` when absent. */
  readonly referenceName?: string;
  /** False where no row has a crust mark, so that the key leaves it out. */
  readonly hasCrust?: boolean;
}

const rowPx = 22;
const topPx = 26;
const legendGapPx = 14;

/**
 * Many quantities on one logarithmic axis: dot at the mean, whisker from the 5th to the 95th percentile,
 * an upright tick at imports and a diamond at what average crust would hold.
 */
export function intervalChart(rows: readonly IntervalRow[], options: IntervalChartOptions): string {
  const { widthPx } = options;
  const labelPx = Math.min(150, widthPx * 0.3);
  const valuePx = widthPx >= 620 ? 190 : 0;
  const bottom = topPx + rows.length * rowPx;
  const scale = logScale(rows.flatMap(extent), [labelPx + 10, widthPx - valuePx - 14], widthPx < 480 ? 5 : 9);
  const parts = [
    legend(options, labelPx + 10),
    bottomAxis(scale, topPx, bottom, `${options.axisTitle} (log scale)`),
    ...rows.map((row, i) => drawRow(row, scale, topPx + (i + 0.5) * rowPx, labelPx, options)),
  ];
  return svgDocument(options, bottom + axisHeightPx, parts);
}

function extent(row: IntervalRow): number[] {
  return [row.interval.p05, row.interval.p95, row.interval.mean, row.imports ?? 0, row.crustOnly ?? 0];
}

function drawRow(row: IntervalRow, scale: Scale, y: number, labelPx: number, options: IntervalChartOptions): string {
  const { mean, p05, p95 } = row.interval;
  const parts = [
    element("rect", { x: 0, y: y - 6, width: 12, height: 12, rx: 2, fill: evidenceColour[row.evidence] }),
    text(fitText(row.label, labelPx - 20), 18, y + 4),
  ];
  if (row.crustOnly !== null && row.crustOnly > 0) {
    const x = scale.toPx(row.crustOnly);
    parts.push(element("path", { d: diamond(x, y), fill: "none", stroke: colour.crust, "stroke-width": 1.3 }));
  }
  if (row.imports !== null && row.imports > 0) {
    const x = scale.toPx(row.imports);
    parts.push(element("line", { x1: x, x2: x, y1: y - 8, y2: y + 8, stroke: colour.imports, "stroke-width": 2.5 }));
  }
  if (p95 > 0) {
    parts.push(whisker(scale.toPx(p05), scale.toPx(p95), y));
    parts.push(element("circle", { cx: scale.toPx(mean), cy: y, r: 4, fill: colour.accent, stroke: colour.surface }));
  }
  if (options.widthPx >= 620) {
    const words = `${formatQuantity(mean)} (${formatQuantity(p05)} – ${formatQuantity(p95)})`;
    parts.push(text(words, options.widthPx, y + 4, { "text-anchor": "end", "font-size": 11, fill: colour.muted }));
  }
  return titled(describe(row, options), parts.join(""));
}

/** Horizontal whisker with short end caps. */
export function whisker(left: number, right: number, y: number): string {
  return element("path", {
    d: `M${left.toFixed(1)} ${y - 3}v6M${left.toFixed(1)} ${y}H${right.toFixed(1)}M${right.toFixed(1)} ${y - 3}v6`,
    stroke: colour.accent,
    "stroke-width": 1.5,
    fill: "none",
  });
}

function diamond(x: number, y: number): string {
  return `M${(x - 4.5).toFixed(1)} ${y}l4.5 -4.5l4.5 4.5l-4.5 4.5z`;
}

function describe(row: IntervalRow, options: IntervalChartOptions): string {
  const { unit } = options;
  const { mean, p05, p95 } = row.interval;
  const name = options.referenceName ?? "US imports";
  const reference =
    row.imports === null ? `${name} not published as a number` : `${name} ${formatQuantity(row.imports)} ${unit}`;
  return `${row.label}: ${formatQuantity(mean)} ${unit} (5–95 %: ${formatQuantity(p05)} – ${formatQuantity(p95)}); ${reference}; evidence ${row.evidence}, ${evidenceMeaning[row.evidence]}`;
}

function legend(options: IntervalChartOptions, left: number): string {
  const small = { "font-size": 11, fill: colour.muted };
  const y = 9;
  const isNarrow = options.widthPx < 480;
  let x = isNarrow ? 0 : left;
  const reference = options.referenceName ?? "US imports";
  const words = isNarrow
    ? ["mean, 5–95 %", reference, "crust only"]
    : ["mean and 5–95 % range", reference, "if all ore were average crust"];
  const marks = [
    (at: number) => whisker(at, at + 22, y) + element("circle", { cx: at + 11, cy: y, r: 3.5, fill: colour.accent }),
    (at: number) =>
      element("line", { x1: at + 11, x2: at + 11, y1: y - 7, y2: y + 7, stroke: colour.imports, "stroke-width": 2.5 }),
    (at: number) =>
      element("path", { d: diamond(at + 11, y), fill: "none", stroke: colour.crust, "stroke-width": 1.3 }),
  ];
  return marks
    .slice(0, options.hasCrust === false ? 2 : 3)
    .map((mark, i) => {
      const label = words[i] ?? "";
      const drawn = mark(x) + text(label, x + 28, y + 4, small);
      x += 28 + label.length * 6 + legendGapPx;
      return drawn;
    })
    .join("");
}
