import { CmioError } from "./cmioError.ts";

/** Web Feature Service of the table (Geoscience Australia, layer cmmi:CriticalMineralDepositsGeochemistry). */
export const cmioService = "https://services.ga.gov.au/gis/critical-minerals/ows";
const typeName = "cmmi:CriticalMineralDepositsGeochemistry";

export interface CmioRequest {
  readonly service: string;
  /** One page of the table; whole when absent. */
  readonly page?: { readonly startIndex: number; readonly count: number };
}

/**
 * Address of a GetFeature request for the table as CSV. Pages are sorted by the key of the table, so that they join.
 * @throws {CmioError} cmio.bad-service: the base address is not http or https
 * @see OGC 09-025r2 (2014), Web Feature Service 2.0, section 7.9.2
 */
export function cmioRequestUrl({ service, page }: CmioRequest): string {
  const url = baseUrl(service);
  url.searchParams.set("request", "GetFeature");
  url.searchParams.set("outputFormat", "csv");
  if (page !== undefined) {
    url.searchParams.set("sortBy", "DEPOSIT_ANALYSIS_ID");
    url.searchParams.set("startIndex", String(page.startIndex));
    url.searchParams.set("count", String(page.count));
  }
  return url.href;
}

/** Rows the service says the table has; null when it does not say: the download itself shows what is wrong. */
export async function countCmioRows(
  service: string,
  waitMilliseconds: number,
  signal?: AbortSignal,
): Promise<number | null> {
  const url = baseUrl(service);
  url.searchParams.set("request", "GetFeature");
  url.searchParams.set("resultType", "hits");
  const timeOut = AbortSignal.timeout(waitMilliseconds);
  try {
    const response = await fetch(url, { signal: signal === undefined ? timeOut : AbortSignal.any([timeOut, signal]) });
    if (response.body === null) return null;
    const reader = response.body.getReader();
    let head = "";
    while (head.length < 4096) {
      const { done, value } = await reader.read();
      if (done) break;
      head += Buffer.from(value).toString("latin1");
    }
    await reader.cancel();
    const matched = /numberMatched="(\d{1,9})"/.exec(head)?.[1];
    return response.ok && matched !== undefined ? Number(matched) : null;
  } catch {
    return null;
  }
}

function baseUrl(service: string): URL {
  let url: URL;
  try {
    url = new URL(service);
  } catch {
    throw new CmioError(
      "cmio.bad-service",
      `--service "${service.slice(0, 200)}" is not an address; it must be like ${cmioService}`,
    );
  }
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new CmioError(
      "cmio.bad-service",
      `--service "${service.slice(0, 200)}" uses ${url.protocol}, expected http: or https:; it must be like ${cmioService}`,
    );
  if (url.username !== "" || url.password !== "")
    throw new CmioError(
      "cmio.bad-service",
      "--service holds a user name or password, which would be written to the record; leave them out",
    );
  url.searchParams.set("service", "WFS");
  url.searchParams.set("version", "2.0.0");
  url.searchParams.set("typeNames", typeName);
  return url;
}
