import { cashFlowBars } from "../../../platform/src/plot/cashFlowBars.ts";
import { shareBars } from "../../../platform/src/plot/shareBars.ts";
import { colour } from "../../../platform/src/plot/svg.ts";
import { valueFan } from "../../../platform/src/plot/valueFan.ts";
import { xyChart } from "../../../platform/src/plot/xyChart.ts";
import { valueHistogram } from "../economics/histogram.ts";
import { histogramChart } from "../economics/histogramChart.ts";
import { ChartFrame } from "../parts/ChartFrame.tsx";
import type { SiteDocument } from "./siteDocuments.ts";

interface Props {
  readonly document: SiteDocument;
}

const million = 1e6;
const said = ({ declared }: SiteDocument) => (declared === "synthetic" ? "Synthetic. " : "");

export function ValueFan({ document }: Props) {
  const unit = `million ${document.money}`;
  return (
    <ChartFrame
      title="Running value"
      caption={`${said(document)}Net present value up to each project year: median and P5–P95 of ${document.realisations} realisations.`}
      fileName="running-value"
      draw={(widthPx) =>
        valueFan(
          document.fan.map(({ year, p05, p50, p95 }) => ({
            year,
            p05: p05 / million,
            p50: p50 / million,
            p95: p95 / million,
          })),
          { widthPx, title: "Running net present value", desc: `Median and 5 to 95 % band, ${unit}`, yTitle: unit },
        )
      }
      table={{
        columns: ["year", "p05", "p50", "p95"],
        rows: document.fan.map(({ year, p05, p50, p95 }) => [year, p05, p50, p95]),
      }}
    />
  );
}

export function CashByYear({ document }: Props) {
  const unit = `million ${document.money}`;
  let sum = 0;
  const cash = document.years.map(({ year, netCash }) => ({
    year,
    netCash: netCash.mean / million,
    cumulative: (sum += netCash.mean) / million,
  }));
  return (
    <ChartFrame
      title="Net cash by year"
      caption={`${said(document)}Mean after tax, constant money, not discounted.`}
      fileName="net-cash"
      draw={(widthPx) =>
        cashFlowBars(cash, {
          widthPx: Math.max(200, widthPx), // narrower only while the page is laid out
          title: "Net cash by year",
          desc: `Mean over realisations, ${unit}`,
          yTitle: unit,
          unit,
        })
      }
      table={{
        columns: ["year", "mean", "p05", "p50", "p95"],
        rows: document.years.map(({ year, netCash }) => [year, netCash.mean, netCash.p05, netCash.p50, netCash.p95]),
      }}
    />
  );
}

export function ValueDistribution({ document }: Props) {
  const bins = valueHistogram(document.realisationsNpv);
  return (
    <ChartFrame
      title="Spread of the value"
      caption={`${said(document)}Share of realisations by net present value; left of 0, in the other colour, money is lost.`}
      fileName="value-distribution"
      draw={(widthPx) => histogramChart(bins, document.money, widthPx)}
      table={{
        columns: ["from", "to", "share"],
        rows: bins.map(({ from, to, share }) => [from, to, share]),
      }}
    />
  );
}

export function DoubtBars({ document }: Props) {
  return (
    <ChartFrame
      title="What the doubt comes from"
      caption={`${said(document)}Share of the variance of the value that goes when one source is frozen at its mean. Shares need not add up to 100 %.`}
      fileName="doubts"
      draw={(widthPx) =>
        shareBars(
          document.doubts.map(({ doubt, removed }) => ({ label: doubt, share: removed })),
          { widthPx, title: "Sources of doubt", desc: "Share of variance removed by knowing each source" },
        )
      }
      table={{
        columns: ["source", "removed", "alone", `worth of knowing, ${document.money}`],
        rows: document.doubts.map(({ doubt, removed, alone, worthOfKnowing }) => [
          doubt,
          removed,
          alone,
          worthOfKnowing,
        ]),
      }}
    />
  );
}

export function MetalByYear({ document }: Props) {
  const elements = Object.keys(document.years[0]?.wonKg ?? {}).filter((element) =>
    document.years.some(({ wonKg }) => (wonKg[element]?.mean ?? 0) > 0),
  );
  const x = document.years.map(({ year }) => year);
  return (
    <div className="site-charts">
      {elements.map((element) => {
        const of = (band: "mean" | "p05" | "p95") =>
          document.years.map(({ wonKg }) => (wonKg[element]?.[band] ?? 0) / 1000);
        return (
          <ChartFrame
            key={element}
            title={`${element} recovered by year`}
            caption={`${said(document)}Mean within P5–P95, tonnes in each project year.`}
            fileName={`won-${element}`}
            draw={(widthPx) =>
              xyChart(
                [
                  { kind: "band", label: "P5–P95", colour: colour.accentSoft, x, y: of("p05"), other: of("p95") },
                  { kind: "line", label: "mean", colour: colour.accent, x, y: of("mean") },
                ],
                {
                  widthPx,
                  heightPx: 240,
                  title: `${element} recovered by year`,
                  desc: "Mean and 5 to 95 % band",
                  xTitle: "Project year",
                  yTitle: `${element} recovered, t a year`,
                },
              )
            }
            table={{
              columns: ["year", "mean_t", "p05_t", "p95_t"],
              rows: x.map((year, i) => [year, of("mean")[i] ?? null, of("p05")[i] ?? null, of("p95")[i] ?? null]),
            }}
          />
        );
      })}
    </div>
  );
}
