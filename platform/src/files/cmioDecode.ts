import { TextDecoder } from "node:util";
import type { Issue } from "@relode/core/evidence";

const lineFeed = 10;
const longestLineBytes = 1 << 20;

/**
 * Decodes the bytes of a table as they come: UTF-8 with or without byte-order mark, UTF-16 by its mark or its NULs.
 * A line that is not UTF-8 is read as Windows-1252, and the finding says how many there were: nothing is lost silently.
 * @see WHATWG Encoding Standard, sections 4.2 and 8
 */
export class CmioDecoder {
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "mixed" = "utf-8";
  readonly #name: string;
  readonly #utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  readonly #windows = new TextDecoder("windows-1252");
  #utf16: TextDecoder | null = null;
  #started = false;
  #rest: Buffer = Buffer.alloc(0);
  #beyondAscii = false;
  #windowsLines = 0;

  constructor(name: string) {
    this.#name = name;
  }

  push(bytes: Uint8Array): string {
    let block: Buffer =
      this.#rest.length > 0
        ? Buffer.concat([this.#rest, bytes])
        : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (!this.#started) {
      this.#started = true;
      const wide = wideEncoding(block);
      if (wide !== null) {
        this.encoding = wide;
        this.#utf16 = new TextDecoder(wide);
      }
    }
    if (this.#utf16 !== null) {
      this.#rest = Buffer.alloc(0);
      return this.#utf16.decode(block, { stream: true });
    }
    // Whole lines only: a line feed is never part of a longer UTF-8 character.
    const end = block.lastIndexOf(lineFeed) + 1;
    if (end === 0 && block.length < longestLineBytes) {
      this.#rest = Buffer.from(block);
      return "";
    }
    const whole = end === 0 ? block.length : end;
    this.#rest = Buffer.from(block.subarray(whole));
    block = block.subarray(0, whole);
    return this.#lines(block);
  }

  finish(): string {
    const text = this.#utf16 === null ? this.#lines(this.#rest) : this.#utf16.decode();
    if (this.#windowsLines > 0) this.encoding = this.#beyondAscii ? "mixed" : "windows-1252";
    return text;
  }

  issues(): Issue[] {
    const issue = (code: string, severity: "info" | "warning", message: string): Issue[] => [
      { path: this.#name, code, severity, message },
    ];
    if (this.#utf16 !== null)
      return issue("cmio.utf-16", "info", `the file is ${this.encoding.toUpperCase()} and was decoded so`);
    if (this.encoding === "mixed")
      return issue(
        "cmio.mixed-encoding",
        "warning",
        `${this.#windowsLines} lines are not UTF-8 and were read as Windows-1252, others are UTF-8; names on them may be spelt wrongly, numbers are not affected`,
      );
    if (this.encoding === "windows-1252")
      return issue(
        "cmio.windows-1252",
        "warning",
        `${this.#windowsLines} lines are not UTF-8 and were read as Windows-1252; save the table in UTF-8 to be sure of names`,
      );
    return [];
  }

  #lines(block: Buffer): string {
    const whole = this.#tryUtf8(block);
    if (whole !== null) return whole;
    let text = "";
    for (let start = 0; start < block.length; ) {
      const feed = block.indexOf(lineFeed, start);
      const end = feed < 0 ? block.length : feed + 1;
      const line = block.subarray(start, end);
      const decoded = this.#tryUtf8(line);
      if (decoded === null) this.#windowsLines++;
      text += decoded ?? this.#windows.decode(line);
      start = end;
    }
    return text;
  }

  #tryUtf8(block: Buffer): string | null {
    try {
      const text = this.#utf8.decode(block);
      if (text.length !== block.length && !text.startsWith("\uFEFF")) this.#beyondAscii = true;
      return text;
    } catch {
      return null;
    }
  }
}

function wideEncoding(bytes: Buffer): "utf-16le" | "utf-16be" | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const pairs = Math.min(64, bytes.length) >> 1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (bytes[2 * i] === 0) even++;
    if (bytes[2 * i + 1] === 0) odd++;
  }
  if (pairs < 8) return null;
  if (odd > 0.4 * pairs && even === 0) return "utf-16le";
  return even > 0.4 * pairs && odd === 0 ? "utf-16be" : null;
}
