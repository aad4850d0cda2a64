import type { CaseResult } from "./useSolver.ts";
import type { Case } from "./useCases.ts";

interface StatusLineProps {
  readonly active: Case;
  readonly result: CaseResult;
  readonly onShow: (kind: "unit" | "stream", id: string) => void;
}

/** Whether the flowsheet is solved, what it lacks, and whether the numbers shown are of an earlier state. */
export function StatusLine({ active, result, onShow }: StatusLineProps) {
  const { latest, latestOf, good, goodOf, broken } = result;
  const { document } = active.sheet;
  const isCurrent = latestOf === document;
  const status = broken !== null ? "broken" : !isCurrent || latest === null ? "working" : latest.status;
  const errors = (isCurrent ? (latest?.issues ?? []) : []).filter(({ severity }) => severity === "error");
  const warnings = (isCurrent ? (latest?.issues ?? []) : []).filter(({ severity }) => severity === "warning");
  const report = good?.report;
  return (
    <div
      className="pf-status"
      data-testid="status"
      data-status={status}
      data-warnings={warnings.length || undefined}
      data-stale={(goodOf !== document && good !== null) || undefined}
    >
      <p role="status">
        {status === "working" && "Solving"}
        {status === "broken" && `The solver stopped: ${broken}`}
        {status === "converged" && report && (
          <>
            <b>Solved{warnings.length > 0 && `, ${warningWords(warnings.length)}`}</b>, {report.passes} passes of
            recycles, {Math.max(1, Math.round(latest?.elapsedMs ?? 0))} ms, worst element balance{" "}
            {Number.isFinite(report.worstBalance) ? report.worstBalance.toExponential(0) : "not given (loose outlet)"}
          </>
        )}
        {status === "unready" && latest && (
          <>
            <b>Not ready to solve:</b> {latest.degreesOfFreedom.missing} input
            {latest.degreesOfFreedom.missing === 1 ? "" : "s"} missing, {latest.degreesOfFreedom.excess} too many
          </>
        )}
        {(status === "failed" || status === "stalled") && (
          <b>{status === "failed" ? "The solve failed" : "The solve did not converge"}</b>
        )}
        {goodOf !== document &&
          good !== null &&
          status !== "working" &&
          "; the numbers shown are those of the last good solve"}
      </p>
      {errors.length > 0 && (
        <ul className="pf-issues" aria-label="Errors">
          {errors.slice(0, 12).map((issue, i) => (
            <IssueLine key={`${i}${issue.path}`} path={issue.path} message={issue.message} onShow={onShow} />
          ))}
          {errors.length > 12 && <li>and {errors.length - 12} more</li>}
        </ul>
      )}
      {warnings.length > 0 && (
        <details open>
          <summary>What the solver warns of</summary>
          <ul className="pf-issues">
            {warnings.slice(0, 40).map((issue, i) => (
              <IssueLine key={`${i}${issue.path}`} path={issue.path} message={issue.message} onShow={onShow} />
            ))}
            {warnings.length > 40 && <li>and {warnings.length - 40} more</li>}
          </ul>
        </details>
      )}
    </div>
  );
}

function warningWords(count: number): string {
  return `${count} warning${count === 1 ? "" : "s"}`;
}

function IssueLine({
  path,
  message,
  onShow,
}: {
  readonly path: string;
  readonly message: string;
  readonly onShow: StatusLineProps["onShow"];
}) {
  const named = /^(unit|stream) (.+?)(?:, parameter .*|\.(?:from|to|feed).*)?$/.exec(path);
  return (
    <li>
      {named ? (
        <button type="button" className="pf-link" onClick={() => onShow(named[1] as "unit" | "stream", named[2] ?? "")}>
          {path}
        </button>
      ) : (
        <span className="mono">{path || "file"}</span>
      )}
      : {message}
    </li>
  );
}
