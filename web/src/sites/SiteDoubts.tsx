import { formatPct, formatQuantity } from "../parts/words.ts";
import { DoubtBars } from "./SiteCharts.tsx";
import type { SiteDocument } from "./siteDocuments.ts";

/** What the spread comes from, and which measurements are worth their cost before deciding to build. */
export function SiteDoubts({ document }: { readonly document: SiteDocument }) {
  const { doubts, measurements, money } = document;
  return (
    <section className="stack" aria-label="Doubt and measurements" id="doubts">
      <DoubtBars document={document} />
      <div className="panel">
        <h2>What to measure next</h2>
        <p className="muted small">
          Worth of knowing before deciding to build or to walk away, against its cost. A measurement settles a judged
          share of one doubt. Only this decision is looked at: one may be needed for design or a permit all the same.
        </p>
        {measurements.length === 0 ? (
          <p className="small">The site file lists no measurement.</p>
        ) : (
          <ul className="measure-list">
            {measurements.map(({ name, of, worth, cost, isWorthIt }) => (
              <li key={name} data-worth={isWorthIt}>
                <b>{name}</b>
                <span className="small muted">bears on {of}</span>
                <span>
                  worth {formatQuantity(worth)}, cost {formatQuantity(cost)} {money}
                </span>
                <span className="measure-verdict">
                  {isWorthIt ? "Worth its cost" : "Not worth it for this decision"}
                </span>
              </li>
            ))}
          </ul>
        )}
        <details className="small">
          <summary>Every doubt in numbers</summary>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard */}
          <div className="scroll-x" tabIndex={0} role="region" aria-label="Table of doubts">
            <table className="plain">
              <thead>
                <tr>
                  {["Source", "Removed", "Alone", `Worth of knowing, ${money}`].map((head, i) => (
                    <th key={head} scope="col" className={i > 0 ? "num" : ""}>
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {doubts.map(({ doubt, removed, alone, worthOfKnowing }) => (
                  <tr key={doubt}>
                    <td>{doubt}</td>
                    <td className="num">{formatPct(removed)}</td>
                    <td className="num">{formatPct(alone)}</td>
                    <td className="num">{formatQuantity(worthOfKnowing)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      </div>
    </section>
  );
}
