import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { ScreeningOptions } from "@relode/core/supply";
import { QueueFullError, type ScreeningJob } from "../jobs/screeningJob.ts";
import type { ScreeningQueue } from "../jobs/screeningQueue.ts";
import { acceptedSchema, jobSchema, problemAnswers } from "./answerSchemas.ts";
import type { ApiSettings } from "./apiSettings.ts";
import { ApiProblem } from "./problem.ts";
import { jobParams, noQuery, screeningRequest } from "./requestSchemas.ts";

export const apiPrefix = "/api/v1";

/** The run of that identifier. @throws {ApiProblem} 404 there is none */
export function findJob(queue: ScreeningQueue, id: string): ScreeningJob {
  const job = queue.get(id);
  if (job) return job;
  throw new ApiProblem(
    404,
    "unknown-screening",
    `there is no screening ${JSON.stringify(id)}; GET ${apiPrefix}/screenings lists them`,
  );
}

const asJson = ({ options, ...job }: ScreeningJob) => ({
  ...job,
  options: { ...options, elements: options.elements === null ? null : [...options.elements] },
  ...(job.error ? { error: { ...job.error, issues: [...job.error.issues] } } : { error: undefined }),
});

/**
 * Options of a run from what the caller wants otherwise than the default.
 * @throws {ApiProblem} 400 an element without any prior, or samples that the server does not have
 */
export function screeningOptions(
  wanted: z.output<typeof screeningRequest>,
  { inputs, defaultOptions }: Pick<ApiSettings, "inputs" | "defaultOptions">,
): ScreeningOptions {
  const options: ScreeningOptions = {
    geochemistry: wanted.geochemistry ?? defaultOptions.geochemistry,
    seed: wanted.seed ?? defaultOptions.seed,
    draws: wanted.draws ?? defaultOptions.draws,
    edition: wanted.edition ?? defaultOptions.edition,
    elements: wanted.elements === undefined ? defaultOptions.elements : wanted.elements,
    unpublishedRecovery: wanted.unpublishedRecovery ?? defaultOptions.unpublishedRecovery,
  };
  if (options.geochemistry === "cmio" && inputs.samples === null)
    throw new ApiProblem(
      400,
      "no-samples",
      'body/geochemistry: "cmio" needs ore samples, and this server was started without any; use "priors"',
    );
  const known = new Set([...inputs.priors, ...inputs.crust].map(({ element }) => element));
  const unknown = (options.elements ?? []).filter((symbol) => !known.has(symbol));
  if (unknown.length > 0)
    throw new ApiProblem(
      400,
      "unknown-element",
      `body/elements: no concentration is known for ${unknown.join(", ")}; leave it out`,
    );
  return options;
}

/** Asking for runs, watching and cancelling them. */
export function screeningRoutes(app: FastifyInstance, settings: ApiSettings): void {
  const { queue } = settings;
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.get(
    "/screenings",
    {
      schema: {
        tags: ["screenings"],
        summary: "Runs known to the server, oldest first",
        querystring: noQuery,
        response: { 200: z.array(jobSchema), ...problemAnswers },
      },
    },
    () => queue.list().map(asJson),
  );

  api.post(
    "/screenings",
    {
      config: { rateLimit: { max: settings.runsPerMinute, timeWindow: 60_000 } },
      schema: {
        tags: ["screenings"],
        summary: "Asks for a run; the same content gets the same identifier and is computed once",
        querystring: noQuery,
        body: screeningRequest,
        response: { 202: acceptedSchema, ...problemAnswers },
      },
    },
    async ({ body }, reply) => {
      try {
        const { id, status } = queue.submit(screeningOptions(body, settings));
        const url = `${apiPrefix}/screenings/${id}`;
        return await reply.code(202).header("location", url).send({ id, status, url });
      } catch (error) {
        if (!(error instanceof QueueFullError)) throw error;
        throw new ApiProblem(503, "queue-full", error.message, { headers: { "retry-after": "30" } });
      }
    },
  );

  api.get(
    "/screenings/:id",
    {
      schema: {
        tags: ["screenings"],
        summary: "State and progress of a run; `default` is the one made at start",
        params: jobParams,
        querystring: noQuery,
        response: { 200: jobSchema, ...problemAnswers },
      },
    },
    ({ params }) => asJson(findJob(queue, params.id)),
  );

  api.delete(
    "/screenings/:id",
    {
      schema: {
        tags: ["screenings"],
        summary: "Cancels a queued or running run; one that has ended stays as it is",
        params: jobParams,
        querystring: noQuery,
        response: { 200: jobSchema, ...problemAnswers },
      },
    },
    ({ params }) => asJson(queue.cancel(findJob(queue, params.id).id) ?? findJob(queue, params.id)),
  );
}
