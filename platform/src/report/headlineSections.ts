import type { ElementResult } from "@relode/core/supply";
import { intervalChart } from "../plot/intervalChart.ts";
import type { ReportDocument } from "./document.ts";
import { gradeMark, mixMark } from "./evidenceHtml.ts";
import {
  countText,
  fractionText,
  isShown,
  massIntervalText,
  massText,
  numberText,
  usdIntervalText,
  usdText,
} from "./figures.ts";
import { type Html, html, htmlFigure, htmlTable, type Section } from "./html.ts";
import { honestNotes } from "./notes.ts";
import type { SourceNumbers } from "./sourceNumbers.ts";
import { elementsReplacedAt, mostlyGrade, rockReading, singleElements, tellingElements } from "./telling.ts";

/** What was asked, in words that a reader from outside the field can follow. */
export function questionSection({ result }: ReportDocument): Section {
  const edition = editionName(result.edition);
  return {
    id: "asked",
    title: "What was asked",
    body: html`<p>The metal mines of the United States dig ore for one or two metals and discard the rest. Of all that ${countText(result.totals.mines)} mines process in a year: how much of each of ${countText(result.totals.elements)} elements leaves with the tailings, leach residues and smelter products without being recovered, how sure is that, and what share of it would have to be recovered to replace imports?</p>
<p>For each mine: ore processed × concentration in the ore − what is recovered. Concentrations come from ${result.geochemistry === "priors" ? "published and modelled priors by deposit type, and from the mines’ own head grades" : "ore samples of the same deposit type, weighed against priors, and from the mines’ own head grades"}. Every quantity is drawn ${countText(result.draws)} times, so that each figure has a range: <strong>mean (5th–95th percentile)</strong> throughout. Market figures are those of ${edition}.</p>`,
  };
}

/** `mcs2026` as people cite it. */
export function editionName(edition: string): string {
  const year = /^mcs(\d{4})$/.exec(edition)?.[1];
  return year === undefined ? edition : `USGS Mineral Commodity Summaries ${year}`;
}

/** The few figures that answer the question, each with its range, then what must be known before repeating them. */
export function headlineSection(document: ReportDocument): Section {
  const { result } = document;
  const { totals } = result;
  const single = singleElements(result);
  const at = (recovery: number) => {
    const { published, byMedian, by95 } = elementsReplacedAt(result, recovery);
    return key(
      `Elements whose gross imports a recovery of ${fractionText(recovery)} would replace`,
      `${byMedian} of ${published}`,
      `by the median; ${by95} by the 95th percentile; rare earths count as one. Modelled; imports ${editionName(result.edition)}`,
    );
  };
  const keys = [
    intervalKey("Ore processed", massIntervalText(totals.oreT)),
    intervalKey("Gross value of by-products not recovered", usdIntervalText(totals.byproductValueUsd)),
    intervalKey(
      "Of all unrecovered metal, gross value up to what the US uses of each element",
      usdIntervalText(totals.valueWithinNeedUsd),
    ),
    key("Main products, at the same prices", `${usdText(totals.mainProductValueUsd)} a year`, "published amounts only"),
    at(0.01),
    at(0.1),
    at(0.9),
    key(
      "Mines where 10 % of the by-products would be worth more than the main products",
      `${countText(totals.minesWhere10PctBeatsMain)} of ${countText(totals.minesWithBothValues)}`,
      "gross value, before any cost of recovery",
    ),
    key(
      "Elements whose mass cannot be told from average rock",
      `${single.filter((element) => rockReading(element) === "like average rock").length} of ${single.length}`,
      "the 5th to 95th percentile holds the crust line",
    ),
    key(
      "Elements with more than half of the mass modelled",
      `${mostlyGrade(result, "D").length} of ${single.length}`,
      "evidence D: crustal abundance times a judged class",
    ),
  ];
  const notes = honestNotes(document).map((note) => html`<li>${note}</li>`);
  return {
    id: "headline",
    title: "Headline",
    body: html`<dl class="keys">${keys}</dl><h3>Read before you repeat a number</h3><ul>${notes}</ul>`,
  };
}

function key(label: string, value: string, range: string): Html {
  return html`<div><dt>${label}</dt><dd><span class="v">${value}</span><span class="i">${range}</span></dd></div>`;
}

/** A key figure from `23 kt (12–43)`: the mean large, the range below. */
function intervalKey(label: string, interval: string): Html {
  const [mean = "", range] = interval.split(" (");
  return key(
    label,
    `${mean} a year`,
    range ? `5th–95th percentile ${range.replace(")", "")} in the same unit; modelled` : "no range",
  );
}

const readings: readonly { reading: ReturnType<typeof rockReading>; title: string; words: string }[] = [
  {
    reading: "more than rock",
    title: "Held in the ore",
    words: "The 5th percentile lies above the crust line: this is more than rock.",
  },
  {
    reading: "more than rock by judged classes alone",
    title: "Above the crust line by judged classes alone",
    words: "More than half of the mass is crust times a class that a person judged: a supposition, not a finding.",
  },
  {
    reading: "like average rock",
    title: "Not to be told from average rock",
    words: "The range holds the crust line: the mass is large because the rock is much, not because the ore is rich.",
  },
  {
    reading: "less than rock",
    title: "Less than average rock",
    words: "The 95th percentile lies below the crust line.",
  },
];

/** Which masses are ore and which are only much rock: each element against the same tonnage of average upper crust. */
export function rockSection({ result }: ReportDocument, sources: SourceNumbers): Section {
  const single = singleElements(result);
  const groups = readings.flatMap(({ reading, title, words }) => {
    const members = single
      .filter((element) => rockReading(element) === reading)
      .sort((a, b) => ratioToCrust(b) - ratioToCrust(a));
    if (members.length === 0) return [];
    return [
      html`<h3>${title}: ${String(members.length)} of ${String(single.length)} elements</h3><p>${words} ${members.map((element) => element.symbol).join(", ")}.</p>`,
    ];
  });
  const shown = tellingElements(result, 30);
  const plotted = shown.filter((element) => hasInterval(element));
  return {
    id: "rock",
    title: "What is rock mass and what is ore",
    body: html`<p>A hundred million tonnes of any rock hold tonnes of every element. The <strong>crust line</strong> is the mass that the same ore would hold if it were average upper continental crust. A figure near it says how much rock is moved; only what stands clear of it says something of the ore.</p>${groups}
${
  plotted.length > 0
    ? htmlFigure(
        `${plotted.length} elements on most critical-minerals lists: dot, mean; whisker, 5th to 95th percentile; diamond, crust line; upright tick, gross imports where published.`,
        (widthPx) =>
          intervalChart(
            plotted.map((element) => ({
              label: element.symbol,
              interval: element.unrecoveredT,
              evidence: element.evidence,
              imports: isShown(element.importsT.value) ? element.importsT.value : null,
              crustOnly: isShown(element.crustOnlyT) ? element.crustOnlyT : null,
            })),
            {
              widthPx,
              title: "Unrecovered mass, crust line and imports",
              desc: "Unrecovered mass of elements on a logarithmic axis with crust line and gross imports",
              axisTitle: "Not recovered, t of element a year",
              unit: "t a year",
            },
          ),
      )
    : html``
}
${htmlTable(
  "Unrecovered mass against the crust line, the richest first",
  [
    { head: "Element", cell: (element) => `${element.symbol} ${element.name}` },
    {
      head: "Not recovered",
      unit: "a year, mean (P5–P95)",
      cell: (element) => massIntervalText(element.unrecoveredT),
      align: "right",
    },
    { head: "Crust line", unit: "a year", cell: (element) => massText(element.crustOnlyT, 2), align: "right" },
    { head: "Times the", unit: "crust line", cell: (element) => numberText(ratioToCrust(element), 2), align: "right" },
    { head: "Weakest", unit: "evidence", cell: (element) => gradeMark(element.evidence) },
    { head: "Evidence", unit: "% of the mass by grade", cell: (element) => mixMark(element.evidenceMix) },
    { head: "Sources", cell: (element) => sources.cite(element.sources), wraps: true },
  ],
  [...result.elements].sort((a, b) => ratioToCrust(b) - ratioToCrust(a)),
)}`,
  };
}

function ratioToCrust(element: ElementResult): number {
  const ratio = element.unrecoveredT.mean / element.crustOnlyT;
  return Number.isFinite(ratio) ? ratio : -1;
}

/** True when a chart can draw the element's interval. */
export function hasInterval(element: ElementResult): boolean {
  const { mean, p05, p95 } = element.unrecoveredT;
  return isShown(mean) && isShown(p05) && isShown(p95) && mean > 0;
}

/** Gross value in words for tables. */
export function valueText(element: ElementResult): string {
  return usdIntervalText(element.grossValueUsd);
}
