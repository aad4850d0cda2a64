import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleApi } from "./exampleApi.ts";
import {
  exampleBlocks,
  exampleColumns,
  exampleDocument,
  exampleRealisations,
  exampleValue,
  writeExampleResource,
} from "./exampleResource.ts";
import { blockSchema, holesSchema, resourceListSchema, surfacesSchema } from "./resourceSchemas.ts";

const base = "/api/v1/resources";
const folder = await mkdtemp(join(tmpdir(), "relode-resources-"));
const { app, queue, errors } = await exampleApi({ resourceFolder: folder });
const get = (path: string, headers: Record<string, string> = {}) => app.inject({ url: base + path, headers });
const floats = (bytes: Buffer) =>
  new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));

beforeAll(async () => {
  await writeExampleResource(folder);
  await mkdir(join(folder, "broken"));
  await writeFile(join(folder, "broken", "resource.json"), '{"schema":"relode.resource/1"}');
  await mkdir(join(folder, "empty"));
  await symlink(join(folder, "pond"), join(folder, "linked"));
});
afterAll(async () => {
  await queue.close();
  await app.close();
  await rm(folder, { recursive: true });
});

describe("a body", () => {
  test("is listed with its size; a damaged one says why, a folder without resource.json or a link is none", async () => {
    const list = resourceListSchema.parse((await get("")).json());
    expect(list.map(({ id }) => id)).toEqual(["broken", "pond"]);
    expect(list[1]).toEqual({
      id: "pond",
      name: "Invented pond",
      declared: "synthetic",
      blocks: exampleBlocks,
      realisations: exampleRealisations,
      sha256: createHash("sha256").update(JSON.stringify(exampleDocument)).digest("hex"),
      issue: null,
    });
    expect(list[0]?.issue).toContain("name");
  });
  test("is given as it was written, with holes and surfaces", async () => {
    expect((await get("/pond")).json()).toEqual(exampleDocument);
    expect(holesSchema.parse((await get("/pond/holes")).json()).composites).toHaveLength(45);
    expect(surfacesSchema.parse((await get("/pond/surfaces")).json()).surfaces[0]?.z).toEqual([100, 100, 100, null]);
  });
  test("no body at all is an empty list", async () => {
    const none = await exampleApi({ resourceFolder: join(folder, "nowhere") });
    expect((await none.app.inject({ url: base })).json()).toEqual([]);
    await none.app.close();
  });
});

describe("numbers", () => {
  test("a column comes as single precision in grid order with NaN outside the body", async () => {
    const answer = await get("/pond/columns/Co_ppm");
    expect(answer.headers["content-type"]).toBe("application/octet-stream");
    const { estimate } = exampleColumns();
    expect(floats(answer.rawPayload)).toEqual(Float32Array.from(estimate));
    expect(floats(answer.rawPayload)[9]).toBeNaN();
    expect(floats(answer.rawPayload)[10]).toBeGreaterThan(0);
  });
  test("each realisation is its own part of the file", async () => {
    const { estimate } = exampleColumns();
    for (const k of [0, 3]) {
      const values = floats((await get(`/pond/realisations/Co_ppm/${k}`)).rawPayload);
      expect(values).toEqual(Float32Array.from(estimate, (z, b) => exampleValue(z, b, k)));
    }
  });
  test("an unchanged column is answered with 304, a compressed one holds the same octets", async () => {
    const plain = await get("/pond/columns/density");
    const etag = String(plain.headers["etag"]);
    expect((await get("/pond/columns/density", { "if-none-match": etag })).statusCode).toBe(304);
    const packed = await get("/pond/columns/density", { "accept-encoding": "gzip" });
    expect(packed.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(packed.rawPayload)).toEqual(plain.rawPayload);
  });
  test("a body estimated again is read again", async () => {
    await writeExampleResource(folder, "again");
    const before = (await get("/again")).headers["etag"];
    await writeFile(join(folder, "again", "resource.json"), JSON.stringify({ ...exampleDocument, name: "Second" }));
    await utimes(join(folder, "again", "resource.json"), 1, 1);
    const after = await get("/again");
    expect(after.json().name).toBe("Second");
    expect(after.headers["etag"]).not.toBe(before);
    await rm(join(folder, "again"), { recursive: true });
  });
});

describe("a block", () => {
  test("is explained by samples whose weighted values give the stored estimate", async () => {
    const { estimate, variance } = exampleColumns();
    const answer = blockSchema.parse((await get("/pond/blocks/700")).json());
    const found = answer.estimate;
    expect(answer.ijk).toEqual([4, 13, 1]);
    expect(found?.value).toBeCloseTo(estimate[700], 9);
    expect(found?.stored).toBeCloseTo(estimate[700], 3);
    expect(found?.variance).toBeCloseTo(variance[700], 9);
    const samples = found?.samples ?? [];
    expect(samples.length).toBe(12);
    expect(samples.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 10);
    expect(samples.reduce((sum, { weight, value }) => sum + weight * value, 0)).toBeCloseTo(estimate[700], 9);
    expect(answer.values.find(({ name }) => name === "density")).toMatchObject({ unit: "t dry/m3" });
  });
  test("outside the body has null where the column has NaN", async () => {
    const answer = (await get("/pond/blocks/3?variable=Co_ppm")).json();
    expect(answer.values[0].value).toBeNull();
    expect(answer.estimate).toBeNull();
    expect(answer.whyNot).toContain("outside the body");
  });
  test("without the settings of its estimate says why no sample is shown", async () => {
    await writeExampleResource(folder, "bare");
    await rm(join(folder, "bare", "estimation.json"));
    const answer = (await get("/bare/blocks/700")).json();
    expect(answer.estimate).toBeNull();
    expect(answer.whyNot).toContain("estimation.json");
    await rm(join(folder, "bare"), { recursive: true });
  });
});

describe("hostile requests", () => {
  test.each([
    ["an unknown body", "/nothing", 404, "unknown-resource"],
    ["the folder above", "/..", 404, "not-found"],
    ["the folder above, encoded", "/%2e%2e", 404, "not-found"],
    ["a way out, encoded", "/%2e%2e%2f%2e%2e%2fetc%2fpasswd", 404, "unknown-resource"],
    ["a way out behind a true body", "/pond%2f..%2f..", 404, "unknown-resource"],
    ["a backslash", "/..%5cpond", 404, "unknown-resource"],
    ["a null byte", "/pond%00", 404, "unknown-resource"],
    ["a hidden folder", "/.git", 404, "unknown-resource"],
    ["a link to a folder", "/linked", 404, "unknown-resource"],
    ["a folder without resource.json", "/empty", 404, "unknown-resource"],
    ["a damaged body", "/broken", 500, "resource-damaged"],
    ["a name of 101 letters", `/${"x".repeat(101)}`, 414, "address-too-long"],
    ["a column that is not there", "/pond/columns/Au_ppm", 404, "unknown-column"],
    ["a column named like a file", "/pond/columns/..%2fresource.json", 404, "unknown-column"],
    ["a column of every object", "/pond/columns/__proto__", 404, "unknown-column"],
    ["a variable named like a way out", "/pond/realisations/..%2f..%2fblocks/0", 404, "unknown-variable"],
    ["a realisation beyond the last", `/pond/realisations/Co_ppm/${exampleRealisations}`, 404, "unknown-realisation"],
    ["a negative realisation", "/pond/realisations/Co_ppm/-1", 400, "invalid-request"],
    ["a realisation that is a fraction", "/pond/realisations/Co_ppm/1.5", 400, "invalid-request"],
    ["a realisation in powers of ten", "/pond/realisations/Co_ppm/1e2", 400, "invalid-request"],
    ["a block beyond the last", `/pond/blocks/${exampleBlocks}`, 404, "unknown-block"],
    ["a huge block", "/pond/blocks/99999999999999999999", 400, "invalid-request"],
    ["a block called NaN", "/pond/blocks/NaN", 400, "invalid-request"],
    ["a variable that is not there", "/pond/blocks/1?variable=Au_ppm", 404, "unknown-variable"],
    ["an unknown parameter", "/pond/blocks/1?column=Co_ppm", 400, "invalid-request"],
  ])("%s: %s is refused with %i and its reason", async (_what, path, status, kind) => {
    const answer = await get(path);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(answer.json().type).toBe(`urn:relode:problem:${kind}`);
    expect(answer.body).not.toContain(folder);
    expect(answer.body).not.toContain("node:");
  });
  test("writing is refused with what is possible", async () => {
    const answer = await app.inject({ method: "POST", url: `${base}/pond`, payload: {} });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers["allow"]).toContain("GET");
  });
  test("a Parquet file cut short, with other rows or no numbers is a 500 that names it", async () => {
    await writeExampleResource(folder, "cut");
    await writeFile(join(folder, "cut", "blocks.parquet"), "PAR1 not a table PAR1");
    const cut = await get("/cut/columns/Co_ppm");
    expect(cut.statusCode).toBe(500);
    expect(cut.json().detail).toContain("blocks.parquet");
    await writeFile(join(folder, "cut", "resource.json"), JSON.stringify({ ...exampleDocument, realisations: 9 }));
    const rows = await get("/cut/realisations/Co_ppm/8");
    expect(rows.json().detail).toMatch(/7680 rows, resource.json needs 17280/);
    await rm(join(folder, "cut"), { recursive: true });
  });
  test("nothing of this was an error inside the server", () => expect(errors).toEqual([]));
});
