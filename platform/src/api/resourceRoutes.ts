import type { FastifyInstance } from "fastify";
import type { z } from "zod";
import { problemAnswers } from "./answerSchemas.ts";
import { noQuery } from "./requestSchemas.ts";
import { explainBlock } from "./resourceBlock.ts";
import { octets, sendJson, sendNumbers } from "./resourceAnswers.ts";
import { planRoutes } from "./resourcePlanRoutes.ts";
import { ResourceFolder } from "./resourceFolder.ts";
import {
  blockParams,
  blockQuery,
  blockSchema,
  columnParams,
  holesSchema,
  realisationParams,
  resourceListSchema,
  resourceParams,
  resourceSchema,
  surfacesSchema,
} from "./resourceSchemas.ts";

/**
 * Estimated bodies: the document of a run, its columns, realisations, holes and surfaces, and what stands behind one block.
 * @param folder holds one folder a body; null where this server has no data folder
 */
export function resourceRoutes(app: FastifyInstance, folder: string): void {
  const bodies = new ResourceFolder(folder);
  const tags = ["bodies"];

  app.get(
    "/resources",
    {
      schema: {
        tags,
        summary: "Bodies that have been estimated",
        querystring: noQuery,
        response: { 200: resourceListSchema, ...problemAnswers },
      },
    },
    async () => Promise.all((await bodies.ids()).map((id) => listed(bodies, id))),
  );

  app.get<{ Params: { id: string } }>(
    "/resources/:id",
    {
      schema: {
        tags,
        summary: "One body: grid, columns, totals, variograms, curves, checks, manifest",
        params: resourceParams,
        querystring: noQuery,
        response: { 200: resourceSchema, ...problemAnswers },
      },
    },
    async ({ params }, reply) => {
      const { text, etag } = await bodies.document(params.id);
      return sendJson(reply, text, etag);
    },
  );

  app.get<{ Params: { id: string } }>(
    "/resources/:id/holes",
    {
      schema: {
        tags,
        summary: "Drill holes and their composites",
        params: resourceParams,
        querystring: noQuery,
        response: { 200: holesSchema, ...problemAnswers },
      },
    },
    async ({ params }, reply) => {
      const { text, etag } = await bodies.holes(params.id);
      return sendJson(reply, text, etag);
    },
  );

  app.get<{ Params: { id: string } }>(
    "/resources/:id/surfaces",
    {
      schema: {
        tags,
        summary: "Surfaces that bound the body",
        params: resourceParams,
        querystring: noQuery,
        response: { 200: surfacesSchema, ...problemAnswers },
      },
    },
    async ({ params }, reply) => {
      const { text, etag } = await bodies.surfaces(params.id);
      return sendJson(reply, text, etag);
    },
  );

  app.get<{ Params: { id: string; name: string } }>(
    "/resources/:id/columns/:name",
    {
      schema: {
        tags,
        summary: "A column of the block model",
        params: columnParams,
        querystring: noQuery,
        response: { 200: octets, ...problemAnswers },
      },
    },
    async ({ params }, reply) => sendNumbers(reply, await bodies.column(params.id, params.name)),
  );

  app.get<{ Params: { id: string; variable: string; k: number } }>(
    "/resources/:id/realisations/:variable/:k",
    {
      schema: {
        tags,
        summary: "A realisation of a variable",
        params: realisationParams,
        querystring: noQuery,
        response: { 200: octets, ...problemAnswers },
      },
    },
    async ({ params }, reply) => sendNumbers(reply, await bodies.realisation(params.id, params.variable, params.k)),
  );

  app.get<{ Params: { id: string; index: number }; Querystring: { variable?: string } }>(
    "/resources/:id/blocks/:index",
    {
      schema: {
        tags,
        summary: "One block: its values, and the samples its estimate came from with their weights",
        params: blockParams,
        querystring: blockQuery,
        response: { 200: blockSchema, ...problemAnswers },
      },
    },
    async ({ params, query }) => explainBlock(bodies, params.id, params.index, query.variable),
  );

  planRoutes(app, bodies);
}

/** A folder in the list; one that cannot be read says why instead of going missing. */
async function listed(bodies: ResourceFolder, id: string): Promise<z.infer<typeof resourceListSchema>[number]> {
  try {
    const { content, sha256 } = await bodies.document(id);
    const { name, declared, blocks, realisations } = content;
    return { id, name, declared, blocks, realisations, sha256, issue: null };
  } catch (error) {
    const issue = error instanceof Error ? error.message : String(error);
    return { id, name: id, declared: "unknown", blocks: 0, realisations: 0, sha256: null, issue };
  }
}
