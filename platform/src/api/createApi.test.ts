import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleApi, exampleOptions } from "./exampleApi.ts";
import { datasetSchema } from "./answerSchemas.ts";
import { elementAnswer, mineAnswer, resultAnswer } from "./resultSchemas.ts";

const base = "/api/v1";
const { app, queue, finished } = await exampleApi();

beforeAll(async () => {
  queue.submit(exampleOptions, true);
  await finished("default");
});
afterAll(async () => {
  await queue.close();
  await app.close();
});

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url: base + url, headers });

const post = (payload: object, on = app) => on.inject({ method: "POST", url: `${base}/screenings`, payload });

describe("data", () => {
  test("health gives the version", async () => {
    expect((await get("/health")).json()).toEqual({ status: "ok", version: "0.0.0" });
  });
  test("each table comes with citation, licence and checksum", async () => {
    const tables = (await get("/datasets")).json();
    expect(datasetSchema.array().parse(tables)[0]).toMatchObject({ licence: "CC0-1.0", sha256: "0".repeat(64) });
    expect((await get("/datasets/example")).json()).toEqual(tables[0]);
  });
  test("rows are cut by offset and limit and count the whole table", async () => {
    expect((await get("/datasets/example/rows?offset=1&limit=1")).json()).toEqual({
      columns: ["name", "gradePpm"],
      rows: [["b, c", "2"]],
      total: 3,
    });
    expect((await get("/datasets/example/rows?offset=99")).json()).toMatchObject({ rows: [], total: 3 });
  });
  test("inputs leave the samples out and say null where a number is not known", async () => {
    const inputs = (await get("/inputs")).json();
    expect(inputs.samples).toBeNull();
    expect(inputs.priors[0]).toMatchObject({ element: "Co", n: null, medianPpm: 1 });
  });
});

describe("results", () => {
  test("the run made at start is found as default and under its identifier", async () => {
    const byName = (await get("/screenings/default")).json();
    expect(byName).toMatchObject({ status: "done", progress: { fraction: 1 }, options: exampleOptions });
    expect((await get(`/screenings/${byName.id}`)).json()).toEqual(byName);
    expect((await get("/screenings")).json()).toContainEqual(byName);
  });
  test("the summary leaves the elements of mines empty, the full view has them, both keep to the schema", async () => {
    const summary = resultAnswer.parse((await get("/screenings/default/result")).json());
    const full = resultAnswer.parse((await get("/screenings/default/result?view=full")).json());
    expect(summary.result.mines.map((mine) => mine.elements)).toEqual([{}, {}]);
    expect(full.result.mines[0]?.elements.Co?.unrecoveredT.mean).toBe(7.5);
    expect({ ...full.result, mines: [] }).toEqual({ ...summary.result, mines: [] });
  });
  test("an infinite recovery travels as null", async () => {
    const { result } = resultAnswer.parse((await get("/screenings/default/result")).json());
    expect(result.elements[0]?.recoveryToReplaceImports).toEqual({ p05: 0.3, p50: 0.6, p95: null });
  });
  test("an element comes with every mine", async () => {
    const { element, mines, manifest } = elementAnswer.parse((await get("/screenings/default/elements/Co")).json());
    expect([element.symbol, manifest.seed]).toEqual(["Co", 1]);
    expect(mines.map(({ id, unrecoveredT }) => [id, unrecoveredT.mean])).toEqual([
      ["north", 7.5],
      ["south", 2.5],
    ]);
  });
  test("a mine comes with every element", async () => {
    const { mine } = mineAnswer.parse((await get("/screenings/default/mines/south")).json());
    expect(Object.keys(mine.elements)).toEqual(["Co", "Te"]);
  });
  test("published claims come with a verdict each", async () => {
    expect((await get("/screenings/default/claims")).json().verdicts).toMatchObject([
      { id: "c1", verdict: "reproduced" },
    ]);
  });
  test("a file is saved under a name that tells run and content", async () => {
    const answer = await get("/screenings/default/download/mines.csv");
    expect(answer.body).toBe("file,mines.csv\n");
    expect(answer.headers["content-disposition"]).toMatch(/^attachment; filename="relode-[0-9a-f]{16}-mines.csv"$/);
  });
  test("the report opens in the browser and may run no script", async () => {
    const { headers } = await get("/screenings/default/download/report.html");
    expect(headers["content-disposition"]).toMatch(/^inline/);
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'.*sandbox/);
  });
});

describe("runs", () => {
  test("the same content gets the same identifier, other content another", async () => {
    const [first, again, other] = [
      await post({ seed: 2 }),
      await post({ draws: 1000, seed: 2 }),
      await post({ seed: 3 }),
    ];
    expect(first.statusCode).toBe(202);
    expect(again.json().id).toBe(first.json().id);
    expect(other.json().id).not.toBe(first.json().id);
    expect(first.headers.location).toBe(first.json().url);
    await finished(other.json().id);
  });
  test("the order in which elements are listed does not matter", async () => {
    const [one, two] = [await post({ elements: ["Co", "Te"] }), await post({ elements: ["Te", "Co"] })];
    expect(one.json().id).toBe(two.json().id);
    await finished(one.json().id);
  });
  test("a running run is cancelled and its result is refused with 409", async () => {
    const { id } = (await post({ seed: 60_000 })).json();
    const asked = performance.now();
    const cancelled = await app.inject({ method: "DELETE", url: `${base}/screenings/${id}` });
    expect(performance.now() - asked).toBeLessThan(100);
    expect(cancelled.json().status).toBe("cancelled");
    expect((await get(`/screenings/${id}/result`)).statusCode).toBe(409);
  });
  test("a cancelled run can be asked for again", async () => {
    const { id } = (await post({ seed: 60_001 })).json();
    await app.inject({ method: "DELETE", url: `${base}/screenings/${id}` });
    expect((await post({ seed: 60_001 })).json()).toMatchObject({
      id,
      status: expect.stringMatching(/queued|running/),
    });
    await app.inject({ method: "DELETE", url: `${base}/screenings/${id}` });
  });
  test("a run that fails says why in plain words", async () => {
    const { id } = (await post({ seed: 13 })).json();
    await finished(id);
    expect((await get(`/screenings/${id}`)).json()).toMatchObject({
      status: "failed",
      error: { message: "seed 13 always fails; take another" },
    });
  });
  test("events tell of progress and then of the end", async () => {
    const { id } = (await post({ seed: 900 })).json();
    const { body, headers } = await get(`/screenings/${id}/events`);
    expect(headers["content-type"]).toMatch(/^text\/event-stream/);
    const events = [...body.matchAll(/event: (\w+)\ndata: (.*)\n\n/g)].map(([, name, data]) => ({
      name,
      data: JSON.parse(data ?? ""),
    }));
    expect(events.at(-1)).toEqual({ name: "done", data: { id } });
    const fractions = events.filter(({ name }) => name === "progress").map(({ data }) => data.fraction);
    expect(fractions.length).toBeGreaterThan(2);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
  });
  test("events of a run that has ended tell its end at once", async () => {
    expect((await get("/screenings/default/events")).body).toMatch(/event: done\n/);
  });
  test("beyond the limit of the queue a run is refused with 503 and a time to wait", async () => {
    const small = await exampleApi({ maxQueued: 1 });
    for (const seed of [50_000, 50_001]) expect((await post({ seed }, small.app)).statusCode).toBe(202);
    const refused = await post({ seed: 50_002 }, small.app);
    expect([refused.statusCode, refused.headers["retry-after"]]).toEqual([503, "30"]);
    expect(refused.json().type).toBe("urn:relode:problem:queue-full");
    await small.queue.close();
    await small.app.close();
  });
});

describe("transport", () => {
  test("an unchanged answer is 304 without a body", async () => {
    for (const url of [
      "/screenings/default/result",
      "/datasets",
      "/inputs",
      "/screenings/default/download/mines.csv",
    ]) {
      const first = await get(url);
      const again = await get(url, { "if-none-match": String(first.headers.etag) });
      expect([url, again.statusCode, again.body]).toEqual([url, 304, ""]);
    }
  });
  test("answers are compressed with brotli or gzip as the caller can", async () => {
    const plain = await get("/screenings/default/result?view=full");
    const br = await get("/screenings/default/result?view=full", { "accept-encoding": "br, gzip" });
    const gzip = await get("/screenings/default/result?view=full", { "accept-encoding": "gzip" });
    expect([br.headers["content-encoding"], gzip.headers["content-encoding"]]).toEqual(["br", "gzip"]);
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(plain.body);
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(plain.body);
    expect(br.rawPayload.length).toBeLessThan(plain.body.length / 3);
  });
  test("the content policy lets MapLibre work and nothing leave", async () => {
    const { headers } = await get("/health");
    const policy = String(headers["content-security-policy"]).split(";");
    expect(policy).toEqual(
      expect.arrayContaining([
        "worker-src 'self' blob:",
        "img-src 'self' data: blob:",
        "style-src 'self' 'unsafe-inline'",
        "connect-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
      ]),
    );
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  });
  test("an origin allowed at start gets CORS headers, also for a preflight and a POST", async () => {
    const open = await exampleApi({ corsOrigin: "https://example.org" });
    const headers = { origin: "https://example.org", "sec-fetch-site": "cross-site" };
    const preflight = await open.app.inject({ method: "OPTIONS", url: `${base}/screenings`, headers });
    expect([preflight.statusCode, preflight.headers["access-control-allow-origin"]]).toEqual([
      204,
      "https://example.org",
    ]);
    const asked = await open.app.inject({ method: "POST", url: `${base}/screenings`, headers, payload: {} });
    expect(asked.statusCode).toBe(202);
    await open.queue.close();
    await open.app.close();
  });
  test("the description is OpenAPI 3.1 and lists every route with its answers", async () => {
    const { openapi, paths } = (await get("/openapi.json")).json();
    expect(openapi).toBe("3.1.0");
    expect(Object.keys(paths).sort()).toEqual(
      [
        "/api/v1/datasets",
        "/api/v1/datasets/{id}",
        "/api/v1/datasets/{id}/rows",
        "/api/v1/economics/evaluate",
        "/api/v1/economics/risk",
        "/api/v1/health",
        "/api/v1/inputs",
        "/api/v1/resources",
        "/api/v1/resources/{id}",
        "/api/v1/resources/{id}/blocks/{index}",
        "/api/v1/resources/{id}/columns/{name}",
        "/api/v1/resources/{id}/holes",
        "/api/v1/resources/{id}/plans",
        "/api/v1/resources/{id}/plans/{plan}",
        "/api/v1/resources/{id}/plans/{plan}/columns/{name}",
        "/api/v1/resources/{id}/realisations/{variable}/{k}",
        "/api/v1/resources/{id}/surfaces",
        "/api/v1/screenings",
        "/api/v1/screenings/{id}",
        "/api/v1/screenings/{id}/claims",
        "/api/v1/screenings/{id}/download/{file}",
        "/api/v1/screenings/{id}/elements/{symbol}",
        "/api/v1/screenings/{id}/events",
        "/api/v1/screenings/{id}/mines/{mineId}",
        "/api/v1/screenings/{id}/result",
        "/api/v1/sites",
        "/api/v1/sites/{id}",
        "/api/v1/sites/{id}/figures.csv",
        "/api/v1/sites/{id}/report.html",
      ].sort(),
    );
    const body = paths["/api/v1/screenings"].post.requestBody.content["application/json"].schema;
    expect(body.properties.draws).toMatchObject({ type: "integer", minimum: 100, maximum: 200_000 });
    expect(body.additionalProperties).toBe(false);
    expect(paths["/api/v1/screenings/{id}/result"].get.responses).toHaveProperty("4XX");
  });
});
