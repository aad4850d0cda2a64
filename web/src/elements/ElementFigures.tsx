import { contributionBars } from "../../../platform/src/plot/contributionBars.ts";
import { evidenceMixBar } from "../../../platform/src/plot/evidenceMixBar.ts";
import { intervalChart } from "../../../platform/src/plot/intervalChart.ts";
import { shareBars } from "../../../platform/src/plot/shareBars.ts";
import { varianceBars } from "../../../platform/src/plot/varianceBars.ts";
import type { ElementAnswer, ElementResult } from "../api/documents.ts";
import { ChartFrame } from "../parts/ChartFrame.tsx";
import { formatPct } from "../parts/words.ts";

const shownMines = 15;
const shownSampling = 10;

/** What is in the ore and what is discarded, against imports and crust. */
export function AgainstImports({ element }: { readonly element: ElementResult }) {
  const mark = { imports: element.importsT.value, crustOnly: element.crustOnlyT, evidence: element.evidence };
  const rows = [
    { label: "In the ore", interval: element.containedT, ...mark },
    { label: "Discarded", interval: element.unrecoveredT, ...mark },
  ];
  return (
    <ChartFrame
      title="Against imports and plain rock"
      caption="If the discarded mass lies near the diamond, it is there because so much rock is moved, not because the ore is enriched."
      fileName={`${element.symbol}-against-imports`}
      draw={(widthPx) =>
        intervalChart(rows, {
          widthPx,
          title: `${element.name}: in ore, discarded, imported`,
          desc: "Mean and 5 to 95 per cent range on a log axis",
          axisTitle: `${element.name}, t of element a year`,
          unit: "t/yr",
        })
      }
      table={{
        columns: ["quantity", "mean_t", "p05_t", "p50_t", "p95_t"],
        rows: [
          ...rows.map(({ label, interval }) => [label, interval.mean, interval.p05, interval.p50, interval.p95]),
          ["US imports", element.importsT.value, null, null, null],
          ["Average crust", element.crustOnlyT, null, null, null],
        ],
      }}
    />
  );
}

/** Which mines the total comes from. */
export function Contributions({ answer: { element, mines } }: { readonly answer: ElementAnswer }) {
  const total = mines.reduce((sum, mine) => sum + mine.unrecoveredT.mean, 0) || 1;
  const sorted = [...mines].sort((a, b) => b.unrecoveredT.mean - a.unrecoveredT.mean);
  const rows = sorted.slice(0, shownMines).map((mine) => ({
    label: mine.name,
    amount: mine.unrecoveredT,
    share: mine.unrecoveredT.mean / total,
    evidence: mine.evidence,
  }));
  const others = sorted.slice(shownMines);
  const rest = others.reduce((sum, mine) => sum + mine.unrecoveredT.mean, 0) / total;
  const words = others.length > 0 ? ` The other ${others.length} mines together hold ${formatPct(rest)}.` : "";
  return (
    <ChartFrame
      title="Where it is discarded"
      caption={`Expected mass by mine, coloured by grade of evidence, with its 5–95 % range.${words}`}
      fileName={`${element.symbol}-by-mine`}
      draw={(widthPx) =>
        contributionBars(rows, {
          widthPx,
          title: `${element.name} by mine`,
          desc: "Expected discarded mass by mine",
          axisTitle: `Discarded ${element.name.toLowerCase()}, t a year`,
          unit: "t/yr",
        })
      }
      table={{
        columns: ["mine", "mean_t", "p05_t", "p50_t", "p95_t", "share", "evidence", "basis"],
        rows: sorted.map((mine) => [
          mine.name,
          mine.unrecoveredT.mean,
          mine.unrecoveredT.p05,
          mine.unrecoveredT.p50,
          mine.unrecoveredT.p95,
          mine.unrecoveredT.mean / total,
          mine.evidence,
          mine.basis,
        ]),
      }}
    />
  );
}

/** Why the range is as wide as it is, and whose assays would narrow it. */
export function Doubt({ answer: { element, mines } }: { readonly answer: ElementAnswer }) {
  const names = new Map(mines.map(({ id, name }) => [id, name]));
  const sampling = [...element.topMines]
    .sort((a, b) => b.samplingValue - a.samplingValue)
    .slice(0, shownSampling)
    .map(({ id, samplingValue }) => ({ label: names.get(id) ?? id, share: samplingValue }));
  return (
    <>
      <div className="grid-2">
        <ChartFrame
          title="What the doubt comes from"
          caption="Share of the variance of the national total by uncertain quantity."
          fileName={`${element.symbol}-variance`}
          draw={(widthPx) =>
            varianceBars(element.varianceByQuantity, {
              widthPx,
              title: `Variance of ${element.name} by quantity`,
              desc: "First-order shares",
            })
          }
          table={{ columns: ["quantity", "share_of_variance"], rows: Object.entries(element.varianceByQuantity) }}
        />
        <ChartFrame
          title="Whose assays would narrow it most"
          caption="Share of the variance removed if one mine’s discarded mass were known exactly. Shares overlap and need not sum to 100 %."
          fileName={`${element.symbol}-sampling-value`}
          draw={(widthPx) =>
            shareBars(sampling, {
              widthPx,
              title: `Value of sampling for ${element.name}`,
              desc: "Variance removed by knowing one mine",
            })
          }
          table={{ columns: ["mine", "variance_removed"], rows: sampling.map(({ label, share }) => [label, share]) }}
        />
      </div>
      <ChartFrame
        title="What it rests on"
        caption="Expected mass by grade of evidence of its concentration."
        fileName={`${element.symbol}-evidence`}
        draw={(widthPx) =>
          evidenceMixBar(element.evidenceMix, {
            widthPx,
            title: `Evidence for ${element.name}`,
            desc: "Share of expected mass by grade of evidence",
          })
        }
        table={{ columns: ["grade", "share"], rows: Object.entries(element.evidenceMix) }}
      />
    </>
  );
}
