import type { ControlGroup } from "@relode/core/survey";
import { colour } from "../plot/svg.ts";
import { type XySeries, xyChart } from "../plot/xyChart.ts";
import { fileWord, type SurveyPicture } from "./surveyPage.ts";

const failed = "#b2480f";

/** Pictures of one group: control chart, blanks in order, or pairs, ranked differences and spread by grade. */
export function controlPictures(group: ControlGroup): SurveyPicture[] {
  if (group.kind === "standard") return [chartPicture(group)];
  if (group.kind === "blank") return [blankPicture(group)];
  return group.duplicates.pairs === 0 ? [] : [pairPicture(group), rankPicture(group), spreadPicture(group)];
}

type Of<K extends ControlGroup["kind"]> = Extract<ControlGroup, { kind: K }>;

const level = (label: string, y: number, n: number, stroke: string, isDashed: boolean): XySeries => ({
  kind: "line",
  label,
  colour: stroke,
  isDashed,
  x: [0.5, n + 0.5],
  y: [y, y],
});

function chartPicture({ substance, name, chart, rows }: Of<"standard">): SurveyPicture {
  const n = rows.length;
  const { centrePpm, warningPpm, failurePpm } = chart.lines;
  const results = rows.map(({ resultPpm }) => resultPpm);
  const dots = (label: string, fill: string, marks: readonly string[]): XySeries => {
    const at = rows.map((_, i) => i).filter((i) => marks.includes(chart.mark[i]));
    return { kind: "dots", label, colour: fill, x: at.map((i) => i + 1), y: at.map((i) => results[i]) };
  };
  const all = [...results.filter(Number.isFinite), ...failurePpm];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const series = [
    level("certified", centrePpm, n, colour.ink, false),
    level("warning, 2 sd", warningPpm[0], n, colour.muted, true),
    level("", warningPpm[1], n, colour.muted, true),
    level("action, 3 sd", failurePpm[0], n, failed, true),
    level("", failurePpm[1], n, failed, true),
    level("mean of the results", chart.meanPpm, n, colour.accent, true),
    dots("result", colour.accent, ["in", "warning"]),
    dots("failed", failed, ["failed"]),
  ];
  return {
    name: `standard-${fileWord(name)}-${fileWord(substance)}`,
    caption: `Control chart of standard ${name}, ${substance} in ppm, ${chart.n} results in the order of the table; limits from the certificate's standard deviation between laboratories.`,
    draw: (widthPx) =>
      xyChart(series, {
        widthPx,
        heightPx: 280,
        title: `Standard ${name}, ${substance}`,
        desc: "Results against certified value, warning and action limits",
        xTitle: "Order of analysis",
        yTitle: `${substance}, ppm`,
        xDomain: [0.5, n + 0.5],
        yDomain: [low - 0.04 * (high - low), high + 0.04 * (high - low)],
      }),
  };
}

function blankPicture({ substance, blanks, rows, detectionLimitPpm }: Of<"blank">): SurveyPicture {
  const n = rows.length;
  const at = (isFailed: boolean) =>
    rows.flatMap((row, i) => ((!row.isBelow && row.resultPpm > blanks.boundPpm) === isFailed ? [i] : []));
  const dots = (label: string, fill: string, places: readonly number[]): XySeries => ({
    kind: "dots",
    label,
    colour: fill,
    x: places.map((i) => i + 1),
    y: places.map((i) => rows[i].resultPpm),
  });
  const highest = Math.max(blanks.boundPpm, ...rows.map(({ resultPpm }) => resultPpm || 0));
  const series = [
    level("bound", blanks.boundPpm, n, failed, true),
    level("detection limit", detectionLimitPpm, n, colour.muted, true),
    dots("blank (below detection: at its limit)", colour.accent, at(false)),
    dots("failed", failed, at(true)),
  ];
  return {
    name: `blank-${fileWord(substance)}`,
    caption: `${blanks.n} blanks, ${substance} in ppm, in the order of the table; ${blanks.failed} lie above ${blanks.boundPpm} ppm.`,
    draw: (widthPx) =>
      xyChart(series, {
        widthPx,
        heightPx: 240,
        title: `Blanks, ${substance}`,
        desc: "Results of barren material against the bound",
        xTitle: "Order of analysis",
        yTitle: `${substance}, ppm`,
        xDomain: [0.5, n + 0.5],
        yDomain: [0, 1.06 * highest],
      }),
  };
}

/** Pairs that enter the statistics. */
function usable({ rows }: Of<"duplicate">): { a: number; b: number }[] {
  return rows
    .filter((row) => !row.isBelow && !row.isOriginalBelow && row.originalPpm + row.resultPpm > 0)
    .map(({ originalPpm, resultPpm }) => ({ a: originalPpm, b: resultPpm }));
}

function pairPicture(group: Of<"duplicate">): SurveyPicture {
  const pairs = usable(group);
  const { substance, stage, duplicates } = group;
  return {
    name: `duplicate-${stage}-${fileWord(substance)}`,
    caption: `${pairs.length} ${stage} duplicates of ${substance}, ppm: on the dashed line both are equal. Mean of the duplicates over that of the originals: ${(100 * duplicates.relativeBias).toFixed(1)} %, t = ${duplicates.biasT.toFixed(1)}.`,
    draw: (widthPx) =>
      xyChart(
        [{ kind: "dots", label: "", colour: colour.accent, x: pairs.map(({ a }) => a), y: pairs.map(({ b }) => b) }],
        {
          widthPx,
          heightPx: 340,
          title: `Duplicates, ${stage}, ${substance}`,
          desc: "Duplicate against original",
          xTitle: `Original, ${substance} ppm`,
          yTitle: `Duplicate, ${substance} ppm`,
          hasDiagonal: true,
        },
      ),
  };
}

function rankPicture({ substance, stage, duplicates, accepted }: Of<"duplicate">): SurveyPicture {
  const hard = [...duplicates.hard].sort((a, b) => a - b);
  const n = hard.length;
  const [bound, share] = [100 * accepted.hard, 100 * accepted.share];
  const series: XySeries[] = [
    {
      kind: "line",
      label: "pairs, ranked",
      colour: colour.accent,
      x: hard.map((_, i) => (100 * (i + 0.5)) / n),
      y: hard.map((value) => 100 * value),
    },
    { kind: "line", label: `accepted, ${bound} %`, colour: failed, isDashed: true, x: [0, 100], y: [bound, bound] },
    {
      kind: "line",
      label: `${share} % of the pairs`,
      colour: colour.muted,
      isDashed: true,
      x: [share, share],
      y: [0, bound],
    },
  ];
  return {
    name: `hard-${stage}-${fileWord(substance)}`,
    caption: `Half absolute relative difference |a − b|/(a + b) of ${n} ${stage} pairs of ${substance}, ranked: ${(100 * duplicates.shareWithin).toFixed(0)} % keep ${bound} %, asked are ${share} %.`,
    draw: (widthPx) =>
      xyChart(series, {
        widthPx,
        heightPx: 260,
        title: `Ranked differences, ${stage}, ${substance}`,
        desc: "Half absolute relative difference by rank",
        xTitle: "Share of the pairs, %",
        yTitle: "HARD, %",
        xDomain: [0, 100],
        yDomain: [0, Math.max(1.3 * bound, 105 * (hard.at(-1) ?? 0))],
      }),
  };
}

function spreadPicture(group: Of<"duplicate">): SurveyPicture {
  const pairs = usable(group);
  const { substance, stage, duplicates } = group;
  const cv = pairs.map(({ a, b }) => (100 * Math.SQRT2 * Math.abs(a - b)) / (a + b));
  const mean = pairs.map(({ a, b }) => (a + b) / 2);
  const average = 100 * duplicates.coefficientOfVariation;
  const ends = [Math.min(...mean), Math.max(...mean)];
  const [low, high] = duplicates.coefficientOfVariationBand.map((value) => (100 * value).toFixed(1));
  return {
    name: `cv-${stage}-${fileWord(substance)}`,
    caption: `Coefficient of variation √2 |a − b|/(a + b) of each ${stage} pair of ${substance} by its mean grade; average (root mean square) ${average.toFixed(1)} %, P5-P95 ${low}-${high} %.`,
    draw: (widthPx) =>
      xyChart(
        [
          { kind: "dots", label: "pair", colour: colour.accent, x: mean, y: cv },
          { kind: "line", label: "average", colour: failed, isDashed: true, x: ends, y: [average, average] },
        ],
        {
          widthPx,
          heightPx: 260,
          title: `Spread of pairs, ${stage}, ${substance}`,
          desc: "Coefficient of variation of pairs by grade",
          xTitle: `Mean of the pair, ${substance} ppm (log)`,
          xLog: true,
          yTitle: "CV of the pair, %",
        },
      ),
  };
}
