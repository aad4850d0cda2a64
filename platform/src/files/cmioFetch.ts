import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { notCmio } from "@relode/core/datasets";
import type { OreFilterOptions } from "@relode/core/datasets";
import type { Issue } from "@relode/core/evidence";
import { CmioError, errorOf, writeError } from "./cmioError.ts";
import { downloadPages } from "./cmioPages.ts";
import { readCmioFile } from "./cmioRead.ts";
import { type CmioRecord, commitCmio, describeCmio, holdingCmio } from "./cmioStore.ts";
import { type CmioRequest, cmioRequestUrl, cmioService, countCmioRows } from "./cmioService.ts";
import { RecordCounter } from "./cmioRecordCounter.ts";
import { type DownloadOptions, downloadFile } from "./downloadFile.ts";

export interface CmioProgress {
  readonly stage: "asking" | "downloading" | "checking";
  readonly bytes: number;
  readonly totalBytes: number | null;
  readonly rows: number;
  /** Rows the service says it has; null when it does not say. */
  readonly totalRows: number | null;
}

export interface FetchCmioOptions {
  readonly dataFolder: string;
  /** Base address of the WFS; default Geoscience Australia's. */
  readonly service?: string;
  /** Default 2 GiB; the table has some 50 MB. */
  readonly maxBytes?: number;
  /** Default 120,000. */
  readonly stallMilliseconds?: number;
  /** Default 4. */
  readonly attempts?: number;
  /** Wait before the second try, doubled each time; default 1,000. */
  readonly retryDelayMilliseconds?: number;
  /** Fetch in pages of so many rows; default one request. */
  readonly pageRows?: number;
  /** Accept a table of less than half the rows of the stored one. */
  readonly acceptSmaller?: boolean;
  readonly filter?: Partial<OreFilterOptions>;
  readonly onProgress?: (progress: CmioProgress) => void;
  readonly signal?: AbortSignal;
  /** Clock, for the record; default the system's. */
  readonly now?: () => Date;
}

const gibibyte = 2 ** 30;
const smallestShare = 0.5;

/**
 * Fetches the Critical Minerals in Ores table from its Web Feature Service, checks it with the reader, and makes it
 * the stored table. A table already stored stays until the new one is whole and readable.
 *
 * @throws {CmioError} cmio.bad-service, cmio.http-status, cmio.html-page, cmio.service-exception, cmio.gml, cmio.json,
 *   cmio.not-csv, cmio.too-large, cmio.stalled, cmio.connection, cmio.truncated, cmio.shrunk, cmio.paging-ignored,
 *   cmio.no-space, cmio.not-writable, cmio.busy, cmio.cancelled, and the reader's codes
 */
export async function fetchCmio(options: FetchCmioOptions): Promise<{ record: CmioRecord; issues: readonly Issue[] }> {
  const service = options.service ?? cmioService;
  const request: CmioRequest = { service };
  const url = cmioRequestUrl(request);
  const now = options.now ?? (() => new Date());
  return holdingCmio(options.dataFolder, async (folder) => {
    const partPath = join(folder, "cmio.csv.part");
    const progress = new ProgressReport(options.onProgress, partPath);
    progress.say("asking");
    const download = downloadOptions(options, url, partPath, progress);
    progress.totalRows = await countCmioRows(service, download.stallMilliseconds, options.signal);
    if (options.pageRows === undefined) await downloadFile(download);
    else await downloadPages(request, options.pageRows, download);
    progress.say("checking");
    const retrievedAt = now().toISOString();
    try {
      const content = await readCmioFile(partPath, "cmio.csv", options.filter ?? {}, retrievedAt);
      await checkRows(options, url, content.rows, progress.totalRows);
      const record = await commitCmio(
        options.dataFolder,
        partPath,
        content,
        { origin: "fetch", source: url, retrievedAt },
        options.filter ?? {},
      );
      return { record, issues: content.issues };
    } catch (error) {
      await rm(partPath, { force: true });
      throw error instanceof CmioError ? error : writeError(error, folder);
    }
  });
}

function downloadOptions(
  options: FetchCmioOptions,
  url: string,
  partPath: string,
  progress: ProgressReport,
): DownloadOptions {
  return {
    url,
    partPath,
    maxBytes: options.maxBytes ?? 2 * gibibyte,
    stallMilliseconds: options.stallMilliseconds ?? 120_000,
    attempts: options.attempts ?? 4,
    retryDelayMilliseconds: options.retryDelayMilliseconds ?? 1000,
    checkStart: (head, contentType) => checkStart(head, contentType, url),
    onStart: (keptBytes) => progress.start(keptBytes),
    onBytes: (chunk, bytes, totalBytes) => progress.take(chunk, bytes, totalBytes),
    signal: options.signal,
  };
}

/** Refuses what is plainly no CSV before the rest is waited for. */
function checkStart(head: Uint8Array, contentType: string, url: string): void {
  const wrong = notCmio(Buffer.from(head).toString("utf8").replaceAll("\u0000", ""), url);
  const error = wrong === null ? null : errorOf([wrong]);
  if (error !== null) throw error;
  if (/^(text\/html|image\/|video\/|audio\/|application\/pdf)/i.test(contentType))
    throw new CmioError(
      "cmio.not-csv",
      `${url}: the content type is ${contentType}, expected text/csv; check --service`,
    );
}

async function checkRows(options: FetchCmioOptions, url: string, rows: number, promised: number | null): Promise<void> {
  if (promised !== null && rows < promised)
    throw new CmioError(
      "cmio.truncated",
      `${url}: ${rows} rows came, the service has ${promised}; it caps its answers, fetch in pages (--page-rows 5000)`,
    );
  const former = await describeCmio(options.dataFolder).catch(() => null);
  if (former !== null && !former.synthetic && !options.acceptSmaller && rows < smallestShare * former.rows)
    throw new CmioError(
      "cmio.shrunk",
      `${url}: ${rows} rows came, the stored table has ${former.rows}; less than half looks like a fault of the service, the stored table is kept (--accept-smaller takes the new one)`,
    );
}

class ProgressReport {
  totalRows: number | null = null;
  readonly #tell: ((progress: CmioProgress) => void) | undefined;
  readonly #partPath: string;
  #counter = new RecordCounter();
  #bytes = 0;
  #totalBytes: number | null = null;

  constructor(tell: ((progress: CmioProgress) => void) | undefined, partPath: string) {
    this.#tell = tell;
    this.#partPath = partPath;
  }

  say(stage: CmioProgress["stage"]): void {
    const rows = Math.max(0, this.#counter.records - 1);
    this.#tell?.({ stage, bytes: this.#bytes, totalBytes: this.#totalBytes, rows, totalRows: this.totalRows });
  }

  /** A request begins to deliver; rows already kept are counted again from the part. */
  async start(keptBytes: number): Promise<void> {
    this.#counter = new RecordCounter();
    this.#bytes = keptBytes;
    if (keptBytes > 0) for await (const chunk of createReadStream(this.#partPath)) this.#counter.push(chunk);
    this.say("downloading");
  }

  take(chunk: Uint8Array, bytes: number, totalBytes: number | null): void {
    this.#counter.push(chunk);
    this.#bytes = bytes;
    this.#totalBytes = totalBytes;
    this.say("downloading");
  }
}
