import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { claimsQuery } from "../api/queries.ts";
import type { ClaimVerdict } from "../api/documents.ts";
import { useRun } from "../app/useRun.ts";
import { Empty, PageError, PageLoading } from "../parts/States.tsx";

const route = getRouteApi("/claims");
const verdicts = ["reproduced", "not reproduced", "inconclusive", "not testable without CMiO", "not testable"] as const;

/** Published claims of the by-product study beside what this model gives. */
export function ClaimsPage() {
  const answer = useQuery(claimsQuery(useRun()));
  return (
    <>
      <div className="page-head">
        <h1>Published claims, tested</h1>
        <p className="lede">
          Holley and others (<i>Science</i>, 2025) estimated what US metal mines could recover as by-products. Each of
          their statements stands here in our words beside what this run gives. Their ore samples (CMiO) are not part of
          Relode, so some statements{" "}
          <Link to="/data" hash="cmio">
            cannot be tested until you load them
          </Link>
          .
        </p>
      </div>
      {answer.isError ? (
        <PageError error={answer.error} />
      ) : answer.data ? (
        <Claims verdictList={answer.data.verdicts} />
      ) : (
        <PageLoading />
      )}
    </>
  );
}

function Claims({ verdictList }: { readonly verdictList: readonly ClaimVerdict[] }) {
  const { verdict } = route.useSearch();
  const navigate = route.useNavigate();
  const chosen = verdict ?? "all";
  const counted = verdicts
    .map((name) => ({ name, count: verdictList.filter((claim) => claim.verdict === name).length }))
    .filter(({ count }) => count > 0);
  const shown = verdictList.filter((claim) => chosen === "all" || claim.verdict === chosen);
  return (
    <>
      <div
        className="verdict-bar"
        role="img"
        aria-label={counted.map(({ name, count }) => `${count} ${name}`).join(", ")}
      >
        {counted.map(({ name, count }) => (
          <span key={name} data-verdict={name} style={{ flexGrow: count }}>
            {count}
          </span>
        ))}
      </div>
      <div className="toolbar">
        <SegmentedControl
          className="wrap-control"
          aria-label="Show claims that are"
          value={chosen}
          onChange={(value) =>
            void navigate({
              search: (old) => ({ ...old, verdict: value === "all" ? undefined : value }) as typeof old,
              replace: true,
              resetScroll: false,
            })
          }
          data={[
            { value: "all", label: `All ${verdictList.length}` },
            ...counted.map(({ name, count }) => ({ value: name, label: `${sentence(name)} ${count}` })),
          ]}
        />
      </div>
      {shown.length === 0 && <Empty>No claim has this verdict.</Empty>}
      <ul className="claims">
        {shown.map((claim) => (
          <Claim key={claim.id} claim={claim} />
        ))}
      </ul>
    </>
  );
}

function Claim({ claim }: { readonly claim: ClaimVerdict }) {
  return (
    <li className="claim panel">
      <div className="claim-head">
        <span className="verdict" data-verdict={claim.verdict}>
          {sentence(claim.verdict)}
        </span>
        <span className="small muted">Strength of the test: {claim.strength}</span>
      </div>
      <h2>{claim.statement}</h2>
      <dl className="claim-values">
        <div>
          <dt>Expected</dt>
          <dd>{claim.expected}</dd>
        </div>
        <div>
          <dt>This run</dt>
          <dd>{claim.got || "–"}</dd>
        </div>
      </dl>
      <p className="small">{claim.explanation}</p>
      <p className="small muted">{claim.source}</p>
    </li>
  );
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
