import {
  type CapCandidate,
  cuttingCurve,
  type DecileAnalysis,
  type MetalAtRisk,
  probabilityPlot,
  type WeightedGrades,
} from "@relode/core/survey";
import { colour } from "../plot/svg.ts";
import { type XySeries, xyChart } from "../plot/xyChart.ts";
import { fileWord, type SurveyPicture } from "./surveyPage.ts";

/** Evidence of one substance in one domain. */
export interface TopCutGroup {
  readonly substance: string;
  /** Code of the log; empty where there is none. */
  readonly domain: string;
  readonly composites: number;
  readonly grades: WeightedGrades;
  readonly candidates: readonly CapCandidate[];
  readonly atRisk: MetalAtRisk;
  readonly deciles: DecileAnalysis;
}

const capColours = [colour.imports, "#7a5195", "#58712f", "#c28a00", "#444444", "#d1495b", "#2e86ab"];
const mostPoints = 1500;

/** Probability plot with the candidates, and what the mean, the metal and the spread do as the cap comes down. */
export function topCutPictures(group: TopCutGroup): SurveyPicture[] {
  if (!(group.grades.gradePpm[group.grades.gradePpm.length - 1] > 0)) return [];
  return [probability(group), curve(group)];
}

const nameOf = ({ substance, domain }: TopCutGroup) =>
  domain === "" ? fileWord(substance) : `${fileWord(substance)}-${fileWord(domain)}`;
const said = ({ substance, domain }: TopCutGroup) => (domain === "" ? substance : `${substance} in ${domain}`);

function probability(group: TopCutGroup): SurveyPicture {
  const { gradePpm, normalScore } = probabilityPlot(group.grades);
  const n = gradePpm.length;
  const step = Math.max(1, Math.floor(n / mostPoints));
  const at = Array.from(gradePpm.keys()).filter((i) => gradePpm[i] > 0 && (i % step === 0 || i >= n - 100));
  const caps = group.candidates.filter(({ capPpm }) => Number.isFinite(capPpm));
  const [low, high] = [normalScore[at[0]], normalScore[n - 1]];
  const series: XySeries[] = [
    {
      kind: "dots",
      label: "composites",
      colour: colour.accent,
      x: at.map((i) => gradePpm[i]),
      y: at.map((i) => normalScore[i]),
    },
    ...caps.map(
      ({ capPpm, reason }, i): XySeries => ({
        kind: "line",
        label: `${Number(capPpm.toPrecision(4))}: ${reason}`,
        colour: capColours[i % capColours.length],
        isDashed: i % 2 === 1,
        x: [capPpm, capPpm],
        y: [low, high],
      }),
    ),
  ];
  return {
    name: `probability-${nameOf(group)}`,
    caption: `Probability plot of ${group.composites} composites of ${said(group)} (ppm): normal score of the cumulative frequency by weight (0 is the median, 1.645 is 95 %, 2.326 is 99 %) against grade. A straight line is a lognormal population, a kink a mixture, a ragged end calls for a cut. Upright lines are the candidates; grades of 0 cannot be drawn.`,
    draw: (widthPx) =>
      xyChart(series, {
        widthPx,
        heightPx: 360 + 8 * caps.length,
        title: `Probability plot, ${said(group)}`,
        desc: "Normal score of the cumulative frequency against grade",
        xTitle: `${group.substance}, ppm (log)`,
        xLog: true,
        yTitle: "Normal score",
        yDomain: [low, high > low ? high : low + 1],
      }),
  };
}

function curve(group: TopCutGroup): SurveyPicture {
  const { gradePpm } = group.grades;
  const n = gradePpm.length;
  const [low, high] = [gradePpm[Math.floor(n / 2)] || gradePpm[n - 1] / 100, gradePpm[n - 1]];
  const caps = Array.from({ length: 121 }, (_, k) => (k === 120 ? high : low * (high / low) ** (k / 120)));
  const points = cuttingCurve(group.grades, caps);
  const uncut = points[points.length - 1];
  const line = (label: string, stroke: string, isDashed: boolean, y: readonly number[]): XySeries => ({
    kind: "line",
    label,
    colour: stroke,
    isDashed,
    x: caps,
    y,
  });
  const risk = (100 * group.atRisk.assuredPpm) / group.atRisk.meanPpm;
  const series = [
    line(
      "mean, % of uncut",
      colour.accent,
      false,
      points.map(({ meanPpm }) => (100 * meanPpm) / uncut.meanPpm),
    ),
    line(
      "CV, % of uncut",
      colour.imports,
      true,
      points.map((p) => (100 * p.coefficientOfVariation) / uncut.coefficientOfVariation),
    ),
    line(
      "assured mean of a period, % of uncut",
      colour.muted,
      true,
      caps.map(() => risk),
    ),
  ];
  return {
    name: `cutting-${nameOf(group)}`,
    caption: `Cutting curve of ${said(group)}: mean and coefficient of variation of the composites by cap, in per cent of the uncut ones (mean ${Number(uncut.meanPpm.toPrecision(4))} ppm, CV ${Number(uncut.coefficientOfVariation.toPrecision(3))}); the mean that a production period reaches with the assurance asked for.`,
    draw: (widthPx) =>
      xyChart(series, {
        widthPx,
        heightPx: 280,
        title: `Cutting curve, ${said(group)}`,
        desc: "Mean and spread after the cut by cap",
        xTitle: `Cap, ${group.substance} ppm (log)`,
        xLog: true,
        yTitle: "% of uncut",
        yDomain: [0, 105],
      }),
  };
}
