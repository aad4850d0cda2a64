import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { mineQuery, summaryQuery } from "../api/queries.ts";
import type { ElementResult, MineResult } from "../api/documents.ts";
import { useRun } from "../app/useRun.ts";
import { shareBars } from "../../../platform/src/plot/shareBars.ts";
import { ChartFrame } from "../parts/ChartFrame.tsx";
import { Evidence } from "../parts/Evidence.tsx";
import { Empty, PageError, PageLoading } from "../parts/States.tsx";
import { commodityName, formatQuantity, rangeWords } from "../parts/words.ts";
import { MineElements } from "./MineElements.tsx";
import { MineValue } from "./MineValue.tsx";

const route = getRouteApi("/mines/$id");

/** One mine: what is dug, what is sold, what is discarded. */
export function MinePage() {
  const { id } = route.useParams();
  const run = useRun();
  const answer = useQuery(mineQuery(run, id));
  const summary = useQuery(summaryQuery(run));
  if (answer.isError) return <PageError error={answer.error} />;
  if (!answer.data) return <PageLoading />;
  const { mine } = answer.data;
  const elements = summary.data?.result.elements ?? [];
  return (
    <>
      <div className="page-head">
        <p className="eyebrow">
          <Link to="/mines">Mines</Link>
        </p>
        <h1>{mine.name}</h1>
        <p className="lede">
          {commodityName(mine.mainCommodity)} mine in {mine.state}, {mine.operator}. {mine.depositType};{" "}
          {mine.processRoute}. Reference year {mine.referenceYear}.{" "}
          <Link to="/" search={{ mine: mine.id }}>
            Show on the map
          </Link>
        </p>
      </div>
      <Steps mine={mine} />
      <div className="stack">
        <MineValue mine={mine} />
        <Sampling mine={mine} elements={elements} />
        <MineElements mine={mine} />
        <Notes mine={mine} />
      </div>
    </>
  );
}

function Steps({ mine }: { readonly mine: MineResult }) {
  const recovered = Object.entries(mine.elements).filter(([, element]) => element.recoveredT !== undefined);
  return (
    <ol className="steps">
      <li>
        <h2>Dug</h2>
        <p className="step-big">
          {formatQuantity(mine.oreT.mean)} <span>t of ore a year</span>{" "}
          <Evidence grade={mine.oreBasis} note="ore tonnage" />
        </p>
        <p className="small muted">{rangeWords(mine.oreT)}</p>
        <ul className="small plain-list">
          {mine.streams.map((stream) => (
            <li key={stream.route}>
              {stream.route}: {formatQuantity(stream.oreT)} t/yr
            </li>
          ))}
        </ul>
      </li>
      <li>
        <h2>Sold</h2>
        <p className="step-big">
          {mine.mainProductValueUsd === null ? "Amount not public" : `$${formatQuantity(mine.mainProductValueUsd)}`}{" "}
          {mine.mainProductValueUsd !== null && <span>a year, main products</span>}
        </p>
        <ul className="small plain-list">
          {recovered.length > 0
            ? recovered.map(([symbol, element]) => (
                <li key={symbol}>
                  <Link to="/elements/$symbol" params={{ symbol }}>
                    {symbol}
                  </Link>
                  :{" "}
                  {element.recoveredT === null
                    ? "recovered, amount not public"
                    : `${formatQuantity(element.recoveredT ?? null)} t/yr`}
                </li>
              ))
            : mine.products.map((product) => <li key={product}>{product}</li>)}
        </ul>
      </li>
      <li>
        <h2>Discarded</h2>
        <p className="step-big">
          ${formatQuantity(mine.byproductValueUsd.all.mean)} <span>a year gross, by-products</span>
        </p>
        <p className="small muted">{rangeWords(mine.byproductValueUsd.all)}</p>
        <p className="small">At list prices and before any cost; most of it cannot be recovered at a profit today.</p>
      </li>
    </ol>
  );
}

const shownElements = 10;

function Sampling({ mine, elements }: { readonly mine: MineResult; readonly elements: readonly ElementResult[] }) {
  const rows = elements
    .flatMap(({ symbol, name, topMines }) => {
      const entry = topMines.find(({ id }) => id === mine.id);
      return entry ? [{ label: `${symbol}  ${name}`, share: entry.samplingValue }] : [];
    })
    .sort((a, b) => b.share - a.share)
    .slice(0, shownElements);
  return (
    <ChartFrame
      title="What assays here would tell"
      caption="Share of the doubt about the national total of an element that knowing this one mine exactly would remove."
      fileName={`${mine.id}-sampling-value`}
      draw={(widthPx) =>
        shareBars(rows, {
          widthPx,
          title: `Value of sampling at ${mine.name}`,
          desc: "Share of national variance removed",
        })
      }
      table={{ columns: ["element", "variance_removed"], rows: rows.map(({ label, share }) => [label, share]) }}
    >
      {rows.length === 0 && <Empty>The national totals are not loaded.</Empty>}
    </ChartFrame>
  );
}

function Notes({ mine }: { readonly mine: MineResult }) {
  return (
    <section className="panel">
      <h2>Notes and sources</h2>
      <dl className="facts small">
        <dt>Method</dt>
        <dd>{mine.method || "not stated"}</dd>
        <dt>Statistics used</dt>
        <dd>
          {mine.depositTypeUsed}
          {mine.depositTypeUsed !== mine.depositType && ` in place of ${mine.depositType}, which has none of its own`}
        </dd>
        <dt>Position</dt>
        <dd>
          {mine.lat.toFixed(3)}° N, {Math.abs(mine.lon).toFixed(3)}° W (WGS84)
        </dd>
        <dt>Note</dt>
        <dd>{mine.note || "none"}</dd>
        <dt>Sources</dt>
        <dd>{mine.sources || "none stated"}</dd>
      </dl>
    </section>
  );
}
