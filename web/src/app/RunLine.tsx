import { useQuery } from "@tanstack/react-query";
import { Link, useRouterState } from "@tanstack/react-router";
import { summaryQuery } from "../api/queries.ts";
import { editionName } from "../parts/words.ts";
import { isOfScreening } from "./pages.ts";
import { useRun } from "./useRun.ts";

/** Whether the page one is on shows numbers of the screening run. */
function useIsOfScreening(): boolean {
  return useRouterState({ select: (state) => isOfScreening(state.location.pathname) });
}

/** What the shown numbers are: geochemistry, market edition, draws; only on pages of the screening. */
export function RunLine() {
  const summary = useQuery({ ...summaryQuery(useRun()), enabled: false });
  const isShown = useIsOfScreening();
  const result = summary.data?.result;
  if (!result || !isShown) return null;
  const chemistry = result.geochemistry === "cmio" ? "CMiO samples and priors" : "priors only";
  return (
    <span className="run-line">
      {chemistry} · {editionName(result.edition)} · {result.draws.toLocaleString("en-GB")} draws
    </span>
  );
}

/** A strip under the masthead when the numbers rest on less, or on other things, than a reader may think; only on pages of the screening. */
export function RunNotice() {
  const run = useRun();
  const summary = useQuery({ ...summaryQuery(run), enabled: false });
  const isShown = useIsOfScreening();
  const result = summary.data?.result;
  if (!result || !isShown) return null;
  const isSynthetic = result.elements.some((element) => element.evidenceMix.S > 0);
  const notices: string[] = [];
  if (isSynthetic) notices.push("These numbers are synthetic: invented to try the software, not results.");
  else if (result.geochemistry === "priors")
    notices.push(
      "Grades are priors, most of them average crust times a judged class, not measured ore: the CMiO ore samples have to be loaded first.",
    );
  if (notices.length === 0 && run === "default") return null;
  return (
    <aside className="notice" aria-label="What these numbers rest on">
      <div className="notice-in">
        {notices.join(" ")}{" "}
        {!isSynthetic && result.geochemistry === "priors" && (
          <Link to="/data" hash="cmio">
            How to load CMiO
          </Link>
        )}
        {run !== "default" && (
          <>
            {" "}
            You are looking at run <span className="mono">{run.slice(0, 12)}</span>.{" "}
            <Link to="." search={(old) => ({ ...old, run: "default" })}>
              Back to the default run
            </Link>
          </>
        )}
      </div>
    </aside>
  );
}
