import type { SiteDocument } from "./siteDocuments.ts";

/** Files, findings, and what repeats the run. */
export function SiteFoot({ document: { manifest, issues } }: { readonly document: SiteDocument }) {
  return (
    <section className="panel" aria-labelledby="repeat-h">
      <h2 id="repeat-h">Sources and what repeats the run</h2>
      <dl className="facts small">
        {manifest.inputs.map(({ name, sha256 }) => (
          <div key={name + sha256} className="fact-row">
            <dt>{name}</dt>
            <dd className="mono">SHA-256 {sha256}</dd>
          </div>
        ))}
        <div className="fact-row">
          <dt>Software</dt>
          <dd>
            relode {manifest.version}, command {manifest.command}, seed {manifest.seed ?? "none"}, finished{" "}
            {manifest.finishedAt.slice(0, 10)}
          </dd>
        </div>
      </dl>
      {issues.length > 0 && (
        <ul className="sources small">
          {issues.map((issue) => (
            <li key={issue.path + issue.message}>
              <b>{issue.severity}</b>: {issue.path}: {issue.message}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
