export interface CriticalListEntry {
  /** e.g. `US-2022`, `EU-CRM-2024`. */
  readonly listId: string;
  readonly jurisdiction: string;
  readonly instrument: string;
  readonly date: string;
  readonly entry: string;
  /** Element symbols that the entry names; empty for minerals such as graphite without a single element. */
  readonly elements: readonly string[];
}
