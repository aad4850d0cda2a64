import type { ElementResult, MineResult } from "@relode/core/supply";
import { usMap } from "../plot/usMap.ts";
import { varianceBars } from "../plot/varianceBars.ts";
import type { ReportDocument } from "./document.ts";
import { varianceNames } from "./elementText.ts";
import { gradeMark } from "./evidenceHtml.ts";
import { fractionText, isShown, massIntervalText, usdIntervalText, usdText } from "./figures.ts";
import { type Html, html, htmlFigure, htmlTable, nothing, type Section } from "./html.ts";
import type { SourceNumbers } from "./sourceNumbers.ts";
import { minesByValue, tellingElements } from "./telling.ts";

/** All mines with the gross value of what they do not recover beside that of their main products. */
export function mineSection({ result, states }: ReportDocument, sources: SourceNumbers): Section {
  const mines = minesByValue(result);
  return {
    id: "mines",
    title: "Value by mine",
    body: html`<p>Gross value of by-products not recovered: mass times price of the refined product, before mining, plant, losses and the effect on the price. Main products of the mine and the elements that rock is made of are not counted. Main products: published amounts at the same prices. Both in US dollars a year.</p>
${mapFigure(mines, states)}
${htmlTable(
  `${mines.length} mines by gross value not recovered`,
  [
    { head: "Mine", cell: (mine) => html`${mine.name}<span class="q">, ${mine.state}</span>`, wraps: true },
    { head: "Class", cell: (mine) => mine.mineClass, wraps: true },
    {
      head: "Ore processed",
      unit: "a year, mean (P5–P95)",
      cell: (mine) => massIntervalText(mine.oreT),
      align: "right",
    },
    { head: "Ore", unit: "basis", cell: (mine) => gradeOfOre(mine) },
    {
      head: "Not recovered",
      unit: "USD a year, gross",
      cell: (mine) => usdIntervalText(mine.byproductValueUsd.all).replace("USD ", ""),
      align: "right",
    },
    {
      head: "at 10 %",
      unit: "USD a year",
      cell: (mine) => usdText(mine.byproductValueUsd.at10Pct, 2).replace("USD ", ""),
      align: "right",
    },
    {
      head: "Main products",
      unit: "USD a year",
      cell: (mine) => usdText(mine.mainProductValueUsd).replace("USD ", ""),
      align: "right",
    },
    { head: "Source", cell: (mine) => sources.cite([mine.sources]), align: "right" },
  ],
  mines,
)}
<p class="run">Ore basis: A reported for the reference year, B reported for another year, C arithmetic on sourced figures, D assumed or recalled.</p>`,
  };
}

function gradeOfOre(mine: MineResult): Html {
  return gradeMark(mine.oreBasis);
}

function mapFigure(mines: readonly MineResult[], states: ReportDocument["states"]): Html {
  const marks = mines.flatMap((mine) =>
    isShown(mine.lon) && isShown(mine.lat) && isShown(mine.byproductValueUsd.all.mean)
      ? [{ label: mine.name, lon: mine.lon, lat: mine.lat, value: mine.byproductValueUsd.all.mean / 1e6 }]
      : [],
  );
  if (states === undefined || marks.length === 0) return nothing;
  return htmlFigure(
    "Mines by gross value of by-products not recovered; the area of a circle is in proportion to the value.",
    (widthPx) =>
      usMap(states, marks, {
        widthPx,
        title: "Mines by gross value not recovered",
        desc: "Map of the United States with a circle at each mine",
        sizeTitle: "Gross value not recovered, million USD a year",
        unit: "million USD a year",
      }),
  );
}

/** Which doubts the spread of the national masses comes from. */
export function spreadSection({ result }: ReportDocument, sources: SourceNumbers): Section {
  const shown = tellingElements(result, 30);
  const first = shown.find((element) => Object.values(element.varianceByQuantity).every(isShown));
  return {
    id: "spread",
    title: "What drives the spread",
    body: html`<p>Share of the variance of each national mass that would go if one kind of quantity were known exactly (first-order shares; what only moves in combination is the interaction). Doubt shared by many mines does not average out: it is why a sum over dozens of mines can still be uncertain.</p>
${
  first
    ? htmlFigure(`${first.name}: where the variance of the national mass comes from.`, (widthPx) =>
        varianceBars(first.varianceByQuantity, {
          widthPx,
          title: `Variance of ${first.name} by quantity`,
          desc: "First-order shares of variance by kind of quantity",
        }),
      )
    : nothing
}
${htmlTable(
  `Share of variance by quantity, ${shown.length} elements on most critical-minerals lists`,
  [
    { head: "Element", cell: (element) => `${element.symbol} ${element.name}` },
    {
      head: "Not recovered",
      unit: "a year, mean (P5–P95)",
      cell: (element) => massIntervalText(element.unrecoveredT),
      align: "right",
    },
    ...varianceNames.map(([key, name]) => ({
      head: name.replace(", in all deposit types", ""),
      unit: key === "elementDoubt" ? "in all types" : "share",
      align: "right" as const,
      cell: (element: ElementResult) => fractionText(element.varianceByQuantity[key]),
    })),
    { head: "Ev.", cell: (element: ElementResult) => gradeMark(element.evidence) },
    { head: "Sources", cell: (element: ElementResult) => sources.cite(element.sources), wraps: true },
  ],
  shown,
)}`,
  };
}

/** Where a sample would remove most doubt. */
export function samplingSection({ result }: ReportDocument): Section {
  const nameOf = new Map(result.mines.map((mine) => [mine.id, `${mine.name}, ${mine.state}`]));
  const rows = tellingElements(result, 30).map((element) => ({
    element,
    best: [...element.topMines]
      .filter((mine) => isShown(mine.samplingValue))
      .sort((a, b) => b.samplingValue - a.samplingValue)
      .slice(0, 3),
  }));
  const named = (row: (typeof rows)[number], i: number) => {
    const mine = row.best[i];
    if (mine === undefined) return html`–`;
    return html`${nameOf.get(mine.id) ?? mine.id}: <span class="q">${fractionText(mine.samplingValue)} of variance; ${fractionText(mine.share)} of mass</span>`;
  };
  return {
    id: "sampling",
    title: "What sampling is worth",
    body: html`<p>The share of the variance of the national mass that would go if the discarded mass of one mine were measured exactly. It counts what the measurement teaches about other mines of the same kind, so it can exceed the mine’s share of the mass. Modelled, from the same draws as the masses.</p>
${htmlTable(
  "The three mines whose measurement teaches most, by element",
  [
    { head: "Element", cell: (row) => `${row.element.symbol} ${row.element.name}` },
    { head: "First", cell: (row) => named(row, 0), wraps: true },
    { head: "Second", cell: (row) => named(row, 1), wraps: true },
    { head: "Third", cell: (row) => named(row, 2), wraps: true },
    { head: "Ev.", cell: (row) => gradeMark(row.element.evidence) },
  ],
  rows,
)}`,
  };
}
