import type { Issue } from "../../evidence/issue.ts";
import { flowsheetSchema } from "./flowsheetDocument.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Form before 1: ends of streams written `unit.port`, `sizesUm` for the size classes, feeds only in kg/h. */
const firstSchema = "relode.flowsheet/0";

/**
 * Carries an older form over to the present one, step by step; each step is an `info` issue, so that a user knows. Files of a newer
 * form are refused: guessing would change a case unseen.
 * @returns null when the form is not known (issue `process.schema`)
 */
export function migrateFlowsheet(file: Fields, issues: Issue[]): Fields | null {
  const schema = file["schema"];
  if (schema === flowsheetSchema) return file;
  if (schema === firstSchema) {
    issues.push({
      path: "schema",
      code: "process.migrated",
      severity: "info",
      message: `read from ${firstSchema} and carried over to ${flowsheetSchema}`,
    });
    return fromFirst(file);
  }
  const text = typeof schema === "string" ? schema.slice(0, 60) : typeof schema;
  issues.push({
    path: "schema",
    code: "process.schema",
    severity: "error",
    message: `must be ${flowsheetSchema} or ${firstSchema}, got ${text}; ${otherKind(file)}`,
  });
  return null;
}

/** What a file that is no flowsheet seems to be, and the command that reads it. */
function otherKind(file: Fields): string {
  const schema = typeof file["schema"] === "string" ? file["schema"] : "";
  if (schema.startsWith("relode.economics/")) return "this is an economics file; try relode economics evaluate";
  if (schema.startsWith("relode.site/")) return "this is a site file; try relode assess";
  if (schema === "" && Array.isArray(file["elements"]) && typeof file["type"] === "string")
    return "this is a waste file; try relode matching propose";
  if (schema === "" || schema.startsWith("relode.flowsheet/")) return "a newer file needs a newer Relode";
  return "this is a file of another kind; relode process reads flowsheets";
}

function fromFirst(file: Fields): Fields {
  const { sizesUm, ...rest } = file;
  const streams = Array.isArray(file["streams"]) ? file["streams"] : [];
  return {
    ...rest,
    schema: flowsheetSchema,
    ...(sizesUm === undefined ? {} : { sizeClassesUm: sizesUm }),
    streams: streams.map((stream: unknown) => {
      if (typeof stream !== "object" || stream === null) return stream;
      const fields = stream as Fields;
      const { kgPerH, ...other } = fields;
      return {
        ...other,
        from: endOf(fields["from"]),
        to: endOf(fields["to"]),
        ...(kgPerH === undefined ? {} : { feed: { kgPerH } }),
      };
    }),
  };
}

function endOf(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const dot = value.lastIndexOf(".");
  return dot < 0 ? { unit: value, port: "out" } : { unit: value.slice(0, dot), port: value.slice(dot + 1) };
}
