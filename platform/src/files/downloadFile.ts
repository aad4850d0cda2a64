import { type FileHandle, open, readFile, rm, stat, writeFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { CmioError, systemCode, writeError } from "./cmioError.ts";

export interface DownloadOptions {
  readonly url: string;
  /** Where the bytes go; a part left by a cut download is continued when the server can. */
  readonly partPath: string;
  readonly maxBytes: number;
  /** Give up when nothing arrives for so long. */
  readonly stallMilliseconds: number;
  /** Tries in all; a cut, a stall and the answers 429 and 5xx are tried again. */
  readonly attempts: number;
  readonly retryDelayMilliseconds: number;
  /** Throws when the first bytes of a fresh download are not what is wanted. */
  readonly checkStart: (head: Uint8Array, contentType: string) => void;
  /** Called with the size of the part when a request begins to deliver: 0 for a fresh start. */
  readonly onStart?: (keptBytes: number) => Promise<void>;
  readonly onBytes?: (chunk: Uint8Array, bytes: number, totalBytes: number | null) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface DownloadResult {
  readonly bytes: number;
  /** Tries used. */
  readonly attempts: number;
  /** Byte from which the last request continued; 0 for a whole download. */
  readonly resumedFrom: number;
}

/** What makes a part continuable: kept in `<part>.json`. */
interface PartState {
  readonly url: string;
  /** Strong ETag or Last-Modified for If-Range. */
  readonly validator: string;
}

const headBytes = 4096;

/** A failure that another try may cure. */
class PassingFailure extends Error {
  readonly failure: CmioError;
  constructor(failure: CmioError) {
    super(failure.message);
    this.failure = failure;
  }
}

/**
 * Streams a resource to a file with Node's own fetch: bounded in size and silence, continued after a cut by Range and
 * If-Range when the server gave a validator, else begun again. The part stays on disk after a failure that may pass.
 *
 * @throws {CmioError} cmio.bad-service, cmio.http-status, cmio.too-large, cmio.stalled, cmio.connection,
 *   cmio.truncated, cmio.no-space, cmio.not-writable, cmio.cancelled, or what `checkStart` throws
 * @see RFC 9110 (2022), HTTP Semantics, sections 13.1.5 (If-Range) and 14 (Range)
 */
export async function downloadFile(options: DownloadOptions): Promise<DownloadResult> {
  for (let attempt = 1; ; attempt++) {
    try {
      const result = await downloadOnce(options);
      await rm(`${options.partPath}.json`, { force: true });
      return { ...result, attempts: attempt };
    } catch (error) {
      if (!(error instanceof PassingFailure)) throw error;
      if (attempt >= options.attempts) throw error.failure;
      await wait(options.retryDelayMilliseconds * 2 ** (attempt - 1));
    }
  }
}

async function downloadOnce(options: DownloadOptions): Promise<Omit<DownloadResult, "attempts">> {
  const { url, partPath } = options;
  const state = await partState(options);
  const kept = state === null ? 0 : await sizeOf(partPath);
  const watch = new StallWatch(options);
  try {
    const headers: Record<string, string> = { "accept-encoding": "identity", "user-agent": "relode" };
    if (state !== null && kept > 0) {
      headers["range"] = `bytes=${kept}-`;
      headers["if-range"] = state.validator;
    }
    const response = await watch.guard(fetch(url, { headers, signal: watch.signal, redirect: "follow" }));
    const from = await resumePoint(response, kept, options);
    return await receive(response, from, options, watch);
  } catch (error) {
    throw await watch.explain(error);
  } finally {
    watch.stop();
  }
}

/** The byte from which the answer continues: 0 for a whole one. Throws for answers without content to keep. */
async function resumePoint(response: Response, kept: number, options: DownloadOptions): Promise<number> {
  if (response.status === 200) return 0;
  if (response.status === 206) {
    const start = /^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "")?.[1];
    if (start !== undefined && Number(start) === kept) return kept;
  }
  await response.body?.cancel();
  if (response.status === 206 || response.status === 416) {
    await discard(options.partPath);
    throw new PassingFailure(
      new CmioError(
        "cmio.bad-range",
        `${options.url}: the server answered ${response.status} to a request to continue at byte ${kept}; the part was discarded, run again`,
      ),
    );
  }
  const error = new CmioError(
    "cmio.http-status",
    `${options.url}: the server answered ${response.status} ${response.statusText}`.trimEnd() +
      `, expected 200; ${statusRemedy(response.status)}`,
  );
  throw response.status === 429 || response.status >= 500 ? new PassingFailure(error) : error;
}

function statusRemedy(status: number): string {
  if (status === 404 || status === 410) return "check --service: the address has no such layer";
  if (status === 401 || status === 403 || status === 407)
    return "the service or a proxy refuses access; fetch the file by browser and import it";
  if (status === 429 || status >= 500) return "the service is busy or down; try again later";
  return "check --service";
}

async function receive(
  response: Response,
  from: number,
  options: DownloadOptions,
  watch: StallWatch,
): Promise<Omit<DownloadResult, "attempts">> {
  const { url, partPath, maxBytes } = options;
  const encoded = (response.headers.get("content-encoding") ?? "identity") !== "identity";
  const length = Number(response.headers.get("content-length") ?? Number.NaN);
  const total = encoded || Number.isNaN(length) ? null : from + length;
  if (total !== null && total > maxBytes) {
    await discard(partPath);
    throw tooLarge(url, `${total} bytes announced`, maxBytes);
  }
  await options.onStart?.(from);
  const file = await opened(partPath, from);
  let bytes = from;
  let head = Buffer.alloc(0);
  let checked = from > 0;
  let wrong = false;
  try {
    await keepState(response, encoded, options);
    const body = response.body?.getReader();
    for (;;) {
      const { done, value } = body === undefined ? { done: true, value: undefined } : await watch.guard(body.read());
      if (done || value === undefined) break;
      bytes += value.length;
      if (bytes > maxBytes) {
        await body?.cancel();
        throw tooLarge(url, `more than ${maxBytes} bytes received`, maxBytes);
      }
      if (!checked) {
        head = Buffer.concat([head, value]);
        if (head.length >= headBytes) checked = check(head, response, options);
      }
      await writeAll(file, value, partPath);
      options.onBytes?.(value, bytes, total);
    }
    if (!checked && bytes > 0) check(head, response, options);
  } catch (error) {
    wrong = error instanceof CmioError && !["cmio.no-space", "cmio.not-writable"].includes(error.code);
    throw error;
  } finally {
    await file.close();
    if (wrong) await discard(partPath);
  }
  if (total !== null && bytes < total)
    throw new PassingFailure(
      new CmioError(
        "cmio.truncated",
        `${url}: the connection ended after ${bytes} of ${total} bytes; run again to continue`,
      ),
    );
  return { bytes, resumedFrom: from };
}

function check(head: Buffer, response: Response, options: DownloadOptions): true {
  options.checkStart(head, response.headers.get("content-type") ?? "");
  return true;
}

function tooLarge(url: string, found: string, maxBytes: number): CmioError {
  return new CmioError(
    "cmio.too-large",
    `${url}: ${found}, limit ${maxBytes} bytes; raise --max-bytes if the table has really grown so`,
  );
}

async function opened(path: string, from: number): Promise<FileHandle> {
  try {
    return await open(path, from > 0 ? "a" : "w");
  } catch (error) {
    throw writeError(error, path);
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array, path: string): Promise<void> {
  try {
    for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at, chunk.length - at)).bytesWritten;
  } catch (error) {
    throw writeError(error, path);
  }
}

async function partState(options: DownloadOptions): Promise<PartState | null> {
  try {
    const state = JSON.parse(await readFile(`${options.partPath}.json`, "utf8")) as Partial<PartState>;
    if (state.url === options.url && typeof state.validator === "string")
      return { url: state.url, validator: state.validator };
  } catch {
    // No note of an earlier try: begin at the start.
  }
  return null;
}

/** Notes the validator of this answer; without one a cut download cannot be continued. A weak ETag does not count. */
async function keepState(response: Response, encoded: boolean, options: DownloadOptions): Promise<void> {
  const path = `${options.partPath}.json`;
  const tag = response.headers.get("etag");
  const validator = tag !== null && !tag.startsWith("W/") ? tag : response.headers.get("last-modified");
  const state: PartState | null = validator === null || encoded ? null : { url: options.url, validator };
  if (state === null) await rm(path, { force: true });
  else
    await writeFile(path, JSON.stringify(state)).catch((error: unknown) => {
      throw writeError(error, path);
    });
}

async function discard(partPath: string): Promise<void> {
  await rm(partPath, { force: true });
  await rm(`${partPath}.json`, { force: true });
}

async function sizeOf(path: string): Promise<number> {
  const info = await stat(path).catch(() => null);
  return info?.isFile() ? info.size : 0;
}

/** Ends a request that has gone silent, and tells silence, cancelling and a broken connection apart. */
class StallWatch {
  readonly #options: DownloadOptions;
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #stalled = false;
  readonly #cancel = () => this.#controller.abort();

  constructor(options: DownloadOptions) {
    this.#options = options;
    if (options.signal?.aborted) this.#controller.abort();
    options.signal?.addEventListener("abort", this.#cancel);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  async guard<T>(promise: Promise<T>): Promise<T> {
    this.#timer = setTimeout(() => {
      this.#stalled = true;
      this.#controller.abort();
    }, this.#options.stallMilliseconds);
    try {
      return await promise;
    } finally {
      clearTimeout(this.#timer);
    }
  }

  async explain(error: unknown): Promise<unknown> {
    if (error instanceof CmioError || error instanceof PassingFailure) return error;
    const { url, partPath, stallMilliseconds } = this.#options;
    const bytes = await sizeOf(partPath);
    if (this.#options.signal?.aborted)
      return new CmioError(
        "cmio.cancelled",
        `${url}: cancelled after ${bytes} bytes; run again to continue`,
        [],
        error,
      );
    if (this.#stalled)
      return new PassingFailure(
        new CmioError(
          "cmio.stalled",
          `${url}: nothing arrived for ${stallMilliseconds / 1000} s after ${bytes} bytes; run again to continue`,
          [],
          error,
        ),
      );
    if (error instanceof TypeError) {
      const inner = error.cause instanceof Error ? error.cause.message : error.message;
      const code = systemCode(error) || inner;
      return new PassingFailure(
        new CmioError(
          "cmio.connection",
          `${url}: the connection failed after ${bytes} bytes (${code}); check the network and run again`,
          [],
          error,
        ),
      );
    }
    return error;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#options.signal?.removeEventListener("abort", this.#cancel);
    this.#controller.abort();
  }
}
