import { hostname } from "node:os";
import { isIP } from "node:net";
import type { FastifyRequest } from "fastify";
import { ApiProblem } from "./problem.ts";

const loopback = ["localhost", "127.0.0.1", "[::1]"];
const everywhere = ["0.0.0.0", "::", "[::]"];

/** The name in a `Host` header or an authority, lower case, without port; empty where it is malformed. */
export function hostName(header: string): string {
  return /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/.exec(header.toLowerCase())?.[1] ?? "";
}

/**
 * Tells whether a `Host` header names this server. A page elsewhere can point its own name at 127.0.0.1 (DNS
 * rebinding) and would then read the answers; its name in the header gives it away. Bound to all addresses, any
 * address in figures is right too, since rebinding needs a name.
 *
 * @param boundHost the address that the server listens on
 * @param allowedHosts further names by which people reach it
 */
export function isOwnHost(header: string | undefined, boundHost: string, allowedHosts: readonly string[]): boolean {
  const name = hostName(header ?? "");
  if (name === "") return false;
  if (loopback.includes(name) || name === boundHost.toLowerCase() || name === `[${boundHost.toLowerCase()}]`)
    return true;
  if (allowedHosts.some((allowed) => allowed.toLowerCase() === name)) return true;
  if (!everywhere.includes(boundHost)) return false;
  return isIP(name.replace(/^\[|\]$/g, "")) !== 0 || name === hostname().toLowerCase();
}

/**
 * Tells whether a request that changes something comes from this server's own pages or from no page at all (curl, a
 * script). Browsers send `Origin` with each such request, and `Sec-Fetch-Site`, which a page cannot forge.
 */
export function isOwnOrigin(request: Pick<FastifyRequest, "headers">, corsOrigin: string | null): boolean {
  const { origin, host } = request.headers;
  if (corsOrigin !== null && origin === corsOrigin) return true;
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  if (origin === undefined) return true;
  return origin === `http://${host}` || origin === `https://${host}`;
}

export interface GuardSettings {
  readonly boundHost: string;
  readonly allowedHosts: readonly string[];
  readonly corsOrigin: string | null;
}

const maxUrlCharacters = 2048;

/**
 * Checks a request before anything is done for it.
 * @throws {ApiProblem} 414 address too long, 403 unknown host name, 403 a change asked for by another site's page
 */
export function checkRequest(request: FastifyRequest, { boundHost, allowedHosts, corsOrigin }: GuardSettings): void {
  if (request.url.length > maxUrlCharacters)
    throw new ApiProblem(
      414,
      "address-too-long",
      `the address has ${request.url.length} characters, limit ${maxUrlCharacters}`,
    );
  if (!isOwnHost(request.headers.host, boundHost, allowedHosts))
    throw new ApiProblem(
      403,
      "unknown-host",
      "the Host header does not name this server; use its own address or allow the name at start",
    );
  const changes = !["GET", "HEAD", "OPTIONS"].includes(request.method);
  if (changes && !isOwnOrigin(request, corsOrigin))
    throw new ApiProblem(
      403,
      "cross-origin",
      "a page of another origin may not change anything here; use this server's own pages or a script",
    );
}
