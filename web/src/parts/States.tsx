import { Alert, Button, Progress, Skeleton } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError, ServerGoneError } from "../api/client.ts";
import { runQuery } from "../api/queries.ts";
import { useRun } from "../app/useRun.ts";
import { formatPct } from "./words.ts";

/** Grey shapes where a page will stand; while the server still computes the run, how far it is. */
export function PageLoading() {
  const { data: run } = useQuery(runQuery(useRun()));
  const isWorking = run?.status === "running" || run?.status === "queued";
  return (
    <div className="stack">
      {isWorking ? (
        <div className="panel" role="status">
          <p className="small">
            The server is computing this screening: {run.progress.stage || "waiting"},{" "}
            {formatPct(run.progress.fraction)}
          </p>
          <Progress value={100 * run.progress.fraction} mt="xs" aria-label="Progress of the screening" />
        </div>
      ) : (
        <span role="status" className="visually-hidden">
          Loading
        </span>
      )}
      <Skeleton height={36} width="45%" />
      <Skeleton height={18} width="70%" />
      <Skeleton height={320} />
    </div>
  );
}

/** Says what went wrong and what to do about it. */
export function PageError({ error }: { readonly error: unknown }) {
  const client = useQueryClient();
  const { title, detail } = explain(error);
  return (
    <Alert color="red" variant="outline" role="alert" title={title} className="error-box">
      <p>{detail}</p>
      {error instanceof ApiError && error.problem.issues && error.problem.issues.length > 0 && (
        <ul>
          {error.problem.issues.slice(0, 10).map((issue) => (
            <li key={issue.path + issue.message}>
              <span className="mono">{issue.path}</span>: {issue.message}
            </li>
          ))}
        </ul>
      )}
      <Button mt="md" size="sm" onClick={() => void client.refetchQueries({ type: "active" })}>
        Try again
      </Button>
    </Alert>
  );
}

function explain(error: unknown): { title: string; detail: string } {
  if (error instanceof ServerGoneError)
    return {
      title: "The Relode server does not answer",
      detail:
        "It may have been stopped. In the folder of the repository, run “npm start”, then try again. If you started it on another port, use that address.",
    };
  if (error instanceof ApiError)
    return {
      title: error.problem.title,
      detail: error.problem.detail || `The server answered with status ${error.problem.status}.`,
    };
  return { title: "Something went wrong on this page", detail: error instanceof Error ? error.message : String(error) };
}

/** Nothing to show, and why. */
export function Empty({ children }: { readonly children: React.ReactNode }) {
  return <p className="muted empty">{children}</p>;
}
