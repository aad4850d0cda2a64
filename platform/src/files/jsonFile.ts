import { DataError } from "@relode/core/evidence";

/** A fault of a JSON text: where, and what is wrong in words of the file's owner. */
interface Fault {
  readonly at: number;
  readonly what: string;
}

const deepest = 500;

/**
 * Parses the JSON of a project or configuration; a byte-order mark is passed over. Throws DataError with one issue, code `json.syntax` or
 * `json.key-twice` (the parser alone would keep the last and say nothing), whose path names line and column.
 * @param name of the file, for the issue
 * @see RFC 8259 (2017), The JavaScript Object Notation (JSON) Data Interchange Format
 */
export function parseJson(text: string, name: string): unknown {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const fault = faultOf(body);
  if (fault !== null) throw refused(body, name, fault);
  try {
    return JSON.parse(body);
  } catch (error) {
    throw refused(body, name, { at: 0, what: error instanceof Error ? error.message.slice(0, 120) : "unknown reason" });
  }
}

function refused(body: string, name: string, { at, what }: Fault): DataError {
  const before = body.slice(0, at).split(/\r\n|\n|\r/);
  const path = `${name}, line ${before.length}, column ${(before.at(-1) ?? "").length + 1}`;
  const code = what.startsWith("the key") ? "json.key-twice" : "json.syntax";
  const message = code === "json.syntax" ? `is not JSON: ${what}` : what;
  return new DataError(`${path}: ${message}`, [{ path, code, severity: "error", message }]);
}

/** The first fault of a JSON text, or null. */
function faultOf(text: string): Fault | null {
  try {
    const scan = new Scan(text);
    scan.space();
    scan.value(0);
    scan.space();
    if (scan.at < text.length) scan.fail(`${scan.seen()} follows the end of the document`);
    return null;
  } catch (error) {
    if (error instanceof FaultError) return error.fault;
    throw error;
  }
}

class FaultError extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.what);
    this.fault = fault;
  }
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// oxlint-disable-next-line no-control-regex -- RFC 8259 forbids exactly these characters in a text
const string = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const word = /[A-Za-z_$][\w$]*/y;

/** Walks a JSON text and stops at the first place where it breaks the grammar. */
class Scan {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  fail(what: string, at = this.at): never {
    throw new FaultError({ at, what });
  }

  /** What stands here, for a message. */
  seen(): string {
    const character = this.text.slice(this.at, this.at + 1);
    if (character === "") return "the end of the file";
    return character === '"' ? "a text" : `"${character}"`;
  }

  space(): void {
    while (" \t\n\r".includes(this.text[this.at] ?? "x")) this.at++;
    if (this.text.startsWith("//", this.at) || this.text.startsWith("/*", this.at))
      this.fail("JSON has no comments; delete it");
  }

  take(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return null;
    this.at += found[0].length;
    return found[0];
  }

  value(depth: number): void {
    if (depth > deepest) this.fail(`objects and lists are nested deeper than ${deepest}`);
    const first = this.text[this.at];
    if (first === "{") return this.object(depth);
    if (first === "[") return this.list(depth);
    if (first === '"') return void this.quoted();
    if (first === "'") this.fail("a text stands between double quotes");
    const start = this.at;
    if (this.take(number) !== null) {
      if (/[\w.]/.test(this.text[this.at] ?? "")) this.fail("a number is written like 0.5 or -1e-3", start);
      return;
    }
    const name = this.take(word);
    if (name === "true" || name === "false" || name === "null") return;
    this.at = start;
    if (name !== null) this.fail(`${name.slice(0, 30)} is no value; texts stand between double quotes`);
    if (first === "." || first === "+" || first === "-") this.fail("a number is written like 0.5 or -1e-3");
    this.fail(`a value is missing before ${this.seen()}`);
  }

  quoted(): string {
    const start = this.at;
    const found = this.take(string);
    if (found !== null) return found;
    const end = /["\n\r]/.exec(this.text.slice(start + 1))?.[0];
    this.fail(
      end === '"'
        ? "a text holds a backslash or a control character that JSON does not know; write \\\\ for a backslash"
        : "a text has no closing quote on its line",
      start,
    );
  }

  object(depth: number): void {
    const keys = new Set<string>();
    this.at++;
    this.space();
    if (this.text[this.at] === "}") return void this.at++;
    for (;;) {
      if (this.text[this.at] === "}") this.fail("a comma stands before the closing }; delete it");
      if (this.text[this.at] !== '"') this.fail(`a key between double quotes is needed, not ${this.seen()}`);
      const start = this.at;
      const key = this.quoted();
      if (keys.has(key)) this.fail(`the key ${key.slice(0, 60)} occurs twice in one object; keep one`, start);
      keys.add(key);
      this.space();
      if (this.text[this.at] !== ":") this.fail(`a colon is missing after the key ${key.slice(0, 60)}`);
      this.at++;
      this.space();
      this.value(depth + 1);
      this.space();
      if (this.text[this.at] === "}") return void this.at++;
      if (this.text[this.at] !== ",") this.fail(`a comma or } is missing before ${this.seen()}`);
      this.at++;
      this.space();
    }
  }

  list(depth: number): void {
    this.at++;
    this.space();
    if (this.text[this.at] === "]") return void this.at++;
    for (;;) {
      if (this.text[this.at] === "]") this.fail("a comma stands before the closing ]; delete it");
      this.value(depth + 1);
      this.space();
      if (this.text[this.at] === "]") return void this.at++;
      if (this.text[this.at] !== ",") this.fail(`a comma or ] is missing before ${this.seen()}`);
      this.at++;
      this.space();
    }
  }
}
