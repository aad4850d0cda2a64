import type { AssessedSite } from "@relode/core/assessment";
import { cashFlowBars } from "../plot/cashFlowBars.ts";
import { shareBars } from "../plot/shareBars.ts";
import { colour } from "../plot/svg.ts";
import { valueFan } from "../plot/valueFan.ts";
import { xyChart } from "../plot/xyChart.ts";

/** A picture of an assessment with the words below it. */
export interface AssessmentPicture {
  readonly name: string;
  readonly caption: string;
  readonly draw: (at: { readonly widthPx: number }) => string;
}

const million = 1e6;

/** Fan of the running value, cash by year, distribution of the value, shares of doubt, tonnes and metal by year. */
export function assessmentPictures({ assessment }: AssessedSite): readonly AssessmentPicture[] {
  const { site, project, fan, years, doubts, realisations } = assessment;
  const said = site.declared === "synthetic" ? "Synthetic. " : "";
  const money = `million ${project.currency} of ${project.moneyYear}`;
  let sum = 0;
  const cash = years.map(({ year, netCash }) => ({
    year,
    netCash: netCash.mean / million,
    cumulative: (sum += netCash.mean) / million,
  }));
  const inMillions = fan.map(({ year, p05, p50, p95 }) => ({
    year,
    p05: p05 / million,
    p50: p50 / million,
    p95: p95 / million,
  }));
  return [
    {
      name: "value-fan",
      caption: `${said}Running net present value by project year: median and P5–P95 of ${realisations.npv.length} realisations, ${money}.`,
      draw: ({ widthPx }) =>
        valueFan(inMillions, {
          widthPx,
          title: "Running net present value",
          desc: `Median and 5 to 95 % band by project year, ${money}`,
          yTitle: `Running present value, ${money}`,
        }),
    },
    {
      name: "cash-flow",
      caption: `${said}Mean net cash by project year after tax in constant money, and its running sum.`,
      draw: ({ widthPx }) =>
        cashFlowBars(cash, {
          widthPx,
          title: "Net cash by year",
          desc: `Mean over realisations, ${money}`,
          yTitle: `Net cash, ${money}`,
          unit: `million ${project.currency}`,
        }),
    },
    {
      name: "value-distribution",
      caption: `${said}Share of realisations in which the net present value is at most that of the axis; money is lost left of 0.`,
      draw: ({ widthPx }) => {
        const sorted = Float64Array.from(realisations.npv).sort();
        return xyChart(
          [
            {
              kind: "line",
              label: "",
              colour: colour.accent,
              x: Array.from(sorted, (value) => value / million),
              y: Array.from(sorted, (_, at) => (100 * (at + 0.5)) / sorted.length),
            },
            { kind: "line", label: "no gain, no loss", colour: colour.muted, x: [0, 0], y: [0, 100], isDashed: true },
          ],
          {
            widthPx,
            heightPx: 280,
            title: "Distribution of the net present value",
            desc: "Cumulative share of realisations",
            xTitle: `Net present value, ${money}`,
            yTitle: "Realisations, %",
            yDomain: [0, 100],
          },
        );
      },
    },
    {
      name: "doubts",
      caption: `${said}What the spread of the value comes from: share of its variance that goes when one source is frozen at its mean. Shares need not add up to 100 %.`,
      draw: ({ widthPx }) =>
        shareBars(
          doubts.map(({ doubt, removed }) => ({ label: doubt, share: removed })),
          { widthPx, title: "Sources of doubt", desc: "Share of variance removed by knowing each source" },
        ),
    },
    ...[...site.elements.keys()]
      .filter((element) => site.routes.some((route) => route.recovery.has(element)))
      .map((element) => ({
        name: `won-${element}`,
        caption: `${said}${element} recovered by project year: mean and P5–P95, tonnes.`,
        draw: ({ widthPx }: { readonly widthPx: number }) =>
          xyChart(
            [
              {
                kind: "band",
                label: "P5–P95",
                colour: colour.accentSoft,
                x: years.map(({ year }) => year),
                y: years.map(({ wonKg }) => wonKg[element].p05 / 1000),
                other: years.map(({ wonKg }) => wonKg[element].p95 / 1000),
              },
              {
                kind: "line",
                label: "mean",
                colour: colour.accent,
                x: years.map(({ year }) => year),
                y: years.map(({ wonKg }) => wonKg[element].mean / 1000),
              },
            ],
            {
              widthPx,
              heightPx: 240,
              title: `${element} recovered by year`,
              desc: "Mean and 5 to 95 % band",
              xTitle: "Project year",
              yTitle: `${element} recovered, t a year`,
            },
          ),
      })),
  ];
}
