import { queryOptions } from "@tanstack/react-query";
import { request } from "./client.ts";
import type {
  ClaimVerdict,
  Dataset,
  DatasetRows,
  ElementAnswer,
  Health,
  MineAnswer,
  ScreeningAnswer,
  ScreeningInputs,
  ScreeningRun,
} from "./documents.ts";

const fixed = { staleTime: Number.POSITIVE_INFINITY };

export const healthQuery = queryOptions({ queryKey: ["health"], queryFn: () => request<Health>("/health") });

export const runsQuery = queryOptions({ queryKey: ["runs"], queryFn: () => request<ScreeningRun[]>("/screenings") });

/** State of one run; asked again every half second until it has ended. */
export const runQuery = (run: string) =>
  queryOptions({
    queryKey: ["run", run],
    queryFn: () => request<ScreeningRun>(`/screenings/${encodeURIComponent(run)}`),
    refetchInterval: (query) => {
      const status = query.state.data?.status;
      return status === "queued" || status === "running" ? 500 : false;
    },
  });

/** Elements, mines and totals of a finished run; the mines without their elements. */
export const summaryQuery = (run: string) =>
  queryOptions({
    queryKey: ["summary", run],
    queryFn: () => request<ScreeningAnswer>(`/screenings/${encodeURIComponent(run)}/result?view=summary`),
    ...fixed,
  });

export const elementQuery = (run: string, symbol: string) =>
  queryOptions({
    queryKey: ["element", run, symbol],
    queryFn: () =>
      request<ElementAnswer>(`/screenings/${encodeURIComponent(run)}/elements/${encodeURIComponent(symbol)}`),
    ...fixed,
  });

export const mineQuery = (run: string, mine: string) =>
  queryOptions({
    queryKey: ["mine", run, mine],
    queryFn: () => request<MineAnswer>(`/screenings/${encodeURIComponent(run)}/mines/${encodeURIComponent(mine)}`),
    ...fixed,
  });

export const claimsQuery = (run: string) =>
  queryOptions({
    queryKey: ["claims", run],
    queryFn: () => request<{ verdicts: ClaimVerdict[] }>(`/screenings/${encodeURIComponent(run)}/claims`),
    ...fixed,
  });

export const datasetsQuery = queryOptions({
  queryKey: ["datasets"],
  queryFn: () => request<Dataset[]>("/datasets"),
  ...fixed,
});

export const datasetRowsQuery = (id: string, offset: number, limit: number) =>
  queryOptions({
    queryKey: ["dataset-rows", id, offset, limit],
    queryFn: () => request<DatasetRows>(`/datasets/${encodeURIComponent(id)}/rows?offset=${offset}&limit=${limit}`),
    ...fixed,
  });

/** All tables that a browser worker needs to draw realisations itself. */
export const inputsQuery = queryOptions({
  queryKey: ["inputs"],
  queryFn: () => request<ScreeningInputs>("/inputs"),
  ...fixed,
});
