import "./sites.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { apiBase } from "../api/client.ts";
import { bodiesQuery } from "../bodies/bodyQueries.ts";
import { bodyOfSite } from "./bodyOfSite.ts";
import { EvidenceKey } from "../parts/Evidence.tsx";
import { Headline } from "../parts/Headline.tsx";
import { PageError, PageLoading } from "../parts/States.tsx";
import { formatPct, formatQuantity } from "../parts/words.ts";
import { NotAssessed } from "./NotAssessed.tsx";
import { CashByYear, MetalByYear, ValueDistribution, ValueFan } from "./SiteCharts.tsx";
import { SiteDeclared } from "./SiteDeclared.tsx";
import { type Figure, type SiteDocument, stageAnchor, stageWords } from "./siteDocuments.ts";
import { SiteDoubts } from "./SiteDoubts.tsx";
import { SiteFoot } from "./SiteFoot.tsx";
import { siteQuery } from "./siteQueries.ts";
import { SiteTruth } from "./SiteTruth.tsx";
import { StageFigures } from "./StageFigures.tsx";
import { TrailBar } from "./TrailBar.tsx";
import { useTrail } from "./useTrail.ts";

const route = getRouteApi("/sites/$id");

/** One site: the road from assay to decision, every figure with its way back. */
export function SitePage() {
  const { id } = route.useParams();
  const site = useQuery(siteQuery(id));
  if (site.isError)
    return (
      <>
        <div className="page-head">
          <h1>Site {id}</h1>
        </div>
        <PageError error={site.error} />
        <p>
          <Link to="/sites">All sites</Link>
        </p>
      </>
    );
  return site.data ? <Site id={id} document={site.data} /> : <PageLoading />;
}

function Site({ id, document }: { readonly id: string; readonly document: SiteDocument }) {
  const trail = useTrail(document.figures);
  const charts: Readonly<Record<string, React.ReactNode>> = {
    products: <MetalByYear document={document} />,
    decision: (
      <div className="site-charts">
        <ValueFan document={document} />
        <ValueDistribution document={document} />
        <CashByYear document={document} />
      </div>
    ),
  };
  return (
    <>
      <div className="page-head">
        <p className="eyebrow">
          <Link to="/sites">Sites</Link>
        </p>
        <h1>{document.name}</h1>
        <SiteDeclared declared={document.declared} />
        <p className="muted small">
          {document.realisations.toLocaleString("en-GB")} realisations, seed {document.manifest.seed ?? "none"}; money
          in {document.money}. Means with P5–P95.
        </p>
        <SiteLinks id={id} document={document} />
      </div>
      <KeyFigures document={document} />
      <div className="stack">
        <NotAssessed document={document} />
        <nav className="road panel" aria-label="Road from assay to decision">
          <ol>
            {stageWords.map(({ stage, short }) => (
              <li key={stage}>
                <a href={`#${stageAnchor(stage)}`} onClick={(event) => jump(event, stageAnchor(stage))}>
                  {short}
                </a>
              </li>
            ))}
          </ol>
          <EvidenceKey />
        </nav>
        {stageWords.map(({ stage, title }, at) => (
          <section
            key={stage}
            id={stageAnchor(stage)}
            className="stage stack"
            aria-labelledby={`${stageAnchor(stage)}-h`}
          >
            <StageFigures
              number={at + 1}
              title={title}
              anchor={stageAnchor(stage)}
              figures={document.figures.filter((figure) => figure.stage === stage)}
              all={document.figures}
              trail={trail}
              note={
                stage === "mining"
                  ? `${document.mining}. The whole body is moved; blocks go to a route where their expected value pays it.`
                  : null
              }
            />
            {charts[stage]}
          </section>
        ))}
        <SiteDoubts document={document} />
        {document.truth && <SiteTruth truth={document.truth} />}
        <SiteFoot document={document} />
      </div>
      <TrailBar figures={document.figures} trail={trail} />
    </>
  );
}

/** Moves to a part of the page and its focus with it, without a change of address. */
function jump(event: React.MouseEvent, anchor: string): void {
  event.preventDefault();
  const target = window.document.getElementById(anchor);
  target?.scrollIntoView();
  target?.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
}

function SiteLinks({ id, document }: { readonly id: string; readonly document: SiteDocument }) {
  const bodies = useQuery(bodiesQuery);
  const body = bodyOfSite(id, document, bodies.data ?? []);
  const file = (name: string) => `${apiBase}/sites/${encodeURIComponent(id)}/${name}`;
  return (
    <p className="site-links">
      {body && (
        <Link to="/bodies/$id" params={{ id: body.id }}>
          See the body in three dimensions
        </Link>
      )}
      {body?.isSameRun === false && document.resource && (
        <span className="muted">(a body of that name; this site was assessed on another run of it)</span>
      )}
      <a href={file("report.html")} target="_blank" rel="noreferrer">
        Open the report
      </a>
      <a href={file("report.html")} download={`${id}-report.html`}>
        Download the report
      </a>
      <a href={file("figures.csv")} download={`${id}-figures.csv`}>
        Figures as CSV
      </a>
    </p>
  );
}

function KeyFigures({ document }: { readonly document: SiteDocument }) {
  const { npv, money, chanceOfLoss, realisations, figures, doubts } = document;
  const value = figures.find(({ id }) => id === "npv");
  const won = figures.filter(({ id }) => id.startsWith("won."));
  const most = won.reduce<Figure | null>(
    (best, one) => (best !== null && best.interval.mean > one.interval.mean ? best : one),
    null,
  );
  const [doubt] = doubts;
  return (
    <dl className="headlines">
      <Headline
        name="Net present value"
        value={formatQuantity(npv.mean)}
        unit={money}
        range={`5–95 %: ${formatQuantity(npv.p05)} – ${formatQuantity(npv.p95)}`}
        evidence={value?.evidence ?? null}
        evidenceNote="weakest that it was made from"
      />
      <Headline
        name="Chance that money is lost"
        value={formatPct(chanceOfLoss)}
        unit=""
        range={`share of ${realisations.toLocaleString("en-GB")} realisations`}
        evidence={value?.evidence ?? null}
      />
      <Headline
        name={most?.name ?? "Metal recovered"}
        value={most === null ? "none" : formatQuantity(most.interval.mean)}
        unit={most?.unit ?? ""}
        range={
          most === null
            ? "no element reaches a product"
            : `5–95 %: ${formatQuantity(most.interval.p05)} – ${formatQuantity(most.interval.p95)}`
        }
        evidence={most?.evidence ?? null}
      />
      <Headline
        name="Largest doubt"
        value={doubt?.doubt ?? "none"}
        unit=""
        range={doubt ? `${formatPct(doubt.removed)} of the variance goes when it is frozen` : "nothing varies"}
        evidence={null}
      />
    </dl>
  );
}
