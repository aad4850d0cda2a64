import { formatPct } from "./format.ts";
import { colour, element, fitText, type PlotOptions, svgDocument, text, titled } from "./svg.ts";

/** A part of a whole. */
export interface ShareRow {
  readonly label: string;
  /** 0-1; may be slightly negative where it is an estimate of a variance. */
  readonly share: number;
  /** Fuller words for the hover text; the label when absent. */
  readonly note?: string;
}

const rowPx = 24;

/** Plain bars of shares of one whole, each with its per cent; the longest bar is 100 % of the width or the largest share. */
export function shareBars(rows: readonly ShareRow[], options: PlotOptions & { readonly fill?: string }): string {
  const { widthPx } = options;
  const labelPx = Math.min(210, widthPx * 0.42);
  const room = widthPx - labelPx - 66;
  const most = rows.reduce((largest, row) => Math.max(largest, row.share), 0) || 1;
  const bars = rows.map((row, i) => {
    const y = (i + 0.5) * rowPx;
    const length = (Math.max(0, row.share) / most) * room;
    return titled(
      `${row.note ?? row.label}: ${formatPct(row.share)}`,
      text(fitText(row.label, labelPx), labelPx, y + 4, { "text-anchor": "end" }) +
        element("rect", {
          x: labelPx + 8,
          y: y - 7,
          width: Math.max(1, length),
          height: 14,
          fill: options.fill ?? colour.accent,
        }) +
        text(formatPct(row.share), labelPx + 14 + length, y + 4, { "font-size": 11, fill: colour.muted }),
    );
  });
  return svgDocument(options, Math.max(1, rows.length) * rowPx + 2, bars);
}
