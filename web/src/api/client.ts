/** What the server says when it cannot answer (application/problem+json, RFC 9457). */
export interface Problem {
  readonly type?: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
}

/** The server answered, but not with the thing asked for. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = "ApiError";
    this.problem = problem;
  }
}

/** True where the run exists and is still at work: asking again later helps. */
export function isUnfinished(error: unknown): boolean {
  return error instanceof ApiError && (error.problem.type ?? "").endsWith("screening-unfinished");
}

/** No answer at all: the server has stopped or the way to it is cut. */
export class ServerGoneError extends Error {
  constructor(path: string) {
    super(`no answer from the server for ${path}`);
    this.name = "ServerGoneError";
  }
}

export const apiBase = "/api/v1";

/**
 * One request to the API; JSON in, JSON out.
 * @throws {ApiError} the server refused, with its reason
 * @throws {ServerGoneError} no server answered
 */
export async function request<T>(
  path: string,
  init: { method?: string; body?: unknown; signal?: AbortSignal } = {},
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`${apiBase}${path}`, {
      method: init.method ?? "GET",
      headers: init.body === undefined ? {} : { "content-type": "application/json" },
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
      ...(init.signal ? { signal: init.signal } : {}),
    });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ServerGoneError(path);
  }
  if (response.status === 502 || response.status === 504) throw new ServerGoneError(path);
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  if (!response.ok) {
    const problem = isJson ? ((await response.json()) as Partial<Problem>) : {};
    throw new ApiError({
      title: response.statusText || "Request failed",
      detail: "",
      ...problem,
      status: response.status,
    });
  }
  if (response.status === 204 || !isJson) return undefined as T;
  return (await response.json()) as T;
}
