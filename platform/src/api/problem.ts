import type { Issue } from "@relode/core/evidence";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";

export const problemType = "application/problem+json; charset=utf-8";

/** Body of every error answer. @see RFC 9457 (2023), Problem Details for HTTP APIs, section 3 */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly issues?: readonly Issue[];
}

const titles = new Map([
  [400, "Bad request"],
  [403, "Forbidden"],
  [404, "Not found"],
  [405, "Method not allowed"],
  [406, "Not acceptable"],
  [408, "Request timeout"],
  [409, "Conflict"],
  [413, "Body too large"],
  [414, "Address too long"],
  [415, "Unsupported media type"],
  [429, "Too many requests"],
  [431, "Headers too large"],
  [500, "Internal error"],
  [503, "Busy"],
]);

/** An error that the caller is told about as it is. */
export class ApiProblem extends Error {
  readonly statusCode: number;
  /** Permanent last part of the problem's `type`. */
  readonly code: string;
  readonly issues: readonly Issue[];
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    statusCode: number,
    code: string,
    detail: string,
    more: { issues?: readonly Issue[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
    this.name = "ApiProblem";
    this.statusCode = statusCode;
    this.code = code;
    this.issues = more.issues ?? [];
    this.headers = more.headers ?? {};
  }
}

/** The body of an error answer; the address is given without its query and cut at 500 characters. */
export function problemOf(error: ApiProblem, url: string): Problem {
  return {
    type: `urn:relode:problem:${error.code}`,
    title: titles.get(error.statusCode) ?? "Error",
    status: error.statusCode,
    detail: error.message,
    instance: (url.split("?")[0] ?? "").slice(0, 500),
    ...(error.issues.length > 0 ? { issues: error.issues } : {}),
  };
}

/** Sends an error as problem+json. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: ApiProblem): FastifyReply {
  return reply
    .code(error.statusCode)
    .headers(error.headers)
    .header("cache-control", "no-store")
    .type(problemType)
    .send(JSON.stringify(problemOf(error, request.url)));
}

/**
 * Turns whatever was thrown into what the caller may know. What is not meant for the caller becomes a 500
 * that names the request, never a stack trace.
 */
export function problemFrom(error: FastifyError, requestId: string): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const where = error.validationContext === "querystring" ? "query" : (error.validationContext ?? "request");
    const issues: Issue[] = error.validation.slice(0, 20).map(({ instancePath, keyword, message }) => ({
      path: where + instancePath,
      code: `request.${keyword.replaceAll("_", "-")}`,
      severity: "error",
      message: message ?? "not as the schema wants it",
    }));
    const first = issues[0];
    const detail = first ? `${first.path}: ${first.message}` : "the request is not as the schema wants it";
    return new ApiProblem(400, "invalid-request", detail, { issues });
  }
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new ApiProblem(413, "body-too-large", "the body exceeds 1 MiB (1,048,576 bytes); send less");
    case "FST_ERR_MAX_PARAM_LENGTH":
      return new ApiProblem(414, "address-too-long", "a part of the address has more than 100 characters");
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new ApiProblem(415, "media-type", "the body must be JSON; send it with content-type: application/json");
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
      return new ApiProblem(
        400,
        "empty-body",
        "the body is empty although its type is JSON; send {} or leave the type out",
      );
    case "FST_ERR_CTP_INVALID_JSON_BODY":
      return new ApiProblem(400, "invalid-json", "the body is not valid JSON (numbers such as NaN are not JSON)");
  }
  const status = error.statusCode ?? 500;
  if (error instanceof SyntaxError && status === 400)
    return new ApiProblem(
      400,
      "invalid-json",
      "the body is not valid JSON, or holds a forbidden key such as __proto__",
    );
  if (status >= 400 && status < 500) return new ApiProblem(status, "bad-request", error.message);
  return new ApiProblem(500, "internal", `an error inside the server; its log names request ${requestId}`);
}
