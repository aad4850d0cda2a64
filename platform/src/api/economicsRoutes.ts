import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { issueSchema, problemAnswers } from "./answerSchemas.ts";
import type { ApiSettings } from "./apiSettings.ts";
import { evaluatePosted, mostRealisations, riskPosted } from "./economicsAnswer.ts";
import { noQuery, whole } from "./requestSchemas.ts";
import { sendJson } from "./resourceAnswers.ts";

const documentSchema = z
  .looseObject({})
  .describe("ECONOMICS.json (docs/economics.md); every finding in it comes back under issues");

const answerSchema = z.object({
  result: z.looseObject({}).describe("as `relode economics --json` prints it; null where a number is not finite"),
  issues: z.array(issueSchema),
  manifest: z.looseObject({}),
});

const riskQuery = z.strictObject({
  realisations: whole(10_000, 100, mostRealisations).describe(`100-${mostRealisations}, default 10000`),
  seed: whole(20250821, 0, 999_999_999).describe("of the draws, default 20250821"),
  sobol: whole(0, 0, 2048).describe("base runs of the Sobol shares, at most 2048, default 0 = none"),
});

/** Cost, cash flow, value and risk of a posted project. */
export function economicsRoutes(app: FastifyInstance, settings: ApiSettings): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const { version } = settings;
  const config = { rateLimit: { max: settings.runsPerMinute, timeWindow: 60_000 } };
  const shared = { tags: ["economics"], body: documentSchema, response: { 200: answerSchema, ...problemAnswers } };

  api.post(
    "/economics/evaluate",
    {
      config,
      schema: {
        ...shared,
        summary: "Value of a project: annual table, rates of return, scenarios",
        querystring: noQuery,
      },
    },
    async ({ body }, reply) => sendJson(reply, JSON.stringify(await evaluatePosted(body, version))),
  );

  api.post(
    "/economics/risk",
    {
      config,
      schema: { ...shared, summary: "Risk of a project: Monte Carlo, swings, break-evens", querystring: riskQuery },
    },
    async ({ body, query }, reply) => sendJson(reply, JSON.stringify(await riskPosted(body, query, version))),
  );
}
