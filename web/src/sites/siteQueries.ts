import { queryOptions } from "@tanstack/react-query";
import { request } from "../api/client.ts";
import type { SiteDocument, SiteEntry } from "./siteDocuments.ts";

/** Sites on the server; asked again while there is none, since the example may still be at work. */
export const sitesQuery = queryOptions({
  queryKey: ["sites"],
  queryFn: () => request<SiteEntry[]>("/sites"),
  refetchInterval: (query) => (query.state.data?.length === 0 ? 10_000 : false),
});

export const siteQuery = (id: string) =>
  queryOptions({
    queryKey: ["site", id],
    queryFn: () => request<SiteDocument>(`/sites/${encodeURIComponent(id)}`),
    staleTime: Number.POSITIVE_INFINITY,
  });
