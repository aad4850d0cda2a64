import { strFromU8, strToU8 } from "fflate";
import { DataError, type Issue } from "../evidence/issue.ts";

/** A file that cannot be read as what it claims to be: one finding with the place, what is wrong and what to do. */
export function refuse(path: string, code: string, message: string): never {
  const issue: Issue = { path, code: `format.${code}`, severity: "error", message };
  throw new DataError(`${path}: ${message}`, [issue]);
}

/** A finding that does not stop the reading. */
export function caution(path: string, code: string, message: string): Issue {
  return { path, code: `format.${code}`, severity: "warning", message };
}

/** Most octets of one file that readers of this folder take into memory. */
export const mostFileBytes = 1_000_000_000;

/** UTF-8 text of a file, without a byte-order mark. Throws DataError `format.not-text` when the octets are not UTF-8. */
export function fileText(bytes: Uint8Array, path: string): string {
  if (bytes.length > mostFileBytes)
    refuse(path, "too-large", `${bytes.length} bytes, limit ${mostFileBytes}; cut the file`);
  const text = strFromU8(bytes);
  if (text.includes("\uFFFD") || text.includes("\0"))
    refuse(path, "not-text", "holds octets that are not UTF-8 text; save the file as UTF-8 text");
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

/** UTF-8 octets of a text. */
export function textBytes(text: string): Uint8Array {
  return strToU8(text);
}

/** The words of an error thrown by a library, or of whatever else was thrown. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
