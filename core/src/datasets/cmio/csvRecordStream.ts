/** Bounds that keep a hostile table from taking the memory or the time of the reader. */
export interface CmioLimits {
  readonly maxRows: number;
  readonly maxColumns: number;
  readonly maxCellCharacters: number;
  readonly maxRowCharacters: number;
}

/** The real table has 29,087 rows, 341 columns, cells of at most 2,000 characters. */
export const defaultCmioLimits: CmioLimits = {
  maxRows: 500_000,
  maxColumns: 2_000,
  maxCellCharacters: 32_767,
  maxRowCharacters: 1_000_000,
};

/** Why a stream of records stopped; `line` counts from 1. */
export interface CsvFailure {
  readonly code: "unterminated-quote" | "cell-too-long" | "row-too-long" | "too-many-columns";
  readonly line: number;
  readonly value: number;
  readonly bound: number;
}

const comma = 44;
const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;
/** Short pushes are gathered to this length before they are scanned, so that many small chunks stay cheap. */
const gatherCharacters = 65_536;

/**
 * Splits text that arrives in chunks into records by RFC 4180, in one pass and bounded memory.
 * `onRecord` is called at each record, when `cellCount`, `cell(i)`, `isBlank(i)` and `line` speak of that record.
 * Blank lines are skipped; LF, CRLF and CR end a record. A quote inside an unquoted cell is text.
 * @see RFC 4180 (2005), Common Format and MIME Type for CSV Files
 */
export class CsvRecordStream {
  cellCount = 0;
  /** Line on which the record starts. */
  line = 1;
  /** Text follows a closing quote somewhere in the record. */
  malformed = false;
  /** The record was ended by the end of the text and not by a line end. */
  unfinished = false;
  failure: CsvFailure | null = null;
  readonly #limits: CmioLimits;
  readonly #onRecord: (records: CsvRecordStream) => void;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  /** 0 plain, 1 quoted, 2 quoted with doubled quotes inside. */
  readonly #quoting: Uint8Array;
  #text = "";
  #scanned = 0;
  #cellStart = 0;
  #inQuotes = false;
  #linesInside = 0;
  #afterCarriageReturn = false;

  constructor(limits: CmioLimits, onRecord: (records: CsvRecordStream) => void) {
    this.#limits = limits;
    this.#onRecord = onRecord;
    this.#starts = new Int32Array(limits.maxColumns + 1);
    this.#ends = new Int32Array(limits.maxColumns + 1);
    this.#quoting = new Uint8Array(limits.maxColumns + 1);
  }

  push(chunk: string): void {
    if (this.failure !== null) return;
    this.#text += chunk;
    if (this.#text.length - this.#scanned >= gatherCharacters) this.#scan(false);
  }

  finish(): void {
    if (this.failure !== null) return;
    this.#scan(true);
    if (this.failure !== null) return;
    if (this.#inQuotes) this.#fail("unterminated-quote", 0, 0);
    else if (this.cellCount > 0 || this.#text.length > 0) {
      this.unfinished = true;
      this.#endCell(this.#text.length);
      this.#endRecord();
    }
  }

  isBlank(i: number): boolean {
    return this.#ends[i] <= this.#starts[i];
  }

  cell(i: number): string {
    const text = this.#text.slice(this.#starts[i], this.#ends[i]);
    return this.#quoting[i] === 2 ? text.replaceAll('""', '"') : text;
  }

  #scan(final: boolean): void {
    const text = this.#text;
    const n = text.length;
    let i = this.#scanned;
    let recordStart = 0;
    while (i < n && this.failure === null) {
      if (this.#inQuotes) {
        const end = text.indexOf('"', i);
        if (end < 0 || (end + 1 >= n && !final)) {
          i = end < 0 ? n : end;
          break;
        }
        if (text.charCodeAt(end + 1) === quote) {
          this.#quoting[this.cellCount] = 2;
          i = end + 2;
        } else {
          this.#inQuotes = false;
          i = end + 1;
        }
        continue;
      }
      let code = text.charCodeAt(i);
      // The hot loop: plain characters of an unquoted cell.
      if (this.#quoting[this.cellCount] === 0)
        while (code !== comma && code !== lineFeed && code !== carriageReturn && code !== quote) {
          if (++i >= n) break;
          code = text.charCodeAt(i);
        }
      if (i >= n) break;
      if (code === comma) {
        this.#endCell(i);
        this.#cellStart = ++i;
      } else if (code === lineFeed || code === carriageReturn) {
        const pairedLineFeed = code === lineFeed && this.#afterCarriageReturn && i === recordStart;
        this.#afterCarriageReturn = code === carriageReturn;
        if (!pairedLineFeed) {
          this.#endCell(i);
          if (this.failure === null) this.#endRecord();
        }
        this.#cellStart = recordStart = ++i;
      } else if (code === quote && i === this.#cellStart) {
        this.#quoting[this.cellCount] = 1;
        this.#inQuotes = true;
        i++;
      } else {
        if (this.#quoting[this.cellCount] !== 0) this.malformed = true;
        i++;
      }
    }
    if (this.failure !== null) {
      this.#text = "";
      return;
    }
    this.#text = text.slice(recordStart);
    this.#scanned = i - recordStart;
    this.#cellStart -= recordStart;
    if (recordStart > 0)
      for (let k = 0; k < this.cellCount; k++) {
        this.#starts[k] -= recordStart;
        this.#ends[k] -= recordStart;
      }
    if (this.#text.length - this.#cellStart > this.#limits.maxCellCharacters + 2)
      this.#fail("cell-too-long", this.#text.length - this.#cellStart, this.#limits.maxCellCharacters);
    else if (this.#text.length > this.#limits.maxRowCharacters)
      this.#fail("row-too-long", this.#text.length, this.#limits.maxRowCharacters);
  }

  #endCell(end: number): void {
    const column = this.cellCount;
    const start = this.#cellStart;
    if (column >= this.#limits.maxColumns)
      return this.#fail("too-many-columns", this.#limits.maxColumns + 1, this.#limits.maxColumns);
    if (end - start > this.#limits.maxCellCharacters + 2)
      return this.#fail("cell-too-long", end - start, this.#limits.maxCellCharacters);
    if (this.#quoting[column] === 0) {
      this.#starts[column] = start;
      this.#ends[column] = end;
    } else {
      this.#starts[column] = start + 1;
      this.#ends[column] = end - 1;
      for (let k = this.#text.indexOf("\n", start); k >= 0 && k < end; k = this.#text.indexOf("\n", k + 1))
        this.#linesInside++;
    }
    this.cellCount = column + 1;
    this.#quoting[column + 1] = 0;
  }

  #endRecord(): void {
    const blankLine = this.cellCount === 1 && this.#quoting[0] === 0 && this.isBlank(0);
    if (!blankLine) this.#onRecord(this);
    this.line += 1 + this.#linesInside;
    this.cellCount = 0;
    this.malformed = false;
    this.#linesInside = 0;
    this.#quoting[0] = 0;
  }

  #fail(code: CsvFailure["code"], value: number, bound: number): void {
    this.failure = { code, line: this.line, value, bound };
  }
}
