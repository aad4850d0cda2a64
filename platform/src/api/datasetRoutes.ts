import { readCsv } from "@relode/core/evidence";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { datasetSchema, healthSchema, problemAnswers, rowsSchema } from "./answerSchemas.ts";
import type { ApiSettings, ServedDataset } from "./apiSettings.ts";
import { ApiProblem } from "./problem.ts";
import { datasetParams, noQuery, rowsQuery } from "./requestSchemas.ts";

interface Table {
  readonly columns: string[];
  readonly rows: string[][];
}

async function readTableText({ source, readText }: ServedDataset): Promise<Table> {
  const { rows, issues } = readCsv(await readText(), `${source.id}/data.csv`);
  if (issues.length > 0)
    throw new ApiProblem(500, "dataset-unreadable", `table ${source.id} cannot be read`, { issues });
  const [header, ...records] = rows.map(({ cells }) => [...cells]);
  return { columns: header ?? [], rows: records };
}

/** What the platform knows before any run: published tables with their sources, and the inputs of a screening. */
export function datasetRoutes(app: FastifyInstance, settings: ApiSettings): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const tables = new Map<string, Promise<Table>>();
  const find = (id: string): ServedDataset => {
    const found = settings.datasets.find(({ source }) => source.id === id);
    if (found) return found;
    const known = settings.datasets.map(({ source }) => source.id).join(", ");
    throw new ApiProblem(404, "unknown-dataset", `there is no table ${JSON.stringify(id)}; known are ${known}`);
  };

  api.get(
    "/health",
    {
      schema: {
        tags: ["server"],
        summary: "Says that the server is up, and its version",
        querystring: noQuery,
        response: { 200: healthSchema, ...problemAnswers },
      },
    },
    () => ({ status: "ok" as const, version: settings.version }),
  );

  api.get(
    "/datasets",
    {
      schema: {
        tags: ["data"],
        summary: "Published tables with citation, licence, checksum and caveats",
        querystring: noQuery,
        response: { 200: z.array(datasetSchema), ...problemAnswers },
      },
    },
    () => settings.datasets.map(({ source }) => datasetSchema.parse(source)),
  );

  api.get(
    "/datasets/:id",
    {
      schema: {
        tags: ["data"],
        summary: "One published table: citation, licence, columns",
        params: datasetParams,
        querystring: noQuery,
        response: { 200: datasetSchema, ...problemAnswers },
      },
    },
    ({ params }) => datasetSchema.parse(find(params.id).source),
  );

  api.get(
    "/datasets/:id/rows",
    {
      schema: {
        tags: ["data"],
        summary: "Rows of a published table, as printed in its CSV",
        params: datasetParams,
        querystring: rowsQuery,
        response: { 200: rowsSchema, ...problemAnswers },
      },
    },
    async ({ params, query }) => {
      const dataset = find(params.id);
      const reading = tables.get(params.id) ?? readTableText(dataset);
      tables.set(params.id, reading);
      reading.catch(() => tables.delete(params.id));
      const { columns, rows } = await reading;
      return { columns, rows: rows.slice(query.offset, query.offset + query.limit), total: rows.length };
    },
  );

  let inputsText: string | null = null;
  app.get(
    "/inputs",
    {
      schema: {
        tags: ["data"],
        summary: "Inputs of the screening without ore samples, for the what-if in the browser; null stands for NaN",
        querystring: noQuery,
        response: { 200: z.record(z.string(), z.unknown()), ...problemAnswers },
      },
    },
    (_request, reply) => {
      inputsText ??= JSON.stringify({ ...settings.inputs, samples: null });
      return reply.type("application/json; charset=utf-8").send(inputsText);
    },
  );
}
