import type { Socket } from "node:net";
import { constants } from "node:zlib";
import fastifyCompress from "@fastify/compress";
import fastifyEtag from "@fastify/etag";
import fastifyHelmet from "@fastify/helmet";
import fastifyRateLimit from "@fastify/rate-limit";
import fastifySwagger from "@fastify/swagger";
import fastify, { type FastifyError, type FastifyInstance } from "fastify";
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { ApiSettings } from "./apiSettings.ts";
import { datasetRoutes } from "./datasetRoutes.ts";
import { downloadRoutes } from "./downloadRoutes.ts";
import { economicsRoutes } from "./economicsRoutes.ts";
import { eventRoutes } from "./eventRoutes.ts";
import { checkRequest } from "./guards.ts";
import { collectMethods } from "./methodCheck.ts";
import { ApiProblem, problemFrom, problemOf, problemType, sendProblem } from "./problem.ts";
import { resourceRoutes } from "./resourceRoutes.ts";
import { resultRoutes } from "./resultRoutes.ts";
import { apiPrefix, screeningRoutes } from "./screeningRoutes.ts";
import { helmetOptions } from "./security.ts";
import { siteRoutes } from "./siteRoutes.ts";
import { webFiles } from "./webFiles.ts";

const bodyLimitBytes = 1024 * 1024;

/** The HTTP API and the web app as one Fastify instance, ready for `listen` or `inject`. */
export async function createApi(settings: ApiSettings): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: bodyLimitBytes,
    forceCloseConnections: true,
    requestTimeout: 30_000,
    connectionTimeout: 0,
    frameworkErrors: (error, request, reply) => {
      void sendProblem(request, reply, problemFrom(error, request.id));
    },
    clientErrorHandler: answerBrokenRequest,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.removeContentTypeParser("text/plain");
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemFrom(error, request.id);
    if (problem.statusCode >= 500 && !(error instanceof ApiProblem)) settings.onError(error, request.id);
    return sendProblem(request, reply, problem);
  });
  app.addHook("onRequest", async (request, reply) => {
    if (settings.corsOrigin !== null) {
      void reply.headers({ "access-control-allow-origin": settings.corsOrigin, vary: "Origin" });
      if (request.method === "OPTIONS")
        void reply.headers({
          "access-control-allow-methods": "GET, POST, DELETE",
          "access-control-allow-headers": "content-type",
          "access-control-max-age": "600",
        });
    }
    checkRequest(request, settings);
  });
  const methodsOf = collectMethods(app, apiPrefix);

  await app.register(fastifyHelmet, helmetOptions);
  await app.register(fastifyRateLimit, {
    max: settings.requestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, { max, ttl }) => {
      const seconds = Math.ceil(ttl / 1000);
      return new ApiProblem(429, "rate-limit", `more than ${max} requests a minute; try again in ${seconds} s`, {
        headers: { "retry-after": String(seconds) },
      });
    },
  });
  // The tag is made of the plain text, so it comes before compression and is weak: both encodings share it.
  await app.register(fastifyEtag, { weak: true });
  await app.register(fastifyCompress, {
    encodings: ["br", "gzip"],
    globalDecompression: false,
    // Quality 11, the default, takes seconds for a full result; 4 takes tens of milliseconds and is as small as gzip.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  });
  await app.register(fastifySwagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Relode",
        version: settings.version,
        description: "Critical minerals in mine waste: screenings, their results and their sources.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(
    async (api) => {
      api.addHook("onSend", async (_request, reply) => {
        if (!reply.hasHeader("cache-control")) void reply.header("cache-control", "no-cache");
      });
      if (settings.corsOrigin !== null)
        api.options("/*", { schema: { hide: true } }, (_request, reply) => reply.code(204).send());
      datasetRoutes(api, settings);
      screeningRoutes(api, settings);
      eventRoutes(api, settings);
      resultRoutes(api, settings);
      downloadRoutes(api, settings);
      resourceRoutes(api, settings.resourceFolder);
      siteRoutes(api, settings.siteFolder);
      economicsRoutes(api, settings);
      let openApiText: string | null = null;
      api.get("/openapi.json", { schema: { hide: true } }, (_request, reply) => {
        openApiText ??= JSON.stringify(app.swagger());
        return reply.type("application/json; charset=utf-8").send(openApiText);
      });
    },
    { prefix: apiPrefix },
  );
  await webFiles(app, settings.webFolder, methodsOf);
  return app;
}

const brokenReasons = new Map<string, readonly [number, string]>([
  ["HPE_HEADER_OVERFLOW", [431, "Request Header Fields Too Large"]],
  ["ERR_HTTP_REQUEST_TIMEOUT", [408, "Request Timeout"]],
]);

/** Answers what is not even HTTP, or has headers beyond bounds, and closes the connection. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed || !socket.writable) return;
  const [status, reason] = brokenReasons.get(error.code ?? "") ?? ([400, "Bad Request"] as const);
  const problem = new ApiProblem(status, "broken-request", "the request is not valid HTTP or exceeds a limit");
  const body = JSON.stringify(problemOf(problem, ""));
  const head = `HTTP/1.1 ${status} ${reason}\r\ncontent-type: ${problemType}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n`;
  socket.end(head + body);
}
