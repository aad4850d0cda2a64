import { formatQuantity, formatTick } from "./format.ts";
import { bottomAxis, linearScale, logScale } from "./scale.ts";
import { colour, element, type PlotOptions, svgDocument, text, titled } from "./svg.ts";

/** One source on a curve, cheapest first. */
export interface CostCurveStep {
  readonly label: string;
  /** Mass that it adds, t a year. */
  readonly massT: number;
  readonly p05: number;
  readonly p50: number;
  readonly p95: number;
}

export interface CostCurveOptions extends PlotOptions {
  /** Drawn across; null where there is no price. */
  readonly priceUsdPerKg: number | null;
}

const heightPx = 300;
const topPx = 30;
const leftPx = 62;

/** Unit cost (logarithmic) against cumulative mass, a step a source with its 5-95 % range; the list price across. */
export function costCurve(steps: readonly CostCurveStep[], options: CostCurveOptions): string {
  if (steps.length === 0) throw new RangeError("a cost curve needs one source at least, got none");
  const { widthPx, priceUsdPerKg } = options;
  const bottom = heightPx - 40;
  const total = steps.reduce((sum, { massT }) => sum + massT, 0);
  const x = linearScale(0, total, [leftPx, widthPx - 16], 6);
  const costs = [...steps.flatMap(({ p05, p95 }) => [p05, p95]), ...(priceUsdPerKg === null ? [] : [priceUsdPerKg])];
  const y = logScale(costs, [bottom, topPx], 7);
  const grid = y.ticks.map(
    (tick) =>
      element("line", { x1: leftPx, x2: widthPx - 16, y1: y.toPx(tick), y2: y.toPx(tick), stroke: colour.grid }) +
      text(formatTick(tick), leftPx - 6, y.toPx(tick) + 4, {
        "text-anchor": "end",
        "font-size": 11,
        fill: colour.muted,
      }),
  );
  let from = 0;
  const bars = steps.map(({ label, massT, p05, p50, p95 }) => {
    const [left, right] = [x.toPx(from), x.toPx(from + massT)];
    from += massT;
    const words = `${label}: ${formatQuantity(massT)} t a year at ${formatQuantity(p50)} USD/kg (5–95 % ${formatQuantity(p05)} to ${formatQuantity(p95)}), modelled`;
    return titled(
      words,
      element("rect", {
        x: left,
        width: Math.max(0.5, right - left),
        y: y.toPx(p95),
        height: Math.max(0.5, y.toPx(p05) - y.toPx(p95)),
        fill: colour.accentSoft,
      }) +
        element("line", {
          x1: left,
          x2: right,
          y1: y.toPx(p50),
          y2: y.toPx(p50),
          stroke: colour.accent,
          "stroke-width": 2,
        }),
    );
  });
  const price =
    priceUsdPerKg === null
      ? ""
      : element("line", {
          x1: leftPx,
          x2: widthPx - 16,
          y1: y.toPx(priceUsdPerKg),
          y2: y.toPx(priceUsdPerKg),
          stroke: colour.imports,
          "stroke-dasharray": "5 3",
        }) +
        text(`list price ${formatQuantity(priceUsdPerKg)} USD/kg`, widthPx - 18, y.toPx(priceUsdPerKg) - 5, {
          "text-anchor": "end",
          "font-size": 11,
          fill: colour.imports,
        });
  return svgDocument(options, heightPx, [
    text("Unit cost, USD per kg (log scale), MODELLED", 0, 12, { "font-size": 11, fill: colour.muted }),
    bottomAxis(x, topPx, bottom, "Recovered, t of element a year, cheapest mine first"),
    ...grid,
    ...bars,
    price,
  ]);
}
