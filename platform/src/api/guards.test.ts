import { hostname } from "node:os";
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { hostName, isOwnHost, isOwnOrigin } from "./guards.ts";

test("a host name is read without its port and in lower case", () => {
  expect(["LocalHost:80", "127.0.0.1", "[::1]:4270", "a b", "x@y", "", "h:99999999"].map(hostName)).toEqual([
    "localhost",
    "127.0.0.1",
    "[::1]",
    "",
    "",
    "",
    "",
  ]);
});

const own = (name: string) => isOwnHost(name, "0.0.0.0", ["relode.example"]);

test("bound to all addresses, figures and the machine's own name are right, other names are not", () => {
  expect(["10.0.0.5:80", "[fe80::1]:80", hostname(), "relode.example", "evil.example"].map(own)).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
});

test("bound to the loopback address, an address in figures of another interface is refused", () => {
  expect([isOwnHost("10.0.0.5", "127.0.0.1", []), isOwnHost(undefined, "127.0.0.1", [])]).toEqual([false, false]);
});

test.prop([fc.domain()])("no domain name is this server", (domain) => {
  expect(isOwnHost(domain, "127.0.0.1", [])).toBe(false);
});

test.prop([fc.webUrl()])("no foreign origin may change anything, whatever it is", (url) => {
  const headers = { host: "localhost:4270", origin: new URL(url).origin };
  expect(isOwnOrigin({ headers }, null)).toBe(false);
});

test("the server's own pages, curl and the allowed origin may change things", () => {
  const host = "localhost:4270";
  expect(isOwnOrigin({ headers: { host, origin: `http://${host}`, "sec-fetch-site": "same-origin" } }, null)).toBe(
    true,
  );
  expect(isOwnOrigin({ headers: { host } }, null)).toBe(true);
  const allowed = { host, origin: "https://example.org", "sec-fetch-site": "cross-site" };
  expect(isOwnOrigin({ headers: allowed }, "https://example.org")).toBe(true);
});
