import { colour } from "../../../platform/src/plot/svg.ts";
import { xyChart } from "../../../platform/src/plot/xyChart.ts";
import type { Bin } from "./histogram.ts";

const million = 1e6;

/** Bars of shares by value, those below zero in another colour. */
export function histogramChart(bins: readonly Bin[], money: string, widthPx: number): string {
  const bars = (isLoss: boolean) => {
    const some = bins.filter(({ to }) => to <= 0 === isLoss);
    return {
      kind: "bars" as const,
      label: isLoss ? "money lost" : "money won",
      colour: isLoss ? colour.imports : colour.accent,
      x: some.map(({ from }) => from / million),
      other: some.map(({ to }) => to / million),
      y: some.map(({ share }) => 100 * share),
    };
  };
  return xyChart(
    [bars(true), bars(false)].filter(({ x }) => x.length > 0),
    {
      widthPx,
      heightPx: 280,
      title: "Spread of the net present value",
      desc: "Share of realisations by value",
      xTitle: `Net present value, million ${money}`,
      yTitle: "Realisations, %",
      yDomain: [0, 100 * Math.max(0.01, ...bins.map(({ share }) => share)) * 1.08],
    },
  );
}
