/** Search parameters of the pages: everything a reader has chosen stands in the address, so a link shows the same view. */
export interface RunSearch {
  /** Which screening is shown; absent = the run made at start. */
  readonly run?: string;
}

export const mapMeasures = ["mass", "value", "imports"] as const;
export type MapMeasure = (typeof mapMeasures)[number];

export interface MapSearch {
  readonly element?: string;
  readonly measure?: MapMeasure;
  readonly class?: string;
  readonly state?: string;
  readonly product?: string;
  readonly mine?: string;
}

export interface TableSearch {
  readonly sort?: string;
  readonly dir?: "asc" | "desc";
  readonly q?: string;
  readonly list?: string;
}

export interface ElementSearch {
  /** Fraction of the discarded mass, 0-1. */
  readonly recovery?: number;
}

export interface CompareSearch {
  readonly a?: string;
  readonly b?: string;
  readonly recovery?: number;
  readonly demand?: number;
  readonly price?: number;
}

export interface ClaimsSearch {
  readonly verdict?: string;
}

export interface DataSearch {
  readonly dataset?: string;
}

type Raw = Readonly<Record<string, unknown>>;

function word(raw: Raw, key: string): string | undefined {
  const value = raw[key];
  if (typeof value === "string" && value !== "") return value;
  return typeof value === "number" ? String(value) : undefined;
}

function within(raw: Raw, key: string, low: number, high: number): number | undefined {
  const value = Number(raw[key]);
  return raw[key] !== undefined && value >= low && value <= high ? value : undefined;
}

/** Leaves out what is undefined, so that addresses stay short. */
function present<T extends object>(entries: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as T;
}

export const readRun = (raw: Raw): RunSearch => present<RunSearch>({ run: word(raw, "run") });

export const readMap = (raw: Raw): MapSearch =>
  present<MapSearch>({
    element: word(raw, "element"),
    measure: mapMeasures.find((measure) => measure === raw["measure"]),
    class: word(raw, "class"),
    state: word(raw, "state"),
    product: word(raw, "product"),
    mine: word(raw, "mine"),
  });

export const readTable = (raw: Raw): TableSearch =>
  present<TableSearch>({
    sort: word(raw, "sort"),
    dir: raw["dir"] === "asc" || raw["dir"] === "desc" ? raw["dir"] : undefined,
    q: word(raw, "q"),
    list: word(raw, "list"),
  });

export const readElement = (raw: Raw): ElementSearch =>
  present<ElementSearch>({ recovery: within(raw, "recovery", 0, 1) });

export const readCompare = (raw: Raw): CompareSearch =>
  present<CompareSearch>({
    a: word(raw, "a"),
    b: word(raw, "b"),
    recovery: within(raw, "recovery", 0, 1),
    demand: within(raw, "demand", 0.1, 10),
    price: within(raw, "price", 0.1, 10),
  });

export const readClaims = (raw: Raw): ClaimsSearch => present<ClaimsSearch>({ verdict: word(raw, "verdict") });

export const readData = (raw: Raw): DataSearch => present<DataSearch>({ dataset: word(raw, "dataset") });
