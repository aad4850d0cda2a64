import { formatQuantity } from "../parts/words.ts";
import type { SiteDocument } from "./siteDocuments.ts";

/** Intervals held against the truth of a synthetic body. */
export function SiteTruth({ truth }: { readonly truth: NonNullable<SiteDocument["truth"]> }) {
  const covered = truth.filter(({ isCovered }) => isCovered).length;
  return (
    <section className="panel" aria-labelledby="truth-h">
      <h2 id="truth-h">Held against the truth</h2>
      <p className="muted small">
        The body is synthetic, so its truth is known: {covered} of {truth.length} intervals (P5–P95) cover it. Nine in
        ten are expected over many bodies; figures of one body go up and down together. Nothing was tuned to it.
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard */}
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Table of truths">
        <table className="plain">
          <thead>
            <tr>
              {["Quantity", "Unit", "Truth", "P5", "P95", "Covered"].map((head, i) => (
                <th key={head} scope="col" className={i > 1 && i < 5 ? "num" : ""}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {truth.map(({ what, unit, truth: value, interval, isCovered }) => (
              <tr key={what}>
                <td>{what}</td>
                <td>{unit}</td>
                <td className="num">{formatQuantity(value)}</td>
                <td className="num">{formatQuantity(interval.p05)}</td>
                <td className="num">{formatQuantity(interval.p95)}</td>
                <td>{isCovered ? "yes" : <b className="missed">no</b>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
