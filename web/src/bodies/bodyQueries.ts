import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { ApiError, apiBase, type Problem, request, ServerGoneError } from "../api/client.ts";
import type { BlockAnswer, BodyDocument, BodyEntry, BodyHoles, BodySurface } from "./bodyDocuments.ts";

const fixed = { staleTime: Number.POSITIVE_INFINITY };
const part = (id: string) => `/resources/${encodeURIComponent(id)}`;

/** Bodies on the server; asked again while there is none, since the first may still be at work. */
export const bodiesQuery = queryOptions({
  queryKey: ["bodies"],
  queryFn: () => request<BodyEntry[]>("/resources"),
  refetchInterval: (query) => (query.state.data?.length === 0 ? 3000 : false),
});

export const bodyQuery = (id: string) =>
  queryOptions({ queryKey: ["body", id], queryFn: () => request<BodyDocument>(part(id)), ...fixed });

export const holesQuery = (id: string) =>
  queryOptions({ queryKey: ["body-holes", id], queryFn: () => request<BodyHoles>(`${part(id)}/holes`), ...fixed });

export const surfacesQuery = (id: string) =>
  queryOptions({
    queryKey: ["body-surfaces", id],
    queryFn: async () => (await request<{ surfaces: BodySurface[] }>(`${part(id)}/surfaces`)).surfaces,
    ...fixed,
  });

export const blockQuery = (id: string, index: number, variable: string) =>
  queryOptions({
    queryKey: ["body-block", id, index, variable],
    queryFn: () => request<BlockAnswer>(`${part(id)}/blocks/${index}?variable=${encodeURIComponent(variable)}`),
    ...fixed,
  });

/** One value a block, NaN where there is none. */
export const columnQuery = (id: string, name: string) =>
  queryOptions({
    queryKey: ["body-column", id, name],
    queryFn: ({ signal }) => numbers(`${part(id)}/columns/${encodeURIComponent(name)}`, signal),
    ...fixed,
    // A million blocks take 4 MB; columns out of use go after a minute.
    gcTime: 60_000,
    structuralSharing: false,
  });

export const realisationQuery = (id: string, variable: string, k: number) =>
  queryOptions({
    queryKey: ["body-realisation", id, variable, k],
    queryFn: ({ signal }) => numbers(`${part(id)}/realisations/${encodeURIComponent(variable)}/${k}`, signal),
    ...fixed,
    gcTime: 20_000,
    structuralSharing: false,
  });

/** @throws {ApiError} the server refused; @throws {ServerGoneError} no answer */
export async function numbers(path: string, signal: AbortSignal): Promise<Float32Array> {
  let response: Response;
  try {
    response = await fetch(`${apiBase}${path}`, { signal });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new ServerGoneError(path);
  }
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
    throw new ApiError({ title: response.statusText, detail: "", ...problem, status: response.status });
  }
  const bytes = await response.arrayBuffer();
  if (new Uint8Array(Uint32Array.of(1).buffer)[0] === 1) return new Float32Array(bytes);
  const view = new DataView(bytes);
  return Float32Array.from({ length: bytes.byteLength / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

/** Most numbers fetched to count realisations above a cut-off in the browser: 30 million, 120 MB. */
export const mostCounted = 30_000_000;

/**
 * Share of realisations at or above a cut-off in each block, NaN outside the body.
 * @param onProgress fraction done
 */
export async function probabilityAbove(
  client: QueryClient,
  { id, variable, realisations, blocks }: { id: string; variable: string; realisations: number; blocks: number },
  cutoff: number,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Float32Array> {
  const counts = new Float32Array(blocks);
  for (let k = 0; k < realisations; k++) {
    const values = await client.fetchQuery(realisationQuery(id, variable, k));
    if (signal.aborted) throw new DOMException("given up", "AbortError");
    for (let b = 0; b < blocks; b++) {
      const value = values[b] ?? Number.NaN;
      if (Number.isNaN(value)) counts[b] = Number.NaN;
      else if (value >= cutoff) counts[b] = (counts[b] ?? 0) + 1;
    }
    onProgress((k + 1) / realisations);
  }
  return counts.map((count) => count / realisations);
}
