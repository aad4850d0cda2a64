import { createHash } from "node:crypto";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import { openUserTable, type UserTable } from "./userTable.ts";
import { readUserFile } from "./userTableBytes.ts";
import { UserTableError } from "./userTableError.ts";
import { defaultUserTableLimits } from "./userTableLimits.ts";
import { decodeTable, textRecords } from "./userTableText.ts";

/**
 * A user's table, also one packed by gzip; bounds apply to what it unpacks to.
 * @throws {UserTableError} as `openUserTable` does, or the gzip file is damaged, too large or holds no text
 */
export async function openPackedTable(path: string): Promise<UserTable> {
  const limits = defaultUserTableLimits;
  const bytes = await readUserFile(path, limits.maxBytes);
  if (!(bytes[0] === 0x1f && bytes[1] === 0x8b)) return openUserTable(path);
  const refuse = (why: string) => new UserTableError("file.not-a-spreadsheet", path, `${path}: ${why}`);
  let unpacked: Buffer;
  try {
    unpacked = gunzipSync(bytes, { maxOutputLength: limits.maxBytes });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw refuse(`the gzip file is damaged or unpacks to more than ${limits.maxBytes} bytes (${code})`);
  }
  const decoded = decodeTable(unpacked, basename(path));
  if (decoded === null) throw refuse("the gzip file holds no text; pack a .csv");
  const { records, issues } = textRecords(decoded.text, basename(path), limits);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { records, sha256, issues: [...decoded.issues, ...issues] };
}
