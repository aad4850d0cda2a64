import type { FlowsheetReport } from "../../process/flowsheet/flowsheetReport.ts";
import type {
  FeedSpec,
  FlowsheetDocument,
  StreamEnd,
  StreamSpec,
  UnitSpec,
} from "../../process/flowsheet/flowsheetDocument.ts";
import { flowsheetSchema } from "../../process/flowsheet/flowsheetDocument.ts";
import type { ComponentSpec, Phase } from "../../process/streams/component.ts";
import type { Assumption, AssumptionGrade, Overrides, Sizing } from "./assumption.ts";

/** What leaves a proposed plant to be sold. */
export interface DraftProduct {
  readonly stream: string;
  readonly name: string;
  /** Elements paid for in it, with the share of their price that a buyer of such a product pays. */
  readonly payable: Readonly<Record<string, number>>;
  /** Freight, smelting and refining by dry tonne of the product, taken off what is paid; judged. */
  readonly chargeUsdPerT: number;
}

/** A stated figure: its likely value with a range, and who says so. */
export interface Figure {
  readonly low: number;
  readonly value: number;
  readonly high: number;
  readonly unit: string;
  readonly grade: AssumptionGrade;
  readonly source: string;
}

/** Builds a flowsheet document step by step, and keeps the list of what it rests on. */
export class FlowsheetDraft {
  readonly assumptions = new Map<string, Assumption>();
  readonly sizings: Sizing[] = [];
  readonly products: DraftProduct[] = [];
  readonly #components = new Map<string, ComponentSpec>();
  readonly #units: UnitSpec[] = [];
  readonly #streams: StreamSpec[] = [];
  readonly #overrides: Overrides;
  readonly #sizes: ReadonlyMap<string, number>;
  #sizesUm: readonly number[] = [];
  #pending: string[] = [];

  /**
   * @param overrides values in place of the likely ones, by key of the assumption
   * @param sizes what an earlier solve measured, by key of the sizing
   */
  constructor(overrides: Overrides, sizes: ReadonlyMap<string, number>) {
    this.#overrides = overrides;
    this.#sizes = sizes;
  }

  /** A number that is not known: its likely value, unless an override takes its place. It is noted at the next unit. */
  figure(key: string, says: string, { low, value, high, unit, grade, source }: Figure): number {
    this.assumptions.set(key, { key, says, unit, low, value, high, grade, source });
    const used = this.#overrides.get(key) ?? value;
    const range = low === high ? "" : ` (${shown(low)} to ${shown(high)})`;
    this.#pending.push(`${says} ${shown(used)}${range} ${unit === "1" ? "" : `${unit} `}[${grade}: ${source}]`);
    return used;
  }

  /** A size that follows from an earlier solve; `guess` before there is one. */
  sized(key: string, guess: number, measure: (report: FlowsheetReport) => number): number {
    this.sizings.push({ key, measure });
    return this.#sizes.get(key) ?? guess;
  }

  component(
    id: string,
    phase: Phase,
    formula?: string,
    densityKgPerM3?: number,
    more: Partial<ComponentSpec> = {},
  ): string {
    if (!this.#components.has(id))
      this.#components.set(id, {
        id,
        phase,
        ...(formula === undefined ? {} : { formula }),
        ...(densityKgPerM3 === undefined ? {} : { densityKgPerM3 }),
        ...more,
      });
    return id;
  }

  /** Components named so far. */
  get components(): readonly ComponentSpec[] {
    return [...this.#components.values()];
  }

  has(id: string): boolean {
    return this.#components.has(id);
  }

  sizeClasses(sizesUm: readonly number[]): void {
    this.#sizesUm = sizesUm;
  }

  /** Adds a unit; the figures asked for since the last unit become its note. */
  unit(id: string, kind: string, parameters: unknown, words = ""): string {
    const notes = [words, ...this.#pending].filter((note) => note !== "");
    this.#pending = [];
    this.#units.push({ id, kind, parameters, ...(notes.length === 0 ? {} : { note: notes.join("; ") }) });
    return id;
  }

  /** A stream from outside; ends are written `unit.port`. */
  feed(id: string, to: string, feed: FeedSpec): void {
    this.#streams.push({ id, from: null, to: end(to), feed });
  }

  /** A stream between two units, or out of the plant. */
  stream(id: string, from: string, to: string | null): string {
    this.#streams.push({ id, from: end(from), to: to === null ? null : end(to) });
    return id;
  }

  /** A stream out of the plant that is sold. */
  product(id: string, from: string, name: string, payable: Readonly<Record<string, number>>, chargeUsdPerT = 50): void {
    this.stream(id, from, null);
    this.products.push({ stream: id, name, payable, chargeUsdPerT });
  }

  document(name: string, description: string, sources: readonly string[]): FlowsheetDocument {
    return {
      schema: flowsheetSchema,
      name,
      description,
      sources: [...new Set(sources)],
      components: [...this.#components.values()],
      ...(this.#sizesUm.length === 0 ? {} : { sizeClassesUm: this.#sizesUm }),
      units: this.#units,
      streams: this.#streams,
    };
  }
}

function end(text: string): StreamEnd {
  const at = text.lastIndexOf(".");
  return { unit: text.slice(0, at), port: text.slice(at + 1) };
}

const shown = (value: number) => String(Number(value.toPrecision(4)));
