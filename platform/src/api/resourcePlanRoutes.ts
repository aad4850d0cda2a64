import type { FastifyInstance } from "fastify";
import { problemAnswers } from "./answerSchemas.ts";
import { noQuery } from "./requestSchemas.ts";
import { octets, sendNumbers } from "./resourceAnswers.ts";
import type { ResourceFolder } from "./resourceFolder.ts";
import { listPlans, planColumn, planListSchema, planOf, planSchema } from "./resourcePlans.ts";
import { planColumnParams, planParams, resourceParams } from "./resourceSchemas.ts";

/** Plans on a body: sequence of mining, next holes, drill spacing, selection by price, probability, minerals. */
export function planRoutes(app: FastifyInstance, bodies: ResourceFolder): void {
  const tags = ["bodies"];

  app.get<{ Params: { id: string } }>(
    "/resources/:id/plans",
    {
      schema: {
        tags,
        summary: "Plans on a body: which are made, and the command for each",
        params: resourceParams,
        querystring: noQuery,
        response: { 200: planListSchema, ...problemAnswers },
      },
    },
    async ({ params }) => listPlans(bodies, params.id),
  );

  app.get<{ Params: { id: string; plan: string } }>(
    "/resources/:id/plans/:plan",
    {
      schema: {
        tags,
        summary: "One plan as its command left it",
        params: planParams,
        querystring: noQuery,
        response: { 200: planSchema, ...problemAnswers },
      },
    },
    async ({ params }) => planOf(bodies, params.id, params.plan),
  );

  app.get<{ Params: { id: string; plan: string; name: string } }>(
    "/resources/:id/plans/:plan/columns/:name",
    {
      schema: {
        tags,
        summary: "A column of a plan's table of blocks, such as the year of mining",
        params: planColumnParams,
        querystring: noQuery,
        response: { 200: octets, ...problemAnswers },
      },
    },
    async ({ params }, reply) => sendNumbers(reply, await planColumn(bodies, params.id, params.plan, params.name)),
  );
}
