import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleOptions, exampleRun } from "./exampleApi.ts";
import { exampleDatasets, exampleInputs } from "./exampleScreening.ts";
import { type RunningServer, type ServerSettings, startServer } from "./server.ts";

const temporary = () => mkdtemp(join(tmpdir(), "relode-server-"));
const settings = async (changes: Partial<ServerSettings> = {}): Promise<ServerSettings> => ({
  version: "0.0.0",
  port: 0,
  dataFolder: await temporary(),
  webFolder: null,
  inputs: exampleInputs,
  sources: exampleDatasets.map(({ source }) => source),
  texts: new Map([["example", "name,gradePpm\na,1\n"]]),
  defaultOptions: exampleOptions,
  run: exampleRun,
  ...changes,
});

/** Polls a run until it has ended. */
async function ended(server: RunningServer, id: string): Promise<{ id: string; status: string }> {
  for (;;) {
    const job = await (await fetch(`${server.url}/api/v1/screenings/${id}`)).json();
    if (!["queued", "running"].includes(job.status)) return job;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Sends bytes as they are and returns the first line and body of the answer. */
function raw(server: RunningServer, bytes: string): Promise<string> {
  const { port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (data) => (answer += data.toString()));
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

describe("a listening server", () => {
  let server: RunningServer;
  let web: string;
  beforeAll(async () => {
    web = await temporary();
    await mkdir(join(web, "assets"));
    await writeFile(join(web, "index.html"), "<!doctype html><title>Relode</title>");
    await writeFile(join(web, "assets", "app-1a2b.js"), "export const a = 1;");
    await writeFile(join(web, "..", "relode-outside.txt"), "outside");
    server = await startServer(await settings({ webFolder: web }));
  });
  afterAll(() => server.close());

  test("listens on the loopback address only, unless told otherwise", () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
  test("makes the default run at start", async () => {
    expect(await ended(server, "default")).toMatchObject({ status: "done" });
  });
  test("serves the app's pages, whatever their address, and its hashed files for ever", async () => {
    for (const path of ["/", "/element/Co", "/mines?sort=name"]) {
      const page = await fetch(server.url + path);
      expect([path, page.status, await page.text()]).toEqual([path, 200, "<!doctype html><title>Relode</title>"]);
      expect(page.headers.get("cache-control")).toBe("no-cache");
    }
    const script = await fetch(`${server.url}/assets/app-1a2b.js`);
    expect(script.headers.get("cache-control")).toMatch(/immutable/);
    expect(script.headers.get("content-type")).toMatch(/javascript/);
  });
  test("a missing file is a problem, not a page", async () => {
    const answer = await fetch(`${server.url}/assets/gone.js`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      404,
      "application/problem+json; charset=utf-8",
    ]);
  });
  test.each([
    "/..%2frelode-outside.txt",
    "/%2e%2e/relode-outside.txt",
    "/assets/..%2f..%2frelode-outside.txt",
    "/..\\relode-outside.txt",
  ])("no file outside the web folder is served: %s", async (path) => {
    const answer = await raw(server, `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect(answer).not.toMatch(/outside$/);
    expect(answer).toMatch(/^HTTP\/1\.1 (400|403|404) /);
    expect(answer).toMatch(/application\/problem\+json/);
  });
  test("what is not HTTP gets a problem too, and the connection ends", async () => {
    const answer = await raw(server, "HELLO\r\n\r\n");
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json/s);
  });
  test("headers beyond 16 KiB get 431", async () => {
    const answer = await raw(server, `GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ${"x".repeat(20_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 .*application\/problem\+json/s);
  });
  test("a body that declares 2 MiB is refused with 413 before it is read", async () => {
    const head = `POST /api/v1/screenings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2097152\r\nConnection: close\r\n\r\n{`;
    expect(await raw(server, head)).toMatch(/^HTTP\/1\.1 413 /);
  });
  test("events arrive while the run works, not all at its end", async () => {
    const asked = await fetch(`${server.url}/api/v1/screenings`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ seed: 1200 }),
    });
    const { id, url } = await asked.json();
    const events = await fetch(`${server.url}${url}/events`, { headers: { "accept-encoding": "br, gzip" } });
    const arrivals: { name: string; ms: number }[] = [];
    const reader = (events.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read())
      for (const [, name] of part.value.matchAll(/event: (\w+)/g))
        arrivals.push({ name: name ?? "", ms: performance.now() });
    expect(arrivals.at(-1)?.name).toBe("done");
    const [first, last] = [arrivals[0]?.ms ?? 0, arrivals.at(-1)?.ms ?? 0];
    expect(last - first).toBeGreaterThan(600);
    expect(await ended(server, id)).toMatchObject({ status: "done" });
  });
  test("64 event streams may be open, and one that is left makes room for another", async () => {
    const asked = await fetch(`${server.url}/api/v1/screenings`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ seed: 90_000 }),
    });
    const { url } = await asked.json();
    const leave = new AbortController();
    const watch = () => fetch(`${server.url}${url}/events`, { signal: leave.signal });
    const streams = await Promise.all(Array.from({ length: 64 }, watch));
    expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]));
    const refused = await watch();
    expect([refused.status, await refused.json()]).toMatchObject([
      503,
      { type: "urn:relode:problem:too-many-streams" },
    ]);
    leave.abort();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const again = await fetch(`${server.url}${url}/events`);
    expect(again.status).toBe(200);
    await fetch(server.url + url, { method: "DELETE" });
    expect(await again.text()).toMatch(/event: cancelled\n/);
  });
  test("a second server on the same port is told which port, and the flag to change", async () => {
    const port = Number(new URL(server.url).port);
    const second = startServer(await settings({ port }));
    await expect(second).rejects.toMatchObject({
      code: "server.port-taken",
      message: expect.stringMatching(`port ${port} .*--port`),
    });
  });
});

describe("starting again", () => {
  test("a finished run is served from the data folder without computing it again", async () => {
    const dataFolder = await temporary();
    let runs = 0;
    const run: typeof exampleRun = (...given) => {
      runs++;
      return exampleRun(...given);
    };
    const first = await startServer(await settings({ dataFolder, run }));
    const { id } = await ended(first, "default");
    const before = await (await fetch(`${first.url}/api/v1/screenings/${id}/result?view=full`)).text();
    await first.close();
    const second = await startServer(await settings({ dataFolder, run }));
    expect(await (await fetch(`${second.url}/api/v1/screenings/default`)).json()).toMatchObject({ id, status: "done" });
    expect(await (await fetch(`${second.url}/api/v1/screenings/${id}/result?view=full`)).text()).toBe(before);
    await second.close();
    expect(runs).toBe(1);
  });
  test("an address that is not this machine's is named", async () => {
    const elsewhere = startServer(await settings({ host: "192.0.2.1" }));
    await expect(elsewhere).rejects.toMatchObject({
      code: "server.address-unknown",
      message: expect.stringMatching("192.0.2.1"),
    });
  });
  test("close ends open event streams and the working run at once", async () => {
    const server = await startServer(await settings({ defaultOptions: { ...exampleOptions, seed: 60_000 } }));
    const events = await fetch(`${server.url}/api/v1/screenings/default/events`);
    const asked = performance.now();
    await server.close();
    expect(performance.now() - asked).toBeLessThan(1000);
    await events.text().catch(() => "");
    await expect(fetch(`${server.url}/api/v1/health`)).rejects.toThrow();
  });
});
