import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { syntheticCmio } from "@relode/core/datasets";
import { CmioError } from "./cmioError.ts";
import { type CmioProgress, type FetchCmioOptions, fetchCmio } from "./cmioFetch.ts";
import { cmioSchema } from "./cmioSchema.ts";
import { cmioFolder, describeCmio, openCmio } from "./cmioStore.ts";

const lines = [...syntheticCmio({ fields: cmioSchema(), rows: 400, seed: 5 })];
const tableText = lines.join("");
const bytes = Buffer.from(tableText);
const sha256 = createHash("sha256").update(bytes).digest("hex");

type Handler = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => void;

let server: Server;
let service: string;
let dataFolder: string;
let requests: IncomingMessage[];
let handler: Handler;
let hits: string | null;

beforeEach(async () => {
  requests = [];
  hits = null;
  dataFolder = await mkdtemp(join(tmpdir(), "cmio-"));
  server = createServer((request, response) => {
    const query = new URL(request.url ?? "/", "http://localhost").searchParams;
    if (query.get("resultType") === "hits") {
      response.end(hits === null ? "" : `<wfs:FeatureCollection numberMatched="${hits}" numberReturned="0"/>`);
      return;
    }
    requests.push(request);
    handler(request, response, query);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  service = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ows`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(dataFolder, { recursive: true, force: true });
});

const whole: Handler = (_request, response) => {
  response.writeHead(200, { "content-type": "text/csv", "content-length": bytes.length });
  response.end(bytes);
};

function answer(status: number, body: string, contentType = "text/html"): Handler {
  return (_request, response) => {
    response.writeHead(status, { "content-type": contentType });
    response.end(body);
  };
}

/** Serves ranges under a strong ETag; the first `cuts` answers break off after `cutAt` bytes of content. */
function resumable(cuts: number, cutAt: number, etag = '"edition-1"'): Handler {
  let answered = 0;
  return (request, response) => {
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? "");
    const from = range !== null && request.headers["if-range"] === etag ? Number(range[1]) : 0;
    const body = bytes.subarray(from);
    const headers = { "content-type": "text/csv", etag, "content-length": body.length };
    response.writeHead(
      from > 0 ? 206 : 200,
      from > 0 ? { ...headers, "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : headers,
    );
    if (answered++ < cuts) response.write(body.subarray(0, cutAt), () => setTimeout(() => response.destroy(), 20));
    else response.end(body);
  };
}

function run(options: Partial<FetchCmioOptions> = {}) {
  return fetchCmio({
    dataFolder,
    service,
    attempts: 1,
    retryDelayMilliseconds: 1,
    stallMilliseconds: 5000,
    now: () => new Date(0),
    ...options,
  });
}

async function failure(options: Partial<FetchCmioOptions> = {}): Promise<CmioError> {
  try {
    await run(options);
  } catch (error) {
    if (error instanceof CmioError) return error;
    throw error;
  }
  throw new Error("the fetch did not fail");
}

const address = () =>
  `${service}?service=WFS&version=2.0.0&typeNames=cmmi%3ACriticalMineralDepositsGeochemistry&request=GetFeature&outputFormat=csv`;

describe("a fetch that succeeds", () => {
  test("stores the table with its record, asks as WFS 2.0.0 wants, and reports rows", async () => {
    handler = whole;
    hits = "400";
    const said: CmioProgress[] = [];
    const { record } = await run({ onProgress: (progress) => said.push(progress) });
    expect(record).toMatchObject({
      origin: "fetch",
      source: address(),
      retrievedAt: "1970-01-01T00:00:00.000Z",
      sha256,
      bytes: bytes.length,
      rows: 400,
      synthetic: true,
    });
    expect(await describeCmio(dataFolder)).toEqual(record);
    const stored = await readFile(join(cmioFolder(dataFolder), record.file));
    expect(createHash("sha256").update(stored).digest("hex")).toBe(sha256);
    expect(said.at(-1)).toEqual({
      stage: "checking",
      bytes: bytes.length,
      totalBytes: bytes.length,
      rows: 400,
      totalRows: 400,
    });
    expect((await readdir(cmioFolder(dataFolder))).filter((name) => /part|lock/.test(name))).toEqual([]);
  });

  test("continues after a cut connection where it broke off", async () => {
    handler = resumable(1, 70_000);
    const { record } = await run({ attempts: 2 });
    expect(record.sha256).toBe(sha256);
    expect(requests.length).toBe(2);
    expect(Number(/bytes=(\d+)-/.exec(requests[1].headers.range ?? "")?.[1])).toBeGreaterThan(0);
    expect(requests[1].headers["if-range"]).toBe('"edition-1"');
  });

  test("continues in a second run what a first one left", async () => {
    handler = resumable(1, 70_000);
    expect((await failure()).code).toBe("cmio.connection");
    const { record } = await run();
    expect(record.sha256).toBe(sha256);
    expect(requests[1].headers.range).toMatch(/^bytes=\d+-$/);
  });

  test("begins again when the table has changed on the server meanwhile", async () => {
    handler = resumable(1, 70_000, '"edition-1"');
    await failure();
    handler = resumable(0, 0, '"edition-2"');
    expect((await run()).record.sha256).toBe(sha256);
  });

  test("begins again when the server knows no ranges", async () => {
    let answered = 0;
    handler = (request, response, query) => {
      if (answered++ > 0) return whole(request, response, query);
      response.writeHead(200, { "content-type": "text/csv", "content-length": bytes.length });
      response.write(bytes.subarray(0, 50_000), () => setTimeout(() => response.destroy(), 20));
    };
    expect((await run({ attempts: 2 })).record.sha256).toBe(sha256);
    expect(requests[1].headers.range).toBeUndefined();
  });

  test("begins again when the server continues at the wrong byte", async () => {
    handler = resumable(1, 70_000);
    await failure();
    let answered = 0;
    handler = (request, response, query) => {
      if (answered++ > 0) return whole(request, response, query);
      response.writeHead(206, { "content-range": `bytes 5-${bytes.length - 1}/${bytes.length}` });
      response.end(bytes.subarray(5));
    };
    expect((await run({ attempts: 2 })).record.sha256).toBe(sha256);
  });

  test("tries again after 503 and gets the table", async () => {
    let answered = 0;
    handler = (request, response, query) =>
      answered++ === 0 ? answer(503, "busy")(request, response, query) : whole(request, response, query);
    expect((await run({ attempts: 2 })).record.rows).toBe(400);
  });

  test("joins pages, also where the server caps them below what was asked", async () => {
    handler = (_request, response, query) => {
      const start = Number(query.get("startIndex"));
      response.setHeader("content-type", "text/csv");
      response.end(lines[0] + lines.slice(1 + start, 1 + start + Math.min(150, Number(query.get("count")))).join(""));
    };
    const { record } = await run({ pageRows: 300 });
    expect(record.sha256).toBe(sha256);
    expect(requests.length).toBe(4);
    expect(requests[0].url).toContain("sortBy=DEPOSIT_ANALYSIS_ID&startIndex=0&count=300");
  });

  test("replaces the stored table and leaves no copy of the former", async () => {
    handler = answer(200, lines.slice(0, 301).join(""), "text/csv");
    await run();
    handler = whole;
    const { record } = await run();
    expect((await readdir(cmioFolder(dataFolder))).filter((name) => name.endsWith(".csv"))).toEqual([record.file]);
  });
});

describe("a fetch that fails", () => {
  const cases: readonly (readonly [
    string,
    () => Handler,
    Partial<FetchCmioOptions>,
    string,
    (url: string) => string,
  ])[] = [
    [
      "a web page with status 200",
      () => answer(200, "<html><head><title>Maintenance</title></head></html>"),
      {},
      "cmio.html-page",
      (url) =>
        `${url}: this is a web page titled "Maintenance", not the table; the service may be down or behind a sign-in page`,
    ],
    [
      "an exception report with status 200",
      () =>
        answer(
          200,
          '<?xml version="1.0"?><ows:ExceptionReport><ows:Exception exceptionCode="InvalidParameterValue"><ows:ExceptionText>Unknown layer</ows:ExceptionText></ows:Exception></ows:ExceptionReport>',
          "text/xml",
        ),
      {},
      "cmio.service-exception",
      (url) =>
        `${url}: the service answered with an exception report: InvalidParameterValue: Unknown layer; check --service and the layer name, or try again later`,
    ],
    [
      "GML",
      () => answer(200, '<?xml version="1.0"?><wfs:FeatureCollection/>', "text/xml"),
      {},
      "cmio.gml",
      (url) => `${url}: this is GML, not CSV; ask the service for outputFormat=csv`,
    ],
    [
      "a JSON error",
      () => answer(200, '{"exceptions":[]}', "application/json"),
      {},
      "cmio.json",
      (url) => `${url}: the answer is JSON, not CSV: {"exceptions":[]}; ask the service for outputFormat=csv`,
    ],
    [
      "a picture",
      () => answer(200, "\u0089PNG", "image/png"),
      {},
      "cmio.not-csv",
      (url) => `${url}: the content type is image/png, expected text/csv; check --service`,
    ],
    [
      "a zip archive",
      () => answer(200, "PK\u0003\u0004xxxx", "application/zip"),
      {},
      "cmio.not-csv",
      (url) => `${url}: this is a binary file, not CSV; import accepts .csv, .zip and .gz`,
    ],
    [
      "404",
      () => answer(404, "no"),
      {},
      "cmio.http-status",
      (url) =>
        `${url}: the server answered 404 Not Found, expected 200; check --service: the address has no such layer`,
    ],
    [
      "403",
      () => answer(403, "no"),
      {},
      "cmio.http-status",
      (url) =>
        `${url}: the server answered 403 Forbidden, expected 200; the service or a proxy refuses access; fetch the file by browser and import it`,
    ],
    [
      "503 at every try",
      () => answer(503, "no"),
      { attempts: 3 },
      "cmio.http-status",
      (url) =>
        `${url}: the server answered 503 Service Unavailable, expected 200; the service is busy or down; try again later`,
    ],
    [
      "wrong columns",
      () => answer(200, "x,y\n1,2\n", "text/csv"),
      {},
      "cmio.missing-column",
      () =>
        "cmio.csv, row 1: required columns are missing: DEPOSIT_UID, DEPOSIT_NAME, DEPOSIT_TYPE, SAMPLE_DEPOSIT_RELATION, MATERIAL_CLASS; found 2 columns: X, Y; take the layer cmmi:CriticalMineralDepositsGeochemistry with all its columns",
    ],
    [
      "an empty answer",
      () => answer(200, "", "text/csv"),
      {},
      "cmio.empty",
      () => "cmio.csv: the file is empty; get it again",
    ],
    [
      "a header alone",
      () => answer(200, lines[0], "text/csv"),
      {},
      "cmio.no-rows",
      () => "cmio.csv: the file has a header but no rows; get it again",
    ],
    [
      "a table cut in the middle of a row without a length",
      () => answer(200, tableText.slice(0, -3000), "text/csv"),
      {},
      "cmio.truncated",
      () => "cmio.csv, row 400: the last row ends in the middle after 399 rows; the file is cut short, get it again",
    ],
    [
      "an announced size over the limit",
      () => whole,
      { maxBytes: 1000 },
      "cmio.too-large",
      (url) =>
        `${url}: ${bytes.length} bytes announced, limit 1000 bytes; raise --max-bytes if the table has really grown so`,
    ],
    [
      "pages that repeat",
      () => answer(200, tableText, "text/csv"),
      { pageRows: 400 },
      "cmio.paging-ignored",
      () =>
        `${service}?service=WFS&version=2.0.0&typeNames=cmmi%3ACriticalMineralDepositsGeochemistry&request=GetFeature&outputFormat=csv&sortBy=DEPOSIT_ANALYSIS_ID&startIndex=400&count=400: the page repeats the one before it; the service ignores startIndex, fetch in one request`,
    ],
  ];
  test.each(cases)("%s is refused and stores nothing", async (_what, make, options, code, message) => {
    handler = make();
    const error = await failure(options);
    expect([error.code, error.message]).toEqual([code, message(address())]);
    expect(await describeCmio(dataFolder)).toBeNull();
    expect((await readdir(cmioFolder(dataFolder))).filter((name) => /\.csv$|\.lock$|\.part/.test(name))).toEqual([]);
  });

  test("an endless table is cut off at the limit", async () => {
    handler = (_request, response) => {
      response.writeHead(200, { "content-type": "text/csv" });
      response.write(tableText);
      const block = lines.slice(1).join("");
      const more = () => {
        while (!response.destroyed && response.write(block));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    };
    const error = await failure({ maxBytes: 4_000_000 });
    expect([error.code, error.message]).toEqual([
      "cmio.too-large",
      `${address()}: more than 4000000 bytes received, limit 4000000 bytes; raise --max-bytes if the table has really grown so`,
    ]);
    expect(await readdir(cmioFolder(dataFolder))).toEqual([]);
  });

  test("a body cut short of its announced length says how far it came", async () => {
    handler = resumable(9, 70_000);
    const error = await failure();
    expect(error.code).toBe("cmio.connection");
    expect(error.message).toMatch(/: the connection failed after \d+ bytes \(\w+\); check the network and run again$/);
  });

  test("a silent server is given up after the set time", async () => {
    handler = (_request, response) => {
      response.writeHead(200, { "content-type": "text/csv" });
      response.write(tableText.slice(0, 10_000));
    };
    const error = await failure({ stallMilliseconds: 150 });
    expect([error.code, error.message]).toEqual([
      "cmio.stalled",
      `${address()}: nothing arrived for 0.15 s after 10000 bytes; run again to continue`,
    ]);
  });

  test("a server that cannot be reached is named with the system's reason", async () => {
    const closed = "http://127.0.0.1:1/ows";
    const error = await failure({ service: closed });
    expect(error.code).toBe("cmio.connection");
    expect(error.message).toMatch(
      /^http:\/\/127\.0\.0\.1:1\/ows\?.*: the connection failed after 0 bytes \(.+\); check the network and run again$/,
    );
  });

  test.each([
    [
      "ftp://example.org/ows",
      '--service "ftp://example.org/ows" uses ftp:, expected http: or https:; it must be like https://services.ga.gov.au/gis/critical-minerals/ows',
    ],
    [
      "not an address",
      '--service "not an address" is not an address; it must be like https://services.ga.gov.au/gis/critical-minerals/ows',
    ],
    [
      "http://user:secret@example.org/",
      "--service holds a user name or password, which would be written to the record; leave them out",
    ],
  ])("the service %s is refused", async (bad, message) => {
    const error = await failure({ service: bad });
    expect([error.code, error.message]).toEqual(["cmio.bad-service", message]);
  });

  test("fewer rows than the service has are a truncated table", async () => {
    handler = whole;
    hits = "29087";
    const error = await failure();
    expect([error.code, error.message]).toEqual([
      "cmio.truncated",
      `${address()}: 400 rows came, the service has 29087; it caps its answers, fetch in pages (--page-rows 5000)`,
    ]);
  });

  test("a cancelled fetch stops and says so", async () => {
    const controller = new AbortController();
    handler = (_request, response) => {
      response.writeHead(200, { "content-type": "text/csv" });
      response.write(tableText.slice(0, 10_000), () => setTimeout(() => controller.abort(), 50));
    };
    expect((await failure({ signal: controller.signal })).code).toBe("cmio.cancelled");
  });

  test("a data folder that is a file is not writable", async () => {
    const file = join(dataFolder, "file");
    await writeFile(file, "");
    const error = await failure({ dataFolder: file });
    expect([error.code, error.message]).toEqual([
      "cmio.not-writable",
      `${join(file, "cmio")}: cannot be written (ENOTDIR); choose another data folder or change its rights`,
    ]);
  });

  test.runIf(process.platform === "linux")("a full disk is named as such and not as a bad table", async () => {
    handler = whole;
    await run({ acceptSmaller: true });
    const part = join(cmioFolder(dataFolder), "cmio.csv.part");
    await symlink("/dev/full", part);
    const error = await failure();
    expect([error.code, error.message]).toEqual([
      "cmio.no-space",
      `${part}: no space is left on the disk (ENOSPC); free some and run again`,
    ]);
    expect((await openCmio(dataFolder)).samples.filter.rowsRead).toBe(400);
  });

  test("a second fetch into the same folder is told to wait", async () => {
    let waiting: ServerResponse | null = null;
    handler = (_request, response) => {
      waiting = response;
    };
    const first = run();
    while (requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const error = await failure();
    expect([error.code, error.message]).toEqual([
      "cmio.busy",
      `${cmioFolder(dataFolder)}: process ${process.pid} is fetching or importing the table; wait for it to end`,
    ]);
    (waiting as ServerResponse | null)?.end(bytes);
    expect((await first).record.rows).toBe(400);
  });

  test("the lock of a process that no longer runs is taken over", async () => {
    handler = whole;
    await run();
    await writeFile(join(cmioFolder(dataFolder), "cmio.lock"), "2147483646");
    expect((await run()).record.rows).toBe(400);
  });
});

/** The first rows with the mark of synthetic tables taken off. */
const real = (rows: number) =>
  lines
    .slice(0, rows + 1)
    .join("")
    .replaceAll("SYNTHETIC.", "TEST.");

describe("a stored table", () => {
  test.each([
    ["a web page", answer(200, "<html></html>")],
    ["404", answer(404, "")],
    ["wrong columns", answer(200, "a,b\n1,2\n", "text/csv")],
    ["a cut table", answer(200, tableText.slice(0, -3000), "text/csv")],
  ])("survives a fetch that gives %s", async (_what, bad) => {
    handler = whole;
    const { record } = await run();
    handler = bad;
    await failure();
    expect((await openCmio(dataFolder)).record).toEqual(record);
  });

  test("is not replaced by a real one of less than half its rows unless that is accepted", async () => {
    handler = answer(200, real(300), "text/csv");
    await run();
    handler = answer(200, real(100), "text/csv");
    const error = await failure();
    expect([error.code, error.message]).toEqual([
      "cmio.shrunk",
      `${address()}: 100 rows came, the stored table has 300; less than half looks like a fault of the service, the stored table is kept (--accept-smaller takes the new one)`,
    ]);
    expect((await describeCmio(dataFolder))?.rows).toBe(300);
    expect((await run({ acceptSmaller: true })).record.rows).toBe(100);
  });
});
