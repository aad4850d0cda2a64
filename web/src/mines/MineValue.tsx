import { intervalChart } from "../../../platform/src/plot/intervalChart.ts";
import type { MineResult } from "../api/documents.ts";
import { ChartFrame } from "../parts/ChartFrame.tsx";
import { usd } from "../parts/words.ts";

/** By-product value at three recoveries against the main products. */
export function MineValue({ mine }: { readonly mine: MineResult }) {
  const { all, at1Pct, at10Pct, at90Pct } = mine.byproductValueUsd;
  const rows = [
    { label: "All of it", at: 1, mean: all.mean },
    { label: "90 % recovered", at: 0.9, mean: at90Pct },
    { label: "10 % recovered", at: 0.1, mean: at10Pct },
    { label: "1 % recovered", at: 0.01, mean: at1Pct },
  ].map(({ label, at, mean }) => ({
    label,
    interval: { mean, p05: all.p05 * at, p50: all.p50 * at, p95: all.p95 * at },
    evidence: mine.oreBasis,
    imports: null,
    crustOnly: null,
  }));
  const main = mine.mainProductValueUsd;
  return (
    <ChartFrame
      title="By-products against the main product"
      caption={
        main === null
          ? "Gross value of what is discarded at list prices. The value of the main products is not public."
          : `Gross value of what is discarded, at list prices and before cost. Main products sold: ${usd(main)} a year (upright mark).`
      }
      fileName={`${mine.id}-value`}
      draw={(widthPx) =>
        intervalChart(
          rows.map((row) => ({ ...row, imports: main })),
          {
            widthPx,
            title: `By-product value at ${mine.name}`,
            desc: "Gross value at 1, 10, 90 and 100 per cent recovery against the main products",
            axisTitle: "Gross value, USD a year",
            unit: "USD/yr",
            referenceName: "main products sold",
            hasCrust: false,
          },
        )
      }
      table={{
        columns: ["recovery", "mean_usd", "p05_usd", "p50_usd", "p95_usd", "main_products_usd"],
        rows: rows.map(({ label, interval }) => [label, interval.mean, interval.p05, interval.p50, interval.p95, main]),
      }}
    />
  );
}
