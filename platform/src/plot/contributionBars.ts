import type { EvidenceGrade, Interval } from "@relode/core/evidence";
import { evidenceColour, evidenceMeaning } from "./evidenceColour.ts";
import { whisker } from "./intervalChart.ts";
import { formatPct, formatQuantity } from "./format.ts";
import { axisHeightPx, bottomAxis, linearScale } from "./scale.ts";
import { colour, element, fitText, type PlotOptions, svgDocument, text, titled } from "./svg.ts";

/** What one mine adds to a national total. */
export interface ContributionRow {
  readonly label: string;
  /** In the unit of the axis. */
  readonly amount: Interval;
  /** Share of the expected total, 0-1. */
  readonly share: number;
  readonly evidence: EvidenceGrade;
}

export interface ContributionOptions extends PlotOptions {
  readonly axisTitle: string;
  readonly unit: string;
}

const rowPx = 26;
const topPx = 6;

/** Bars of the mean contribution of each mine, coloured by grade of evidence, with the 5th to 95th percentile on top. */
export function contributionBars(rows: readonly ContributionRow[], options: ContributionOptions): string {
  const { widthPx } = options;
  const labelPx = Math.min(220, widthPx * 0.36);
  const bottom = topPx + rows.length * rowPx;
  const highest = rows.reduce((most, row) => Math.max(most, row.amount.p95, row.amount.mean), 0);
  const scale = linearScale(0, highest > 0 ? highest : 1, [labelPx + 8, widthPx - 52], widthPx < 480 ? 3 : 6);
  const bars = rows.map((row, i) => {
    const y = topPx + (i + 0.5) * rowPx;
    const x = scale.toPx(0);
    return titled(
      describe(row, options.unit),
      text(fitText(row.label, labelPx), labelPx, y + 4, { "text-anchor": "end" }) +
        element("rect", {
          x,
          y: y - 8,
          width: scale.toPx(row.amount.mean) - x,
          height: 16,
          fill: evidenceColour[row.evidence],
        }) +
        whiskerOver(scale.toPx(row.amount.p05), scale.toPx(row.amount.p95), y) +
        text(formatPct(row.share), widthPx, y + 4, { "text-anchor": "end", "font-size": 11, fill: colour.muted }),
    );
  });
  const axis = bottomAxis(scale, topPx, bottom, options.axisTitle);
  return svgDocument(options, bottom + axisHeightPx, [axis, ...bars]);
}

function whiskerOver(left: number, right: number, y: number): string {
  const halo = element("line", { x1: left, x2: right, y1: y, y2: y, stroke: colour.surface, "stroke-width": 4 });
  return halo + whisker(left, right, y).replaceAll(colour.accent, colour.ink);
}

function describe(row: ContributionRow, unit: string): string {
  const { mean, p05, p95 } = row.amount;
  return `${row.label}: ${formatQuantity(mean)} ${unit} (5–95 %: ${formatQuantity(p05)} – ${formatQuantity(p95)}), ${formatPct(row.share)} of the total; evidence ${row.evidence}, ${evidenceMeaning[row.evidence]}`;
}
