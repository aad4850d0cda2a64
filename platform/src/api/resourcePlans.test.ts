import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parquetTable } from "../files/parquetTable.ts";
import { exampleApi } from "./exampleApi.ts";
import { exampleBlocks, writeExampleResource } from "./exampleResource.ts";

const folder = await mkdtemp(join(tmpdir(), "relode-plans-"));
const { app, queue } = await exampleApi({ resourceFolder: folder });
const get = (path: string) => app.inject({ url: `/api/v1/resources/pond/plans${path}` });
const years = Array.from({ length: exampleBlocks }, (_, b) => (b < 10 ? null : 1 + (b % 3)));
const put = (name: string, body: string | Uint8Array) => writeFile(join(folder, "pond", name), body);

beforeAll(async () => {
  await writeExampleResource(folder);
  const sha256 = createHash("sha256")
    .update(await readFile(join(folder, "pond", "resource.json")))
    .digest("hex");
  const manifest = { finishedAt: "2026-01-01T00:00:00Z", inputs: [{ name: "resource.json", sha256 }] };
  await put("schedule.json", JSON.stringify({ result: { best: 90 }, manifest }));
  await put("schedule.parquet", parquetTable([{ name: "year_azimuth_90", kind: "number", values: years }]));
  const other = { ...manifest, inputs: [{ name: "resource.json", sha256: "0".repeat(64) }] };
  await put("next-holes.json", JSON.stringify({ result: { holes: [] }, manifest: other }));
  await put("selection.json", JSON.stringify({ result: { moneyYear: 2024, rows: [] }, manifest }));
  await put("probability.json", "{");
});
afterAll(async () => {
  await queue.close();
  await app.close();
  await rm(folder, { recursive: true });
});

test("the list says what is made, what is damaged, and the command for each", async () => {
  const list = (await get("")).json() as { plan: string; isMade: boolean; command: string; issue: string | null }[];
  expect(list.filter(({ isMade }) => isMade).map(({ plan }) => plan)).toEqual(["schedule", "next-hole", "optimise"]);
  expect(list.find(({ plan }) => plan === "schedule")).toMatchObject({ columns: ["year_azimuth_90"] });
  expect(list.find(({ plan }) => plan === "minerals")).toEqual({
    plan: "minerals",
    command: "relode resource minerals",
    isMade: false,
    columns: [],
    issue: null,
  });
  expect(list.find(({ plan }) => plan === "probability")?.issue).toContain("probability.json");
});

test("a plan says whether it was made from the run beside it; one without wrapper leaves no manifest and cannot say", async () => {
  expect((await get("/schedule")).json()).toMatchObject({ result: { best: 90 }, isOfThisRun: true });
  expect((await get("/next-hole")).json()).toMatchObject({ isOfThisRun: false });
  expect((await get("/optimise")).json()).toMatchObject({ result: { moneyYear: 2024 }, isOfThisRun: true });
  await put("selection.json", JSON.stringify({ moneyYear: 2024, rows: [] }));
  expect((await get("/optimise")).json()).toEqual({
    result: { moneyYear: 2024, rows: [] },
    manifest: null,
    isOfThisRun: null,
  });
});

test("the year of each block comes as single precision, NaN where it is not dug", async () => {
  const bytes = (await get("/schedule/columns/year_azimuth_90")).rawPayload;
  const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  expect(Array.from(values)).toEqual(years.map((year) => year ?? Number.NaN));
});

test.each([
  ["/nonsense", 404, "known: schedule"],
  ["/minerals", 404, "relode resource minerals"],
  ["/probability", 500, "probability.json"],
  ["/schedule/columns/nothing", 404, "it has year_azimuth_90"],
  ["/next-hole/columns/worth", 404, "no table of blocks"],
  ["/..%2f..%2fresource/columns/x", 404, "known: schedule"],
  ["/minerals/columns/x", 404, "relode resource minerals"],
])("%s is answered with %i and a reason", async (path, status, words) => {
  const answer = await get(path);
  expect(answer.statusCode).toBe(status);
  expect((answer.json() as { detail: string }).detail).toContain(words);
});
