import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { InjectOptions } from "fastify";
import { exampleApi, exampleOptions } from "./exampleApi.ts";

const base = "/api/v1";
const { app, queue, finished, errors } = await exampleApi();
const waiting = { id: "" };

beforeAll(async () => {
  queue.submit(exampleOptions, true);
  await finished("default");
  waiting.id = queue.submit({ ...exampleOptions, seed: 600_000 }).id;
});
afterAll(async () => {
  await queue.close();
  await app.close();
});

const json = { "content-type": "application/json" };
type Ask = InjectOptions & { url: string };
const post = (payload: string | object, headers: Record<string, string> = json): Ask => ({
  method: "POST",
  url: "/screenings",
  payload,
  headers,
});

type Hostile = readonly [what: string, request: Ask, status: number, kind: string, detail: RegExp];

const hostile: readonly Hostile[] = [
  ["too few draws", post({ draws: 99 }), 400, "invalid-request", /body\/draws.*100/],
  ["too many draws", post({ draws: 200_001 }), 400, "invalid-request", /body\/draws.*200000/],
  ["a fraction of a draw", post({ draws: 1000.5 }), 400, "invalid-request", /body\/draws/],
  ["draws as text", post({ draws: "1000" }), 400, "invalid-request", /body\/draws/],
  ["draws beyond a number", post('{"draws":1e400}'), 400, "invalid-request", /body\/draws/],
  ["a NaN seed", post('{"seed":NaN}'), 400, "invalid-json", /NaN/],
  ["a seed called NaN", post({ seed: "NaN" }), 400, "invalid-request", /body\/seed/],
  ["a negative seed", post({ seed: -1 }), 400, "invalid-request", /body\/seed/],
  ["a seed beyond exact integers", post('{"seed":9007199254740993}'), 400, "invalid-request", /body\/seed/],
  ["an unknown field", post({ drawz: 1000 }), 400, "invalid-request", /drawz/],
  ["an unknown edition", post({ edition: "mcs1999" }), 400, "invalid-request", /body\/edition/],
  ["samples that are not there", post({ geochemistry: "cmio" }), 400, "no-samples", /without any/],
  ["no element at all", post({ elements: [] }), 400, "invalid-request", /body\/elements/],
  ["119 elements", post({ elements: Array(119).fill("Co") }), 400, "invalid-request", /118/],
  ["an element twice", post({ elements: ["Co", "Co"] }), 400, "invalid-request", /twice/],
  ["an element that is none", post({ elements: ["<script>"] }), 400, "invalid-request", /element symbol/],
  ["an element without data", post({ elements: ["Xx"] }), 400, "unknown-element", /Xx/],
  ["elements as text", post({ elements: "Co" }), 400, "invalid-request", /body\/elements/],
  ["a body that is a list", post([]), 400, "invalid-request", /object/],
  ["a body that is null", post("null"), 400, "invalid-request", /object/],
  ["no body", { method: "POST", url: "/screenings" }, 400, "invalid-request", /object/],
  ["an empty JSON body", post(""), 400, "empty-body", /\{\}/],
  ["a body cut short", post('{"seed": 1'), 400, "invalid-json", /JSON/],
  ["a poisoned prototype", post('{"__proto__": {"draws": 1}}'), 400, "invalid-json", /__proto__|JSON/],
  ["JSON nested 100,000 deep", post(`${"[".repeat(1e5)}${"]".repeat(1e5)}`), 400, "invalid-request", /object/],
  ["a body beyond 1 MiB", post(`{"seed":1,"x":"${"x".repeat(1024 * 1024)}"}`), 413, "body-too-large", /1 MiB/],
  ["a form", post("seed=1", { "content-type": "application/x-www-form-urlencoded" }), 415, "media-type", /JSON/],
  ["plain text", post("{}", { "content-type": "text/plain" }), 415, "media-type", /JSON/],
  ["XML", post("<a/>", { "content-type": "application/xml" }), 415, "media-type", /JSON/],
  ["another site's page", post({}, { ...json, origin: "https://evil.example" }), 403, "cross-origin", /origin/],
  ["a page without origin", post({}, { ...json, origin: "null" }), 403, "cross-origin", /origin/],
  ["a page on another port", post({}, { ...json, origin: "http://localhost:9999" }), 403, "cross-origin", /origin/],
  ["a form of another site", post({}, { ...json, "sec-fetch-site": "cross-site" }), 403, "cross-origin", /origin/],
  ["a neighbouring site", post({}, { ...json, "sec-fetch-site": "same-site" }), 403, "cross-origin", /origin/],
  [
    "a delete from another site",
    { method: "DELETE", url: "/screenings/default", headers: { origin: "https://evil.example" } },
    403,
    "cross-origin",
    /origin/,
  ],
  ["a rebound name", { url: "/health", headers: { host: "evil.example:4270" } }, 403, "unknown-host", /Host/],
  [
    "a name that begins like ours",
    { url: "/health", headers: { host: "localhost.evil.example" } },
    403,
    "unknown-host",
    /Host/,
  ],
  ["an address in the network", { url: "/health", headers: { host: "192.168.0.7" } }, 403, "unknown-host", /Host/],
  [
    "a host with credentials",
    { url: "/health", headers: { host: "localhost@evil.example" } },
    403,
    "unknown-host",
    /Host/,
  ],
  ["an unknown address", { url: "/nothing" }, 404, "not-found", /openapi/],
  ["an unknown table", { url: "/datasets/secrets" }, 404, "unknown-dataset", /example/],
  ["an inherited name as a table", { url: "/datasets/__proto__" }, 404, "unknown-dataset", /example/],
  ["an unknown run", { url: "/screenings/0123456789abcdef" }, 404, "unknown-screening", /lists them/],
  ["a delete of an unknown run", { method: "DELETE", url: "/screenings/nope" }, 404, "unknown-screening", /nope/],
  ["events of an unknown run", { url: "/screenings/nope/events" }, 404, "unknown-screening", /nope/],
  ["an unknown element", { url: "/screenings/default/elements/Xx" }, 404, "unknown-element", /Co, Te/],
  [
    "an inherited name as an element",
    { url: "/screenings/default/elements/constructor" },
    404,
    "unknown-element",
    /Co, Te/,
  ],
  ["an unknown mine", { url: "/screenings/default/mines/none" }, 404, "unknown-mine", /none/],
  ["an unknown file", { url: "/screenings/default/download/passwd" }, 404, "unknown-file", /mines.csv/],
  [
    "a path out of the folder",
    { url: "/screenings/default/download/..%2f..%2fpackage.json" },
    404,
    "unknown-file",
    /mines.csv/,
  ],
  [
    "an identifier that climbs",
    { url: "/screenings/..%2f..%2fetc%2fpasswd/result" },
    404,
    "unknown-screening",
    /lists/,
  ],
  ["a path that climbs", { url: "/../../../etc/passwd.txt" }, 404, "not-found", /openapi/],
  ["a broken escape", { url: "/datasets/%zz" }, 400, "bad-request", /%zz/],
  ["a NUL in a name", { url: "/datasets/%00" }, 404, "unknown-dataset", /example/],
  ["a name of 200 characters", { url: `/datasets/${"x".repeat(200)}` }, 414, "address-too-long", /100/],
  ["an address of 3,000 characters", { url: `/datasets?x=${"x".repeat(3000)}` }, 414, "address-too-long", /2048/],
  ["a negative offset", { url: "/datasets/example/rows?offset=-1" }, 400, "invalid-request", /query\/offset/],
  ["a limit beyond the bound", { url: "/datasets/example/rows?limit=1001" }, 400, "invalid-request", /1000/],
  ["a limit of nothing", { url: "/datasets/example/rows?limit=0" }, 400, "invalid-request", /query\/limit/],
  ["a hexadecimal limit", { url: "/datasets/example/rows?limit=0x10" }, 400, "invalid-request", /query\/limit/],
  ["a limit given twice", { url: "/datasets/example/rows?limit=1&limit=2" }, 400, "invalid-request", /query\/limit/],
  ["a misspelt parameter", { url: "/datasets?lang=en" }, 400, "invalid-request", /lang/],
  ["an unknown view", { url: "/screenings/default/result?view=everything" }, 400, "invalid-request", /query\/view/],
  [
    "a view given twice",
    { url: "/screenings/default/result?view=full&view=full" },
    400,
    "invalid-request",
    /query\/view/,
  ],
  ["a PUT where GET is", { method: "PUT", url: "/datasets" }, 405, "method-not-allowed", /GET/],
  ["a DELETE of the list", { method: "DELETE", url: "/screenings" }, 405, "method-not-allowed", /POST/],
  ["a POST to a result", { method: "POST", url: "/screenings/default/result" }, 405, "method-not-allowed", /GET/],
];

describe("a hostile or mistaken request gets a problem that names the fault", () => {
  test.each(hostile)("%s", async (_what, request, status, kind, detail) => {
    const answer = await app.inject({ ...request, url: base + request.url });
    expect([answer.statusCode, answer.json().type]).toEqual([status, `urn:relode:problem:${kind}`]);
    expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toMatchObject({ status, title: expect.any(String), instance: expect.any(String) });
    expect(answer.json().detail).toMatch(detail);
    expect(answer.body).not.toMatch(/node_modules|\.ts:|\\n *at /);
  });

  test("the result of a run that is not finished is refused with 409", async () => {
    const answer = await app.inject(`${base}/screenings/${waiting.id}/result`);
    expect([answer.statusCode, answer.json().type]).toEqual([409, "urn:relode:problem:screening-unfinished"]);
  });

  test("all findings in a body are listed, with their paths", async () => {
    const answer = await app.inject({ ...post({ draws: 1, seed: -1 }), url: `${base}/screenings` });
    expect(
      answer
        .json()
        .issues.map((issue: { path: string }) => issue.path)
        .sort(),
    ).toEqual(["body/draws", "body/seed"]);
  });

  test("requests beyond the rate are refused with 429 and a time to wait", async () => {
    const slow = await exampleApi({ requestsPerMinute: 2 });
    const answers = [];
    for (let i = 0; i < 3; i++) answers.push(await slow.app.inject(`${base}/health`));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 429]);
    expect(answers[2]?.json()).toMatchObject({ type: "urn:relode:problem:rate-limit", status: 429 });
    expect(Number(answers[2]?.headers["retry-after"])).toBeGreaterThan(0);
    await slow.app.close();
  });

  test("an error inside is told to the log, not to the caller", async () => {
    const broken = await exampleApi({
      verdicts: () => {
        throw new Error("secret path /home/someone");
      },
    });
    broken.queue.submit(exampleOptions, true);
    await broken.finished("default");
    const answer = await broken.app.inject(`${base}/screenings/default/claims`);
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toMatch(/secret|stack/);
    expect(broken.errors).toMatchObject([{ message: "secret path /home/someone" }]);
    await broken.app.close();
  });

  test("none of these requests was an error inside the server", () => expect(errors).toEqual([]));
});
