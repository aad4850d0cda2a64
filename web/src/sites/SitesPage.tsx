import "./sites.css";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { PageError, PageLoading } from "../parts/States.tsx";
import { formatPct, formatQuantity } from "../parts/words.ts";
import type { SiteEntry } from "./siteDocuments.ts";
import { SiteDeclared } from "./SiteDeclared.tsx";
import { sitesQuery } from "./siteQueries.ts";

/** Sites that have been assessed from assay to decision. */
export function SitesPage() {
  const sites = useQuery(sitesQuery);
  return (
    <>
      <div className="page-head">
        <h1>Sites, from assay to decision</h1>
        <p className="lede">
          What re-mining a body wins, what it costs and earns, how sure that is, what the doubt comes from, and what to
          measure next. Every figure walks back to its sources.
        </p>
      </div>
      {sites.isError ? (
        <PageError error={sites.error} />
      ) : sites.data === undefined ? (
        <PageLoading />
      ) : sites.data.length === 0 ? (
        <NoSite />
      ) : (
        <ul className="site-list">
          {sites.data.map((site) => (
            <Entry key={site.id} site={site} />
          ))}
        </ul>
      )}
    </>
  );
}

function Entry({ site }: { readonly site: SiteEntry }) {
  if (site.issue !== null)
    return (
      <li className="panel">
        <h2>{site.name}</h2>
        <p className="site-issue">Cannot be shown: {site.issue}</p>
      </li>
    );
  return (
    <li className="panel">
      <h2>
        <Link to="/sites/$id" params={{ id: site.id }}>
          {site.name}
        </Link>
      </h2>
      <SiteDeclared declared={site.declared} />
      {site.npv && (
        <dl className="facts">
          <dt>Net present value</dt>
          <dd>
            <b>
              {formatQuantity(site.npv.mean)} {site.money}
            </b>
            , P5–P95 {formatQuantity(site.npv.p05)} to {formatQuantity(site.npv.p95)}
          </dd>
          <dt>Chance of loss</dt>
          <dd>
            {formatPct(site.chanceOfLoss)} of {site.realisations.toLocaleString("en-GB")} realisations
          </dd>
        </dl>
      )}
      <p className="not-told small">Stability, acid, law, consent and custody: not assessed.</p>
    </li>
  );
}

function NoSite() {
  return (
    <div className="panel empty-sites">
      <p>No site has been assessed in this data folder yet.</p>
      <p className="muted small" role="status">
        On a first start the example pond is estimated, planned and assessed in the background, which takes some
        minutes; this page looks again by itself. To assess a site of your own:
      </p>
      <pre className="mono">relode assess SITE.json --out ~/.relode/sites/my-site</pre>
      <p className="muted small">
        <code>relode assess example --out pond</code> makes the synthetic one by hand; copy <code>pond/assessment</code>{" "}
        to <code>sites/pond</code> of the data folder.
      </p>
    </div>
  );
}
