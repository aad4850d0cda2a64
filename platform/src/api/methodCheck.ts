import type { FastifyInstance } from "fastify";

/**
 * Remembers which methods each address of the server has, so that a wrong method gets 405 with `Allow` instead of 404.
 * Call before routes are declared; ask the returned function for the methods of an address, empty where none exists.
 */
export function collectMethods(app: FastifyInstance, prefix: string): (url: string) => string[] {
  const routes: { pattern: RegExp; methods: string[] }[] = [];
  app.addHook("onRoute", ({ url, method }) => {
    if (!url.startsWith(prefix)) return;
    const source = url.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/:[A-Za-z]+/g, "[^/]+");
    routes.push({ pattern: new RegExp(`^${source}$`), methods: [method].flat() });
  });
  return (url) => {
    const path = url.split("?")[0] ?? "";
    return [...new Set(routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))].sort();
  };
}
