import { DataError, type Issue } from "@relode/core/evidence";

/** What a worker thread answers to one task; an error travels as plain data, since cloning one loses its fields. */
export type ThreadAnswer =
  | { readonly ok: true; readonly answer: unknown }
  | {
      readonly ok: false;
      readonly name: string;
      readonly code: string | null;
      readonly message: string;
      readonly issues: readonly Issue[] | null;
    };

/** An error as plain data. */
export function packError(error: unknown): ThreadAnswer {
  const known = error instanceof Error ? error : new Error(String(error));
  const code = "code" in known && typeof known.code === "string" ? known.code : null;
  const issues = known instanceof DataError ? known.issues : null;
  return { ok: false, name: known.name, code, message: known.message, issues };
}

/** The error again: a DataError with its issues, else an Error with name and code. */
export function unpackError(answer: ThreadAnswer & { ok: false }): Error {
  if (answer.issues !== null) return new DataError(answer.message, answer.issues);
  const error = answer.name === "RangeError" ? new RangeError(answer.message) : new Error(answer.message);
  error.name = answer.name;
  return answer.code === null ? error : Object.assign(error, { code: answer.code });
}
