import { PassThrough } from "node:stream";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { ScreeningJob } from "../jobs/screeningJob.ts";
import { problemAnswers } from "./answerSchemas.ts";
import type { ApiSettings } from "./apiSettings.ts";
import { ApiProblem } from "./problem.ts";
import { jobParams, noQuery } from "./requestSchemas.ts";
import { findJob } from "./screeningRoutes.ts";

const maxStreams = 64;
const heartbeatMs = 15_000;
const leastGapMs = 100;

/** One server-sent event. @see WHATWG HTML Living Standard, section 9.2.6 */
export function eventText(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

function finalEvent(job: ScreeningJob): string | null {
  if (job.status === "done" || job.status === "cancelled") return eventText(job.status, { id: job.id });
  if (job.status === "failed") return eventText("failed", { id: job.id, error: job.error });
  return null;
}

/** Progress of a run as server-sent events: `progress`, at most ten a second, then one of `done`, `failed`, `cancelled`. */
export function eventRoutes(app: FastifyInstance, { queue }: ApiSettings): void {
  let open = 0;
  app.get<{ Params: { id: string } }>(
    "/screenings/:id/events",
    {
      schema: {
        tags: ["screenings"],
        summary: "Progress as server-sent events: progress {fraction, stage}, then done, failed or cancelled",
        params: jobParams,
        querystring: noQuery,
        response: {
          200: { description: "Events", content: { "text/event-stream": { schema: z.string() } } },
          ...problemAnswers,
        },
      },
    },
    (request, reply) => {
      const job = findJob(queue, request.params.id);
      if (open >= maxStreams)
        throw new ApiProblem(
          503,
          "too-many-streams",
          `${maxStreams} event streams are open, which is the limit; close one`,
          {
            headers: { "retry-after": "5" },
          },
        );
      open++;
      const stream = new PassThrough();
      let lastMs = 0;
      const tell = (state: ScreeningJob, always = false) => {
        const last = finalEvent(state);
        if (last === null && !always && performance.now() - lastMs < leastGapMs) return;
        lastMs = performance.now();
        stream.write(eventText("progress", state.progress));
        if (last !== null) stream.end(last);
      };
      const unsubscribe = queue.subscribe(job.id, tell);
      const heartbeat = setInterval(() => stream.write(": still here\n\n"), heartbeatMs);
      stream.once("close", () => {
        open--;
        clearInterval(heartbeat);
        unsubscribe();
      });
      reply.raw.once("close", () => stream.destroy());
      tell(job, true);
      return reply
        .headers({
          "content-type": "text/event-stream; charset=utf-8",
          "cache-control": "no-store",
          "x-accel-buffering": "no",
        })
        .send(stream);
    },
  );
}
