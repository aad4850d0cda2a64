import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { problemAnswers } from "./answerSchemas.ts";
import type { ApiSettings } from "./apiSettings.ts";
import { ApiProblem } from "./problem.ts";
import { type DownloadFile, downloadFiles, downloadParams, noQuery } from "./requestSchemas.ts";
import { findOutcome } from "./resultRoutes.ts";
import { findJob } from "./screeningRoutes.ts";
import { reportPolicy } from "./security.ts";

const isDownload = (file: string): file is DownloadFile => downloadFiles.some((known) => known === file);

/** Results as files: CSV and Parquet are saved, the report opens in the browser and runs no script. */
export function downloadRoutes(app: FastifyInstance, settings: ApiSettings): void {
  const bytes = z.string().meta({ format: "binary" });
  app.get<{ Params: { id: string; file: string } }>(
    "/screenings/:id/download/:file",
    {
      schema: {
        tags: ["results"],
        summary: `A result as a file: ${downloadFiles.join(", ")}`,
        params: downloadParams,
        querystring: noQuery,
        response: {
          200: {
            description: "File",
            content: {
              "text/csv": { schema: z.string() },
              "text/html": { schema: z.string() },
              "application/vnd.apache.parquet": { schema: bytes },
            },
          },
          ...problemAnswers,
        },
      },
    },
    async ({ params: { id, file } }, reply) => {
      if (!isDownload(file))
        throw new ApiProblem(
          404,
          "unknown-file",
          `there is no file ${JSON.stringify(file)}; there are ${downloadFiles.join(", ")}`,
        );
      const outcome = await findOutcome(settings, id);
      const { type, body } = settings.download(file, outcome);
      const saved = `relode-${findJob(settings.queue, id).id}-${file}`;
      const disposition = file === "report.html" ? "inline" : "attachment";
      void reply.type(type).header("content-disposition", `${disposition}; filename="${saved}"`);
      if (file === "report.html") void reply.header("content-security-policy", reportPolicy);
      return reply.send(typeof body === "string" ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength));
    },
  );
}
