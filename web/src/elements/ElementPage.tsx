import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { memo } from "react";
import { elementQuery } from "../api/queries.ts";
import type { ElementAnswer, ElementResult } from "../api/documents.ts";
import { useRun } from "../app/useRun.ts";
import { Headline } from "../parts/Headline.tsx";
import { PageError, PageLoading } from "../parts/States.tsx";
import { capital, figureWords, finiteOr, formatPct, formatQuantity, rangeWords } from "../parts/words.ts";
import { AgainstImports, Contributions, Doubt } from "./ElementFigures.tsx";
import { ElementFacts } from "./ElementFacts.tsx";
import { RecoveryPanel } from "./RecoveryPanel.tsx";

const route = getRouteApi("/elements/$symbol");

/** One element: how much, where, how sure, and what recovery would change. */
export function ElementPage() {
  const { symbol } = route.useParams();
  const run = useRun();
  const answer = useQuery(elementQuery(run, symbol));
  if (answer.isError) return <PageError error={answer.error} />;
  return answer.data ? <Content answer={answer.data} run={run} /> : <PageLoading />;
}

const Content = memo(function Content({ answer, run }: { readonly answer: ElementAnswer; readonly run: string }) {
  const { element } = answer;
  return (
    <>
      <div className="page-head element-head">
        <div className="element-tile" aria-hidden="true">
          {element.symbol}
        </div>
        <div>
          <p className="eyebrow">
            <Link to="/elements">Elements</Link>
          </p>
          <h1>{capital(element.name)}</h1>
          <p className="lists">
            {element.onCriticalLists.length === 0 ? (
              <span className="muted small">On no critical list of the catalogue</span>
            ) : (
              element.onCriticalLists.map((list) => (
                <span className="tag" key={list}>
                  {list}
                </span>
              ))
            )}
          </p>
        </div>
      </div>
      <KeyFigures element={element} />
      <div className="stack">
        <RecoveryPanel element={element} run={run} />
        <AgainstImports element={element} />
        <Contributions answer={answer} />
        <Doubt answer={answer} />
        <ElementFacts answer={answer} />
      </div>
    </>
  );
});

function KeyFigures({ element }: { readonly element: ElementResult }) {
  const { unrecoveredT, importsT, netImportReliancePct, recoveryToReplaceImports: at, grossValueUsd } = element;
  const isEnough = at !== null && finiteOr(at.p50) <= 1;
  return (
    <dl className="headlines">
      <Headline
        name="Discarded"
        value={formatQuantity(unrecoveredT.mean)}
        unit="t/yr"
        range={rangeWords(unrecoveredT)}
        evidence={element.evidence}
        evidenceNote="weakest in the sum"
      />
      <Headline
        name="US imports"
        value={importsT.value === null ? figureWords(importsT, "t") : formatQuantity(importsT.value)}
        unit={importsT.value === null ? "" : "t/yr"}
        range={`Net import reliance: ${figureWords(netImportReliancePct, "%")}`}
        evidence={importsT.value === null ? null : "B"}
        evidenceNote="USGS Mineral Commodity Summaries"
      />
      <Headline
        name="Recovery that would replace imports"
        value={at === null ? "cannot be told" : isEnough ? formatPct(at.p50) : "not enough"}
        unit={isEnough ? "of what is discarded" : ""}
        range={
          at === null
            ? "imports are not published as a number"
            : `5–95 %: ${formatPct(finiteOr(at.p05))} – ${formatPct(finiteOr(at.p95))}`
        }
        evidence={at === null ? null : element.evidence}
      />
      <Headline
        name="Gross value"
        value={grossValueUsd === null ? "none" : `$${formatQuantity(grossValueUsd.mean)}`}
        unit={grossValueUsd === null ? "" : "/yr"}
        range={
          grossValueUsd === null
            ? element.usdPerKg === null
              ? "no price in this edition"
              : "rock-forming: no by-product value"
            : `${rangeWords(grossValueUsd)}; before any cost`
        }
        evidence={grossValueUsd === null ? null : element.evidence}
      />
    </dl>
  );
}
