import type { FlowsheetDocument } from "@relode/core/process";
import { xyChart } from "../../../platform/src/plot/xyChart.ts";
import { ChartFrame } from "../parts/ChartFrame.tsx";
import type { SolveAnswer } from "../processWork/processWork.ts";

interface PartitionCurveProps {
  readonly document: FlowsheetDocument;
  readonly unit: string;
  readonly answer: SolveAnswer;
}

const strokes = ["var(--plot-accent, #0b5566)", "var(--plot-imports, #b2480f)", "var(--plot-crust, #6b6257)"];

/** Share of the solids of each size class that goes to each outlet; nothing for a unit with one outlet or a flowsheet without sizes. */
export function PartitionCurve({ document, unit, answer }: PartitionCurveProps) {
  const { sizeUm, solidsBySizeKgPerH } = answer;
  const outlets = document.streams.filter((stream) => stream.from?.unit === unit);
  const flows = outlets.flatMap(({ id, from }) => {
    const kg = solidsBySizeKgPerH[id];
    return kg ? [{ name: from?.port ?? id, kg }] : [];
  });
  if (sizeUm.length < 2 || flows.length < 2) return null;
  const sums = sizeUm.map((_, k) => flows.reduce((sum, { kg }) => sum + (kg[k] ?? 0), 0));
  const middles = sizeUm.map((top, k) => Math.sqrt(top * (k === 0 ? top / 10 : (sizeUm[k - 1] ?? top))));
  const series = flows.map(({ name, kg }, i) => ({
    kind: "line" as const,
    label: name,
    colour: strokes[i % strokes.length] ?? "",
    isDashed: i % 2 === 1,
    x: middles,
    y: kg.map((flow, k) => ((sums[k] ?? 0) > 0 ? (100 * flow) / (sums[k] ?? 1) : Number.NaN)),
  }));
  return (
    <ChartFrame
      title="Partition curve"
      caption="Share of the solids of each size class by outlet, of the last good solve."
      fileName={`partition ${unit}`}
      draw={(widthPx) =>
        xyChart(series, {
          widthPx,
          heightPx: 240,
          title: `Partition curve of ${unit}`,
          desc: "Share of the solids of each size class by outlet",
          xTitle: "size, geometric mean of the class, µm",
          yTitle: "share of the solids, %",
          xLog: true,
          yDomain: [0, 100],
        })
      }
      table={{
        columns: ["size µm", ...flows.map(({ name }) => `${name} %`)],
        rows: middles.map((size, k) => [size, ...series.map(({ y }) => y[k] ?? null)]),
      }}
    />
  );
}
