import { useQuery } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { summaryQuery } from "../api/queries.ts";
import { pageTitle } from "./pageTitle.ts";
import { useRun } from "./useRun.ts";

/** Gives the document the title of the page; mines and elements go by their names as soon as these are known. */
export function usePageTitle(): void {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const summary = useQuery({ ...summaryQuery(useRun()), enabled: false });
  const result = summary.data?.result;
  useEffect(() => {
    document.title = pageTitle(path, (page, id) => {
      if (page === "/mines") return result?.mines.find((mine) => mine.id === id)?.name ?? null;
      if (page === "/elements") return result?.elements.find(({ symbol }) => symbol === id)?.name ?? null;
      return null;
    });
  }, [path, result]);
}
