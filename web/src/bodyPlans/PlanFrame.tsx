import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { planChoice } from "../bodies/colourChoice.ts";
import { planColumnWords, type Plan, type PlanEntry, type PlanName, type PlanResults } from "./planDocuments.ts";
import { planQuery } from "./planQueries.ts";

interface PlanFrameProps<P extends PlanName> {
  readonly id: string;
  readonly entry: PlanEntry & { readonly plan: P };
  readonly title: string;
  /** What the plan answers, in a sentence. */
  readonly asks: string;
  /** The command in full, as it makes the plan. */
  readonly example: string;
  readonly children: (result: PlanResults[P]) => ReactNode;
}

/** One plan with its notes, or the command that makes it. */
export function PlanFrame<P extends PlanName>({ id, entry, title, asks, example, children }: PlanFrameProps<P>) {
  const plan = useQuery({ ...planQuery(id, entry.plan), enabled: entry.isMade, retry: false });
  const issue = entry.issue ?? plan.error?.message ?? null;
  return (
    <section className="panel plan" aria-label={title} data-testid={`plan-${entry.plan}`}>
      <h2>{title}</h2>
      <p className="muted small">{asks}</p>
      {issue !== null && (
        <p className="body-issue" role="alert">
          Cannot be shown: {issue}
        </p>
      )}
      {!entry.isMade && (
        <>
          <p className="small">Not made for this body yet. To make it:</p>
          <pre className="mono plan-command">{example}</pre>
        </>
      )}
      {entry.isMade && plan.isPending && (
        <p className="muted small" role="status">
          Fetching the plan.
        </p>
      )}
      {plan.data && (
        <>
          {plan.data.isOfThisRun === false && (
            <p className="small body-issue" role="alert">
              The body was estimated again after this plan was made; make it anew.
            </p>
          )}
          {children(plan.data.result)}
          <InPicture id={id} entry={entry} />
          <Notes plan={plan.data} />
        </>
      )}
    </section>
  );
}

function InPicture({ id, entry: { plan, columns } }: { readonly id: string; readonly entry: PlanEntry }) {
  if (columns.length === 0) return null;
  return (
    <p className="small plan-links">
      In three dimensions:{" "}
      {columns.slice(0, 8).map((column) => (
        <Link
          key={column}
          to="/bodies/$id"
          params={{ id }}
          search={(old) => ({ ...old, tab: "view", colour: planChoice(plan, column) })}
        >
          {planColumnWords(plan, column)}
        </Link>
      ))}
    </p>
  );
}

function Notes({ plan: { result, manifest } }: { readonly plan: Plan<object> }) {
  const { notes, assumptions } = result as { notes?: readonly string[]; assumptions?: readonly string[] };
  return (
    <details className="plan-notes small">
      <summary>What it rests on</summary>
      <ul>
        {[...(assumptions ?? []), ...(notes ?? [])].map((note) => (
          <li key={note}>{note}</li>
        ))}
        {manifest?.version !== undefined && (
          <li>
            Relode {manifest.version}, {manifest.finishedAt?.slice(0, 10)}
          </li>
        )}
      </ul>
    </details>
  );
}
