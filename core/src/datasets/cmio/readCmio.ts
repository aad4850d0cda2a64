import type { Issue, Severity } from "../../evidence/issue.ts";
import type { CmioField } from "./cmioFields.ts";
import { ConcentrationReader } from "./concentrations.ts";
import { type CmioLimits, type CsvFailure, CsvRecordStream, defaultCmioLimits } from "./csvRecordStream.ts";
import { readCmioHeader, type TextColumns } from "./cmioHeader.ts";
import type { ElementColumns } from "./elementColumns.ts";
import { FindingTally } from "./findingTally.ts";
import { notCmio } from "./notCmio.ts";
import { comparable, defaultOreFilter, type OreFilterOptions, whyLeftOut } from "./oreFilter.ts";
import type { OreSamples } from "./oreSamples.ts";
import { detached, SampleTable } from "./sampleTable.ts";
import { syntheticPrefix } from "./syntheticPrefix.ts";

/** Changes whenever the same table would be read differently: part of the key of a parsed copy. */
export const cmioReaderVersion = 1;

export interface CmioReaderOptions {
  /** Schema from `readCmioFields`. */
  readonly fields: readonly CmioField[];
  /** File name or address for the issues. */
  readonly name?: string;
  readonly filter?: Partial<OreFilterOptions>;
  readonly limits?: Partial<CmioLimits>;
}

export interface CmioReader {
  /** Takes the next piece of decoded text, of any length. */
  push(text: string): void;
  /** Ends the table. With an `error` among the issues `samples` is null. */
  finish(source?: Partial<OreSamples["source"]>): { samples: OreSamples | null; issues: Issue[] };
  /** True once an error has made the rest pointless: the caller may stop reading. */
  readonly failed: boolean;
  /** Data rows seen so far. */
  readonly rowsRead: number;
}

const headCharacters = 4096;
const raggedShareBound = 0.01;
const failureText: Readonly<Record<CsvFailure["code"], (failure: CsvFailure) => string>> = {
  "unterminated-quote": () => "a quoted cell never ends; the file is cut short or a quote is not doubled; get it again",
  "cell-too-long": (f) => `a cell has ${f.value} characters, limit ${f.bound}; a quote is probably not closed`,
  "row-too-long": (f) => `a row has ${f.value} characters, limit ${f.bound}; is this the right file?`,
  "too-many-columns": (f) => `a row has more than ${f.bound} columns; is this the right file?`,
};

/**
 * Reader of the Critical Minerals in Ores table (CSV as the Geoscience Australia WFS gives it), fed in pieces.
 * Grades come out in ppm of element; the conventions are those of `ConcentrationReader`, the rows kept those of
 * `OreFilterOptions`. One row is one sample; whole rows stay together. Extra columns are ignored, column names match
 * in any case. Findings of the same kind are summed up in one issue that says how many and where first.
 *
 * Errors (no samples): cmio.empty, cmio.html-page, cmio.service-exception, cmio.gml, cmio.json, cmio.not-csv,
 * cmio.encoding, cmio.separator, cmio.missing-column, cmio.duplicate-column, cmio.no-element-columns, cmio.truncated,
 * cmio.ragged, cmio.unterminated-quote, cmio.cell-too-long, cmio.row-too-long, cmio.too-many-columns,
 * cmio.too-many-rows, cmio.no-rows, cmio.no-ore.
 *
 * @throws {RangeError} `fields` holds no concentration
 * @see Geoscience Australia (2022), Critical Minerals in Ores data dictionary, version 1.1
 */
export function createCmioReader(options: CmioReaderOptions): CmioReader {
  if (!options.fields.some((field) => field.kind === "value"))
    throw new RangeError("the schema holds no concentration; pass the rows of cmio/fields/data.csv");
  return new TableReader(options);
}

class TableReader implements CmioReader {
  rowsRead = 0;
  readonly #fields: readonly CmioField[];
  readonly #name: string;
  readonly #filter: OreFilterOptions;
  readonly #limits: CmioLimits;
  readonly #records: CsvRecordStream;
  readonly #issues: Issue[] = [];
  readonly #tally = new FindingTally();
  readonly #concentrations: ConcentrationReader;
  readonly #leftOut = new Map<string, number>();
  readonly #otherWords = new Set<string>();
  readonly #analyses = new Set<string>();
  #head = "";
  #headSeen = false;
  #width = 0;
  #columns: TextColumns | null = null;
  #elements: ElementColumns[] = [];
  #table = new SampleTable(0, 1);
  #rowPpm = new Float32Array(0);
  #rowBelow = new Uint8Array(0);
  #ragged = 0;
  #syntheticRows = 0;
  #truncatedLine = 0;

  constructor(options: CmioReaderOptions) {
    this.#fields = options.fields;
    this.#name = options.name ?? "cmio.csv";
    this.#filter = { ...defaultOreFilter, ...options.filter };
    this.#limits = { ...defaultCmioLimits, ...options.limits };
    this.#concentrations = new ConcentrationReader(this.#name, this.#tally);
    this.#records = new CsvRecordStream(this.#limits, (records) => this.#record(records));
  }

  get failed(): boolean {
    return this.#issues.some((issue) => issue.severity === "error");
  }

  push(text: string): void {
    if (this.failed) return;
    if (this.#headSeen) this.#take(text);
    else {
      this.#head += text;
      if (this.#head.length >= headCharacters) this.#takeHead();
    }
  }

  finish(source: Partial<OreSamples["source"]> = {}): { samples: OreSamples | null; issues: Issue[] } {
    if (!this.failed && !this.#headSeen) this.#takeHead();
    if (!this.failed) {
      this.#records.finish();
      this.#takeFailure();
    }
    if (!this.failed) this.#checkWhole();
    const issues = [...this.#issues, ...this.#tally.issues()];
    if (this.failed) return { samples: null, issues };
    const samples = this.#table.finish(
      this.#elements.map((columns) => columns.element),
      {
        synthetic: this.#syntheticRows > 0,
        source: { name: source.name ?? this.#name, sha256: source.sha256 ?? "", edition: source.edition ?? "" },
        filter: {
          rowsRead: this.rowsRead,
          rowsKept: this.#table.rows,
          leftOut: Object.fromEntries([...this.#leftOut].sort(([a], [b]) => (a < b ? -1 : 1))),
        },
      },
    );
    return { samples, issues };
  }

  #takeHead(): void {
    this.#headSeen = true;
    const head = this.#head.replace(/^\uFEFF/, "");
    this.#head = "";
    const wrong = notCmio(head, this.#name);
    if (wrong !== null) this.#issues.push(wrong);
    else this.#take(head);
  }

  #take(text: string): void {
    if (text.includes("\uFFFD"))
      this.#tally.add(
        "cmio.undecodable",
        "warning",
        "pieces of text hold characters lost in decoding (shown as U+FFFD); numbers are not affected",
        () => this.#name,
        () => `near row ${this.#records.line}`,
      );
    this.#records.push(text);
    this.#takeFailure();
  }

  #takeFailure(): void {
    const failure = this.#records.failure;
    if (failure !== null && !this.failed)
      this.#report(
        "error",
        `cmio.${failure.code}`,
        `${this.#name}, row ${failure.line}`,
        failureText[failure.code](failure),
      );
  }

  #report(severity: Severity, code: string, path: string, message: string): void {
    this.#issues.push({ path, code, severity, message });
  }

  #record(records: CsvRecordStream): void {
    if (this.failed) return;
    if (this.#columns === null) this.#header(records);
    else this.#row(records, this.#columns);
  }

  #header(records: CsvRecordStream): void {
    const names = Array.from({ length: records.cellCount }, (_, i) => records.cell(i));
    const header = readCmioHeader(names, this.#fields, `${this.#name}, row ${records.line}`);
    this.#issues.push(...header.issues);
    this.#elements = header.elements;
    this.#width = names.length;
    this.#table = new SampleTable(this.#elements.length);
    this.#rowPpm = new Float32Array(this.#elements.length);
    this.#rowBelow = new Uint8Array(this.#elements.length);
    this.#columns = header.columns;
  }

  #row(records: CsvRecordStream, columns: TextColumns): void {
    this.rowsRead++;
    if (this.rowsRead > this.#limits.maxRows)
      return this.#report(
        "error",
        "cmio.too-many-rows",
        `${this.#name}, row ${records.line}`,
        `more than ${this.#limits.maxRows} rows; is this the right file?`,
      );
    if (records.malformed || records.cellCount !== this.#width) return this.#raggedRow(records);
    const text = (column: number) => (column < 0 ? "" : records.cell(column).trim());
    const uid = text(columns.uid);
    if (uid.startsWith(syntheticPrefix)) this.#syntheticRows++;
    const analysis = text(columns.analysis);
    if (analysis !== "") {
      if (this.#analyses.has(analysis)) {
        this.#tally.add(
          "cmio.duplicate-row",
          "warning",
          "rows repeat a DEPOSIT_ANALYSIS_ID and are left out",
          () => `${this.#name}, row ${records.line}`,
          () => `row ${records.line}, ${analysis.slice(0, 80)}`,
        );
        return this.#leave("row: repeated analysis");
      }
      this.#analyses.add(detached(analysis));
    }
    if (uid === "") return this.#leave("deposit: no identifier");
    const reason = whyLeftOut(
      text(columns.relation),
      text(columns.material),
      text(columns.sampleType),
      text(columns.type),
      this.#filter,
    );
    if (reason !== null) {
      if (reason === "relation: other") this.#other("SAMPLE_DEPOSIT_RELATION", text(columns.relation));
      if (reason === "material: other") this.#other("MATERIAL_CLASS", text(columns.material));
      return this.#leave(reason);
    }
    if (!this.#concentrationsOf(records)) return this.#leave("row: no element analysed");
    this.#keep(records, columns, uid, text);
  }

  #keep(records: CsvRecordStream, columns: TextColumns, uid: string, text: (column: number) => string): void {
    const type = text(columns.type);
    const index = this.#table.depositIndex(uid, () => ({
      uid,
      name: text(columns.name),
      type,
      group: text(columns.group),
      environment: text(columns.environment),
      country: text(columns.country),
      state: text(columns.state),
    }));
    const known = this.#table.deposits[index];
    if (known !== undefined && known.type !== type)
      this.#tally.add(
        "cmio.deposit-conflict",
        "warning",
        "rows give their deposit another type than its first row, which is kept",
        () => `${this.#name}, row ${records.line}, column DEPOSIT_TYPE`,
        () => `row ${records.line}, ${uid.slice(0, 80)}: ${type.slice(0, 80)} against ${known.type.slice(0, 80)}`,
      );
    this.#table.add(index, this.#rowPpm, this.#rowBelow);
  }

  /** Fills the row buffers; false when nothing was analysed. */
  #concentrationsOf(records: CsvRecordStream): boolean {
    let analysed = false;
    for (let j = 0; j < this.#elements.length; j++) {
      const reading = this.#concentrations.element(records, this.#elements[j]);
      this.#rowPpm[j] = reading === null ? Number.NaN : reading.ppm;
      this.#rowBelow[j] = reading !== null && reading.below ? 1 : 0;
      if (reading !== null) analysed = true;
    }
    return analysed;
  }

  #raggedRow(records: CsvRecordStream): void {
    if (records.unfinished && records.cellCount < this.#width) this.#truncatedLine = records.line;
    this.#ragged++;
    const cells = records.cellCount;
    const malformed = records.malformed;
    this.#tally.add(
      "cmio.ragged-row",
      "warning",
      `rows do not have the ${this.#width} cells of the header, or text follows a closing quote; they are left out`,
      () => `${this.#name}, row ${records.line}`,
      () => `row ${records.line}, ${malformed ? "text after a quote" : `${cells} cells`}`,
    );
    this.#leave("row: malformed");
  }

  #leave(reason: string): void {
    this.#leftOut.set(reason, (this.#leftOut.get(reason) ?? 0) + 1);
  }

  #other(column: string, word: string): void {
    if (this.#otherWords.size < 20) this.#otherWords.add(`${column} "${comparable(word).slice(0, 60)}"`);
  }

  #checkWhole(): void {
    const name = this.#name;
    if (this.#columns === null) return this.#report("error", "cmio.empty", name, "the file is empty; get it again");
    if (this.#truncatedLine > 0)
      return this.#report(
        "error",
        "cmio.truncated",
        `${name}, row ${this.#truncatedLine}`,
        `the last row ends in the middle after ${this.rowsRead} rows; the file is cut short, get it again`,
      );
    if (this.rowsRead === 0)
      return this.#report("error", "cmio.no-rows", name, "the file has a header but no rows; get it again");
    if (this.#ragged > Math.max(1, raggedShareBound * this.rowsRead))
      return this.#report(
        "error",
        "cmio.ragged",
        name,
        `${this.#ragged} of ${this.rowsRead} rows do not fit the header's ${this.#width} columns, bound ${raggedShareBound * 100} %; get the file again, unedited`,
      );
    if (this.#table.rows === 0)
      return this.#report(
        "error",
        "cmio.no-ore",
        name,
        `none of ${this.rowsRead} rows passes the filter (${this.#leftOutText()}); change the filter, for example with unknown relations included`,
      );
    if (this.#otherWords.size > 0)
      this.#report(
        "warning",
        "cmio.unknown-words",
        name,
        `rows left out for words the filter does not know: ${[...this.#otherWords].join(", ")}; name them in the filter if they are ore`,
      );
    const unknown = this.#leftOut.get("relation: unknown") ?? 0;
    if (unknown > this.#table.rows)
      this.#report(
        "warning",
        "cmio.mostly-unknown",
        name,
        `${unknown} rows of unknown relation to ore are left out, ${this.#table.rows} of ore are kept; includeUnknown keeps both, with some barren rock`,
      );
    if (this.#syntheticRows > 0 && this.#syntheticRows < this.rowsRead - this.#ragged)
      this.#report(
        "warning",
        "cmio.mixed-synthetic",
        name,
        `${this.#syntheticRows} of ${this.rowsRead} rows are synthetic (DEPOSIT_UID ${syntheticPrefix}...); the whole table counts as synthetic`,
      );
  }

  #leftOutText(): string {
    return [...this.#leftOut].map(([reason, count]) => `${reason} ${count}`).join(", ");
  }
}
