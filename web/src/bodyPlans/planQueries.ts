import { queryOptions } from "@tanstack/react-query";
import { request } from "../api/client.ts";
import { numbers } from "../bodies/bodyQueries.ts";
import type { Plan, PlanEntry, PlanName, PlanResults } from "./planDocuments.ts";

const part = (id: string) => `/resources/${encodeURIComponent(id)}/plans`;

/** Which plans are made; asked again each time the page is opened, since commands make them meanwhile. */
export const plansQuery = (id: string) =>
  queryOptions({ queryKey: ["body-plans", id], queryFn: () => request<PlanEntry[]>(part(id)) });

export const planQuery = <P extends PlanName>(id: string, plan: P) =>
  queryOptions({
    queryKey: ["body-plan", id, plan],
    queryFn: () => request<Plan<PlanResults[P]>>(`${part(id)}/${plan}`),
  });

/** One value a block, NaN where there is none. */
export const planColumnQuery = (id: string, plan: string, column: string) =>
  queryOptions({
    queryKey: ["body-plan-column", id, plan, column],
    queryFn: ({ signal }) => numbers(`${part(id)}/${plan}/columns/${encodeURIComponent(column)}`, signal),
    staleTime: 60_000,
    gcTime: 60_000,
    structuralSharing: false,
  });
