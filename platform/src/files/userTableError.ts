/** Permanent codes of the reasons for which a user's file cannot be opened as a table. */
export type UserTableErrorCode =
  | "file.not-found"
  | "file.not-readable"
  | "file.too-large"
  | "file.not-a-spreadsheet"
  | "file.sheet-not-found";

/** A user's file that cannot be opened as a table; the message says what, where, value, bound and remedy. */
export class UserTableError extends Error {
  readonly code: UserTableErrorCode;
  /** File as the user named it. */
  readonly path: string;
  constructor(code: UserTableErrorCode, path: string, message: string) {
    super(message);
    this.name = "UserTableError";
    this.code = code;
    this.path = path;
  }
}
