import { colour, type PlotOptions } from "./svg.ts";
import { xyChart, type XySeries } from "./xyChart.ts";

interface PlotLine {
  readonly aqueousMgPerL: readonly number[];
  readonly organicMgPerL: readonly number[];
}

/** What a McCabe-Thiele picture needs of a battery, mg of metal by litre. */
export interface McCabeThielePlot {
  readonly metal: string;
  readonly isotherm: PlotLine;
  readonly operating: PlotLine;
  readonly steps: PlotLine;
}

/** McCabe-Thiele picture: equilibrium isotherm, operating line (dashed) and the steps of the stages, each with its marks. */
export function mcCabeThielePlot(
  { metal, isotherm, operating, steps }: McCabeThielePlot,
  options: PlotOptions & { readonly heightPx: number },
): string {
  const top = 1.15 * Math.max(...steps.organicMgPerL, ...operating.organicMgPerL);
  const shown = isotherm.organicMgPerL.map((y) => (y <= top ? y : Number.NaN));
  const line = (label: string, stroke: string, { aqueousMgPerL: x, organicMgPerL: y }: PlotLine, isDashed = false) =>
    ({ kind: "line", label, colour: stroke, x, y, isDashed }) satisfies XySeries;
  return xyChart(
    [
      line("isotherm", colour.accent, { ...isotherm, organicMgPerL: shown }),
      line("operating line", colour.imports, operating, true),
      line("stages", colour.muted, steps),
      {
        kind: "dots",
        label: "streams",
        colour: colour.ink,
        x: steps.aqueousMgPerL,
        y: steps.organicMgPerL,
      },
    ],
    { ...options, xTitle: `${metal} in the aqueous, mg/L`, yTitle: `${metal} in the organic, mg/L` },
  );
}
