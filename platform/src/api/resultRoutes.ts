import type { FastifyInstance, FastifyReply } from "fastify";
import type { ScreeningOutcome } from "../jobs/screeningJob.ts";
import { claimsSchema, problemAnswers } from "./answerSchemas.ts";
import type { ApiSettings } from "./apiSettings.ts";
import { ApiProblem } from "./problem.ts";
import { elementParams, jobParams, mineParams, noQuery, resultQuery } from "./requestSchemas.ts";
import { resultDocument } from "./resultDocuments.ts";
import { elementAnswer, mineAnswer, resultAnswer } from "./resultSchemas.ts";
import { findJob } from "./screeningRoutes.ts";

/**
 * What a finished run found.
 * @throws {ApiProblem} 404 no such run, 409 not finished, failed or cancelled
 */
export async function findOutcome({ queue }: Pick<ApiSettings, "queue">, id: string): Promise<ScreeningOutcome> {
  const job = findJob(queue, id);
  if (job.status === "failed")
    throw new ApiProblem(
      409,
      "screening-failed",
      `screening ${job.id} failed: ${job.error?.message ?? "no reason given"}`,
      {
        issues: job.error?.issues ?? [],
      },
    );
  if (job.status === "cancelled")
    throw new ApiProblem(409, "screening-cancelled", `screening ${job.id} was cancelled; ask for it again`);
  if (job.status !== "done")
    throw new ApiProblem(
      409,
      "screening-unfinished",
      `screening ${job.id} is ${job.status} (${job.progress.stage}); wait for its events`,
      {
        headers: { "retry-after": "1" },
      },
    );
  const outcome = await queue.outcome(id);
  if (outcome) return outcome;
  throw new ApiProblem(
    404,
    "result-gone",
    `the stored result of screening ${job.id} is gone or damaged; ask for it again`,
  );
}

const sendJson = (reply: FastifyReply, text: string) => reply.type("application/json; charset=utf-8").send(text);

// These answers take up to megabytes. They are written by JSON.stringify, which alone is fast enough; that they hold to
// their schemas is checked by the tests.

/** What a finished run found: all of it, one element, one mine, and how published claims fare. */
export function resultRoutes(app: FastifyInstance, settings: ApiSettings): void {
  app.get<{ Params: { id: string }; Querystring: { view: "summary" | "full" } }>(
    "/screenings/:id/result",
    {
      schema: {
        tags: ["results"],
        summary: "Result with issues and manifest",
        params: jobParams,
        querystring: resultQuery,
        response: { 200: resultAnswer, ...problemAnswers },
      },
    },
    async ({ params, query }, reply) => {
      const { text, etag } = resultDocument(await findOutcome(settings, params.id), query.view);
      return sendJson(reply.header("etag", etag), text);
    },
  );

  app.get<{ Params: { id: string; symbol: string } }>(
    "/screenings/:id/elements/:symbol",
    {
      schema: {
        tags: ["results"],
        summary: "One element: national figures and every mine",
        params: elementParams,
        querystring: noQuery,
        response: { 200: elementAnswer, ...problemAnswers },
      },
    },
    async ({ params: { id, symbol } }, reply) => {
      const { result, issues, manifest } = await findOutcome(settings, id);
      const element = result.elements.find((candidate) => candidate.symbol === symbol);
      if (!element)
        throw new ApiProblem(
          404,
          "unknown-element",
          `element ${JSON.stringify(symbol)} is not in this screening; it has ${result.elements.map((one) => one.symbol).join(", ")}`,
        );
      const mines = result.mines.flatMap(({ elements, ...mine }) => {
        const found = elements[symbol];
        return found === undefined || !Object.hasOwn(elements, symbol) ? [] : [{ ...mine, ...found }];
      });
      return sendJson(reply, JSON.stringify({ element, mines, issues, manifest }));
    },
  );

  app.get<{ Params: { id: string; mineId: string } }>(
    "/screenings/:id/mines/:mineId",
    {
      schema: {
        tags: ["results"],
        summary: "One mine with all its elements",
        params: mineParams,
        querystring: noQuery,
        response: { 200: mineAnswer, ...problemAnswers },
      },
    },
    async ({ params: { id, mineId } }, reply) => {
      const { result, manifest } = await findOutcome(settings, id);
      const mine = result.mines.find((candidate) => candidate.id === mineId);
      if (!mine) throw new ApiProblem(404, "unknown-mine", `mine ${JSON.stringify(mineId)} is not in this screening`);
      return sendJson(reply, JSON.stringify({ mine, manifest }));
    },
  );

  app.get<{ Params: { id: string } }>(
    "/screenings/:id/claims",
    {
      schema: {
        tags: ["results"],
        summary: "Published statements of the by-product study held against this result",
        params: jobParams,
        querystring: noQuery,
        response: { 200: claimsSchema, ...problemAnswers },
      },
    },
    async ({ params }, reply) => {
      const { result, manifest } = await findOutcome(settings, params.id);
      return sendJson(reply, JSON.stringify({ verdicts: settings.verdicts(result), manifest }));
    },
  );
}
