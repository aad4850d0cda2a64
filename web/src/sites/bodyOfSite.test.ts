import { expect, test } from "vitest";
import { bodyOfSite } from "./bodyOfSite.ts";

const entry = (id: string, sha256: string | null, issue: string | null = null) => ({
  id,
  name: `Body ${id}`,
  declared: "synthetic" as const,
  blocks: 1,
  realisations: 1,
  sha256,
  issue,
});
const site = (folder: string, sha256: string | null) => ({ name: "Site", resource: { folder, sha256 } });

test("the run with the same checksum is the body, whatever its folder is called", () => {
  const bodies = [entry("pond", "b"), entry("other", "a")];
  expect(bodyOfSite("pond", site("pond", "a"), bodies)).toEqual({ id: "other", isSameRun: true });
});

test("without it a body of the folder's name, the site's id or its name is meant, and said to be no more than that", () => {
  const bodies = [entry("x", "a"), entry("Pond", "b")];
  expect(bodyOfSite("pond", site("resource", "c"), bodies)).toEqual({ id: "Pond", isSameRun: false });
  expect(bodyOfSite("s", site("pond", null), bodies)).toEqual({ id: "Pond", isSameRun: false });
  expect(bodyOfSite("s", { name: "body x" }, bodies)).toEqual({ id: "x", isSameRun: false });
  expect(bodyOfSite("s", site("resource", "c"), bodies)).toBeNull();
});

test("a body that cannot be shown is none", () => {
  expect(bodyOfSite("pond", site("pond", "a"), [entry("pond", "a", "damaged")])).toBeNull();
});
