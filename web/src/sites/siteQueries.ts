import { queryOptions } from "@tanstack/react-query";
import { request } from "../api/client.ts";
import type { SiteDocument, SiteEntry } from "./siteDocuments.ts";

export const sitesQuery = queryOptions({ queryKey: ["sites"], queryFn: () => request<SiteEntry[]>("/sites") });

export const siteQuery = (id: string) =>
  queryOptions({
    queryKey: ["site", id],
    queryFn: () => request<SiteDocument>(`/sites/${encodeURIComponent(id)}`),
    staleTime: Number.POSITIVE_INFINITY,
  });
