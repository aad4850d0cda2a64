import { createHash } from "node:crypto";
import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { CmioError, writeError } from "./cmioError.ts";
import { type CmioRequest, cmioRequestUrl } from "./cmioService.ts";
import { RecordCounter } from "./cmioRecordCounter.ts";
import { type DownloadOptions, downloadFile } from "./downloadFile.ts";

const lineFeed = 10;
const maxPages = 100_000;
const maxPageBytes = 256 * 2 ** 20;

/**
 * Fetches the table page by page into one file: the header of the first page, then the rows of all. A short page is
 * not taken for the last (a service may cap its pages); an empty one is.
 *
 * @param pageRows rows asked for at a time, 1 or more
 * @throws {RangeError} pageRows is no whole number of 1 or more
 * @throws {CmioError} cmio.paging-ignored: two pages hold the same rows; cmio.pages-differ: a page has another header;
 *   and all that `downloadFile` throws
 */
export async function downloadPages(request: CmioRequest, pageRows: number, options: DownloadOptions): Promise<void> {
  if (!Number.isInteger(pageRows) || pageRows < 1)
    throw new RangeError(`pageRows must be a whole number of 1 or more, got ${pageRows}`);
  const pagePath = `${options.partPath}.page`;
  let header: Buffer | null = null;
  let formerRows = "";
  let startIndex = 0;
  let bytes = 0;
  try {
    for (let page = 0; page < maxPages; page++) {
      const url = cmioRequestUrl({ ...request, page: { startIndex, count: pageRows } });
      const maxBytes = Math.min(maxPageBytes, options.maxBytes - bytes);
      await downloadFile({
        ...options,
        url,
        partPath: pagePath,
        maxBytes,
        onStart: async () => undefined,
        onBytes: () => undefined,
      });
      const content = await readFile(pagePath);
      const headerEnd = content.indexOf(lineFeed) + 1 || content.length;
      const rows = content.subarray(headerEnd);
      const counter = new RecordCounter();
      counter.push(rows);
      const hash = createHash("sha256").update(rows).digest("hex");
      if (header === null) {
        header = Buffer.from(content.subarray(0, headerEnd));
        await options.onStart?.(0);
        await write(() => writeFile(options.partPath, content), options.partPath);
      } else {
        if (!content.subarray(0, headerEnd).equals(header))
          throw new CmioError(
            "cmio.pages-differ",
            `${url}: the header differs from that of the first page; fetch in one request`,
          );
        if (counter.total() > 0 && hash === formerRows)
          throw new CmioError(
            "cmio.paging-ignored",
            `${url}: the page repeats the one before it; the service ignores startIndex, fetch in one request`,
          );
        await write(() => appendFile(options.partPath, rows), options.partPath);
      }
      const found = rows.length === 0 ? 0 : counter.total();
      bytes += content.length;
      options.onBytes?.(startIndex === 0 ? content : rows, bytes, null);
      if (found === 0) return;
      formerRows = hash;
      startIndex += found;
    }
    throw new CmioError(
      "cmio.too-large",
      `${request.service}: more than ${maxPages} pages; ask for more rows at a time`,
    );
  } catch (error) {
    // Pages are not continued in a later run: a half-joined table is of no use.
    await rm(options.partPath, { force: true });
    throw error;
  } finally {
    await rm(pagePath, { force: true });
    await rm(`${pagePath}.json`, { force: true });
  }
}

async function write(work: () => Promise<void>, path: string): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw writeError(error, path);
  }
}
