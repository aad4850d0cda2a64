import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { problemAnswers } from "./answerSchemas.ts";
import { noQuery } from "./requestSchemas.ts";
import { reportPolicy } from "./security.ts";
import { SiteFolder } from "./siteFolder.ts";
import { siteListSchema, siteParams, siteSchema } from "./siteSchemas.ts";

/**
 * Assessed sites: the list, the document, and the report and table that `relode assess` wrote beside it.
 * @param folder holds one folder a site
 */
export function siteRoutes(app: FastifyInstance, folder: string): void {
  const sites = new SiteFolder(folder);
  const tags = ["sites"];

  app.get(
    "/sites",
    {
      schema: {
        tags,
        summary: "Sites that have been assessed",
        querystring: noQuery,
        response: { 200: siteListSchema, ...problemAnswers },
      },
    },
    async () => Promise.all((await sites.ids()).map((id) => listed(sites, id))),
  );

  app.get<{ Params: { id: string } }>(
    "/sites/:id",
    {
      schema: {
        tags,
        summary: "One site: figures with what each was made from, years, doubts, measurements, what was not assessed",
        params: siteParams,
        querystring: noQuery,
        response: { 200: siteSchema, ...problemAnswers },
      },
    },
    async ({ params }, reply) => {
      const { text, etag } = await sites.document(params.id);
      return reply.header("etag", etag).type("application/json; charset=utf-8").send(text);
    },
  );

  app.get<{ Params: { id: string } }>(
    "/sites/:id/report.html",
    {
      schema: {
        tags,
        summary: "The report as one page",
        params: siteParams,
        querystring: noQuery,
        response: {
          200: { description: "The report", content: { "text/html": { schema: z.string() } } },
          ...problemAnswers,
        },
      },
    },
    async ({ params }, reply) => {
      const { text, etag } = await sites.text(params.id, "report.html");
      return reply
        .header("etag", etag)
        .header("content-security-policy", reportPolicy)
        .header("content-disposition", `inline; filename="${params.id}-report.html"`)
        .type("text/html; charset=utf-8")
        .send(text);
    },
  );

  app.get<{ Params: { id: string } }>(
    "/sites/:id/figures.csv",
    {
      schema: {
        tags,
        summary: "Every figure with unit, band, evidence and what it was made from",
        params: siteParams,
        querystring: noQuery,
        response: {
          200: { description: "The table", content: { "text/csv": { schema: z.string() } } },
          ...problemAnswers,
        },
      },
    },
    async ({ params }, reply) => {
      const { text, etag } = await sites.text(params.id, "figures.csv");
      return reply
        .header("etag", etag)
        .header("content-disposition", `attachment; filename="${params.id}-figures.csv"`)
        .type("text/csv; charset=utf-8")
        .send(text);
    },
  );
}

/** A folder in the list; one that cannot be read says why instead of going missing. */
async function listed(sites: SiteFolder, id: string): Promise<z.infer<typeof siteListSchema>[number]> {
  try {
    const { name, declared, money, npv, chanceOfLoss, realisations } = (await sites.document(id)).content;
    return { id, name, declared, money, npv, chanceOfLoss, realisations, issue: null };
  } catch (error) {
    const issue = error instanceof Error ? error.message : String(error);
    return { id, name: id, declared: "unknown", money: "", npv: null, chanceOfLoss: null, realisations: 0, issue };
  }
}
