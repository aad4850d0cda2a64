import type { ElementResult, Percentiles } from "@relode/core/supply";
import { type ConcentrationRow, concentrationBars } from "../plot/concentrationBars.ts";
import { type ThresholdRow, thresholdChart } from "../plot/thresholdChart.ts";
import type { ReportDocument } from "./document.ts";
import { gradeMark, mixMark } from "./evidenceHtml.ts";
import {
  fractionText,
  isShown,
  massIntervalText,
  massText,
  numberText,
  pctText,
  publishedMassText,
  publishedPctText,
  recoveryText,
} from "./figures.ts";
import { editionName, valueText } from "./headlineSections.ts";
import { type Html, html, htmlFigure, htmlTable, nothing, type Section } from "./html.ts";
import type { SourceNumbers } from "./sourceNumbers.ts";
import { byNeededRecovery, medianRecovery } from "./telling.ts";

/** Every element: masses with range, market, value, evidence, sources. */
export function elementSection({ result }: ReportDocument, sources: SourceNumbers): Section {
  return {
    id: "elements",
    title: "Element by element",
    body: html`<p>In ore and not recovered: t of contained element a year, mean (5th–95th percentile). Imports, consumption and prices: ${editionName(result.edition)}, turned into contained element; the publisher’s marks are kept (W withheld, NA not available, E net exporter). Gross value is mass times price, before any cost.</p>
${htmlTable(
  `All ${result.elements.length} elements by symbol`,
  [
    { head: "Element", cell: (element) => `${element.symbol} ${element.name}` },
    { head: "In ore", unit: "a year", cell: (element) => massIntervalText(element.containedT), align: "right" },
    {
      head: "Not recovered",
      unit: "a year",
      cell: (element) => massIntervalText(element.unrecoveredT),
      align: "right",
    },
    { head: "of it", unit: "leach residue", cell: (element) => leachShare(element), align: "right" },
    { head: "Imports", unit: "a year", cell: (element) => publishedMassText(element.importsT), align: "right" },
    {
      head: "Import",
      unit: "reliance",
      cell: (element) => publishedPctText(element.netImportReliancePct),
      align: "right",
    },
    {
      head: "Gross value",
      unit: "USD a year",
      cell: (element) => valueText(element).replace("USD ", ""),
      align: "right",
    },
    { head: "Ev.", cell: (element) => gradeMark(element.evidence) },
    { head: "Sources", cell: (element) => sources.cite(element.sources), wraps: true },
  ],
  [...result.elements].sort((a, b) => (a.symbol < b.symbol ? -1 : 1)),
)}
${unpublishedTable(result.elements)}
${concentrationFigure(result.elements)}`,
  };
}

function leachShare(element: ElementResult): string {
  const { concentrate, mill, leach } = element.unrecoveredByStreamT;
  const sum = concentrate + mill + leach;
  return isShown(sum) && sum > 0 ? fractionText(leach / sum) : "–";
}

function unpublishedTable(elements: readonly ElementResult[]): Html {
  const wide = elements.filter(({ unpublishedBoundsT: bounds }) => {
    const gap = bounds.noneRecovered - bounds.allRecovered;
    return isShown(gap) && bounds.noneRecovered > 0 && gap / bounds.noneRecovered > 0.01;
  });
  if (wide.length === 0) return nothing;
  return html`<h3>Recovered, but the amount is not public</h3><p>Some mines and their smelters recover an element and do not publish how much. The figures above let the recovery lie anywhere from none to all. The ends of that range, where it moves the national mass by more than one per cent:</p>
${htmlTable(
  "Expected unrecovered mass at the two ends",
  [
    { head: "Element", cell: (element) => `${element.symbol} ${element.name}` },
    {
      head: "None recovered",
      unit: "a year",
      cell: (element) => massText(element.unpublishedBoundsT.noneRecovered),
      align: "right",
    },
    {
      head: "All recovered",
      unit: "a year",
      cell: (element) => massText(element.unpublishedBoundsT.allRecovered),
      align: "right",
    },
    { head: "As used", unit: "a year", cell: (element) => massIntervalText(element.unrecoveredT), align: "right" },
    { head: "Evidence", unit: "% of the mass", cell: (element) => mixMark(element.evidenceMix) },
  ],
  wide,
)}`;
}

function concentrationFigure(elements: readonly ElementResult[]): Html {
  const rows = onePerTable(elements);
  if (rows.length === 0) return nothing;
  const shown = [...rows].sort((a, b) => b.hhi - a.hhi).slice(0, 25);
  return html`<h3>Who makes it now</h3>${htmlFigure(
    `Herfindahl–Hirschman index of world production by country (0 to 10,000), the ${shown.length} most concentrated of ${rows.length} published tables (elements that share one, such as the rare earths, are one bar); largest producer and its share beside the bar. Published figures (evidence B).`,
    (widthPx) =>
      concentrationBars(shown, {
        widthPx,
        title: "Concentration of world production",
        desc: "Herfindahl-Hirschman index by element with the largest producing country",
      }),
  )}`;
}

/** Elements with a table of world production; those that share one table are one row, named REE where that is among them. */
function onePerTable(elements: readonly ElementResult[]) {
  const tables = new Map<string, ConcentrationRow>();
  for (const { symbol, concentration } of elements) {
    if (!concentration || ![concentration.hhi, concentration.hhiUpper, concentration.largestShare].every(isShown))
      continue;
    const { hhi, largestCountry, largestShare, basis } = concentration;
    const table = [hhi, largestCountry, largestShare, basis].join("|");
    if (!tables.has(table) || symbol === "REE") tables.set(table, { label: symbol, ...concentration });
  }
  return [...tables.values()];
}

/** What must be recovered to replace gross imports, net imports and consumption, in three columns side by side. */
export function thresholdSection({ result }: ReportDocument, sources: SourceNumbers): Section {
  const rows = result.elements
    .filter((element) =>
      [element.recoveryToReplaceImports, element.recoveryToReplaceNetImports, element.recoveryToMeetConsumption].some(
        (percentiles) => medianRecovery(percentiles) !== null,
      ),
    )
    .sort(byNeededRecovery);
  const missing = result.elements.filter((element) => !rows.includes(element)).map((element) => element.symbol);
  const plotted = rows.flatMap((element) => {
    const recovery = element.recoveryToReplaceImports;
    return recovery && [recovery.p05, recovery.p50, recovery.p95].every(isShown) && recovery.p05 > 0
      ? [{ label: element.symbol, recovery }]
      : [];
  });
  return {
    id: "thresholds",
    title: "What recovery would replace imports",
    body: html`<p>The share of the discarded mass that equals each need: the tonnage alone, at no loss of quality. Three bases, since they answer different questions: <strong>gross imports</strong> (all that crosses the border inward), <strong>net imports</strong> (less exports), <strong>apparent consumption</strong> (all that the country uses). Median (5th–95th percentile), per cent of what is discarded. Above 100 % the waste does not hold enough.</p>
${thresholdFigures(plotted)}
${htmlTable(
  "Needed recovery, smallest first",
  [
    { head: "Element", cell: (element) => `${element.symbol} ${element.name}` },
    {
      head: "Gross imports",
      unit: "%",
      cell: (element) => recoveryText(element.recoveryToReplaceImports, ""),
      align: "right",
    },
    {
      head: "Net imports",
      unit: "%",
      cell: (element) => recoveryText(element.recoveryToReplaceNetImports, ""),
      align: "right",
    },
    {
      head: "Consumption",
      unit: "%",
      cell: (element) => recoveryText(element.recoveryToMeetConsumption, ""),
      align: "right",
    },
    {
      head: "Reliance",
      unit: "now",
      cell: (element) => publishedPctText(element.netImportReliancePct),
      align: "right",
    },
    ...relianceColumns(rows),
    { head: "Ev.", cell: (element) => gradeMark(element.evidence) },
    { head: "Sources", cell: (element) => sources.cite(element.sources), wraps: true },
  ],
  rows,
)}
<p class="run">Reliance: net import reliance, per cent of apparent consumption, now and after recovering a share of the discarded mass (median, 5th–95th percentile; below zero the country would export). Imports and consumption: evidence B.</p>
${missing.length > 0 ? html`<p><strong>No threshold</strong>, because no market figure is published as a number: ${missing.join(", ")}.</p>` : nothing}`,
  };
}

/** Rows of one chart: as many as a page of paper carries. */
const rowsPerChart = 30;

function thresholdFigures(rows: readonly ThresholdRow[]): Html[] {
  const charts = Math.ceil(rows.length / rowsPerChart);
  return Array.from({ length: charts }, (_, i) => {
    const shown = rows.slice(i * rowsPerChart, (i + 1) * rowsPerChart);
    const part = charts > 1 ? ` (${i + 1} of ${charts})` : "";
    return htmlFigure(
      `Recovery that would replace gross imports, by element${part}: dot, median; whisker, 5th to 95th percentile; log axis. Beyond 100 % the waste does not hold enough.`,
      (widthPx) =>
        thresholdChart(shown, {
          widthPx,
          title: `Recovery that would replace imports${part}`,
          desc: "Median and 5th to 95th percentile of the recovery that equals gross imports, per element",
        }),
    );
  });
}

function relianceColumns(rows: readonly ElementResult[]) {
  const recoveries = (rows[0]?.relianceAfter ?? [])
    .map((after) => after.recovery)
    .filter((recovery) => recovery >= 0.1);
  return recoveries.slice(0, 2).map((recovery) => ({
    head: "Reliance",
    unit: `at ${fractionText(recovery)}`,
    align: "right" as const,
    cell: (element: ElementResult) =>
      relianceText(element.relianceAfter.find((after) => after.recovery === recovery)?.netImportReliancePct ?? null),
  }));
}

function relianceText(percentiles: Percentiles | null): string {
  if (!percentiles || !isShown(percentiles.p50)) return "–";
  // Far below zero the share of consumption says nothing more: all is exported.
  if (percentiles.p50 < -100) return "below −100 %";
  const { p05, p95 } = percentiles;
  const range = isShown(p05) && isShown(p95) ? ` (${numberText(p05, 2)} to ${numberText(p95, 2)})` : "";
  return `${pctText(percentiles.p50)}${range}`;
}
