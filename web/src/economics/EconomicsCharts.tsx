import type { ProjectEvaluation, TornadoSwing } from "@relode/core/economics";
import { cashFlowBars } from "../../../platform/src/plot/cashFlowBars.ts";
import { tornado } from "../../../platform/src/plot/tornado.ts";
import { valueFan } from "../../../platform/src/plot/valueFan.ts";
import { ChartFrame } from "../parts/ChartFrame.tsx";
import type { MovedRisk, OpenedProject } from "./economicsWork.ts";
import { valueHistogram } from "./histogram.ts";
import { histogramChart } from "./histogramChart.ts";
import type { Asked } from "./useEconomics.ts";
import { keyWords } from "./valueWords.ts";

const million = 1e6;
const said = ({ declared }: OpenedProject) => (declared === "synthetic" ? "Synthetic. " : "");

interface SwingProps {
  readonly project: OpenedProject;
  readonly swings: readonly TornadoSwing[];
  readonly npv: number;
}

/** What each quantity alone does to the value. */
export function SwingChart({ project, swings, npv }: SwingProps) {
  const isDeclared = project.variants.some(({ controls }) => controls.some(({ isUncertain }) => isUncertain));
  return (
    <ChartFrame
      title="What moves the value"
      caption={`${said(project)}Each quantity alone, the others where they stand: pale at its low, dark at its high ${isDeclared ? "(10 and 90 % of its distribution)" : "(± 20 %)"}.${project.hasPricePaths && isDeclared ? " A price path is a whole path: those that give 10 and 90 % of the values." : ""}`}
      fileName="tornado"
      draw={(widthPx) =>
        tornado(
          swings.map(({ key, npvAtLow, npvAtHigh }) => ({
            label: keyWords(key),
            low: npvAtLow / million,
            high: npvAtHigh / million,
          })),
          {
            widthPx,
            title: "Tornado of the net present value",
            desc: "Value when one quantity alone is low and high",
            base: npv / million,
            axisTitle: `Net present value, million ${project.money}`,
            unit: `million ${project.money}`,
          },
        )
      }
      table={{
        columns: ["quantity", "unit", "low", "high", "npv_at_low", "npv_at_high"],
        rows: swings.map(({ key, unit, lowInput, highInput, npvAtLow, npvAtHigh }) => [
          key,
          unit,
          lowInput,
          highInput,
          npvAtLow,
          npvAtHigh,
        ]),
      }}
    />
  );
}

interface CashProps {
  readonly project: OpenedProject;
  readonly evaluation: ProjectEvaluation;
  readonly name: string;
}

/** Net cash by year in constant money, and its running sum. */
export function CashChart({ project, evaluation, name }: CashProps) {
  let sum = 0;
  const unit = `million ${project.money}`;
  const years = evaluation.realNetCash.map((netCash, year) => ({
    year,
    netCash: netCash / million,
    cumulative: (sum += netCash) / million,
  }));
  return (
    <ChartFrame
      title={`Net cash by year, ${name}`}
      caption={`${said(project)}After tax, constant money, not discounted; no band: at the quantities as they stand.`}
      fileName="net-cash"
      draw={(widthPx) =>
        cashFlowBars(years, {
          widthPx: Math.max(200, widthPx), // narrower only while the page is laid out
          title: `Net cash by year, ${name}`,
          desc: `Net cash, ${unit}`,
          yTitle: unit,
          unit,
        })
      }
      table={{
        columns: ["year", "net_cash_millions", "running_sum_millions"],
        rows: years.map(({ year, netCash, cumulative }) => [year, netCash, cumulative]),
      }}
    />
  );
}

interface RiskProps {
  readonly project: OpenedProject;
  readonly risk: Asked<MovedRisk | null>;
}

/** Running value within its band. */
export function FanChart({ project, risk: { answer, error } }: RiskProps) {
  if (answer === null) return <NoRisk title="Running value" error={error} />;
  const unit = `million ${project.money}`;
  return (
    <ChartFrame
      title="Running value"
      caption={`${said(project)}Net present value up to each year: median and P5–P95 of ${answer.realisations.toLocaleString("en-GB")} realisations, seed ${answer.seed}.`}
      fileName="running-value"
      draw={(widthPx) =>
        valueFan(
          answer.fan.map(({ year, p05, p50, p95 }) => ({
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
        rows: answer.fan.map(({ year, p05, p50, p95 }) => [year, p05, p50, p95]),
      }}
    />
  );
}

/** Shares of realisations by value. */
export function SpreadChart({ project, risk: { answer, error } }: RiskProps) {
  if (answer === null) return <NoRisk title="Spread of the value" error={error} />;
  const bins = valueHistogram(answer.npv);
  const held = answer.held.map(([key, count]) => `${keyWords(key)} in ${count}`).join(", ");
  return (
    <ChartFrame
      title="Spread of the value"
      caption={`${said(project)}Share of realisations by value.${held === "" ? "" : ` Held at its bound: ${held}.`}`}
      fileName="value-distribution"
      draw={(widthPx) => histogramChart(bins, project.money, widthPx)}
      table={{ columns: ["from", "to", "share"], rows: bins.map(({ from, to, share }) => [from, to, share]) }}
    />
  );
}

function NoRisk({ title, error }: { readonly title: string; readonly error: string | null }) {
  return (
    <section className="panel" aria-label={title}>
      <h2>{title}</h2>
      <p className="muted small">
        {error ?? "No band: the file declares no uncertain quantity and no price path (see uncertain and priceModel)."}
      </p>
    </section>
  );
}
