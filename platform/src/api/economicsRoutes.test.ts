import { readFile } from "node:fs/promises";
import { afterAll, expect, test } from "vitest";
import { exampleApi } from "./exampleApi.ts";

const example = JSON.parse(
  await readFile(new URL("../../../examples/economics/cobalt-tailings.json", import.meta.url), "utf8"),
) as Record<string, unknown>;
const { app, queue } = await exampleApi();
afterAll(async () => {
  await queue.close();
  await app.close();
});
const post = (path: string, payload: object) =>
  app.inject({ method: "POST", url: `/api/v1/economics/${path}`, payload });

interface Answer {
  readonly result: Record<string, unknown>;
  readonly manifest: { readonly seed: number | null };
}
interface Refusal {
  readonly type: string;
  readonly detail: string;
  readonly issues: readonly { readonly path: string; readonly message: string }[];
}

test("the value is the sum of the net cash of constant money over 1.08 to the power of the year", async () => {
  const { result } = (await post("evaluate", example)).json() as Answer;
  const cash = result["realNetCash"] as readonly number[];
  const npv = cash.reduce((sum, value, year) => sum + value / 1.08 ** year, 0);
  expect(result["npv"]).toBeCloseTo(npv, -1);
  expect(result["project"]).toMatchObject({ declared: "synthetic", money: "USD of 2023" });
});

test("the same seed gives the same realisations; their mean, spread and loss are those of the list", async () => {
  const path = "risk?realisations=500&seed=7&sobol=16";
  const [a, b] = [(await post(path, example)).json() as Answer, (await post(path, example)).json() as Answer];
  expect(a.result).toEqual(b.result);
  const npv = a.result["realisationsNpv"] as readonly number[];
  const mean = npv.reduce((sum, value) => sum + value, 0) / npv.length;
  expect(npv).toHaveLength(500);
  expect((a.result["interval"] as { mean: number }).mean / mean).toBeCloseTo(1, 9);
  expect(a.result["chanceOfLoss"]).toBe(npv.filter((value) => value < 0).length / 500);
  expect(a.manifest.seed).toBe(7);
  const swings = a.result["swings"] as readonly { words: string }[];
  expect(swings.length).toBeGreaterThan(3);
  expect(swings.every(({ words }) => !words.includes("."))).toBe(true);
});

test("every finding in a document comes back with its path", async () => {
  const schedule = { ...(example["schedule"] as object), operatingYears: -3 };
  const answer = await post("evaluate", { ...example, schedule, currency: 7 });
  expect(answer.statusCode).toBe(400);
  const refusal = answer.json() as Refusal;
  expect(refusal.type).toBe("urn:relode:problem:economics-unusable");
  expect(refusal.issues.map(({ path }) => path).join(" ")).toMatch(/operatingYears/);
  expect(refusal.issues.map(({ path }) => path).join(" ")).toMatch(/currency/);
});

test.each([
  ["a list", "evaluate", [], 400, "object"],
  ["nothing", "evaluate", {}, 400, "body"],
  [
    "a file beside it",
    "risk",
    { ...example, uncertain: [{ kind: "column", file: "/etc/passwd", column: "x" }] },
    400,
    "no file",
  ],
  ["too many realisations", "risk?realisations=20001", example, 400, "20000"],
  ["an unknown parameter", "risk?draws=3", example, 400, "draws"],
])("%s is refused with the reason", async (_what, path, payload, status, words) => {
  const answer = await post(path, payload);
  expect(answer.statusCode).toBe(status);
  expect((answer.json() as Refusal).detail).toContain(words);
});
