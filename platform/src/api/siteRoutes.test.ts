import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleApi } from "./exampleApi.ts";
import { exampleAssessment, writeExampleSite } from "./exampleSite.ts";
import { siteListSchema } from "./siteSchemas.ts";

const base = "/api/v1/sites";
const folder = await mkdtemp(join(tmpdir(), "relode-sites-"));
const { app, queue, errors } = await exampleApi({ siteFolder: folder });
const get = (path: string, headers: Record<string, string> = {}) => app.inject({ url: base + path, headers });

beforeAll(async () => {
  await writeExampleSite(folder);
  await mkdir(join(folder, "broken"));
  await writeFile(join(folder, "broken", "assessment.json"), '{"schema":"relode.assessment/1"}');
  await mkdir(join(folder, "notjson"));
  await writeFile(join(folder, "notjson", "assessment.json"), "no JSON");
  await mkdir(join(folder, "empty"));
  await symlink(join(folder, "small"), join(folder, "linked"));
  await mkdir(join(folder, "bare"));
  await writeFile(join(folder, "bare", "assessment.json"), JSON.stringify(exampleAssessment()));
  await symlink("/etc/hostname", join(folder, "bare", "report.html"));
});
afterAll(async () => {
  await queue.close();
  await app.close();
  await rm(folder, { recursive: true });
});

describe("a site", () => {
  test("is listed with its value; a damaged one says why, a folder without assessment.json or a link is none", async () => {
    const list = siteListSchema.parse((await get("")).json());
    expect(list.map(({ id }) => id)).toEqual(["bare", "broken", "notjson", "small"]);
    const { npv, chanceOfLoss, money } = exampleAssessment();
    expect(list[3]).toMatchObject({ declared: "synthetic", npv, chanceOfLoss, money, issue: null });
    expect(list[1]?.issue).toContain("name");
    expect(list[1]?.npv).toBeNull();
    expect(list[2]?.issue).toContain("assess the site again");
  });
  test("is given as it was written, and with 304 where it has not changed", async () => {
    const answer = await get("/small");
    expect(answer.json()).toEqual(JSON.parse(JSON.stringify(exampleAssessment())));
    const etag = String(answer.headers["etag"]);
    expect((await get("/small", { "if-none-match": etag })).statusCode).toBe(304);
  });
  test("has a report that runs no script, and a table to save", async () => {
    const report = await get("/small/report.html");
    expect(report.headers["content-type"]).toContain("text/html");
    expect(report.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(report.body).toContain("Not assessed");
    const table = await get("/small/figures.csv");
    expect(table.headers["content-disposition"]).toBe('attachment; filename="small-figures.csv"');
    expect(table.body.split("\r\n")[0]).toBe("id,unit,mean");
  });
  test("no site at all is an empty list", async () => {
    const none = await exampleApi({ siteFolder: join(folder, "nowhere") });
    expect((await none.app.inject({ url: base })).json()).toEqual([]);
    await none.app.close();
  });
  test("stands in the description of the API", async () => {
    const { paths } = (await app.inject({ url: "/api/v1/openapi.json" })).json();
    for (const path of ["", "/{id}", "/{id}/report.html", "/{id}/figures.csv"])
      expect(Object.keys(paths), path).toContain(base + path);
  });
});

describe("hostile requests", () => {
  test.each([
    ["an unknown site", "/nothing", 404, "unknown-site"],
    ["the folder above", "/..", 404, "not-found"],
    ["the folder above, encoded", "/%2e%2e", 404, "not-found"],
    ["a way out, encoded", "/%2e%2e%2f%2e%2e%2fetc%2fpasswd", 404, "unknown-site"],
    ["a way out behind a true site", "/small%2f..%2f..", 404, "unknown-site"],
    ["a backslash", "/..%5csmall", 404, "unknown-site"],
    ["a null byte", "/small%00", 404, "unknown-site"],
    ["a hidden folder", "/.git", 404, "unknown-site"],
    ["a link to a folder", "/linked", 404, "unknown-site"],
    ["a folder without assessment.json", "/empty/report.html", 404, "unknown-site"],
    ["a report that is a link to elsewhere", "/bare/report.html", 404, "site-without"],
    ["a table that is not there", "/bare/figures.csv", 404, "site-without"],
    ["a file that is not offered", "/small/years.csv", 404, "not-found"],
    ["a damaged site", "/broken", 500, "site-damaged"],
    ["a site that is no JSON", "/notjson", 500, "site-damaged"],
    ["a name of 101 letters", `/${"x".repeat(101)}`, 414, "address-too-long"],
    ["an unknown parameter", "/small?view=full", 400, "invalid-request"],
  ])("%s: %s is refused with %i and its reason", async (_what, path, status, kind) => {
    const answer = await get(path);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(answer.json().type).toBe(`urn:relode:problem:${kind}`);
    expect(answer.body).not.toContain(folder);
    expect(answer.body).not.toContain("node:");
  });
  test("writing is refused with what is possible", async () => {
    const answer = await app.inject({ method: "DELETE", url: `${base}/small` });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers["allow"]).toContain("GET");
  });
  test("nothing of this was an error inside the server", () => expect(errors).toEqual([]));
});
