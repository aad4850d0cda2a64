import { type ElementCurve, keyWords, type Project, type ProjectEvaluation } from "@relode/core/economics";
import { cashFlowBars } from "../plot/cashFlowBars.ts";
import { costCurve } from "../plot/costCurve.ts";
import { formatPct } from "../plot/format.ts";
import { tornado } from "../plot/tornado.ts";
import { valueFan } from "../plot/valueFan.ts";
import { type RiskFindings, swingMeaning, swingRange } from "./economicsText.ts";

const synthetic = ({ declared }: Project) => (declared === "synthetic" ? ", SYNTHETIC project" : "");

/** Net cash by year and its running sum, constant money. */
export function cashFlowPicture(project: Project, { realNetCash }: ProjectEvaluation, widthPx: number): string {
  const money = `${project.currency} of ${project.moneyYear}`;
  let sum = 0;
  return cashFlowBars(
    realNetCash.map((cash, year) => ({ year, netCash: cash, cumulative: (sum += cash) })),
    {
      widthPx,
      title: `Cash flow of ${project.name}`,
      desc: `Net cash by project year in constant money, ${money}, and its running sum${project.declared === "synthetic" ? "; synthetic" : ""}`,
      yTitle: `Net cash, ${money}${synthetic(project)}`,
      unit: project.currency,
    },
  );
}

/** Value when one quantity alone is low or high. */
export function tornadoPicture(project: Project, { swings, base }: RiskFindings, widthPx: number): string {
  const [low, high] = swingMeaning(project);
  return tornado(
    swings.map((swing) => ({
      label: keyWords(swing.key),
      range: swingRange(swing),
      low: swing.npvAtLow / 1e6,
      high: swing.npvAtHigh / 1e6,
    })),
    {
      widthPx,
      title: `Tornado of ${project.name}`,
      desc: `Net present value when one quantity alone is low or high (${low} or ${high}); a price path moves over its whole life`,
      base: base / 1e6,
      axisTitle: `Net present value, million ${project.currency} of ${project.moneyYear}${synthetic(project)}`,
      unit: `million ${project.currency}`,
      lowMeans: `quantity low (${low})`,
      highMeans: `quantity high (${high})`,
    },
  );
}

/** Cumulative present value by year, P5, P50 and P95 of the realisations. */
export function fanPicture(project: Project, { result }: RiskFindings, widthPx: number): string {
  return valueFan(result.fan, {
    widthPx,
    title: `Running value of ${project.name}`,
    desc: `Cumulative present value by project year over ${result.realisations} realisations`,
    yTitle: `Cumulative present value, ${project.currency} of ${project.moneyYear}${synthetic(project)}`,
  });
}

/** Modelled unit cost of one element at one recovery, mines in order of cost. */
export function curvePicture(curve: ElementCurve, widthPx: number): string {
  return costCurve(
    curve.points.map(({ mineName, recoveredT, unitCostUsdPerKg }) => ({
      label: mineName,
      massT: recoveredT.p50,
      p05: unitCostUsdPerKg.p05,
      p50: unitCostUsdPerKg.p50,
      p95: unitCostUsdPerKg.p95,
    })),
    {
      widthPx,
      title: `Modelled cost of ${curve.element} at ${formatPct(curve.recovery)} recovery`,
      desc: curve.label,
      priceUsdPerKg: curve.priceUsdPerKg,
    },
  );
}
