import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ApiProblem, sendProblem } from "./problem.ts";
import { apiPrefix } from "./screeningRoutes.ts";

/**
 * Serves the built web app and answers everything that no route knows: a page address of the app gets `index.html`
 * (the app's own router shows it), anything else a problem with 404 or, for a wrong method, 405.
 *
 * @param methodsOf methods that an API address has, empty where it is unknown
 */
export async function webFiles(
  app: FastifyInstance,
  webFolder: string | null,
  methodsOf: (url: string) => string[],
): Promise<void> {
  const isBuilt = webFolder !== null && existsSync(join(webFolder, "index.html"));
  if (isBuilt)
    await app.register(fastifyStatic, {
      root: webFolder,
      index: ["index.html"],
      dotfiles: "ignore",
      cacheControl: false,
      setHeaders: (reply, path) => {
        // Vite puts a content hash into the names under assets/, so those never change.
        const isHashed = path.startsWith(join(webFolder, "assets"));
        void reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });

  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split("?")[0] ?? "";
    const methods = methodsOf(path);
    if (methods.length > 0) {
      const allow = methods.join(", ");
      const detail = `${request.method} is not possible here; possible: ${allow}`;
      return sendProblem(request, reply, new ApiProblem(405, "method-not-allowed", detail, { headers: { allow } }));
    }
    const isRead = request.method === "GET" || request.method === "HEAD";
    const isPage = isRead && path !== apiPrefix && !path.startsWith("/api/") && !/\.[A-Za-z0-9]+$/.test(path);
    if (isPage && isBuilt) return reply.header("cache-control", "no-cache").sendFile("index.html");
    const detail =
      isPage && !isBuilt
        ? "the web app is not built; run npm run build, or use the API alone"
        : `nothing is at ${path.slice(0, 200)}; GET ${apiPrefix}/openapi.json lists the addresses`;
    return sendProblem(request, reply, new ApiProblem(404, "not-found", detail));
  });
}
