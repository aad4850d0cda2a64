import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCsv } from "@relode/core/evidence";
import { defaultScreeningOptions, screen, type ScreeningInputs } from "@relode/core/supply";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDatasets } from "../files/datasetFiles.ts";
import { claimsSchema, datasetSchema } from "./answerSchemas.ts";
import { elementAnswer, mineAnswer, resultAnswer } from "./resultSchemas.ts";
import { type RunningServer, startServer } from "./server.ts";

let server: RunningServer;
let inputs: ScreeningInputs;
const get = (path: string) => fetch(`${server.url}/api/v1${path}`);
const json = async (path: string): Promise<unknown> => (await get(path)).json();

beforeAll(async () => {
  const { sources, texts, ...loaded } = await loadDatasets();
  inputs = loaded.inputs;
  const dataFolder = await mkdtemp(join(tmpdir(), "relode-real-"));
  const defaultOptions = { ...defaultScreeningOptions, draws: 100 };
  const settings = {
    version: "0.0.0",
    port: 0,
    dataFolder,
    webFolder: null,
    threads: 0,
    inputs,
    sources,
    texts,
    defaultOptions,
  };
  server = await startServer({
    ...settings,
    dataIssues: [{ path: "x", code: "test.x", severity: "info", message: "y" }],
  });
  await (await get("/screenings/default/events")).text();
});
afterAll(() => server.close());

describe("the published tables through the whole server", () => {
  test("every answer keeps to its schema, without a field that the schema lacks", async () => {
    for (const [path, schema] of [
      ["/screenings/default/result", resultAnswer],
      ["/screenings/default/result?view=full", resultAnswer],
      ["/screenings/default/claims", claimsSchema],
      ["/screenings/default/elements/Co", elementAnswer],
      ["/datasets", datasetSchema.array()],
    ] as const) {
      const body = await json(path);
      expect(schema.parse(body)).toEqual(body);
    }
  });
  test("every mine of the summary can be asked for", async () => {
    const { result, issues } = resultAnswer.parse(await json("/screenings/default/result"));
    expect(result.mines.length).toBeGreaterThan(50);
    expect(issues[0]?.code).toBe("test.x");
    for (const { id } of result.mines) {
      const body = await json(`/screenings/default/mines/${encodeURIComponent(id)}`);
      expect(mineAnswer.parse(body)).toEqual(body);
    }
  });
  test("mass at a mine is its share of the national mean, as the map takes it", async () => {
    const { element, mines } = elementAnswer.parse(await json("/screenings/default/elements/Co"));
    const national = element.unrecoveredT.mean ?? 0;
    const total = mines.reduce((sum, mine) => sum + (mine.unrecoveredT.mean ?? 0), 0);
    expect(total / national).toBeCloseTo(1, 4);
    for (const { id, share } of element.topMines)
      expect((share ?? 0) * national).toBeCloseTo(mines.find((mine) => mine.id === id)?.unrecoveredT.mean ?? -1, 3);
  });
  test("the inputs hold every counted mine and every prior, and no samples", async () => {
    const inputs = (await json("/inputs")) as { mines: unknown[]; priors: unknown[]; samples: unknown };
    expect([inputs.mines.length > 50, inputs.priors.length > 500, inputs.samples]).toEqual([true, true, null]);
  });
  test("a screening over the inputs as they travelled gives the same numbers, though JSON turns NaN into null", async () => {
    const travelled = (await json("/inputs")) as ScreeningInputs;
    const options = { ...defaultScreeningOptions, draws: 100 };
    expect(screen(travelled, options).result).toEqual(screen(inputs, options).result);
  });
  test("every table's rows are there in the number its source tells", async () => {
    for (const { id, rows, columns } of datasetSchema.array().parse(await json("/datasets"))) {
      const page = (await json(`/datasets/${id}/rows?limit=1`)) as { total: number; columns: string[] };
      expect([id, page.total, page.columns]).toEqual([id, rows, columns.map(({ name }) => name)]);
    }
  });
  test.each(["elements.csv", "mines.csv", "mine_elements.csv"])("%s is a table", async (file) => {
    const { rows, issues } = readCsv(await (await get(`/screenings/default/download/${file}`)).text(), file);
    expect(issues).toEqual([]);
    expect(rows.length).toBeGreaterThan(50);
  });
  test.each(["elements.parquet", "mine_elements.parquet"])(
    "%s begins and ends with the mark of Parquet",
    async (file) => {
      const answer = await get(`/screenings/default/download/${file}`);
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect([bytes.subarray(0, 4).toString(), bytes.subarray(-4).toString()]).toEqual(["PAR1", "PAR1"]);
      expect(answer.headers.get("content-type")).toBe("application/vnd.apache.parquet");
    },
  );
  test("the report is a page that its own policy lets be seen: no script, nothing from elsewhere", async () => {
    const page = await (await get("/screenings/default/download/report.html")).text();
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).not.toMatch(/<script|src="http|@import/i);
  });
});
