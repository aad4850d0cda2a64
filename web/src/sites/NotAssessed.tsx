import type { SiteDocument } from "./siteDocuments.ts";

/** What has no number here. It stands near the top and never in the colour of what is well. */
export function NotAssessed({ document }: { readonly document: SiteDocument }) {
  const silent = document.silent.map((words) => {
    const at = words.indexOf(":");
    return at < 0 ? { what: words, why: "not given" } : { what: words.slice(0, at), why: words.slice(at + 1).trim() };
  });
  return (
    <section className="panel not-assessed" aria-labelledby="not-assessed-h" id="not-assessed">
      <h2 id="not-assessed-h">Not assessed</h2>
      <p>
        Any of these may decide more than every number on this page. <b>No number here does not mean fine:</b> it means
        that nobody has looked.
      </p>
      <ul>
        {[...document.notAssessed, ...silent].map(({ what, why }) => (
          <li key={what}>
            <span className="unknown-mark" aria-hidden="true">
              ?
            </span>
            <span>
              <b>{what.charAt(0).toUpperCase() + what.slice(1)}</b>
              <span className="muted">: {why}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
