import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { syntheticResult } from "./syntheticResult.ts";

/**
 * A small stand-in for the API with invented numbers, for working on pages before a model is at hand:
 * `npx tsx web/browser/fixtureServer.ts 4173`. It serves `web/dist` too.
 */
interface Run {
  id: string;
  status: string;
  progress: { fraction: number; stage: string };
  options: Record<string, unknown>;
}

const defaults = {
  geochemistry: "priors",
  seed: 20250821,
  draws: 10_000,
  edition: "mcs2026",
  elements: null,
  unpublishedRecovery: "interval",
};
const runs = new Map<string, Run>();
runs.set("default", { id: "default", status: "done", progress: { fraction: 1, stage: "done" }, options: defaults });
const manifest = {
  software: "relode",
  version: "0.1.0",
  command: "fixture",
  seed: 1,
  inputs: [],
  parameters: {},
  finishedAt: "2026-01-01T00:00:00Z",
  elapsedSeconds: 1,
};
const source = {
  id: "synthetic",
  title: "Synthetic table",
  citation: "Generated for tests",
  licence: "CC0-1.0",
  edition: "1",
  retrieved: "2026-01-01",
  sha256: "0".repeat(64),
  rows: 3,
  columns: [
    { name: "element", unit: "text", doc: "symbol" },
    { name: "valuePpm", unit: "ppm", doc: "invented" },
  ],
  caveats: ["Invented numbers."],
};
const dist = join(import.meta.dirname, "../dist");
const types: Record<string, string> = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".html": "text/html",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "content-type": status >= 400 ? "application/problem+json" : "application/json" });
  response.end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function advance(run: Run): void {
  if (run.status !== "running") return;
  run.progress = { fraction: Math.min(1, run.progress.fraction + 0.1), stage: "drawing mines" };
  if (run.progress.fraction >= 1) run.status = "done";
  else setTimeout(() => advance(run), 250);
}

function events(response: ServerResponse, run: Run): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  const timer = setInterval(() => {
    response.write(`event: progress\ndata: ${JSON.stringify(run.progress)}\n\n`);
    if (run.status === "running" || run.status === "queued") return;
    response.write(`event: ${run.status}\ndata: {}\n\n`);
    clearInterval(timer);
    response.end();
  }, 100);
  response.on("close", () => clearInterval(timer));
}

async function api(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const [head, id = "", what = "", key = ""] = url.pathname.replace("/api/v1/", "").split("/").map(decodeURIComponent);
  if (head === "health") return json(response, { status: "ok", version: "0.1.0" });
  if (head === "datasets" && id === "") return json(response, [source]);
  if (head === "datasets" && what === "rows")
    return json(response, {
      columns: ["element", "valuePpm"],
      rows: [
        ["Co", "12"],
        ["Ni", "30"],
        ["Ga", "18"],
      ],
      total: 3,
    });
  if (head !== "screenings")
    return json(response, { title: "Not found", status: 404, detail: `no ${url.pathname}` }, 404);
  if (id === "" && request.method === "POST") {
    const options = { ...defaults, ...(await bodyOf(request)) };
    const name = `run-${Buffer.from(JSON.stringify(options)).toString("hex").slice(-12)}-${String(options.seed)}`;
    const known = runs.get(name);
    if (!known || known.status === "cancelled") {
      const run: Run = { id: name, status: "running", progress: { fraction: 0, stage: "reading" }, options };
      runs.set(name, run);
      setTimeout(() => advance(run), 250);
    }
    return json(response, { id: name, status: runs.get(name)?.status, url: `/api/v1/screenings/${name}` }, 202);
  }
  if (id === "") return json(response, [...runs.values()]);
  const run = runs.get(id);
  if (!run) return json(response, { title: "Not found", status: 404, detail: `no screening ${id}` }, 404);
  if (request.method === "DELETE") {
    run.status = "cancelled";
    return json(response, run);
  }
  if (what === "") return json(response, run);
  if (what === "events") return events(response, run);
  const result = syntheticResult(Number(run.options["draws"]), Number(run.options["seed"]));
  if (what === "result")
    return json(response, {
      result: { ...result, mines: result.mines.map((mine) => ({ ...mine, elements: {} })) },
      issues: [],
      manifest,
    });
  if (what === "elements") {
    const element = result.elements.find((item) => item.symbol === key);
    if (!element) return json(response, { title: "Not found", status: 404, detail: `no element ${key}` }, 404);
    return json(response, {
      element,
      mines: result.mines.map((mine) => ({ id: mine.id, name: mine.name, ...mine.elements[key] })),
      issues: [],
      manifest,
    });
  }
  if (what === "mines") {
    const mine = result.mines.find((item) => item.id === key);
    return mine
      ? json(response, { mine, manifest })
      : json(response, { title: "Not found", status: 404, detail: `no mine ${key}` }, 404);
  }
  if (what === "claims")
    return json(response, {
      verdicts: [
        {
          id: "x",
          statement: "A synthetic claim",
          expected: "1",
          got: "2",
          verdict: "not testable without CMiO",
          strength: "weak",
          explanation: "Invented.",
          source: "none",
        },
      ],
      manifest,
    });
  return json(response, { title: "Not found", status: 404, detail: url.pathname }, 404);
}

function file(response: ServerResponse, pathname: string): void {
  const wanted = join(dist, normalize(pathname));
  const path = existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(dist, "index.html");
  response.writeHead(200, { "content-type": types[extname(path)] ?? "application/octet-stream" });
  createReadStream(path).pipe(response);
}

const port = Number(process.argv[2] ?? 4173);
const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (url.pathname.startsWith("/api/")) void api(request, response, url);
  else file(response, url.pathname);
});
server.listen(port, "127.0.0.1", () => {
  const address = server.address();
  console.log(`listening on http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : port}`);
});
